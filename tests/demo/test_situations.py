"""The scripts hold enough, and every line of them can be said, whoever says it to whom."""

import re
from itertools import pairwise

import pytest

from bpo.demo.pace import dice
from bpo.demo.people import DEMO_BRANDS, DEMO_PEOPLE, DESKS, EN, UK, at_the_desk, shift_of
from bpo.demo.situations import Script, draw_values, load_script
from bpo.demo.wording import choose_form, fill

UNANSWERED = {"spam", "not_for_us", "duplicate"}
languages = pytest.mark.parametrize("language", ["ru", "uk", "pl", "en"])


def lines_of(script: Script) -> list[str]:
    situations = [one for found in script.situations.values() for one in found]
    spoken = [line for one in situations for line in (*one.ask, *one.reply, *one.more)]
    spoken += [line for pool in script.pools.values() for line in pool]
    return [said for line in spoken for said in line.split(" => ")]


@languages
def test_there_are_sixty_situations_with_names_of_their_own(language):
    situations = [one for found in load_script(language).situations.values() for one in found]
    assert len(situations) >= 60
    assert len({one.id for one in situations}) == len(situations)


@languages
def test_every_situation_can_be_answered_and_its_talk_ends_with_the_agent(language):
    for mood, found in load_script(language).situations.items():
        for one in found:
            answered = bool(one.reply) or all(" => " in line for line in one.ask)
            assert answered == (mood not in UNANSWERED), one.id
            assert len(one.ask) >= (2 if mood != "crisis" else 3), one.id
            assert len(one.more) % 2 == 0, one.id


@languages
def test_every_line_has_its_values_for_women_and_men(language):
    script = load_script(language)
    values = draw_values(script, dice("values")) | {"name": "Alex"}
    for line in lines_of(script):
        for woman in (True, False):
            text = fill(line, values, language=language, customer_is_woman=woman, agent_is_woman=woman)
            assert not re.search(r"[{}\[\]<>|]|  ", text), line
            assert text == text.strip(), line


@languages
def test_nothing_a_customer_opens_with_is_written_twice(language):
    situations = [one for found in load_script(language).situations.values() for one in found]
    lines = [line.partition(" => ")[0] for one in situations for line in one.ask]
    assert len(lines) == len(set(lines)) >= 160


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("ru", 1, "пакет"),
        ("ru", 3, "пакета"),
        ("ru", 11, "пакетов"),
        ("ru", 21, "пакет"),
        ("uk", 22, "пакета"),
        ("uk", 25, "пакетов"),
        ("pl", 22, "пакета"),
        ("pl", 21, "пакетов"),
    ],
)
def test_the_form_agrees_with_the_number(language, number, expected):
    assert choose_form(number, "пакет|пакета|пакетов", language=language) == expected


def test_english_has_two_forms():
    assert [choose_form(n, "day|days", language="en") for n in (1, 2, 21)] == ["day", "days", "days"]


def test_a_line_agrees_with_customer_and_agent_apart():
    text = fill(
        "[Заказал|Заказала], <проверил|проверила> {order}",
        {"order": "7"},
        language="ru",
        customer_is_woman=True,
        agent_is_woman=False,
    )
    assert text == "Заказала, проверил 7"


def test_a_value_nobody_gave_is_a_fault_of_the_script():
    with pytest.raises(KeyError):
        fill("{nothing}", {}, language="en", customer_is_woman=True, agent_is_woman=True)


def test_people_have_addresses_of_their_own_that_nobody_can_own():
    emails = [person["email"] for person in DEMO_PEOPLE]
    assert len(set(emails)) == len(emails)
    assert all(email.endswith(".example") for email in emails)


@pytest.mark.parametrize("brand", DEMO_BRANDS)
def test_every_brand_has_its_people(brand):
    mine = [person for person in DEMO_PEOPLE if person["brands"] == "all" or brand in person["brands"]]
    assert {person["role"] for person in mine} == {
        "supervisor",
        "agent",
        "reviewer",
        "admin",
        "client_viewer",
        "client_approver",
        "client_expert",
    }
    assert {person["profile"] for person in mine if person["role"] == "agent"} == {"responder", "analyst"}


HOURS_OF_THE_WEEK = [(weekday, hour) for weekday in range(7) for hour in range(24)]


@pytest.mark.parametrize("brand", DEMO_BRANDS)
def test_somebody_answers_whatever_the_hour(brand):
    for weekday, hour in HOURS_OF_THE_WEEK:
        assert at_the_desk(brand, weekday, hour)


@pytest.mark.parametrize("brand", DEMO_BRANDS)
def test_people_work_as_people_do(brand):
    for signer in DESKS[brand]:
        shifts = [found for day in range(7) if (found := shift_of(brand, signer, day))]
        assert len(shifts) <= 5
        assert all((end - start) % 24 <= 9 for start, end in shifts)
        begun = [
            (24 * day + shift_of(brand, signer, day)[0]) for day in range(7) if shift_of(brand, signer, day)
        ]
        rests = [later - earlier for earlier, later in pairwise([*begun, begun[0] + 7 * 24])]
        assert min(rests) >= 8 + 8  # a shift, and a night's sleep


def test_a_night_belongs_to_the_day_on_which_it_began():
    assert [one.initials for one in at_the_desk(EN, 5, 3)] == ["SH"]  # Friday's
    assert [one.initials for one in at_the_desk(EN, 6, 3)] == [
        "NC"
    ]  # nobody on Saturday night: who comes at six
    assert [one.initials for one in at_the_desk(UK, 5, 20)] == ["ОГ"]  # who comes on Monday at nine
