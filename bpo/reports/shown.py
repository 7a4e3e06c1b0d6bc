"""The report in the reader's words: was each promise kept, and what changed since the period before.

Decisions on attainment are `rules.figures`'; here they become sentences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bpo.conversations.queue_words import STAGES as STAGE_NAMES
from bpo.core.i18n import gettext as _
from bpo.core.i18n import ngettext
from bpo.core.vocabulary import LanguageCode, Network
from bpo.reports import labels
from bpo.reports.rules.engagement import MEASURES as ENGAGEMENT
from bpo.reports.rules.engagement import Engagement, EngagementFigures, Measured
from bpo.reports.rules.figures import (
    CLOCKS,
    Agreed,
    ClockFigures,
    Figures,
    LevelFigures,
    SlaReport,
    is_coverage_kept,
    is_kept,
)
from bpo.reports.rules.volumes import UNKNOWN, Volume, Volumes
from bpo.web.formats import show_duration, show_number, show_percent
from bpo.web.labels import show_label

COVERAGE = "response_coverage"
LONGEST_TABLE = 20


@dataclass(frozen=True)
class Promise:
    """A figure of the contract: its value beside what was agreed; `kept` is None where none can say."""

    figure: str
    name: str
    value: float | None
    agreed: float
    kept: bool | None
    state: str  # which rows it opens to


@dataclass(frozen=True)
class Answer:
    """The one sentence, and how it is coloured."""

    sentence: str
    kind: str


@dataclass(frozen=True)
class Change:
    """A figure now and before; `unit` says how it is shown, `is_better` is None where neither is."""

    name: str
    now: float | None
    before: float | None
    unit: str
    is_better: bool | None


def promises_of(report: SlaReport, agreed: Agreed) -> list[Promise]:
    """Each figure of the contract against what was agreed."""
    found = []
    for figure in (*CLOCKS, COVERAGE):
        share = agreed.contracted(figure)
        if share is None:
            continue
        if figure == COVERAGE:
            coverage = report["response_coverage"]
            value, kept, state = coverage["value"], is_coverage_kept(coverage, share), "due"
        else:
            clock = _clock(report, figure)
            value, kept, state = clock["attainment"], is_kept(clock), "judged"
        found.append(Promise(figure, _(labels.FIGURES[figure]), value, share, kept, state))
    return found


def answer_of(report: SlaReport, agreed: Agreed) -> Answer:
    """Did they keep their promises? In one sentence."""
    promises = promises_of(report, agreed)
    judged = [promise for promise in promises if promise.kept is not None]
    kept = sum(promise.kept is True for promise in judged)
    if not promises:
        return Answer(
            _("The contract names no share to be reached yet; the figures are measured all the same."), "info"
        )
    if not judged:
        return Answer(_("Nothing in this period can be judged yet."), "info")
    if kept == len(judged):
        sentence = ngettext(
            "Yes: the promise that can be judged was kept.",
            "Yes: all %(n)s promises that can be judged were kept.",
            kept,
        )
        return Answer(sentence, "good")
    if kept == 0:
        sentence = ngettext(
            "No: the promise that can be judged was not kept.",
            "No: none of the %(n)s promises that can be judged was kept.",
            len(judged),
        )
        return Answer(sentence, "bad")
    sentence = ngettext(
        "In part: %(kept)s of %(n)s promise was kept.",
        "In part: %(kept)s of %(n)s promises were kept.",
        len(judged),
        kept=kept,
    )
    return Answer(sentence, "warn")


def changes_between(earlier: Figures, now: SlaReport) -> Sequence[Change]:
    """What is different from the period before, figure by figure; what neither period has is left out."""
    found = [
        _change(_("Customer turns"), earlier["turns"]["total"], now["turns"]["total"], unit="count"),
        _change(
            _("Response coverage"),
            earlier["response_coverage"]["value"],
            now["response_coverage"]["value"],
            unit="percent",
            more_is_better=True,
        ),
    ]
    for figure in CLOCKS:
        name = _(labels.FIGURES[figure])
        before, after = _clock(earlier, figure), _clock(now, figure)
        found += [
            _change(
                _("%(clock)s: attainment", clock=name),
                before["attainment"],
                after["attainment"],
                unit="percent",
                more_is_better=True,
            ),
            _change(
                _("%(clock)s: median time", clock=name),
                before["median"],
                after["median"],
                unit="seconds",
                more_is_better=False,
            ),
        ]
    return [change for change in found if change.now is not None or change.before is not None]


@dataclass(frozen=True)
class VolumePart:
    """Volumes by something: the largest first, as many as fit a page; `more` stand in the files."""

    title: str
    first: str
    rows: list[tuple[str, Volume]]
    more: int


def volume_parts(volumes: Volumes, accounts: Mapping[str, str] | None = None) -> list[VolumePart]:
    """Volumes apart, in the reader's words; what tells nothing apart is left out. `accounts` have names of today."""
    names = accounts or {}
    heads = {
        "by_network": (_("By network"), _("Network")),
        "by_language": (_("By language"), _("Language")),
        "by_tag": (_("By place"), _("Place")),
        "by_account": (_("By account"), _("Account")),
        "by_stage": (_("By stage of the customer"), _("Stage")),
    }
    found = []
    for part, (title, first) in heads.items():
        volume: dict[str, Volume] = volumes[part]  # type: ignore[literal-required]  # keys of Volumes
        if volume.keys() <= {UNKNOWN}:
            continue
        rows = sorted(volume.items(), key=lambda row: (-row[1]["turns"], -row[1]["messages_in"], row[0]))
        named = [(names.get(name) or volume_name(part, name), one) for name, one in rows[:LONGEST_TABLE]]
        found.append(VolumePart(title, first, named, len(rows) - len(named)))
    return found


