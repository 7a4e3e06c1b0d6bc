"""A text checked by a brand's rules: as a program asks, as a person tries it, and as the command prints it."""

import json

import pytest
from builders import browser, make_person

from bpo.core.errors import Invalid
from bpo.language.length import measure
from bpo.onboarding.checked import context_of, read_texts

RULES = """
style_guide: {spelling: {severity: warn}}
terms:
  - {banned: [cheap], prefer: affordable, severity: warn}
restricted_topics:
  - {topic: politics, severity: block, terms: [election], except: [class election]}
names: [Larkmail]
"""
TEXT = "We recieve your cheaper parcel after the elections."


@pytest.fixture
def guided(apply, head, brand):
    """A brand with rules, and one beside it."""
    apply(head + RULES)
    apply(head.replace("slug: ", "slug: z").replace("Pivo", "Zelvora Tea") + "names: [Zelvora]\n")
    uow, tenant = brand()
    with uow:
        pass
    return tenant


def ask(who, tenant, **body):
    return who.post(f"/api/v1/brands/{tenant.slug}/check", json={"text": TEXT, **body})


def test_a_program_is_told_as_agreed(app, guided):
    agent = browser(app, make_person("agent", guided)[1])
    told = ask(agent, guided).get_json()
    assert set(told) == {
        "language", "verdict", "rule_set", "findings", "tone", "sentiment", "topics", "intent", "urgency", "spam",
    }  # fmt: skip
    assert (told["language"], told["verdict"], told["rule_set"]) == ("en", "block", 1)
    assert [(one["rule"], one["text"]) for one in told["findings"]] == [
        ("spelling", "recieve"),
        ("term", "cheaper"),
        ("topic", "elections"),
    ]
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in told["findings"])
    assert told["findings"][0]["suggestions"][0] == "receive"
    assert told["topics"] == [{"topic": "politics", "score": 1.0}]
    assert told["intent"] is told["urgency"] is told["spam"] is None


def test_messages_for_programs_are_english_whoever_asks(app, guided):
    agent = browser(app, make_person("agent", guided, locale="pl")[1])
    assert (
        ask(agent, guided).get_json()["findings"][2]["message"] == "The brand does not speak about politics."
    )


def test_the_network_limits_the_length(app, guided):
    agent = browser(app, make_person("agent", guided)[1])
    found = ask(agent, guided, text="Thanks! " * 40, network="x").get_json()["findings"]
    assert [one["rule"] for one in found if one["rule"] == "length"] == ["length"]


@pytest.mark.parametrize(
    ("visibility", "letters", "is_too_long"),
    [("public", 2200, False), ("public", 2201, True), ("private", 500, False), ("private", 501, True)],
)
def test_where_an_account_has_both_the_length_is_that_of_what_is_said(visibility, letters, is_too_long):
    asked = {"language": "auto", "network": "instagram", "visibility": visibility}
    context = context_of(asked | {"reply_to": None, "earlier": [], "deep": False})
    assert (measure("ж" * letters, context.limit_unit) > context.limit) is is_too_long


@pytest.mark.parametrize(
    "body", [{"text": None}, {"network": "smoke"}, {"visibility": "x"}, {"language": "de"}]
)
def test_what_cannot_be_checked_is_refused(app, guided, body):
    agent = browser(app, make_person("agent", guided)[1])
    assert ask(agent, guided, **body).status_code == 422


def test_a_changed_form_of_address_is_told_to_programs_and_people(app, guided, apply, head):
    apply(head.replace("languages: [en]", "languages: [en, ru]"))
    boss = browser(app, make_person("supervisor", guided)[1])
    asked = {"text": "Заказ едет, напиши, если тебе неудобно.", "visibility": "public"}
    assert ask(boss, guided, **asked).get_json()["findings"] == []
    [one] = ask(boss, guided, **asked, earlier=["Твой заказ.", "Ваш заказ собран."]).get_json()["findings"]
    assert (one["rule"], one["text"]) == ("style.address", "напиши, если тебе")
    page = boss.post(f"/brands/{guided.slug}/try", data={**asked, "earlier": "Ваш заказ собран."}).text
    assert "we addressed the customer formally (“Ваш”)" in page
    assert "Ваш заказ собран.</textarea>" in page
    assert ask(boss, guided, earlier=["a"] * 11).status_code == 422


