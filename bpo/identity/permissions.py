"""The whole access policy on one page: what can be done, and which role may do it.

A client is shown this table and an auditor asks for it first, so nothing about it stands elsewhere. Which
brands' rows exist for somebody is the database's answer, and whether a change is legal now is the
operation's; this page only answers "may this role call that at all".

Decisions worth knowing: an admin keeps people, keys and integrations and reads no conversations and no
reports, because who can let people in need not see what customers write. A client's viewers read the
conversations behind their own figures. A client's expert has only their own page until something is handed
to them. Approving has two permissions, because what many read waits for a supervisor and not for any
colleague. Appointing supervisors and admins is the admin's alone; nobody changes their own roles.

Agents are of two professions. A responder works the queue and reads what is said elsewhere; an analyst works
what is said elsewhere and reads conversations. Neither opens the other's workplace; somebody with both
memberships opens both. Team leaders do either job with their people. An analyst answers nobody and reads
personal data in what people wrote as dots.

What a contract pays is read by those who sign months for the vendor and accept them for the client, and by nobody
else: who answers customers need not know what an answer costs.
"""

from enum import StrEnum
from uuid import UUID

from bpo.core.actor import Actor, ActorKind
from bpo.core.i18n import N_


class Permission(StrEnum):
    SELF_READ = "self:read"
    SELF_EDIT = "self:edit"
    BRAND_READ = "brand:read"
    BRAND_EDIT = "brand:edit"
    BRAND_CREATE = "brand:create"
    BRAND_GO_LIVE = "brand:go_live"
    ACCOUNT_MANAGE = "account:manage"
    CONVERSATION_READ = "conversation:read"
    CONVERSATION_IMPORT = "conversation:import"
    CONVERSATION_MANAGE = "conversation:manage"
    CONVERSATION_SERVE = "conversation:serve"
    DELIVERY_MANAGE = "delivery:manage"
    DRAFT_APPROVE = "draft:approve"
    DRAFT_APPROVE_RISKY = "draft:approve_risky"
    FLOOR_READ = "floor:read"
    GUIDE_TRY = "guide:try"
    HANDOFF_DECIDE = "handoff:decide"
    IMPORT_READ = "import:read"
    KNOWLEDGE_READ = "knowledge:read"
    KNOWLEDGE_EDIT = "knowledge:edit"
    REPORT_READ = "report:read"
    PROFILE_CALIBRATE = "profile:calibrate"
    PROFILE_TEMPLATE = "profile:template"
    STAFFING_READ = "staffing:read"
    STAFFING_MANAGE = "staffing:manage"
    TEAM_MANAGE = "team:manage"
    BRAND_EXPORT = "brand:export"
    CUSTOMER_ERASE = "customer:erase"
    DISPUTE_DECIDE = "dispute:decide"
    MENTION_READ = "mention:read"
    MENTION_WORK = "mention:work"
    QUALITY_READ = "quality:read"
    REPORT_ACCEPT = "report:accept"
    REPORT_COMMENT = "report:comment"
    REPORT_SIGN = "report:sign"
    REVIEW_ANSWER = "review:answer"
    REVIEW_WRITE = "review:write"
    SCORECARD_EDIT = "scorecard:edit"
    SHIFT_LOG = "shift:log"
    SHIFT_READ = "shift:read"
    STATEMENT_READ = "statement:read"
    SURVEY_EDIT = "survey:edit"
    SURVEY_READ = "survey:read"
    WATCH_EDIT = "watch:edit"
    WORD_EDIT = "word:edit"
    USER_READ = "user:read"
    USER_MANAGE = "user:manage"
    SUPERVISOR_APPOINT = "supervisor:appoint"
    AUDIT_READ = "audit:read"
    API_KEY_MANAGE = "api_key:manage"