def volume_name(part: str, name: str) -> str:
    """What a part of the volumes is called on screen."""
    if name == UNKNOWN:
        return _("Not known")
    if part == "by_network":
        return show_label(Network(name))
    if part == "by_language" and name in {one.value for one in LanguageCode}:
        return show_label(LanguageCode(name))
    if part == "by_stage":
        return _(STAGE_NAMES[name])
    return name


@dataclass(frozen=True)
class Taken:
    """One count of engagement: in all, and of how many posts it is where not of all; None: not given."""

    total: int | None
    posts: int | None


def engagement_rows(engagement: EngagementFigures) -> list[tuple[str, int, list[Taken]]]:
    """Engagement in all and by network, the most posts first; a single network is the whole."""
    parts: list[tuple[str, Engagement]] = [
        (volume_name("by_network", name), one) for name, one in engagement["by_network"].items()
    ]
    parts.sort(key=lambda part: -part[1]["posts"])
    if len(parts) > 1:
        parts.append((_("All"), engagement))
    found = []
    for name, one in parts:
        counts: list[Measured] = [one[key] for key in ENGAGEMENT]  # type: ignore[literal-required]  # keys of Engagement
        taken = [
            Taken(count["total"], count["posts"] if count["posts"] < one["posts"] else None)
            for count in counts
        ]
        found.append((name, one["posts"], taken))
    return found


def several_targets(report: SlaReport) -> frozenset[str]:
    """The clocks whose target is another from service level to service level."""
    levels: list[LevelFigures] = list(report["by_service_level"].values())
    return frozenset(
        clock
        for clock in CLOCKS
        if _clock(report, clock)["target"] is None
        and any(level[clock]["target"] is not None for level in levels)  # type: ignore[literal-required]  # a name of CLOCKS
    )


def figure_name(path: str) -> str:
    """The path of a figure in the reader's words, as far as its parts have a name; others stand as they are."""
    parts = path.split(".")
    if parts[0] == "before_exclusions":
        parts = [*parts[1:], parts[0]]
    return " · ".join(_(labels.PARTS[part]) if part in labels.PARTS else part for part in parts)


TIMES = frozenset({"median", "p90", "p95", "mean", "target", "window", "average_time_late"})


def figure_value(path: str, value: float | str | None) -> str:
    """A figure's value as the reader writes it: a time, a share or a number; a dash where there is none."""
    measure = path.rpartition(".")[2]
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if measure in TIMES:
        return show_duration(value, days=measure == "average_time_late")
    is_share = measure in {"attainment", "contracted", "share", "value"}
    return show_percent(value) if is_share else show_number(value)


def _change(
    name: str, before: float | None, now: float | None, *, unit: str, more_is_better: bool | None = None
) -> Change:
    is_better = None
    if more_is_better is not None and before is not None and now is not None and before != now:
        is_better = (now > before) is more_is_better
    return Change(name, now, before, unit, is_better)


def _clock(report: Figures, figure: str) -> ClockFigures:
    found: ClockFigures = report[figure]  # type: ignore[literal-required]  # a name of CLOCKS
    return found
