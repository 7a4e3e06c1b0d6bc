"""Any form of any term under any of the disguises is found; common words of the four languages never are."""

import random
from functools import cache

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bpo.language.believed import LEAST_SHARE
from bpo.language.candidates import candidates
from bpo.language.engine import compile_rules
from bpo.language.lexis import forms_of
from bpo.language.terms import check_terms
from bpo.language.text import Text
from bpo.language.types import Context, Language, RuleSet, Severity, Term

TERMS = {
    Language.RU: "политика халтура мошенник казино дешёвый гарантия депутат барахло подделка",
    Language.UK: "політика горілка шахрай дешевий підробка самогон вибори кидалово",
    Language.PL: "polityka pożyczka oszust złodziej badziewie kredyt wybory reklamacja",
    Language.EN: "politics refund casino useless garbage election guarantee rubbish lawsuit",
}
FRAMES = {
    Language.RU: "Ну и ваша {} тут совсем лишняя.",
    Language.UK: "Оця ваша {} тут зовсім зайва.",
    Language.PL: "Ta wasza {} jest tutaj zbędna.",
    Language.EN: "All of this {} is not what we want here.",
}
CHANGES = """
о0 е3 и1 з3 ч4 б6 а@ a@ e3 i1 o0 s$ t7 b8 с$ в8 і1
аa еe оo рp сc хx уy кk мm тt іi aа eе oо pр cс xх yу kк iі
аa бb вv гg дd еe зz иi йy кk лl мm нn оo пp рr сs тt уu фf эe юyu яya ёe жzh хkh цts чch шsh щshch ъ ыy ь єye іi їyi ґg
"""
DIGITS, LOOKS, SOUNDS = ({one[0]: one[1:] for one in line.split()} for line in CHANGES.strip().splitlines())
SIGNS = st.sampled_from([" ", ".", "-", "_", "\u200b", " - "])
RULES = {
    language: compile_rules(RuleSet(terms=(Term(tuple(terms.split()), None, Severity.WARN),)))
    for language, terms in TERMS.items()
}


def found(text, language):
    return [
        one for one in check_terms(Text(text), language, RULES[language], Context()) if one.rule == "term"
    ]


@cache
def forms(language):
    """The long forms of the terms, those that are found where nothing hides them."""
    made = {form for term in TERMS[language].split() for form in forms_of(term, language)[0]}
    return sorted(one for one in made if len(one) > 5 and one.isalpha() and found(one, language))


def put(draw, word, table, most):
    """Some of the letters that the table has, changed."""
    places = [at for at, char in enumerate(word) if char in table]
    chosen = draw(st.sets(st.sampled_from(places), min_size=1, max_size=most)) if places else ()
    return "".join(table[char] if at in chosen else char for at, char in enumerate(word))


@st.composite
def disguised(draw):
    """A form of a term in one of the disguises, or with letters changed in one and parted in another."""
    language = draw(st.sampled_from(list(Language)))
    word = draw(st.sampled_from(forms(language)))
    at = draw(st.integers(2, len(word) - 2))
    kind = draw(
        st.sampled_from(["digits", "looks", "star", "parted", "sign", "held", "sounds", "wide", "both"])
    )
    if kind == "digits":
        word = put(draw, word, DIGITS, 2)
    elif kind == "looks":
        word = put(draw, word, LOOKS, 4)
    elif kind == "star":
        assume(candidates(language).share(word, (at,)) >= LEAST_SHARE)
        word = word[:at] + draw(st.sampled_from("*#•")) + word[at + 1 :]
    elif kind == "parted":
        word = draw(SIGNS).join(word)
    elif kind == "sign":
        word = word[:at] + draw(st.sampled_from(".-_\u200b")) + word[at:]
    elif kind == "held":
        word = word[:at] + word[at] * draw(st.integers(3, 6)) + word[at + 1 :]
    elif kind == "sounds" and language in {Language.RU, Language.UK}:
        word = "".join(SOUNDS[char] for char in word)
    elif kind == "wide" and word.isascii():
        word = "".join(chr(ord(char) + 0xFEE0) for char in word)
    else:
        word = draw(st.sampled_from(".-_\u200b")).join(put(draw, word, LOOKS, 3))
    return language, word.upper() if draw(st.booleans()) and kind != "digits" else word


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(disguised())
def test_any_form_is_found_in_any_disguise(made):
    language, word = made
    text = FRAMES[language].format(word)
    before = FRAMES[language].index("{")
    assert any(one.start <= before and before + len(word) <= one.end for one in found(text, language)), text


def test_common_words_hide_nothing():
    """Of the languages' own lists, by the ten, some with capitals and some joined; a fixed sample."""
    chance = random.Random(12)
    for language in Language:
        words = chance.sample(list(candidates(language).known(56)), 2500)
        for at in range(0, len(words), 10):
            some = words[at : at + 10]
            some[0] = some[0].capitalize()
            some[2:4] = ["-".join(some[2:4])]
            hidden = [one for one in found(" ".join(some), language) if "hidden" in one.values]
            assert [one.text for one in hidden] == []
