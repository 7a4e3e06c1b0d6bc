"""Words that people of several brands sent despite spelling: one click has spelling know them everywhere, and nothing else."""

import pytest
from builders import act_as, browser, make_person
from guides.test_trials import NO_CHEAP, order
from guides.test_words import sent
from qa.worlds import House, system
from sqlalchemy import event, text

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.guides.operations.trials import change_of
from bpo.guides.queries.trials import get_trial
from bpo.guides.queries.words import offered_words
from bpo.guides.rules.vendor_words import is_reserved
from bpo.identity.operations.profile import create_api_key_for
from bpo.language.engine import check, compile_rules
from bpo.language.types import Context, Language, RuleSet, Severity, Term
from bpo.tenants.operations import replace_section
from bpo.tenants.queries import compiled_rules, compiled_rules_of, get_tenant


@pytest.fixture
def houses(app):
    return House(), House()


def found_in(rules, raw, language=Language.EN):
    return {one.rule for one in check(raw, rules, Context(language=language)).findings}


def rules_of(house, actor=None):
    with UnitOfWork(actor or Actor.system(house.tenant.id)) as uow:
        return compiled_rules(uow, house.tenant.id)


def by_api(app, user):
    with UnitOfWork(Actor.system()) as uow:
        _row, key = create_api_key_for(uow, user, name="program")
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    return client


def offered(client):
    told = client.get("/api/v1/words").json
    return {one["word"]: (one["language"], one["people"], one["brands"]) for one in told["offered"]}


def test_what_one_brand_sends_is_not_offered_to_all(app, houses):
    one, other = houses
    client = by_api(app, make_person("supervisor")[0])
    sent(one, "brandibox", one.ann, one.bob)
    sent(one, "tradabox", one.ann, one.bob)
    sent(other, "tradabox", other.ann, other.ann)
    told = offered(client)
    assert "brandibox" not in told
    assert told["tradabox"] == ("en", 3, 2)
    admin = by_api(app, make_person("admin")[0])
    assert offered(admin)["tradabox"] == ("en", 3, 2)
    for token in (one.boss_token, one.ann_token):
        assert browser(app, token).get("/words").status_code == 403


def test_one_click_has_spelling_know_it_everywhere_until_it_is_taken_back(app, houses):
    one, other = houses
    third = House()
    for house in houses:
        sent(house, "pickupbox", house.ann, house.bob)
    before = rules_of(third)
    assert "spelling" in found_in(before, "All the pickupboxes are here, Anna.")
    assert rules_of(third) is before
    boss = browser(app, make_person("supervisor")[1])
    page = boss.get("/words").text
    assert "pickupbox" in page
    assert page.count('href="/words"') == 1
    given = {"word": "pickupbox", "language": "en"}
    assert browser(app, one.boss_token).post("/words", data=given).status_code == 403
    assert boss.post("/words", data={**given, "language": "pl"}).status_code == 409
    assert boss.post("/words", data=given).status_code == 303
    assert boss.post("/words", data=given).status_code == 409
    client_side = act_as("client_viewer", third.tenant)
    for rules in (rules_of(third), rules_of(other), rules_of(third, client_side), earlier(third)):
        assert "spelling" not in found_in(rules, "All the pickupboxes are here, Anna.")
        assert "spelling" in found_in(rules, "All the pickupbxoes are here, Anna.")
    assert rules_of(third) is rules_of(third)
    with system(one.tenant) as uow:
        assert "pickupbox" not in {each.word for each in offered_words(uow, one.tenant.id, since=uow.now.min)}
    api = by_api(app, make_person("supervisor")[0])
    [row] = [each for each in api.get("/api/v1/words").json["items"] if each["word"] == "pickupbox"]
    assert row["added_by"] == "Person supervisor"
    assert api.delete(f"/api/v1/words/{row['id']}").status_code == 204
    assert api.delete(f"/api/v1/words/{row['id']}").status_code == 404
    assert "spelling" in found_in(rules_of(third), "All the pickupboxes are here, Anna.")
    assert "spelling" in found_in(earlier(third), "All the pickupboxes are here, Anna.")
    with UnitOfWork(Actor.system()) as uow:
        asked = {"id": row["id"]}
        told = uow.session.scalars(text("SELECT action FROM event WHERE subject_id = :id ORDER BY at"), asked)
        assert told.all() == ["vendor_word.added", "vendor_word.taken_back"]
    assert boss.post("/words", data=given).status_code == 303  # and given again


