"""Looking behind the links of messages: noted with the message, fetched after it, each by work that may be repeated.

The message never waits. The same address is asked for once a day and brand: who wrote it again is shown what was seen. A look
that ends after its customer was erased is thrown away.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from bpo.channels.adapters import Wire
from bpo.channels.adapters.base import ChannelProblem
from bpo.channels.adapters.pages import Behind, look_behind
from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.web_links import host_in, is_elsewhere, links_in
from bpo.conversations.models import LinkPreview, Message, PreviewSetting
from bpo.conversations.operations.network_work import finish_work, put_off, take_work
from bpo.conversations.queries.previews import (
    allowed_of,
    asked_lately,
    find_seen,
    find_setting,
    next_try_of_same,
)
from bpo.conversations.rules.previews import SPAN, WAITS_FOR, may_ask, may_hold_links
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import OpenUnit, UnitOfWork

FETCH = "conversations.jobs.fetch_preview"
MOST_TRIES = 3
A_MOMENT = timedelta(seconds=5)
HOLD = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
GIVEN_UP = N_("The site could not be reached for too long, so this was given up.")
NOT_ALLOWED = N_("The brand does not let us look behind such links.")
SHOWN = (
    "state",
    "fetched_at",
    "failure",
    "led_to",
    "title",
    "description",
    "content_type",
    "width",
    "height",
)


def note_links(uow: UnitOfWork, tenant_id: UUID, found: Sequence[tuple[UUID, UUID, IncomingMessage]]) -> None:
    """Keep the links of new messages (account, message), where the brand lets us, and leave the looking."""
    told = [
        (account_id, message_id, message.visibility.value, links)
        for account_id, message_id, message in found
        if may_hold_links(message, now=uow.now) and (links := links_in(message.text))
    ]
    if not told:
        return
    allowed = allowed_of(uow, tenant_id)
    for account_id, message_id, visibility, links in told:
        if not allowed.covers(visibility):
            continue
        for place, address in enumerate(links):
            row = LinkPreview(
                id=new_id(),
                tenant_id=tenant_id,
                account_id=account_id,
                message_id=message_id,
                place=place,
                address=address,
                host=host_in(address),
                state="waiting",
                tries=0,
                noted_at=uow.now,
                next_try_at=uow.now,
            )
            uow.session.add(row)
            leave_looking(uow, row)


def leave_looking(uow: UnitOfWork, row: LinkPreview) -> None:
    """Leave the work for one link."""
    payload = {"tenant_id": str(row.tenant_id), "preview_id": str(row.id)}
    uow.defer(FETCH, tenant_id=row.tenant_id, payload=payload)


def fetch_preview(
    open_unit: OpenUnit, tenant_id: UUID, preview_id: UUID, *, wire: Wire, shut: Collection[str] = ()
) -> None:
    """Look behind one link; nothing where it is not due. `shut`: hosts that are not asked, our own among them."""
    with open_unit() as uow:
        address = _take(uow, tenant_id, preview_id)
    if address is None:
        return
    outcome: Behind | ChannelProblem
    try:
        outcome = look_behind(wire, address, shut=shut)
    except ChannelProblem as problem:
        outcome = problem
    with open_unit() as uow:
        _record(uow, tenant_id, preview_id, outcome)


def set_previews(uow: UnitOfWork, tenant_id: UUID, *, in_public: bool, in_private: bool) -> None:
    """Where the brand lets us look behind links from now on; what was seen stays."""
    row = find_setting(uow, tenant_id)
    if row is None:
        row = PreviewSetting(id=new_id(), tenant_id=tenant_id)
        uow.session.add(row)
    row.in_public, row.in_private = in_public, in_private
    row.changed_at, row.changed_by = uow.now, uow.actor.user_id
    uow.audit("previews.set", row, in_public=in_public, in_private=in_private)


def _take(uow: UnitOfWork, tenant_id: UUID, preview_id: UUID) -> str | None:
    """The address to be asked for now; None where nobody is asked, or not yet."""
    uow.session.execute(HOLD, {"key": f"previews {tenant_id}"})  # who is asked is decided one by one
    row = take_work(uow, LinkPreview, tenant_id, preview_id)
    if row is None:
        return None
    message = uow.session.get_one(Message, (tenant_id, row.message_id))
    if not allowed_of(uow, tenant_id).covers(message.visibility):
        row.state, row.failure = "failed", NOT_ALLOWED
        return None
    seen = find_seen(uow, row)
    if seen is not None:
        _show_same(row, seen)
        return None
    if row.noted_at < uow.now - WAITS_FOR:
        row.state, row.failure = "failed", GIVEN_UP
        return None
    another = next_try_of_same(uow, row)
    if another is not None:
        row.next_try_at = max(another, uow.now) + A_MOMENT
    elif not may_ask(row.host, asked_lately(uow, tenant_id)):
        row.next_try_at = uow.now + SPAN
    else:
        row.asked_at = uow.now
        return row.address
    return None


def _show_same(row: LinkPreview, seen: LinkPreview) -> None:
    """What was seen behind the same address."""
    for name in (*SHOWN, "small"):
        setattr(row, name, getattr(seen, name))


def _record(uow: UnitOfWork, tenant_id: UUID, preview_id: UUID, outcome: Behind | ChannelProblem) -> None:
    row = finish_work(uow, LinkPreview, tenant_id, preview_id)
    if row is None:
        return  # erased meanwhile, or somebody else has looked
    if isinstance(outcome, ChannelProblem):
        put_off(uow, row, outcome, most=MOST_TRIES, given_up=GIVEN_UP)
        row.fetched_at = uow.now if row.state == "failed" else None
        return
    row.state, row.fetched_at, row.failure = "kept", uow.now, None
    row.led_to = outcome.address if is_elsewhere(row.address, outcome.address) else None
    row.title, row.description = outcome.head.title, outcome.head.description
    if outcome.picture is not None:
        row.content_type, row.small = outcome.picture.content_type, outcome.picture.small
        row.width, row.height = outcome.picture.width, outcome.picture.height
