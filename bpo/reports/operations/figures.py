"""Making a report, and making it a second time from the messages.

Both work as the system whatever the reader may see: a figure is the brand's, and an agent of one branch
who opens it must not get another. What a reader may open of the rows behind it is the reader's own scope.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bpo.conversations.rules.facts import EpisodeFact, TurnFact
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.qa.queries.figures import count_dismissals, list_audited
from bpo.qa.rules.accuracy import Share, share_of, sums_of
from bpo.reports.operations.replay import replay
from bpo.reports.queries.beside import count_beside, list_customers, list_readings
from bpo.reports.queries.engagement import count_engagement, list_plain_counts, list_plain_posts
from bpo.reports.queries.figures import Question, count_sla, get_agreed, has_exclusions, latest_turn
from bpo.reports.queries.moods import count_moods, list_plain_moods
from bpo.reports.queries.pictures import count_pictures
from bpo.reports.queries.rows import Drill, count_rows
from bpo.reports.queries.stretch import Stretch
from bpo.reports.queries.volumes import (
    count_volumes,
    list_places,
    list_plain_handoffs,
    list_plain_messages,
    list_plain_promises,
    list_plain_turns,
)
from bpo.reports.rules.beside import PlainTalk, beside_of, plain_beside
from bpo.reports.rules.definitions import has_beside
from bpo.reports.rules.engagement import engagement_of, plain_engagement
from bpo.reports.rules.figures import Agreed, DismissalFigures, Figures, SlaReport, build_report, figures_of
from bpo.reports.rules.moods import PlainMood, moods_of, plain_moods
from bpo.reports.rules.pictures import TrendPoint, trend
from bpo.reports.rules.reference import sla_figures
from bpo.reports.rules.volumes import plain_volumes, volumes_of
from bpo.tenants.models import Tenant
from bpo.tenants.queries import list_levels, terms_of
from bpo.tenants.rules.period import Period, check_instant, local_date, month_of, steps_of


@dataclass(frozen=True, slots=True)
class Pictures:
    """What is drawn of turns beside the report's own figures: attainment by step, first-response times by bin."""

    trend: list[TrendPoint]
    times: list[int]


def sla_report(
    uow: UnitOfWork, tenant: Tenant, *, from_date: date, to_date: date, as_of: datetime | None = None
) -> SlaReport:
    """The SLA report of the turns that started in [from_date, to_date), as seen at `as_of`."""
    period = Period(from_date, to_date, tenant.time_zone)
    seen_at = check_instant(as_of or uow.now, place="as_of")
    return report_at(uow, tenant, period=period, as_of=seen_at)


def report_at(
    uow: UnitOfWork, tenant: Tenant, *, period: Period, as_of: datetime, agreed: Agreed | None = None
) -> SlaReport:
    """The same of a period; by the contract in force, or by what was agreed once."""
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        return _report_in(
            own, tenant, period=period, as_of=as_of, agreed=agreed or get_agreed(own, tenant.id)
        )


def clocks_of(uow: UnitOfWork, tenant: Tenant, *, period: Period, as_of: datetime) -> Figures:
    """The report's figures of turns and episodes alone, for comparing periods: without volumes, which cost as much."""
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        agreed = get_agreed(own, tenant.id)
        excluding = has_exclusions(own, tenant.id)
        question = Question(tenant.id, period, as_of, agreed.window, excluding=excluding)
        return figures_of(count_sla(own, question), agreed)


def recompute(
    uow: UnitOfWork, tenant: Tenant, *, from_date: date, to_date: date, as_of: datetime | None = None
) -> SlaReport:
    """The same report by the second way: from every message and act up to `as_of`, without the facts."""
    period = Period(from_date, to_date, tenant.time_zone)
    seen_at = check_instant(as_of or uow.now, place="as_of")
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        return _replayed(own, tenant, period=period, as_of=seen_at, agreed=get_agreed(own, tenant.id))


def compute_twice(
    uow: UnitOfWork, tenant: Tenant, *, period: Period, as_of: datetime
) -> tuple[SlaReport, SlaReport]:
    """The report by both ways over one and the same state of the database, whatever comes in meanwhile."""
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        own.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        agreed = get_agreed(own, tenant.id)
        made = _report_in(own, tenant, period=period, as_of=as_of, agreed=agreed)
        again = _replayed(own, tenant, period=period, as_of=as_of, agreed=agreed)
    return made, again


def report_pictures(uow: UnitOfWork, tenant: Tenant, *, period: Period, as_of: datetime) -> Pictures:
    """What the page draws of a period; the same turns as the report's."""
    steps = steps_of(period)
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        question = Question(tenant.id, period, as_of, get_agreed(own, tenant.id).window)
        counted, times = count_pictures(own, question, steps)
    return Pictures(trend=trend(steps, counted), times=times)


