"""Replies that wait for approval: the list, and one of them with the thread as it stood when it was submitted.

The vendor's people and the client's come to the same pages; which approvals exist for them is not the
page's question. Who wrote for the brand is a number for the client, as everywhere.
"""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.models import ChannelAccount
from bpo.channels.queries import get_account
from bpo.channels.queries.pictures import pictures_of
from bpo.channels.rules.reply_pictures import Seal
from bpo.conversations import decision_labels, labels
from bpo.conversations.models import Approval
from bpo.conversations.operations.deciding import approve, pass_on, return_to_author
from bpo.conversations.operations.sending import Refused
from bpo.conversations.queries import approvals, thread
from bpo.conversations.rules.approval import ORDER, ApprovalState, Approver, Tier, can_decide
from bpo.conversations.rules.difference import Part, difference
from bpo.conversations.schemas import DecisionIn
from bpo.conversations.views.handoffs import with_faults
from bpo.conversations.views.pages import blp
from bpo.conversations.views.reply_pictures import Address, ReplyPictureLine, address_in, line_of
from bpo.conversations.views.shown import MessageLine, agent_numbers, message_lines
from bpo.conversations.wording import ShownFinding, show_findings, show_kept
from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Network
from bpo.identity.permissions import Permission
from bpo.identity.queries import wants_keys
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant, list_tenants
from bpo.web.forms import FormResult, blank, load
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.render import render

THREAD_SHOWN = 40


@dataclass(frozen=True)
class ApprovalLine:
    """An approval as a line of the list."""

    row: Approval
    tenant: Tenant
    author: str
    is_for_me: bool
    is_own: bool


@dataclass(frozen=True)
class Step:
    """One wait, as its history tells it."""

    row: Approval
    tier: str
    state: str
    badge: str
    parts: tuple[Part, ...]  # where the approver changed it


@dataclass(frozen=True)
class ApprovalPage:
    """Everything that a decision needs to be made on."""

    row: Approval
    brand: Tenant
    account: ChannelAccount
    network: str
    customer: str | None
    author: str
    before: list[MessageLine]  # the thread as it stood
    since: list[MessageLine]
    pictures: list[ReplyPictureLine]  # as they were submitted
    findings: list[ShownFinding]
    steps: list[Step]
    parts: tuple[Part, ...]
    can_decide: bool
    why_not: str | None
    higher: list[tuple[str, str]]  # tiers to pass it on to
    kind: str | None


@blp.get("/approvals")
@requires(Permission.DRAFT_APPROVE)
def approvals_page() -> str:
    """What waits for approval: for the reader, then for others; and what was decided last."""
    uow = cast("UnitOfWork", g.uow)
    brands = {tenant.id: tenant for tenant in list_tenants(uow)}
    lines = [_line(uow, row, brands) for row in approvals.list_waiting(uow, tenant_ids=brands)]
    return render(
        "conversations/approvals.html",
        mine=[line for line in lines if line.is_for_me],
        others=[line for line in lines if not line.is_for_me],
        decided=[_line(uow, row, brands) for row in approvals.list_decided(uow, tenant_ids=brands, limit=20)],
        labels=decision_labels,
        now=uow.now,
    )


@blp.get("/brands/<slug>/approvals/<uuid:approval_id>")
@requires(Permission.DRAFT_APPROVE)
def approval(slug: str, approval_id: UUID) -> str:
    """One reply that waits for approval, or waited."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = approvals.get_approval(uow, tenant.id, approval_id)
    return _page(uow, tenant, row, blank(text=row.decided_text or row.text))


@blp.post("/brands/<slug>/approvals/<uuid:approval_id>")
@requires(Permission.DRAFT_APPROVE)
def decide(slug: str, approval_id: UUID) -> ResponseReturnValue:
    """Approve, approve with an edit, return, or pass on."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = approvals.get_approval(uow, tenant.id, approval_id, for_update=True)
    form = load(DecisionIn(), request.form)
    if form.data is not None:
        try:
            done = act_on(uow, row, form.data)
        except Refused as error:
            return _refused(uow, tenant, approval_id, form, error)
        except Invalid as error:
            form = with_faults(form, error)
        else:
            flash(done, "good")
            back = "conversations.approvals_page" if uow.actor.is_staff else "conversations.waiting"
            return redirect(url_for(back), code=303)
    return _page(uow, tenant, row, form), 422


def act_on(uow: UnitOfWork, row: Approval, data: dict[str, Any], *, via: str = "tool") -> str:
    """Do what was decided; what to say about it."""
    note = data.get("note", "")
    if data["deed"] == "return":
        return_to_author(uow, row, note=note, via=via)
        return _("The reply is returned to its author.")
    if data["deed"] == "pass_on":
        to = pass_on(uow, row, to=data["to"], note=note)
        return _("Passed on. Now asked: %(tier)s.", tier=_(decision_labels.TIERS[to.tier]))
    approve(uow, row, text=data.get("text"), note=note, via=via)
    if row.decided_text is not None:
        return _("The reply is approved with your change and goes out.")
    return _("The reply is approved and goes out.")


