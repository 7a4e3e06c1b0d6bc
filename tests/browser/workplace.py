"""A brand with a customer who waits and people who may answer, for stories at the composer."""

from datetime import timedelta

from builders import actor_of_person, make_responder, make_tenant
from sqlalchemy import select

from bpo.channels.models import Delivery
from bpo.channels.operations import replace_accounts
from bpo.channels.rules.incoming import IncomingMessage
from bpo.conversations.models import Conversation, Draft
from bpo.conversations.operations.assignment import claim
from bpo.conversations.operations.intake import take_in
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction
from bpo.tenants.operations import replace_levels, replace_section

ASKED = {
    "en": "Third day without an answer, where is my parcel?",
    "ru": "Третий день нет ответа, где моя посылка?",
    "uk": "Третій день немає відповіді, де моя посилка?",
    "pl": "Trzeci dzień bez odpowiedzi, gdzie jest moja paczka?",
}
POLITICS = {
    "topic": "politics",
    "policy": "restricted",
    "severity": "block",
    "terms": [],
    "except": [],
    "reason": None,
}
LEVEL = {
    "name": "standard",
    "when": {},
    "first_response": 1800,
    "next_response": 1800,
    "resolution": None,
    "calendar": "always",
}


class Desk:
    """One conversation under a post of the brand, and a responder who holds it."""

    def __init__(self, locale="en", *, held=True):
        self.tenant = make_tenant(name="Harbour Tea", languages=[locale])
        self.actor = Actor.system(self.tenant.id)
        self._agree()
        self._ask(locale)
        self.user, self.token = make_responder(self.tenant, locale=locale)
        if held:
            with UnitOfWork(actor_of_person(self.user)) as uow:
                claim(uow, self.tenant.id, self.talk)

    @property
    def path(self):
        return f"/brands/{self.tenant.slug}/conversations/{self.talk}"

    def _agree(self):
        with UnitOfWork(self.actor) as uow:
            tenant = uow.session.merge(self.tenant)
            account = {"network": "mastodon", "handle": "harbour", "purpose": "care", "tags": []}
            replace_accounts(uow, tenant.id, [account])
            replace_levels(uow, tenant, [LEVEL])
            rules = {"style_guide": {}, "terms": [], "restricted_topics": [POLITICS], "names": []}
            replace_section(uow, tenant, "rule_set", rules)
            limits = {"currency": "EUR", "agent_limit": "20", "supervisor_limit": "100"}
            replace_section(uow, tenant, "compensation", limits)

    def _ask(self, locale):
        asked = utcnow() - timedelta(minutes=12)
        with UnitOfWork(self.actor) as uow:
            take_in(
                uow,
                self.tenant.id,
                [
                    IncomingMessage(
                        account="mastodon:harbour",
                        external_id="q1",
                        direction=Direction.IN,
                        author_id="anna",
                        author_name="Anna Berg",
                        followers=1200,
                        text=ASKED[locale],
                        posted_at=asked,
                        in_reply_to="post",
                        thread_keys=("m:q1", "m:post"),
                        language=locale,
                    )
                ],
            )
        with UnitOfWork(self.actor) as uow:
            self.talk = uow.session.scalars(
                select(Conversation.id).where(Conversation.tenant_id == self.tenant.id)
            ).one()

    def drafts(self):
        with UnitOfWork(self.actor) as uow:
            rows = uow.session.scalars(select(Draft).where(Draft.tenant_id == self.tenant.id))
            return [(row.text, row.state) for row in rows]

    def deliveries(self):
        with UnitOfWork(self.actor) as uow:
            mine = select(Delivery).where(Delivery.tenant_id == self.tenant.id)
            rows = uow.session.scalars(mine.order_by(Delivery.place))
            return [row.body for row in rows]
