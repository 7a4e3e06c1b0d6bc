"""What holds of every text whatever: spans are its own, nothing is raised, the same twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bpo.language.engine import check, compile_rules, understand
from bpo.language.quotes import offered
from bpo.language.types import Context, Language, Policy, RuleSet, Severity, Style, Term, Topic

RULES = compile_rules(
    RuleSet(
        style=Style(
            quotes={language: Policy(next(iter(offered(language))), Severity.WARN) for language in Language},
            yo=Policy("never", Severity.WARN),
        ),
        terms=(Term(("дешёвый", "cheap", "tani towar"), "доступный", Severity.WARN),),
        topics=(
            Topic("politics", Severity.BLOCK, ("выборы",), ("политика возврата",)),
            Topic("religion", Severity.BLOCK),
        ),
        names=("Типлон",),
        foreign_names=("Zelvora", "Brindle Owl"),
    )
)
PIECES = st.sampled_from(
    [
        "Здравствуйте", "велеколепно", "коpзину", "дешёвые", "о выборах", "Зельвора", "Zelvorę", "Brindle-Owl",
        "dziekujemy", "обов’язково", "it's", "ЗИМА26", "https://a.example/б", "@zelvora", "#скидка", "😍😍", "й", "é",
        "e\u0301", "\u00ad", "\u200d", "İ", "ß", "ǅ", "\ud800", "\x00", "‑", "'", "«", "»", '"', "„", "”", "ещё", "еще", "твой", "Pani", "-", ".", "!", "\n", " ", "123", "+7 912 000-45-67",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=12).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
)
CONTEXTS = st.builds(
    Context,
    language=st.one_of(st.none(), st.sampled_from(list(Language))),
    public=st.booleans(),
    reply_to=st.one_of(st.none(), TEXTS),
    earlier=st.lists(TEXTS, max_size=2).map(tuple),
    limit=st.one_of(st.none(), st.integers(0, 50)),
    limit_unit=st.sampled_from(["characters", "graphemes", "utf16", "bytes", "mastodon", "x"]),
)


@settings(max_examples=300)
@given(TEXTS, CONTEXTS)
def test_findings_are_about_the_text(text, context):
    checked = check(text, RULES, context)
    for one in checked.findings:
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert one.message % one.values
    assert [one.start for one in checked.findings] == sorted(one.start for one in checked.findings)
    assert checked == check(text, RULES, context)


@settings(max_examples=200)
@given(TEXTS)
def test_any_message_can_be_read(text):
    read = understand(text)
    assert read == understand(text)
    assert read.language is None or read.language in Language
    assert all(0 <= one.start < one.end <= len(text) for one in read.personal)


@settings(max_examples=50)
@given(st.lists(st.text(max_size=20), max_size=5), st.lists(st.text(max_size=20), max_size=3))
def test_any_rule_set_can_be_compiled(words, names):
    rules = compile_rules(
        RuleSet(
            terms=tuple(Term((word,), word or None, Severity.INFO) for word in words),
            topics=tuple(Topic(word, Severity.INFO, (word,), (word,)) for word in words),
            names=tuple(names),
            foreign_names=tuple(words),
        )
    )
    for text in ("Спасибо за заказ", "Thank you", " ".join(words)):
        check(text, rules)
