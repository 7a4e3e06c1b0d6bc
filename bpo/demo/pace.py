"""When the demo's customers write and how fast its agents answer.

Each brand has a character, so that the reports differ: one comfortably above its contract's 90 %, one just
below, one well above but for the evenings, one with a bad week. Answering time is counted in working time of the
calendar that the brand's own file names, so that the file decides and nothing here repeats it.

All randomness comes from `dice`, so that equal arguments give equal traffic.
"""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Final, Literal
from zoneinfo import ZoneInfo

from bpo.demo.people import EN, PL, RU, UK
from bpo.demo.situations import brand_file
from bpo.onboarding.brand_file.calendars import ALWAYS
from bpo.onboarding.brand_file.parse import parse_brand_file
from bpo.tenants.rules.calendar import Calendar, calendar_from_spec
from bpo.tenants.rules.working_time import WorkingTime

_BY_HOUR: Final = (2, 1, 1, 1, 1, 2, 5, 10, 18, 26, 32, 34, 33, 30, 28, 27, 28, 31, 35, 38, 36, 28, 16, 7)
_BY_WEEKDAY: Final = (1.15, 1.05, 1.0, 1.0, 1.1, 0.8, 0.7)
_WAITING_MINUTES: Final = (3, 7, 11, 16, 21, 25, 28, 37, 52, 94, 29 * 60, 53 * 60, 75 * 60)
_BUSY_HOURS: Final = 4
_BUSY_EXTRA: Final = 30
_EVENING: Final = 19


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A channel account of the brand's file, and its share of the conversations."""

    network: str
    handle: str
    kind: Literal["public", "private", "reviews"]
    share: float

    @property
    def key(self) -> str:
        return f"{self.network}:{self.handle}"


@dataclass(frozen=True, slots=True)
class Character:
    """What is typical of a brand's traffic and of the team that serves it."""

    slug: str
    name: str
    prefix: str
    time_zone: str
    conversations: int
    accounts: tuple[DemoAccount, ...]
    desk: str  # the calendar of the brand's file in which messages are answered; reviews have `office`
    median_minutes: float
    spread: float
    evening_factor: float = 1.0
    bad_week: int | None = None  # counted back from the end
    bad_factor: float = 1.0
    busy_days_ago: tuple[int, int] = (9, 25)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


CHARACTERS: Final[dict[str, Character]] = {
    RU: Character(
        slug=RU,
        name="Морковь и Ветер",
        prefix="mv",
        time_zone="Asia/Almaty",
        conversations=470,
        accounts=(
            DemoAccount("instagram", "morkov_i_veter", "public", 0.5),
            DemoAccount("2gis", "morkov-i-veter", "reviews", 0.12),
            DemoAccount("generic", "site-chat", "private", 0.38),
        ),
        desk="delivery",
        median_minutes=6.5,
        spread=0.6,
    ),
    UK: Character(
        slug=UK,
        name="Тиха Закладка",
        prefix="tz",
        time_zone="Europe/Kyiv",
        conversations=390,
        accounts=(
            DemoAccount("facebook", "tykha.zakladka", "public", 0.48),
            DemoAccount("x", "tykha_zakladka", "public", 0.18),
            DemoAccount("generic", "site-chat", "private", 0.34),
        ),
        desk="office",
        median_minutes=10.0,
        spread=0.8,
        busy_days_ago=(12, 31),
    ),
    PL: Character(
        slug=PL,
        name="Paczkodziupla",
        prefix="pd",
        time_zone="Europe/Warsaw",
        conversations=500,
        accounts=(
            DemoAccount("x", "paczkodziupla", "public", 0.42),
            DemoAccount("google_play", "pl.paczkodziupla.app", "reviews", 0.14),
            DemoAccount("generic", "czat-www", "private", 0.44),
        ),
        desk="shift",
        median_minutes=5.0,
        spread=0.65,
        evening_factor=3.7,
        busy_days_ago=(6, 20),
    ),
    EN: Character(
        slug=EN,
        name="Larkwing",
        prefix="lw",
        time_zone="Europe/London",
        conversations=500,
        accounts=(
            DemoAccount("x", "flylarkwing", "public", 0.46),
            DemoAccount("trustpilot", "larkwing.example", "reviews", 0.12),
            DemoAccount("generic", "web-chat", "private", 0.42),
        ),
        desk=ALWAYS,
        median_minutes=9.0,
        spread=0.75,
        bad_week=2,
        bad_factor=2.7,
        busy_days_ago=(17, 33),
    ),
}


