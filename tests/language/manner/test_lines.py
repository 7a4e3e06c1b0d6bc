"""Replies as agents write them, offending and innocent, against every rule of manner at once."""

import pytest
from language.manner.lines import lines

from bpo.language.address import check_address
from bpo.language.capitals import check_capitals
from bpo.language.compiled import Compiled
from bpo.language.personal_data import check_personal_data
from bpo.language.phrases import check_brush_off, check_promises
from bpo.language.profanity import check_profanity
from bpo.language.style import check_style
from bpo.language.text import Text
from bpo.language.tone import check_tone
from bpo.language.types import Context, Language, Limit, Policy, RuleSet, Severity, Style
from bpo.language.wordlists import WordLists

CHECKERS = (
    check_address,
    check_style,
    check_capitals,
    check_personal_data,
    check_profanity,
    check_brush_off,
    check_promises,
    check_tone,
)
FILES = ("personal", "phrases", "tone", "varied")
MINDED = {Severity.WARN, Severity.APPROVE, Severity.BLOCK}
FORMAL = {one: Policy("formal", Severity.WARN) for one in (Language.RU, Language.UK, Language.PL)}
STYLE = Style(address=FORMAL, emoji=Limit(1, Severity.WARN), exclamation_marks=Limit(1, Severity.WARN))
RULES = RuleSet(style=STYLE, names=("Типлон", "Tiplon"))
COMPILED = Compiled(RULES, WordLists(RULES))


@pytest.mark.parametrize("line", lines(*FILES), ids=lambda line: f"{line.language} {line.text}")
def test_reply_is_judged_as_written(line):
    text, context = Text(line.text), Context(public=line.public, reply_to=line.reply_to)
    found = [
        (one.rule, one.text)
        for checker in CHECKERS
        for one in checker(text, Language(line.language), COMPILED, context)
        if one.severity in MINDED
    ]
    assert sorted(found) == sorted(line.expected)
