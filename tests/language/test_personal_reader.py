"""Personal data asked for or given in public as no rule lists it: by likelihood, beside what words find."""

import json

import numpy as np
import pytest

from bpo.language import personal_reader
from bpo.language.deep import findings_by, found_before, kept_of, known_by, whole
from bpo.language.engine import check, compile_rules
from bpo.language.reader import CARD, card
from bpo.language.text import Text
from bpo.language.types import Context, RuleSet, Severity, Style

RULES = compile_rules(RuleSet(style=Style(personal_data_public=Severity.BLOCK)))
PUBLIC = Context(public=True, deep=True)
ASKS = {  # no rule of ours finds it
    "ru": "На что вам перевести возврат? Оставьте прямо под постом.",
    "uk": "На що вам переказати гроші? Лишіть просто під дописом.",
    "pl": "Zostaw w komentarzu, pod co mamy oddzwonić po 16.",
    "en": "What do I write on the parcel label, Jess? Then it's off tonight.",
}


def found_in(text, context=PUBLIC, rules=RULES):
    return [one for one in check(text, rules, context).findings if one.rule == "personal_data"]


def test_it_was_learnt_on_the_network_in_use():
    """After a training of the reader, `python -m training.reader.personal` is due."""
    assert personal_reader.told()["reader"] == json.loads(CARD.read_text(encoding="utf-8"))["version"]
    assert card().version.endswith(f"+{personal_reader.told()['version']}")


@pytest.mark.parametrize("language", ASKS)
def test_what_no_rule_lists_asks_for_a_reason_on_its_sentence(network, language):
    assert found_in(ASKS[language], Context(public=True)) == []  # nobody is read while typing
    (found,) = found_in("😀 " + ASKS[language])
    assert found.severity is Severity.WARN
    assert found.values["label"] == "d.asks"
    assert found.values["likely"] >= 90
    assert found.text.removeprefix("😀 ") in ASKS[language]
    assert "%(likely)s" in found.message


def test_what_is_only_noted_stays_a_note(network):
    rules = compile_rules(RuleSet(style=Style(personal_data_public=Severity.INFO)))
    assert [one.severity for one in found_in(ASKS["en"], rules=rules)] == [Severity.INFO]


def test_in_private_one_may_ask(network):
    assert found_in(ASKS["en"], Context(public=False, deep=True)) == []


def test_what_words_found_is_not_said_twice(network):
    both = f"What's your phone number? {ASKS['en']}"
    assert ["likely" in one.values for one in found_in(both)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Дякуємо за теплі слова, передамо всій зміні!",
        "Przepraszamy za opóźnienie, paczka wyjedzie jutro rano.",
        "Спасибо, что написали! Починим до вечера.",
        "Thank you for the kind words, they made our morning!",
        "Your order 4471-99 is on the van and should be with you by six.",
    ],
)
def test_ordinary_replies_are_left_alone(network, text):
    assert found_in(text) == []


def test_what_was_kept_finds_the_same_again(network):
    text = Text(ASKS["pl"])
    (found,) = found_in(text.raw)
    vector = network.vectors([text.raw])
    kept = kept_of(network.personal.likely([text.raw], vector)[0], ())
    likely, _unknown = known_by(kept, ())
    (again,) = findings_by(card(), likely, text, RULES, PUBLIC, set(), set(), whole)
    assert (again.rule, again.severity, again.values) == (found.rule, found.severity, found.values)
    row = {"rule": again.rule, "severity": again.severity.value, "start": 0, "end": 5, "values": again.values}
    assert found_before(row, text.raw).message == found.message


def test_any_vector_and_text_give_likelihoods(network):
    model = network.personal
    texts = ["", "\ud800", "?" * 800, "а" * 800]
    vectors = (
        np.random.default_rng(1).normal(size=(len(texts), len(model.arrays["middle"]))).astype(np.float32)
        * 1e3
    )
    for one in model.likely(texts, vectors):
        assert one.keys() == set(personal_reader.LABELS)
        assert all(0 <= value <= 1 for value in one.values())
    assert model.likely([], vectors[:0]) == []
