"""What comes in with forms and calls, and what the API gives."""

from marshmallow import Schema, fields, validate

from bpo.core.vocabulary import LanguageCode, Sentiment
from bpo.monitoring.operations.imports import FORMATS
from bpo.monitoring.rules.authors import Tier
from bpo.monitoring.rules.mentions import DismissReason, MentionState, Sort
from bpo.web.inputs import Words

LANGUAGES = [one.value for one in LanguageCode]
DEEDS = ("keep", "dismiss", "renew", "label")
LIMIT = 200


def _one_of(values: list[str]) -> fields.String:
    return fields.String(load_default=None, validate=validate.OneOf(values))


class MentionQuery(Schema):
    brand = fields.String(load_default=None, validate=validate.Length(max=40))
    watch = fields.UUID(load_default=None)
    source = fields.UUID(load_default=None)
    author = fields.UUID(load_default=None)
    language = fields.String(load_default=None, validate=validate.Length(max=3))
    sentiment = _one_of([one.value for one in Sentiment])
    state = _one_of([*(one.value for one in MentionState), "all"])
    label = fields.String(load_default=None, validate=validate.Length(max=40))
    mine = fields.Boolean(load_default=False)
    q = fields.String(load_default="", validate=validate.Length(max=100))
    since = fields.Date(load_default=None)
    until = fields.Date(load_default=None)
    sort = fields.String(load_default=Sort.NEWEST.value, validate=validate.OneOf([one.value for one in Sort]))
    cursor = fields.String(load_default=None, validate=validate.Length(max=2000))


class MentionPageQuery(MentionQuery):
    limit = fields.Integer(load_default=50, validate=validate.Range(1, LIMIT))


class MentionDismissIn(Schema):
    reason = fields.String(required=True, validate=validate.OneOf([one.value for one in DismissReason]))


class MentionLabelsIn(Schema):
    add = Words(load_default=list)
    remove = Words(load_default=list)


class MentionAssignIn(Schema):
    assignee = fields.UUID(load_default=None, allow_none=True)


class MentionNoteIn(Schema):
    text = fields.String(required=True, validate=validate.Length(1, 4000))


class MentionConvertIn(Schema):
    account = fields.String(required=True, validate=validate.Length(1, 300))


class BulkForm(Schema):
    item = fields.List(fields.String())
    deed = fields.String(required=True, validate=validate.OneOf(DEEDS))
    reason = fields.String(load_default=None)
    labels = Words(load_default=list)


class MentionBulkItem(Schema):
    brand = fields.String(required=True)
    id = fields.UUID(required=True)


class MentionBulkIn(Schema):
    items = fields.List(fields.Nested(MentionBulkItem), required=True, validate=validate.Length(1, 500))
    deed = fields.String(required=True, validate=validate.OneOf(DEEDS))
    reason = fields.String(load_default=None, allow_none=True)
    labels = Words(load_default=list)


class MentionBulkOut(Schema):
    done = fields.Integer()
    left = fields.Integer()


class ViewForm(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 60))
    back = fields.String(load_default="", validate=validate.Length(max=2000))


class WatchIn(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 80))
    query = fields.String(required=True, validate=validate.Length(1, 2000))
    languages = fields.List(fields.String(validate=validate.OneOf(LANGUAGES)), load_default=list)
    sources = fields.List(fields.UUID(), load_default=list)
    excluded = Words(load_default=list)


class TryIn(Schema):
    query = fields.String(required=True, validate=validate.Length(1, 2000))
    text = fields.String(required=True, validate=validate.Length(1, 5000))


class MentionSourceIn(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 80))
    url = fields.String(required=True, validate=validate.Length(1, 2000))
    keeps_all = fields.Boolean(load_default=False)


class ImportIn(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 80))
    format = fields.String(required=True, validate=validate.OneOf(FORMATS))


