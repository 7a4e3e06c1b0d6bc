"""The sections of a report: which there are, what of the files belongs to which, and a choice of them in an order.

A choice is of what is shown. The report itself, and what is signed and sealed, always hold everything.
"""

from collections.abc import Sequence
from enum import StrEnum

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.reports.rules.figures import CLOCKS


class ReportSection(StrEnum):
    """In the order in which they stand where nobody has chosen."""

    PROMISES = "promises"
    TIMES = "times"
    TURNS = "turns"
    BESIDE = "beside"
    PICTURES = "pictures"
    CHANGES = "changes"
    LEVELS = "levels"
    PLACES = "places"
    SENTIMENT = "sentiment"
    VOLUMES = "volumes"
    ENGAGEMENT = "engagement"
    DEFINITIONS = "definitions"


Sections = tuple[ReportSection, ...]
ALL: Sections = tuple(ReportSection)


def read_sections(names: Sequence[str]) -> Sections:
    """A choice as somebody sent it; Invalid where it is empty, names one twice, or one that is not there."""
    known = {one.value for one in ReportSection}
    if not names or len(set(names)) < len(names) or not set(names) <= known:
        message = N_("Choose at least one section, and each once.")
        raise Invalid(message, faults=(Fault("sections", message),))
    return tuple(ReportSection(name) for name in names)


def kept_sections(content: Sequence[str] | None) -> Sections:
    """A choice as it was kept, without what this version of the product does not know; everything where there is none."""
    known = {one.value for one in ReportSection}
    return tuple(ReportSection(name) for name in content or () if name in known) or ALL


def section_of(figure: str, service_level: str) -> ReportSection:
    """To which section a line of the CSV and of the workbook belongs."""
    if service_level:
        return ReportSection.LEVELS
    if figure in CLOCKS:
        return ReportSection.TIMES
    for prefix, section in (
        ("beside", ReportSection.BESIDE),
        ("definitions", ReportSection.DEFINITIONS),
        ("volumes/sentiment", ReportSection.SENTIMENT),
        ("volumes/engagement", ReportSection.ENGAGEMENT),
        ("volumes/arrivals", ReportSection.PICTURES),
        ("volumes", ReportSection.VOLUMES),
    ):
        if figure.startswith(prefix):
            return section
    return ReportSection.TURNS
