"""What is asked of conversations, and what programs are told about them."""

from marshmallow import Schema, fields, validate

from bpo.channels.adapters.base import Act
from bpo.conversations.operations.acts import DismissalReason
from bpo.conversations.operations.assignment import MOST_AT_ONCE, Deed
from bpo.conversations.queries.queue import SHOWS
from bpo.conversations.queue_words import STAGES
from bpo.conversations.rules.approval import Tier
from bpo.conversations.rules.claims import LONGEST_REASON, SNOOZE_MINUTES
from bpo.conversations.rules.drafts import KEY, LONGEST_TEXT, DraftKind
from bpo.conversations.rules.erasure import MOST_MONTHS, ErasureReason
from bpo.conversations.rules.handoffs import SHOWN
from bpo.conversations.rules.search import LONGEST
from bpo.conversations.rules.watch import USUAL_WITHIN, WITHIN
from bpo.core.i18n import N_
from bpo.core.vocabulary import LanguageCode, Network, Priority, Sentiment, Visibility
from bpo.web.paging import LONGEST_CURSOR, PAGE_SIZE

# What PostgreSQL cannot hold as text is not searched for either.
PRINTABLE = validate.Regexp(r"[^\x00-\x1f\x7f]*\Z", error=N_("Not a valid string."))
CURSOR = validate.Length(max=LONGEST_CURSOR)
LONGEST_WORDS = 20_000  # how much a rule takes is the rule's to say; this keeps what is absurd away from it


class ConversationQuery(Schema):
    state = fields.String(validate=validate.OneOf(("open", "closed")))
    waiting = fields.String(validate=validate.OneOf(("waiting", "overdue")))
    network = fields.String(validate=validate.OneOf([network.value for network in Network]))
    account = fields.UUID()
    visibility = fields.String(validate=validate.OneOf([one.value for one in Visibility]))
    since = fields.Date()
    until = fields.Date(metadata={"description": "The last day, itself included."})
    q = fields.String(validate=[validate.Length(min=2, max=100), PRINTABLE])
    cursor = fields.String(validate=CURSOR)


class ConversationPageQuery(ConversationQuery):
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=200))


class ThreadQuery(Schema):
    before = fields.String(validate=CURSOR)


class DismissalIn(Schema):
    reason = fields.Enum(DismissalReason, by_value=True, required=True)


class ConversationOut(Schema):
    id = fields.UUID()
    brand = fields.String(attribute="slug")
    network = fields.String()
    account = fields.String()
    customer = fields.String(allow_none=True)
    state = fields.String()
    visibility = fields.String()
    started_at = fields.AwareDateTime()
    last_message_at = fields.AwareDateTime()
    message_count = fields.Integer()
    waiting_since = fields.AwareDateTime(allow_none=True)
    due_at = fields.AwareDateTime(allow_none=True)


class ConversationListOut(Schema):
    items = fields.List(fields.Nested(ConversationOut))
    next_cursor = fields.String(allow_none=True)


class AuthorOut(Schema):
    id = fields.String()
    name = fields.String(allow_none=True)


class MessageOut(Schema):
    id = fields.UUID()
    external_id = fields.String()
    direction = fields.String()
    automatic = fields.Boolean()
    author = fields.Nested(AuthorOut)
    agent = fields.String(allow_none=True)
    text = fields.String()
    posted_at = fields.AwareDateTime()
    ingested_at = fields.AwareDateTime()
    in_reply_to = fields.String(allow_none=True)
    visibility = fields.String()
    language = fields.String(allow_none=True)


class TurnOut(Schema):
    id = fields.UUID()
    episode = fields.Integer(attribute="episode_no")
    kind = fields.String()
    message_count = fields.Integer()
    started_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime(allow_none=True)
    target_seconds = fields.Integer(allow_none=True)
    outcome = fields.String()
    stopped_at = fields.AwareDateTime(allow_none=True)
    worked_seconds = fields.Float(allow_none=True)
    verdict = fields.String()
    service_level = fields.String(allow_none=True)
    service_level_version = fields.Integer(allow_none=True)
    answered_by = fields.String(allow_none=True)


class EpisodeOut(Schema):
    id = fields.UUID()
    number = fields.Integer(attribute="episode_no")
    opened_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime(allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)


class ThreadOut(ConversationOut):
    messages = fields.List(fields.Nested(MessageOut))
    earlier = fields.String(
        allow_none=True, metadata={"description": "`before` for the messages before these."}
    )
    turns = fields.List(fields.Nested(TurnOut))
    episodes = fields.List(fields.Nested(EpisodeOut))


class RejectOut(Schema):
    line = fields.Integer()
    reason = fields.String()


