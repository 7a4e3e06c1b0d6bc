"""Texts that nobody should send: nothing is raised, and what is found is of the text. `bpo bench odd` has 10,000 of them."""

import random

import pytest
from growth import AT_MOST, growth

from bench import odd
from bpo.core.errors import Invalid
from bpo.language.engine import check, compile_rules
from bpo.language.types import Context, Language, RuleSet
from bpo.onboarding.checked import read_texts


@pytest.fixture(scope="module")
def compiled():
    return odd.rules()


def test_odd_texts_are_checked_like_others(compiled):
    hand = random.Random(3)
    short = [one for one in odd.odd_texts(150, seed=3) if len(one.text) <= 300]
    assert len({one.kind for one in short}) == 9
    faults = {one.text: fault for one in short if (fault := odd.look(one, compiled, odd.contexts(hand))[0])}
    assert faults == {}


@pytest.mark.parametrize("letters", ["абвгд", "ólżść", "qwert", "ьо"])
def test_what_is_longer_than_any_word_is_none(compiled, letters):
    text = letters * 4000
    found = check(text, compiled, Context(language=Language.PL if letters.isascii() else None)).findings
    assert [one for one in found if one.rule == "spelling"] == []


def test_longer_texts_are_refused():
    assert read_texts('{"text": "%s"}' % ("а" * 20_000), {}, file_name="t.jsonl")
    with pytest.raises(Invalid) as refused:
        read_texts('{"text": "%s"}' % ("а" * 20_001), {}, file_name="t.jsonl")
    assert "20000" in refused.value.faults[0].message


def grows_as_it_should(piece, rules, language):
    text = (piece * odd.LONGEST)[: odd.LONGEST]
    return growth(lambda one: check(one, rules, Context(language=language)), text) < AT_MOST


@pytest.mark.parametrize("piece", ["АБВГД ", "@", "_", "a.b."])
def test_time_grows_with_a_text_and_not_with_its_square(piece):
    assert grows_as_it_should(piece, compile_rules(RuleSet()), Language.RU)


def test_a_brand_s_name_over_and_over_takes_no_longer_than_other_words():
    assert grows_as_it_should("Zel ", compile_rules(RuleSet(names=("Zel",))), Language.EN)
