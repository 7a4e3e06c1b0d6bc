"""The conversation scripts: what customers of a brand write about and how it is answered.

A script is a YAML file a language under `scripts/`, texts only. A situation has openings (`ask`), answers to any
of them (`reply`) and, where it goes on, alternating lines of customer and agent (`more`). An opening that can
only be answered in one way carries its answer: `question => answer`.

When and by whom the lines are said is `bpo.demo.traffic`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from ruamel.yaml import YAML

from bpo.demo.people import EN, PL, RU, UK

LANGUAGES: Final = {RU: "ru", UK: "uk", PL: "pl", EN: "en"}
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Situation:
    id: str
    mood: str  # question complaint angry praise review spam not_for_us duplicate crisis
    ask: tuple[str, ...]
    reply: tuple[str, ...]
    more: tuple[str, ...] = ()
    goes_private: bool = False
    weight: float = 1.0
    wave: int = 0  # which of the two busy days a crisis belongs to


@dataclass(frozen=True, slots=True)
class FirstName:
    name: str
    address: str  # as one calls the person: the vocative where the language has one
    is_woman: bool


@dataclass(frozen=True, slots=True)
class Script:
    """Everything said in one language."""

    language: str
    first_names: tuple[FirstName, ...]
    last_names: tuple[tuple[str, str], ...]  # a man's and a woman's form
    nicknames: tuple[tuple[str, bool], ...]  # with whether a woman writes
    rows: Mapping[str, Sequence[str | Mapping[str, str]]]
    numbers: Mapping[str, tuple[int, int]]
    codes: Mapping[str, str]
    pools: Mapping[str, tuple[str, ...]]
    situations: Mapping[str, tuple[Situation, ...]] = field(default_factory=dict)  # by mood


@cache
def shelf_of(brand: str) -> Mapping[str, list[dict[str, Any]]]:
    """The templates, articles and campaigns of a brand."""
    shelves: dict[str, Mapping[str, list[dict[str, Any]]]] = YAML(typ="safe").load(_HERE / "shelves.yaml")
    return shelves[brand]


def brand_file(brand: str) -> Path:
    """Where the brand's file is."""
    return _HERE / "brands" / f"{brand}.yaml"


@cache
def load_script(language: str) -> Script:
    """The language's script; read once a process."""
    content: dict[str, Any] = YAML(typ="safe").load(_HERE / "scripts" / f"{language}.yaml")
    by_mood: dict[str, list[Situation]] = {}
    for row in content["situations"]:
        situation = _situation(row)
        by_mood.setdefault(situation.mood, []).append(situation)
    names = content["names"]
    return Script(
        language=language,
        first_names=tuple(
            _first_name(text, is_woman=is_woman)
            for key, is_woman in (("women", True), ("men", False))
            for text in names[key]
        ),
        last_names=tuple(_two(text) for text in names["last"]),
        nicknames=tuple((_two(text)[0], _two(text)[1] == "f") for text in names["nicks"]),
        rows=content["rows"],
        numbers={key: (int(pair[0]), int(pair[1])) for key, pair in content["numbers"].items()},
        codes=content["codes"],
        pools={key: tuple(lines) for key, lines in content["pools"].items()},
        situations={mood: tuple(found) for mood, found in by_mood.items()},
    )


def _situation(row: Mapping[str, Any]) -> Situation:
    return Situation(
        id=row["id"],
        mood=row["mood"],
        ask=tuple(row["ask"]),
        reply=tuple(row.get("reply", ())),
        more=tuple(row.get("more", ())),
        goes_private=bool(row.get("private", False)),
        weight=float(row.get("weight", 1)),
        wave=int(row.get("wave", 0)),
    )


def _two(text: str) -> tuple[str, str]:
    first, _, second = text.partition("|")
    return first, second or first


def _first_name(text: str, *, is_woman: bool) -> FirstName:
    name, address = _two(text)
    return FirstName(name=name, address=address, is_woman=is_woman)


def draw_values(script: Script, dice: Random) -> dict[str, str]:
    """The values of one conversation: its order, town, product, times. They stay the same throughout."""
    values: dict[str, str] = {}
    for key, rows in script.rows.items():
        row = dice.choice(rows)
        values.update({key: row} if isinstance(row, str) else row)
    for key, (low, high) in script.numbers.items():
        values[key] = str(dice.randint(low, high))
    for key, pattern in script.codes.items():
        values[key] = "".join(str(dice.randint(0, 9)) if sign == "#" else sign for sign in pattern)
    return values
