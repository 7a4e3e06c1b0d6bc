"""A brand with an angry customer and somebody who may answer, for stories at the composer."""

from datetime import timedelta

from builders import make_tenant
from sqlalchemy import select

from bpo.channels.operations import replace_accounts
from bpo.channels.rules.incoming import IncomingMessage
from bpo.conversations.models import Conversation
from bpo.conversations.operations.intake import take_in
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction


def make_talk(
    *,
    network="mastodon",
    text="Third day without hot water, and nobody answers!",
    name="Harbour Tea",
    languages=("en",),
):
    """A brand and one conversation in which a customer waits."""
    tenant = make_tenant(name=name, languages=list(languages))
    account = {"network": network, "handle": "harbour", "purpose": "care", "tags": []}
    asked = utcnow() - timedelta(minutes=12)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        replace_accounts(uow, tenant.id, [account])
    said = [
        ("post", Direction.OUT, "harbour", None, "Autumn blends are here. Which one is yours?", -600),
        ("q1", Direction.IN, "anna", "post", text, 0),
    ]
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        take_in(
            uow,
            tenant.id,
            [
                IncomingMessage(
                    account=f"{network}:harbour",
                    external_id=one,
                    direction=direction,
                    author_id=author,
                    author_name="Anna Berg" if author == "anna" else None,
                    followers=1200 if author == "anna" else None,
                    text=words,
                    posted_at=asked + timedelta(minutes=minute),
                    in_reply_to=parent,
                    thread_keys=tuple(f"m:{key}" for key in (one, parent) if key),
                    language=languages[0] if direction is Direction.IN else None,
                )
                for one, direction, author, parent, words, minute in said
            ],
        )
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        found = uow.session.scalars(
            select(Conversation).where(
                Conversation.tenant_id == tenant.id, Conversation.waiting_since.is_not(None)
            )
        ).one()
    return tenant, found
