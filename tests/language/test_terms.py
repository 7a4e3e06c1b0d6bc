"""Terms, topics and foreign names in every form; and what is innocent of them."""

import pytest
from growth import cost

from bpo.language.engine import check, compile_rules
from bpo.language.lexis import forms_of, pieces_of
from bpo.language.morphology import Pymorphy
from bpo.language.text import Text
from bpo.language.types import Language, RuleSet, Severity, Term, Topic

POLITICS = Topic(
    "politics",
    Severity.BLOCK,
    ("политика", "партия", "партія", "partia", "rząd", "party"),
    ("политика возврата", "партия товара", "партія товару", "partia towaru", "third party"),
)
RULES = compile_rules(
    RuleSet(
        terms=(
            Term(("дешёвый", "халява"), "доступный", Severity.WARN),
            Term(("бракованный товар",), "товар с дефектом", Severity.WARN),
            Term(("дешевий",), "доступний", Severity.WARN),
            Term(("бракований товар",), None, Severity.WARN),
            Term(("tani",), "przystępny cenowo", Severity.WARN),
            Term(("towar wybrakowany",), None, Severity.WARN),
            Term(("cheap",), "affordable", Severity.WARN),
            Term(("glitch", "faulty unit"), None, Severity.WARN),
        ),
        topics=(
            POLITICS,
            Topic("religion", Severity.BLOCK),
            Topic("competitors", Severity.APPROVE, ("Гигаторг", "Gigatorg", "pchli targ")),
        ),
        names=("Типлон", "Пиво дома"),
        foreign_names=("Zelvora", "Зельвора", "Brindle Owl", "Яблоко", "Типлон", "Brand 1"),
    )
)


def found(text, *rules):
    return [(one.rule, one.text) for one in check(text, RULES).findings if one.rule in rules]


@pytest.mark.parametrize(
    ("text", "banned"),
    [
        ("Есть и дешёвые, и дешевле, и по дешёвой цене.", ["дешёвые", "дешевле", "дешёвой"]),
        ("Нам дешевую халяву не надо", ["дешевую", "халяву"]),
        ("О бракованных товарах пишите сюда.", ["бракованных товарах"]),
        ("Товары бракованные заменим.", ["Товары бракованные"]),
        ("Товар был бракованный.", []),
        ("Тут є дешевший і найдешевша.", ["дешевший", "найдешевша"]),
        ("Браковані товари замінимо.", ["Браковані товари"]),
        ("Mamy tańsze i najtańszy, dla tanich.", ["tańsze", "najtańszy", "tanich"]),
        ("Towarów wybrakowanych już nie wysyłamy.", ["Towarów wybrakowanych"]),
        ("Cheaper glitches: two faulty units.", ["Cheaper", "glitches", "faulty units"]),
        ("Удешевить нельзя, халявщик.", []),
        ("This is cheapskate talk.", []),
    ],
)
def test_a_term_is_found_in_every_form(text, banned):
    assert found(text, "term") == [("term", one) for one in banned]


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("Есть дешёвую модель показать?", "доступную"),
        ("Дешёвые модели есть.", "Доступные"),
        ("Маємо дешевої моделі кілька.", "доступної"),
        ("Polecam tanie krzesła.", "przystępne cenowo"),
    ],
)
def test_what_to_say_instead_has_the_form_of_what_was_said(text, offer):
    [one] = [one for one in check(text, RULES).findings if one.rule == "term"]
    assert one.suggestions == (offer,)


