"""What a trial of a changed guide tells of one reply, and how far it may stand still."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bpo.core.errors import Conflict
from bpo.core.i18n import N_
from bpo.language.changes import Compared, key_of_finding
from bpo.language.deep import rule_key
from bpo.language.types import Finding, Verdict

DAYS = 30  # of replies that a trial runs over
LIST_KEPT = timedelta(days=90)  # then the replies are forgotten, and the figures stay
STALLED_AFTER = timedelta(minutes=2)


class TrialState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """What the change makes of a reply."""

    STOPPED = "stopped"  # it would not have gone out by itself, and did
    LET_THROUGH = "let_through"  # the other way round
    OTHERWISE = "otherwise"  # what is found differs, whether it stops does not


class Effect(StrEnum):
    """What the change makes of a rule in a reply."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"  # graver, less grave, or on other words


def outcome_of(compared: Compared) -> Outcome:
    """What the change makes of a reply, by what all rules find in it before and after."""
    before, after = (verdict is Verdict.PASS for verdict in compared.verdicts)
    if before == after:
        return Outcome.OTHERWISE
    return Outcome.STOPPED if before else Outcome.LET_THROUGH


def effects_of(compared: Compared) -> list[dict[str, str]]:
    """The rules that find something else than before, and how that differs."""
    before, after = _by_rule(compared.before), _by_rule(compared.after)
    return [
        {"rule": rule, "effect": _effect(rule, before, after).value}
        for rule in sorted({*before, *after})
        if before.get(rule) != after.get(rule)
    ]


def kept_of(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as a trial keeps them: rules, severities and places, how likely the reader's are; nothing of the text."""
    return [
        {"rule": one.rule, "severity": one.severity.value, "start": one.start, "end": one.end}
        | ({"values": dict(one.values)} if "likely" in one.values else {})
        for one in findings
    ]


def check_running(state: str) -> None:
    """Conflict where a trial has ended."""
    if state != TrialState.RUNNING.value:
        raise Conflict(N_("This trial has ended already."))


def check_can_publish(state: str, *, base: int | None, in_force: int | None) -> None:
    """Conflict where a trial tells nothing of what publishing would change."""
    if state != TrialState.DONE.value:
        raise Conflict(N_("Only a guide whose trial was finished is published from here."))
    if base != in_force:
        raise Conflict(
            N_("The guide was changed after this trial. Try yours once more, against the new one.")
        )


def _by_rule(findings: Iterable[Finding]) -> dict[str, list[tuple[str, str, int, int]]]:
    found: dict[str, list[tuple[str, str, int, int]]] = {}
    for one in findings:
        found.setdefault(rule_key(one.rule, one.values), []).append(key_of_finding(one))
    return {rule: sorted(keys) for rule, keys in found.items()}


def _effect(rule: str, before: Mapping[str, object], after: Mapping[str, object]) -> Effect:
    if rule not in before:
        return Effect.NEW
    return Effect.GONE if rule not in after else Effect.MOVED
