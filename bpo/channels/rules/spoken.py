"""The language that the device of whoever writes speaks, as networks tell it."""

import re

from bpo.language.identify import identify
from bpo.language.text import Text

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]|$)")


def language_of(code: object, said: str) -> str | None:
    """The language of a code such as `pl_PL`, unless what they wrote is certainly in another."""
    found = _LANGUAGE.match(code.lower()) if isinstance(code, str) else None
    if found is None:
        return None
    written = identify(Text(said))
    return None if written is not None and written.sure and written.language.value != found[1] else found[1]