class AuthorQuery(Schema):
    sort = fields.String(load_default="mentions", validate=validate.OneOf(["mentions", "reach"]))
    tier = _one_of([one.value for one in Tier])
    q = fields.String(load_default="", validate=validate.Length(max=100))
    cursor = fields.String(load_default=None, validate=validate.Length(max=2000))


class AuthorPageQuery(AuthorQuery):
    limit = fields.Integer(load_default=50, validate=validate.Range(1, LIMIT))


class PageQuery(Schema):
    cursor = fields.String(load_default=None, validate=validate.Length(max=2000))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, LIMIT))


class MatchOut(Schema):
    watch_id = fields.UUID()
    spans = fields.List(fields.List(fields.Integer()))


class MentionOut(Schema):
    id = fields.UUID()
    brand = fields.String(attribute="slug")
    source = fields.String()
    source_id = fields.UUID()
    url = fields.String(allow_none=True)
    title = fields.String()
    text = fields.String()
    language = fields.String(allow_none=True)
    sentiment = fields.String()
    reach = fields.Integer()
    posted_at = fields.AwareDateTime()
    state = fields.String()
    reason = fields.String(allow_none=True)
    labels = fields.List(fields.String())
    conversation_id = fields.UUID(allow_none=True)
    author_id = fields.UUID(allow_none=True)
    author = fields.String(allow_none=True)
    handle = fields.String(allow_none=True)
    matches = fields.List(fields.Nested(MatchOut))


class MentionsOut(Schema):
    items = fields.List(fields.Nested(MentionOut))
    next_cursor = fields.String(allow_none=True)


class WatchOut(Schema):
    id = fields.UUID()
    name = fields.String()
    query = fields.String()
    languages = fields.List(fields.String())
    sources = fields.List(fields.String())
    excluded = fields.List(fields.String())
    ready = fields.Function(lambda row: row.ready_at is not None)


class WatchesOut(Schema):
    items = fields.List(fields.Nested(WatchOut))


class MentionSourceOut(Schema):
    id = fields.UUID()
    kind = fields.String()
    name = fields.String()
    url = fields.String(allow_none=True)
    keeps_all = fields.Boolean()
    polled_at = fields.AwareDateTime(allow_none=True)
    failing_since = fields.AwareDateTime(allow_none=True)
    failure = fields.String(allow_none=True)


class MentionSourcesOut(Schema):
    items = fields.List(fields.Nested(MentionSourceOut))


class MentionImportOut(Schema):
    id = fields.UUID()
    state = fields.String()
    read = fields.Integer()
    stored = fields.Integer()
    duplicates = fields.Integer()
    unmatched = fields.Integer()
    rejected = fields.Integer()
    rejects = fields.List(fields.Dict())
    failure = fields.String(allow_none=True)


class MentionAuthorOut(Schema):
    id = fields.UUID()
    name = fields.String(allow_none=True)
    handle = fields.String(allow_none=True)
    url = fields.String(allow_none=True)
    reach = fields.Integer()
    mentions = fields.Integer()
    negative = fields.Integer()
    positive = fields.Integer()
    tiers = fields.List(fields.String())
    last_at = fields.AwareDateTime()


class MentionAuthorsOut(Schema):
    items = fields.List(fields.Nested(MentionAuthorOut))
    next_cursor = fields.String(allow_none=True)


class SpikeOut(Schema):
    id = fields.UUID()
    watch_id = fields.UUID()
    measure = fields.String()
    began_at = fields.AwareDateTime()
    raised_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)
    hours = fields.Integer()
    count = fields.Integer()
    negative = fields.Integer()
    expected = fields.Float()
    threshold = fields.Integer()


class SpikesOut(Schema):
    items = fields.List(fields.Nested(SpikeOut))
    next_cursor = fields.String(allow_none=True)


class DigestOut(Schema):
    id = fields.UUID()
    week = fields.Date()
    made_at = fields.AwareDateTime()
    content = fields.Dict()


class DigestsOut(Schema):
    items = fields.List(fields.Nested(DigestOut))
