"""A topic taught by examples: what it makes of texts it has not seen, and what it tells of itself."""

import numpy as np
import pytest

from bpo.language.engine import check, compile_rules
from bpo.language.taught import RIDGE, _ridge, _threshold, teach
from bpo.language.types import Context, RuleSet, Severity, Topic

ABOUT = (
    "В соседнем магазине такой же чайник на тысячу дешевле, почему у вас так дорого?",
    "У ваших конкурентов доставка бесплатная, а у вас 300 рублей.",
    "Видел эту модель на другом сайте за полцены.",
    "Да, у других продавцов цены бывают ниже, но и гарантия короче.",
    "Other shops sell this lamp for half of what you ask.",
    "Your competitor delivers the same day and charges nothing for it.",
    "Why should I buy here when the big marketplace has it cheaper?",
    "We know that some sellers offer this model for less than we do.",
    "В іншому магазині ця кава коштує вдвічі менше.",
    "Ваші конкуренти роздають знижки, а ви лише піднімаєте ціни.",
)
NOT_ABOUT = (
    "Сколько стоит доставка в Самару?",
    "Есть ли скидка пенсионерам на чайники?",
    "How much is the lamp with the brass foot?",
    "The price on your page and in my basket differ by two euros.",
    "We can offer you ten per cent off the next order.",
    "Скільки коштує кава в зернах, кілограм?",
    "Мне вернули не всю сумму за заказ.",
    "The shop in the next street is closed, is yours open on Sunday?",
)
RULES = compile_rules(RuleSet(topics=(Topic("rivals", Severity.BLOCK, about=ABOUT, not_about=NOT_ABOUT),)))


@pytest.mark.parametrize(
    ("text", "is_about"),
    [
        ("Такой же утюг в магазине напротив стоит намного дешевле, чем у вас.", True),
        ("A different seller has the same kettle for ten pounds less.", True),
        ("W innym sklepie ten sam czajnik jest o połowę tańszy.", True),
        ("Здравствуйте! Ваш заказ уже в пути, курьер приедет завтра до обеда.", False),
        ("Thank you, Anna, the kettle was sent this morning.", False),
        ("Сколько стоит этот утюг вместе с доставкой?", False),
        ("Dziękujemy za miłe słowa, przekażemy je zespołowi!", False),
    ],
)
def test_a_topic_is_known_from_its_examples(network, text, is_about):
    found = [one for one in check(text, RULES, Context(deep=True)).findings if one.rule == "topic"]
    assert bool(found) is is_about
    if found:
        assert (found[0].values["topic"], found[0].severity) == ("rivals", Severity.WARN)
        assert 50 <= found[0].values["likely"] <= 100
        assert text[found[0].start : found[0].end] == found[0].text


def test_while_somebody_types_nobody_is_asked(network):
    assert check(ABOUT[0], RULES, Context()).findings == ()


def test_what_it_tells_of_itself_adds_up(network):
    judged = teach(network, ABOUT, NOT_ABOUT).judged
    assert (judged.about, judged.not_about) == (len(ABOUT), len(NOT_ABOUT))
    assert judged.about / 2 <= judged.found <= judged.about
    assert judged.alarms <= judged.not_about / 4


def test_examples_alone_teach_too(network):
    taught = teach(network, ABOUT, ())
    likely = [
        taught.likely(one) for one in network.vectors([ABOUT[0], "Спасибо, всё получили, очень красиво!"])
    ]
    assert likely[0] > 0.5 > likely[1]


def test_what_the_brand_says_is_far_from_a_topic_takes_back_what_the_reader_says(network):
    text = "Put it all on red at our roulette table and double your stake tonight!"
    known = compile_rules(RuleSet(topics=(Topic("gambling", Severity.BLOCK),)))
    lottery = tuple(
        f"The raffle for {what} in our shop: a ticket costs nothing, the draw is on {day}."
        for what in ("children", "members", "neighbours", "new customers")
        for day in ("Monday", "Sunday")
    )
    asks = compile_rules(
        RuleSet(topics=(Topic("gambling", Severity.BLOCK, about=lottery, not_about=(text, text.lower())),))
    )
    assert [one.rule for one in check(text, known, Context(deep=True)).findings] == ["topic"]
    assert check(text, asks, Context(deep=True)).findings == ()


def test_each_row_is_judged_as_if_it_had_not_been_seen():
    random = np.random.default_rng(3)
    x, weight = random.normal(size=(12, 5)), random.uniform(0.2, 2, 12)
    y = np.sign(random.normal(size=12))
    x -= np.average(x, axis=0, weights=weight)
    _weights, offset, unseen = _ridge(x, y, weight)
    scaled = weight / weight.mean()
    for row in range(12):  # the same fit, written out and without the row
        rest = np.arange(12) != row
        of_x = (x[rest] * scaled[rest, None]).T @ x[rest] + RIDGE * 12 * np.eye(5)
        alone = np.linalg.solve(of_x, (x[rest] * scaled[rest, None]).T @ (y[rest] - offset))
        assert unseen[row] == pytest.approx(x[row] @ alone + offset)


def test_a_threshold_holds_a_precision_where_one_can_be_held():
    scores = np.array([3.0, 2.0, 1.0, 0.5, 0.0])
    assert _threshold(scores, np.array([True, True, False, True, False])) == 2.0
    assert _threshold(scores, np.array([False, True, True, True, True])) == 0.0
