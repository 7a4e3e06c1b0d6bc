"""A conversation that waits, and people who may answer it, for tests of drafts and of the workplace."""

from datetime import timedelta

from builders import actor_of_person, make_responder
from conversations.worlds import in_unit, make_brand, said, store
from sqlalchemy import select

from bpo.channels.models import Delivery
from bpo.conversations.models import Conversation, Draft
from bpo.conversations.operations.assignment import claim
from bpo.conversations.operations.drafts import save_draft
from bpo.conversations.operations.sending import submit_draft
from bpo.conversations.queries.thread import get_conversation
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork

KEY = "key-0000-0001"


def make_talk(*, network="mastodon", minutes_ago=10, **over):
    """A brand and the id of its one conversation, in which Anna waits."""
    tenant = make_brand(network=network, **over.pop("brand", {}))
    store(
        tenant,
        said(
            "q1",
            0,
            **{
                "network": network,
                "posted_at": utcnow() - timedelta(minutes=minutes_ago),
                "author_name": "Anna Berg",
                "language": "en",
                "text": "Where is my tea?",
                **over,
            },
        ),
    )
    return tenant, in_unit(tenant, lambda uow: uow.session.scalars(select(Conversation.id)).one())


class Agent:
    """Somebody who answers: each deed is a unit of its own, as each request is."""

    def __init__(self, tenant, talk, **over):
        self.tenant, self.talk = tenant, talk
        self.user, self.token = make_responder(tenant, **over)
        self.actor = actor_of_person(self.user)

    def do(self, work, *, now=None):
        with UnitOfWork(self.actor, now=now) as uow:
            return work(uow, get_conversation(uow, self.tenant.id, self.talk))

    def claim(self):
        self.do(lambda uow, talk: claim(uow, talk.tenant_id, talk.id))
        return self

    def save(self, text="It arrives today, Anna.", *, key=KEY, **over):
        return self.do(lambda uow, talk: save_draft(uow, talk, client_key=key, text=text, **over))

    def submit(self, draft, *, now=None, **said_too):
        return self.do(lambda uow, _talk: submit_draft(uow, draft, **said_too), now=now)

    def send(self, text="It arrives today, Anna.", *, key=KEY, **said_too):
        return self.submit(self.save(text, key=key), **said_too)


def drafts_of(tenant):
    return in_unit(
        tenant, lambda uow: uow.session.scalars(select(Draft).order_by(Draft.created_at, Draft.id)).all()
    )


def deliveries_of(tenant):
    return in_unit(tenant, lambda uow: uow.session.scalars(select(Delivery).order_by(Delivery.place)).all())
