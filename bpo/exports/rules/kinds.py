"""What is in an export: each kind is a file of JSON lines, made of one table.

Every table that holds rows of a brand stands here, in `KINDS` or in `LEFT_OUT` with the reason;
`tests/exports/test_kinds.py` fails for one that does not, so that a new table is not forgotten. A column that is
left out is named with its table.
"""

from dataclasses import dataclass

FORMAT = 1  # of the files; grows when one is renamed or a column of it changes its meaning
OF_BRAND = "t.tenant_id = :tenant_id"


@dataclass(frozen=True)
class Kind:
    """One file: the rows of a table that are the brand's, in the order of their ids."""

    name: str
    table: str
    about: str
    left_out: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()  # only these; all that are not left out where none are named
    whose: str = OF_BRAND
    order: str = "t.id"

    @property
    def file(self) -> str:
        """The file's name inside the ZIP."""
        return f"{self.name}.ndjson"


# People by name and side, nothing by which they sign in: whoever has or had a role at the brand, or did something there.
THEIR_PEOPLE = (
    "t.id IN (SELECT m.user_id FROM membership m WHERE m.tenant_id = :tenant_id"
    " UNION SELECT e.actor_id FROM event e WHERE e.tenant_id = :tenant_id AND e.actor_id IS NOT NULL)"
)
WORDS = ("words",)  # the index of a text, made from it