@pytest.mark.parametrize(
    ("text", "sensitive"),
    [
        ("Мы вне политики и партий.", ["политики", "партий"]),
        ("Политика возврата и новая партия товаров без изменений.", []),
        ("Нова партія товару вже їде.", []),
        ("Trzy dni z rzędu w drugim rzędzie; rząd krzeseł.", []),
        ("O rządzie nie rozmawiamy.", ["rządzie"]),
        ("A third party delivers; third-party couriers too.", []),
        ("Both parties agreed.", ["parties"]),
        ("Молимся вместе с церковью, слава богу.", ["Молимся", "церковью"]),
        ("С Рождеством! Wesołych świąt Bożego Narodzenia!", []),
        ("Багатий набір насадок, багато вибору.", []),
        ("Wybór koloru należy do Pani, a wyborów nie komentujemy.", ["wyborów"]),
        ("Выбор цвета за вами, а выборы не обсуждаем.", ["выборы"]),
        ("Они в Гигаторге дороже.", ["Гигаторге"]),
        ("Na pchlim targu taniej, u Gigatorga też.", ["pchlim targu", "Gigatorga"]),
    ],
)
def test_topics_and_their_exceptions(text, sensitive):
    assert found(text, "topic") == [("topic", one) for one in sensitive]


def test_a_short_form_is_replaced_whichever_language_was_loaded_last():
    Pymorphy(Language.RU)
    Pymorphy(Language.UK)
    [hit] = check("Доставим завтра и дёшево.", RULES).findings
    assert (hit.text, len(hit.suggestions)) == ("дёшево", 1)


def test_topics_are_told_by_name():
    checked = check("О церкви и политике мы не спорим.", RULES)
    assert [one.label for one in checked.topics] == ["religion", "politics"]
    assert checked.verdict == "block"


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Спасибо, что выбираете Зельвору.", ["Зельвору"]),
        ("Dziękuję, że poleca Pani Zelvorę i Zelvory.", ["Zelvorę", "Zelvory"]),
        ("Ask Brindle Owl about it.", ["Brindle Owl"]),
        ("A brindle owl sat there.", []),
        ("Пишите @zelvora_help или на zelvora.com", ["@zelvora_help", "zelvora.com"]),
        ("Вкусное яблоко. Яблоко свежее.", []),
        ("Заказали в Яблоке, в «Яблоке».", ["Яблоке", "Яблоке"]),
        ("Типлон и Типлону рады.", []),
        ("The Brand is ours; Brand 2 too, not Brand 1.", ["Brand 1"]),
    ],
)
def test_another_clients_name_is_found_and_not_told(text, foreign):
    findings = [one for one in check(text, RULES).findings if one.rule == "wrong_brand"]
    assert [one.text for one in findings] == foreign
    assert all(one.severity is Severity.BLOCK and not one.values and not one.suggestions for one in findings)


def test_a_term_inside_the_brands_own_name_is_innocent():
    rules = compile_rules(RuleSet(names=("Пиво дома",), terms=(Term(("пиво",), None, Severity.WARN),)))
    assert check("В Пиве дома вам рады.", rules).findings == ()
    assert [one.text for one in check("У нас есть пиво, Пиво дома ждёт.", rules).findings] == ["пиво"]


def test_people_can_see_the_forms():
    shown = forms_of("бракованный товар", Language.RU)
    assert len(shown) == 2
    assert {"бракованного", "бракованными"} <= set(shown[0])
    assert "браковать" not in shown[0]
    assert {"товар", "товарами"} <= set(shown[1])
    assert "zelvorę" in forms_of("Zelvora", Language.PL)[0]
    assert "зельворой" in forms_of("Зельвора", Language.RU)[0]


def test_five_thousand_terms_cost_no_more_than_a_few():
    from wordfreq import top_n_list

    words = [word for word in top_n_list("ru", 12_000) if len(word) > 3][:5000]
    text = "Здравствуйте! Мы проверили вашу заявку и видим задержку на складе перевозчика. " * 4
    many = compile_rules(RuleSet(terms=(Term(tuple(words), None, Severity.WARN),)))
    few = compile_rules(RuleSet(terms=(Term(("прочее",), None, Severity.WARN),)))
    pieces = pieces_of(Text(text[:280]))

    def work(rules):
        for _ in range(200):
            rules.lists.find(pieces, text, Language.RU)

    # One after another they would cost 5,000 times as much; what is found among them is the rest.
    assert cost(lambda: work(many)) < 100 * cost(lambda: work(few))
