"""Where one may go: the lines of the side bar, the tabs of a brand, and the numbers beside them.

The numbers of a page are counted in one unit of work, each over the brands where the reader holds its permission.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import g, request, url_for

from bpo.conversations.queries.portal import count_alerts, count_questions, count_replies
from bpo.conversations.queries.shift_log import count_unread_notes
from bpo.core.actor import Actor
from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.identity.queries import wants_keys
from bpo.qa.queries.reviews import count_disputes, count_unread
from bpo.reports.queries.months import count_waiting_months, list_waiting_months
from bpo.reports.rules.months import name_of
from bpo.tenants.models import Tenant
from bpo.web.formats import show_month
from bpo.web.kit import NavGroup, NavItem

# The groups of a brand's tabs, and its parts in their order; a page within a part shows that part as current.
BRAND_GROUPS = (N_("Overview"), N_("Reports"), N_("Quality"), N_("Work"), N_("Set-up"))
FEW_PARTS = 6  # so many or fewer stand in one row without groups
BRAND_PARTS = (
    (
        "Overview",
        Permission.BRAND_READ,
        N_("Agreement"),
        "onboarding.brand",
        "file",
        {"onboarding.brand", "onboarding.edit", "onboarding.save"},
    ),
    (
        "Overview",
        Permission.BRAND_READ,
        N_("Guide"),
        "guides.guide",
        "audit",
        {
            "guides.guide",
            "guides.compare",
            "guides.examples",
            "guides.draft",
            "guides.start",
            "guides.trial",
            "onboarding.try_text",
        },
    ),
    (
        "Overview",
        Permission.BRAND_READ,
        N_("Profiles"),
        "staffing.profiles",
        "people",
        {"staffing.profiles", "staffing.calibration", "staffing.calibrate"},
    ),
    (
        "Overview",
        Permission.BRAND_READ,
        N_("Checklist"),
        "onboarding.checklist",
        "list",
        {"onboarding.checklist", "onboarding.confirm"},
    ),
    (
        "Overview",
        Permission.BRAND_READ,
        N_("Versions"),
        "onboarding.history",
        "audit",
        {"onboarding.history"},
    ),
    (
        "Work",
        Permission.CONVERSATION_READ,
        N_("Conversations"),
        "conversations.conversations",
        "messages",
        {
            *("conversations.conversations", "conversations.conversation", "conversations.turn"),
            *("conversations.erase", "conversations.moderation", "conversations.moderate_message"),
        },
    ),
    (
        "Work",
        Permission.MENTION_READ,
        N_("Mentions"),
        "monitoring.mentions",
        "eye",
        {
            *(
                "monitoring.mentions",
                "monitoring.mention",
                "monitoring.erase",
                "monitoring.spikes",
                "monitoring.spike",
            ),
            *("monitoring.authors", "monitoring.digests", "monitoring.digest", "monitoring.watches"),
            *("monitoring.new_watch", "monitoring.create_watch", "monitoring.edit_watch"),
            *("monitoring.change_watch", "monitoring.sources", "monitoring.new_source"),
            *("monitoring.create_source", "monitoring.edit_source", "monitoring.change_source"),
            *("monitoring.import_mentions", "monitoring.import_run"),
        },
    ),
    (
        "Work",
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
        "Work",
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
        "Work",
        Permission.DELIVERY_MANAGE,
        N_("Replies"),
        "channels.deliveries",
        "send",
        {"channels.deliveries", "channels.delivery", "channels.stop_sending"},
    ),
    (
        "Work",
        Permission.DELIVERY_MANAGE,
        N_("Completeness"),
        "conversations.completeness",
        "list",
        {"conversations.completeness"},
    ),
    (
        "Quality",
        Permission.QUALITY_READ,
        N_("Quality"),
        "qa.quality",
        "star",
        {
            *("qa.quality", "qa.automatic", "qa.automatic_replies"),
            *("qa.reviews", "qa.review", "qa.choose", "qa.desk", "qa.dispute_page"),
            *("qa.scorecard", "qa.keep_scorecard", "qa.plan", "qa.keep_plan", "qa.submit", "qa.decide"),
        },
    ),
    (
        "Quality",
        Permission.SURVEY_READ,
        N_("Satisfaction"),
        "surveys.satisfaction",
        "star",
        {"surveys.satisfaction", "surveys.answers", "surveys.plan", "surveys.save_plan"},
    ),
    (
        "Reports",
        Permission.REPORT_READ,
        N_("Report"),
        "reports.report",
        "chart",
        {"reports.report", "reports.rows"},
    ),
    (
        "Reports",
        Permission.REPORT_READ,
        N_("Months"),
        "reports.months",
        "calendar",
        {"reports.months", "reports.month", "reports.seal", "reports.refuse", "reports.restate"},
    ),
    (
        "Set-up",
        Permission.BRAND_READ,
        N_("Accounts"),
        "onboarding.accounts",
        "key",
        {
            *(
                "onboarding.accounts",
                "onboarding.account",
                "onboarding.import_page",
                "onboarding.bring_in",
                "onboarding.save_account",
                "onboarding.renew_secret",
            ),
            *("channels.connection", "channels.connect"),
        },
    ),
    (
        "Set-up",
        Permission.IMPORT_READ,
        N_("Imports"),
        "channels.imports",
        "inbox",
        {"channels.imports", "channels.start_import", "channels.import_run"},
    ),
    (
        "Set-up",
        Permission.BRAND_EDIT,
        N_("Kept data"),
        "conversations.kept",
        "archive",
        {"conversations.kept", "conversations.keep_retention"},
    ),
    (
        "Set-up",
        Permission.BRAND_EXPORT,
        N_("Export"),
        "exports.exports",
        "download",
        {"exports.exports"},
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
OWN_SHIFTS = ("staffing.own_shifts", "staffing.ask_absence")
OWN_CERTIFICATIONS = ("staffing.own",)
OF_ONESELF = {"staffing.own_shifts", "staffing.own"}  # for whoever works, not for who may read everybody's
ELSEWHERE = frozenset((*SEARCH, *HANDOFFS, *WAITING, *APPROVALS, *REVIEWING, *OWN_REVIEWS, *DISPUTES, *LOG))


# The groups of the side bar, in their order, and its lines as they stand where there are few.
LINE_GROUPS = (N_("Work"), N_("Overview"), N_("Quality"), N_("Brands"), N_("Team"), N_("Access"))
FEW_LINES = 7  # so many or fewer stand without groups
OF_BRANDS = ("onboarding", "reports", "channels", "knowledge", "surveys", "qa", "exports")
TALK = ("conversations",)
LINES: tuple[tuple[str, Permission, str, str, str, tuple[str, ...]], ...] = (
    ("Work", Permission.CONVERSATION_SERVE, N_("Queue"), "conversations.queue_page", "inbox", ()),
    ("Work", Permission.HANDOFF_DECIDE, N_("Waiting for you"), "conversations.waiting", "inbox", WAITING),
    ("Overview", Permission.FLOOR_READ, N_("Floor"), "conversations.floor", "dashboard", ()),
    ("Brands", Permission.BRAND_READ, N_("Brands"), "onboarding.brands", "brand", OF_BRANDS),
    (
        *("Overview", Permission.CONVERSATION_READ, N_("Conversations")),
        *("conversations.all_conversations", "messages", TALK),
    ),
    ("Brands", Permission.KNOWLEDGE_READ, N_("Calendar"), "knowledge.all_calendars", "calendar", ()),
    ("Brands", Permission.WORD_EDIT, N_("Vendor's words"), "guides.words", "edit", ()),
    ("Overview", Permission.CONVERSATION_READ, N_("Search"), "conversations.search_page", "search", SEARCH),
    ("Work", Permission.MENTION_READ, N_("Mentions"), "monitoring.all_mentions", "eye", ("monitoring",)),
    ("Work", Permission.DRAFT_APPROVE, N_("Approvals"), "conversations.approvals_page", "approve", APPROVALS),
    ("Work", Permission.CONVERSATION_SERVE, N_("Hand-offs"), "conversations.handoffs", "building", HANDOFFS),
    ("Quality", Permission.REVIEW_WRITE, N_("To review"), "qa.queue", "target", REVIEWING),
    ("Quality", Permission.REVIEW_ANSWER, N_("My reviews"), "qa.own", "star", OWN_REVIEWS),
    ("Quality", Permission.DISPUTE_DECIDE, N_("Disputes"), "qa.disputes", "flag", DISPUTES),
    ("Work", Permission.SHIFT_LOG, N_("Shift log"), "conversations.shift_log", "list", LOG),
    ("Team", Permission.STAFFING_READ, N_("Staff"), "staffing.everybody", "shield", ("staffing",)),
    ("Team", Permission.SHIFT_READ, N_("Shifts"), "staffing.shifts", "calendar", SHIFTS),
    ("Access", Permission.USER_READ, N_("People"), "identity.people", "people", ("identity",)),
    ("Access", Permission.AUDIT_READ, N_("Audit log"), "identity.audit", "audit", ("identity",)),
    ("Team", Permission.SELF_READ, N_("My shifts"), "staffing.own_shifts", "clock", OWN_SHIFTS),
    ("Team", Permission.SELF_READ, N_("My certifications"), "staffing.own", "star", OWN_CERTIFICATIONS),
)


@dataclass(frozen=True)
class Around:
    """What stands around a page: the numbers beside its lines, by endpoint, and whether its reader works by keys."""

    counts: Mapping[str, int | None]
    keys: bool


def around() -> Around:
    """The same for this request, asked for once and in one unit of work."""
    if "around" not in g:
        actor: Actor = g.get("actor") or Actor.anonymous()
        if actor.user_id is None:
            return Around({}, keys=False)
        with UnitOfWork(actor) as uow:
            counts = {line[3]: _waiting(uow, line[3]) for line in LINES if _may_go(actor, line[1], line[3])}
            g.around = Around(counts, keys=wants_keys(uow))
    found: Around = g.around
    return found


def navigation() -> list[NavGroup]:
    """The lines of the side bar, where this actor may go: in titled groups, or all in one where they are few."""
    counts = around().counts
    shown = [
        (
            group,
            NavItem(
                _(label),
                url_for(endpoint),
                icon,
                active=_is_here(endpoint, sections),
                count=counts[endpoint],
            ),
        )
        for group, _permission, label, endpoint, icon, sections in LINES
        if endpoint in counts
    ]
    return _grouped(shown, LINE_GROUPS, few=FEW_LINES)


def _may_go(actor: Actor, permission: Permission, endpoint: str) -> bool:
    if endpoint in OF_ONESELF:
        works = actor.may(Permission.CONVERSATION_SERVE) or actor.may(Permission.MENTION_WORK)
        return actor.is_staff and works
    if endpoint == "conversations.approvals_page" and not actor.is_staff:
        return False  # a client's approvals are among what waits for them
    return actor.may(permission)


def _grouped(shown: list[tuple[str, NavItem]], groups: Iterable[str], *, few: int) -> list[NavGroup]:
    """Items with the names of their groups, under those groups that have any; a few are one group without a name."""
    if len(shown) <= few:
        return [NavGroup("", tuple(item for _group, item in shown))] if shown else []
    found = [(name, tuple(item for group, item in shown if group == name)) for name in groups]
    return [NavGroup(_(name), items) for name, items in found if items]


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
                _("%(month)s · %(brand)s", month=show_month(one.month).capitalize(), brand=one.brand),
                url_for("reports.month", slug=one.slug, month=name_of(one.month)),
                "calendar",
            )
            for one in list_waiting_months(uow)
        ]


def brand_parts(tenant: Tenant) -> list[NavGroup]:
    """The tabs of a brand: those of its pages that this actor may open, in groups unless they are few."""
    actor: Actor = g.get("actor") or Actor.anonymous()
    shown = [
        (
            group,
            NavItem(_(label), url_for(endpoint, slug=tenant.slug), icon, active=request.endpoint in within),
        )
        for group, permission, label, endpoint, icon, within in BRAND_PARTS
        if actor.may(permission, tenant.id) and (actor.is_staff or endpoint not in FOR_STAFF)
    ]
    return _grouped(shown, BRAND_GROUPS, few=FEW_PARTS)


def _is_here(endpoint: str, sections: tuple[str, ...]) -> bool:
    here = request.endpoint or ""
    if here == endpoint or here in sections:
        return True
    if here in OF_THEIR_OWN:
        return False
    if here in OF_THE_QUEUE:
        return endpoint == "conversations.queue_page"
    return "identity" not in sections and here not in ELSEWHERE and here.partition(".")[0] in sections
