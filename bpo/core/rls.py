"""Row-level security: the wall between brands, as SQL.

The scope (a set of brands, a kind of actor, and where narrowed a set of accounts) is set for one
transaction by `core.db`; these policies read it. Without a scope there are no rows. The inner SELECTs are
evaluated once a query; without them the setting would be parsed for each row. `nullif` is needed because a
setting that was used before on a connection is '' and not NULL.

Tables that are neither a brand's nor the vendor's are listed in `OWN` with their policies and a reason.
A migration writes policies with `secure_table`; the catalogue test compares the database with
`expected_policies`, so neither can drift. This is the second lock, not a defence against SQL injection.
"""

from dataclasses import dataclass

from bpo.core.privacy import door_grants, erasable

SCOPE = (
    """(SELECT string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::uuid[])::uuid[]"""
)
NARROWED = SCOPE.replace("app.tenant_ids", "app.narrowed_ids")
ACCOUNTS = SCOPE.replace("app.tenant_ids", "app.account_ids")
IN_SCOPE = f"tenant_id = ANY ({SCOPE})"
STAFF = "(SELECT current_setting('app.actor_kind', true)) IN ('staff', 'system')"
SYSTEM = "(SELECT current_setting('app.actor_kind', true)) = 'system'"
MIGRATING = "(SELECT current_setting('app.migrating', true)) = 'on'"


def account_scope(column: str) -> str:
    """Rows of narrowed brands exist only for the actor's own accounts."""
    return f"(tenant_id = ANY ({NARROWED})) IS NOT TRUE OR {column} = ANY ({ACCOUNTS})"


@dataclass(frozen=True)
class Policy:
    """One policy: who, which verb, and the condition (the same for reading and writing)."""

    name: str
    role: str
    verb: str
    condition: str

    def sql(self, table: str) -> str:
        """CREATE POLICY for this table."""
        using = f" USING ({self.condition})" if self.verb != "INSERT" else ""
        check = f" WITH CHECK ({self.condition})" if self.verb in {"ALL", "INSERT", "UPDATE"} else ""
        return (
            f"CREATE POLICY {self.name} ON {table} AS PERMISSIVE FOR {self.verb} TO {self.role}{using}{check}"
        )


def migrate() -> Policy:
    """FORCE binds the owner too; a migration says openly that it is one."""
    return Policy("migrate", "bpo_owner", "ALL", MIGRATING)


def brand_policies(*, internal: bool, account_column: str | None) -> list[Policy]:
    """The policies of a brand's table; internal ones are for the vendor's eyes."""
    condition = IN_SCOPE
    if internal:
        condition += f" AND {STAFF}"
    if account_column:
        condition += f" AND ({account_scope(account_column)})"
    return [Policy("brand", "bpo_app", "ALL", condition), migrate()]


def vendor_policies() -> list[Policy]:
    """The policies of the vendor's own tables."""
    return [Policy("vendor", "bpo_app", "ALL", STAFF), migrate()]


def gate(verb: str = "SELECT") -> Policy:
    """What the functions that work before log-in may do; nobody can connect as `bpo_gate`."""
    return Policy(f"gate_{verb.lower()}", "bpo_gate", verb, "true")


def door(table: str) -> list[Policy]:
    """What `erase_rows` may reach: rows of the brands in scope, for the system alone (`core.privacy`)."""
    return [Policy("erase", "bpo_gate", "ALL", f"{IN_SCOPE} AND {SYSTEM}")] if erasable(table) else []


FOR_CLIENT = f"{IN_SCOPE} AND (SELECT current_setting('app.actor_kind', true)) = 'client' AND tier = 'client'"
SHOWN_TO_CLIENT = f"{IN_SCOPE} AND (SELECT current_setting('app.actor_kind', true)) = 'client' AND for_client"
PUT_TO_CLIENT = (
    f"{IN_SCOPE} AND (SELECT current_setting('app.actor_kind', true)) = 'client' AND proposed_at IS NOT NULL"
)
IN_SCOPE_OR_VENDOR = f"(tenant_id IS NULL OR {IN_SCOPE})"

