"""What exclusions make of clocks: what one would change, and having an approved one count."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bpo.conversations.models import Exclusion
from bpo.conversations.operations.facts import adjust_again, hold_evidence
from bpo.conversations.queries.evidence import clock_terms, load_acts, load_evidence
from bpo.conversations.queries.exclusions import as_excluded, list_applied, list_concerned
from bpo.conversations.rules.clocks import Clock, verdict
from bpo.conversations.rules.exclusions import Excluded, adjust_all, adjusted
from bpo.conversations.rules.facts import Terms, TurnFact, derive_facts
from bpo.conversations.rules.fold import Outcome
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """What an exclusion makes of one turn: its verdict without and with it."""

    turn_id: UUID
    started_at: datetime
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What an exclusion changes: turns whose verdict is another, and how many whose clock alone is."""

    changes: tuple[Change, ...]
    moved: int

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many turns go from which verdict to which, the most first."""
        found = Counter((one.before, one.after) for one in self.changes)
        return [(*pair, count) for pair, count in found.most_common()]


def effect_of(uow: UnitOfWork, row: Exclusion) -> Effect:
    """What it changes, or would change, beside what holds already, judged now: the brand's, whoever reads."""
    with UnitOfWork(Actor.system(row.tenant_id), now=uow.now) as own:
        return _effect(own, row.tenant_id, as_excluded(row))


def apply_exclusion(uow: UnitOfWork, row: Exclusion) -> None:
    """Have an approved exclusion count: every clock that it concerns is computed with it, in this transaction."""
    hold_evidence(uow, row.tenant_id)
    row.applied_at = uow.now
    uow.session.flush()  # what is computed below reads it
    ids = list_concerned(uow, row.tenant_id, as_excluded(row))
    for first in range(0, len(ids), BATCH):
        adjust_again(uow, row.tenant_id, set(ids[first : first + BATCH]))
    uow.audit("exclusion.applied", row, number=row.number, conversations=len(ids))


def _effect(uow: UnitOfWork, tenant_id: UUID, mine: Excluded) -> Effect:
    others = [one for one in list_applied(uow, tenant_id) if one.id != mine.id]
    terms = clock_terms(uow, tenant_id)
    changes: list[Change] = []
    moved = 0
    ids = list_concerned(uow, tenant_id, mine)
    for first in range(0, len(ids), BATCH):
        some = ids[first : first + BATCH]
        evidence, _visibility, accounts = load_evidence(uow, tenant_id, some)
        acts = load_acts(uow, tenant_id, some)
        for conversation_id, messages in evidence.items():
            said, account_id = acts.get(conversation_id, []), accounts[conversation_id]
            facts = derive_facts(messages, said, terms=terms)
            without, with_it = (
                adjust_all(facts, said, account_id=account_id, exclusions=some_of, terms=terms)
                for some_of in (others, [*others, mine])
            )
            for turn in facts.turns:
                if without.get(turn.id) == with_it.get(turn.id):
                    continue
                before = _verdict(adjusted(turn, without.get(turn.id)), terms, uow.now)
                after = _verdict(adjusted(turn, with_it.get(turn.id)), terms, uow.now)
                if before == after:
                    moved += 1
                else:
                    changes.append(Change(turn.id, turn.started_at, before, after))
    return Effect(tuple(sorted(changes, key=lambda one: (one.started_at, one.turn_id))), moved)


def _verdict(turn: TurnFact, terms: Terms, now: datetime) -> str:
    if turn.outcome is Outcome.EXCLUDED:
        return Outcome.EXCLUDED.value
    return verdict(
        Clock(turn.started_at, turn.due_at, turn.stopped_at, None),
        has_target=terms.target(turn.service_level_id, turn.kind) is not None,
        stopped_by_reply=turn.outcome is Outcome.ANSWERED,
        as_of=now,
    ).value
