"""How the figures of a report were computed, in the reader's words; of a report from before, as it was then."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bpo.core.i18n import gettext as _
from bpo.reports import definition_labels as words
from bpo.reports import labels
from bpo.reports.rules.definitions import GENERAL_ORDER
from bpo.reports.rules.figures import SlaReport, definitions_of
from bpo.web.formats import show_number


@dataclass(frozen=True)
class DefinitionRow:
    """One figure's definition."""

    name: str
    population: str
    clock: str
    calendar: str
    exclusions: str
    statistic: str
    attribution: str

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of `columns`."""
        return (
            *(self.name, self.population, self.clock, self.calendar),
            *(self.exclusions, self.statistic, self.attribution),
        )


def columns() -> tuple[str, ...]:
    """What each part of a definition is called."""
    return (
        *(_("Figure"), _("What is counted"), _("Clock"), _("Hours")),
        *(_("Exclusions"), _("Statistic"), _("Credited to")),
    )


def sentences_of(report: SlaReport) -> list[str]:
    """What the figures of a report mean, in sentences."""
    said = definitions_of(report)
    sentences = said["notes"] | {key: one["sentence"] for key, one in said["metrics"].items()}
    return [_(sentence) for _key, sentence in _ordered(sentences)]


def definition_rows(report: SlaReport) -> list[DefinitionRow]:
    """The definitions as a table."""
    return [
        DefinitionRow(
            name=_(labels.PARTS[key]) if key in labels.PARTS else key,
            population=_named(words.POPULATIONS, one["population"]),
            clock=_named(words.CLOCKS, one["clock"]),
            calendar=_named(words.CALENDARS, one["calendar"]),
            exclusions=_named(words.EXCLUSIONS, one["exclusions"]),
            statistic=_statistic(one["statistic"]),
            attribution=_named(words.ATTRIBUTIONS, one["attribution"]),
        )
        for key, one in _ordered(definitions_of(report)["metrics"])
    ]


def _ordered(found: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What was stored has its keys in the order of the alphabet."""
    known = [key for key in GENERAL_ORDER if key in found]
    return [(key, found[key]) for key in (*known, *(key for key in found if key not in known))]


def _named(names: Mapping[str, str], key: str) -> str:
    return _(names[key]) if key in names else key


def _statistic(said: Mapping[str, Any]) -> str:
    if share := said.get("share"):
        part, whole = (" + ".join(_named(labels.STATES, one) for one in share[side]) for side in share)
        return f"{part} ÷ ({whole})"
    if said.get("percentiles"):
        ranks = ", ".join(f"P{show_number(100 * one)}" for one in said["percentiles"] if one != 0.5)
        return _("Number, median, %(ranks)s, mean", ranks=ranks)
    return _("Number and mean") if said.get("mean") else _("How many")