class ImportOut(Schema):
    id = fields.UUID()
    file_name = fields.String()
    format = fields.String()
    size = fields.Integer()
    state = fields.String()
    created_at = fields.AwareDateTime()
    finished_at = fields.AwareDateTime(allow_none=True)
    read = fields.Integer()
    stored = fields.Integer()
    duplicates = fields.Integer()
    other = fields.Integer()
    rejected = fields.Integer()
    rejects = fields.List(fields.Nested(RejectOut))
    failure = fields.String(allow_none=True)


class QueueQuery(Schema):
    show = fields.String(load_default="waiting", validate=validate.OneOf(tuple(SHOWS)))
    brand = fields.String(validate=validate.Length(max=40))
    priority = fields.String(validate=validate.OneOf([one.value for one in Priority]))
    sentiment = fields.String(validate=validate.OneOf([one.value for one in Sentiment]))
    network = fields.String(validate=validate.OneOf([network.value for network in Network]))
    language = fields.String(validate=validate.OneOf([one.value for one in LanguageCode]))
    visibility = fields.String(validate=validate.OneOf([one.value for one in Visibility]))
    tag = fields.String(
        validate=[validate.Length(max=100), PRINTABLE], metadata={"description": "Of the account."}
    )
    stage = fields.String(validate=validate.OneOf(tuple(STAGES)))
    overdue = fields.Boolean(load_default=False)
    due_within = fields.Integer(
        validate=validate.OneOf(WITHIN), metadata={"description": "Minutes; what is late already is not."}
    )
    cursor = fields.String(validate=CURSOR)


class QueuePageQuery(QueueQuery):
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=200))


class LiveQuery(Schema):
    since = fields.String(validate=validate.Length(max=64))


class ReasonOut(Schema):
    code = fields.String()
    kind = fields.String()
    topic = fields.String()
    count = fields.Integer()
    followers = fields.Integer()


class QueueItemOut(Schema):
    id = fields.UUID(metadata={"description": "The conversation's."})
    brand = fields.String(attribute="slug")
    network = fields.String()
    account = fields.String()
    visibility = fields.String()
    language = fields.String(allow_none=True)
    stage = fields.String(allow_none=True)
    customer = fields.String(allow_none=True)
    snippet = fields.String()
    sentiment = fields.String()
    priority = fields.String()
    reasons = fields.List(fields.Nested(ReasonOut), metadata={"description": "The most telling first."})
    messages = fields.Integer(metadata={"description": "How many of the customer's wait."})
    waiting_since = fields.AwareDateTime()
    due_at = fields.AwareDateTime(allow_none=True)
    due_kind = fields.String(allow_none=True)
    target_seconds = fields.Integer(allow_none=True)
    serve_by = fields.AwareDateTime(metadata={"description": "The key of the order."})
    snoozed_until = fields.AwareDateTime(allow_none=True)
    claimed_by = fields.UUID(allow_none=True)
    claim_until = fields.AwareDateTime(allow_none=True)
    holder = fields.String(allow_none=True)


