"""Scorecards: the criteria by which a brand's replies are reviewed, and what a card may look like.

The class of a criterion says whom a failure harms. Failures of the three critical classes are counted each
apart and never averaged; a non-critical criterion has a weight. Names are msgids where they are ours, so the
built-in card reads in every language; a name that somebody wrote stays as written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

MOST_CRITERIA = 40
HIGHEST_WEIGHT = 100
LONGEST_NAME = 200
LONGEST_HELP = 600
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class CriterionClass(StrEnum):
    CUSTOMER = "customer_critical"
    BUSINESS = "business_critical"
    COMPLIANCE = "compliance_critical"
    NON_CRITICAL = "non_critical"


CRITICAL = (CriterionClass.CUSTOMER, CriterionClass.BUSINESS, CriterionClass.COMPLIANCE)

# What the automatic check can say; a rule of the list is evidence for the criteria that name it.
RULES = (
    *("spelling", "mixed_script", "wrong_language", "term", "length", "blank"),
    *("style.address", "style.greeting", "style.sign_off", "style.signature"),
    *("style.emoji", "style.exclamation_marks", "style.capitals", "style.quotes", "style.yo"),
    *("personal_data", "profanity", "tone", "brush_off", "vague_promise", "topic", "wrong_brand"),
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a scorecard. `weight` counts for a non-critical one and is 0 for the others."""

    key: str
    name: str
    help: str
    kind: CriterionClass
    weight: int
    allows_na: bool
    auto_fail: bool
    evidence: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is stored and as programs read it."""
        return {
            "key": self.key,
            "name": self.name,
            "help": self.help,
            "class": self.kind.value,
            "weight": self.weight,
            "allows_na": self.allows_na,
            "auto_fail": self.auto_fail,
            "evidence": list(self.evidence),
        }


def criteria_of(stored: Iterable[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """The criteria of a stored card."""
    return tuple(
        Criterion(
            key=one["key"],
            name=one["name"],
            help=one.get("help") or "",
            kind=CriterionClass(one["class"]),
            weight=one["weight"],
            allows_na=one["allows_na"],
            auto_fail=one["auto_fail"],
            evidence=tuple(one.get("evidence") or ()),
        )
        for one in stored
    )


def check_card(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """The criteria as they may be kept; Invalid with every fault, places `criteria.N.field`."""
    faults: list[Fault] = []
    if not criteria:
        faults.append(Fault("criteria", N_("A scorecard needs at least one criterion.")))
    if len(criteria) > MOST_CRITERIA:
        faults.append(Fault("criteria", N_("A scorecard holds at most 40 criteria.")))
    seen: set[str] = set()
    for at, one in enumerate(criteria):
        faults += [Fault(f"criteria.{at}.{field}", why) for field, why in _faults_of(one)]
        if one.key in seen:
            faults.append(Fault(f"criteria.{at}.key", N_("Two criteria share this key.")))
        seen.add(one.key)
    if faults:
        raise Invalid(N_("This scorecard cannot be kept."), faults=tuple(faults))
    return tuple(criteria)


def _faults_of(one: Criterion) -> Iterable[tuple[str, str]]:
    if not KEY.fullmatch(one.key):
        yield "key", N_("A key is a small letter, then small letters, digits and underscores.")
    if not one.name.strip():
        yield "name", N_("A criterion needs a name.")
    if len(one.name) > LONGEST_NAME:
        yield "name", N_("This is too long.")
    if len(one.help) > LONGEST_HELP:
        yield "help", N_("This is too long.")
    if one.kind is CriterionClass.NON_CRITICAL and not 1 <= one.weight <= HIGHEST_WEIGHT:
        yield "weight", N_("The weight of a non-critical criterion is from 1 to 100.")
    if one.kind is not CriterionClass.NON_CRITICAL and one.weight:
        yield "weight", N_("A critical criterion has no weight: one failure is an error of its class.")
    if any(rule not in RULES for rule in one.evidence):
        yield "evidence", N_("There is no such rule of the check.")


def is_evidence(criterion: Criterion, rule: str) -> bool:
    """Whether a finding of this rule speaks about the criterion."""
    return rule in criterion.evidence


def _critical(
    key: str, kind: CriterionClass, name: str, told: str, *evidence: str, na: bool, fatal: bool = False
) -> Criterion:
    return Criterion(key, name, told, kind, 0, na, fatal, evidence)


def _weighted(key: str, weight: int, name: str, told: str, *evidence: str, na: bool) -> Criterion:
    return Criterion(key, name, told, CriterionClass.NON_CRITICAL, weight, na, False, evidence)


# The rules of the trade as a card: what a brand that has none is offered.
BUILT_IN: tuple[Criterion, ...] = (
    _critical(
        "solves",
        CriterionClass.CUSTOMER,
        N_("Answers what the customer asked"),
        N_("Every question in the message has an answer, or a time by which it comes."),
        "brush_off",
        na=False,
    ),
    _critical(
        "correct",
        CriterionClass.CUSTOMER,
        N_("What it says is true"),
        N_("Facts, prices, dates and steps agree with what the brand knows."),
        na=False,
    ),
    _critical(
        "no_quarrel",
        CriterionClass.CUSTOMER,
        N_("Does not argue, blame or mock"),
        N_("The customer is not made to feel wrong, whatever they wrote."),
        "tone",
        "profanity",
        na=False,
        fatal=True,
    ),
    _critical(
        "promise",
        CriterionClass.BUSINESS,
        N_("Promises only what can be kept, with a time"),
        N_("No vague promise; an update that was promised has its clock."),
        "vague_promise",
        na=True,
    ),
    _critical(
        "route",
        CriterionClass.BUSINESS,
        N_("Goes to whoever can solve it"),
        N_("Complaints, legal matters, risks and sales leads were handed to the right department."),
        na=True,
    ),
    _critical(
        "compensation",
        CriterionClass.BUSINESS,
        N_("Admits a mistake and stays within the limits for compensation"),
        N_("A mistake of the brand is named as one; what was given is within the limits and recorded."),
        na=True,
    ),
    _critical(
        "own_brand",
        CriterionClass.BUSINESS,
        N_("Names only this brand"),
        N_("No name, link or telephone number of another brand."),
        "wrong_brand",
        na=False,
        fatal=True,
    ),
    _critical(
        "personal_data",
        CriterionClass.COMPLIANCE,
        N_("Asks for no personal data in public"),
        N_("Whatever must be asked for is asked for in a private message."),
        "personal_data",
        na=False,
        fatal=True,
    ),
    _critical(
        "topics",
        CriterionClass.COMPLIANCE,
        N_("Stays away from restricted topics"),
        N_("Politics, religion and whatever else the brand restricts, in any form of the words."),
        "topic",
        na=False,
    ),
    _weighted(
        "voice",
        3,
        N_("Speaks with the brand's voice"),
        N_("Form of address, greeting, closing words and the brand's own terms as in its guide."),
        *("style.address", "style.greeting", "style.sign_off", "style.signature", "style.emoji"),
        *("style.exclamation_marks", "style.capitals", "style.quotes", "style.yo", "term"),
        na=False,
    ),
    _weighted(
        "person",
        2,
        N_("Sounds like a person"),
        N_("Takes up what this customer wrote; a template is only where it started."),
        na=False,
    ),
    _weighted(
        "spelling",
        2,
        N_("Is written without mistakes"),
        N_("Spelling, grammar and punctuation, in the customer's language."),
        *("spelling", "mixed_script", "wrong_language"),
        na=False,
    ),
    _weighted(
        "place",
        1,
        N_("Chooses public or private well"),
        N_("An easy problem is solved where others can learn from it; the rest is taken private."),
        "length",
        na=True,
    ),
)

# The one question about a dismissal; it belongs to no brand's card and has no class of its own.
DISMISSAL: tuple[Criterion, ...] = (
    Criterion(
        "dismissal",
        N_("It was right to leave this without an answer"),
        N_("Nobody waits for a word of the brand here, and the reason given is the true one."),
        CriterionClass.NON_CRITICAL,
        1,
        False,
        False,
    ),
)
