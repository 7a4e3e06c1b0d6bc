"""What comes in with the forms, and what the API gives."""

from marshmallow import Schema, fields, validate

from bpo.core.vocabulary import LanguageCode
from bpo.knowledge.rules import CampaignKind, TemplateKind
from bpo.web.inputs import LocalDateTime, Words

LONGEST = 5000


def _language() -> fields.String:
    return fields.String(required=True, validate=validate.OneOf([one.value for one in LanguageCode]))


def _text(longest: int = LONGEST) -> fields.String:
    return fields.String(required=True, validate=validate.Length(1, longest))


class TemplateIn(Schema):
    name = _text(120)
    language = _language()
    kind = fields.String(
        load_default=TemplateKind.REPLY.value, validate=validate.OneOf([one.value for one in TemplateKind])
    )
    text = _text()


class ArticleIn(Schema):
    title = _text(200)
    language = _language()
    text = _text(20_000)
    url = fields.Url(schemes={"https", "http"}, load_default=None)


class CampaignIn(Schema):
    kind = fields.String(required=True, validate=validate.OneOf([one.value for one in CampaignKind]))
    title = _text(200)
    text = _text()
    statement = fields.String(load_default=None, validate=validate.Length(max=LONGEST))
    tags = Words(load_default=list)
    starts_at = LocalDateTime(required=True)
    ends_at = LocalDateTime(load_default=None)


class CalendarQuery(Schema):
    month = fields.Date(format="%Y-%m", load_default=None)


class ArticleQuery(Schema):
    words = fields.String(load_default="", validate=validate.Length(max=200))
    language = fields.String(load_default=None, validate=validate.OneOf([one.value for one in LanguageCode]))


class TemplateOut(Schema):
    id = fields.UUID()
    name = fields.String()
    language = fields.String()
    kind = fields.String()
    text = fields.String()
    changed_at = fields.AwareDateTime()


class TemplatesOut(Schema):
    items = fields.List(fields.Nested(TemplateOut))


class ArticleOut(Schema):
    id = fields.UUID()
    title = fields.String()
    language = fields.String()
    text = fields.String()
    url = fields.String(allow_none=True)
    changed_at = fields.AwareDateTime()


class ArticlesOut(Schema):
    items = fields.List(fields.Nested(ArticleOut))


class CampaignOut(Schema):
    id = fields.UUID()
    kind = fields.String()
    title = fields.String()
    text = fields.String()
    statement = fields.String(allow_none=True)
    tags = fields.List(fields.String())
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime(allow_none=True)
    changed_at = fields.AwareDateTime()


class CampaignsOut(Schema):
    items = fields.List(fields.Nested(CampaignOut))
