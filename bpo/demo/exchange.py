"""Who says what in one demo conversation, before anybody knows when.

A robot's acknowledgement never stands for an answer; an agent's line always carries the agent's signature,
and the greeting stands in the first one only. What is said in private stays private to the end.

When it is said is `bpo.demo.traffic`; the words are the scripts'.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from bpo.demo.pace import DemoAccount
from bpo.demo.situations import Script, Situation

_MOODS: Final = {
    "question": 0.42,
    "complaint": 0.34,
    "angry": 0.07,
    "praise": 0.09,
    "spam": 0.03,
    "not_for_us": 0.02,
    "duplicate": 0.015,
}
_DISMISSED: Final = {"spam": "spam", "not_for_us": "not_for_us", "duplicate": "duplicate"}
_TAIL: Final = {"complaint": 0.35, "question": 0.22, "angry": 0.25}


@dataclass(frozen=True, slots=True)
class Line:
    said_by: Literal["customer", "agent", "robot"]
    text: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """The lines in order, and why the last one may be dismissed, if it may."""

    lines: tuple[Line, ...]
    dismissed_as: str | None


def choose_situation(
    script: Script, account: DemoAccount, throw: Random, *, wave: int, must_answer: bool
) -> Situation:
    """What this conversation is about."""
    if wave and account.kind != "reviews":
        found = [one for one in script.situations["crisis"] if one.wave == wave]
    elif account.kind == "reviews":
        found = list(script.situations["review"])
    else:
        moods = {mood: share for mood, share in _MOODS.items() if not (must_answer and mood in _DISMISSED)}
        found = list(script.situations[throw.choices([*moods], [*moods.values()])[0]])
    return throw.choices(found, [one.weight for one in found])[0]


def write_exchange(script: Script, situation: Situation, account: DemoAccount, throw: Random) -> Exchange:
    """The conversation as lines of the script, still with their slots."""
    private = account.kind == "private"
    asked, _, answer = throw.choice(situation.ask).partition(" => ")
    lines = [Line("customer", asked, private)]
    if situation.mood in _DISMISSED:
        return Exchange(tuple(lines), _DISMISSED[situation.mood])
    if account.kind == "private" and throw.random() < 0.45:
        lines.append(Line("robot", throw.choice(script.pools["auto"]), is_private=True))
    if situation.goes_private and account.kind == "public":
        private = True
        lines.append(Line("agent", throw.choice(script.pools["to_private"]), is_private=False))
        lines.append(Line("customer", throw.choice(script.pools["details"]), is_private=True))
    if situation.mood == "complaint" and throw.random() < 0.25:
        lines.append(Line("agent", throw.choice(script.pools["promise"]), private))
    lines.append(Line("agent", answer or throw.choice(situation.reply), private))
    if account.kind == "reviews":
        return Exchange(tuple(lines), None)
    lines += _goes_on(script, situation, throw, private=private)
    if throw.random() < 0.38 and situation.mood in {"question", "complaint", "crisis"}:
        lines.append(Line("customer", throw.choice(script.pools["thanks"]), private))
        if throw.random() < 0.7:
            return Exchange(tuple(lines), "thanks")
        lines.append(Line("agent", throw.choice(script.pools["bye"]), private))
    return Exchange(tuple(lines), None)


def _goes_on(script: Script, situation: Situation, throw: Random, *, private: bool) -> list[Line]:
    said: list[str] = []
    if situation.more and throw.random() < 0.7:
        said += situation.more[: 2 * throw.randint(1, len(situation.more) // 2)]
    if throw.random() < _TAIL.get(situation.mood, 0.0):
        tails = script.pools["tail_question" if situation.mood == "question" else "tail_complaint"]
        said += throw.choice(tails).split(" => ")
    return [Line("agent" if place % 2 else "customer", text, private) for place, text in enumerate(said)]


def cut_to_waiting(lines: Sequence[Line], throw: Random) -> list[Line]:
    """The beginning of an exchange that ends with a customer waiting for an answer."""
    ends = [
        place
        for place, line in enumerate(lines)
        if line.said_by == "customer" and any(later.said_by == "agent" for later in lines[place + 1 :])
    ]
    return list(lines[: (throw.choice(ends[:2]) if throw.random() < 0.4 else ends[0]) + 1])
