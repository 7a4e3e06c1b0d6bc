"""Slips whose every word may exist: layouts, hyphens, soft signs, euphony, marks left out, twice, unspaced; and what is none."""

import pytest

from bpo.language.engine import check, compile_rules
from bpo.language.suggesting import suggest
from bpo.language.types import Context, Language, RuleSet, Severity

RULES = compile_rules(RuleSet(names=("Yahoo",)))


def found(text, language):
    """What is called a slip, and what is offered first."""
    findings = check(text, RULES, Context(language=Language(language))).findings
    return [(one.text, next(iter(one.suggestions), None)) for one in findings if one.rule == "spelling"]


@pytest.mark.parametrize(
    ("language", "text", "slip", "meant"),
    [
        ("ru", "Деньги вернуться на карту в течение трёх дней.", "вернуться", "вернутся"),
        ("ru", "Они вернуться к вам завтра.", "вернуться", "вернутся"),
        ("ru", "Если что то не работает, напишите нам.", "что то", "что-то"),
        ("ru", "Почему то письмо не пришло вовремя.", "Почему то", "Почему-то"),
        ("ru", "Для того что бы оформить возврат, нажмите кнопку.", "Для того что бы", "Для того, чтобы"),
        ("ru", "Мы во-многом согласны с вами.", "во-многом", "во многом"),
        ("ru", "Никак неполучается оформить заказ?", "неполучается", "не получается"),
        ("ru", "Спасибо за за ваш отзыв!", "за за", "за"),
        ("ru", "Ваш заказ,который вы ждали, готов.", "заказ,который", "заказ, который"),
        ("ru", "Заказ готов.Приходите к нам.", "готов.Приходите", "готов. Приходите"),
        ("ru", "Ghbdtn, как ваши дела с заказом?", "Ghbdtn", "Привет"),
        ("en", "Hello! Руддщ, your order is ready.", "Руддщ", "Hello"),
        ("en", "We have received the the order.", "the the", "the"),
        ("pl", "To durze doświadczenie dla klienta.", "durze", "duże"),
        ("pl", "Wysłaliśmy paczkę do do Państwa.", "do do", "do"),
        ("pl", "Prosze o przeslanie numeru zamowienia, sa dostepne.", "sa", "są"),
        ("uk", "Він зайшов в таксі.", "в", "у"),
        ("uk", "Разом з садком продається дім.", "з", "із"),
        ("uk", "Не хвилюйтесь, мы вам допоможемо.", "мы", "ми"),
    ],
)
def test_a_slip_is_found(language, text, slip, meant):
    assert (slip, meant) in found(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Деньги могут вернуться на карту. Возможность вернуться есть всегда."),
        ("ru", "Решение обратиться к нам было верным. Куда обратиться с вопросом?"),
        ("ru", "Просим вас обратиться в магазин, чтобы деньги смогли вернуться."),
        ("ru", "То, что то письмо пришло, хорошо. Почему то же самое случилось снова?"),
        ("ru", "Что бы вы ни выбрали, мы поможем. Во-первых, из-за погоды, по-моему."),
        ("ru", "Очень очень рады! Так так, посмотрим. Много много раз."),
        ("ru", "Читайте на docs.example.com, цена 5,50 и 3.5 кг, т.д. и т.п."),
        ("ru", "Наш чат Lenovo и Samsung, пишите в Telegram."),
        ("en", "We had had that that day. It is very, very good. Bye bye!"),
        ("en", "Sign in at Yahoo!Mail or read e.g.this page."),
        ("pl", "Morze jest piękne, jedziemy nad morze. Może Pan wysłać zdjęcie?"),
        ("pl", "Wiec odbył się wczoraj, a kat czekał."),
        ("uk", "Живемо в місті, працюємо з вами, їдемо в Одесу."),
        ("uk", "З нами ви в безпеці. Він живе у Львові."),
    ],
)
def test_what_is_right_is_left_alone(language, text):
    assert found(text, language) == []


def test_euphony_is_a_matter_of_style():
    (one,) = [
        one
        for one in check("Він зайшов в таксі.", RULES, Context(language=Language.UK)).findings
        if one.rule == "spelling"
    ]
    assert one.severity is Severity.INFO


@pytest.mark.parametrize(
    ("language", "written", "before", "after", "meant"),
    [
        ("pl", "bżegowi", "", "", "brzegowi"),
        ("pl", "tależowa", "", "", "talerzowa"),
        ("ru", "этож", "", "", "это ж"),
        ("ru", "полюбому", "", "", "по-любому"),
        ("ru", "оказалалось", "", "", "оказалось"),
        ("ru", "последнии", "", "номинации", "последние"),
        ("uk", "будут", "", "", "будуть"),
        ("en", "definately", "", "", "definitely"),
    ],
)
def test_what_was_meant_comes_first(language, written, before, after, meant):
    assert suggest(written, Language(language), before, after)[0] == meant


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("pl", "kulturalno-wychowawczego"),
        ("pl", "nieuniwersalny"),
        ("ru", "неуниверсален"),
        ("ru", "поуговаривать"),
        ("uk", "антропоморфно"),
        ("en", "recordkeeping"),
        ("en", "yuppy"),
    ],
)
def test_a_word_that_everybody_can_make_is_known(language, word):
    assert found(f"… {word} …", language) == []
