"""In which languages, widths and colours pages are walked.

`make test` walks the pages that most people see in two looks, each under axe: wide in one language, which differs from module
to module, and narrow and dark in Ukrainian, whose words are long; all others in one of the two. `make looks` walks the rest.
"""

import pytest

from bpo.core.i18n import LOCALES

NARROW = 320


def looks(wide):
    """(locale, width, theme), with the `wide` language's among those that `make test` walks."""
    also = [(locale, 1280, "light") for locale in LOCALES if locale != wide]
    return [(wide, 1280, "light"), ("uk", NARROW, "dark"), *map(_another, also)]


def wide_look(locale):
    """The same, of which `make test` walks the wide one alone."""
    first, narrow, *also = looks(locale)
    return [first, _another(narrow), *also]


def narrow_look(locale):
    """The same, of which `make test` walks the narrow one alone."""
    first, narrow, *also = looks(locale)
    return [_another(first), narrow, *also]


def languages(first):
    """Each language, of which `make test` takes the first alone."""
    return [first, *(_another((locale,)) for locale in LOCALES if locale != first)]


def _another(values):
    return pytest.param(*values, marks=pytest.mark.another_look)