class QueueOut(Schema):
    items = fields.List(fields.Nested(QueueItemOut))
    next_cursor = fields.String(allow_none=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    version = fields.String(metadata={"description": "For `/live?since=`."})


class ClaimOut(Schema):
    id = fields.UUID()
    brand = fields.String()
    claimed_by = fields.UUID(allow_none=True)
    claim_until = fields.AwareDateTime(allow_none=True)
    snoozed_until = fields.AwareDateTime(allow_none=True)


class ReleaseIn(Schema):
    reason = fields.String(load_default="", validate=validate.Length(max=LONGEST_REASON))


class HandOverIn(Schema):
    to = fields.UUID(required=True, metadata={"description": "The colleague's id."})


class SnoozeIn(Schema):
    until = fields.AwareDateTime(required=True)


class ItemIn(Schema):
    brand = fields.String(required=True, validate=validate.Length(max=40))
    id = fields.UUID(required=True)


class BulkIn(Schema):
    deed = fields.Enum(Deed, by_value=True, required=True)
    items = fields.List(
        fields.Nested(ItemIn), required=True, validate=validate.Length(min=1, max=MOST_AT_ONCE)
    )
    reason = fields.Enum(DismissalReason, by_value=True, load_default=None, allow_none=True)
    until = fields.AwareDateTime(load_default=None, allow_none=True)


class RefusedOut(Schema):
    id = fields.UUID()
    reason = fields.String()


class BulkOut(Schema):
    done = fields.List(fields.UUID())
    refused = fields.List(fields.Nested(RefusedOut))


class SnoozeForm(Schema):
    """Of a page: a while from now, or an instant on the reader's own clock."""

    lasts = fields.Integer(validate=validate.OneOf(SNOOZE_MINUTES))
    until = fields.NaiveDateTime()


class BulkForm(SnoozeForm):
    deed = fields.Enum(Deed, by_value=True, required=True)
    item = fields.List(
        fields.String(validate=validate.Length(max=100)), validate=validate.Length(max=MOST_AT_ONCE)
    )
    reason = fields.Enum(DismissalReason, by_value=True)
    back = fields.String(load_default="", validate=validate.Length(max=2000))


class FilterForm(Schema):
    name = fields.String(required=True, validate=[validate.Length(min=1, max=60), PRINTABLE])
    back = fields.String(load_default="", validate=validate.Length(max=2000))


CLIENT_KEY = validate.Regexp(KEY, error=N_("Not a valid key."))


class ReplyCheckIn(Schema):
    text = fields.String(required=True, validate=validate.Length(max=LONGEST_TEXT))
    kind = fields.Enum(DraftKind, by_value=True, load_default=DraftKind.REPLY)


class ReplyFindingOut(Schema):
    rule = fields.String()
    severity = fields.String()
    start = fields.Integer()
    end = fields.Integer()
    text = fields.String()
    message = fields.String()
    suggestions = fields.List(fields.String())


class ReplyLengthOut(Schema):
    used = fields.Integer()
    limit = fields.Integer(allow_none=True)
    unit = fields.String()


class ReplyCheckOut(Schema):
    language = fields.String()
    verdict = fields.String()
    line = fields.String(metadata={"description": "What would become of the text, in one sentence."})
    rule_set = fields.Integer(allow_none=True)
    findings = fields.List(fields.Nested(ReplyFindingOut))
    length = fields.Nested(ReplyLengthOut)


class DraftIn(Schema):
    text = fields.String(required=True, validate=validate.Length(max=LONGEST_TEXT))
    version = fields.Integer(
        load_default=0,
        validate=validate.Range(min=0),
        metadata={"description": "The version that the text was typed upon; 0 for a new draft."},
    )
    kind = fields.Enum(
        DraftKind,
        by_value=True,
        load_default=None,
        metadata={"description": "Without one it stays what it was; a new draft is a reply."},
    )
    window = fields.String(
        load_default=None,
        validate=CLIENT_KEY,
        metadata={"description": "Where it is typed: a repeated save from there is never out of date."},
    )


class SubmissionIn(DraftIn):
    override_reason = fields.String(load_default=None, allow_none=True)
    promise_at = fields.AwareDateTime(load_default=None, allow_none=True)
    compensation_amount = fields.String(load_default="", validate=validate.Length(max=30))
    compensation_reason = fields.String(load_default="", validate=validate.Length(max=1000))
    seen_message = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "The last message that the author had in front of them."},
    )
    despite_answer = fields.Boolean(load_default=False)
    ask_colleague = fields.Boolean(load_default=False)
    ask_client = fields.Boolean(
        load_default=False,
        metadata={"description": "Ask the client to exempt this reply from what blocks it."},
    )


class DraftOut(Schema):
    key = fields.String(attribute="client_key")
    id = fields.UUID()
    kind = fields.String()
    state = fields.String()
    text = fields.String()
    version = fields.Integer()
    saved_at = fields.AwareDateTime()
    stale = fields.Boolean(
        metadata={"description": "A newer text stood: it is `text`; the one that was given is kept aside."}
    )
    verdict = fields.String(allow_none=True)
    rule_set = fields.Integer(attribute="rule_set_version", allow_none=True)
    findings = fields.List(fields.Nested(ReplyFindingOut))
    override_reason = fields.String(allow_none=True)
    submitted_at = fields.AwareDateTime(allow_none=True)
    sent_at = fields.AwareDateTime(allow_none=True)
    promise_at = fields.AwareDateTime(allow_none=True)
    failure = fields.String(allow_none=True)


class DraftListOut(Schema):
    items = fields.List(fields.Nested(DraftOut))


class PresenceIn(Schema):
    writing = fields.Boolean(load_default=False)


class PresentOut(Schema):
    name = fields.String()
    writing = fields.Boolean()


class PresenceOut(Schema):
    here = fields.List(fields.Nested(PresentOut))
    sentence = fields.String()
    stamp = fields.String(metadata={"description": "Changes when the page shows something old."})
    holds = fields.Boolean(metadata={"description": "Whether the caller may send: they hold the claim."})


class HandoffIn(Schema):
    department = fields.String(required=True, validate=validate.Length(min=1, max=60))
    question = fields.String(required=True, validate=validate.Length(max=LONGEST_WORDS))


