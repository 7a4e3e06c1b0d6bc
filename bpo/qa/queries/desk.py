"""What a reviewer has in front of them: the thread as it stood, the check's findings, the guide of that day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from bpo.channels.models import ChannelAccount
from bpo.channels.queries import get_account
from bpo.conversations.models import Attachment, ConversationAct, CustomerIdentity, Message
from bpo.conversations.queries.attachments import attachments_of
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction, Visibility
from bpo.language.deep import found_before
from bpo.language.engine import check, in_order
from bpo.language.types import Context, Finding
from bpo.qa.models import AutomaticCheck, Review, Sample
from bpo.qa.rules.reading import Standing, is_likely, standing
from bpo.tenants.queries import compiled_rules_of, find_rules_version

THREAD_SHOWN = 60
LATER_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Desk:
    """One reply, or one dismissal, with all that is needed to judge it. `message` is the reply."""

    account: ChannelAccount
    conversation_id: UUID
    message: Message | None
    text: str  # of the reply: where it was sent in parts, of all of them
    act: ConversationAct | None
    before: list[Message]  # as it stood, in order; the reply is the last of them
    earlier: int  # how many more there were before these
    later: list[Message]
    pictures: Mapping[UUID, list[Attachment]]  # of these messages
    names: Mapping[str, str | None]  # of customers, by the network's id
    findings: tuple[Finding, ...]
    standing: Standing | None  # of the reply with the reader
    rules_version: int | None
    guide: Mapping[str, Any]  # the content of that version


def desk_of(uow: UnitOfWork, work: Sample) -> Desk:
    """Everything about a sample; its author is not told apart from other agents here."""
    message = _find(uow, Message, work.tenant_id, work.message_id)
    act = _find(uow, ConversationAct, work.tenant_id, work.act_id)
    if message is None and act is None:
        raise NotFound
    conversation_id = message.conversation_id if message else act.conversation_id
    until = (message.posted_at, message.id) if message else (act.at, None)
    before, earlier = _before(uow, work.tenant_id, conversation_id, until)
    later = _later(uow, work.tenant_id, conversation_id, until)
    parts = _parts_after(message, later) if message else []
    whole = "\n".join(one.text for one in (message, *parts) if one and one.text)
    account = get_account(uow, work.account_id)
    names = _names(uow, work.tenant_id, account.network, [*before, *later])
    rules = find_rules_version(uow, work.tenant_id, version=work.rule_set_version, at=work.done_at)
    findings: tuple[Finding, ...] = ()
    stands: Standing | None = None
    if message is not None:
        asked = next((one for one in reversed(before) if one.direction == Direction.IN.value), None)
        checked = check(
            whole,
            compiled_rules_of(uow, work.tenant_id, rules),
            Context(
                network=account.network,
                public=message.visibility == Visibility.PUBLIC.value,
                reply_to=asked.text if asked else None,
                customer_name=names.get(asked.author_id) if asked else None,
                earlier=tuple(
                    one.text
                    for one in before[:-1]
                    if one.direction == Direction.OUT.value and not one.automatic
                ),
            ),
        )
        kept = uow.session.scalars(
            select(AutomaticCheck).where(
                AutomaticCheck.tenant_id == work.tenant_id, AutomaticCheck.message_id == message.id
            )
        ).first()
        findings = in_order((*checked.findings, *_read_of(kept, message)))
        state = kept.reader_state if kept else None
        stands = standing(state, posted_at=message.posted_at, now=uow.now)
    return Desk(
        account=account,
        conversation_id=conversation_id,
        message=message,
        text=whole,
        act=act,
        before=before,
        earlier=earlier,
        later=[one for one in later if one not in parts],
        pictures=attachments_of(uow, work.tenant_id, [one.id for one in (*before, *later)]),
        names=names,
        findings=findings,
        standing=stands,
        rules_version=rules.version if rules else None,
        guide=rules.content if rules else {},
    )


def _parts_after(message: Message, later: list[Message]) -> list[Message]:
    """The parts in which a reply went on; what customers wrote in between is none of it."""
    parts: list[Message] = []
    for one in later if message.part_no == 1 else []:
        if one.part_no == len(parts) + 2:
            parts.append(one)
        elif one.part_no == 1:
            break
    return parts


def _read_of(kept: AutomaticCheck | None, message: Message) -> list[Finding]:
    """What the reader found in the reply when it read it: nothing is read while somebody waits for the desk."""
    found = [one for one in kept.findings if is_likely(one)] if kept and message.text else []
    return [found_before(one, message.text) for one in found]


def sample_of(uow: UnitOfWork, review: Review) -> Sample:
    """The sample that a review is of; for the vendor's people."""
    return uow.session.scalars(
        select(Sample).where(Sample.tenant_id == review.tenant_id, Sample.id == review.sample_id)
    ).one()


