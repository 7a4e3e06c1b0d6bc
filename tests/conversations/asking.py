"""People of a client, departments, and what reaches them: for tests of hand-offs, approvals and alerts."""

import email
import email.policy
import re
from dataclasses import replace

from builders import act_as, drain_all, make_person
from conversations.worlds import in_unit, make_brand
from sqlalchemy import select

from bpo.conversations.models import Conversation
from bpo.core import queue
from bpo.core.actor import Actor
from bpo.core.events import EventRow
from bpo.core.uow import UnitOfWork
from bpo.identity import mail
from bpo.identity.models import Notification
from bpo.identity.permissions import Role
from bpo.tenants.operations import replace_section

DEPARTMENTS = [
    {"kind": "pr", "contact": "pr@client.example", "due": 1800, "calendar": "always", "alert_on": ["crisis"]},
    {
        "kind": "legal",
        "contact": "legal@client.example",
        "due": 8 * 3600,
        "calendar": "always",
        "alert_on": [],
    },
]


def make_asking_brand(*, departments=DEPARTMENTS, approval=None, **over):
    """A brand that has departments and something agreed on approval."""
    tenant = make_brand(**over)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        replace_section(uow, tenant, "departments", departments)
        if approval is not None:
            replace_section(uow, tenant, "approval", approval)
    return tenant


def person(role, tenant, **over):
    """Somebody with a role, and as whom they act."""
    user, _token = make_person(role, tenant, **over)
    return user, replace(act_as(Role(role), tenant, user_id=user.id), name=user.name)


def only_conversation(uow, tenant):
    return uow.session.scalars(select(Conversation).where(Conversation.tenant_id == tenant.id)).one()


def work(*queues):
    """Do all that waits, now; what nobody waits for only where it is named: it starts an engine for each brand of all tests."""
    drain_all(*(queues or [name for name in queue.QUEUES if name != "background"]))


def told(user):
    """What somebody was told on the page, the first first: (kind, message, path)."""
    with UnitOfWork(Actor.system()) as uow:
        rows = uow.session.scalars(
            select(Notification).where(Notification.user_id == user.id).order_by(Notification.created_at)
        )
        return [(row.kind, row.message, row.path) for row in rows]


def letters_to(address):
    """Mails kept for an address, the first first."""
    found = []
    for path in sorted(mail.in_use().mail_folder.glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if message["To"] == address:
            found.append(message)
    return found


def link_in(letter):
    """The path of the link in a mail."""
    return re.search(r"https?://[^/\s]+(/links/\S+)", letter.get_content()).group(1)


def audited(tenant, prefix):
    """Who did what, in its order: (action, kind of actor, actor)."""
    rows = in_unit(
        tenant,
        lambda uow: uow.session.scalars(
            select(EventRow)
            .where(EventRow.tenant_id == tenant.id, EventRow.action.startswith(prefix))
            .order_by(EventRow.id)  # ids grow, and a unit may have been told another instant
        ).all(),
    )
    return [(row.action, row.actor_kind, row.actor_id) for row in rows]
