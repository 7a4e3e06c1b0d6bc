"""Where one may go: the lines of the side bar, the tabs of a brand, and the numbers beside them.

The numbers of a page are counted in one unit of work, each over the brands where the reader holds its permission.
"""

from collections.abc import Callable
from uuid import UUID

from flask import g, request, url_for

from bpo.conversations.queries.portal import count_alerts, count_questions, count_replies
from bpo.conversations.queries.shift_log import count_unread_notes
from bpo.core.actor import Actor
from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.qa.queries.reviews import count_disputes, count_unread
from bpo.reports.queries.months import count_waiting_months, list_waiting_months
from bpo.reports.rules.months import name_of
from bpo.tenants.models import Tenant
from bpo.web.formats import show_month
from bpo.web.kit import NavItem

# The parts of a brand, in the order of its tabs; a page within a part shows that part as current.
BRAND_PARTS = (
    (
        Permission.BRAND_READ,
        N_("Agreement"),
        "onboarding.brand",
        "file",
        {"onboarding.brand", "onboarding.edit", "onboarding.save"},
    ),
    (Permission.REPORT_READ, N_("Report"), "reports.report", "chart", {"reports.report", "reports.rows"}),
    (
        Permission.REPORT_READ,
        N_("Months"),
        "reports.months",
        "calendar",
        {"reports.months", "reports.month", "reports.seal", "reports.refuse", "reports.restate"},
    ),
    (
        Permission.SURVEY_READ,
        N_("Satisfaction"),
        "surveys.satisfaction",
        "star",
        {"surveys.satisfaction", "surveys.answers", "surveys.plan", "surveys.save_plan"},
    ),
    (
        Permission.QUALITY_READ,
        N_("Quality"),
        "qa.quality",
        "star",
        {
            *("qa.quality", "qa.reviews", "qa.review", "qa.choose", "qa.desk", "qa.dispute_page"),
            *("qa.scorecard", "qa.keep_scorecard", "qa.plan", "qa.keep_plan", "qa.submit", "qa.decide"),
        },
    ),
    (
        Permission.CONVERSATION_READ,
        N_("Conversations"),
        "conversations.conversations",
        "messages",
        {"conversations.conversations", "conversations.conversation", "conversations.turn"},
    ),
    (
        Permission.MENTION_READ,
        N_("Mentions"),
        "monitoring.mentions",
        "eye",
        {
            *("monitoring.mentions", "monitoring.mention", "monitoring.spikes", "monitoring.spike"),
            *("monitoring.authors", "monitoring.digests", "monitoring.digest", "monitoring.watches"),
            *("monitoring.new_watch", "monitoring.create_watch", "monitoring.edit_watch"),
            *("monitoring.change_watch", "monitoring.sources", "monitoring.new_source"),
            *("monitoring.create_source", "monitoring.edit_source", "monitoring.change_source"),
            *("monitoring.import_mentions", "monitoring.import_run"),
        },
    ),
    (
        Permission.KNOWLEDGE_READ,
        N_("At hand"),
        "knowledge.shelf",
        "flag",
        {
            *("knowledge.shelf", "knowledge.calendar"),
            *("knowledge.new", "knowledge.create", "knowledge.edit", "knowledge.save"),
        },
    ),
    (
        Permission.STAFFING_READ,
        N_("Staff"),
        "staffing.staff",
        "shield",
        {
            *("staffing.staff", "staffing.certify", "staffing.give_certification", "staffing.assign"),
            *("staffing.way", "staffing.record_step", "staffing.coverage", "staffing.keep_need"),
        },
    ),
    (
        Permission.BRAND_READ,
        N_("Profiles"),
        "staffing.profiles",
        "people",
        {"staffing.profiles", "staffing.calibration", "staffing.calibrate"},
    ),
    (
        Permission.IMPORT_READ,
        N_("Imports"),
        "channels.imports",
        "inbox",
        {"channels.imports", "channels.start_import", "channels.import_run"},
    ),
    (
        Permission.BRAND_READ,
        N_("Accounts"),
        "onboarding.accounts",
        "key",
        {
            *(
                "onboarding.accounts",
                "onboarding.account",
                "onboarding.save_account",
                "onboarding.renew_secret",
            ),
            *("channels.connection", "channels.connect"),
        },
    ),
    (
        Permission.DELIVERY_MANAGE,
        N_("Replies"),
        "channels.deliveries",
        "send",
        {"channels.deliveries", "channels.delivery", "channels.stop_sending"},
    ),
    (
        Permission.BRAND_READ,
        N_("Checklist"),
        "onboarding.checklist",
        "list",
        {"onboarding.checklist", "onboarding.confirm"},
    ),
    (Permission.BRAND_READ, N_("Versions"), "onboarding.history", "audit", {"onboarding.history"}),
    (
        Permission.BRAND_EDIT,
        N_("Kept data"),
        "conversations.kept",
        "archive",
        {"conversations.kept", "conversations.keep_retention"},
    ),
)
OF_THEIR_OWN = {  # lines of the side bar beside that of their domain
    *(
        "staffing.own",
        "staffing.own_shifts",
        "staffing.ask_absence",
        "staffing.shifts",
        "staffing.plan_shift",
    ),
    *("staffing.give_absence", "conversations.floor", "knowledge.all_calendars"),
}
OF_THE_QUEUE = {"conversations.queue_page", "conversations.choose_colleague"}
FOR_STAFF = {"onboarding.accounts", "onboarding.checklist"}  # to a client these pages do not exist


