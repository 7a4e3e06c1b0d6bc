"""Conversations and what they are made of."""

from marshmallow import Schema, fields, validate

from bpo.conversations.operations.acts import DismissalReason
from bpo.conversations.schemas.common import CURSOR, PRINTABLE
from bpo.core.vocabulary import Network, Visibility
from bpo.web.paging import PAGE_SIZE


class ConversationQuery(Schema):
    state = fields.String(validate=validate.OneOf(("open", "closed")))
    waiting = fields.String(validate=validate.OneOf(("waiting", "overdue")))
    network = fields.String(validate=validate.OneOf([network.value for network in Network]))
    account = fields.UUID()
    tag = fields.String(
        validate=[validate.Length(max=60), PRINTABLE], metadata={"description": "Of the account."}
    )
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


class PictureOut(Schema):
    id = fields.UUID()
    alt = fields.String(allow_none=True, metadata={"description": "What its author says it shows."})
    state = fields.String(metadata={"description": "`kept` once it can be taken by its id."})
    content_type = fields.String(allow_none=True)
    width = fields.Integer(allow_none=True)
    height = fields.Integer(allow_none=True)


class LinkOut(Schema):
    state = fields.String(metadata={"description": "`kept` once somebody has looked behind it."})
    host = fields.String(metadata={"description": "In ASCII where its letters may be taken for others."})
    led_to = fields.String(
        allow_none=True, metadata={"description": "The host where it ends, where that is another."}
    )
    title = fields.String(allow_none=True)
    description = fields.String(allow_none=True)


class MessageOut(Schema):
    id = fields.UUID()
    external_id = fields.String()
    direction = fields.String()
    automatic = fields.Boolean()
    part_no = fields.Integer(
        allow_none=True,
        metadata={"description": "Of a reply sent in parts, which one; the first counts as the reply."},
    )
    author = fields.Nested(AuthorOut)
    agent = fields.String(allow_none=True)
    text = fields.String()
    posted_at = fields.AwareDateTime()
    ingested_at = fields.AwareDateTime()
    in_reply_to = fields.String(allow_none=True)
    visibility = fields.String()
    language = fields.String(allow_none=True)
    pictures = fields.List(fields.Nested(PictureOut))
    links = fields.List(fields.Nested(LinkOut), metadata={"description": "What lies behind its links."})
    stands = fields.String(metadata={"description": "On its network: shown, hidden or deleted."})
    gone_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "Deleted there by its author or the network, not by us."}
    )


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
