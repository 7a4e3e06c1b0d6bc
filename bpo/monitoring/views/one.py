"""One mention: what was written and by whom, and what is done with it."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.conversations.rules.erasure import is_erased_name
from bpo.core.errors import Invalid
from bpo.core.i18n import N_, current_locale
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Network
from bpo.identity.permissions import Permission, reads_masked
from bpo.identity.queries import list_names, list_people_who_may, wants_keys
from bpo.language.personal_masks import mask
from bpo.monitoring import labels
from bpo.monitoring.models import Mention
from bpo.monitoring.operations import sorting
from bpo.monitoring.operations.converting import accounts_to_answer_from, convert_mention
from bpo.monitoring.queries import mentions as queries
from bpo.monitoring.queries.authors import get_author, tiers_of_author
from bpo.monitoring.queries.mentions import MentionFilter
from bpo.monitoring.queries.watches import list_watches
from bpo.monitoring.rules.mentions import MentionState, marked
from bpo.monitoring.schemas import (
    MentionAssignIn,
    MentionConvertIn,
    MentionDismissIn,
    MentionLabelsIn,
    MentionNoteIn,
)
from bpo.monitoring.views.mentions import show_lines, words
from bpo.monitoring.views.pages import blp, tabs
from bpo.tenants.queries import get_tenant
from bpo.web.forms import load
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.ordering import alphabet_key
from bpo.web.render import render

ONE = "/brands/<slug>/mentions/<uuid:mention_id>"
OTHERS = 5


@blp.get(ONE)
@requires(Permission.MENTION_READ)
def mention(slug: str, mention_id: UUID) -> str:
    """The post, its author, and what can be done with it."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = queries.get_mention(uow, tenant.id, mention_id)
    can_work = g.actor.may(Permission.MENTION_WORK, tenant.id)
    line = queries.get_line(uow, row)
    matches = queries.list_matches(uow, [(tenant.id, row.id)]).get(row.id, [])
    spans = [span for match in matches for span in match.spans]
    names = {one.id: one.name for one in list_watches(uow, [tenant.id], retired=True)}
    author = get_author(uow, tenant.id, row.author_id) if row.author_id else None
    others = []
    if author is not None:
        of_author = MentionFilter(author_id=author.id)
        others = queries.list_mentions(uow, of_author, tenant_ids=[tenant.id], limit=OTHERS + 1)
    people = (
        list_names(uow, set(list_people_who_may(uow, tenant.id, Permission.MENTION_WORK))) if can_work else {}
    )
    locale = str(current_locale())
    return render(
        "monitoring/mention.html",
        tenant=tenant,
        tabs=tabs(tenant, "mentions"),
        row=row,
        line=line,
        title=marked(row.title, [span for span in spans if span[0] < len(row.title)]),
        text=marked(
            mask(row.text) if reads_masked(uow.actor, tenant.id) else row.text,
            spans,
            offset=len(row.title) + 2 if row.title else 0,
        ),
        watches=[(match.watch_id, names[match.watch_id]) for match in matches if match.watch_id in names],
        author=author,
        tiers=[(_(labels.TIERS[one][0]), labels.TIERS[one][1]) for one in tiers_of_author(author)]
        if author
        else [],
        others=show_lines(uow, [one for one in others if one.id != row.id][:OTHERS], {}),
        can_work=can_work,
        may_erase=author is not None
        and not is_erased_name(author.key)
        and uow.actor.is_staff
        and uow.actor.may(Permission.CUSTOMER_ERASE, tenant.id),
        keys_on=not can_work or wants_keys(uow),
        is_open=row.state != MentionState.CONVERTED,
        accounts=[
            (one.key, f"{one.handle} · {show_label(Network(one.network))}")
            for one in (accounts_to_answer_from(uow, row) if can_work else [])
        ],
        people=sorted(
            [(str(own), name) for own, name in people.items()], key=lambda pair: alphabet_key(pair[1], locale)
        ),
        notes=queries.list_notes(uow, row) if can_work else [],
        label_pairs=[(one, one) for one in row.labels],
        reasons=[(key, _(name)) for key, name in labels.REASONS.items()],
        **words(),
    )


