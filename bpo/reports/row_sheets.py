"""The turns behind a report, for its workbook: the reader's own, with what is to be known about them in words."""

from collections.abc import Iterator

from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.reports.queries.figures import Question
from bpo.reports.queries.rows import Drill, count_rows, stream_turns
from bpo.reports.render.turn_sheets import MOST_ROWS, TURNS, TurnSheet
from bpo.reports.signatures import brand_time
from bpo.tenants.models import Tenant
from bpo.web.formats import show_number


def turn_sheet(uow: UnitOfWork, tenant: Tenant, question: Question, *, is_signed: bool = False) -> TurnSheet:
    """The rows as the page of rows has them: what this reader may see, read when they are written."""
    total = count_rows(uow, question, Drill("turns", "total"))
    is_narrowed = tenant.id in uow.actor.narrowed
    notes = notes_of(
        when=brand_time(question.as_of, tenant) or "",
        total=total,
        is_narrowed=is_narrowed,
        is_signed=is_signed,
    )
    return TurnSheet(stream_turns(uow, question), tuple(notes))


def notes_of(*, when: str, total: int, is_narrowed: bool, is_signed: bool) -> Iterator[str]:
    """What stands above the figures that follow the filter."""
    yield _(
        "Filter the sheet “%(sheet)s”: the last column here follows. A row is a turn, as it stood at %(when)s; times are by the brand's clocks.",
        sheet=TURNS,
        when=when,
    )
    if is_signed:
        yield _(
            "The reported figures are those that were signed. Rows are not signed with them: they are made of today's evidence, so what became known later shows in them."
        )
    if is_narrowed:
        yield _("The rows are those of your accounts alone; the reported figures are of the whole brand.")
    if total > MOST_ROWS:
        yield _(
            "A sheet holds %(most)s rows, so %(left)s turns are missing here. Ask for a shorter time.",
            most=show_number(MOST_ROWS),
            left=show_number(total - MOST_ROWS),
        )
