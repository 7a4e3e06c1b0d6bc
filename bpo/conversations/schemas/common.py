"""What several of them share."""

from marshmallow import validate

from bpo.core.i18n import N_
from bpo.web.paging import LONGEST_CURSOR

# What PostgreSQL cannot hold as text is not searched for either.
PRINTABLE = validate.Regexp(r"[^\x00-\x1f\x7f]*\Z", error=N_("Not a valid string."))
CURSOR = validate.Length(max=LONGEST_CURSOR)
LONGEST_WORDS = 20_000  # how much a rule takes is the rule's to say; this keeps what is absurd away from it