class ModerationIn(Schema):
    act = fields.String(required=True, validate=validate.OneOf([one.value for one in Act]))
    rule = fields.String(load_default="", validate=validate.Length(max=100))
    all_of_author = fields.Boolean(load_default=False)


class AnswerIn(Schema):
    answer = fields.String(required=True, validate=validate.Length(max=LONGEST_WORDS))


class HandoffQuery(Schema):
    show = fields.String(load_default="open", validate=validate.OneOf(tuple(SHOWN)))
    cursor = fields.String(validate=CURSOR)


class HandoffPageQuery(HandoffQuery):
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=200))


class HandoffOut(Schema):
    id = fields.UUID()
    conversation_id = fields.UUID()
    department = fields.String()
    question = fields.String()
    asked_at = fields.AwareDateTime()
    asked_by = fields.String(attribute="asked_by_name")
    due_at = fields.AwareDateTime(allow_none=True)
    state = fields.String()
    answer = fields.String(allow_none=True)
    answered_at = fields.AwareDateTime(allow_none=True)
    answered_by = fields.String(attribute="answered_by_name", allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)


class HandoffListOut(Schema):
    items = fields.List(fields.Nested(HandoffOut))
    next_cursor = fields.String(allow_none=True)


class FloorQuery(Schema):
    within = fields.Integer(
        load_default=USUAL_WITHIN,
        validate=validate.OneOf(WITHIN),
        metadata={"description": "Minutes ahead: what is due within them is counted as due soon."},
    )
    since = fields.String(validate=validate.Length(max=64))


class WarningIn(Schema):
    minutes = fields.Integer(load_default=None)


class OnShiftOut(Schema):
    user_id = fields.UUID()
    name = fields.String()
    is_there = fields.Boolean(
        metadata={"description": "Whether they already work, at this brand or another."}
    )


class BrandFloorOut(Schema):
    brand = fields.String()
    waiting = fields.Integer(metadata={"description": "Put off or not."})
    put_off = fields.Integer()
    free = fields.Integer(metadata={"description": "Neither held by anybody nor put off."})
    urgent = fields.Integer()
    negative = fields.Integer()
    soon = fields.Integer()
    late = fields.Integer()
    oldest_at = fields.AwareDateTime(allow_none=True)
    approvals = fields.Integer(metadata={"description": "Replies that wait for somebody of the vendor."})
    approvals_of_client = fields.Integer()
    handoffs = fields.Integer()
    handoffs_late = fields.Integer()
    fate_unknown = fields.Integer(attribute="unknown", metadata={"description": "Of replies."})
    stuck = fields.Integer()
    failed = fields.Integer(metadata={"description": "In the last 24 hours."})
    pauses = fields.Integer(metadata={"description": "Switches that stop sending."})
    is_paused = fields.Boolean(metadata={"description": "Whether the whole brand is switched off."})
    ill = fields.Integer(metadata={"description": "Accounts out of reach."})
    responders = fields.Integer(metadata={"description": "Who may answer now."})
    languages_unanswered = fields.List(fields.String())
    on_shift = fields.List(
        fields.Nested(OnShiftOut), metadata={"description": "Who may answer and is on shift now."}
    )


class WorkerOut(Schema):
    user_id = fields.UUID()
    name = fields.String()
    conversations = fields.List(fields.UUID())
    seen_at = fields.AwareDateTime(allow_none=True)
    on_shift_at = fields.List(
        fields.String(), metadata={"description": "Brands for which a shift of theirs is running."}
    )


class FloorOut(Schema):
    as_of = fields.AwareDateTime()
    brands = fields.List(fields.Nested(BrandFloorOut))
    workers = fields.List(fields.Nested(WorkerOut))


class DecisionIn(Schema):
    deed = fields.String(required=True, validate=validate.OneOf(("approve", "return", "pass_on")))
    text = fields.String(
        validate=validate.Length(max=LONGEST_WORDS),
        metadata={"description": "The approver's own words, where they change the author's."},
    )
    note = fields.String(load_default="", validate=validate.Length(max=LONGEST_WORDS))
    to = fields.Enum(Tier, by_value=True, load_default=Tier.SUPERVISOR)


class WhyOut(Schema):
    code = fields.String()
    values = fields.Dict()


class ApprovalOut(Schema):
    id = fields.UUID()
    conversation_id = fields.UUID()
    draft_id = fields.UUID()
    step = fields.Integer()
    tier = fields.String()
    state = fields.String()
    reasons = fields.List(fields.Nested(WhyOut))
    text = fields.String()
    submitted_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)
    decided_by = fields.String(attribute="decided_by_name", allow_none=True)
    decided_text = fields.String(allow_none=True)
    note = fields.String(allow_none=True)