OWN: dict[str, list[Policy]] = {
    # The brand itself: its id is the scope. New brands are made inside a unit that already names them.
    "tenant": [
        Policy("brand", "bpo_app", "ALL", f"id = ANY ({SCOPE})"),
        gate(),
        migrate(),
    ],
    # Work to be done, ids only: anybody leaves some for the brands they see, the system takes it.
    "job": [
        Policy("leave", "bpo_app", "INSERT", IN_SCOPE_OR_VENDOR),
        Policy("take", "bpo_app", "ALL", f"{SYSTEM} AND {IN_SCOPE_OR_VENDOR}"),
        gate(),
        migrate(),
    ],
    # When something happens next, for all brands: the system's alone.
    "schedule": [Policy("system", "bpo_app", "ALL", SYSTEM), migrate()],
    # What brands give to the comparison of their industry, by no name: the system's alone.
    "industry_month": [Policy("system", "bpo_app", "ALL", SYSTEM), migrate()],
    # From a webhook's address to an account: looked up by `resolve_route` before any brand is known.
    "channel_route": [
        Policy("brand", "bpo_app", "ALL", f"{IN_SCOPE} AND {STAFF}"),
        gate(),
        migrate(),
    ],
    # What the vendor asks of a profile: kept by its staff, read by the clients who calibrate it.
    "profile_template": [
        Policy("vendor", "bpo_app", "ALL", STAFF),
        Policy("client", "bpo_app", "SELECT", "(SELECT current_setting('app.actor_kind', true)) = 'client'"),
        migrate(),
    ],
    # Words that spelling knows everywhere: the staff's to keep; a client's people are checked by them too.
    "vendor_word": [
        Policy("vendor", "bpo_app", "ALL", STAFF),
        Policy("client", "bpo_app", "SELECT", "(SELECT current_setting('app.actor_kind', true)) = 'client'"),
        migrate(),
    ],
    # Deeds: written by all, changed by nobody (no grant), read by the vendor.
    "event": [
        Policy("tell", "bpo_app", "INSERT", IN_SCOPE_OR_VENDOR),
        Policy("read", "bpo_app", "SELECT", f"{STAFF} AND {IN_SCOPE_OR_VENDOR}"),
        migrate(),
    ],
    # Users: themselves; for staff all of the vendor's, and a client's people where their brand is in scope
    # (the inner SELECT is under membership's own policies). The gate looks up who a session belongs to.
    "user_account": [
        Policy(
            "staff_select",
            "bpo_app",
            "SELECT",
            f"{STAFF} AND (side = 'staff' OR id IN (SELECT user_id FROM membership))",  # noqa: S608 -- fixed words
        ),
        Policy("staff_insert", "bpo_app", "INSERT", STAFF),
        Policy(
            "staff_update",
            "bpo_app",
            "UPDATE",
            f"{STAFF} AND (side = 'staff' OR id IN (SELECT user_id FROM membership))",  # noqa: S608 -- fixed words
        ),
        Policy(
            "own", "bpo_app", "ALL", "id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)"
        ),
        Policy("system", "bpo_app", "ALL", SYSTEM),
        gate(),
        migrate(),
    ],
    # Roles: their holder reads them; staff keep those of the brands in scope and of the vendor.
    "membership": [
        Policy("staff", "bpo_app", "ALL", f"{STAFF} AND {IN_SCOPE_OR_VENDOR}"),
        Policy(
            "own",
            "bpo_app",
            "SELECT",
            "user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)",
        ),
        Policy("system", "bpo_app", "ALL", SYSTEM),
        gate(),
        migrate(),
    ],
    # Sessions: nobody but their owner, the system at log-in, and the gate that resolves a cookie.
    "user_session": [
        Policy(
            "own",
            "bpo_app",
            "ALL",
            "user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)",
        ),
        Policy("system", "bpo_app", "ALL", SYSTEM),
        gate(),
        gate("UPDATE"),
        migrate(),
    ],
    # Keys of programs: their owner, whoever disables that owner, and the gate that resolves a key.
    "api_key": [
        Policy(
            "own",
            "bpo_app",
            "ALL",
            "user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)",
        ),
        Policy("staff", "bpo_app", "ALL", STAFF),
        gate(),
        gate("UPDATE"),
        migrate(),
    ],
    # What somebody is told: they read it and mark it read; whoever works for a brand tells its people.
    "notification": [
        Policy(
            "own_read",
            "bpo_app",
            "SELECT",
            "user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)",
        ),
        Policy(
            "own_mark",
            "bpo_app",
            "UPDATE",
            "user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)",
        ),
        Policy("tell", "bpo_app", "INSERT", f"{STAFF} AND {IN_SCOPE_OR_VENDOR}"),
        Policy("system", "bpo_app", "ALL", SYSTEM),
        migrate(),
    ],
    # Where their own program hears it: themselves, and the system that calls it.
    "notification_hook": [
        Policy(
            "own",
            "bpo_app",
            "ALL",
            "user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)",
        ),
        Policy("system", "bpo_app", "ALL", SYSTEM),
        migrate(),
    ],
    # Views of the queue that people keep for themselves: nobody else's business.
    "saved_filter": [
        Policy(
            "own",
            "bpo_app",
            "ALL",
            f"{STAFF} AND user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)",
        ),
        migrate(),
    ],
    # Views of the mentions: the same, for whoever reads them, the client's people too.
    "mention_view": [
        Policy(
            "own",
            "bpo_app",
            "ALL",
            "user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)",
        ),
        migrate(),
    ],
    # Tries to log in, before anybody is known: the system's alone.
    "login_tries": [Policy("system", "bpo_app", "ALL", SYSTEM), migrate()],
}

