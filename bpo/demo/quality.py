"""Reviews of the demo vendor: cards, a draw over the past weeks, and what people found in it.

Made through the ordinary operations, by the people who would have made them. The same arguments give the same
findings; some reviews wait to be written, some are disputed, one dispute waits for its decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from bpo.core.actor import Actor, ActorKind
from bpo.core.uow import UnitOfWork
from bpo.demo.pace import dice
from bpo.demo.people import EN
from bpo.demo.situations import LANGUAGES
from bpo.identity.permissions import Profile, Role, permissions_of
from bpo.identity.queries import find_user_by_email
from bpo.qa.operations.answering import acknowledge_review, decide_dispute, dispute_review
from bpo.qa.operations.programme import save_plan
from bpo.qa.operations.reviewing import claim_sample, save_review, submit_review
from bpo.qa.operations.sampling import draw_stretch
from bpo.qa.queries.samples import get_sample, list_waiting
from bpo.qa.rules.reviews import Verdict
from bpo.qa.rules.sampling import Plan
from bpo.qa.rules.scorecards import BUILT_IN, DISMISSAL
from bpo.qa.rules.scoring import Answer

REVIEWER: Final = "daria.frost@vendor.example"
SUPERVISOR: Final = "irena.holm@vendor.example"
WEEKS: Final = 5
PLAN: Final = Plan(per_week=4, dismissals_per_week=2)
REVIEWED: Final = {EN: 54}  # enough to compare agents; of the other brands fewer
OTHERS: Final = 18
DISPUTED: Final = 3
# How often each criterion fails; what is not named fails once in a hundred.
FAILS: Final = {
    "solves": 0.06,
    "promise": 0.05,
    "voice": 0.14,
    "person": 0.18,
    "spelling": 0.1,
    "place": 0.08,
}
SELDOM: Final = 0.01
NOTES: Final = {
    "ru": ("Клиент спросил и о сроке, а ответа на это нет.", "Прочтите ответ ещё раз: срок назван во втором предложении.", "Срок действительно назван."),
    "uk": ("Клієнт запитав і про строк, а відповіді на це немає.", "Перечитайте відповідь: строк названо в другому реченні.", "Строк справді названо."),
    "pl": ("Klient pytał też o termin, a odpowiedzi na to nie ma.", "Proszę przeczytać jeszcze raz: termin jest w drugim zdaniu.", "Termin rzeczywiście jest podany."),
    "en": ("The customer also asked when, and there is no answer to that.", "Please read it again: the time is in the second sentence.", "The time is indeed there."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """A brand as its reviewers see it; `now` is when they work."""

    slug: str
    tenant_id: UUID
    now: datetime

    def unit(self, user_id: UUID, role: Role, *, later: timedelta = timedelta()) -> UnitOfWork:
        """A unit in which one of the vendor's people acts at this brand."""
        profile = Profile.RESPONDER if role is Role.AGENT else None
        actor = Actor(
            ActorKind.STAFF,
            user_id=user_id,
            tenant_ids=frozenset({self.tenant_id}),
            grants={self.tenant_id: permissions_of(role, profile=profile, at_vendor=False)},
        )
        return UnitOfWork(actor, now=self.now + later)


def judge(tenants: Mapping[str, UUID], until: datetime) -> None:
    """Have some of every brand's work reviewed."""
    with UnitOfWork(Actor.system(*tenants.values())) as uow:
        people = {email: find_user_by_email(uow, email) for email in (REVIEWER, SUPERVISOR)}
    reviewer, supervisor = people[REVIEWER], people[SUPERVISOR]
    if reviewer is None or supervisor is None:
        message = "The demo has no reviewer or no supervisor."
        raise LookupError(message)
    for slug, tenant_id in tenants.items():
        desk = Desk(slug, tenant_id, until - timedelta(days=1))
        with UnitOfWork(Actor.system(tenant_id), now=until - timedelta(weeks=WEEKS)) as uow:
            plan = save_plan(uow, tenant_id, PLAN)
        with UnitOfWork(Actor.system(tenant_id)) as uow:
            since = uow.now - timedelta(weeks=WEEKS)
            draw_stretch(
                uow, tenant_id, uow.session.merge(plan), since=since, until=uow.now, seed=f"demo {slug}"
            )
        failed = _review(desk, reviewer.id)
        _dispute(desk, failed, supervisor.id)


def _review(desk: Desk, reviewer_id: UUID) -> list[tuple[UUID, UUID]]:
    """Review some of what was drawn; (review, agent) of those that failed in `solves`."""
    failed = []
    with desk.unit(reviewer_id, Role.REVIEWER) as uow:
        waiting = list_waiting(uow, [desk.tenant_id], limit=500)
    throw = dice(desk.slug, "reviews")
    throw.shuffle(waiting)
    with desk.unit(reviewer_id, Role.REVIEWER) as uow:
        for one in waiting[: REVIEWED.get(desk.slug, OTHERS)]:
            claim_sample(uow, desk.tenant_id, one.id)
            sample = get_sample(uow, desk.tenant_id, one.id)
            card = DISMISSAL if sample.kind == "dismissal" else BUILT_IN
            answers: dict[str, Answer | None] = {
                row.key: Answer.FAIL
                if throw.random() < FAILS.get(row.key, SELDOM)
                else Answer.NA
                if row.allows_na and throw.random() < 0.5
                else Answer.PASS
                for row in card
            }
            note = NOTES[LANGUAGES[desk.slug]][0]
            notes = {key: note for key, answer in answers.items() if answer is Answer.FAIL}
            save_review(uow, sample, answers=answers, notes=notes)
            review = submit_review(uow, sample)
            if answers.get("solves") is Answer.FAIL and review.agent_id is not None:
                failed.append((review.id, review.agent_id))
    return failed


def _dispute(desk: Desk, failed: list[tuple[UUID, UUID]], supervisor_id: UUID) -> None:
    """The first is overturned, the second waits, the third is acknowledged."""
    _note, reason, decision = NOTES[LANGUAGES[desk.slug]]
    for at, (review_id, agent_id) in enumerate(failed[:DISPUTED]):
        with desk.unit(agent_id, Role.AGENT, later=timedelta(hours=3)) as uow:
            if at == DISPUTED - 1:
                acknowledge_review(uow, desk.tenant_id, review_id)
                continue
            dispute = dispute_review(uow, desk.tenant_id, review_id, reason=reason, criteria=["solves"])
        if at == 0:
            with desk.unit(supervisor_id, Role.SUPERVISOR, later=timedelta(hours=6)) as uow:
                verdicts = {"solves": Verdict.OVERTURNED}
                decide_dispute(uow, desk.tenant_id, dispute.id, verdicts=verdicts, note=decision)
