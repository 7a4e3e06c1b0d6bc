"""Messages of made-up brands, from a seed: what the benchmarks import.

The same arguments give the same files, byte for byte. A brand's messages come as conversations of 3 to 8
messages in its language, one in ten of which still waits for an answer; the file has them in the order of
time, but for 1 % that come up to two days late, and repeats 5 % of them. Sizes of brands follow Zipf.
`Written` keeps what is true of a file, so that a benchmark can check what the product made of it.

Public conversations hang together by `in_reply_to`, private ones by a conversation's id.
"""

import heapq
import json
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wording import CUSTOMER, NAMES, STAFF

LANGUAGES = ("ru", "uk", "pl", "en")
SHORTEST, LONGEST = 3, 8
MEAN_LENGTH = (SHORTEST + LONGEST) / 2
OPEN_SHARE, PRIVATE_SHARE, AUTOMATIC_SHARE = 0.10, 0.30, 0.05
REPEATED_SHARE, LATE_SHARE = 0.05, 0.01
LATEST = 2 * 86_400  # seconds
AGENTS = 40
SAMPLES = 50  # conversations kept from each file

BRAND_FILE = """\
slug: {slug}
name: {name}
languages: [{language}]
time_zone: Europe/Kyiv
accounts:
  - {{network: x, handle: {handle}, purpose: care}}
  - {{network: telegram, handle: {handle}, purpose: care}}
calendars:
  office: {{time_zone: Europe/Kyiv, weekly: {{mon-fri: ["09:00-13:00", "14:00-18:00"], sat: ["10:00-15:00"]}}}}
service_levels:
  - {{name: private, when: {{visibility: private}}, first_response: 15m, next_response: 15m, resolution: 8h, calendar: always}}
  - {{name: standard, first_response: 30m, next_response: 30m, resolution: 24h, calendar: office}}
"""


@dataclass(frozen=True, slots=True)
class Brand:
    """A made-up brand; `number` counts from 1, the largest first."""

    number: int

    @property
    def slug(self) -> str:
        return f"bench-{self.number:02}"

    @property
    def handle(self) -> str:
        return f"bench_{self.number:02}"

    @property
    def language(self) -> str:
        return LANGUAGES[self.number % len(LANGUAGES)]

    def file(self) -> str:
        """Its brand file."""
        return BRAND_FILE.format(
            slug=self.slug, name=f"Bench {self.number}", language=self.language, handle=self.handle
        )


