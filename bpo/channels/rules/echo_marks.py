"""By what a network lets us know a reply of ours when it comes back: one rule a network.

Where a network has none of its own, the reply's key as the message's id or mark is the rule. What bears no mark
is told by who wrote the same words in answer to the same message (`operations/echoes.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bpo.channels.rules.capabilities import capabilities_of
from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.read_bluesky import record_key
from bpo.channels.rules.read_facebook import post_of
from bpo.channels.rules.read_instagram import first_of
from bpo.channels.rules.read_mail import marker_of
from bpo.channels.rules.read_market import answer_of
from bpo.channels.rules.read_vk import is_mark_of
from bpo.core.vocabulary import Network, Visibility


@dataclass(frozen=True)
class Written:
    """What a delivery told its network of itself."""

    key: str
    frozen_at: datetime
    remote_id: str | None


Rule = Callable[[Written, IncomingMessage], bool]


def is_marked(network: str, written: Written, message: IncomingMessage) -> bool:
    """Whether a message of ours bears the mark of this delivery."""
    is_review = capabilities_of(network).single_reply
    return _RULES.get(network, _by_place if is_review else _by_key)(written, message)


def thread_of(network: str, known_as: str | None) -> str | None:
    """What all share that stands in one thread, where an answer to an answer comes back as one to its first; else None."""
    rule = _THREADS.get(network)
    return rule(known_as) if rule else None


def comes_back_elsewhere(network: str, message: IncomingMessage) -> bool:
    """Whether this may be a reply of ours to another message than it answers, or is none of ours as it answers nothing."""
    if message.visibility is Visibility.PRIVATE:  # what is said to one person stands in no thread
        return False
    answered = message.in_reply_to
    return thread_of(network, answered) is not None or (answered is None and network in _ALWAYS_ANSWERS)


def is_of_another_kind(network: str, visibility: str, message: IncomingMessage) -> bool:
    """Whether a message cannot be a reply that went out to be read by all, or by one.

    Where an account has both, a person hears the same words in private and under their comment. A bridge need not tell which.
    """
    both = capabilities_of(network).in_private is not None
    return both and visibility != message.visibility.value


def _by_key(written: Written, message: IncomingMessage) -> bool:
    return written.key in {message.external_id, message.mark}


def _by_place(written: Written, message: IncomingMessage) -> bool:
    return (written.remote_id or "").startswith(f"{message.external_id}:")


def _on_bluesky(written: Written, message: IncomingMessage) -> bool:
    return message.external_id.endswith(f"/{record_key(written.key, written.frozen_at)}")


def _in_mail(written: Written, message: IncomingMessage) -> bool:
    return marker_of(written.key, message.author_id) == message.external_id


def _on_vk(written: Written, message: IncomingMessage) -> bool:
    return message.mark is not None and is_mark_of(written.key, message.mark)


_RULES: Mapping[str, Rule] = {
    Network.BLUESKY.value: _on_bluesky,
    Network.EMAIL.value: _in_mail,
    Network.VK.value: _on_vk,
}
_THREADS: Mapping[str, Callable[[str | None], str | None]] = {
    Network.FACEBOOK.value: post_of,
    Network.INSTAGRAM.value: first_of,
    Network.YANDEX_MARKET.value: answer_of,
}
# Where each reply of ours answers a comment.
_ALWAYS_ANSWERS = {Network.FACEBOOK.value, Network.INSTAGRAM.value}