# Pages of the conversations that stand under a line of their own.
HANDOFFS = ("conversations.handoffs", "conversations.handoff", "conversations.ask")
APPROVALS = ("conversations.approvals_page", "conversations.approval", "conversations.decide")
WAITING = ("conversations.waiting", "conversations.question", "conversations.alert", *APPROVALS)  # a client's
QUALITY_COUNTS: dict[str, tuple[Permission, Callable[[UnitOfWork, list[UUID]], int]]] = {
    "qa.own": (Permission.REVIEW_ANSWER, count_unread),
    "qa.disputes": (Permission.DISPUTE_DECIDE, count_disputes),
}
REVIEWING = ("qa.queue", "qa.desk", "qa.submit")
OWN_REVIEWS = ("qa.own", "qa.own_review", "qa.dispute")
DISPUTES = ("qa.disputes", "qa.dispute_page", "qa.decide")
SEARCH = ("conversations.search_page",)
SHIFTS = ("staffing.shifts", "staffing.plan_shift", "staffing.give_absence")
LOG = ("conversations.shift_log", "conversations.write_log")
ELSEWHERE = frozenset((*SEARCH, *HANDOFFS, *WAITING, *APPROVALS, *REVIEWING, *OWN_REVIEWS, *DISPUTES, *LOG))