# What the application may do, where that is less than everything. Evidence and versions are not overwritten:
# a message may move to another conversation when threads turn out to be one, a version may be retired.
GRANTS: dict[str, str] = {
    "tenant": "SELECT, INSERT, UPDATE",
    "industry_month": "SELECT, INSERT",
    "report_comment": "SELECT, INSERT, UPDATE (text, taken_back_at)",
    "event": "SELECT, INSERT",
    "business_calendar": "SELECT, INSERT, UPDATE (retired_at)",
    "service_level": "SELECT, INSERT, UPDATE (retired_at)",
    "brand_section": "SELECT, INSERT, UPDATE (retired_at)",
    "message": "SELECT, INSERT, UPDATE (conversation_id, thread_id)",
    "conversation_act": "SELECT, INSERT, UPDATE (conversation_id)",
    # What a message told of its picture stays; what became of the fetching comes beside it.
    "attachment": "SELECT, INSERT, UPDATE (state, tries, next_try_at, fetched_at, failure, content_type, width,"
    " height, body, small)",
    # Which link a message held stays, and what was seen behind it comes beside it.
    "link_preview": "SELECT, INSERT, UPDATE (state, tries, next_try_at, asked_at, fetched_at, failure, led_to, title,"
    " description, content_type, width, height, small)",
    "message_mood": "SELECT, INSERT",
    "message_engagement": "SELECT, INSERT",
    "message_removal": "SELECT, INSERT",
    "draft": "SELECT, INSERT, UPDATE",  # discarded, never deleted
    "draft_revision": "SELECT, INSERT, UPDATE (text, version, saved_at)",
    "note": "SELECT, INSERT, UPDATE (conversation_id)",
    "promise": "SELECT, INSERT, UPDATE (conversation_id, stopped_at, stopped_by)",
    "compensation": "SELECT, INSERT, UPDATE (conversation_id)",
    # What was submitted, asked or told stays as it was; beside it comes what was decided.
    "approval": "SELECT, INSERT, UPDATE (conversation_id, state, decided_at, decided_by, decided_by_name,"
    " decided_text, note, via)",
    "handoff": "SELECT, INSERT, UPDATE (conversation_id, state, answer, answered_at, answered_by,"
    " answered_by_name, via, worked_us, ended_at, ended_by, reminders, next_reminder_at)",
    "department_alert": "SELECT, INSERT, UPDATE (conversation_id, seen_at, seen_by, seen_by_name)",
    "exclusion": "SELECT, INSERT, UPDATE (state, proposed_at, proposed_by, proposed_by_name, decide_by, decided_at,"
    " decided_by, decided_by_name, reason, applied_at)",
    "erasure": "SELECT, INSERT, UPDATE (done_at, conversations, messages)",
    "erasure_key": "SELECT, INSERT",
    # Who took what along is kept; the bytes are deleted, never changed.
    "brand_export": "SELECT, INSERT, UPDATE (state, as_of, erasures, until, size, parts, manifest)",
    "brand_export_part": "SELECT, INSERT, DELETE",
    # What stands in the ledger stays as it is; what is to be entered is taken away once it stands there.
    "evidence_note": "SELECT, INSERT, DELETE",
    "ledger_entry": "SELECT, INSERT",
    "ledger_day": "SELECT, INSERT",
    "ledger_key": "SELECT, INSERT",
    # A signed month: what was computed stays; beside it comes who signed, who accepted or refused.
    "snapshot": "SELECT, INSERT, UPDATE (state, signed_at, signed_by, signed_by_name, decided_at, decided_by,"
    " decided_by_name, reasons, accept_by, accept_contract, remind_at)",
    "snapshot_seal": "SELECT, INSERT",
    "restatement": "SELECT, INSERT",
    "report_delivery": "SELECT, INSERT, UPDATE (finished_at, outcome)",  # which mail was sent to whom stays
    "billing_statement": "SELECT, INSERT",  # what a month was stated to cost; corrections are rows of their own
    # Who was asked by which version, and what they said: a customer may change their answer until it expires.
    "survey_plan": "SELECT, INSERT, UPDATE (retired_at)",
    "survey_invitation": "SELECT, INSERT, UPDATE (plan_id, state, reason, queued_at, delivery_id, delivered_at,"
    " expires_at)",
    "survey_answer": "SELECT, INSERT, UPDATE (score, recommend, comment, changed_at)",
    # What was alarming and what a client was told stays.
    "spike": "SELECT, INSERT, UPDATE (last_hour, count, negative, expected, threshold, ended_at)",
    "week_digest": "SELECT, INSERT",
    "watch": "SELECT, INSERT, UPDATE",
    "mention_source": "SELECT, INSERT, UPDATE",
    "shift_note": "SELECT, INSERT, UPDATE (conversation_id, done_at, done_by)",
    "shift_note_receipt": "SELECT, INSERT",
    "user_account": "SELECT, INSERT, UPDATE",  # disabled, never deleted
    "membership": "SELECT, INSERT, UPDATE (revoked_at)",
    "delivery": "SELECT, INSERT, UPDATE",  # what became of a reply is kept
    # What a picture of a reply shows never changes; taken out before it is sent, it goes as a whole.
    "reply_picture": "SELECT, INSERT, UPDATE (alt, for_client), DELETE",
    "delivery_attempt": "SELECT, INSERT, UPDATE (finished_at, outcome, detail)",
    "notification": "SELECT, INSERT, UPDATE (read_at, mailed_at)",
    # Who might serve whom on a day: ended, never erased.
    "certification": "SELECT, INSERT, UPDATE (suspended_at, suspended_reason, revoked_at)",
    "assignment": "SELECT, INSERT, UPDATE (ended_at)",
    "team_member": "SELECT, INSERT, UPDATE (left_at)",
    "team": "SELECT, INSERT, UPDATE",
    "agent_profile": "SELECT, INSERT, UPDATE",
    # Quality: cards and plans are versions; a draw and what it chose stand; a judgement keeps its first answers.
    "scorecard": "SELECT, INSERT, UPDATE (retired_at)",
    "sampling_plan": "SELECT, INSERT, UPDATE (retired_at)",
    "sample_draw": "SELECT, INSERT",
    "sample": "SELECT, INSERT, UPDATE (state, claimed_by, claim_until)",
    "review": "SELECT, INSERT, UPDATE (state, note, saved_at, submitted_at, customer_error, business_error,"
    " compliance_error, auto_failed, score, first_score, restated_at, answer_until, acknowledged_at)",
    "review_score": "SELECT, INSERT, UPDATE (answer, first_answer, note, is_disputed, verdict)",
    # Grammar and the reader join a check once, later; rules and counts of what was found before stay.
    "automatic_check": "SELECT, INSERT, UPDATE (findings, infos, warns, grammar_state, grammar_unread, grammar_at,"
    " reader_state, reader_unread, reader_at, reader_version, likely)",
    # A trial goes on until it has ended; the replies it lists are forgotten after a while, never rewritten.
    "guide_trial": "SELECT, INSERT, UPDATE (state, total, done, stopped, let_through, otherwise, as_read, known_at,"
    " reply_id, moved_at, finished_at)",
    "guide_trial_reply": "SELECT, INSERT, DELETE",
    "dispute": "SELECT, INSERT, UPDATE (decided_at, decided_by, note)",
    # What was asked of a profile, said of a person, planned: later rows replace, none is rewritten.
    "profile_template": "SELECT, INSERT, UPDATE (retired_at)",
    "profile_calibration": "SELECT, INSERT, UPDATE (state, decided_at, decided_by)",
    "vendor_word": "SELECT, INSERT, UPDATE (retired_at, retired_by, retired_by_name)",
    "competency_mark": "SELECT, INSERT",
    "certification_step": "SELECT, INSERT",
    "shift": "SELECT, INSERT, UPDATE (cancelled_at, cancelled_by)",
    "shift_brand": "SELECT, INSERT",
    "absence": "SELECT, INSERT, UPDATE (state, decided_at, decided_by)",
}


