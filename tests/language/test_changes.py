"""Two rule sets compared over a text: only what reads the change runs, and nothing that it finds is lost."""

from dataclasses import fields, replace
from itertools import permutations

import pytest

from bpo.language import changes
from bpo.language.changes import ALL_PARTS, READS, Change, changed_parts, key_of_finding, reads
from bpo.language.compiled import Compiled
from bpo.language.engine import CHECKERS, SAMPLES, check, compile_rules
from bpo.language.text import Text
from bpo.language.types import Context, Language, Limit, Policy, RuleSet, Severity, Style, Term, Topic
from bpo.language.wordlists import WordLists

WARN = Severity.WARN
FULL = RuleSet(
    style=Style(
        address=dict.fromkeys(Language, Policy("formal", WARN)),
        greeting=Policy("required", WARN),
        sign_off=Policy("required", WARN),
        signature=Policy("required", WARN),
        emoji=Limit(0, WARN),
        exclamation_marks=Limit(0, WARN),
        quotes=dict.fromkeys(Language, Policy("«»", WARN)),
        yo=Policy("always", WARN),
    ),
    terms=(Term(("cheap", "дешевый", "tani"), "fair", WARN),),
    topics=(Topic("politics", Severity.BLOCK),),
    names=("Zelvora",),
    foreign_names=("Brindle Owl",),
    words={Language.EN: ("pickupbox",)},
)
TEXTS = (
    *SAMPLES.values(),
    "Hi! This is CHEAP politics 😀!! Please send us your card number, Brindle Owl will call you soon, you idiot.",
    "Ты сам виноват!!! Дешевый выбор, пришлите номер карты, скоро решим, Иван вам перезвонит.",
    "Sam jesteś sobie winien! TANIE wybory, proszę o numer PESEL, wkrótce Anna oddzwoni.",
    'Еще раз: счёт придет, а «велеколепный» "учет" ведёт „Зельвора“.',
    "Ви самі винні!!! Дешевий вибір, надішліть номер картки, скоро вирішимо, Олена передзвонить.",
)


class Watched:
    """A thing that notes which of its parts somebody looked at."""

    def __init__(self, thing, seen, names):
        self._thing, self._seen, self._names = thing, seen, names

    def __getattr__(self, name):
        if name in self._names:
            self._seen.add(self._names[name])
        return getattr(self._thing, name)


class WatchedTable:
    """The table of one language: its known words are of the brand's names, for spelling the vendor's too, all else of every list."""

    def __init__(self, table, seen):
        self._table, self._seen = table, seen

    def __getattr__(self, name):
        apart = {"known": {"names"}, "spelt": {"names", "words"}}
        self._seen.update(apart.get(name, {"terms", "topics", "names", "foreign_names"}))
        return getattr(self._table, name)


class WatchedLists:
    """Word lists: a table a language, and what guards against other clients' names."""

    def __init__(self, rules, seen):
        self._lists, self._seen = WordLists(rules), seen

    def of(self, language):
        return WatchedTable(self._lists.of(language), self._seen)

    def __getattr__(self, name):
        self._seen.update({"names", "foreign_names"})
        return getattr(self._lists, name)


@pytest.mark.parametrize("checker", CHECKERS, ids=lambda one: one.__name__)
def test_a_checker_reads_what_it_is_said_to_read(checker):
    seen = set()
    style = Watched(FULL.style, seen, {one.name: f"style.{one.name}" for one in fields(Style)})
    rules = Watched(FULL, seen, {one: one for one in changes.PARTS})
    rules.style = style
    compiled = Compiled(rules, WatchedLists(FULL, seen))
    for raw in TEXTS:
        for language in Language:
            for public in (True, False):
                context = Context(reply_to="Где мой заказ?", public=public)
                list(checker(Text(raw), language, compiled, context))
    assert seen <= reads(checker)


def test_what_nobody_has_listed_is_said_to_read_everything():
    def check_new(*_given):
        return ()

    assert reads(check_new) == ALL_PARTS
    assert set(READS) == {one.__name__ for one in CHECKERS}


OTHERS = {
    "address": lambda one: {Language.EN: Policy("informal", WARN)},
    "greeting": lambda one: Policy("forbidden", WARN),
    "sign_off": lambda one: Policy("forbidden", WARN),
    "signature": lambda one: Policy("forbidden", WARN),
    "emoji": lambda one: Limit(5, WARN),
    "exclamation_marks": lambda one: Limit(5, WARN),
    "quotes": lambda one: {Language.RU: Policy("„“", WARN), Language.EN: Policy("“”", WARN)},
    "yo": lambda one: Policy("never", WARN),
}
CHANGES = {
    "terms": replace(FULL, terms=(Term(("card", "карта"), None, Severity.BLOCK),)),
    "topics": replace(FULL, topics=()),
    "names": replace(FULL, names=("Zelvora", "Przesyłkka", "Anna", "Brindle Owl")),
    "words": replace(FULL, words={Language.PL: ("Przesyłkka",), Language.RU: ("велеколепно",)}),
    **{
        f"style.{one.name}": replace(
            FULL, style=replace(FULL.style, **{one.name: OTHERS.get(one.name, lambda _: Severity.BLOCK)(one)})
        )
        for one in fields(Style)
        if one.name != "personal_data_public"
    },
}


@pytest.mark.parametrize("part", CHANGES)
def test_comparing_finds_what_two_whole_checks_would(part):
    before, after = compile_rules(FULL), compile_rules(CHANGES[part])
    change = Change(before, after)
    assert change.parts == {part}
    assert 0 < len(change.checkers) < len(CHECKERS)
    for raw in TEXTS:
        context = Context(reply_to=None, public=part != "style.personal_data_private")
        old, new = (check(raw, one, context).findings for one in (before, after))
        compared = change.compare(raw, context)
        if sorted(map(key_of_finding, old)) == sorted(map(key_of_finding, new)):
            assert compared is None
        else:
            assert compared is not None
            assert (compared.before, compared.after) == (old, new)


def test_rule_sets_that_differ_in_their_version_alone_run_nothing():
    change = Change(compile_rules(FULL), compile_rules(replace(FULL, version=7)))
    assert (change.checkers, change.compare(TEXTS[0], Context())) == ((), None)
    assert changed_parts(FULL, replace(FULL, version=7)) == frozenset()


@pytest.mark.parametrize(("old", "new"), list(permutations(Severity, 2)))
def test_mild_slips_stay_notes_however_grave_spelling_becomes(old, new):
    raw = "Добрий день! Ваш товар в відділенні, велеколепно. Менеджер з зміни в вівторок зателефонує."
    rules = [compile_rules(RuleSet(style=Style(spelling=one))) for one in (old, new)]
    compared = Change(*rules).compare(raw, Context(language=Language.UK))
    assert compared is not None
    assert Severity.INFO in {one.severity for one in compared.after}
    assert (compared.before, compared.after) == tuple(
        check(raw, one, Context(language=Language.UK)).findings for one in rules
    )


def test_a_change_that_mild_slips_alone_read_changes_nothing():
    raw = "Добрий день! Ваш товар в відділенні, він в увазі кур’єра. Менеджер з зміни в вівторок зателефонує."
    warn, approve = (compile_rules(RuleSet(style=Style(spelling=one))) for one in (WARN, Severity.APPROVE))
    assert [one.severity for one in check(raw, approve).findings if one.rule == "spelling"]
    assert Change(warn, approve).compare(raw, Context()) is None
