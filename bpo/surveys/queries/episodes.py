"""A closed episode as the surveys see it: who answered, what was dismissed, what it looked like in public."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bpo.conversations.models import Conversation, ConversationAct, Episode, Message, Turn
from bpo.conversations.rules.reading import read_message
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction, LanguageCode, Sentiment, Visibility
from bpo.surveys.rules.mood import public_mood
from bpo.tenants.queries import get_languages

MOST_READ = 50  # customer messages of an episode, the latest; reading them is the dear part
LONGEST_TEXT = 2000


@dataclass(frozen=True)
class ClosedEpisode:
    """What an episode comes to. `language` is the customer's, among those that we can ask in."""

    answered_turns: int
    dismissals: frozenset[str]
    agent: str | None
    language: str
    mood: Sentiment | None


def find_closing(uow: UnitOfWork, conversation: Conversation) -> ConversationAct | None:
    """The act that closed a conversation last."""
    return uow.session.scalars(
        select(ConversationAct)
        .where(
            ConversationAct.tenant_id == conversation.tenant_id,
            ConversationAct.conversation_id == conversation.id,
            ConversationAct.kind == "closed",
        )
        .order_by(ConversationAct.at.desc(), ConversationAct.id.desc())
        .limit(1)
    ).first()


def closed_episode(uow: UnitOfWork, conversation: Conversation, *, at: datetime) -> ClosedEpisode:
    """The episode that was going on, or ended, at an instant."""
    tenant_id = conversation.tenant_id
    episode = uow.session.scalars(
        select(Episode)
        .where(
            Episode.tenant_id == tenant_id,
            Episode.conversation_id == conversation.id,
            Episode.opened_at <= at,
        )
        .order_by(Episode.episode_no.desc())
        .limit(1)
    ).first()
    turns = _turns(uow, conversation, episode.episode_no) if episode else []
    answered = [
        turn for turn in turns if turn.outcome == "answered" and turn.stopped_at and turn.stopped_at <= at
    ]
    acts = [turn.stopped_by for turn in turns if turn.outcome == "dismissed"]
    reasons = uow.session.scalars(
        select(ConversationAct.reason).where(
            ConversationAct.tenant_id == tenant_id, ConversationAct.id.in_(acts)
        )
    )
    language, mood = _read(uow, conversation, since=episode.opened_at if episode else at, until=at)
    return ClosedEpisode(
        answered_turns=len(answered),
        dismissals=frozenset(reason for reason in reasons if reason),
        agent=next((turn.answered_by for turn in reversed(answered) if turn.answered_by), None),
        language=language,
        mood=mood,
    )


def _turns(uow: UnitOfWork, conversation: Conversation, episode_no: int) -> list[Turn]:
    return list(
        uow.session.scalars(
            select(Turn)
            .where(
                Turn.tenant_id == conversation.tenant_id,
                Turn.conversation_id == conversation.id,
                Turn.episode_no == episode_no,
            )
            .order_by(Turn.started_at, Turn.id)
        )
    )


def _read(
    uow: UnitOfWork, conversation: Conversation, *, since: datetime, until: datetime
) -> tuple[str, Sentiment | None]:
    """The customer's language, by their latest message that has one of ours; and the public mood."""
    spoken = get_languages(uow, conversation.tenant_id)
    said = uow.session.execute(
        select(Message.text, Message.language, Message.visibility)
        .where(
            Message.tenant_id == conversation.tenant_id,
            Message.conversation_id == conversation.id,
            Message.direction == Direction.IN.value,
            Message.automatic.is_(False),
            Message.posted_at >= since,
            Message.posted_at <= until,
        )
        .order_by(Message.posted_at.desc(), Message.id.desc())
        .limit(MOST_READ)
    ).all()
    read = [
        (read_message(row.text[:LONGEST_TEXT], language=row.language, brand_languages=spoken), row.visibility)
        for row in reversed(said)
    ]
    known = [reading.language for reading, _ in read if reading.language in tuple(LanguageCode)]
    ours = next((one for one in spoken if one in tuple(LanguageCode)), LanguageCode.EN.value)
    public = [reading.sentiment for reading, place in read if place == Visibility.PUBLIC.value]
    return (str(known[-1]) if known else ours), public_mood(public)


def conversation_of(uow: UnitOfWork, tenant_id: UUID, message_id: UUID) -> Conversation | None:
    """The conversation that a message is in by now."""
    return uow.session.scalars(
        select(Conversation)
        .join(
            Message,
            (Message.tenant_id == Conversation.tenant_id) & (Message.conversation_id == Conversation.id),
        )
        .where(Message.tenant_id == tenant_id, Message.id == message_id)
    ).first()
