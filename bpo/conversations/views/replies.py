"""Replies that are under way or have just gone, as the page tells of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bpo.channels.models import Delivery
from bpo.channels.queries.deliveries import deliveries_of
from bpo.conversations import labels
from bpo.conversations.models import Conversation, Draft
from bpo.conversations.queries.drafts import list_drafts
from bpo.conversations.rules.drafts import DraftState
from bpo.conversations.views.reply_pictures import ReplyPictureLine, reply_pictures_of
from bpo.conversations.wording import said
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.queries import list_names
from bpo.tenants.models import Tenant

MINE_SHOWN_FOR = timedelta(hours=12)  # how long a sent reply stays beside the composer
WORTH_SAYING = timedelta(minutes=1)  # of a wait


@dataclass(frozen=True)
class Reply:
    """A reply under way or just gone, as everybody of the vendor sees it."""

    row: Draft
    who: str
    is_own: bool
    name: str
    badge: str
    icon: str
    means: str
    failure: str | None
    state: str  # as its deliveries stand at this moment
    is_live: bool  # its state may change by itself at any moment
    url: str | None
    parts: Sequence[tuple[str, str]]  # of one in several messages: where each is, and the kind of its badge
    pictures: Sequence[ReplyPictureLine]
    unsettled: Sequence[Delivery]  # what somebody who manages deliveries can do something about


def replies_of(uow: UnitOfWork, tenant: Tenant, conversation: Conversation) -> list[Reply]:
    """Replies that are under way, ended badly or went out not long ago; the latest last."""
    shown = [
        draft
        for draft in list_drafts(uow, conversation)
        if draft.submitted_at is not None and _is_news(draft, uow.now)
    ]
    parts = deliveries_of(uow, conversation.tenant_id, [draft.id for draft in shown])
    names = list_names(uow, {draft.author_id for draft in shown})
    pictures = reply_pictures_of(uow, tenant, conversation, [draft.id for draft in shown])
    return [
        _reply(uow, draft, parts.get(draft.id, []), names, pictures.get(draft.id, []))
        for draft in reversed(shown)
    ]


def _is_news(draft: Draft, now: datetime) -> bool:
    state = DraftState(draft.state)
    if state is DraftState.SENT:
        return draft.sent_at is not None and now - draft.sent_at < MINE_SHOWN_FOR
    return state not in {DraftState.OPEN, DraftState.DISCARDED}


def _reply(
    uow: UnitOfWork,
    draft: Draft,
    parts: list[Delivery],
    names: dict[Any, str],
    pictures: list[ReplyPictureLine],
) -> Reply:
    state = _state_now(draft, parts)
    name, badge, icon, means = labels.DRAFT_STATES[state]
    failure = _failure(draft, parts, state, uow.now)
    return Reply(
        row=draft,
        who=names.get(draft.author_id, ""),
        is_own=draft.author_id == uow.actor.user_id,
        name=_(name),
        badge=badge,
        icon=icon,
        means=_(means),
        failure=said(failure, None) if failure else None,
        state=state,
        is_live=state in {DraftState.SENDING.value, DraftState.HELD.value},
        url=next((one.remote_url for one in parts if one.remote_url), None),
        parts=[_part(one) for one in parts if one.parts > 1],
        pictures=pictures,
        unsettled=[one for one in parts if one.state == state] if len(parts) > 1 else parts,
    )


def _part(part: Delivery) -> tuple[str, str]:
    name, kind = labels.PART_STATES[part.state]
    return _(name, no=part.part_no, number=part.parts), kind


def _failure(draft: Draft, parts: list[Delivery], state: str, now: datetime) -> str | None:
    """What went wrong: of one that ended badly, that waits for longer than a moment, or that stands there unseen."""
    told = next((one.failure for one in parts if one.failure), None)
    if state in {DraftState.FAILED, DraftState.UNKNOWN}:
        return draft.failure or told
    waits = any(one.state == "queued" and one.next_attempt_at - now >= WORTH_SAYING for one in parts)
    return told if waits or state == DraftState.SENT else None


def _state_now(draft: Draft, parts: list[Delivery]) -> str:
    """A reply that is tried again is on its way, though its draft still says how the first try ended."""
    ended = draft.state in {DraftState.FAILED.value, DraftState.UNKNOWN.value}
    if ended and parts and all(part.state in {"queued", "sending", "sent"} for part in parts):
        return DraftState.SENDING.value
    return draft.state