class Role(StrEnum):
    SUPERVISOR = "supervisor"
    TEAM_LEADER = "team_leader"
    AGENT = "agent"
    REVIEWER = "reviewer"
    ADMIN = "admin"
    CLIENT_VIEWER = "client_viewer"
    CLIENT_APPROVER = "client_approver"
    CLIENT_EXPERT = "client_expert"


class Profile(StrEnum):
    """What an agent is: answering and watching are two jobs."""

    RESPONDER = "responder"
    ANALYST = "analyst"


SENTENCES: dict[Permission, str] = {
    Permission.SELF_READ: N_("See who they are signed in as."),
    Permission.SELF_EDIT: N_("Change their own profile, password and second factor."),
    Permission.BRAND_READ: N_("Read what was agreed with a brand."),
    Permission.BRAND_EDIT: N_("Change what was agreed with a brand."),
    Permission.BRAND_CREATE: N_("Add a new brand."),
    Permission.BRAND_GO_LIVE: N_("Take a brand live."),
    Permission.ACCOUNT_MANAGE: N_("Keep the tokens and secrets of channel accounts."),
    Permission.CONVERSATION_READ: N_("Read conversations."),
    Permission.CONVERSATION_IMPORT: N_("Import conversations from files."),
    Permission.CONVERSATION_MANAGE: N_("Dismiss and close conversations."),
    Permission.CONVERSATION_SERVE: N_("Work the queue: claim conversations, write and send replies."),
    Permission.DELIVERY_MANAGE: N_("Stop and resume sending, and settle replies whose fate is unknown."),
    Permission.DRAFT_APPROVE: N_("Approve replies written by others."),
    Permission.DRAFT_APPROVE_RISKY: N_(
        "Approve what waits for a supervisor: replies that many read, large compensations."
    ),
    Permission.FLOOR_READ: N_("Watch the floor: what waits, what is late, who is working."),
    Permission.GUIDE_TRY: N_("Try a changed guide on the replies of the last month."),
    Permission.HANDOFF_DECIDE: N_("Decide what was handed to their department."),
    Permission.KNOWLEDGE_READ: N_("Read templates, articles and campaigns of a brand."),
    Permission.KNOWLEDGE_EDIT: N_("Write templates, articles and campaigns of a brand."),
    Permission.PROFILE_CALIBRATE: N_("Say what a brand asks of its responders and analysts."),
    Permission.PROFILE_TEMPLATE: N_(
        "Say what the vendor asks of its responders and analysts at every brand."
    ),
    Permission.STAFFING_READ: N_("See who is certified and assigned to a brand."),
    Permission.STAFFING_MANAGE: N_("Certify and assign agents, keep their profiles, plan their shifts."),
    Permission.TEAM_MANAGE: N_("Keep teams: who is in them."),
    Permission.IMPORT_READ: N_("See imports and what they rejected."),
    Permission.REPORT_READ: N_("Read reports and the evidence behind them."),
    Permission.BRAND_EXPORT: N_("Export everything that is kept about a brand."),
    Permission.CUSTOMER_ERASE: N_("Erase what is kept about one customer."),
    Permission.DISPUTE_DECIDE: N_("Decide disputes about reviews that are not their own."),
    Permission.MENTION_READ: N_("Read what is said about a brand."),
    Permission.MENTION_WORK: N_("Sort mentions, label them and turn them into conversations."),
    Permission.QUALITY_READ: N_("Read the figures of quality."),
    Permission.REPORT_ACCEPT: N_("Accept or refuse a month on the client's side."),
    Permission.REPORT_COMMENT: N_("Comment on the report of a month, for both sides to read."),
    Permission.REPORT_SIGN: N_("Sign a month on the vendor's side."),
    Permission.REVIEW_ANSWER: N_("Read their own reviews, acknowledge or dispute them."),
    Permission.REVIEW_WRITE: N_("Review the replies of others."),
    Permission.SCORECARD_EDIT: N_("Write scorecards and set how many replies are reviewed."),
    Permission.SHIFT_LOG: N_("Write and read the log that one shift leaves to the next."),
    Permission.SHIFT_READ: N_("See shifts, and ask for absences of their own."),
    Permission.STATEMENT_READ: N_(
        "Read what a contract pays: rates, service credits and the statements of months."
    ),
    Permission.SURVEY_EDIT: N_("Set when and how customers are asked whether they are satisfied."),
    Permission.SURVEY_READ: N_("Read what customers answered when asked whether they are satisfied."),
    Permission.WATCH_EDIT: N_("Write the searches that watch a brand."),
    Permission.WORD_EDIT: N_("Keep the vendor's words, which spelling knows at every brand."),
    Permission.USER_READ: N_("See who has access."),
    Permission.USER_MANAGE: N_("Invite people, give and take roles, disable access."),
    Permission.SUPERVISOR_APPOINT: N_("Give and take the roles supervisor and admin."),
    Permission.AUDIT_READ: N_("Read the audit log."),
    Permission.API_KEY_MANAGE: N_("Make and revoke API keys of their own."),
}