def earlier(house):
    with system(house.tenant) as uow:
        return compiled_rules_of(uow, house.tenant.id, None)


def test_a_brands_name_and_what_a_brand_never_says_are_refused_and_no_brand_is_told(app, houses):
    third = House()
    content = {
        "style_guide": {},
        "names": ["Kvastello Home"],
        "terms": [{"banned": ["brubblish"], "prefer": None, "severity": "warn"}],
    }
    with system(third.tenant) as uow:
        replace_section(uow, get_tenant(uow, third.tenant.slug), "rule_set", content)
    for house in houses:
        for word in ("kvastello", "Brubblish"):
            sent(house, word, house.ann)
    api = by_api(app, make_person("supervisor")[0])
    assert {one["word"] for one in api.get("/api/v1/words").json["offered"] if one["reserved"]} >= {
        *("kvastello", "Brubblish")
    }
    for word in ("kvastello", "Brubblish"):
        answer = api.post("/api/v1/words", json={"word": word, "language": "en"})
        assert answer.status_code == 409
        assert "This is a name that only its brand may use." in answer.text
        assert not {third.tenant.name, third.tenant.slug, "Home"} & set(answer.text.split())
    page = browser(app, make_person("supervisor")[1]).get("/words").text
    assert "This is a name that only its brand may use." in page


@pytest.mark.parametrize(
    ("word", "language", "phrase", "reserved"),
    [
        ("вентарою", "uk", "Вентара", True),
        ("Вентара", "ru", "вентары", True),
        ("zelvory", "pl", "Zelvora", True),
        ("ventarahome", "en", "Ventara Home", True),
        ("theirshelp", "en", "@theirs_help", True),
        ("ventara", "en", "The Ventara", True),
        ("homebox", "en", "Ventara Home", False),
        ("pickupbox", "en", "Pickle", False),
        ("пикапбокс", "ru", "Вентара", False),
    ],
)
def test_a_word_is_somebodys_in_every_form(word, language, phrase, reserved):
    assert is_reserved(word, Language(language), ["Something Else", phrase]) is reserved


def test_spelling_alone_knows_them():
    words = {Language.EN: ("zelvora", "pickupbox"), Language.RU: ("маркетплейс-купонник",)}
    terms = (Term(("pickupbox",), None, Severity.BLOCK),)
    rules = compile_rules(RuleSet(words=words, terms=terms, foreign_names=("Zelvora",)))
    assert found_in(rules, "Your Zelvora and zelvoras are here, Anna.") == {"wrong_brand"}
    assert found_in(rules, "Take it from a pickupbox, Anna.") == {"term"}
    assert "spelling" in found_in(compile_rules(RuleSet()), "Отдайте купонниками.", Language.RU)
    assert "spelling" not in found_in(rules, "Отдайте купонниками.", Language.RU)
    assert "spelling" not in found_in(rules, "Это маркетплейс-купонник для вас.", Language.RU)
    assert "spelling" in found_in(rules, "Take the купонник, pickupboxx, Anna.")


def test_both_sides_of_a_trial_know_the_same_words(app, houses, owner):
    owner.execute("SELECT set_config('app.migrating', 'on', false)")
    owner.execute(
        "INSERT INTO vendor_word (id, language, word, key, added_at, added_by_name)"
        " VALUES (gen_random_uuid(), 'pl', 'paczkobox', 'paczkobox', now(), '')"
    )
    house = houses[0]
    trial_id = order(house, NO_CHEAP)
    with system(house.tenant) as uow:
        change = change_of(uow, get_trial(uow, house.tenant.id, trial_id))
    assert "words" not in change.parts
    for side in (change.before, change.after):
        assert "paczkobox" in side.rules.words[Language.PL]


def test_looking_whether_words_changed_costs_no_query_of_its_own(houses):
    asked = []
    house = houses[0]
    rules_of(house)
    with system(house.tenant) as uow:
        engine = uow.session.connection().engine
        listener = lambda *given: asked.append(given[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        try:
            compiled_rules(uow, house.tenant.id)
        finally:
            event.remove(engine, "before_cursor_execute", listener)
    assert len([one for one in asked if "SELECT" in one]) == 2
