"""Weeks of a demo brand's traffic, in the shape of the message file, and what was decided about it.

Nothing lies after `until`, every answer names an agent of `DEMO_PEOPLE`, and the same arguments give the same
messages and the same acts. Acts of a conversation come after all its messages.

The words are in `scripts/`, the times in `pace`; feeding them to the import is the loader's work.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final, Literal, NotRequired, TypedDict

from bpo.demo.exchange import Exchange, Line, choose_situation, cut_to_waiting, write_exchange
from bpo.demo.pace import (
    CHARACTERS,
    Character,
    DemoAccount,
    Start,
    conversation_starts,
    dice,
    draw_minutes,
    slow_factor,
    work_from,
)
from bpo.demo.people import DEMO_BRANDS, DEMO_PEOPLE, Signer, at_the_desk
from bpo.demo.situations import LANGUAGES, Script, draw_values, load_script
from bpo.demo.wording import fill

__all__ = ["DEMO_BRANDS", "DEMO_PEOPLE", "DemoAct", "DemoMessage", "demo_acts", "demo_messages"]

_X_LIMIT: Final = 280
_OVERLOOKED: Final = 0.005
_NOTICED: Final = timedelta(days=3)  # by then somebody has answered what was overlooked, or dismissed it
# What networks tell of a public reply; shops and sites of reviews tell nothing.
_TOLD: Final = {
    "x": ("views", "shares", "likes", "replies"),
    "facebook": ("shares", "likes", "replies"),
    "instagram": ("likes", "replies"),
}


class DemoAuthor(TypedDict):
    id: str
    name: str
    followers: int | None


class DemoMessage(TypedDict):
    id: str
    account: str
    conversation: str
    direction: Literal["in", "out"]
    author: DemoAuthor
    text: str
    posted_at: str
    in_reply_to: str | None
    visibility: Literal["public", "private"]
    agent: str | None
    automatic: bool
    language: str | None
    engagement: NotRequired[dict[str, int | str]]


class _Engaged(TypedDict, total=False):
    engagement: dict[str, int | str]


class DemoAct(TypedDict):
    kind: Literal["dismiss", "close"]
    conversation: str
    account: str
    at: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class _Customer:
    id: str
    name: str
    address: str | None  # None where only a nickname is known
    is_woman: bool
    followers: int | None


@dataclass(frozen=True, slots=True)
class _Said:
    line: Line
    at: datetime


@dataclass(frozen=True, slots=True)
class _Talk:
    """One conversation as it happened."""

    name: str
    account: DemoAccount
    customer: _Customer
    signer: Signer
    values: Mapping[str, str]
    said: tuple[_Said, ...]
    dismissed_as: str | None  # only where the exchange came to its end before `until`


def demo_messages(brand: str, *, until: datetime, weeks: int = 6, seed: int = 7) -> Iterator[DemoMessage]:
    """The brand's messages of the weeks before `until`, by time."""
    script = load_script(LANGUAGES[brand])
    messages = [
        message
        for talk in _talks(brand, until=until, weeks=weeks, seed=seed)
        for message in _write(talk, script, dice(seed, talk.name, "words"), name=CHARACTERS[brand].name)
    ]
    yield from sorted(messages, key=lambda message: (message["posted_at"], message["id"]))


def demo_acts(brand: str, *, until: datetime, weeks: int = 6, seed: int = 7) -> Iterator[DemoAct]:
    """What people decided about those conversations, by time: dismissals and closings."""
    acts = [
        act
        for talk in _talks(brand, until=until, weeks=weeks, seed=seed)
        for act in _decide(talk, dice(seed, talk.name, "acts"), until=until, character=CHARACTERS[brand])
    ]
    yield from sorted(acts, key=lambda act: (act["at"], act["conversation"], act["kind"] == "close"))