KINDS: tuple[Kind, ...] = (
    Kind("brand", "tenant", "the brand itself", whose="t.id = :tenant_id"),
    Kind("accounts", "channel_account", "its accounts on networks", left_out=("webhook_secret",)),
    # Conversations.
    Kind("customers", "customer", "customers, by id"),
    Kind("customer_identities", "customer_identity", "who customers are on each network"),
    Kind("customer_numbers", "customer_number", "customers' numbers at the brand"),
    Kind("conversations", "conversation", "one customer in one thread"),
    Kind("messages", "message", "what was said, both ways", left_out=WORDS),
    Kind(
        "pictures",
        "attachment",
        "pictures that came with messages, without their bytes: what they show cannot be masked",
        left_out=("body", "small"),
    ),
    Kind(
        "link_previews",
        "link_preview",
        "what lay behind links in messages, without pictures: what they show cannot be masked",
        left_out=("small",),
    ),
    Kind("threads", "thread_link", "which ids of a network hang together"),
    Kind("received", "inbound_event", "messages as they arrived"),
    Kind("listings", "channel_audit", "when accounts were listed anew, to find what had been missed"),
    Kind("acts", "conversation_act", "dismissals, closings, openings and what else people did"),
    Kind(
        "moderations", "moderation", "what was hidden, shown again or deleted on the network, by which rule"
    ),
    Kind("removals", "message_removal", "what others deleted on the network, or brought back there"),
    Kind("moods", "message_mood", "how customers' messages read"),
    Kind("engagement", "message_engagement", "views, shares, likes and replies of public messages"),
    # Clocks.
    Kind("turns", "turn", "each turn with its clock and how it ended"),
    Kind("turn_adjustments", "turn_adjustment", "what approved exclusions make of the clocks of turns"),
    Kind("episodes", "episode", "each episode with its clock"),
    Kind("promises", "promise", "promised updates and whether they were kept"),
    Kind("due_notices", "due_notice", "when people were warned of late answers"),
    # Replies and decisions.
    Kind("drafts", "draft", "replies as they were written"),
    Kind("draft_revisions", "draft_revision", "earlier texts of replies"),
    Kind(
        "reply_pictures",
        "reply_picture",
        "pictures that were added to replies, without their bytes: what they show cannot be masked",
        left_out=("body", "small"),
    ),
    Kind("approvals", "approval", "what was submitted, and what was decided"),
    Kind("handoffs", "handoff", "questions to departments and their answers"),
    Kind("department_alerts", "department_alert", "posts that departments were warned of"),
    Kind("compensations", "compensation", "what was granted to customers"),
    Kind("deliveries", "delivery", "replies on their way to the network"),
    Kind("delivery_attempts", "delivery_attempt", "each attempt to send one"),
    Kind("sending_pauses", "sending_pause", "when sending is stopped"),
    Kind("notes", "note", "notes beside conversations", left_out=WORDS),
    Kind("shift_notes", "shift_note", "what one shift left to the next"),
    Kind("shift_note_receipts", "shift_note_receipt", "who has read it"),
    # Quality and satisfaction.
    Kind("scorecards", "scorecard", "versions of the scorecard"),
    Kind("sampling_plans", "sampling_plan", "how many replies are reviewed"),
    Kind("sample_draws", "sample_draw", "each draw, with the seed that makes it again"),
    Kind("samples", "sample", "what was drawn, and with which probability"),
    Kind("reviews", "review", "reviews and their scores"),
    Kind("review_scores", "review_score", "the answers, criterion by criterion"),
    Kind("disputes", "dispute", "disputes about reviews"),
    Kind("automatic_checks", "automatic_check", "what a machine found in sent replies"),
    Kind("guide_trials", "guide_trial", "changed guides as they were tried on sent replies"),
    Kind("guide_trial_replies", "guide_trial_reply", "which replies they would have judged otherwise"),
    Kind("survey_plans", "survey_plan", "when and how customers are asked"),
    Kind("survey_invitations", "survey_invitation", "who was asked"),
    Kind("survey_answers", "survey_answer", "what they answered"),
    # Said elsewhere.
    Kind("watches", "watch", "what is looked for"),
    Kind("mention_sources", "mention_source", "where"),
    Kind("mentions", "mention", "what was said elsewhere"),
    Kind("mention_authors", "mention_author", "by whom"),
    Kind("mention_notes", "mention_note", "notes beside mentions"),
    Kind("mention_matches", "mention_match", "which watch found which mention"),
    Kind("mention_hours", "mention_hour", "mentions by the hour"),
    Kind("mention_imports", "mention_import", "imported files of mentions", left_out=("body",)),
    Kind("spikes", "spike", "when many wrote at once"),
    Kind("week_digests", "week_digest", "weekly digests"),
    # Reports.
    Kind("months", "snapshot", "reports of months as they were signed"),
    Kind("month_seals", "snapshot_seal", "their seals"),
    Kind("exclusions", "exclusion", "what is left out of measurement, and who decided it"),
    Kind("restatements", "restatement", "what became known afterwards"),
    Kind("report_comments", "report_comment", "what vendor and client said about months"),
    Kind("report_subscriptions", "report_subscription", "who gets the report by mail, and when"),
    Kind("report_deliveries", "report_delivery", "which of these mails were sent"),
    Kind("ledger", "ledger_entry", "the evidence as a chain of hashes, which README.txt says how to check"),
    Kind("ledger_days", "ledger_day", "the seals of its days"),
    Kind("statements", "billing_statement", "what months cost: fees, service credits, corrections"),
    # What was agreed.
    Kind("sections", "brand_section", "every version of the style guide, terms, contract and so on"),
    Kind("calendars", "business_calendar", "every version of the calendars"),
    Kind("service_levels", "service_level", "every version of the service levels"),
    Kind("profile_calibrations", "profile_calibration", "what is asked of responders and analysts"),
    Kind("confirmations", "onboarding_confirmation", "what was vouched for before going live"),
    Kind("coverage_needs", "coverage_need", "how many people should be there"),
    Kind("warnings", "watch_setting", "when people are warned of late answers"),
    Kind("preview_settings", "preview_setting", "where we may look behind links"),
    Kind("retention_rules", "retention_rule", "how long texts are kept"),
    # At hand.
    Kind("templates", "reply_template", "starts for replies"),
    Kind("articles", "article", "what agents find beside a reply"),
    Kind("campaigns", "campaign", "campaigns, outages, holding statements"),
    Kind("campaign_receipts", "campaign_receipt", "who has read them"),
    # Who worked for the brand, and who did what.
    Kind("people", "user_account", "people by name", columns=("id", "name", "side"), whose=THEIR_PEOPLE),
    Kind("memberships", "membership", "their roles at the brand"),
    Kind("certifications", "certification", "who could serve the brand, and when"),
    Kind("certification_steps", "certification_step", "how they showed it"),
    Kind("assignments", "assignment", "who works for the brand"),
    Kind("imports", "import_run", "imported files of messages", left_out=("body",)),
    Kind("erasures", "erasure", "what was erased, when and why"),
    Kind("audit", "event", "who did what to which row", order="t.at, t.id"),
)

LEFT_OUT: dict[str, str] = {
    "brand_export": "exports themselves; what was exported stands in the audit log",
    "brand_export_part": "the same",
    "channel_connection": "how the vendor is connected with a network: tokens and secrets",
    "channel_route": "the same: addresses of webhooks",
    "erasure_key": "with it, what was erased could be guessed at",
    "evidence_note": "what is to be entered in the ledger within the minute",
    "ledger_key": "with it, the addresses of our people behind the ledger's hashes could be guessed at",
    "poll_cursor": "how far a network has been read; means nothing elsewhere",
    "presence": "who has a conversation open at this moment",
    "queue_item": "what waits at this moment; made from the turns",
    "shift_brand": "which of the vendor's shifts are for this brand; shifts are the vendor's own",
}