@dataclass(frozen=True, slots=True)
class Load:
    """A brand's messages over some days. `first` keeps the conversations of two loads of a brand apart."""

    brand: Brand
    messages: int
    start: datetime
    days: int
    seed: int = 1
    first: int = 1


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a conversation."""

    id: str
    incoming: bool
    automatic: bool
    at: datetime
    record: dict[str, object]


@dataclass(slots=True)
class Written:
    """A file, and what is true of it."""

    brand: Brand
    path: Path
    lines: int = 0
    messages: int = 0
    conversations: int = 0
    samples: list[list[Said]] = field(default_factory=list)


def zipf(total: int, brands: int) -> list[int]:
    """How many of `total` messages each brand has; the n-th has about 1/n of what the first has."""
    weights = [1 / number for number in range(1, brands + 1)]
    shares = [math.floor(total * weight / sum(weights)) for weight in weights]
    shares[0] += total - sum(shares)
    return shares


def zipf_loads(total: int, *, brands: int, days: int, start: datetime, seed: int) -> list[Load]:
    """One load a brand."""
    sizes = zipf(total, brands)
    return [Load(Brand(number), size, start, days, seed) for number, size in enumerate(sizes, start=1)]


def conversations(load: Load) -> Iterator[list[Said]]:
    """The conversations of a load by their start; the last is cut where the number of messages is reached."""
    left = load.messages
    expected = max(round(load.messages / MEAN_LENGTH), 1)
    step = timedelta(days=load.days) / expected
    for number in range(expected * 2):
        if left <= 0:
            return
        dice = random.Random(f"{load.seed}:{load.brand.number}:{load.first + number}")
        start = load.start + step * (number + dice.random())
        said = _conversation(load, load.first + number, start, dice, customers=expected)[:left]
        left -= len(said)
        yield said


def write_file(load: Load, path: Path) -> Written:
    """The load as a message file: nearly in the order of time, with repeats."""
    written = Written(load.brand, path)
    keep_every = max(round(load.messages / MEAN_LENGTH / SAMPLES), 1)
    with path.open("w", encoding="utf-8") as file:
        for line in _lines(load, written, keep_every):
            file.write(line)
            written.lines += 1
    return written


def _lines(load: Load, written: Written, keep_every: int) -> Iterator[str]:
    """Each message when it comes in. Only what is still to come of begun conversations is in memory."""
    coming: list[tuple[datetime, int, str]] = []
    order = 0
    dice = random.Random(f"{load.seed}:{load.brand.number}:{load.first}:delivery")
    for said in conversations(load):
        while coming and coming[0][0] < said[0].at:
            yield heapq.heappop(coming)[2]
        for message in said:
            line = json.dumps(message.record, ensure_ascii=False) + "\n"
            late = dice.random() < LATE_SHARE
            arrivals = [message.at + timedelta(seconds=dice.uniform(60, LATEST) if late else 0)]
            if dice.random() < REPEATED_SHARE:
                arrivals.append(arrivals[0] + timedelta(seconds=dice.expovariate(1 / 3600)))
            for arrival in arrivals:
                order += 1
                heapq.heappush(coming, (arrival, order, line))
        if written.conversations % keep_every == 0:
            written.samples.append(said)
        written.conversations += 1
        written.messages += len(said)
    while coming:
        yield heapq.heappop(coming)[2]


def _conversation(
    load: Load, number: int, start: datetime, dice: random.Random, *, customers: int
) -> list[Said]:
    brand = load.brand
    private = dice.random() < PRIVATE_SHARE
    customer = dice.randrange(customers)
    agent = f"agent{dice.randrange(AGENTS):02}@vendor.example"
    order_no = dice.randrange(10_000, 99_999)
    at = start.replace(microsecond=0)
    said: list[Said] = []
    for place, (incoming, automatic) in enumerate(_directions(dice)):
        if said:
            at += _gap(said[-1].incoming, incoming, dice) if not automatic else timedelta(seconds=2)
        external_id = f"{brand.number * 10**12 + number * 10 + place}"
        record: dict[str, object] = {
            "id": external_id,
            "account": f"{'telegram' if private else 'x'}:{brand.handle}",
            "direction": "in" if incoming else "out",
            "author": _customer(brand, customer) if incoming else {"id": brand.handle, "name": brand.slug},
            "text": _text(CUSTOMER if incoming else STAFF, brand.language, order_no, dice),
            "posted_at": at.isoformat(),
            "visibility": "private" if private else "public",
            "language": brand.language,
        }
        if private:
            record["conversation"] = f"{brand.number}-{number}"
        elif said:
            record["in_reply_to"] = said[-1].id
        if not incoming:
            record |= {"automatic": True} if automatic else {"agent": agent}
        said.append(Said(external_id, incoming, automatic, at, record))
    return said


def _directions(dice: random.Random) -> list[tuple[bool, bool]]:
    """Who speaks (incoming, automatic): the customer first, and last where the conversation is open."""
    length = dice.randint(SHORTEST, LONGEST)
    waits = dice.random() < OPEN_SHARE
    found = [(True, False)]
    if dice.random() < AUTOMATIC_SHARE:
        found.append((False, True))
    incoming = True
    while len(found) < length - 1:
        incoming = dice.random() < (0.25 if incoming else 0.90)
        found.append((incoming, False))
    return [*found, (waits, False)]


def _gap(was_incoming: bool, incoming: bool, dice: random.Random) -> timedelta:  # noqa: FBT001 -- two sides of one step
    if was_incoming == incoming:
        return timedelta(seconds=dice.randint(20, 600))
    median = 20 * 60 if was_incoming else 50 * 60
    return timedelta(seconds=min(round(median * dice.lognormvariate(0, 1.1)), 86_400) + 1)


def _customer(brand: Brand, number: int) -> dict[str, object]:
    names: Sequence[str] = NAMES[brand.language]
    return {
        "id": f"{1_000_000_000 + number}",
        "name": f"{names[number % len(names)]} {number}",
        "followers": number * 7919 % 5000,
    }


def _text(texts: Mapping[str, Sequence[str]], language: str, order_no: int, dice: random.Random) -> str:
    chosen = dice.sample(texts[language], dice.choice((1, 1, 2, 3)))
    return " ".join(chosen).replace("#", f"№{order_no}")


def at_midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)
