"""One form of address through a conversation: what is told, what decides, and what is let be."""

import pytest
from growth import AT_MOST, growth

from bpo.language.engine import check, compile_rules
from bpo.language.text import Text
from bpo.language.thread import WAS_CLOSE, WAS_FORMAL, check_thread, follows_thread
from bpo.language.types import Context, Language, Policy, RuleSet, Severity, Style

FORMAL = {
    "ru": "Здравствуйте! Проверили ваш заказ, он уже едет к вам.",
    "uk": "Вітаємо! Перевірили ваше замовлення, воно вже їде до вас.",
    "pl": "Dzień dobry! Sprawdzamy Pani zamówienie.",
}
CLOSE = {
    "ru": "Привет! Проверили, твоя посылка уже едет к тебе.",
    "uk": "Вітаємо! Перевірили, твоя посилка вже їде до тебе.",
    "pl": "Hej! Sprawdzamy twoje zamówienie.",
}


def found(code, text, *earlier, policy=None, **context):
    address = {Language(code): Policy(policy, Severity.WARN)} if policy else {}
    rules = compile_rules(RuleSet(style=Style(address=address)))
    checked = check(text, rules, Context(language=Language(code), earlier=earlier, **context))
    return [one for one in checked.findings if one.rule == "style.address"]


@pytest.mark.parametrize(
    ("code", "text", "before", "where", "instead"),
    [
        (
            "ru",
            "Заказ в пути. Напиши, если тебе удобно завтра.",
            "ваш",
            "Напиши, если тебе",
            "Напишите, если вам",
        ),
        ("uk", "Посилка їде. Напиши, якщо тобі зручно.", "ваше", "Напиши, якщо тобі", "Напишіть, якщо вам"),
        ("pl", "Paczka jedzie. Wyślij nam swój adres.", "Pani", "Wyślij", "Proszę wysłać"),
        ("pl", "Aniu, paczka jedzie.", "Pani", "Aniu", "Pani Aniu"),
        ("pl", "Dziękujemy, Tomku! Paczka jedzie.", "Pani", "Tomku", "Panie Tomku"),
        ("pl", "Cześć Tomek! Paczka jedzie.", "Pani", "Tomek", None),
    ],
)
def test_who_was_addressed_formally_is_not_addressed_closely(code, text, before, where, instead):
    (one,) = found(code, text, CLOSE[code], FORMAL[code])
    assert (one.message, one.values, one.severity) == (WAS_FORMAL, {"earlier": before}, Severity.INFO)
    assert (one.text, text[one.start : one.end]) == (where, where)
    assert one.suggestions == ((instead,) if instead else ())


@pytest.mark.parametrize(
    ("code", "text", "before", "where"),
    [
        ("ru", "Заказ в пути. Напишите, если вам удобно завтра.", "твоя", "Напишите, если вам"),
        ("uk", "Посилка їде. Напишіть, якщо вам зручно.", "твоя", "Напишіть, якщо вам"),
        ("pl", "Paczka jedzie, prosimy o Pani adres.", "twoje", "Pani"),
        ("pl", "Pani Anno, paczka jedzie.", "twoje", "Pani Anno"),
    ],
)
def test_who_was_addressed_closely_is_not_addressed_formally(code, text, before, where):
    (one,) = found(code, text, FORMAL[code], CLOSE[code])
    assert (one.message, one.values, one.text) == (WAS_CLOSE, {"earlier": before}, where)


@pytest.mark.parametrize("code", FORMAL)
def test_the_same_form_and_none_at_all_are_let_be(code):
    plain = {
        "ru": "Спасибо, заказ собран.",
        "uk": "Дякуємо, замовлення зібрано.",
        "pl": "Dziękujemy, paczka jedzie.",
    }
    for replies in (FORMAL, CLOSE):
        assert not found(code, replies[code], replies[code])
        assert not found(code, plain[code], replies[code])
        assert not found(code, replies[code], plain[code])
        assert not found(code, replies[code])
    assert found(code, CLOSE[code], FORMAL[code], plain[code])  # who says nothing of it does not decide


@pytest.mark.parametrize("code", FORMAL)
def test_a_guide_that_fixes_the_form_wins(code):
    assert not found(code, CLOSE[code], FORMAL[code], policy="informal")
    assert not found(code, FORMAL[code], CLOSE[code], policy="formal")
    (one,) = found(code, CLOSE[code], FORMAL[code], policy="free")
    assert one.severity is Severity.WARN


@pytest.mark.parametrize(
    ("code", "message"),
    [("ru", "Давайте на ты!"), ("uk", "Можна на «ти»."), ("pl", "Mówmy sobie po imieniu.")],
)
def test_a_customer_who_asks_for_another_form_gets_it(code, message):
    assert not found(code, CLOSE[code], FORMAL[code], reply_to=message)
    assert found(code, CLOSE[code], FORMAL[code], reply_to="?")


@pytest.mark.parametrize(
    ("code", "text", "earlier"),
    [
        ("pl", "Jutro zadzwoni Pan Tomek z serwisu.", CLOSE["pl"]),
        ("pl", "Paczka jedzie. Pozdrawiam, Marek", FORMAL["pl"]),
        ("pl", "Dzień dobry! Przekażemy to Tomkowi, w Marku też pomogą.", FORMAL["pl"]),
        ("pl", "Rozważamy to. Warto, prawda?", FORMAL["pl"]),
        ("ru", "За эту цену ждёшь окна на залив.", FORMAL["ru"]),
        ("uk", "Новосілля не повториш, нам шкода.", FORMAL["uk"]),
        ("ru", "На коробке написано: «Твоя посуда».", FORMAL["ru"]),
        ("ru", CLOSE["ru"], FORMAL["uk"]),  # in another language
        ("ru", CLOSE["ru"], "Ваш заказ у тебя?"),  # this and that
        ("en", "Hey mate, gonna be great!", "Dear Sir, your order is on its way."),
    ],
)
def test_what_tells_nothing_surely_is_let_be(code, text, earlier):
    assert not found(code, text, earlier)


def test_earlier_replies_are_asked_for_where_they_matter():
    def rules(*languages, **address):
        policies = {Language(code): Policy(how, Severity.WARN) for code, how in address.items()}
        return RuleSet(languages=tuple(map(Language, languages)), style=Style(address=policies))

    assert follows_thread(rules("ru"))
    assert follows_thread(rules("ru", "pl", ru="formal", pl="free"))
    assert not follows_thread(rules("en"))
    assert not follows_thread(rules("ru", "en", ru="formal"))


@pytest.mark.parametrize(
    "piece", ["Pan Tomek. ", "Aniu, ", "Cześć Tomek! ", "„Ty” Pani ", "твой. ", "Ваш «ты» "]
)
def test_long_replies_are_read_in_time_that_grows_with_their_length(piece):
    text = (piece * 20_000)[:20_000]
    language = Language.PL if piece.isascii() or piece[0] in "AC„" else Language.RU
    rules = compile_rules(RuleSet())

    def work(one):
        list(check_thread(Text(one), language, rules, Context(earlier=(one, one, one))))

    assert growth(work, text) < AT_MOST
