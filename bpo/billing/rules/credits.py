"""Service credits of one month: credit = min(at risk, Σ fee · allocation · band(attainment)).

**An incident counts once.** The turns that nobody answered in time fail response coverage and their own clock at
once: a first response or a next response. These two never share a turn, so they add up, and what they give
together stands against what coverage gives: the larger counts, the clocks where both are the same. Resolution
measures episodes, and is an incident of its own. Service levels give nothing by themselves: a turn counts once in
its figure, whatever its level.

**The cap** is shared out in proportion, to the smallest unit; what is left over goes to the largest remainders.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Any

from bpo.billing.rules.evidence import COVERAGE, Evidence
from bpo.billing.rules.fees import CREDIT, Line
from bpo.billing.rules.money import DIGITS, ZERO, money, plain, product, rounded, rounded_down, unit_of
from bpo.billing.rules.terms import FIGURES, Band, Target, Terms

ANSWERING = ("first_response", "next_response")
MET, NO_BAND, NOTHING, UNALLOCATED, COUNTED_ONCE, CREDITED, CAPPED = (
    *("met", "no_band", "nothing_to_judge", "unallocated"),
    *("counted_once", "credited", "capped"),
)


@dataclass(frozen=True, slots=True)
class _Judged:
    target: Target
    evidence: Evidence
    band: Band | None
    due: Decimal  # by its band, before anything else
    state: str


def band_of(target: Target, evidence: Evidence) -> Band | None:
    """The band that an attainment falls into: of those above it the one that gives most; None where it reaches all."""
    under = [band for band in target.bands if evidence.is_below(band.below)]
    return max(under, key=lambda band: (band.credit, -band.below)) if under else None


def cap_of(terms: Terms, fee: Decimal) -> Decimal:
    """The amount at risk in a month."""
    return fee if terms.at_risk is None else rounded(product(fee, terms.at_risk), terms.currency)


def credit_lines(terms: Terms, fee: Decimal, figures: Mapping[str, Evidence]) -> list[Line]:
    """A line for each target, also where it gives nothing, in an order of its own."""
    judged = [
        _judge(terms, target, fee, figures[target.figure])
        for target in sorted(terms.targets, key=lambda one: FIGURES.index(one.figure))
    ]
    if terms.each_incident_once:
        judged = _once(judged)
    given = _within(cap_of(terms, fee), [one.due if one.state == CREDITED else ZERO for one in judged], terms)
    return [_line(terms, fee, one, amount) for one, amount in zip(judged, given, strict=True)]


def _judge(terms: Terms, target: Target, fee: Decimal, evidence: Evidence) -> _Judged:
    if not evidence.is_judged:
        return _Judged(target, evidence, None, ZERO, NOTHING)
    band = band_of(target, evidence)
    if band is None:
        state = NO_BAND if evidence.is_below(target.attainment) else MET
        return _Judged(target, evidence, None, ZERO, state)
    if target.allocation is None:
        return _Judged(target, evidence, band, ZERO, UNALLOCATED)
    due = rounded(product(fee, target.allocation, band.credit), terms.currency)
    return _Judged(target, evidence, band, due, CREDITED)


def _once(judged: Sequence[_Judged]) -> list[_Judged]:
    clocks = sum((one.due for one in judged if one.target.figure in ANSWERING), ZERO)
    coverage = sum((one.due for one in judged if one.target.figure == COVERAGE), ZERO)
    if not clocks or not coverage:
        return list(judged)
    smaller = ANSWERING if clocks < coverage else (COVERAGE,)
    return [
        replace(one, state=COUNTED_ONCE) if one.target.figure in smaller and one.state == CREDITED else one
        for one in judged
    ]


def _within(cap: Decimal, due: Sequence[Decimal], terms: Terms) -> list[Decimal]:
    total = sum(due, ZERO)
    if total <= cap:
        return list(due)
    with localcontext(prec=DIGITS):
        shares = [product(cap, one) / total for one in due]
        given = [rounded_down(one, terms.currency) for one in shares]
        unit = unit_of(terms.currency)
        left = int((cap - sum(given, ZERO)) / unit)
        by_remainder = sorted(range(len(due)), key=lambda at: (given[at] - shares[at], at))
        for at in by_remainder[:left]:
            given[at] += unit
    return given


def _line(terms: Terms, fee: Decimal, one: _Judged, given: Decimal) -> Line:
    band, allocation = one.band, one.target.allocation
    state = CAPPED if one.state == CREDITED and given < one.due else one.state
    facts: dict[str, Any] = {
        **one.evidence.as_json(),
        "allocation": None if allocation is None else plain(allocation),
        "band": None if band is None else {"below": plain(band.below), "credit": plain(band.credit)},
        "before_cap": money(one.due, terms.currency),
        "formula": None
        if band is None or allocation is None
        else f"{money(fee, terms.currency)} × {plain(allocation)} × {plain(band.credit)}",
        "state": state,
        "target": plain(one.target.attainment),
    }
    return Line(CREDIT, one.target.figure, -given if given else ZERO, facts=facts)