@blp.post(f"{ONE}/keep")
@requires(Permission.MENTION_WORK)
def keep(slug: str, mention_id: UUID) -> ResponseReturnValue:
    """It is worth keeping."""
    return _do(slug, mention_id, sorting.keep_mention, N_("The mention is kept."))


@blp.post(f"{ONE}/dismiss")
@requires(Permission.MENTION_WORK)
def dismiss(slug: str, mention_id: UUID) -> ResponseReturnValue:
    """It is none of ours."""
    form = load(MentionDismissIn(), request.form)
    reason = form.data["reason"] if form.data else None
    return _do(
        slug,
        mention_id,
        lambda uow, row: sorting.dismiss_mention(uow, row, reason=reason),
        N_("The mention is dismissed."),
    )


@blp.post(f"{ONE}/renew")
@requires(Permission.MENTION_WORK)
def renew(slug: str, mention_id: UUID) -> ResponseReturnValue:
    """Take back a decision."""
    return _do(slug, mention_id, sorting.renew_mention, N_("The mention is to be sorted again."))


@blp.post(f"{ONE}/labels")
@requires(Permission.MENTION_WORK)
def label(slug: str, mention_id: UUID) -> ResponseReturnValue:
    """Put labels on, take labels off."""
    form = load(MentionLabelsIn(), request.form)
    told = form.data or {"add": [], "remove": []}
    return _do(
        slug,
        mention_id,
        lambda uow, row: sorting.label_mention(uow, row, add=told["add"], remove=told["remove"]),
        N_("The labels are kept."),
    )


@blp.post(f"{ONE}/assign")
@requires(Permission.MENTION_WORK)
def assign(slug: str, mention_id: UUID) -> ResponseReturnValue:
    """Give it to somebody, or to nobody."""
    form = load(MentionAssignIn(), request.form)
    person = form.data["assignee"] if form.data else None
    return _do(
        slug,
        mention_id,
        lambda uow, row: sorting.assign_mention(uow, row, user_id=person),
        N_("The mention is assigned."),
    )


@blp.post(f"{ONE}/notes")
@requires(Permission.MENTION_WORK)
def write_note(slug: str, mention_id: UUID) -> ResponseReturnValue:
    """Write something for colleagues."""
    form = load(MentionNoteIn(), request.form)
    text = form.data["text"] if form.data else ""
    return _do(slug, mention_id, lambda uow, row: sorting.write_note(uow, row, text), N_("The note is kept."))


@blp.post(f"{ONE}/convert")
@requires(Permission.MENTION_WORK)
def convert(slug: str, mention_id: UUID) -> ResponseReturnValue:
    """Make a conversation of it, and open that."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = queries.get_mention(uow, tenant.id, mention_id)
    form = load(MentionConvertIn(), request.form)
    try:
        row = convert_mention(uow, row, account=form.data["account"] if form.data else "")
    except Invalid as error:
        flash(error.text(_), "bad")
        return redirect(url_for("monitoring.mention", slug=slug, mention_id=mention_id), code=303)
    flash(_("The mention is a conversation now and waits in the queue."), "good")
    there = url_for("conversations.conversation", slug=slug, conversation_id=row.conversation_id)
    return redirect(there, code=303)


def _do(
    slug: str, mention_id: UUID, deed: Callable[[UnitOfWork, Mention], object], said: str
) -> ResponseReturnValue:
    """Do something with a mention, locked, and go back to it."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    queries.get_mention(uow, tenant.id, mention_id)
    (row,) = queries.list_for_update(uow, [(tenant.id, mention_id)])
    try:
        deed(uow, row)
    except Invalid as error:
        flash(error.text(_), "bad")
    else:
        flash(_(said), "good")
    return redirect(url_for("monitoring.mention", slug=slug, mention_id=mention_id), code=303)
