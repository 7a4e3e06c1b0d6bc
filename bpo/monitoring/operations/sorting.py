"""What people do with mentions: keep, dismiss, take back, label, assign, note; one or many."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may
from bpo.monitoring.models import Mention, MentionNote, MentionView
from bpo.monitoring.queries.mentions import list_for_update
from bpo.monitoring.rules.mentions import MentionState, check_can_sort, check_reason, clean_labels

LONGEST_NOTE = 4000
MOST_AT_ONCE = 500
MOST_KEPT = 30


def keep_mention(uow: UnitOfWork, mention: Mention) -> None:
    """It is worth keeping: it counts and stands in the digest."""
    _decide(uow, mention, MentionState.KEPT, None)


def dismiss_mention(uow: UnitOfWork, mention: Mention, *, reason: str | None) -> None:
    """It is none of ours, for this reason."""
    _decide(uow, mention, MentionState.DISMISSED, check_reason(reason).value)


def renew_mention(uow: UnitOfWork, mention: Mention) -> None:
    """Take back a decision: it is to be sorted again."""
    _decide(uow, mention, MentionState.NEW, None)


def label_mention(
    uow: UnitOfWork, mention: Mention, *, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> None:
    """Put labels on, take labels off."""
    gone = set(clean_labels(list(remove)))
    kept = [one for one in clean_labels([*mention.labels, *add]) if one not in gone]
    if kept != mention.labels:
        mention.labels = kept
        uow.audit("mention.labelled", mention, count=len(kept))


def assign_mention(uow: UnitOfWork, mention: Mention, *, user_id: UUID | None) -> None:
    """Give a mention to somebody who works on this brand's mentions, or to nobody."""
    if user_id is not None and user_id not in list_people_who_may(
        uow, mention.tenant_id, Permission.MENTION_WORK
    ):
        fault = Fault("assignee", N_("This person does not work on the brand's mentions."))
        raise Invalid(N_("It cannot be assigned."), faults=(fault,))
    mention.assignee_id = user_id
    uow.audit("mention.assigned", mention, to=str(user_id) if user_id else None)


def write_note(uow: UnitOfWork, mention: Mention, text: str) -> MentionNote:
    """Write something for colleagues; no client sees it."""
    text = text.strip()
    if not text or len(text) > LONGEST_NOTE:
        fault = Fault("text", N_("A note has between 1 and 4000 characters."))
        raise Invalid(N_("The note cannot be kept."), faults=(fault,))
    note = MentionNote(
        tenant_id=mention.tenant_id,
        mention_id=mention.id,
        text=text,
        written_at=uow.now,
        written_by=uow.actor.user_id,
        written_by_name=uow.actor.name,
    )
    uow.session.add(note)
    uow.audit("mention.noted", mention)
    return note


def sort_many(
    uow: UnitOfWork,
    items: Sequence[tuple[UUID, UUID]],
    *,
    deed: str,
    reason: str | None = None,
    labels: Sequence[str] = (),
) -> tuple[int, int]:
    """Do the same to many mentions, `(brand, id)` each: how many were done, how many were left as they are."""
    if deed == "dismiss":
        check_reason(reason)
    if deed == "label" and not clean_labels(list(labels)):
        raise Invalid(
            N_("Say which label."), faults=(Fault("labels", N_("Missing data for required field.")),)
        )
    asked = list(dict.fromkeys(items))[:MOST_AT_ONCE]
    mentions = list_for_update(uow, asked)
    done = 0
    for mention in mentions:
        try:
            _sort(uow, mention, deed=deed, reason=reason, labels=labels)
        except Conflict:
            continue
        done += 1
    return done, len(items) - done


def _sort(uow: UnitOfWork, mention: Mention, *, deed: str, reason: str | None, labels: Sequence[str]) -> None:
    match deed:
        case "keep":
            keep_mention(uow, mention)
        case "dismiss":
            dismiss_mention(uow, mention, reason=reason)
        case "renew":
            renew_mention(uow, mention)
        case "label":
            label_mention(uow, mention, add=labels)
        case _:
            raise Invalid(N_("There is no such deed."), faults=(Fault("deed", N_("Not a valid choice.")),))


def _decide(uow: UnitOfWork, mention: Mention, state: MentionState, reason: str | None) -> None:
    check_can_sort(mention.state)
    if (mention.state, mention.reason) == (state.value, reason):
        return
    mention.state, mention.reason = state.value, reason
    is_open = state is MentionState.NEW
    mention.decided_at = None if is_open else uow.now
    mention.decided_by = None if is_open else uow.actor.user_id
    uow.audit(f"mention.{state.value}", mention, reason=reason)


def save_view(uow: UnitOfWork, name: str, *, query: dict[str, str]) -> None:
    """Keep a view under a name; one of the same name is replaced."""
    kept = uow.session.scalar(
        select(func.count()).where(MentionView.user_id == uow.actor.user_id, MentionView.name != name)
    )
    if (kept or 0) >= MOST_KEPT:
        raise Conflict(N_("You keep very many views already: remove one first."))
    uow.session.execute(
        insert(MentionView)
        .values(id=new_id(), user_id=uow.actor.user_id, name=name, query=query, created_at=uow.now)
        .on_conflict_do_update(index_elements=["user_id", "name"], set_={"query": query})
    )


def remove_view(uow: UnitOfWork, row: MentionView) -> None:
    """Forget a view."""
    uow.session.delete(row)
