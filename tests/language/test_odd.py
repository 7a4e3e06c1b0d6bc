"""Texts that nobody should send: nothing is raised, and what is found is of the text. `bpo bench odd` has 10,000 of them."""

import random
import time

import pytest

from bench import odd
from bpo.core.errors import Invalid
from bpo.language.engine import check, compile_rules
from bpo.language.spelling import SUGGESTED_FOR
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


@pytest.mark.parametrize("piece", ["АБВГД ", "@", "_", "a.b."])
def test_time_grows_with_a_text_and_not_with_its_square(piece):
    plain = compile_rules(RuleSet())
    text = (piece * odd.LONGEST)[: odd.LONGEST]
    check(text[:300] + "а", plain, Context(language=Language.RU))  # what is loaded once
    began = time.process_time()
    found = check(text, plain, Context(language=Language.RU)).findings
    took = 1000 * (time.process_time() - began)
    suggested = min(SUGGESTED_FOR, sum(one.rule == "spelling" for one in found))
    assert took < 2 * (odd.FIXED + odd.A_CHARACTER * len(text)) + odd.SUGGESTION * suggested


def test_a_brand_s_name_over_and_over_takes_no_longer_than_other_words():
    named = compile_rules(RuleSet(names=("Zel",)))
    text = "Zel " * (odd.LONGEST // 4)
    check(text[:300], named, Context(language=Language.EN))
    began = time.process_time()
    check(text, named, Context(language=Language.EN))
    assert 1000 * (time.process_time() - began) < 3 * (odd.FIXED + odd.A_CHARACTER * len(text))