class ApprovalListOut(Schema):
    items = fields.List(fields.Nested(ApprovalOut))


class ErasureIn(Schema):
    reason = fields.Enum(ErasureReason, by_value=True, required=True)


class ErasureForm(Schema):
    reason = fields.String(required=True, validate=validate.OneOf([one.value for one in ErasureReason]))
    word = fields.String(required=True, validate=validate.Length(max=40))


class ErasureOut(Schema):
    id = fields.UUID()
    kind = fields.String()
    customer_id = fields.UUID(allow_none=True)
    author_id = fields.UUID(allow_none=True, metadata={"description": "An author of mentions."})
    reason = fields.String()
    asked_at = fields.AwareDateTime()
    asked_by = fields.UUID(allow_none=True)
    done_at = fields.AwareDateTime(allow_none=True, metadata={"description": "Null while it waits."})
    conversations = fields.Integer()
    messages = fields.Integer(metadata={"description": "Of an author: their posts."})


class ErasureListQuery(Schema):
    cursor = fields.String(validate=CURSOR)
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=200))


class ErasureListOut(Schema):
    items = fields.List(fields.Nested(ErasureOut))
    next_cursor = fields.String(allow_none=True)


class RetentionIn(Schema):
    months = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(min=1, max=MOST_MONTHS),
        metadata={"description": "Null: texts are kept as long as the brand is."},
    )


class RetentionOut(Schema):
    months = fields.Integer(allow_none=True)


WAYS = {"in": N_("From customers"), "out": N_("From the brand"), "note": N_("Notes")}


class SearchQuery(Schema):
    q = fields.String(validate=[validate.Length(max=LONGEST), PRINTABLE])
    brand = fields.String(validate=[validate.Length(max=40), PRINTABLE])
    network = fields.String(validate=validate.OneOf([network.value for network in Network]))
    way = fields.String(
        validate=validate.OneOf(tuple(WAYS)), metadata={"description": "in, out, or note (staff only)."}
    )
    language = fields.String(validate=validate.OneOf([one.value for one in LanguageCode]))
    since = fields.Date()
    until = fields.Date(metadata={"description": "The last day, itself included."})
    cursor = fields.String(validate=CURSOR)


class SearchPageQuery(SearchQuery):
    q = fields.String(required=True, validate=[validate.Length(min=1, max=LONGEST), PRINTABLE])
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=200))


class SearchHitOut(Schema):
    id = fields.UUID()
    kind = fields.String(metadata={"description": "in, out or note."})
    at = fields.AwareDateTime()
    text = fields.String()
    author = fields.String(allow_none=True)
    external_id = fields.String(allow_none=True)


class SearchFoundOut(Schema):
    conversation_id = fields.UUID()
    brand = fields.String(attribute="slug")
    network = fields.String()
    account = fields.String(attribute="handle")
    customer = fields.String(allow_none=True)
    hits = fields.List(fields.Nested(SearchHitOut))


class SearchOut(Schema):
    items = fields.List(fields.Nested(SearchFoundOut))


class LogQuery(Schema):
    brand = fields.String(validate=validate.Length(max=40))
    show = fields.String(validate=validate.OneOf(("all", "to_do")))
    cursor = fields.String(validate=CURSOR)


class BrandLogQuery(Schema):
    show = fields.String(load_default="all", validate=validate.OneOf(("all", "to_do")))
    cursor = fields.String(validate=CURSOR)
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=200))


class ShiftNoteIn(Schema):
    brand = fields.String(required=True, validate=validate.Length(1, 40))
    text = fields.String(required=True, validate=validate.Length(1, 2000))
    conversation = fields.String(load_default="", validate=validate.Length(max=500))
    to_do = fields.Boolean(load_default=False)


class BrandShiftNoteIn(Schema):
    text = fields.String(required=True, validate=validate.Length(1, 2000))
    to_do = fields.Boolean(load_default=False)
    conversation_id = fields.UUID(load_default=None)


class ShiftNoteOut(Schema):
    id = fields.UUID()
    text = fields.String()
    to_do = fields.Boolean()
    conversation_id = fields.UUID(allow_none=True)
    written_at = fields.AwareDateTime()
    written_by = fields.UUID()
    done_at = fields.AwareDateTime(allow_none=True)
    done_by = fields.UUID(allow_none=True)


class ShiftLogOut(Schema):
    items = fields.List(fields.Nested(ShiftNoteOut))
    next_cursor = fields.String(allow_none=True)
