"""What is said between a person and an account in Instagram's direct messages, in the form of Messenger's (`read_messenger`).

What Instagram alone knows, such as an answer to a story, is told in the text, as a note in brackets. The business's own id
is told by its name too: whoever reads may be shown another id of it than the webhook gives.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.read_facebook import instant_of
from bpo.channels.rules.read_instagram import read_comment
from bpo.channels.rules.read_messenger import NOT_KNOWN, key_of, read_message
from bpo.channels.rules.removals import Removal

INSTAGRAM_ITEM = "instagram.item"  # a comment, or a message
TO_A_STORY = "in answer to a story"
KINDS = {
    "share": "shared post",
    "ig_post": "shared post",
    "reel": "reel",
    "ig_reel": "reel",
    "ig_story": "story",
    "story_mention": "mention in a story",
    "ephemeral": "picture to be seen once",
}
FIELDS = "id,created_time,from,to,message,attachments,shares,story,is_unsupported"


def read_item(body: object) -> IncomingMessage:
    """The message in a stored event, whichever of the two it is."""
    if not isinstance(body, dict) or not isinstance(body.get("event"), dict):
        return read_comment(body)
    return read_message({**body, "event": _in_words(body["event"])})


def as_brought(message: Mapping[str, Any], *, own_id: str, own_name: str | None) -> dict[str, Any]:
    """A message that was read, in the form in which the webhook brings it, so that either is kept once."""
    story = message.get("story") or {}
    kinds = [_kind(one) for one in (message.get("attachments") or {}).get("data") or []]
    kinds += ["share"] if (message.get("shares") or {}).get("data") else []
    kinds += ["story_mention"] if story.get("mention") else []
    said = {
        "mid": message["id"],
        "text": message.get("message"),
        "attachments": [{"type": kind} for kind in kinds],
        "is_unsupported": bool(message.get("is_unsupported")),
    }
    if story.get("reply_to"):
        said["reply_to"] = {"story": {"id": str(story["reply_to"].get("id") or "")}}
    to = next(iter(message["to"]["data"]))
    sender, recipient = (_person(one, own_id, own_name) for one in (message["from"], to))
    at = int(instant_of(message["created_time"]).timestamp() * 1000)
    return {"sender": sender, "recipient": recipient, "timestamp": at, "message": said}


def removal_of(event: Mapping[str, Any], *, account: str) -> Removal | None:
    """That somebody took a message back; None where the event says something else."""
    message = event.get("message")
    if not isinstance(message, dict) or message.get("is_deleted") is not True or not message.get("mid"):
        return None
    key = key_of({"message": {"mid": message["mid"]}})
    try:
        at = datetime.fromtimestamp(cast("float", event.get("timestamp")) / 1000, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return None if key.startswith("unread:") else Removal(account, key, at)


def _in_words(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """The event with what Messenger does not know told in its text."""
    said = event.get("message")
    if not isinstance(said, dict):
        return event
    reply_to, attachments = said.get("reply_to"), said.get("attachments")
    to_a_story = isinstance(reply_to, dict) and bool(reply_to.get("story"))
    text = str(said.get("text") or "")
    lines = [f"[{TO_A_STORY}]"] if to_a_story else []
    lines += [text] if text.strip() else []
    if said.get("is_unsupported") and not text.strip() and not attachments:
        lines.append(NOT_KNOWN)
    if isinstance(attachments, list) and all(isinstance(one, dict) for one in attachments):
        attachments = [{"type": _named(one.get("type"))} for one in attachments]
    return {**event, "message": {**said, "text": "\n".join(lines), "attachments": attachments}}


def _named(kind: object) -> str:
    return KINDS.get(str(kind), str(kind or "file"))


def _kind(attachment: Mapping[str, Any]) -> str:
    """As webhooks call it."""
    told = str(attachment.get("mime_type") or "").partition("/")[0]
    if told in {"image", "video", "audio"}:
        return told
    return next((kind for kind in ("image", "video") if attachment.get(f"{kind}_data")), "file")


def _person(told: Mapping[str, Any], own_id: str, own_name: str | None) -> dict[str, Any]:
    name = told.get("username") or told.get("name")
    is_own = own_name is not None and name == own_name
    return {"id": own_id if is_own else str(told["id"]), "name": name}
