"""What the network adds to words: its file, its answers, and what becomes of them."""

import struct

import numpy as np
import pytest

from bpo.language.base_model import Tensor, base_file, read_layout, with_learnt
from bpo.language.deep import understand_deeply
from bpo.language.engine import check, compile_rules
from bpo.language.reader import LONGEST, as_answer
from bpo.language.reading import understand
from bpo.language.types import Context, Language, RuleSet, Severity, Style, Topic

ALL = tuple(Language)
RULES = compile_rules(
    RuleSet(style=Style(tone=Severity.APPROVE), topics=(Topic("gambling", Severity.BLOCK),))
)
SMOOTH = {  # an offence in smooth words, to a customer's message; no phrase of ours is in it
    "ru": ("Пальто пришло с дырой на рукаве!", "По нашим данным, пальто отправлено целым, и оснований считать иначе нет."),
    "uk": ("Пальто прийшло з діркою на рукаві!", "За нашими даними, пальто відправлено цілим, і підстав вважати інакше немає."),
    "pl": ("Płaszcz przyszedł z dziurą na rękawie!", "Z naszych zapisów wynika, że płaszcz wysłano cały, i nie ma podstaw sądzić inaczej."),
    "en": ("The coat came with a hole in the sleeve!", "Our records show that the coat left us whole, and there is no ground to think otherwise."),
}  # fmt: skip


def test_only_what_is_named_is_exchanged():
    raw = base_file().read_bytes()
    layout = read_layout(raw)
    assert (layout.width, layout.layers, layout.heads) == (384, 12, 12)
    bias, scales = np.full(384, 0.5, np.float32), np.full((384, 12), 0.25, np.float16)
    made = with_learnt(raw, {"l0.q.b": bias}, {"l0.q.w": scales})
    changed = np.flatnonzero(np.frombuffer(raw, np.uint8) != np.frombuffer(made, np.uint8))
    q, w = layout.tensors["l0.q.b"], layout.tensors["l0.q.w"]
    assert all(inside(q, one) or (inside(w, one) and (one - w.offset) % 18 < 2) for one in changed.tolist())
    assert np.array_equal(np.frombuffer(made, "<f4", 384, q.offset), bias)
    assert len(made) == len(raw)


def inside(tensor: Tensor, at: int) -> bool:
    return tensor.offset <= at < tensor.offset + tensor.bytes


@pytest.mark.parametrize("name", ["l99.q.b", "l0.q.w"])
def test_what_does_not_fit_is_refused(name):
    with pytest.raises(ValueError, match=name):
        with_learnt(base_file().read_bytes(), {name: np.zeros(384, np.float32)}, {})


def test_another_file_is_refused():
    with pytest.raises(ValueError, match="E5S1"):
        read_layout(struct.pack("<4sI", b"GGUF", 3))


@pytest.mark.parametrize(
    "odd", ["", " ", "\0", "a\0b", "\ud800", "🙂" * 700, "и" * 20_000, "\u202eabc", "e\u0301" * 900, "\n\n\n"]
)
def test_any_text_is_read(network, odd):
    likely = network.read([odd])[0]
    assert set(likely) == set(network.labels)
    assert all(0 <= one <= 1 for one in likely.values())
    for several in network.exclusive:
        assert sum(likely[label] for label in network.labels[several]) == pytest.approx(1)


def test_a_text_reads_the_same_alone_and_among_others(network):
    texts = ["Где мой заказ?", "Dziękuję, wszystko działa!", "The app has been down since nine."]
    together = network.read(texts)
    for text, likely in zip(texts, together, strict=True):
        alone = network.read([text])[0]
        assert alone == pytest.approx(likely, abs=0.01)


def test_nothing_is_read_of_nothing(network):
    assert network.read([]) == []


def test_what_stands_after_the_longest_changes_nothing(network):
    long = "Спасибо большое. " * 200
    assert len(long) > LONGEST
    assert as_answer(long, None) == as_answer(long + "Вы мошенники!", None)


