"""What holds of every text: nothing is raised, places are the text's own, the same text reads the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bpo.language.address import check_address
from bpo.language.capitals import check_capitals
from bpo.language.compiled import Compiled
from bpo.language.personal_data import check_personal_data
from bpo.language.phrases import check_brush_off, check_promises
from bpo.language.profanity import check_profanity
from bpo.language.reading import understand
from bpo.language.sayings import fold
from bpo.language.style import check_style
from bpo.language.text import Text
from bpo.language.tone import check_tone, label_tone
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
REQUIRED = Policy("required", Severity.WARN)
STYLES = st.sampled_from(
    [
        Style(
            address=dict.fromkeys(Language, Policy(how, Severity.WARN)),
            greeting=Policy(policy, Severity.WARN),
            sign_off=Policy(policy, Severity.WARN),
            signature=Policy(policy, Severity.WARN),
            emoji=Limit(most, Severity.WARN),
            exclamation_marks=Limit(most, Severity.WARN),
        )
        for how, policy, most in (
            ("formal", "required", 0),
            ("informal", "forbidden", 1),
            ("free", "optional", 2),
        )
    ]
)
PIECES = st.sampled_from(
    [
        "Ты сам разбил", "твой заказ", "Не вигадуйте", "Proszę podać numer telefonu", "call our hotline", "С вами свяжутся",
        "в ближайшее время", "4111 1111 1111 1111", "+48 601 000 123", "ул. Лесная, д. 5, кв. 12", "a@b.example", "х*й", "k***a",
        "ВСЕ ТОВАРЫ", "!!!", "?!", "😍", "👩‍👩‍👧", "🇺🇦", "^АБ", "— Z", "Здравствуйте!", "Z poważaniem", "«", "»", "\u0301", "\u00ad",
        "и\u0306", "İ", "ß", "ﬁ", "ǅ", "\ud800", "\x00", "\u200d", "1\u20e3", ".", "…", "\n", ",", "(", "Ё", "ё", "'", "5/5", "п*",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(PIECES, max_size=10).map(" ".join),
    st.lists(PIECES, max_size=10).map("".join),
)
LANGUAGES = st.sampled_from(list(Language))


@settings(max_examples=200)
@given(TEXTS, LANGUAGES, STYLES, st.booleans())
def test_findings_stand_on_their_words(raw, language, style, public):
    rules = RuleSet(style=style)
    compiled = Compiled(rules, WordLists(rules))
    context = Context(public=public, customer_name="Анна", agent_initials="АБ")

    def found(text):
        return [one for checker in CHECKERS for one in checker(text, language, compiled, context)]

    first = found(Text(raw))
    for one in first:
        assert 0 <= one.start <= one.end <= len(raw)
        assert raw[one.start : one.end] == one.text
        assert one.message % one.values
    assert first == found(Text(raw))
    assert label_tone(Text(raw), language) == label_tone(Text(raw), language)


@settings(max_examples=200)
@given(TEXTS)
def test_any_message_can_be_read(raw):
    assert understand(raw, tuple(Language)) == understand(raw, tuple(Language))


@settings(max_examples=200)
@given(TEXTS)
def test_every_place_of_a_folded_text_leads_back(raw):
    folded = fold(raw)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(raw)