def latest_month(uow: UnitOfWork, tenant: Tenant) -> Period:
    """The month of the latest turn, which is where a reader begins; this month where there is none."""
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        latest = latest_turn(own, tenant.id, as_of=uow.now) or uow.now
    return month_of(local_date(latest, tenant.time_zone), tenant.time_zone)


def agreed_with(uow: UnitOfWork, tenant: Tenant) -> Agreed:
    """What the contract in force says about figures, whoever reads the report."""
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        return get_agreed(own, tenant.id)


def count_behind(uow: UnitOfWork, question: Question, drill: Drill) -> int:
    """How many rows are behind a figure, also those that this reader may not open."""
    with UnitOfWork(Actor.system(question.tenant_id), now=uow.now) as own:
        return count_rows(own, question, drill)


def _report_in(
    own: UnitOfWork, tenant: Tenant, *, period: Period, as_of: datetime, agreed: Agreed
) -> SlaReport:
    excluding = has_exclusions(own, tenant.id)
    question = Question(
        tenant.id, period, as_of, agreed.window, excluding=excluding, recontact_days=agreed.recontact_days
    )
    before = figures = figures_of(count_sla(own, question), agreed)
    if excluding:  # else the two populations are one and the same
        before = figures_of(count_sla(own, replace(question, excluding=False)), agreed)
    span = {"start": period.start, "end": period.end, "as_of": as_of}
    beside = None
    if has_beside(agreed.definitions):
        beside = beside_of(count_beside(own, question), days=agreed.recontact_days)
    audit = share_of(count_dismissals(own, tenant.id, **span))
    figures, before = audited(figures, audit), audited(before, audit)
    stretch = Stretch(tenant.id, period.start, period.end, as_of, period.time_zone)
    places = list_places(own, tenant.id)
    counted = count_volumes(own, stretch)
    return build_report(
        brand=tenant.slug,
        period=period,
        as_of=as_of,
        figures=figures,
        before_exclusions=before,
        volumes=volumes_of(
            counted,
            places,
            engagement=engagement_of(count_engagement(own, stretch, counted.posts), places),
            sentiment=moods_of(count_moods(own, stretch)),
        ),
        beside=beside,
        version=agreed.definitions,
    )


def audited(figures: Figures, audit: Share) -> Figures:
    """The figures with what the audit of dismissals found: how many, and the share that was wrong."""
    error = None if audit.value is None else round(audit.value, 6)
    found: DismissalFigures = {**figures["dismissals"], "audited": audit.n, "error": error}
    return {**figures, "dismissals": found}


def _replayed(
    uow: UnitOfWork, tenant: Tenant, *, period: Period, as_of: datetime, agreed: Agreed
) -> SlaReport:
    turns: list[TurnFact] = []
    counted: list[TurnFact] = []
    episodes: list[EpisodeFact] = []
    moods: list[list[PlainMood]] = []
    talks: list[PlainTalk] = []
    customers = list_customers(uow, tenant.id)
    stretch = Stretch(tenant.id, period.start, period.end, as_of, period.time_zone)
    for some in replay(uow, tenant.id, as_of=as_of):
        turns += [turn for one in some for turn in one.turns]
        counted += [turn for one in some for turn in one.counted]
        episodes += [episode for one in some for episode in one.episodes]
        talks += [PlainTalk(customers[one.id], one.turns, one.counted, one.episodes) for one in some]
        moods += list_plain_moods(uow, stretch, [(one.messages, one.episodes) for one in some])
    span = {"start": period.start, "end": period.end, "as_of": as_of}
    levels = {level.id: terms_of(level) for level in list_levels(uow, tenant.id, retired=True)}
    audit = share_of(sums_of(list_audited(uow, tenant.id, **span)))
    figures, before = (
        audited(sla_figures(some, episodes, **span, levels=levels, agreed=agreed), audit)
        for some in (counted, turns)
    )
    places = list_places(uow, tenant.id)
    started = {turn.id: turn.started_at for turn in turns if period.start <= turn.started_at < period.end}
    volumes = plain_volumes(
        list_plain_messages(uow, stretch),
        list_plain_turns(uow, tenant.id, started),
        list_plain_handoffs(uow, stretch),
        list_plain_promises(uow, stretch),
        places=places,
        time_zone=period.time_zone,
        as_of=as_of,
        engagement=plain_engagement(
            list_plain_posts(uow, stretch), list_plain_counts(uow, stretch), places=places
        ),
        sentiment=plain_moods(moods),
    )
    beside = None
    if has_beside(agreed.definitions):
        readings = list_readings(uow, tenant.id, started)
        beside = plain_beside(talks, readings, **span, window=agreed.window, days=agreed.recontact_days)
    return build_report(
        brand=tenant.slug,
        period=period,
        as_of=as_of,
        figures=figures,
        before_exclusions=before,
        volumes=volumes,
        beside=beside,
        version=agreed.definitions,
    )
