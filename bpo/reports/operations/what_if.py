"""A past period computed again by other service levels, beside how it was; nothing is written, by the database's word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bpo.conversations.queries.evidence import clock_terms
from bpo.conversations.rules.facts import EpisodeFact, Evidence, TurnFact
from bpo.core.actor import Actor
from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.qa.queries.figures import list_audited
from bpo.qa.rules.accuracy import share_of, sums_of
from bpo.reports.operations.figures import audited
from bpo.reports.operations.replay import replay
from bpo.reports.operations.telling import check_whole
from bpo.reports.queries.figures import Question, get_agreed
from bpo.reports.queries.what_if import count_turns, list_concerned
from bpo.reports.rules.figures import Figures
from bpo.reports.rules.reference import Levels, sla_figures
from bpo.reports.rules.what_if import Policy, Turned, levels_under, message_under, terms_under, turned
from bpo.tenants.models import Tenant
from bpo.tenants.queries import list_levels, terms_of
from bpo.tenants.rules.period import Period

MOST_TURNS = 20_000  # some seconds
READ_ONLY = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Figures as they are and as they would be, with exclusions; the turns whose verdict is another."""

    before: Figures
    after: Figures
    turned: list[Turned]


def what_if(uow: UnitOfWork, tenant: Tenant, *, period: Period, as_of: datetime, policy: Policy) -> WhatIf:
    """The figures of a period under a policy; Invalid for a level that there never was, Conflict for too many turns."""
    check_whole(uow, tenant)
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        own.session.connection(execution_options=READ_ONLY)
        levels = {level.id: terms_of(level) for level in list_levels(own, tenant.id, retired=True)}
        _check_names(policy, levels)
        agreed = get_agreed(own, tenant.id)
        question = Question(tenant.id, period, as_of, agreed.window)
        found = count_turns(own, question)
        if found > MOST_TURNS:
            raise Conflict(
                N_(
                    "This period has %(turns)s turns; at most %(most)s are computed again at once. Choose fewer days."
                ),
                turns=found,
                most=MOST_TURNS,
            )
        span = {"start": period.start, "end": period.end, "as_of": as_of}
        share = share_of(sums_of(list_audited(own, tenant.id, **span)))
        sides = (levels, levels_under(levels, policy))
        facts = [
            _facts(own, question, side, policy=some) for side, some in zip(sides, ({}, policy), strict=True)
        ]
        figures = [
            audited(sla_figures(turns, episodes, **span, levels=side, agreed=agreed), share)
            for side, (turns, episodes) in zip(sides, facts, strict=True)
        ]
    inside = [
        [turn for turn in turns if period.start <= turn.started_at < period.end] for turns, _episodes in facts
    ]
    before, after = figures
    return WhatIf(before, after, turned(*inside, levels=sides, as_of=as_of))


def _facts(
    own: UnitOfWork, question: Question, levels: Levels, *, policy: Policy
) -> tuple[Sequence[TurnFact], Sequence[EpisodeFact]]:
    turns: list[TurnFact] = []
    episodes: list[EpisodeFact] = []

    def under(message: Evidence) -> Evidence:
        return message_under(message, levels=levels, policy=policy)

    for some in replay(
        own,
        question.tenant_id,
        as_of=question.as_of,
        ids=list_concerned(own, question),
        terms=terms_under(clock_terms(own, question.tenant_id), levels),
        under=under if policy else None,
    ):
        turns += [turn for one in some for turn in one.counted]
        episodes += [episode for one in some for episode in one.episodes]
    return turns, episodes


def _check_names(policy: Policy, levels: Levels) -> None:
    known = {level.name for level in levels.values()}
    message = N_("There is no service level of this name.")
    faults = tuple(Fault(f"levels.{name}", message) for name in policy if name not in known)
    if faults:
        raise Invalid(message, faults=faults)
