"""Doing the same to all that are ticked in the queue; what is dismissed can be hidden on its network with it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import flash, g, redirect, request
from flask.typing import ResponseReturnValue

from bpo.conversations import labels
from bpo.conversations.operations import many
from bpo.conversations.operations.acts import DismissalReason
from bpo.conversations.operations.many import Bulk, Deed
from bpo.conversations.queries.moderations import waiting_to_hide
from bpo.conversations.schemas import BulkForm
from bpo.conversations.views.claims import until_when
from bpo.conversations.views.moderation import rule_options
from bpo.conversations.views.pages import blp
from bpo.conversations.views.queue import back_to_queue
from bpo.core.errors import Invalid, Problem
from bpo.core.i18n import current_locale, ngettext
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_brands
from bpo.web.forms import FormResult, load
from bpo.web.guard import requires
from bpo.web.ordering import alphabet_key
from bpo.web.render import render


@blp.post("/queue/bulk")
@requires(Permission.CONVERSATION_SERVE)
def do_to_many() -> ResponseReturnValue:
    """Do the same to all that are ticked."""
    uow = cast("UnitOfWork", g.uow)
    form = load(BulkForm(), request.form)
    back = back_to_queue(request.form.get("back", ""))
    if form.data is None or not form.data["item"]:
        flash(_("Tick the conversations first."), "bad")
        return redirect(back, code=303)
    deed: Deed = form.data["deed"]
    items = _items(uow, form.data["item"])
    if deed is Deed.DISMISS and form.data["hide"] and form.data.get("reason"):
        return _ask_for_rules(uow, form, items)
    rules = _rules(form.data["rule"])
    if set(form.data["asked"]) - set(rules):
        return _ask_for_rules(uow, form, items, is_missing=True), 422
    by_slug = {brand.slug: brand.id for brand in list_brands(uow)}
    try:
        until = until_when(uow, form.data) if deed is Deed.SNOOZE else None
        done = many.do_to_many(
            uow,
            deed,
            items,
            until=until,
            reason=form.data.get("reason"),
            hide_by={by_slug[slug]: rule for slug, rule in rules.items() if rule and slug in by_slug},
        )
    except Invalid as error:
        flash(error.text(_), "bad")
        return redirect(back, code=303)
    _tell(deed, done)
    return redirect(back, code=303)


@dataclass(frozen=True)
class Hiding:
    """What of one brand is to be dismissed, and what of it can be hidden by which rules."""

    slug: str
    name: str
    conversations: int
    messages: int
    rules: list[tuple[str, str]]


def _ask_for_rules(
    uow: UnitOfWork, form: FormResult, items: Sequence[tuple[UUID, UUID]], *, is_missing: bool = False
) -> str:
    """The page that asks by which community rule of each brand its messages are hidden."""
    brands = {brand.id: brand for brand in list_brands(uow)}
    chosen: dict[UUID, list[UUID]] = defaultdict(list)
    for tenant_id, conversation_id in items:
        chosen[tenant_id].append(conversation_id)
    locale = str(current_locale())
    shown = [
        Hiding(
            slug=brands[tenant_id].slug,
            name=brands[tenant_id].name,
            conversations=len(ids),
            messages=len(waiting_to_hide(uow, tenant_id, ids)),
            rules=rule_options(uow, tenant_id),
        )
        for tenant_id, ids in chosen.items()
        if uow.actor.may(Permission.CONVERSATION_MANAGE, tenant_id)
    ]
    reason = DismissalReason(form.values["reason"])
    return render(
        "conversations/dismiss_and_hide.html",
        brands=sorted(shown, key=lambda one: alphabet_key(one.name, locale)),
        items=form.values["item"],
        reason=reason.value,
        reason_name=_(labels.REASONS[reason.value]),
        picked=_rules(form.values["rule"]),
        is_missing=is_missing,
        back=form.values.get("back", ""),
        back_url=back_to_queue(form.values.get("back", "")),
    )


def _rules(words: Iterable[str]) -> dict[str, str]:
    """The chosen rules by brand: `slug/rule` each, without a rule where nothing is to be hidden."""
    return {slug: rule for slug, _slash, rule in (word.partition("/") for word in words)}


def _items(uow: UnitOfWork, words: list[str]) -> list[tuple[UUID, UUID]]:
    """The ticked lines: `slug/id` each."""
    brands = {brand.slug: brand.id for brand in list_brands(uow)}
    found = []
    for word in words:
        slug, _slash, own_id = word.partition("/")
        try:
            found.append((brands[slug], UUID(own_id)))
        except (KeyError, ValueError):
            continue  # of a brand that is no longer the reader's
    return found


DONE: dict[Deed, Callable[[int], str]] = {
    Deed.CLAIM: lambda n: ngettext(
        "%(n)s conversation is yours now.", "%(n)s conversations are yours now.", n
    ),
    Deed.RELEASE: lambda n: ngettext(
        "%(n)s conversation is back in the queue.", "%(n)s conversations are back in the queue.", n
    ),
    Deed.SNOOZE: lambda n: ngettext("%(n)s conversation is put off.", "%(n)s conversations are put off.", n),
    Deed.WAKE: lambda n: ngettext(
        "%(n)s conversation is back in the queue.", "%(n)s conversations are back in the queue.", n
    ),
    Deed.DISMISS: lambda n: ngettext(
        "%(n)s conversation is dismissed.", "%(n)s conversations are dismissed.", n
    ),
}


def _tell(deed: Deed, result: Bulk) -> None:
    """What was done, and of the others each reason once."""
    if result.done:
        flash(DONE[deed](len(result.done)), "good")
    if result.hidden:
        flash(
            ngettext(
                "The network is being told to hide %(count)s message.",
                "The network is being told to hide %(count)s messages.",
                result.hidden,
                count=result.hidden,
            ),
            "good",
        )
    for sentence, count in Counter(_sentence(problem) for _one, problem in result.refused).items():
        left = ngettext(
            "%(n)s was left as it is: %(why)s", "%(n)s were left as they are: %(why)s", count, why=sentence
        )
        flash(left, "warn")


def _sentence(problem: Problem) -> str:
    return problem.text(_)