ROLE_NAMES: dict[Role, str] = {
    Role.SUPERVISOR: N_("Supervisor"),
    Role.TEAM_LEADER: N_("Team leader"),
    Role.AGENT: N_("Agent"),
    Role.REVIEWER: N_("Reviewer"),
    Role.ADMIN: N_("Admin"),
    Role.CLIENT_VIEWER: N_("Client viewer"),
    Role.CLIENT_APPROVER: N_("Client approver"),
    Role.CLIENT_EXPERT: N_("Client expert"),
}

EVERYBODY = frozenset({Permission.SELF_READ, Permission.SELF_EDIT})
_CLIENT_READS = frozenset(
    {
        Permission.BRAND_READ,
        Permission.CONVERSATION_READ,
        Permission.REPORT_READ,
        Permission.REPORT_COMMENT,
        Permission.API_KEY_MANAGE,
        Permission.KNOWLEDGE_READ,
        Permission.MENTION_READ,
        Permission.QUALITY_READ,
        Permission.SURVEY_READ,
    }
)
_AGENTS_BOTH = frozenset(
    {
        Permission.BRAND_READ,
        Permission.CONVERSATION_READ,
        Permission.KNOWLEDGE_READ,
        Permission.MENTION_READ,
        Permission.REVIEW_ANSWER,
        Permission.SHIFT_LOG,
        Permission.SHIFT_READ,
    }
)
_TABLE: dict[tuple[Role, Profile | None], frozenset[Permission]] = {
    (Role.SUPERVISOR, None): frozenset(Permission)
    - {
        Permission.SUPERVISOR_APPOINT,
        Permission.HANDOFF_DECIDE,
        Permission.REPORT_ACCEPT,
        Permission.REVIEW_ANSWER,
    },
    (Role.TEAM_LEADER, None): frozenset(
        {
            Permission.BRAND_READ,
            Permission.CONVERSATION_READ,
            Permission.CONVERSATION_IMPORT,
            Permission.CONVERSATION_MANAGE,
            Permission.CONVERSATION_SERVE,
            Permission.DELIVERY_MANAGE,
            Permission.DRAFT_APPROVE,
            Permission.FLOOR_READ,
            Permission.IMPORT_READ,
            Permission.KNOWLEDGE_READ,
            Permission.REPORT_READ,
            Permission.REPORT_COMMENT,
            Permission.STAFFING_READ,
            Permission.USER_READ,
            Permission.MENTION_READ,
            Permission.MENTION_WORK,
            Permission.QUALITY_READ,
            Permission.SHIFT_LOG,
            Permission.SHIFT_READ,
            Permission.SURVEY_READ,
        }
    ),
    (Role.AGENT, Profile.RESPONDER): _AGENTS_BOTH
    | {Permission.CONVERSATION_MANAGE, Permission.CONVERSATION_SERVE},
    (Role.AGENT, Profile.ANALYST): _AGENTS_BOTH | {Permission.MENTION_WORK, Permission.WATCH_EDIT},
    (Role.REVIEWER, None): frozenset(
        {
            Permission.BRAND_READ,
            Permission.CONVERSATION_READ,
            Permission.KNOWLEDGE_READ,
            Permission.REPORT_READ,
            Permission.DISPUTE_DECIDE,
            Permission.MENTION_READ,
            Permission.QUALITY_READ,
            Permission.REVIEW_WRITE,
            Permission.SURVEY_READ,
        }
    ),
    (Role.ADMIN, None): frozenset(
        {
            Permission.BRAND_READ,
            Permission.ACCOUNT_MANAGE,
            Permission.USER_READ,
            Permission.USER_MANAGE,
            Permission.SUPERVISOR_APPOINT,
            Permission.AUDIT_READ,
            Permission.API_KEY_MANAGE,
            Permission.WORD_EDIT,
        }
    ),
    (Role.CLIENT_VIEWER, None): _CLIENT_READS,
    (Role.CLIENT_APPROVER, None): _CLIENT_READS
    | {
        Permission.DRAFT_APPROVE,
        Permission.GUIDE_TRY,
        Permission.HANDOFF_DECIDE,
        Permission.KNOWLEDGE_EDIT,
        Permission.PROFILE_CALIBRATE,
        Permission.REPORT_ACCEPT,
        Permission.STATEMENT_READ,
    },
    (Role.CLIENT_EXPERT, None): frozenset({Permission.HANDOFF_DECIDE}),
}
# A post is a role and, for agents alone, a profile: what a membership names.
POSTS: dict[tuple[Role, Profile | None], frozenset[Permission]] = {
    post: held | EVERYBODY for post, held in _TABLE.items()
}