@pytest.mark.parametrize(
    ("text", "mood", "intent", "urgent"),
    [
        ("третий день без света, а у вас всё «в работе»", "negative", "complaint", ()),
        ("Дякую, розібралася, все вже працює", "positive", "thanks", ()),
        ("Czy w sobotę sklep na Długiej jest otwarty do osiemnastej?", "neutral", "question", ()),
        ("The charger started smoking and burnt my daughter's hand", "negative", "complaint", ("danger",)),
        ("Заробіток від 900 $ на тиждень, пиши в приват", "neutral", "spam", ()),
    ],
)
def test_messages_are_read_as_they_are_meant(network, text, mood, intent, urgent):
    read = understand_deeply([(text, ALL)])[0]
    assert read.by == network.version
    assert read.sentiment.label == mood or intent == "thanks"
    assert read.intent.label == intent
    assert set(urgent) <= set(read.urgent)
    assert read.language == understand(text, ALL).language


@pytest.mark.parametrize("language", SMOOTH)
def test_what_no_phrase_shows_is_found_and_told(network, language):
    to, text = SMOOTH[language]
    by_words = check(text, RULES, Context(reply_to=to))
    found = [
        one for one in check(text, RULES, Context(reply_to=to, deep=True)).findings if "likely" in one.values
    ]
    assert not any(one.rule == "tone" for one in by_words.findings)
    assert [one.rule for one in found] == ["tone"]
    assert found[0].severity is Severity.INFO
    assert text[found[0].start : found[0].end] == found[0].text
    assert 50 < found[0].values["likely"] <= 100


def test_a_finding_stands_on_the_sentence_that_did_it(network):
    text = "Здравствуйте, Анна! Ответ есть в третьем разделе оферты, с которой вы согласились. Хорошего дня!"
    findings = check(
        text, RULES, Context(reply_to="Почему мне не вернули деньги за билет?", deep=True)
    ).findings
    found = [one for one in findings if "likely" in one.values]
    assert found
    assert all("оферты" in one.text for one in found)


def test_kind_replies_are_left_alone(network):
    kind = {
        "Где мой заказ?": "Простите за ожидание! Заказ уже на складе в Казани, курьер Олег привезёт его сегодня до 18:00.",
        "Płaszcz jest za mały": "Bardzo mi przykro. Wymienimy go bezpłatnie: kurier odbierze paczkę jutro, a nowy płaszcz dotrze w piątek.",
        "My card was charged twice": "That was our mistake, and I have already returned the second payment; you will see it by Thursday. Maria",
    }  # fmt: skip
    for to, text in kind.items():
        assert not [
            one
            for one in check(text, RULES, Context(reply_to=to, deep=True)).findings
            if "likely" in one.values
        ]


def test_a_topic_without_its_words_is_found_where_the_brand_asks(network):
    text = "Ставлю на красное, сегодня точно отыграюсь, дайте ещё фишек!"
    none = compile_rules(RuleSet())
    assert [
        one.values["topic"] for one in check(text, RULES, Context(deep=True)).findings if one.rule == "topic"
    ]
    assert not [one for one in check(text, none, Context(deep=True)).findings if one.rule == "topic"]


def test_nobody_is_read_while_typing(network, monkeypatch):
    monkeypatch.setattr(network, "read", lambda texts: pytest.fail(f"read: {texts}"))
    check(SMOOTH["ru"][1], RULES, Context(reply_to=SMOOTH["ru"][0]))


@pytest.mark.parametrize("kind", ["danger", "threat", "self_harm"])
def test_what_words_say_of_somebodys_life_is_never_taken_back(network, monkeypatch, kind):
    text = {
        "danger": "Утюг загорелся в руках",
        "threat": "Я приду и убью вас всех",
        "self_harm": "Не хочу больше жить",
    }[kind]
    assert kind in understand(text, ALL).urgent
    calm = dict.fromkeys(network.labels, 0.0) | {"s.pos": 1.0, "i.praise": 1.0}
    monkeypatch.setattr(network, "read", lambda texts: [calm for _ in texts])
    assert kind in understand_deeply([(text, ALL)])[0].urgent
