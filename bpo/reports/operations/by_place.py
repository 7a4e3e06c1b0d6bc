"""A brand's report place by place, and the same a second time from the messages.

Unlike the brand's own report this is read in the reader's scope: local staff and a branch's viewers get the
rows of their places and nothing of others. What they see is the same figure that everybody else sees there.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from bpo.conversations.rules.facts import EpisodeFact, TurnFact
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.reports.operations.figures import agreed_with
from bpo.reports.operations.replay import replay
from bpo.reports.queries.by_place import count_places
from bpo.reports.queries.figures import Question, has_exclusions
from bpo.reports.queries.moods import list_plain_moods
from bpo.reports.queries.stretch import Stretch
from bpo.reports.queries.volumes import list_places
from bpo.reports.rules.by_place import (
    PlaceFigures,
    PlaceReport,
    Places,
    arranged,
    build_place_report,
    places_of,
    whole_tags,
)
from bpo.reports.rules.figures import Agreed
from bpo.reports.rules.moods import PlainMood, plain_moods
from bpo.reports.rules.places import Place
from bpo.reports.rules.reference import Levels, sla_figures
from bpo.tenants.models import Tenant
from bpo.tenants.queries import list_levels, terms_of
from bpo.tenants.rules.period import Period


def place_report(uow: UnitOfWork, tenant: Tenant, *, period: Period, as_of: datetime) -> PlaceReport:
    """The report's figures by account and by tag, of the accounts that the reader sees."""
    agreed = agreed_with(uow, tenant)
    places = list_places(uow, tenant.id)
    tags = _tags_seen(uow, tenant, places)
    question = Question(tenant.id, period, as_of, agreed.window)
    figures = places_of(count_places(uow, question, places), places, agreed, tags=tags)
    before = figures
    if has_exclusions(uow, tenant.id):
        everything = Question(tenant.id, period, as_of, agreed.window, excluding=False)
        before = places_of(count_places(uow, everything, places), places, agreed, tags=tags)
    return build_place_report(
        brand=tenant.slug,
        period=period,
        as_of=as_of,
        places=places,
        figures=figures,
        before_exclusions=before,
    )


def recompute_places(uow: UnitOfWork, tenant: Tenant, *, period: Period, as_of: datetime) -> PlaceReport:
    """The whole brand's by the second way: from every message and act up to `as_of`, without the facts."""
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        agreed = agreed_with(own, tenant)
        figures, before = (
            _replayed(own, tenant, period=period, as_of=as_of, agreed=agreed, excluding=excluding)
            for excluding in (True, False)
        )
        return build_place_report(
            brand=tenant.slug,
            period=period,
            as_of=as_of,
            places=list_places(own, tenant.id),
            figures=figures,
            before_exclusions=before,
        )


def _tags_seen(uow: UnitOfWork, tenant: Tenant, places: dict[UUID, Place]) -> frozenset[str] | None:
    """The tags that the reader sees whole; None where they see every account."""
    if tenant.id not in uow.actor.narrowed:
        return None
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        return whole_tags(places.values(), list_places(own, tenant.id).values())


@dataclass(slots=True)
class _Plain:
    """What a replay found at some accounts."""

    turns: list[TurnFact] = field(default_factory=list)
    turns_at_end: list[TurnFact] = field(default_factory=list)
    episodes: list[EpisodeFact] = field(default_factory=list)
    moods: list[list[PlainMood]] = field(default_factory=list)


def _replayed(
    own: UnitOfWork, tenant: Tenant, *, period: Period, as_of: datetime, agreed: Agreed, excluding: bool
) -> Places:
    places = list_places(own, tenant.id)
    ended = min(as_of, period.end)
    stretch = Stretch(tenant.id, period.start, period.end, as_of, period.time_zone)
    found: dict[UUID, _Plain] = defaultdict(_Plain)
    for some in replay(own, tenant.id, as_of=as_of):
        for account in {one.account_id for one in some}:
            here, plain = [one for one in some if one.account_id == account], found[account]
            plain.turns += [turn for one in here for turn in (one.counted if excluding else one.turns)]
            plain.episodes += [episode for one in here for episode in one.episodes]
            plain.moods += list_plain_moods(own, stretch, [(one.messages, one.episodes) for one in here])
    for some in replay(own, tenant.id, as_of=ended):
        for one in some:
            found[one.account_id].turns_at_end += one.counted if excluding else one.turns
    levels: Levels = {level.id: terms_of(level) for level in list_levels(own, tenant.id, retired=True)}

    def figures(accounts: Iterable[UUID]) -> PlaceFigures:
        return _figures(
            [found[one] for one in accounts], period=period, as_of=as_of, levels=levels, agreed=agreed
        )

    by_account = {one: figures([one]) for one in found}
    seen = {one for one, those in by_account.items() if _holds_something(found[one], those, period)}
    tags = {tag for one in seen for tag in places[one].tags or (None,)}
    return arranged(
        figures(found),
        {tag: figures(one for one in seen if tag in (places[one].tags or (None,))) for tag in tags},
        {places[one].key: by_account[one] for one in seen},
    )


def _figures(
    found: list[_Plain], *, period: Period, as_of: datetime, levels: Levels, agreed: Agreed
) -> PlaceFigures:
    turns = [turn for one in found for turn in one.turns]
    said = sla_figures(
        turns,
        [episode for one in found for episode in one.episodes],
        start=period.start,
        end=period.end,
        as_of=as_of,
        levels=levels,
        agreed=agreed,
    )
    ended = sla_figures(
        [turn for one in found for turn in one.turns_at_end],
        [],
        start=period.start,
        end=period.end,
        as_of=min(as_of, period.end),
        levels=levels,
        agreed=agreed,
    )
    return {
        "turns": said["turns"],
        "first_response": said["first_response"],
        "next_response": said["next_response"],
        "resolution": said["resolution"],
        "response_coverage": said["response_coverage"],
        "backlog": said["backlog"],
        "backlog_at_end": ended["backlog"],
        "sentiment": plain_moods(mood for one in found for mood in one.moods),
    }


def _holds_something(found: _Plain, figures: PlaceFigures, period: Period) -> bool:
    opened = any(period.start <= one.opened_at < period.end for one in found.episodes)
    return opened or any(
        (figures["turns"]["total"], figures["backlog"]["count"], figures["backlog_at_end"]["count"])
    )
