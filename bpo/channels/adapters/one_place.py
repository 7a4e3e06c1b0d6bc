"""Networks where a review has one place for a reply, and writing there replaces what stands.

What stands is looked at before each write and handed to `before_write`; the platform knows whether somebody here had
read it. Between the look and the write somebody may still be faster: none of these interfaces takes a condition.
"""

from datetime import timedelta

from bpo.channels.adapters.base import Outbound, Rejected, Sent
from bpo.channels.rules.reviews import Reply, is_same_text, reply_id, review_of
from bpo.core.i18n import N_

ANSWERS_NOTHING = N_("On this network a reply answers a review, and this one answers none.")
SKEW = timedelta(minutes=5)


def review_to_answer(out: Outbound) -> str:
    """The review that a reply is for; Rejected where it is for none."""
    review = review_of(out.in_reply_to)
    if review is None:
        raise Rejected(ANSWERS_NOTHING, detail="no review")
    return review


def ours(reply: Reply | None, review: str, out: Outbound) -> Sent | None:
    """The reply, where it stands since our first attempt; the same words from before it are not this one."""
    if reply is None or not is_same_text(reply.text, out.text) or reply.at < out.started_at - SKEW:
        return None
    return Sent(
        reply_id(review, out.text, out.key), posted_at=reply.at, held_back=reply.held_back, note=reply.note
    )
