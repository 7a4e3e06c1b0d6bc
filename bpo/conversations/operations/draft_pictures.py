"""Pictures of a draft: its author's to add, describe and take out while the text is theirs to change.

Once it is submitted they stay as they are, as its text does: what is approved is frozen by its seals.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from bpo.channels.models import ReplyPicture
from bpo.channels.operations.reply_pictures import add_picture, describe_picture, remove_picture
from bpo.channels.queries import get_account
from bpo.channels.queries.pictures import pictures_of, seals_of
from bpo.conversations.models import Approval, Draft
from bpo.conversations.operations.drafts import hold_row
from bpo.conversations.rules.drafts import check_writable
from bpo.core.errors import Conflict, NotFound, Problem
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork

NOT_AS_SEEN = N_(
    "The pictures of this reply were changed in another window. Look at them, and send it again."
)
NOT_AS_APPROVED = N_("The pictures of this reply are no longer those that were submitted for approval.")


def add_to_draft(uow: UnitOfWork, draft: Draft, raw: bytes, *, alt: str = "") -> ReplyPicture:
    """Add a picture; Invalid with the reason where it cannot go out with this reply."""
    draft = _to_change(uow, draft)
    added = add_picture(uow, get_account(uow, draft.account_id), draft.id, raw, alt=alt)
    draft.saved_at = uow.now
    return added


def add_files(uow: UnitOfWork, draft: Draft, files: Sequence[tuple[str, bytes]]) -> list[tuple[str, Problem]]:
    """Add what was chosen, by name; those that cannot be, with why. One that is bad costs the others nothing."""
    refused: list[tuple[str, Problem]] = []
    for name, raw in files:
        try:
            with uow.session.begin_nested():
                add_to_draft(uow, draft, raw)
        except Problem as problem:
            refused.append((name, problem))
    return refused


def describe(uow: UnitOfWork, draft: Draft, alts: Mapping[UUID, str]) -> None:
    """Say what pictures show; one that is not there any more is passed over."""
    changed = {
        row.id: row for row in _of(uow, draft) if row.id in alts and row.alt != " ".join(alts[row.id].split())
    }
    if changed:
        _to_change(uow, draft)
    for picture_id, row in changed.items():
        describe_picture(row, alts[picture_id])


def remove_from_draft(uow: UnitOfWork, draft: Draft, picture_id: UUID) -> None:
    """Take a picture out; one that is gone already is as it should be."""
    draft = _to_change(uow, draft)
    for row in _of(uow, draft):
        if row.id == picture_id:
            remove_picture(uow, row)
            draft.saved_at = uow.now


def find_of_draft(uow: UnitOfWork, draft: Draft, picture_id: UUID) -> ReplyPicture:
    """A picture of this draft, or NotFound."""
    found = next((row for row in _of(uow, draft) if row.id == picture_id), None)
    if found is None:
        raise NotFound
    return found


def check_as_seen(uow: UnitOfWork, draft: Draft, seen: Sequence[str] | None) -> None:
    """Conflict where the author had other pictures before them than would go out."""
    if seen is not None and list(seen) != [str(row.id) for row in _of(uow, draft)]:
        raise Conflict(NOT_AS_SEEN)


def check_as_approved(uow: UnitOfWork, approval: Approval) -> None:
    """Conflict unless the pictures are those that were submitted."""
    if approval.pictures != [one.as_json() for one in seals_of(uow, approval.tenant_id, approval.draft_id)]:
        raise Conflict(NOT_AS_APPROVED)


def _of(uow: UnitOfWork, draft: Draft) -> list[ReplyPicture]:
    return pictures_of(uow, draft.tenant_id, [draft.id]).get(draft.id, [])


def _to_change(uow: UnitOfWork, draft: Draft) -> Draft:
    held = hold_row(uow, draft)
    if held.author_id != uow.actor.user_id:
        raise Conflict(N_("This draft is somebody else's."))
    check_writable(held.state)
    return held
