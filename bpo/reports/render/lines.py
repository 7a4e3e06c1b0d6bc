"""The report as lines of one figure each, in an order that stays: what CSV and XLSX both hold.

Columns and words are for programs and are not translated; a new figure is a new line, never a new column.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bpo.reports.rules.beside import BesideFigures, MoodCoverage
from bpo.reports.rules.engagement import MEASURES as ENGAGEMENT
from bpo.reports.rules.engagement import Engagement, Measured
from bpo.reports.rules.figures import CLOCKS, Figures, LevelFigures, SlaReport, definitions_of
from bpo.reports.rules.months import canonical
from bpo.reports.rules.moods import CHANGES, MOODS, MoodFigures
from bpo.reports.rules.sections import ALL, ReportSection, Sections, section_of
from bpo.reports.rules.volumes import APART, MEASURES, Volumes

COLUMNS = (
    "brand",
    "from",
    "to",
    "time_zone",
    "as_of",
    "exclusions",
    "service_level",
    "figure",
    "measure",
    "value",
)
APPLIED, IGNORED = "applied", "ignored"
RATIOS = frozenset({"attainment", "contracted", "share", "error"})
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("turns", *CLOCKS, "response_coverage", "backlog", "dismissals")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. `service_level` is empty for the whole."""

    exclusions: str
    service_level: str
    figure: str
    measure: str
    value: float | str | None

    @property
    def is_ratio(self) -> bool:
        """Whether the value is a share of one."""
        return self.measure in RATIOS or (
            self.measure == "value" and self.figure.startswith(("response_coverage", "beside/"))
        )


def lines_of(report: SlaReport) -> Iterator[Line]:
    """All figures, with exclusions and without."""
    yield from _lines(report, APPLIED)
    yield from _lines(report["before_exclusions"], IGNORED)
    yield from _volume_lines(report["volumes"])
    if "beside" in report:
        yield from _beside_lines(report["beside"])
    yield from _definition_lines(definitions_of(report))


def shown_lines(report: SlaReport, sections: Sections) -> Iterator[Line]:
    """The lines of these sections, section by section; everything in the order that stays."""
    if sections == ALL:
        yield from lines_of(report)
        return
    found: dict[ReportSection, list[Line]] = {}
    for line in lines_of(report):
        found.setdefault(section_of(line.figure, line.service_level), []).append(line)
    for section in sections:
        yield from found.get(section, ())


def head_of(report: SlaReport) -> tuple[str, ...]:
    """What every line begins with."""
    period = report["period"]
    return report["brand"], period["from"], period["to"], period["time_zone"], report["as_of"]


def _lines(figures: Figures, exclusions: str) -> Iterator[Line]:
    for part in PARTS:
        for measure, value in figures[part].items():  # type: ignore[literal-required]  # a key of Figures
            yield Line(exclusions, "", part, measure, value)
    for name, level in figures["by_service_level"].items():
        yield from _level_lines(level, exclusions, name)


def _volume_lines(volumes: Volumes) -> Iterator[Line]:
    """Volumes know no exclusions and no service levels; `volumes/by_network/x` is a part of them."""

    def lines(figure: str, found: Mapping[str, float | None]) -> Iterator[Line]:
        for measure, value in found.items():
            yield Line("", "", figure, measure, value)

    yield from lines("volumes", {measure: volumes[measure] for measure in MEASURES})  # type: ignore[literal-required]  # keys of Volume
    for part in APART:
        for name, volume in volumes[part].items():  # type: ignore[literal-required]  # keys of Volumes
            yield from lines(f"volumes/{part}/{name}", volume)
    yield Line("", "", "volumes", "intent", None)
    for day, hours in zip(DAYS, volumes["arrivals"], strict=True):
        yield from lines("volumes/arrivals", {f"{day} {hour:02}": count for hour, count in enumerate(hours)})
    for department, figures in volumes["handoffs"].items():
        yield from lines(f"volumes/handoffs/{department}", figures)  # type: ignore[arg-type]  # all of its values are figures
    yield from lines("volumes/promises", volumes["promises"])  # type: ignore[arg-type]  # the same
    if "engagement" in volumes:
        yield from _engagement_lines("volumes/engagement", volumes["engagement"])
        for network, engagement in volumes["engagement"]["by_network"].items():
            yield from _engagement_lines(f"volumes/engagement/by_network/{network}", engagement)
    if "sentiment" in volumes:
        yield from _mood_lines(volumes["sentiment"])


def _mood_lines(moods: MoodFigures) -> Iterator[Line]:
    for name in ("episodes", *CHANGES):
        yield Line("", "", "volumes/sentiment", name, moods[name])  # type: ignore[literal-required]  # a key of MoodFigures
    for side in ("start", "end"):
        for mood in MOODS:
            yield Line("", "", f"volumes/sentiment/{side}", mood, moods[side][mood])  # type: ignore[literal-required]  # keys


def _engagement_lines(figure: str, found: Engagement) -> Iterator[Line]:
    """A total is empty where the network gives none; `posts` beside it says of how many it speaks."""
    yield Line("", "", figure, "posts", found["posts"])
    for measure in ENGAGEMENT:
        one: Measured = found[measure]  # type: ignore[literal-required]  # a key of Engagement
        yield Line("", "", figure, measure, one["total"])
        yield Line("", "", figure, f"{measure}_posts", one["posts"])


def _beside_lines(beside: BesideFigures) -> Iterator[Line]:
    for measure, value in beside["first_contact"].items():
        yield Line("", "", "beside/first_contact", measure, value)  # type: ignore[arg-type]  # all of its values are figures
    for measure, value in beside["wrote_again"].items():
        yield Line("", "", "beside/wrote_again", measure, value)  # type: ignore[arg-type]  # the same
    for mood in MOODS:
        found: MoodCoverage = beside["coverage_by_sentiment"][mood]  # type: ignore[literal-required]  # a name of MOODS
        yield Line("", "", f"beside/coverage_by_sentiment/{mood}", "value", found["value"])
        yield Line("", "", f"beside/coverage_by_sentiment/{mood}", "due", found["due"])


def _definition_lines(said: Mapping[str, Any]) -> Iterator[Line]:
    """How each figure was computed, in the words of the interface; a statistic as JSON."""
    yield Line("", "", "definitions", "version", said["version"])
    for key, one in said["metrics"].items():
        for part, value in one.items():
            yield Line(
                "", "", f"definitions/{key}", part, value if isinstance(value, str) else canonical(value)
            )


def _level_lines(level: LevelFigures, exclusions: str, name: str) -> Iterator[Line]:
    for clock in CLOCKS:
        for measure, value in level[clock].items():  # type: ignore[literal-required]  # a key of LevelFigures
            yield Line(exclusions, name, clock, measure, value)
