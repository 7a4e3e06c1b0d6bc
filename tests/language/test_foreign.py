"""Other clients in a draft, in every disguise; and whom they only resemble."""

import pytest

from bpo.language.engine import check, compile_rules
from bpo.language.name_guard import NameGuard, is_slip, site_of, telephone_of
from bpo.language.types import Context, Language, RuleSet, Severity

RULES = compile_rules(
    RuleSet(
        names=("Типлон", "Tiplon", "Ventara", "8 800 000-00-00", "tiplon.example"),
        foreign_names=(
            "Zelvora", "Зельвора", "Brindle Owl", "Яблоко", "@owl_care", "owlery.example/help", "+48 22 000 71 30",
            "8 (800) 000-00-00", "tiplon.example",
        ),
    )
)  # fmt: skip
FRAMES = {
    Language.RU: "Заказ из {} уже в пути, ждите курьера завтра.",
    Language.UK: "Замовлення з {} вже в дорозі, чекайте завтра.",
    Language.PL: "Zamówienie z {} jest już w drodze, proszę czekać.",
    Language.EN: "Your order from {} is on its way, please wait.",
}


def named(text, language=None):
    found = check(text, RULES, Context(language=language)).findings
    assert all(
        not one.values and one.severity is Severity.BLOCK for one in found if one.rule == "wrong_brand"
    )
    return [one.text for one in found if one.rule == "wrong_brand"]


@pytest.mark.parametrize(
    "written",
    [
        "ZELVORA", "zelvora", "Зельвора", "Zеlvоrа", "ｚｅｌｖｏｒａ",  # case and alphabet
        "Zel-vora", "Zel vora", "Z.e.l.v.o.r.a", "Z e l v o r a", "Z_e_l_v_o_r_a",  # split
        "Z3lv0ra", "Z*lvora", "Ze**ora", "З3львора", "3ельвора",  # masked
        "Zellvora", "Zelvroa", "Zelvra", "Zelwora", "Selvora", "Зелвора", "Зэльвора", "Zelvera",  # a slip
        "Zelvora24", "zelvora_shop", "ZelvoraShop", "Zelvoras", "Zelvora's",  # what hangs on it
        "zelv0ra.example/x", "my.zelvora.example", "mail@zelvora.example", "@zel_vora", "#ZelvoraDom", "#зельвора",
        "Brindle Owl", "BRINDLE OWL", "Brindle-Owl", "BrindleOwl", "brindleowl", "Brindle_Owl", "Brindle 0wl",
        "Brindel Owl", "Bryndle Owl", "Br*ndle Owl", "Бриндл Оул", "Бріндл-Оул", "Brindle Owls", "#brindle_owl",
        "B r i n d l e  O w l", "B r i n d l e O w l", "Brindle Owl Mini",
        "ZeIvora", "Zel/vo/ra", "Z(e)lvora", "Zelvor*", "arovlez", "shopzelvora", "pro-zelvorka",  # broken, and inside
        "owlbrindle", "Brindle&Owl", "Brindle (Owl)", "Brindle Olw", "B. Owl", "B.Owl", "Brynidle Owl", "Брінд Оул", "Brindle 🦉",
        "@owl_care", "@Owl_Care", "https://t.me/owl_care", "https://owlery.example/help/12", "owlery.example/help",
        "+48 22 000 71 30", "22 000 71 30", "(22) 000-71-30", "0048220007130", "22.000.71.30",
    ],
)  # fmt: skip
def test_another_client_is_found_in_any_form(written):
    for language, frame in FRAMES.items():
        [found] = named(frame.format(written), language)
        assert found in written or written in found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Это склад зельворовский и Зельворочки.", ["зельворовский", "Зельворочки"]),
        ("За правилами Zelvorы і Зельворі.", ["Zelvorы", "Зельворі"]),
        ("Umowa z Zelworą i od Brindle Owla.", ["Zelworą", "Brindle Owla"]),
        ("С Бриндл Оулом не спорим.", ["Бриндл Оулом"]),
        ("Znak Brindle’a Owla.", ["Brindle’a Owla"]),
        ("Стіл по-зельворськи, куртка-3ельворка.", ["по-зельворськи", "куртка-3ельворка"]),
        (
            "We told brindle owl, and the brindle owl team; brindle owl staff came.",
            ["brindle owl", "brindle owl"],
        ),
        ("Ярлык Owl Brindle стёрся.", ["Owl Brindle"]),
        ("Kupon z aplikacji Brindle działa, a w B. Owlu nie.", ["Brindle", "B. Owlu"]),
    ],
)
def test_a_name_in_disguise_is_inflected(text, name):
    assert named(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Эльвира и Зельфира, золотая ворона, зелёная вода, Зелинская и вельвет.",
        "З Ельвірою узгодили; Зельма, зала вора не бачила.",
        "Ze lwowskiego magazynu, z Elvora, Zelówki, Velora, Solvora, Zorza.",
        "A brindled owl, 🦉 and the brindle owl card, Brunel Owl, brand owls.",
        "Zelda, Zeldora, Elzora, velour, a brindle coat, an owl mug, Brindley Road, the Barn Owl.",
        "Umaszczenie brindle, D. Owl i B. Owlsky; a Brindle coat of B. Owen.",
        "Вкусное яблоко, яблоки и яблоками.",
        "Типлон, Tiplon, tiplon.example, @tiplon_shop, 8 800 000-00-00, +48 22 000 71 31, заказ 220007131.",
        "Night owl hours: https://t.me/owl_careful and owlery.example/about",
    ],
)
def test_who_only_resembles_another_client_is_left_alone(text):
    assert named(text) == []


def test_a_word_that_our_own_name_has_too_is_no_sign_of_another():
    ours = compile_rules(RuleSet(names=("Brindle Kawa",), foreign_names=("Brindle Owl",)))
    text = "Zapraszamy do Brindle i do Brindle Kawa, w aplikacji Brindle Kawa czeka kupon."
    found = check(text, ours, Context(language=Language.PL)).findings
    assert [one.text for one in found if one.rule == "wrong_brand"] == []


def test_what_is_known_of_another_client_is_told_apart_by_how_it_is_written():
    assert telephone_of("8 (800) 123-45-67") == telephone_of("+7 800 1234567") == "001234567"
    assert telephone_of("Brand 1") is telephone_of("12345") is None
    assert site_of("https://www.Shop.example/a/") == "shop.example/a"
    assert site_of("Brindle Owl") is None
    guard = NameGuard(["@care_help", "shop.example", "Quaxil", "+48 22 000 71 30"], ["Ours"])
    assert (guard.names, guard.handles, guard.sites) == (("Quaxil",), {"care_help"}, {"shop.example"})
    assert not NameGuard(["@tiplon"], ["@tiplon"])


@pytest.mark.parametrize(
    ("written", "slip"),
    [
        ("zelvra", True), ("zelvorra", True), ("zelvroa", True), ("zelvara", True), ("zelbora", True),
        ("zeldora", False), ("elvora", False), ("zelva", False), ("zolvoro", False), ("zelvora", False),
    ],
)  # fmt: skip
def test_a_slip_is_one_letter(written, slip):
    assert (written != "zelvora" and is_slip(written, "zelvora")) is slip