def _talks(brand: str, *, until: datetime, weeks: int, seed: int) -> Iterator[_Talk]:
    character, script = CHARACTERS[brand], load_script(LANGUAGES[brand])
    known: dict[str, list[_Customer]] = {account.key: [] for account in character.accounts}
    starts = conversation_starts(character, until=until, weeks=weeks, seed=seed)
    for number, start in enumerate(starts, start=1):
        throw = dice(seed, character.prefix, number)
        account = throw.choices(character.accounts, [one.share for one in character.accounts])[0]
        situation = choose_situation(script, account, throw, wave=start.wave, must_answer=start.waits)
        exchange = write_exchange(script, situation, account, throw)
        customer = _meet(known[account.key], script, account, throw, number=number)
        lines = cut_to_waiting(exchange.lines, throw) if start.waits else list(exchange.lines)
        said = _schedule(lines, start, account, script, throw, character=character, until=until)
        yield _Talk(
            name=f"{character.prefix}-{number:04d}",
            account=account,
            customer=customer,
            signer=_signer(brand, said[-1].at.astimezone(character.zone), throw),
            values=draw_values(script, throw),
            said=tuple(said),
            dismissed_as=_reason(exchange, said),
        )


def _reason(exchange: Exchange, said: Sequence[_Said]) -> str | None:
    return exchange.dismissed_as if said[-1].line == exchange.lines[-1] else None


def _meet(
    known: list[_Customer], script: Script, account: DemoAccount, throw: Random, *, number: int
) -> _Customer:
    """Somebody who wrote here before, or somebody new."""
    if known and throw.random() < 0.3:
        return throw.choice(known)
    followers = None
    if account.kind == "public":
        followers = (
            throw.randint(55_000, 240_000) if throw.random() < 0.008 else int(throw.lognormvariate(4.8, 1.3))
        )
    if throw.random() < (0.45 if account.network in {"x", "instagram"} else 0.2):
        nick, is_woman = throw.choice(script.nicknames)
        name, address = f"{nick}{throw.choice(('', '_', str(throw.randint(2, 99))))}", None
    else:
        first = throw.choice(script.first_names)
        is_woman, address = first.is_woman, first.address
        name = f"{first.name} {throw.choice(script.last_names)[is_woman]}"
    customer = _Customer(f"{account.network}-{number:05d}", name, address, is_woman, followers)
    known.append(customer)
    return customer


def _signer(brand: str, at: datetime, throw: Random) -> Signer:
    return throw.choice(at_the_desk(brand, at.weekday(), at.hour))


def _schedule(
    lines: Sequence[Line],
    start: Start,
    account: DemoAccount,
    script: Script,
    throw: Random,
    *,
    character: Character,
    until: datetime,
) -> list[_Said]:
    """Give every line its instant; what would lie after `until` has not been said yet."""
    if start.waits:
        return _lead_up_to(start.at, lines, throw)
    said = [_Said(lines[0], start.at)]
    turn_began = start.at
    overlooked = throw.random() < _OVERLOOKED
    for line in lines[1:]:
        last = said[-1]
        if line.said_by == "robot":
            at = last.at + timedelta(seconds=throw.randint(8, 40))
        elif line.said_by == "customer":
            at = turn_began = last.at + timedelta(minutes=draw_minutes(throw, median=16, spread=1.2))
        elif last.line.said_by == "agent":
            at = work_from(last.at, throw.uniform(20, 130), character=character)
        else:
            at = _answered_at(turn_began, account, throw, character=character, until=until)
            if overlooked:
                at = max(at, work_from(turn_began + _NOTICED, throw.uniform(5, 300), character=character))
            said += _nudges(turn_began, at, last, script, throw)
            at = max(at, said[-1].at + timedelta(seconds=45))
        said.append(_Said(line, at))
    return [one for one in said if one.at < until]


def _lead_up_to(at: datetime, lines: Sequence[Line], throw: Random) -> list[_Said]:
    """The last line, for which somebody waits, comes at the given instant; the others shortly before."""
    said: list[_Said] = []
    for line in reversed(lines):
        said.append(_Said(line, at))
        at -= timedelta(minutes=throw.uniform(3, 25))
    return said[::-1]


def _answered_at(
    began: datetime, account: DemoAccount, throw: Random, *, character: Character, until: datetime
) -> datetime:
    is_review = account.kind == "reviews"
    minutes = draw_minutes(throw, median=character.median_minutes, spread=character.spread)
    minutes *= slow_factor(character, began, until=until, is_review=is_review)
    return work_from(began, minutes, character=character, is_review=is_review)


def _nudges(began: datetime, answered: datetime, last: _Said, script: Script, throw: Random) -> list[_Said]:
    """Who waits for more than an hour and a half sometimes asks again."""
    if answered - began < timedelta(minutes=90) or throw.random() > 0.35:
        return []
    line = Line("customer", throw.choice(script.pools["nudge"]), last.line.is_private)
    return [_Said(line, max(last.at, began) + (answered - began) * throw.uniform(0.4, 0.9))]


