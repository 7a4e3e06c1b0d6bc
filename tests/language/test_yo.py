"""ё by the brand's policy: where it is certain, where neighbours tell, and what is let be."""

import pytest
from growth import AT_MOST, growth

from bpo.language.address import check_address
from bpo.language.engine import compile_rules
from bpo.language.spelling import check_spelling
from bpo.language.text import Text
from bpo.language.types import Context, Language, Policy, RuleSet, Severity, Style
from bpo.language.yo import check_yo

RU, WARN, INFO = Language.RU, Severity.WARN, Severity.INFO


def rules(how, **style):
    return compile_rules(
        RuleSet(style=Style(yo=how and Policy(how, WARN), **style), names=("Тёплый дом", "Мед"))
    )


ALWAYS, NEVER = rules("always"), rules("never")


def found(compiled, text):
    return [
        (one.text, one.suggestions[0], one.severity)
        for one in check_yo(Text(text), RU, compiled, Context())
        if one.text == text[one.start : one.end]
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Еще раз: заказ придет.", [("Еще", "Ещё"), ("придет", "придёт")]),
        (
            "Учет и расчет ведем, ее счет отменен.",
            [
                *zip(
                    ["Учет", "расчет", "ведем", "ее", "счет", "отменен"],
                    ["Учёт", "расчёт", "ведём", "её", "счёт", "отменён"],
                    strict=True,
                )
            ],
        ),
        (
            "ЕЩЕ темно-синий, все-таки нее.",
            [("ЕЩЕ", "ЕЩЁ"), ("темно-синий", "тёмно-синий"), ("все-таки", "всё-таки"), ("нее", "неё")],
        ),
        ("Подъем на лифте, объем коробки.", [("Подъем", "Подъём"), ("объем", "объём")]),
    ],
)
def test_a_word_that_is_surely_written_with_yo(text, words):
    assert found(ALWAYS, text) == [(*one, WARN) for one in words]
    for old, new in words:
        text = text.replace(old, new)
    assert found(ALWAYS, text) == []
    assert [(new, old) for old, new, _ in found(NEVER, text)] == [(old, new) for old, new in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "О чем речь? В моем заказе, при всем желании.",
            [("чем", "чём"), ("моем", "моём"), ("всем", "всём")],
        ),
        ("Все готово! Все пришло, все равно ждём.", [("Все", "Всё"), ("Все", "Всё"), ("все", "всё")]),
        ("Рады, что все хорошо.", [("все", "всё")]),
        ("Мастер все сделал, все в порядке, я все вижу.", [("все", "всё")] * 3),
        ("Вы берете два, он берет один, вы узнаете.", [("берете", "берёте"), ("берет", "берёт")]),
        ("Мы все решим, все идут, все скажите, все в сборе, все же понимают.", []),
        ("Все быстро поняли, все готовы, все это знают.", []),
        ("Лучше, чем всем; по всем вопросам.", []),
        ("Небо, звезды, совершенный, узнаем, в берете.", []),
    ],
)
def test_of_two_words_neighbours_decide_or_nobody(text, words):
    assert found(ALWAYS, text) == [(*one, INFO) for one in words]


@pytest.mark.parametrize(
    "text",
    [
        "Артем Королев, вам ответит Семен, привезут в Орел.",
        "Семен, здравствуйте!",
        "В магазине Теплый дом есть мед.",
        "Кнопка «Еще» и «Расчет».",
        "Сбоев нет, тер. орган, крем, афера.",
    ],
)
def test_names_and_what_is_right_are_let_be(text):
    assert found(ALWAYS, text) == []
    assert found(NEVER, text) == []


def test_without_yo_words_that_it_tells_apart_keep_it():
    assert found(NEVER, "Всё, чём берёт и узнаём. Алёна и Пётр, «Ещё».") == []
    assert found(rules(None), "Еще ещё.") == []
    assert not list(check_yo(Text("Ещё ёж"), Language.UK, NEVER, Context()))


@pytest.mark.parametrize(("how", "word"), [("always", "придёт"), ("never", "придет"), (None, "придёт")])
def test_what_spelling_suggests_follows_the_policy(how, word):
    compiled = rules(how)
    (one,) = check_spelling(Text("Заказ завтра прийдёт."), RU, compiled, Context())
    assert (one.suggestions[0], one.values["word"]) == (word, word)
    assert found(compiled, f"Заказ завтра {word}.") == []


@pytest.mark.parametrize("how", ["always", "never"])
def test_what_the_rule_asks_for_is_never_misspelt(how):
    text = (
        "Ещё учёт идёт, подъём отменён, шофёр везёт её чёрный клён, всё-таки пойдёт."
        if how == "always"
        else "Еще учет идет, подъем отменен, шофер везет ее черный клен, все-таки пойдет."
    )
    assert found(rules(how), text) == []
    assert list(check_spelling(Text(text), RU, rules(how), Context())) == []


def test_a_better_address_follows_the_policy():
    compiled = rules("never", address={RU: Policy("formal", WARN)})
    (one,) = check_address(Text("Ты найдешь ответ ниже."), RU, compiled, Context())
    assert one.suggestions == ("Вы найдете",)


def test_long_replies_are_read_in_time_that_grows_with_their_length():
    for piece in ("Ещё. ", "«Еще» еще ", "Семен ", "все готово "):
        text = (piece * 20_000)[:20_000]
        assert growth(lambda one: found(ALWAYS, one), text) < AT_MOST