def page_of_approval(
    uow: UnitOfWork,
    tenant: Tenant,
    row: Approval,
    *,
    findings: list[ShownFinding] | None = None,
    address: Address | None = None,
) -> ApprovalPage:
    """What a page of one approval shows, to whoever may see it; `address`: where it gets pictures of the reply from."""
    found = thread.get_conversation(uow, tenant.id, row.conversation_id)
    account = get_account(uow, found.account_id)
    identities = [one for one in thread.list_identities(uow, found) if one.network == account.network]
    names = {one.external_id: one.name for one in identities}
    numbers = agent_numbers(uow, found)
    messages = thread.list_messages(uow, found, limit=THREAD_SHOWN)
    lines = message_lines(messages, tenant=tenant, account=account, names=names, numbers=numbers)
    approver = approvals.approver_of(uow, tenant.id)
    return ApprovalPage(
        row=row,
        brand=tenant,
        account=account,
        network=show_label(Network(account.network)),
        customer=(identities[0].name or identities[0].external_id) if identities else None,
        author=author_of(uow, row),
        before=[line for line in lines if line.row.ingested_at <= row.submitted_at],
        since=[line for line in lines if line.row.ingested_at > row.submitted_at],
        pictures=submitted_pictures(uow, row, address or address_in(tenant, found)),
        findings=show_kept(row.findings) if findings is None else findings,
        steps=[_step(one) for one in approvals.list_steps(uow, tenant.id, row.draft_id)],
        parts=difference(row.text, row.decided_text) if row.decided_text is not None else (),
        can_decide=row.state == ApprovalState.WAITING and _is_for(row, approver),
        why_not=_why_not(row, approver),
        higher=[
            (tier.value, _(decision_labels.TIERS[tier.value]))
            for tier in ORDER[ORDER.index(Tier(row.tier)) + 1 :]
            if uow.actor.is_staff
        ],
        kind=_(labels.DRAFT_KINDS[row.kind]) if row.kind != "reply" else None,
    )


def submitted_pictures(uow: UnitOfWork, row: Approval, address: Address) -> list[ReplyPictureLine]:
    """The pictures that an approval was asked for; what its author took out afterwards is gone."""
    asked = {Seal.of_json(one).id for one in row.pictures}
    found = pictures_of(uow, row.tenant_id, [row.draft_id]).get(row.draft_id, []) if asked else []
    return [line_of(one, address) for one in found if str(one.id) in asked]


def _page(
    uow: UnitOfWork,
    tenant: Tenant,
    row: Approval,
    form: FormResult,
    *,
    problem: Refused | None = None,
) -> str:
    findings = show_findings(problem.checked.findings) if problem else None
    return render(
        "conversations/approval.html",
        page=page_of_approval(uow, tenant, row, findings=findings),
        form=form,
        problem=problem.text(_) if problem else None,
        labels=decision_labels,
        back=(_("Approvals"), url_for("conversations.approvals_page"))
        if uow.actor.is_staff
        else (_("Waiting for you"), url_for("conversations.waiting")),
        keys_on=wants_keys(uow),
        now=uow.now,
    )


def _refused(
    uow: UnitOfWork, tenant: Tenant, approval_id: UUID, form: FormResult, error: Refused
) -> ResponseReturnValue:
    uow.session.rollback()  # of the decision nothing stays
    row = approvals.get_approval(uow, tenant.id, approval_id)
    return _page(uow, tenant, row, form, problem=error), 422


def _line(uow: UnitOfWork, row: Approval, brands: dict[UUID, Tenant]) -> ApprovalLine:
    approver = approvals.approver_of(uow, row.tenant_id)
    return ApprovalLine(
        row=row,
        tenant=brands[row.tenant_id],
        author=author_of(uow, row),
        is_for_me=_is_for(row, approver),
        is_own=row.author_id == approver.user_id,
    )


def author_of(uow: UnitOfWork, row: Approval) -> str:
    """Who wrote the reply: a colleague by name, for the client one of the agents."""
    return row.author_name if uow.actor.is_staff else _("An agent")


def _is_for(row: Approval, approver: Approver) -> bool:
    return can_decide(Tier(row.tier), author_id=row.author_id, approver=approver)


def _why_not(row: Approval, approver: Approver) -> str | None:
    if row.state != ApprovalState.WAITING or _is_for(row, approver):
        return None
    if row.author_id == approver.user_id:
        return _("You wrote this reply: somebody else has to approve it.")
    return (
        _("This reply waits for the client.")
        if row.tier == Tier.CLIENT
        else _("This reply waits for a supervisor.")
    )


def _step(row: Approval) -> Step:
    state, badge = decision_labels.APPROVAL_STATES[row.state]
    return Step(
        row=row,
        tier=_(decision_labels.TIERS[row.tier]),
        state=_(state),
        badge=badge,
        parts=difference(row.text, row.decided_text) if row.decided_text is not None else (),
    )


def steps_of_drafts(uow: UnitOfWork, tenant_id: UUID, draft_ids: list[UUID]) -> dict[UUID, list[Step]]:
    """How drafts came to be approved or returned, by draft; for the replies of a conversation."""
    return {
        draft_id: [_step(one) for one in approvals.list_steps(uow, tenant_id, draft_id)]
        for draft_id in draft_ids
    }