def _write(talk: _Talk, script: Script, throw: Random, *, name: str) -> Iterator[DemoMessage]:
    last_in: str | None = None
    last_out: str | None = None
    greeted = False
    for place, one in enumerate(talk.said, start=1):
        is_in = one.line.said_by == "customer"
        is_agent = one.line.said_by == "agent"
        key = f"{talk.name}-{place:02d}"
        text = fill(
            one.line.text,
            talk.values,
            language=script.language,
            customer_is_woman=talk.customer.is_woman,
            agent_is_woman=talk.signer.is_woman,
        )
        if is_in:
            text = _as_typed(text, throw)
        elif is_agent:
            text = _signed(text, talk, script, throw, greet=not greeted)
            greeted = True
        yield {
            "id": key,
            "account": talk.account.key,
            "conversation": talk.name,
            "direction": "in" if is_in else "out",
            "author": (
                {"id": talk.customer.id, "name": talk.customer.name, "followers": talk.customer.followers}
                if is_in
                else {"id": talk.account.handle, "name": name, "followers": None}
            ),
            "text": text,
            "posted_at": _stamp(one.at),
            "in_reply_to": last_out if is_in else last_in,
            "visibility": "private" if one.line.is_private else "public",
            "agent": talk.signer.email if is_agent else None,
            "automatic": one.line.said_by == "robot",
            "language": script.language,
            **_taken_up(key, talk, one, is_in=is_in),
        }
        last_in, last_out = (key, last_out) if is_in else (last_in, key)


def _taken_up(key: str, talk: _Talk, one: _Said, *, is_in: bool) -> _Engaged:
    """How a public reply was taken up within the hour, as far as its network tells; most are seen by few."""
    told = _TOLD.get(talk.account.network)
    if told is None or is_in or one.line.is_private:
        return {}
    throw = dice(key, "taken up")  # of its own, so that nothing else is thrown otherwise
    views = int(throw.lognormvariate(4.2, 1.1))
    counts = {
        "views": views,
        "shares": int(views * throw.uniform(0, 0.01)),
        "likes": int(views * throw.uniform(0, 0.04)),
        "replies": int(views * throw.uniform(0, 0.015)),
    }
    at = _stamp(one.at + timedelta(hours=1))
    return {"engagement": {"at": at, **{name: counts[name] for name in told}}}


def _as_typed(text: str, throw: Random) -> str:
    """People in a hurry drop the last stop and the first capital."""
    if throw.random() < 0.2:
        text = text.removesuffix(".")
    return text[0].lower() + text[1:] if throw.random() < 0.1 else text


def _signed(text: str, talk: _Talk, script: Script, throw: Random, *, greet: bool) -> str:
    ending = f" ^{talk.signer.initials}"
    if greet:
        greeting = throw.choice(script.pools["greet" if talk.customer.address is None else "greet_name"])
        greeting = fill(
            greeting,
            {"name": talk.customer.address or ""},
            language=script.language,
            customer_is_woman=talk.customer.is_woman,
            agent_is_woman=talk.signer.is_woman,
        )
        if len(greeting) + 1 + len(text) + len(ending) <= _X_LIMIT:
            text = f"{greeting} {text}"
    return text + ending


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _decide(talk: _Talk, throw: Random, *, until: datetime, character: Character) -> Iterator[DemoAct]:
    at, last = talk.said[-1].at, talk.said[-1].line
    if last.said_by != "agent":
        forgotten = throw.random() > 0.94 and until - at < _NOTICED
        if talk.dismissed_as is None or forgotten:
            return
        minutes = draw_minutes(throw, median=22, spread=0.8)
        at = work_from(at, minutes, character=character)
        if at >= until:
            return
        yield _act("dismiss", talk, at, reason=talk.dismissed_as)
    if throw.random() < 0.94:
        at += timedelta(minutes=draw_minutes(throw, median=150, spread=1.1))
        if at < until:
            yield _act("close", talk, at, reason=None)


def _act(kind: Literal["dismiss", "close"], talk: _Talk, at: datetime, *, reason: str | None) -> DemoAct:
    return {
        "kind": kind,
        "conversation": talk.name,
        "account": talk.account.key,
        "at": _stamp(at),
        "reason": reason,
    }
