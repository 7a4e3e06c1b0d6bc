"""The lines of the side bar, in their groups and their order, and what stands under which of them."""

from bpo.core.i18n import N_
from bpo.identity.permissions import Permission

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
OF_THE_QUEUE = {"conversations.queue_page", "conversations.choose_colleague", "conversations.do_to_many"}

# Pages of the conversations that stand under a line of their own.
HANDOFFS = ("conversations.handoffs", "conversations.handoff", "conversations.ask")
APPROVALS = ("conversations.approvals_page", "conversations.approval", "conversations.decide")
WAITING = ("conversations.waiting", "conversations.question", "conversations.alert", *APPROVALS)  # a client's
REVIEWING = ("qa.queue", "qa.desk", "qa.submit")
OWN_REVIEWS = ("qa.own", "qa.own_review", "qa.dispute")
DISPUTES = ("qa.disputes", "qa.dispute_page", "qa.decide")
SEARCH = ("conversations.search_page",)
SHIFTS = ("staffing.shifts", "staffing.plan_shift", "staffing.give_absence")
OF_ACCOUNTS = ("conversations.accounts_now",)  # beside the brand's accounts
LOG = ("conversations.shift_log", "conversations.write_log")
OWN_SHIFTS = ("staffing.own_shifts", "staffing.ask_absence")
OWN_CERTIFICATIONS = ("staffing.own",)
OF_ONESELF = {"staffing.own_shifts", "staffing.own"}  # for whoever works, not for who may read everybody's
ELSEWHERE = frozenset(
    (*SEARCH, *HANDOFFS, *WAITING, *APPROVALS, *REVIEWING, *OWN_REVIEWS, *DISPUTES, *LOG, *OF_ACCOUNTS)
)


# The groups of the side bar, in their order, and its lines as they stand where there are few.
LINE_GROUPS = (N_("Work"), N_("Overview"), N_("Quality"), N_("Brands"), N_("Team"), N_("Access"))
FEW_LINES = 7  # so many or fewer stand without groups
OF_BRANDS = (
    "onboarding",
    "reports",
    "billing",
    "channels",
    "knowledge",
    "surveys",
    "qa",
    "exports",
    *OF_ACCOUNTS,
)
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
