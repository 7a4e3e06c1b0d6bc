"""Conversations derived again from every message and act up to an instant, without the stored facts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bpo.conversations.queries.evidence import clock_terms, load_acts, load_evidence
from bpo.conversations.queries.exclusions import list_applied
from bpo.conversations.rules.exclusions import adjust_all, adjusted
from bpo.conversations.rules.facts import EpisodeFact, Evidence, Terms, TurnFact, derive_facts
from bpo.core.uow import UnitOfWork
from bpo.reports.queries.rows import list_conversation_ids

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Replayed:
    """One conversation: what had been written by the instant, and what follows from it."""

    id: UUID
    account_id: UUID
    messages: Sequence[Evidence]
    turns: Sequence[TurnFact]
    counted: Sequence[TurnFact]  # the same turns, as they count with exclusions
    episodes: Sequence[EpisodeFact]


def replay(
    uow: UnitOfWork,
    tenant_id: UUID,
    *,
    as_of: datetime,
    ids: Sequence[UUID] | None = None,
    terms: Terms | None = None,
    under: Callable[[Evidence], Evidence] | None = None,
) -> Iterator[list[Replayed]]:
    """All conversations of a brand, or those of `ids`, so many at a time.

    `terms` and `under`, which changes what a message pinned, are of a policy that was never in force.
    """
    terms = terms or clock_terms(uow, tenant_id)
    exclusions = list_applied(uow, tenant_id)
    if ids is None:
        ids = list_conversation_ids(uow, tenant_id)
    for first in range(0, len(ids), BATCH):
        some = ids[first : first + BATCH]
        evidence, _visibility, accounts = load_evidence(uow, tenant_id, some)
        acts = load_acts(uow, tenant_id, some)
        found = []
        for conversation_id, messages in evidence.items():
            known = [message for message in messages if message.at <= as_of]
            if under is not None:
                known = [under(message) for message in known]
            said = [act for act in acts.get(conversation_id, ()) if act.at <= as_of]
            facts = derive_facts(known, said, terms=terms)
            account_id = accounts[conversation_id]
            changed = adjust_all(facts, said, account_id=account_id, exclusions=exclusions, terms=terms)
            counted = [adjusted(turn, changed.get(turn.id)) for turn in facts.turns]
            found.append(Replayed(conversation_id, account_id, known, facts.turns, counted, facts.episodes))
        yield found