@dataclass(frozen=True, slots=True)
class Start:
    """A conversation to come: when, whether it belongs to a busy day, whether it must still wait now."""

    at: datetime
    wave: int = 0
    waits: bool = False


def dice(*parts: object) -> Random:
    """The only source of chance: the same parts, the same throws."""
    return Random(":".join(map(str, parts)))  # noqa: S311 -- believable, not secret


def draw_minutes(throw: Random, *, median: float, spread: float) -> float:
    """A lognormal duration, at most three days."""
    return min(throw.lognormvariate(math.log(median), spread), 3 * 24 * 60.0)


@cache
def working_time(slug: str, calendar: str, *, year: int) -> WorkingTime:
    """The named calendar of the brand's file; the year is that of the holidays to know."""
    if calendar == ALWAYS:
        return WorkingTime(Calendar.always("UTC"))
    sections = parse_brand_file(brand_file(slug).read_bytes(), today=date(year, 1, 1)).sections
    return WorkingTime(calendar_from_spec(sections["calendars"][calendar]))


def work_from(at: datetime, minutes: float, *, character: Character, is_review: bool = False) -> datetime:
    """The instant at which so many minutes have been worked since `at`."""
    calendar = "office" if is_review else character.desk
    due = working_time(character.slug, calendar, year=at.year).due(at, timedelta(minutes=minutes))
    assert due is not None
    return due


def _instant(day: date, hour: float, *, zone: ZoneInfo) -> datetime:
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return (midnight + timedelta(hours=hour)).astimezone(UTC)


def slow_factor(character: Character, at: datetime, *, until: datetime, is_review: bool) -> float:
    """How much longer than usual an answer takes to what came at this instant."""
    local = at.astimezone(character.zone)
    factor = 6.0 if is_review else 1.0
    if local.hour >= _EVENING:
        factor *= character.evening_factor
    if character.bad_week is not None and (until - at).days // 7 == character.bad_week:
        factor *= character.bad_factor
    if (until.astimezone(character.zone).date() - local.date()).days in character.busy_days_ago:
        factor *= 1.6
    return factor


def conversation_starts(character: Character, *, until: datetime, weeks: int, seed: int) -> list[Start]:
    """Every conversation's beginning, in order of time; the last ones wait for an answer at `until`."""
    throw = dice(seed, character.prefix, "starts")
    today = until.astimezone(character.zone).date()
    days = [today - timedelta(days=ago) for ago in range(weeks * 7, -1, -1)]
    weights = [_BY_WEEKDAY[day.weekday()] * throw.uniform(0.75, 1.25) for day in days]
    starts = []
    for day in throw.choices(days, weights, k=round(character.conversations * weeks / 6)):
        hour = throw.choices(range(24), _BY_HOUR)[0] + throw.random()
        starts.append(Start(_instant(day, hour, zone=character.zone)))
    for wave, ago in enumerate(character.busy_days_ago, start=1):
        if ago <= weeks * 7:
            begins = throw.choice((9, 11, 16))
            day = today - timedelta(days=ago)
            for _ in range(_BUSY_EXTRA):
                hour = begins + _BUSY_HOURS * throw.betavariate(1.4, 3)
                starts.append(Start(_instant(day, hour, zone=character.zone), wave=wave))
    waiting = [Start(until - timedelta(minutes=minutes), waits=True) for minutes in _WAITING_MINUTES]
    past = [start for start in starts if start.at < until]
    return sorted([*past, *waiting], key=lambda start: (start.at, start.wave))
