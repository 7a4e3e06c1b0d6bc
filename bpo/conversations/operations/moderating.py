"""Hiding, showing again and deleting messages on their network.

What is asked for is a row before anything is said to the network, and is tried until the network has done it or says
no: an act brings a message into a state, so saying it again does no harm and a lost answer is nothing to worry about.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from bpo.channels.adapters import Wire
from bpo.channels.adapters.base import Act, ChannelProblem
from bpo.channels.models import ChannelAccount, ChannelConnection
from bpo.channels.operations.connections import (
    account_of_connection,
    adapter_of,
    connected_of,
)
from bpo.channels.queries import find_connection, get_account
from bpo.channels.rules.capabilities import capabilities_of
from bpo.conversations.models import Message, Moderation
from bpo.conversations.operations.network_work import finish_work, put_off, take_work
from bpo.conversations.queries.moderations import act_of, nth_done, others_of_author, that_allow
from bpo.core.errors import Conflict, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.tenants.queries import get_section

MODERATE = "conversations.jobs.moderate"
MOST_TRIES = 12
SPREE = timedelta(days=7)  # how far back everything of one author is taken
MOST_AT_ONCE = 500
RATIONED = N_("This network lets us do only so much of that in a day; it is done later.")
GIVEN_UP = N_("The network could not be reached for hours, so this was given up.")


def ask_moderation(
    uow: UnitOfWork, message: Message, act: Act, *, rule: str | None, all_of_author: bool = False
) -> int:
    """Have something done with a message, or with all that its author wrote here lately; with how many.

    Invalid without one of the brand's community rules, except where an act is taken back.
    """
    check_rule(uow, message.tenant_id, act, rule)
    account = get_account(uow, message.account_id)
    if find_connection(uow, account.tenant_id, account.id) is None:
        raise Conflict(N_("This account is not connected."))
    chosen = [message]
    if all_of_author:
        chosen += others_of_author(uow, message, since=uow.now - SPREE, limit=MOST_AT_ONCE)
    allowing = that_allow(uow, act, chosen, network=account.network)
    if message not in allowing:
        raise Conflict(N_("This is being done already, or can no longer be done."))
    ask_of(uow, allowing, act, rule=rule)
    return len(allowing)


def check_rule(uow: UnitOfWork, tenant_id: UUID, act: Act, rule: str | None) -> None:
    """Invalid without one of the brand's community rules, except where an act is taken back."""
    rules = {one["id"] for one in get_section(uow, tenant_id, "community_rules") or ()}
    if act is not Act.UNHIDE and rule not in rules:
        raise Invalid(N_("Choose the community rule that the message breaks."))


def ask_of(uow: UnitOfWork, messages: Iterable[Message], act: Act, *, rule: str | None) -> None:
    """Have the same done with each of these messages, which allow it (`that_allow`)."""
    for one in messages:
        _ask(uow, one, act, rule=None if act is Act.UNHIDE else rule)


def moderate(open_unit: OpenUnit, tenant_id: UUID, moderation_id: UUID, *, wire: Wire, key: bytes) -> None:
    """Have the network do one act; nothing where it is not due."""
    with open_unit() as uow:
        row = take_work(uow, Moderation, tenant_id, moderation_id)
        if row is None:
            return
        account = account_of_connection(uow, tenant_id, row.account_id)
        connection = uow.session.get(ChannelConnection, (tenant_id, row.account_id))
        if account is None or connection is None or connection.state != "fine":
            return  # it waits for the account
        later = _room_at(uow, account)
        if later is not None:
            row.failure, row.next_try_at = RATIONED, later
            return
        act, place = act_of(row), (tenant_id, row.account_id)
        item = uow.session.get_one(Message, (tenant_id, row.message_id)).external_id
        connected = connected_of(account, connection, key=key)
    problem: ChannelProblem | None = None
    try:
        adapter_of(open_unit, place, connected, wire, key=key).moderate(act, item)
    except ChannelProblem as error:
        problem = error
    with open_unit() as uow:
        _record(uow, tenant_id, moderation_id, problem)


def _room_at(uow: UnitOfWork, account: ChannelAccount) -> datetime | None:
    """When the network may be told of one act more; None where it may now."""
    acts = capabilities_of(account.network).acts
    if acts is None:
        return None
    at = nth_done(uow, account.tenant_id, account.id, number=acts.sends)
    return at + acts.within if at is not None and at + acts.within > uow.now else None


def leave_moderation(uow: UnitOfWork, row: Moderation) -> None:
    """Leave the work for one act."""
    uow.defer(
        MODERATE,
        tenant_id=row.tenant_id,
        payload={"tenant_id": str(row.tenant_id), "moderation_id": str(row.id)},
    )


def _ask(uow: UnitOfWork, message: Message, act: Act, *, rule: str | None) -> None:
    row = Moderation(
        id=new_id(),
        tenant_id=message.tenant_id,
        account_id=message.account_id,
        message_id=message.id,
        act=act.value,
        rule=rule,
        asked_at=uow.now,
        asked_by=uow.actor.user_id,
        state="waiting",
        tries=0,
        next_try_at=uow.now,
    )
    uow.session.add(row)
    uow.audit("message.moderation_asked", message, act=act.value, rule=rule)
    leave_moderation(uow, row)


def _record(uow: UnitOfWork, tenant_id: UUID, moderation_id: UUID, problem: ChannelProblem | None) -> None:
    row = finish_work(uow, Moderation, tenant_id, moderation_id)
    if row is None:
        return  # somebody else has brought it to its end meanwhile
    if problem is None:
        row.state, row.done_at, row.failure = "done", uow.now, None
        uow.audit("message.moderated", row, act=row.act)
        return
    put_off(uow, row, problem, most=MOST_TRIES, given_up=GIVEN_UP)
    if row.state == "failed":
        uow.audit("message.moderation_failed", row, act=row.act)
