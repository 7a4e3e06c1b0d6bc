"""A comment under a brand's videos on YouTube as a message, and which threads are to be read again.

A thread is a comment and what answers it, all at one depth: whatever is answered, the answer stands under the thread's
first. Threads are listed by the time of their first comment, so what answers an older one shows in the number of its
answers only; those that are young enough are kept in mind with that number.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import NAME_LIMIT, parse_message
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

YOUTUBE_COMMENT = "youtube.comment"
KEPT = (
    "authorDisplayName",
    "authorChannelId",
    "textDisplay",
    "textOriginal",
    "publishedAt",
    "parentId",
    "videoId",
)
NOT_READ = -1  # instead of a number of answers: there are some that were not read yet
MOST_WATCHED = 500
WATCHED_FOR = timedelta(days=14)  # since somebody last wrote there
Watched = dict[str, list[Any]]  # of a thread: how many answers it had, and when somebody last wrote there


def envelope(comment: Mapping[str, Any], *, account: str, own_id: str, video: str | None) -> dict[str, Any]:
    """What is stored of a comment: what is read of it as it came, who we were, and the video it stands under."""
    snippet = comment["snippet"]
    kept = {name: snippet[name] for name in KEPT if name in snippet}
    return {"account": account, "own_id": own_id, "id": comment["id"], "comment": kept, "video": video}


def read_comment(body: object) -> IncomingMessage:
    """The message in a stored comment. Beneath a customer's text stands where it is."""
    try:
        stored = cast("Mapping[str, Any]", body)
        comment, identifier = stored["comment"], str(stored["id"])
        author = author_of(comment)
        is_own = author is not None and author == stored["own_id"]
        text = _clean(said(comment))
        address = None if is_own else address_of(identifier, stored.get("video"))
        at = instant_of(comment["publishedAt"])
        name = _clean(str(comment.get("authorDisplayName") or ""))[:NAME_LIMIT]
        message = {
            "id": identifier,
            "account": stored["account"],
            "conversation": thread_of(identifier),
            "direction": "out" if is_own else "in",
            # Whoever closed their channel is nobody: each such comment is somebody else's.
            "author": {"id": author or f"nobody of {identifier}", "name": name or None},
            "text": "\n\n".join(part for part in (text, address) if part),
            "posted_at": at.isoformat() if at else None,
            "in_reply_to": comment.get("parentId"),
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise Invalid(N_("This is no comment as YouTube sends them.")) from error
    return parse_message(message)


def author_of(comment: Mapping[str, Any]) -> str | None:
    """The channel of who wrote a comment."""
    channel = comment.get("authorChannelId")
    value = channel.get("value") if isinstance(channel, dict) else None
    return value if isinstance(value, str) and value else None


def said(comment: Mapping[str, Any]) -> str:
    """A comment's text: as it was typed where that is ours to see, else as it is shown."""
    return str(comment.get("textOriginal") or comment["textDisplay"])


def is_text(comment: Mapping[str, Any], text: str) -> bool:
    """Whether a comment says this, however it is spaced."""
    return said(comment).split() == text.split()


def thread_of(identifier: str) -> str:
    """The first comment of the thread in which one stands: an answer bears its id and another after a dot."""
    return identifier.partition(".")[0]


def address_of(identifier: str, video: object) -> str | None:
    """Where people read a comment."""
    if not isinstance(video, str) or not video:
        return None
    return f"https://www.youtube.com/watch?v={video}&lc={identifier}"


def instant_of(value: object) -> datetime | None:
    """An instant as YouTube writes it; None where it is none."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at.astimezone(UTC) if at is not None and at.tzinfo else None


def has_news(watched: Watched, thread: str, *, count: int, newest: datetime) -> bool:
    """Whether the answers of a thread are to be read."""
    known = watched.get(thread)
    if known is None:
        return count > 0
    return count != known[0] or newest > datetime.fromisoformat(known[1])


def in_turn(watched: Watched, seen: Collection[str]) -> list[str]:
    """Which of the threads kept in mind to ask about next, beside those just seen: what was not read, then the rest."""
    waiting = [one for one in watched if one not in seen]
    return sorted(waiting, key=lambda one: watched[one][0] != NOT_READ)


def watch(watched: Watched, seen: Iterable[tuple[str, int, datetime]], *, now: datetime) -> Watched:
    """The threads to keep in mind, those seen last at the end; the oldest go."""
    found = dict(watched)
    for thread, count, newest in seen:
        found.pop(thread, None)
        found[thread] = [count, newest.isoformat()]
    by_age = sorted(found, key=lambda one: datetime.fromisoformat(found[one][1]), reverse=True)
    young = {
        one for one in by_age[:MOST_WATCHED] if datetime.fromisoformat(found[one][1]) > now - WATCHED_FOR
    }
    return {thread: told for thread, told in found.items() if thread in young}


def _clean(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