# Policies that a table has beside its mixin's, with the reason.
EXTRA: dict[str, list[Policy]] = {
    "channel_account": [gate()],  # a membership's tags become accounts before the actor has a scope
    "message": [gate()],  # `search_messages`, which keeps to the scope by itself
    "note": [gate()],  # `search_notes`
    "brand_section": [gate()],  # the names of other brands, which a reply must not say
    # A client reads and decides what waits for the client, and never sees what waits for a colleague.
    "approval": [
        Policy(f"client_{verb.lower()}", "bpo_app", verb, f"{FOR_CLIENT} AND ({account_scope('account_id')})")
        for verb in ("SELECT", "UPDATE")
    ],
    "exclusion": [  # a client reads and decides what the vendor put forward, not what is still being looked at
        Policy(f"client_{verb.lower()}", "bpo_app", verb, PUT_TO_CLIENT) for verb in ("SELECT", "UPDATE")
    ],
    "reply_picture": [  # what a client is asked to approve, they see whole
        Policy("client_select", "bpo_app", "SELECT", f"{SHOWN_TO_CLIENT} AND ({account_scope('account_id')})")
    ],
}


def secure_table(table: str, policies: list[Policy]) -> list[str]:
    """The statements that put the wall around a table."""
    grants = GRANTS.get(table, "SELECT, INSERT, UPDATE, DELETE")
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"GRANT {grants} ON {table} TO bpo_app",
        *(policy.sql(table) for policy in policies),
        *door_grants(table),
        *(policy.sql(table) for policy in door(table)),
    ]