# These concern the vendor as a whole: a role at single brands does not bring them.
VENDOR_ONLY = frozenset(
    {
        Permission.BRAND_CREATE,
        Permission.PROFILE_TEMPLATE,
        Permission.SUPERVISOR_APPOINT,
        Permission.TEAM_MANAGE,
        Permission.WORD_EDIT,
    }
)
CLIENT_ROLES = frozenset({Role.CLIENT_VIEWER, Role.CLIENT_APPROVER, Role.CLIENT_EXPERT})
APPOINTED = frozenset({Role.SUPERVISOR, Role.ADMIN})  # given and taken only by SUPERVISOR_APPOINT
# A program with a key can do none of these, whatever its owner may.
NEVER_BY_KEY = frozenset({Permission.SELF_EDIT, Permission.API_KEY_MANAGE})


def permissions_of(role: Role, *, profile: Profile | None = None, at_vendor: bool) -> frozenset[Permission]:
    """What a role brings, at the vendor as a whole or at one brand; of an agent, by profile (KeyError without)."""
    held = POSTS[role, profile]
    return held if at_vendor else held - VENDOR_ONLY


def reads_masked(actor: Actor, tenant_id: UUID) -> bool:
    """Whether personal data is shown to them as dots: an analyst watches what is said and answers nobody."""
    watches = actor.kind is ActorKind.STAFF and actor.may(Permission.WATCH_EDIT, tenant_id)
    return watches and not actor.may(Permission.CONVERSATION_SERVE, tenant_id)


def sees_money(actor: Actor, tenant_id: UUID) -> bool:
    """Whether they read what the contract pays; it is the whole brand's, so nobody who sees some accounts only."""
    return actor.may(Permission.STATEMENT_READ, tenant_id) and tenant_id not in actor.narrowed


def posts_with(permission: Permission) -> frozenset[tuple[Role, Profile | None]]:
    """The roles, of agents with the profile, that bring a permission at a brand or at the vendor."""
    return frozenset(post for post, held in POSTS.items() if permission in held)
