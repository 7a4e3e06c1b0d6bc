"""Guides for programs: trials of changed ones (ordering, how they stand, what they list), and the vendor's words."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from flask import g
from flask_smorest import Blueprint

from bpo.core.uow import UnitOfWork
from bpo.guides.models import GuideTrial
from bpo.guides.operations.drafting import guide_in_force, read_draft, text_of
from bpo.guides.operations.trials import cancel_trial, check_sees_all, order_trial, resume_trial
from bpo.guides.operations.vendor_words import add_vendor_word, take_back_vendor_word
from bpo.guides.queries.trials import count_by_rule, find_running_trial, get_trial, list_lines, list_trials
from bpo.guides.queries.vendor_words import get_vendor_word, list_vendor_words, offered_vendor_words
from bpo.guides.rules.precision import DAYS
from bpo.guides.rules.trials import STALLED_AFTER, Effect, TrialState
from bpo.guides.schemas import (
    TrialIn,
    TrialListOut,
    TrialListQuery,
    TrialOut,
    TrialRepliesOut,
    TrialRepliesQuery,
    VendorWordIn,
    VendorWordOut,
    VendorWordsOut,
    WholeTrialOut,
)
from bpo.identity.permissions import Permission
from bpo.tenants.models import Tenant, VendorWord
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.paging import decode_cursor, page_of

blp = Blueprint(
    "guides_api", __name__, url_prefix="/api/v1", description="Changed guides, tried on sent replies"
)
OWN = (
    *("id", "state", "ordered_at", "side", "since", "until", "finished_at", "base_version"),
    *("total", "done", "as_read", "stopped", "let_through", "otherwise"),
)


@blp.post("/brands/<slug>/guide/trials")
@requires(Permission.GUIDE_TRY)
@blp.arguments(TrialIn)
@blp.response(202, TrialOut)
def order(body: dict[str, Any], slug: str) -> dict[str, Any]:
    """Have a changed guide tried on the replies of the last month, off the request.

    Asked again with the same guide while that trial runs, it is answered with that trial; another guide has to wait.
    """
    uow = cast("UnitOfWork", g.uow)
    tenant = _tenant(uow, slug)
    content = read_draft(uow, tenant, body["guide"].replace("\r\n", "\n"))
    running = find_running_trial(uow, tenant.id)
    if running is not None and running.content == content:
        return _shown(uow, running, _base(uow, tenant.id))
    return _shown(uow, order_trial(uow, tenant, content), _base(uow, tenant.id))


@blp.get("/brands/<slug>/guide/trials")
@requires(Permission.GUIDE_TRY)
@blp.arguments(TrialListQuery, location="query")
@blp.response(200, TrialListOut)
def list_of_brand(query: dict[str, Any], slug: str) -> dict[str, Any]:
    """List what was tried, the latest first."""
    uow = cast("UnitOfWork", g.uow)
    tenant = _tenant(uow, slug)
    base = _base(uow, tenant.id)
    rows = list_trials(uow, tenant.id, after=_after(query), limit=query["limit"] + 1)
    page = page_of(rows, size=query["limit"], key=lambda row: (row.ordered_at, row.id))
    return {"items": [_shown(uow, one, base) for one in page.items], "next_cursor": page.next_cursor}


@blp.get("/brands/<slug>/guide/trials/<uuid:trial_id>")
@requires(Permission.GUIDE_TRY)
@blp.response(200, WholeTrialOut)
def show(slug: str, trial_id: UUID) -> dict[str, Any]:
    """Show how a trial stands, what it tries, and what it told by rule."""
    uow = cast("UnitOfWork", g.uow)
    row = _trial(uow, slug, trial_id)
    rules = []
    for rule, counts in sorted(count_by_rule(uow, row).items()):
        effects = dict.fromkeys((one.value for one in Effect), 0)
        for (_outcome, effect), n in counts.items():
            effects[effect] += n
        rules.append({"rule": rule, **effects})
    return _shown(uow, row, _base(uow, row.tenant_id)) | {"guide": text_of(row.content), "rules": rules}


@blp.post("/brands/<slug>/guide/trials/<uuid:trial_id>/cancel")
@requires(Permission.GUIDE_TRY)
@blp.response(200, TrialOut)
def cancel(slug: str, trial_id: UUID) -> dict[str, Any]:
    """End a trial where it stands; what it has found so far is kept. One that has ended already answers 409."""
    uow = cast("UnitOfWork", g.uow)
    row = _trial(uow, slug, trial_id)
    cancel_trial(uow, row)
    return _shown(uow, row, _base(uow, row.tenant_id))


@blp.post("/brands/<slug>/guide/trials/<uuid:trial_id>/resume")
@requires(Permission.GUIDE_TRY)
@blp.response(202, TrialOut)
def resume(slug: str, trial_id: UUID) -> dict[str, Any]:
    """Have a trial that stands still go on from where it stopped."""
    uow = cast("UnitOfWork", g.uow)
    row = _trial(uow, slug, trial_id)
    resume_trial(uow, row)
    return _shown(uow, row, _base(uow, row.tenant_id))


@blp.get("/brands/<slug>/guide/trials/<uuid:trial_id>/replies")
@requires(Permission.GUIDE_TRY)
@blp.arguments(TrialRepliesQuery, location="query")
@blp.response(200, TrialRepliesOut)
def replies(query: dict[str, Any], slug: str, trial_id: UUID) -> dict[str, Any]:
    """List the replies that the changed guide judges otherwise, the latest first."""
    uow = cast("UnitOfWork", g.uow)
    row = _trial(uow, slug, trial_id)
    asked = {"outcome": query["outcome"], "rule": query["rule"]}
    lines = list_lines(uow, row, **asked, after=_after(query), limit=query["limit"] + 1)
    page = page_of(lines, size=query["limit"], key=lambda one: (one.row.posted_at, one.row.id))
    kept = ("message_id", "posted_at", "language", "outcome", "before", "after", "effects")
    items = [
        {name: getattr(one.row, name) for name in kept}
        | {"text": one.text, "conversation_id": one.conversation_id, "account": f"{one.network}:{one.handle}"}
        for one in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}


@blp.get("/words")
@requires(Permission.WORD_EDIT)
@blp.response(200, VendorWordsOut)
def words() -> dict[str, Any]:
    """List the vendor's words, which spelling knows at every brand, and those that could become so."""
    uow = cast("UnitOfWork", g.uow)
    return {"items": list_vendor_words(uow), "offered": offered_vendor_words(uow, since=_since(uow))}


