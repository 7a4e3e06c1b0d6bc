"""Search."""

from marshmallow import Schema, fields, validate

from bpo.conversations.rules.search import LONGEST
from bpo.conversations.schemas.common import CURSOR, PRINTABLE
from bpo.core.i18n import N_
from bpo.core.vocabulary import LanguageCode, Network
from bpo.web.paging import PAGE_SIZE

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