def test_only_those_who_serve_ask_by_program(app, guided):
    assert ask(browser(app, make_person("client_viewer", guided)[1]), guided).status_code == 403


def test_another_brands_name_is_guarded_for_the_vendor_and_never_told_to_a_client(app, guided):
    text = "Ask Zelvora about it."
    agent = browser(app, make_person("agent", guided)[1])
    [one] = ask(agent, guided, text=text).get_json()["findings"]
    assert (one["rule"], one["text"], one["severity"]) == ("wrong_brand", "Zelvora", "block")
    client = browser(app, make_person("client_viewer", guided)[1])
    page = client.post(f"/brands/{guided.slug}/try", data={"text": text, "visibility": "public"})
    assert page.status_code == 200
    assert "Such a reply may go out." in page.text


def test_a_new_version_of_the_rules_holds_at_once(app, guided, apply, head):
    agent = browser(app, make_person("agent", guided)[1])
    assert ask(agent, guided, text="A glitch.").get_json()["verdict"] == "pass"
    apply(head + "terms: [{banned: [glitch], severity: approve}]\n")
    told = ask(agent, guided, text="Two glitches.").get_json()
    assert (told["verdict"], told["rule_set"]) == ("approve", 2)


def test_a_person_tries_a_text_and_sees_why(app, guided):
    boss = browser(app, make_person("supervisor", guided)[1])
    path = f"/brands/{guided.slug}/try"
    assert "Write a reply and try it." in boss.get(path).text
    page = boss.post(path, data={"text": TEXT, "visibility": "public"}).text
    assert '<mark class="found-warn">recieve</mark>' in page
    assert '<mark class="found-block">elections</mark>' in page
    assert "Such a reply does not go out." in page
    part = boss.post(
        path, data={"text": "Thanks.", "visibility": "public"}, headers={"HX-Request": "true"}
    ).text
    assert "Such a reply may go out." in part
    assert "<html" not in part
    assert boss.post(path, data={"text": "", "visibility": "public"}).status_code == 422


def test_people_see_the_forms_of_each_term(app, guided):
    for role in ("supervisor", "client_viewer"):
        page = browser(app, make_person(role, guided)[1]).get(f"/brands/{guided.slug}").text
        assert "cheap, cheap&#39;s, cheaped" in page
        assert "Words known to everybody" in page


def test_a_file_of_texts_is_read_as_a_whole_or_not_at_all():
    lines = ['{"text": "a", "network": "x", "id": 5}', "", '{"text": "b", "language": null}']
    usual = {"visibility": "private", "language": "pl", "earlier": ("c",)}  # as the command's options come
    found = read_texts("\n".join(lines), usual, file_name="t.jsonl")
    assert [one["earlier"] for one in found] == [["c"], ["c"]]
    assert [(one["text"], one["network"], one["visibility"], one["language"]) for one in found] == [
        ("a", "x", "private", "pl"),
        ("b", None, "private", "pl"),
    ]
    with pytest.raises(Invalid) as caught:
        read_texts('{"text": "a"}\n{"txt": 1}\nnope\n[1]\n' + "[" * 100_000, {}, file_name="t.jsonl")
    assert [fault.place for fault in caught.value.faults] == [f"t.jsonl:{line}" for line in (2, 3, 4, 5)]
    assert "Missing data" in caught.value.faults[0].message


def test_half_a_surrogate_pair_is_a_text_like_any_other():
    [asked] = read_texts(json.dumps({"text": "\ud800"}), {}, file_name="-")
    assert asked["text"] == "\ud800"


def test_what_is_missing_is_told_without_empty_quotation_marks(app, guided, apply, head):
    apply(head + "style_guide: {greeting: required}\n")
    boss = browser(app, make_person("supervisor", guided)[1])
    page = boss.post(
        f"/brands/{guided.slug}/try", data={"text": "It arrives today.", "visibility": "public"}
    ).text
    assert "Greeting" in page
    assert "></q>" not in page
