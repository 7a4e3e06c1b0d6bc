"""A brand with people, replies that they sent, and reviews of these, for tests of quality."""

from datetime import timedelta

from builders import actor_of_person, make_person, make_responder
from conversations.worlds import in_unit, make_brand, said, store
from sqlalchemy import select

from bpo.conversations.models import Message
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.qa.models import Sample
from bpo.qa.operations.programme import save_card, save_plan
from bpo.qa.operations.reviewing import claim_sample, save_review, submit_review
from bpo.qa.operations.sampling import choose_reply, draw_stretch
from bpo.qa.queries.programme import find_plan
from bpo.qa.queries.samples import get_sample
from bpo.qa.rules.sampling import Certain, Plan
from bpo.qa.rules.scorecards import BUILT_IN
from bpo.qa.rules.scoring import Answer

DAY = timedelta(days=1)
ALL_PASS = {one.key: Answer.PASS for one in BUILT_IN}


class House:
    """A brand, two responders, two reviewers and a supervisor."""

    def __init__(self, *handles, **over):
        self.tenant = make_brand(*handles, **over)
        self.ann, self.ann_token = make_responder(self.tenant, name="Ann Agent")
        self.bob, self.bob_token = make_responder(self.tenant, name="Bob Agent")
        self.rita, self.rita_token = make_person("reviewer", self.tenant, name="Rita Reviewer")
        self.rolf, self.rolf_token = make_person("reviewer", self.tenant, name="Rolf Reviewer")
        self.boss, self.boss_token = make_person("supervisor", self.tenant, name="Sue Supervisor")
        self.count = 0

    def start(self, plan=None):
        """Card and plan, as a supervisor sets them up."""
        return self.as_(self.boss, lambda uow: save_plan(uow, self.tenant.id, plan or Plan()))

    def as_(self, user, work, *, now=None):
        with UnitOfWork(actor_of_person(user), now=now) as uow:
            return work(uow)

    def reply(self, agent=None, *, asked="Where is my tea?", text="It comes today.", handle="care", ago=DAY):
        """A customer asks and an agent answers; the id of the answer."""
        self.count += 1
        who, at = f"customer{self.count}", utcnow() - ago
        question = said(
            f"q{self.count}", 0, author=who, author_name=who.title(), text=asked, handle=handle,
            posted_at=at, language="en",
        )  # fmt: skip
        answer = said(
            f"a{self.count}", 0, out=True, in_reply_to=f"q{self.count}", text=text, handle=handle,
            posted_at=at + timedelta(minutes=5), agent=(agent or self.ann).email, language="en",
        )  # fmt: skip
        store(self.tenant, question, answer)
        external = f"a{self.count}"
        return in_unit(
            self.tenant,
            lambda uow: uow.session.scalars(select(Message.id).where(Message.external_id == external)).one(),
        )

    def draw(self, *, seed="seed", since=None, until=None):
        def work(uow):
            plan = find_plan(uow, self.tenant.id)
            begin = since or uow.now - 2 * DAY
            return draw_stretch(uow, self.tenant.id, plan, since=begin, until=until or uow.now, seed=seed)

        return in_unit(self.tenant, work)

    def samples(self):
        return in_unit(
            self.tenant,
            lambda uow: uow.session.scalars(
                select(Sample).where(Sample.tenant_id == self.tenant.id).order_by(Sample.done_at, Sample.id)
            ).all(),
        )

    def choose(self, message_id, who=None):
        return self.as_(who or self.rita, lambda uow: choose_reply(uow, self.tenant.id, message_id))

    def review(self, sample, who=None, *, answers=None, notes=None, now=None, note=""):
        """Take a sample, answer every criterion (all passed where not said otherwise), hand it in."""
        given = {**ALL_PASS, **(answers or {})}
        if sample.kind == "dismissal":
            given = answers or {"dismissal": Answer.PASS}
        told = {key: "It was wrong." for key, one in given.items() if one is Answer.FAIL} | (notes or {})

        def work(uow):
            claim_sample(uow, self.tenant.id, sample.id)
            row = get_sample(uow, self.tenant.id, sample.id)
            save_review(uow, row, answers=given, notes=told, note=note)
            return submit_review(uow, row)

        return self.as_(who or self.rita, work, now=now)


def everything_certain(**over):
    """A plan that draws every reply."""
    return Plan(per_week=200, certain=frozenset(Certain), **over)


def keep_card(house, criteria):
    return house.as_(house.boss, lambda uow: save_card(uow, house.tenant.id, criteria))


def system(tenant):
    return UnitOfWork(Actor.system(tenant.id))