def navigation() -> list[NavItem]:
    """The lines of the side bar: where this actor may go."""
    actor: Actor = g.get("actor") or Actor.anonymous()
    lines = (
        (Permission.CONVERSATION_SERVE, _("Queue"), "conversations.queue_page", "inbox", ()),
        (Permission.HANDOFF_DECIDE, _("Waiting for you"), "conversations.waiting", "inbox", WAITING),
        (Permission.FLOOR_READ, _("Floor"), "conversations.floor", "dashboard", ()),
        (
            Permission.BRAND_READ,
            _("Brands"),
            "onboarding.brands",
            "brand",
            ("onboarding", "reports", "channels", "knowledge", "surveys", "qa"),
        ),
        (
            Permission.CONVERSATION_READ,
            _("Conversations"),
            "conversations.all_conversations",
            "messages",
            ("conversations",),
        ),
        (Permission.KNOWLEDGE_READ, _("Calendar"), "knowledge.all_calendars", "calendar", ()),
        (Permission.CONVERSATION_READ, _("Search"), "conversations.search_page", "search", SEARCH),
        (Permission.MENTION_READ, _("Mentions"), "monitoring.all_mentions", "eye", ("monitoring",)),
        (Permission.DRAFT_APPROVE, _("Approvals"), "conversations.approvals_page", "approve", APPROVALS),
        (Permission.CONVERSATION_SERVE, _("Hand-offs"), "conversations.handoffs", "building", HANDOFFS),
        (Permission.REVIEW_WRITE, _("To review"), "qa.queue", "target", REVIEWING),
        (Permission.REVIEW_ANSWER, _("My reviews"), "qa.own", "star", OWN_REVIEWS),
        (Permission.DISPUTE_DECIDE, _("Disputes"), "qa.disputes", "flag", DISPUTES),
        (Permission.SHIFT_LOG, _("Shift log"), "conversations.shift_log", "list", LOG),
        (Permission.STAFFING_READ, _("Staff"), "staffing.everybody", "shield", ("staffing",)),
        (Permission.SHIFT_READ, _("Shifts"), "staffing.shifts", "calendar", SHIFTS),
        (Permission.USER_READ, _("People"), "identity.people", "people", ("identity",)),
        (Permission.AUDIT_READ, _("Audit log"), "identity.audit", "audit", ("identity",)),
    )
    with UnitOfWork(actor) as uow:
        shown = [
            NavItem(
                label,
                url_for(endpoint),
                icon,
                active=_is_here(endpoint, sections),
                count=_waiting(uow, endpoint),
            )
            for permission, label, endpoint, icon, sections in lines
            if actor.may(permission) and (actor.is_staff or sections != APPROVALS)
        ]
    works = actor.may(Permission.CONVERSATION_SERVE) or actor.may(Permission.MENTION_WORK)
    if actor.is_staff and works:
        mine = (
            (_("My shifts"), "staffing.own_shifts", "clock", {"staffing.own_shifts", "staffing.ask_absence"}),
            (_("My certifications"), "staffing.own", "star", {"staffing.own"}),
        )
        shown += [
            NavItem(label, url_for(endpoint), icon, active=request.endpoint in within)
            for label, endpoint, icon, within in mine
        ]
    return shown


def _waiting(uow: UnitOfWork, endpoint: str) -> int | None:
    """The number beside a line: what waits for this actor, whatever page they are on."""
    if endpoint in QUALITY_COUNTS:
        permission, count = QUALITY_COUNTS[endpoint]
        return count(uow, sorted(uow.actor.acting(permission).tenant_ids))
    if endpoint == "conversations.shift_log":
        return count_unread_notes(uow, uow.actor.acting(Permission.SHIFT_LOG).tenant_ids)
    if endpoint == "conversations.approvals_page":
        return count_replies(uow)
    if endpoint == "conversations.waiting":
        decided = count_replies(uow) + count_questions(uow) + count_alerts(uow)
        return decided + count_waiting_months(uow)
    return None


def also_waiting() -> list[NavItem]:
    """What waits for this actor beside conversations: months of the client to be accepted."""
    with UnitOfWork(g.actor) as uow:
        return [
            NavItem(
                _("%(month)s · %(brand)s", month=show_month(one.month), brand=one.brand),
                url_for("reports.month", slug=one.slug, month=name_of(one.month)),
                "calendar",
            )
            for one in list_waiting_months(uow)
        ]


def brand_parts(tenant: Tenant) -> list[NavItem]:
    """The tabs of a brand: those of its pages that this actor may open."""
    actor: Actor = g.get("actor") or Actor.anonymous()
    return [
        NavItem(_(label), url_for(endpoint, slug=tenant.slug), icon, active=request.endpoint in within)
        for permission, label, endpoint, icon, within in BRAND_PARTS
        if actor.may(permission, tenant.id) and (actor.is_staff or endpoint not in FOR_STAFF)
    ]


def _is_here(endpoint: str, sections: tuple[str, ...]) -> bool:
    here = request.endpoint or ""
    if here == endpoint or here in sections:
        return True
    if here in OF_THEIR_OWN:
        return False
    if here in OF_THE_QUEUE:
        return endpoint == "conversations.queue_page"
    return "identity" not in sections and here not in ELSEWHERE and here.partition(".")[0] in sections