def list_recent_replies(
    uow: UnitOfWork, tenant_id: UUID, *, after: tuple[datetime, UUID] | None = None, limit: int
) -> list[tuple[Message, bool, str, str]]:
    """People's latest replies by when they became known, and whether each is in the queue or reviewed."""
    known = (
        select(Sample.id)
        .where(Sample.tenant_id == Message.tenant_id, Sample.message_id == Message.id)
        .exists()
    )
    query = (
        select(Message, known, ChannelAccount.network, ChannelAccount.handle)
        .join(
            ChannelAccount,
            and_(ChannelAccount.tenant_id == Message.tenant_id, ChannelAccount.id == Message.account_id),
        )
        .where(
            Message.tenant_id == tenant_id,
            Message.direction == Direction.OUT.value,
            Message.automatic.is_(False),
            Message.agent.is_not(None),
            func.coalesce(Message.part_no, 1) == 1,
        )
    )
    if after is not None:
        at, last = after
        query = query.where(or_(Message.ingested_at < at, and_(Message.ingested_at == at, Message.id < last)))
    newest = (Message.ingested_at.desc(), Message.id.desc())
    return [
        (row[0], row[1], row[2], row[3]) for row in uow.session.execute(query.order_by(*newest).limit(limit))
    ]


def _find(uow: UnitOfWork, model: Any, tenant_id: UUID, row_id: UUID | None) -> Any:  # noqa: ANN401 -- one of two mapped classes
    if row_id is None:
        return None
    return uow.session.scalars(select(model).where(model.tenant_id == tenant_id, model.id == row_id)).first()


def _before(
    uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID, until: tuple[datetime, UUID | None]
) -> tuple[list[Message], int]:
    at, last = until
    at_end = Message.posted_at < at if last else Message.posted_at <= at
    if last:
        at_end = or_(at_end, and_(Message.posted_at == at, Message.id <= last))
    of_it = (Message.tenant_id == tenant_id, Message.conversation_id == conversation_id, at_end)
    query = select(Message).where(*of_it).order_by(Message.posted_at.desc(), Message.id.desc())
    rows = list(uow.session.scalars(query.limit(THREAD_SHOWN)))
    total = len(rows)
    if total == THREAD_SHOWN:
        total = uow.session.scalar(select(func.count()).select_from(Message).where(*of_it)) or 0
    return rows[::-1], total - len(rows)


def _later(
    uow: UnitOfWork, tenant_id: UUID, conversation_id: UUID, until: tuple[datetime, UUID | None]
) -> list[Message]:
    at, last = until
    later = Message.posted_at > at
    if last:
        later = or_(later, and_(Message.posted_at == at, Message.id > last))
    query = (
        select(Message)
        .where(Message.tenant_id == tenant_id, Message.conversation_id == conversation_id, later)
        .order_by(Message.posted_at, Message.id)
        .limit(LATER_SHOWN)
    )
    return list(uow.session.scalars(query))


def _names(
    uow: UnitOfWork, tenant_id: UUID, network: str, messages: list[Message]
) -> Mapping[str, str | None]:
    authors = {one.author_id for one in messages if one.direction == Direction.IN.value}
    rows = uow.session.execute(
        select(CustomerIdentity.external_id, CustomerIdentity.name).where(
            CustomerIdentity.tenant_id == tenant_id,
            CustomerIdentity.network == network,
            CustomerIdentity.external_id.in_(sorted(authors)),
        )
    )
    return {row.external_id: row.name for row in rows}
