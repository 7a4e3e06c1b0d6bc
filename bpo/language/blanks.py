"""What a template left open and nobody filled: the customer would read `{order}`."""

import re
from collections.abc import Iterable

from bpo.language.compiled import Compiled
from bpo.language.text import Text
from bpo.language.types import N_, Context, Finding, Language, Severity

BLANK = re.compile(r"\{(?:[a-z]{2,20}|local\.[a-z0-9_-]{1,40})\}")
LEFT_OPEN = N_("The template was not filled in here.")


def check_blanks(
    text: Text, _language: Language, _compiled: Compiled, _context: Context
) -> Iterable[Finding]:
    """Every place that a template left open."""
    if "{" in text.raw:
        for found in BLANK.finditer(text.raw):
            yield Finding("blank", Severity.BLOCK, *found.span(), found.group(), LEFT_OPEN)
