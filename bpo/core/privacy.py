"""What is known of a brand's customers, where it stands, and how it is erased: one page for all tables.

Every column that can hold text is either erased with its customer (`ERASED`), or declared free of customers'
data (`FREE`, by table; `FREE_EVERYWHERE`, by name). A column that only takes words of a list (a CHECK with
IN) is free by itself. `tests/architecture/test_privacy.py` fails for any other, so that nothing new is kept
of people without a way to erase it.

**A new table with texts.** Say in `ERASED` which of its rows are a customer's and what becomes of their
columns, or list its columns in `FREE`. `core.rls.secure_table` then gives the statements for the migration:
what may be erased is granted to `bpo_gate` column by column, and the one door, the function `erase_rows`,
can reach nothing else. Rows and their times always stay, because figures are made from them.

`where` is a condition on `t`, the table. It may use `:conversations`, `:customers` and `:authors` (of mentions who
are erased without having been customers), all arrays of ids.
Entries are worked off in the order in which they stand here: what looks rows up by an id stands before the
entry that hashes that id.
"""

from dataclasses import dataclass

BY_CONVERSATION = "t.conversation_id = ANY (:conversations)"
BY_CUSTOMER = "t.customer_id = ANY (:customers)"
ROLE = "bpo_gate"


@dataclass(frozen=True)
class Erased:
    """Rows of a customer, and what becomes of their columns.

    `blanked` become empty ('' or an empty list), `removed` become NULL. `hashed` are names that other rows
    refer to: each becomes the same keyed hash everywhere, so that what hung together still does. `salted`
    are hashed for this customer alone: who comes back is somebody new. Names are hashed only where the
    customer (or an author) is erased as a whole; where only texts have outlived their time, they stay.
    """

    where: str
    blanked: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    hashed: tuple[str, ...] = ()
    salted: tuple[str, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """Everything of a row that is erased."""
        return frozenset((*self.blanked, *self.removed, *self.hashed, *self.salted))


THEIR_MESSAGES = "SELECT m.external_id FROM message m WHERE m.conversation_id = ANY (:conversations)"
# Mentions that became messages of theirs, and all others by the same authors.
AS_MENTIONS = f"'mention:' || CAST(a.id AS text) IN ({THEIR_MESSAGES})"
THEIR_MENTIONS = f"SELECT a.id FROM mention a WHERE {AS_MENTIONS}"  # noqa: S608 -- fixed words
AS_AUTHORS = f"SELECT a.author_id FROM mention a WHERE a.author_id IS NOT NULL AND {AS_MENTIONS}"  # noqa: S608 -- fixed words
ALL_AUTHORS = f"{AS_AUTHORS} UNION SELECT w.id FROM mention_author w WHERE w.id = ANY (:authors)"  # noqa: S608 -- fixed words
MENTIONS_OF_THEIRS = f"{THEIR_MENTIONS} UNION SELECT b.id FROM mention b WHERE b.author_id IN ({ALL_AUTHORS})"  # noqa: S608 -- fixed words
THEIR_THREADS = "SELECT c.thread_id FROM conversation c WHERE c.id = ANY (:conversations)"

THEIR_REPLIES = "SELECT m.id FROM message m WHERE m.conversation_id = ANY (:conversations)"

# What was reviewed of theirs: a reply, or a message that was left without an answer.
THEIR_SAMPLES = (
    "SELECT s.id FROM sample s JOIN message m ON m.tenant_id = s.tenant_id AND m.id = s.message_id"
    " WHERE m.conversation_id = ANY (:conversations) UNION ALL SELECT s.id FROM sample s"
    " JOIN conversation_act a ON a.tenant_id = s.tenant_id AND a.id = s.act_id"
    " WHERE a.conversation_id = ANY (:conversations)"
)
BY_REVIEW = f"t.review_id IN (SELECT r.id FROM review r WHERE r.sample_id IN ({THEIR_SAMPLES}))"  # noqa: S608 -- words of ours

ERASED: dict[str, tuple[Erased, ...]] = {
    "approval": (
        Erased(BY_CONVERSATION, blanked=("text", "findings", "reasons"), removed=("decided_text", "note")),
    ),
    # What a message shows is as much its author's as what it says.
    "attachment": (
        Erased(
            "t.message_id IN (SELECT m.id FROM message m WHERE m.conversation_id = ANY (:conversations))",
            blanked=("reference",),
            removed=("alt", "body", "small"),
        ),
    ),
    # Where a link leads says as much of who wrote it.
    "link_preview": (
        Erased(
            "t.message_id IN (SELECT m.id FROM message m WHERE m.conversation_id = ANY (:conversations))",
            blanked=("address", "host"),
            removed=("led_to", "title", "description", "small"),
        ),
    ),
    # Whatever is erased may stand in any export that was made before: all of them go.
    "brand_export_part": (Erased("octet_length(t.body) > 0", blanked=("body",)),),
    "compensation": (Erased(BY_CONVERSATION, blanked=("reason",)),),
    "customer_identity": (Erased(BY_CUSTOMER, removed=("name", "followers"), salted=("external_id",)),),
    "customer_number": (Erased(BY_CUSTOMER, blanked=("number",)),),
    "delivery": (
        Erased(
            "t.thread_key = ANY (:conversations)",
            blanked=("body",),
            removed=("subject", "recipient", "remote_url"),
            hashed=("in_reply_to", "remote_id"),
        ),
    ),
    "draft": (
        Erased(
            BY_CONVERSATION,
            blanked=("text", "findings"),
            removed=("override_reason", "compensation_reason"),
        ),
    ),
    "draft_revision": (
        Erased(
            "t.draft_id IN (SELECT d.id FROM draft d WHERE d.conversation_id = ANY (:conversations))",
            blanked=("text",),
        ),
    ),
    "dispute": (Erased(BY_REVIEW, blanked=("reason",), removed=("note",)),),
    "handoff": (Erased(BY_CONVERSATION, blanked=("question", "answer")),),
    "inbound_event": (
        Erased(
            "(t.account_id, t.dedupe_key) IN (SELECT m.account_id, m.external_id || w.word FROM message m"
            " CROSS JOIN (VALUES (''), (chr(58) || 'removed'), (chr(58) || 'restored')) AS w (word)"
            " WHERE m.conversation_id = ANY (:conversations))",
            blanked=("body",),
            hashed=("dedupe_key",),
        ),
    ),
    "mention_note": (Erased(f"t.mention_id IN ({MENTIONS_OF_THEIRS})", blanked=("text",)),),
    "mention_author": (
        Erased(f"t.id IN ({ALL_AUTHORS})", removed=("name", "handle", "url"), salted=("key",)),
    ),
    "mention": (
        Erased(
            f"t.id IN ({MENTIONS_OF_THEIRS})",
            blanked=("title", "text"),
            removed=("url",),
            hashed=("external_id",),  # a feed shows it for days: it is recognised and not stored again
        ),
    ),
    "note": (Erased(BY_CONVERSATION, blanked=("text",)),),
    "review": (Erased(f"t.sample_id IN ({THEIR_SAMPLES})", removed=("note",)),),
    "review_score": (Erased(BY_REVIEW, blanked=("note",)),),
    # Also of drafts that never went out.
    "reply_picture": (
        Erased(
            "t.source_id IN (SELECT d.id FROM draft d WHERE d.conversation_id = ANY (:conversations))",
            blanked=("alt",),
            removed=("body", "small"),
        ),
    ),
    # What was brought without a conversation belongs to nobody whom we know.
    "survey_answer": (
        Erased(
            "t.customer_id = ANY (:customers) OR t.message_id IN"
            " (SELECT m.id FROM message m WHERE m.conversation_id = ANY (:conversations))",
            removed=("comment",),
        ),
    ),
    # A thread that others write in too goes on; its name is the thread's own.
    "thread_link": (
        Erased(
            f"t.thread_id IN ({THEIR_THREADS}) AND NOT EXISTS (SELECT FROM conversation o"
            " WHERE o.thread_id = t.thread_id AND o.id <> ALL (:conversations))",
            salted=("key",),
        ),
    ),
    "shift_note": (Erased(BY_CONVERSATION, blanked=("text",)),),
    "message": (
        # What others answered of theirs, in the same thread.
        Erased(
            f"t.thread_id IN ({THEIR_THREADS}) AND t.conversation_id <> ALL (:conversations)"
            f" AND t.in_reply_to IN ({THEIR_MESSAGES})",
            hashed=("in_reply_to",),
        ),
        Erased(
            f"{BY_CONVERSATION} AND t.direction = 'in'",
            blanked=("text",),
            removed=("author_name",),
            hashed=("external_id", "in_reply_to"),
            salted=("author_id",),
        ),
        # A brand's own name is nobody's secret; whom it wrote to is.
        Erased(
            f"{BY_CONVERSATION} AND t.direction = 'out'",
            blanked=("text",),
            hashed=("external_id", "in_reply_to"),
            salted=("addressee",),
        ),
    ),
    # How a reply read to the network; what was found in it are rules and places, and stay. After the replies: who
    # keeps how one read holds it first as well, so that neither outlives the other, nor waits for it for ever.
    "automatic_check": (Erased(f"t.message_id IN ({THEIR_REPLIES})", removed=("likely",)),),
}

# Words of ours and of the networks: kinds, states, languages, names of agreed things.
FREE_EVERYWHERE = frozenset(
    {
        *("currency", "direction", "kind", "language", "languages", "locale", "network", "side", "stage"),
        *("state", "time_zone", "visibility"),
    }
)
# Columns that hold nothing of customers, and why.
FREE: dict[str, frozenset[str]] = {
    # People of the vendor and of the client: their own names and settings.
    "agent_profile": frozenset({"competencies"}),
    "api_key": frozenset({"name", "prefix", "key_hash", "scopes"}),
    "absence": frozenset({"note"}),
    "certification": frozenset({"suspended_reason", "waiver"}),
    "certification_step": frozenset({"note"}),
    "competency_mark": frozenset({"competency", "evidence"}),
    "coverage_need": frozenset({"spec"}),
    "login_tries": frozenset({"key"}),  # a keyed hash
    "membership": frozenset({"tags"}),
    "notification": frozenset({"message", "values", "path", "about"}),  # sentences of ours with ids
    "notification_hook": frozenset({"url", "secret", "why"}),
    "one_time_link": frozenset({"token_hash"}),
    "saved_filter": frozenset({"name", "query"}),
    "team": frozenset({"name"}),
    "user_account": frozenset(
        {"email", "name", "password_hash", "totp_secret", "recovery_codes", "notification_ways"}
    ),
    "user_session": frozenset({"token_hash", "user_agent"}),
    # What was agreed with the brand, and what it told us.
    "article": frozenset({"title", "text", "url"}),
    "brand_section": frozenset({"section", "content"}),
    "business_calendar": frozenset({"name", "spec"}),
    "campaign": frozenset({"title", "text", "statement", "tags"}),
    "onboarding_confirmation": frozenset({"item", "note"}),
    "profile_calibration": frozenset({"note", "spec"}),
    "profile_template": frozenset({"spec"}),
    "reply_template": frozenset({"name", "text"}),
    "vendor_word": frozenset({"word", "key", "added_by_name", "retired_by_name"}),
    "scorecard": frozenset({"criteria"}),
    "service_level": frozenset({"name", "conditions", "calendar"}),
    "survey_plan": frozenset({"networks", "wording"}),
    "tenant": frozenset({"slug", "name"}),
    # Accounts of the brand and how they are connected.
    "channel_account": frozenset(
        {"handle", "purpose", "tags", "server", "display_name", "local", "owner", "webhook_secret"}
    ),
    "channel_connection": frozenset({"settings", "secret", "session", "why", "own_id", "facts"}),
    "channel_route": frozenset({"key"}),
    "poll_cursor": frozenset({"cursor", "failure"}),
    "channel_audit": frozenset({"failure"}),
    "sending_pause": frozenset({"reason"}),
    # A file is not kept once it is imported; of what it rejected, the line and what was wrong with it.
    "import_run": frozenset({"file_name", "format", "rejects", "failure", "body"}),
    # Files with their counts and hashes.
    "brand_export": frozenset({"ordered_by_name", "manifest"}),
    # Who of us did what, with which kind of outcome; ids and small facts.
    "approval": frozenset({"author_name", "decided_by_name", "pictures"}),  # sums of them
    "attachment": frozenset({"failure"}),  # a sentence of ours
    "conversation_act": frozenset({"reason"}),  # a code
    "link_preview": frozenset({"failure"}),  # a sentence of ours
    "moderation": frozenset({"act", "rule", "failure"}),  # codes, and the brand's own word for a rule
    # What a link opens, by id; sums of pictures, and the network's names of their bytes before anybody sees them.
    "delivery": frozenset({"idempotency_key", "failure", "agent", "link", "pictures", "uploads"}),
    "delivery_attempt": frozenset({"request_hash", "detail"}),  # a hash of the reply; a kind of answer
    "department_alert": frozenset({"department", "contact", "reason", "seen_by_name"}),
    "draft": frozenset({"client_key", "window_key", "verdict", "delivery_ids", "failure", "stopped_by"})
    | {"compensation_currency"},
    "event": frozenset({"action", "subject_type", "detail"}),
    "handoff": frozenset({"department", "contact", "asked_by_name", "answered_by_name"}),
    "inbound_event": frozenset({"form"}),
    "job": frozenset({"queue", "name", "payload", "last_error"}),
    # Rules and places, never the words; codes.
    "automatic_check": frozenset({"findings", "grammar_state", "grammar_unread"})
    | {"reader_state", "reader_unread", "reader_version"},
    "dispute": frozenset({"criteria"}),  # keys of the scorecard
    "guide_trial": frozenset({"content", "ordered_by_name"}),  # a guide
    "guide_trial_reply": frozenset({"before", "after", "effects"}),  # rules and places, never the words
    # What is looked for and where; the file is not kept once it is imported.
    "mention": frozenset({"labels", "reason"}),  # words of the analysts', a code
    "mention_import": frozenset({"file_name", "rejects", "failure", "body"}),
    "mention_match": frozenset({"spans"}),  # numbers
    "mention_note": frozenset({"written_by_name"}),
    "mention_source": frozenset({"name", "url", "etag", "last_modified", "failure"}),
    "mention_view": frozenset({"name", "query"}),
    "watch": frozenset({"name", "query", "sources", "excluded"}),
    "week_digest": frozenset({"content"}),  # figures and ids
    "message": frozenset({"agent"}),
    # Words of ours; they outlive the text they were read from.
    "message_mood": frozenset({"sentiment", "read_by", "urgent", "topics", "intent"}),
    "queue_item": frozenset({"reasons"}),  # codes with numbers
    "review": frozenset({"agent"}),
    "review_score": frozenset({"criterion"}),  # its key
    "sample": frozenset({"agent", "involved", "stratum", "why"}),  # our people by address and id; codes
    "sample_draw": frozenset({"seed"}),
    "sampling_plan": frozenset({"certain"}),  # codes
    "reply_picture": frozenset({"digest"}),
    "schedule": frozenset({"name"}),
    "survey_answer": frozenset({"agent", "external_id"}),  # another system's id of an answer, not of a person
    "survey_invitation": frozenset({"agent", "reason"}),  # a code
    "turn": frozenset({"answered_by"}),
    # Figures, words of the agreement, and what two sides said to each other about figures; sealed for good.
    "exclusion": frozenset(
        {
            "account_ids",
            "turn_ids",
            "why",
            "evidence",
            "found_as",
            "proposed_by_name",
            "decided_by_name",
            "reason",
        }
    ),
    "snapshot": frozenset({"content", "differences", "signed_by_name", "decided_by_name", "reasons"}),
    "industry_month": frozenset({"industry", "figures"}),  # figures of a brand, without its name
    "snapshot_seal": frozenset({"previous", "seal"}),
    "report_comment": frozenset({"text", "written_by_name"}),
    "restatement": frozenset({"lines", "reason", "made_by_name"}),
    # People with an account, by id; codes and choices of what is shown.
    "report_subscription": frozenset({"frequency", "attachments", "sections"}),
    "report_delivery": frozenset({"frequency", "attachments", "sections", "outcome"}),
    "billing_statement": frozenset({"seal", "content", "reason", "made_by_name"}),
    "erasure": frozenset({"reason"}),  # a code
    "erasure_key": frozenset({"secret"}),
    "ledger_entry": frozenset({"body", "hash"}),  # ids, times, codes, keyed hashes of our people's addresses
    "ledger_day": frozenset({"last_hash", "seal"}),
    "ledger_key": frozenset({"secret"}),
}


def erasable(table: str) -> tuple[str, ...]:
    """The columns of a table that the door may erase."""
    return tuple(sorted({column for entry in ERASED.get(table, ()) for column in entry.columns}))


def is_free(table: str, column: str) -> bool:
    """Whether a column is declared to hold nothing of customers."""
    return column in FREE_EVERYWHERE or column in FREE.get(table, frozenset())


def door_grants(table: str) -> list[str]:
    """What the door needs for a table: to find rows by id, and to overwrite what is erased, no more."""
    columns = erasable(table)
    if not columns:
        return []
    listed = ", ".join(columns)
    return [f"GRANT SELECT (tenant_id, id, {listed}), UPDATE ({listed}) ON {table} TO {ROLE}"]
