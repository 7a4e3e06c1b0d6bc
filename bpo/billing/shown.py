"""Lines of a statement in the reader's words: what each is, how it was computed, and what stands behind it.

A statement keeps lines as JSON; what is decided about them is `rules`', and here it becomes sentences.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bpo.billing.rules.credits import CAPPED, COUNTED_ONCE, MET, NO_BAND, NOTHING, UNALLOCATED
from bpo.billing.rules.evidence import COVERAGE
from bpo.billing.rules.fees import CREDIT, EARN_BACK, FIXED, MINIMUM, PER_CONTACT, PER_FTE, PER_HOUR
from bpo.core.i18n import N_, ngettext
from bpo.core.i18n import gettext as _
from bpo.reports.labels import FIGURES, STATES
from bpo.web.formats import show_money, show_month, show_number, show_percent

FEES: dict[str, str] = {
    FIXED: N_("Monthly fee"),
    PER_CONTACT: N_("Answered contacts"),
    PER_HOUR: N_("Hours"),
    PER_FTE: N_("Full-time people"),
    MINIMUM: N_("Up to the minimum"),
}
PLACES = 4  # of a share, so that one just below its target does not look like it
UNCREDITED: dict[str, str] = {
    MET: N_("Attainment was %(attainment)s and reached the target of %(target)s."),
    NO_BAND: N_(
        "Attainment was %(attainment)s, below the target of %(target)s, but in no band that credits anything."
    ),
    NOTHING: N_("Nothing in this month can be judged, so nothing is credited."),
    UNALLOCATED: N_(
        "Attainment was %(attainment)s, below the target of %(target)s, but no share of the fee is allocated"
        " to it."
    ),
}
LESSENED: dict[str, str] = {
    CAPPED: N_("All credits together are above the amount at risk, so each is reduced in proportion."),
    COUNTED_ONCE: N_("The same failures are credited by another line, which gives more, and count once."),
}
COUNTS = {
    COVERAGE: (("within", "within"),),
    "": (("met", "met"), ("breached", "breached"), ("open_past_due", "open_past_due")),
}


@dataclass(frozen=True)
class Behind:
    """A count behind a line, and the rows that it opens to."""

    name: str
    count: int
    figure: str
    state: str


@dataclass(frozen=True)
class Row:
    """A line as people read it; `said` and `found` are of a correction."""

    kind: str
    name: str
    how: str
    behind: tuple[Behind, ...]
    amount: str
    said: str | None
    found: str | None


def rows_of(lines: Iterable[Mapping[str, Any]], currency: str) -> list[Row]:
    """The lines of a statement in the reader's words."""
    return [
        Row(
            kind=one["kind"],
            name=name_of_line(one),
            how=_how(one, currency),
            behind=tuple(_behind(one)),
            amount=one["amount"],
            said=one.get("said"),
            found=one.get("found"),
        )
        for one in lines
    ]


def name_of_line(line: Mapping[str, Any]) -> str:
    """What a line is called."""
    what = line["what"]
    if line["kind"] == CREDIT:
        return _("Credit: %(figure)s", figure=_(FIGURES[what]))
    if line["kind"] == EARN_BACK:
        month = show_month(date.fromisoformat(f"{line['month']}-01"))
        return _("Earned back: %(figure)s, %(month)s", figure=_(FIGURES[what]), month=month)
    return _(FEES[what])


def share(value: str | None) -> str:
    """A share with the decimals that decide."""
    return show_percent(None if value is None else Decimal(value), digits=PLACES)


def _how(line: Mapping[str, Any], currency: str) -> str:
    if line.get("is_gone"):
        return _("This line falls away.")
    if line["kind"] == CREDIT:
        return _how_credited(line, currency)
    if line["kind"] == EARN_BACK:
        return _(
            "Attainment was %(attainment)s; %(target)s was to be reached in time, so the credit of statement"
            " %(number)s is charged again.",
            attainment=share(line["attainment"]),
            target=share(line["target"]),
            number=show_number(line["statement"]),
        )
    return _how_charged(line, currency)


def _how_charged(line: Mapping[str, Any], currency: str) -> str:
    if line["what"] == FIXED:
        return _("Agreed for every month.")
    price = show_money(line["price"], currency)
    if line["what"] == MINIMUM:
        charged = show_money(line["charged"], currency)
        return _(
            "The contract names at least %(least)s a month; the lines above come to %(charged)s.",
            least=price,
            charged=charged,
        )
    quantity = Decimal(line["quantity"])
    if line["what"] == PER_CONTACT:
        return ngettext(
            "%(shown)s answered contact at %(price)s.",
            "%(shown)s answered contacts at %(price)s each.",
            int(quantity),
            shown=show_number(quantity),
            price=price,
        )
    return _("%(shown)s × %(price)s, as the vendor stated.", shown=show_number(quantity), price=price)


def _how_credited(line: Mapping[str, Any], currency: str) -> str:
    attainment, target = share(line["attainment"]), share(line["target"])
    why_nothing = UNCREDITED.get(line["state"])
    if why_nothing:
        return _(why_nothing, attainment=attainment, target=target)
    said = _(
        "Attainment was %(attainment)s, below %(below)s: %(credit)s of the %(allocation)s of the fee that is"
        " allocated to it, %(due)s.",
        attainment=attainment,
        below=share(line["band"]["below"]),
        credit=share(line["band"]["credit"]),
        allocation=share(line["allocation"]),
        due=show_money(line["before_cap"], currency),
    )
    more = LESSENED.get(line["state"])
    return f"{said} {_(more)}" if more else said


def _behind(line: Mapping[str, Any]) -> Iterable[Behind]:
    if line["what"] == PER_CONTACT:
        yield _rows("turns", "answered", int(line["quantity"]))
    if line["kind"] not in {CREDIT, EARN_BACK}:
        return
    figure = line["what"]
    for count, state in COUNTS.get(figure, COUNTS[""]):
        if line.get(count) is not None:
            yield _rows(figure, state, line[count])
    if figure == COVERAGE and line.get("within") is not None:
        yield _rows(figure, "missed", line["due"] - line["within"])


def _rows(figure: str, state: str, count: int) -> Behind:
    return Behind(_(STATES[state]), count, figure, state)
