"""Answers: by a personal link, without signing in; and brought by systems that ask by themselves.

Whoever holds a link acts as nobody, in one brand and on one channel account. All that is wrong with a link (made
by nobody, run out, another's, of a customer who was erased) is one and the same: there is nothing there.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from bpo.channels.models import ChannelAccount
from bpo.channels.queries import list_accounts
from bpo.conversations.models import Message
from bpo.conversations.queries.workplace import find_by_external_id
from bpo.core.actor import Actor, ActorKind
from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.signed_links import SignedLink, read
from bpo.core.uow import UnitOfWork
from bpo.surveys.events import NegativeAnswer
from bpo.surveys.models import SurveyAnswer, SurveyInvitation
from bpo.surveys.operations.inviting import PURPOSE
from bpo.surveys.queries import closed_episode, find_answer_of, find_brought, find_invitation
from bpo.surveys.queries.episodes import conversation_of
from bpo.surveys.rules.answers import check_answered_at, check_given, is_new_trouble
from bpo.surveys.rules.inviting import InvitationState
from bpo.tenants.models import Tenant

FRESH = timedelta(days=2)  # what was answered before is history, and alarms nobody
ENDED = N_("This link has expired, or is not complete.")
OPEN = frozenset({InvitationState.QUEUED.value, InvitationState.DELIVERED.value})


@dataclass(frozen=True)
class Holder:
    """Who came by a link: nobody, who sees one brand and one account, and may answer one invitation."""

    actor: Actor
    tenant_id: UUID
    invitation_id: UUID


@dataclass(frozen=True)
class Brought:
    """An answer as another system tells it. `account` is `network:handle`, `message` the network's id there."""

    external_id: str
    score: int
    recommend: int | None = None
    comment: str | None = None
    answered_at: datetime | None = None
    language: str | None = None
    account: str | None = None
    message: str | None = None


def hold_link(token: str, *, key: bytes, now: datetime) -> Holder:
    """Whose link this is; Conflict where it opens nothing, whatever the reason."""
    link = read(token, purpose=PURPOSE, key=key, now=now)
    if link is None:
        raise Conflict(ENDED)
    with UnitOfWork(Actor.system(link.tenant_id), now=now) as uow:
        row = find_invitation(uow, link.tenant_id, link.row_id)
        if row is None or not _is_open(row, link, now=now):
            raise Conflict(ENDED)
        actor = Actor(
            ActorKind.ANONYMOUS,
            name="customer",
            tenant_ids=frozenset({row.tenant_id}),
            narrowed={row.tenant_id: frozenset({row.account_id})},
        )
        return Holder(actor, row.tenant_id, row.id)


def _is_open(row: SurveyInvitation, link: SignedLink, *, now: datetime) -> bool:
    return (
        row.act_id == link.recipient
        and row.state in OPEN
        and row.expires_at is not None
        and now < row.expires_at
    )


def keep_answer(
    uow: UnitOfWork,
    invitation: SurveyInvitation,
    *,
    score: int | None,
    recommend: int | None = None,
    comment: str | None = None,
) -> SurveyAnswer:
    """Keep what was answered, or changed, while the link is open. `invitation` is locked: two at once follow each other."""
    if invitation.expires_at is None or uow.now >= invitation.expires_at or invitation.state not in OPEN:
        raise Conflict(ENDED)
    given = check_given(score, recommend, comment)
    row = find_answer_of(uow, invitation)
    before = row.score if row else None
    if row is None:
        row = SurveyAnswer(
            id=new_id(),
            tenant_id=invitation.tenant_id,
            account_id=invitation.account_id,
            invitation_id=invitation.id,
            message_id=invitation.message_id,
            customer_id=invitation.customer_id,
            network=invitation.network,
            language=invitation.language,
            agent=invitation.agent,
            public_mood=invitation.public_mood,
            answered_at=uow.now,
            recorded_at=uow.now,
        )
        uow.session.add(row)
    elif (row.score, row.recommend, row.comment) == (given.score, given.recommend, given.comment):
        return row  # pressed twice
    row.score, row.recommend, row.comment = given.score, given.recommend, given.comment
    row.changed_at = uow.now
    uow.audit("survey.changed" if before else "survey.answered", row, score=row.score, before=before)
    if is_new_trouble(before, row.score):
        uow.emit(NegativeAnswer(row.tenant_id, row.id))
    return row


def bring_answer(uow: UnitOfWork, tenant: Tenant, brought: Brought) -> tuple[SurveyAnswer, bool]:
    """Keep an answer that another system asked for; with whether it is new. Told twice it is kept once."""
    given = check_given(brought.score, brought.recommend, brought.comment)
    answered_at = check_answered_at(brought.answered_at or uow.now, now=uow.now)
    account = _account(uow, tenant.id, brought.account)
    message = _message(uow, tenant.id, account, brought)
    conversation = conversation_of(uow, tenant.id, message.id) if message else None
    episode = closed_episode(uow, conversation, at=answered_at) if conversation else None
    stored = uow.session.scalar(
        insert(SurveyAnswer)
        .values(
            tenant_id=tenant.id,
            id=new_id(),
            account_id=account.id if account else None,
            external_id=brought.external_id,
            message_id=message.id if message else None,
            customer_id=conversation.customer_id if conversation else None,
            network=account.network if account else None,
            language=brought.language or (episode.language if episode else None),
            agent=episode.agent if episode else None,
            public_mood=episode.mood if episode else None,
            score=given.score,
            recommend=given.recommend,
            comment=given.comment,
            answered_at=answered_at,
            changed_at=answered_at,
            recorded_at=uow.now,
        )
        .on_conflict_do_nothing(index_elements=["tenant_id", "external_id"])
        .returning(SurveyAnswer.id)
    )
    if stored is None:
        return _known(uow, tenant.id, brought), False
    row = uow.session.get_one(SurveyAnswer, (tenant.id, stored))
    uow.audit("survey.brought", row, score=row.score)
    if is_new_trouble(None, row.score) and answered_at >= uow.now - FRESH:
        uow.emit(NegativeAnswer(row.tenant_id, row.id))
    return row, True


def _known(uow: UnitOfWork, tenant_id: UUID, brought: Brought) -> SurveyAnswer:
    row = find_brought(uow, tenant_id, brought.external_id)
    if row is None:
        raise Conflict(N_("An answer of this id is just being kept: ask again."))
    if (row.score, row.recommend) != (brought.score, brought.recommend):
        raise Conflict(
            N_("Another answer of this id is kept already; answers that were brought do not change.")
        )
    return row


def _account(uow: UnitOfWork, tenant_id: UUID, key: str | None) -> ChannelAccount | None:
    if key is None:
        return None
    found = next((one for one in list_accounts(uow, tenant_id, retired=True) if one.key == key), None)
    if found is None:
        fault = Fault("account", N_("The brand has no such account."))
        raise Invalid(N_("The answer cannot be kept."), faults=(fault,))
    return found


def _message(
    uow: UnitOfWork, tenant_id: UUID, account: ChannelAccount | None, brought: Brought
) -> Message | None:
    if brought.message is None:
        return None
    found = find_by_external_id(uow, tenant_id, account.id, brought.message) if account else None
    if found is None:
        message = (
            N_("There is no such message on this account.")
            if account
            else N_("Name the account that the message is on.")
        )
        raise Invalid(N_("The answer cannot be kept."), faults=(Fault("message", message),))
    return found