@blp.post("/words")
@requires(Permission.WORD_EDIT)
@blp.arguments(VendorWordIn)
@blp.response(201, VendorWordOut)
def add_word(body: dict[str, Any]) -> VendorWord:
    """Have spelling know an offered word at every brand. One that is not offered, or is some brand's, answers 409."""
    uow = cast("UnitOfWork", g.uow)
    return add_vendor_word(uow, body["word"], body["language"], since=_since(uow))


@blp.delete("/words/<uuid:word_id>")
@requires(Permission.WORD_EDIT)
@blp.response(204)
def take_back_word(word_id: UUID) -> None:
    """Have spelling doubt a word again."""
    uow = cast("UnitOfWork", g.uow)
    take_back_vendor_word(uow, get_vendor_word(uow, word_id))


def _since(uow: UnitOfWork) -> datetime:
    return uow.now - timedelta(days=DAYS)


def _tenant(uow: UnitOfWork, slug: str) -> Tenant:
    tenant = get_tenant(uow, slug)
    check_sees_all(uow, tenant)
    return tenant


def _trial(uow: UnitOfWork, slug: str, trial_id: UUID) -> GuideTrial:
    return get_trial(uow, _tenant(uow, slug).id, trial_id)


def _after(query: dict[str, Any]) -> tuple[datetime, UUID] | None:
    cursor = query["cursor"]
    return cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None


def _base(uow: UnitOfWork, tenant_id: UUID) -> int | None:
    """The version of the guide in force: whether a trial is of today's guide is asked once for all that are shown."""
    in_force = guide_in_force(uow, tenant_id)
    return in_force.version if in_force else None


def _shown(uow: UnitOfWork, row: GuideTrial, base: int | None) -> dict[str, Any]:
    is_running = row.state == TrialState.RUNNING.value
    is_told = uow.actor.is_staff or row.side == "client"
    return {name: getattr(row, name) for name in OWN} | {
        "ordered_by": row.ordered_by_name if is_told else None,
        "is_stalled": is_running and uow.now - row.moved_at > STALLED_AFTER,
        "is_current": row.base_version == base,
    }
