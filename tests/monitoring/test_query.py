"""The language of watches: what parses to what, what is refused where, and that printing loses nothing."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bpo.monitoring.rules import query
from bpo.monitoring.rules.query import And, Mark, Not, Or, Term, Unreadable, all_of, any_of, parse, show


def t(text):
    return Term(text)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("courier", t("courier")),
        ("courier late", And((t("courier"), t("late")))),
        ("courier AND late", And((t("courier"), t("late")))),
        ("courier & late", And((t("courier"), t("late")))),
        ("courier && late", And((t("courier"), t("late")))),
        ("a OR b c", Or((t("a"), And((t("b"), t("c")))))),
        ("a | b || c", Or((t("a"), t("b"), t("c")))),
        ("(a OR b) c", And((Or((t("a"), t("b"))), t("c")))),
        ("a (b (c d))", And((t("a"), t("b"), t("c"), t("d")))),
        ("a -b", And((t("a"), Not(t("b"))))),
        ("a NOT b", And((t("a"), Not(t("b"))))),
        ("a AND NOT b", And((t("a"), Not(t("b"))))),
        ("a -(b OR c)", And((t("a"), Not(Or((t("b"), t("c"))))))),
        ("a NOT NOT b", And((t("a"), Not(Not(t("b")))))),
        ('"late again"', t("late again")),
        ("«знову запізнився»", t("знову запізнився")),
        ("„znowu spóźniony” kurier", And((t("znowu spóźniony"), t("kurier")))),
        ("“late   again”", t("late again")),
        ('a -"late again"', And((t("a"), Not(t("late again"))))),
        ("and or not", And((t("and"), t("or"), t("not")))),
        ('"AND"', t("AND")),
        ("#shop @the.shop", And((Mark("#shop"), Mark("@the.shop")))),
        ("wi-fi", t("wi-fi")),
        ("кур'єр", t("кур'єр")),
        ("24 hours", And((t("24"), t("hours")))),
    ],
)
def test_what_is_read(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        ("", 1, query.EMPTY),
        ("   ", 1, query.EMPTY),
        ('a "late again', 3, query.NOT_CLOSED),
        ("a late»", 7, query.NOT_OPENED),
        ("(a OR b", 1, query.PAREN_NOT_CLOSED),
        ("a (b", 3, query.PAREN_NOT_CLOSED),
        ("a (", 3, query.PAREN_NOT_CLOSED),
        ("a )", 3, query.PAREN_NOT_OPENED),
        (")", 1, query.PAREN_NOT_OPENED),
        ("a ()", 3, query.PAREN_EMPTY),
        ("a AND", 3, query.NOTHING_AFTER),
        ("a OR ) b", 6, query.PAREN_NOT_OPENED),
        ("(a OR ) b", 4, query.NOTHING_AFTER),
        ("AND a", 1, query.NOTHING_BEFORE),
        ("a OR OR b", 3, query.NOTHING_AFTER),
        ("a NOT", 3, query.NOTHING_AFTER),
        ("a ...", 3, query.NO_LETTERS),
        ('a ""', 3, query.NO_LETTERS),
        ("https://larkwing.example/x.com", 1, query.NO_LETTERS),
        ("a #sh!op", 3, query.NO_LETTERS),
        ("-a", 1, query.ONLY_NOT),
        ("a OR -b", 1, query.ONLY_NOT),
        ("NOT (a b)", 1, query.ONLY_NOT),
        ("x" * 2001, 2001, query.TOO_LONG),
        (" ".join("a" * 101), 202, query.TOO_MANY),
        ("(" * 25 + "a" + ")" * 25, 22, query.TOO_DEEP),
    ],
)
def test_what_is_refused_and_where(text, at, why):
    with pytest.raises(Unreadable) as caught:
        parse(text)
    assert (caught.value.at, caught.value.why) == (at, why)
    assert caught.value.faults[0].place == f"query.{at}"


words = st.sampled_from(
    ["courier", "late", "AND", "OR", "or", "кур'єр", "łódź", "wi-fi", "24", "late again", "-x"]
)
leaves = words.map(Term) | st.sampled_from(["#shop", "@the.shop"]).map(Mark)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda both: all_of([both[0], Not(both[1])])),  # nothing is only excluded
        st.lists(inner, min_size=2, max_size=4).map(all_of),
        st.lists(inner, min_size=2, max_size=4).map(any_of),
    ),
    max_leaves=12,
)


@given(trees)
def test_what_is_printed_parses_to_the_same(tree):
    try:
        again = parse(show(tree))
    except Unreadable as error:
        refused = error.why
        assume(refused not in {query.ONLY_NOT, query.TOO_DEEP})
        raise
    assert again == tree


@given(st.text(alphabet='ab "()-#@|&«»“”„ANDORT', max_size=40))
@example('A«A"»')
@example("„a»")
def test_whatever_is_typed_is_read_or_refused_with_a_place(text):
    try:
        tree = parse(text)
    except Unreadable as error:
        tree, place = None, error.at
    else:
        place = 1
    assert 1 <= place <= len(text) + 1
    assert tree is None or parse(show(tree)) == tree
