"""Trials of changed guides and the vendor's words as programs write and read them."""

from marshmallow import Schema, fields, validate

from bpo.guides.rules.trials import Outcome, TrialState
from bpo.guides.rules.vendor_words import LONGEST
from bpo.language.types import Language
from bpo.web.paging import LONGEST_CURSOR, PAGE_SIZE

LONGEST_GUIDE = 2_000_000
OUTCOMES = validate.OneOf([one.value for one in Outcome])


class TrialIn(Schema):
    """The changed sections of the guide, as a brand file writes them; what is left out stays as it is in force."""

    guide = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_GUIDE))


class TrialOut(Schema):
    """A trial: how far it is and what it told. Counts are of replies; they grow while it runs."""

    id = fields.UUID()
    state = fields.String(validate=validate.OneOf([one.value for one in TrialState]))
    is_stalled = fields.Boolean(metadata={"description": "It runs and has not moved for a while."})
    ordered_at = fields.AwareDateTime()
    ordered_by = fields.String(
        allow_none=True, metadata={"description": "A name; the vendor's are not told to clients."}
    )
    side = fields.String(validate=validate.OneOf(["staff", "client"]))
    since = fields.AwareDateTime()
    until = fields.AwareDateTime()
    finished_at = fields.AwareDateTime(allow_none=True)
    base_version = fields.Integer(
        allow_none=True, metadata={"description": "The version it is compared with."}
    )
    is_current = fields.Boolean(metadata={"description": "Whether that version is still in force."})
    total = fields.Integer()
    done = fields.Integer()
    as_read = fields.Integer(
        metadata={
            "description": "Of those done, how many were compared with what the reader says of them too."
        }
    )
    stopped = fields.Integer()
    let_through = fields.Integer()
    otherwise = fields.Integer()


class RuleEffectOut(Schema):
    """In how many replies a rule finds something else; what the reader finds is `likely:` and the rule's name."""

    rule = fields.String()
    new = fields.Integer()
    gone = fields.Integer()
    moved = fields.Integer()


class WholeTrialOut(TrialOut):
    guide = fields.String(metadata={"description": "The guide that is tried, as a brand file writes it."})
    rules = fields.List(fields.Nested(RuleEffectOut))


class TrialListQuery(Schema):
    cursor = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))
    limit = fields.Integer(load_default=PAGE_SIZE, validate=validate.Range(min=1, max=200))


class TrialListOut(Schema):
    items = fields.List(fields.Nested(TrialOut))
    next_cursor = fields.String(allow_none=True)


class TrialRepliesQuery(TrialListQuery):
    """`rule` is named as in the trial's `rules`."""

    outcome = fields.String(load_default=None, validate=OUTCOMES)
    rule = fields.String(load_default=None, validate=validate.Length(max=200))


class TrialReplyOut(Schema):
    """A reply that is judged otherwise; places of findings in code points of its text, empty once that is erased.

    What the reader says (`values.likely`) is of the whole text.
    """

    message_id = fields.UUID()
    conversation_id = fields.UUID()
    account = fields.String()
    posted_at = fields.AwareDateTime()
    language = fields.String()
    text = fields.String()
    outcome = fields.String(validate=OUTCOMES)
    before = fields.Raw()
    after = fields.Raw()
    effects = fields.Raw()


class TrialRepliesOut(Schema):
    """Replies are listed for 90 days after the trial was ordered; its figures stay."""

    items = fields.List(fields.Nested(TrialReplyOut))
    next_cursor = fields.String(allow_none=True)


class VendorWordIn(Schema):
    """A word that is offered, as it is offered."""

    word = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST))
    language = fields.String(required=True, validate=validate.OneOf([one.value for one in Language]))


class VendorWordOut(Schema):
    """A word that spelling knows at every brand, in every form."""

    id = fields.UUID()
    word = fields.String()
    language = fields.String()
    added_at = fields.AwareDateTime()
    added_by = fields.String(attribute="added_by_name")


class VendorOfferOut(Schema):
    """A word that people of several brands sent in the last 90 days although spelling warned."""

    word = fields.String()
    language = fields.Function(lambda one: one.language.value, metadata={"type": "string"})
    people = fields.Integer()
    brands = fields.Integer()
    reserved = fields.Boolean(
        metadata={"description": "It is a name that only its brand may use, and cannot be added."}
    )


class VendorWordsOut(Schema):
    """The vendor's words, and those that could become so."""

    items = fields.List(fields.Nested(VendorWordOut))
    offered = fields.List(fields.Nested(VendorOfferOut))
