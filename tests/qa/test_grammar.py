"""The grammar of sent replies joins their checks; what breaks the engine is told as not checked, never as clean."""

import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from builders import browser, make_person
from qa.test_automatic import kept, run
from qa.worlds import House, system

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.profile import create_api_key_for
from bpo.language.grammar.worker import GrammarEngine, Limits
from bpo.language.types import Language
from bpo.qa.operations import grammar
from bpo.qa.operations.automatic import automatic_figures, usual_period

BROKEN = str(Path(__file__).parents[1] / "language" / "broken_engine.py")
LIMITS = Limits(megabytes=400, seconds=0.2)


def read_grammar(tenant, *arguments, **over):
    """The job's work, with the real child program around an engine that breaks on command."""
    engine_of = partial(GrammarEngine, limits=LIMITS, command=(sys.executable, BROKEN, *arguments))
    given = {"seconds": 300, "size": 3, "engine_of": engine_of, **over}
    return grammar.check_grammar(lambda: system(tenant), tenant.id, **given)


def of_engine(row):
    return [(one["id"], one["severity"], one["start"], one["end"]) for one in row.findings if "origin" in one]


def figures_of(house):
    with system(house.tenant) as uow:
        return automatic_figures(uow, house.tenant, usual_period(uow, house.tenant))


def test_findings_join_their_check_and_failures_are_kept_apart(app):
    house, other = House(), House()
    bad = house.reply(text="😀 It is wrong today.")
    same = house.reply(house.bob, text="We send wrongxly tea today.")
    clean = house.reply(text="It comes today.")
    broke = house.reply(text="It comes today, no panic.")
    theirs = other.reply(text="It is wrong.")
    run(house.tenant)
    run(other.tenant)
    before = kept(house.tenant)
    assert {row.grammar_state for row in before.values()} == {None}
    assert figures_of(house).grammar.waiting == 4
    assert read_grammar(house.tenant, "NEVER") is False  # no engine starts: nothing is judged
    assert {row.grammar_state for row in kept(house.tenant).values()} == {None}
    assert read_grammar(house.tenant, seconds=0, size=1) is True
    assert [row.grammar_state for row in kept(house.tenant).values()].count(None) == 3
    assert read_grammar(house.tenant) is False
    found = kept(house.tenant)
    states = {key: (row.grammar_state, row.grammar_unread) for key, row in found.items()}
    assert states == {**dict.fromkeys((bad, same, clean), ("checked", None)), broke: ("not_checked", "panic")}
    assert of_engine(found[bad]) == [("BROKEN", "warn", 8, 13)]
    assert found[bad].warns == before[bad].warns + 1
    assert of_engine(found[clean]) == []
    assert of_engine(found[same]) == []
    assert "spelling" in {one["rule"] for one in found[same].findings}
    for key in (same, clean, broke):  # what ours found stays as it was, and is not found twice
        assert [one for one in found[key].findings if "origin" not in one] == before[key].findings
    assert kept(other.tenant)[theirs].grammar_state is None
    with UnitOfWork(Actor.system(other.tenant.id)) as uow:  # another brand cannot reach them
        waiting = grammar.read_waiting(uow, house.tenant.id, Language.EN, limit=10)
        assert waiting == []
        lost = SimpleNamespace(reply=SimpleNamespace(**vars_of(found[bad], "stolen")), spelling=None)
        assert grammar.keep_readings(uow, house.tenant.id, [(lost, grammar.Reading())]) == 0
    figures = figures_of(house)
    assert (figures.grammar.checked, figures.grammar.waiting, figures.grammar.unread) == (3, 0, {"panic": 1})
    assert [(one.id, one.replies) for one in figures.grammar.rules] == [("BROKEN", 1)]
    assert (figures.whole.n, figures.whole.judged, figures.whole.clean) == (4, 3, 1)
    shown(app, house)


def vars_of(check, text):
    return {"id": check.id, "message_id": check.message_id, "findings": check.findings, "text": text}


def shown(app, house):
    """The page and the API say whose findings these are, and how many replies are not checked."""
    base = f"/brands/{house.tenant.slug}/quality/automatic"
    staff = browser(app, house.boss_token)
    page = staff.get(base).text
    assert "LanguageTool family, LGPL-2.1" in page
    assert "The engine gave up on the text: 1" in page
    assert "grammar=not_checked" in page
    assert "not installed" not in page
    rows = staff.get(f"{base}/replies?grammar=not_checked").text
    assert rows.count("<tr>") == 2
    assert "Grammar not checked: The engine gave up on the text" in rows
    assert "grammar (LanguageTool family)" in staff.get(f"{base}/replies?engine_rule=BROKEN").text
    assert "Grammar not checked" not in staff.get(f"{base}/replies?found=clean").text
    _user, token = make_person("client_viewer", house.tenant)
    assert "The engine gave up on the text: 1" in browser(app, token).get(base).text
    with UnitOfWork(Actor.system()) as uow:
        _row, key = create_api_key_for(uow, uow.session.merge(house.boss), name="grammar")
    client, with_key = app.test_client(), {"Authorization": f"Bearer {key}"}
    path = f"/api/v1{base}"
    told = client.get(path, headers=with_key).json["grammar"]
    assert (told["checked"], told["not_checked"], told["licence"]) == (3, {"panic": 1}, "LGPL-2.1")
    [item] = client.get(f"{path}/replies?engine_rule=BROKEN", headers=with_key).json["items"]
    assert item["grammar_state"] == "checked"
    assert [one["origin"] for one in item["findings"] if "origin" in one] == ["languagetool"]


def test_what_is_erased_meanwhile_is_not_checked_and_two_at_once_keep_one(app):
    house = House()
    gone, stays = house.reply(text="It is wrong."), house.reply(text="It was wrong.")
    run(house.tenant)
    with system(house.tenant) as uow:
        batch = grammar.read_waiting(uow, house.tenant.id, Language.EN, limit=10)
    with GrammarEngine(Language.EN, limits=LIMITS, command=(sys.executable, BROKEN)) as engine:
        results = [(one, grammar.read_reply(engine, one.reply.text)) for one in batch]
        assert grammar.read_reply(engine, "").unread == "erased"
    changed = [
        (SimpleNamespace(reply=SimpleNamespace(**{**one.reply._mapping, "text": "before"}), spelling=None), reading)
        if one.reply.message_id == gone
        else (one, reading)
        for one, reading in results
    ]  # fmt: skip
    with system(house.tenant) as uow:
        assert grammar.keep_readings(uow, house.tenant.id, changed) == 2
    found = kept(house.tenant)
    assert (found[gone].grammar_unread, of_engine(found[gone])) == ("erased", [])
    assert len(of_engine(found[stays])) == 1
    with system(house.tenant) as uow:
        assert grammar.keep_readings(uow, house.tenant.id, results) == 0
    assert kept(house.tenant)[gone].grammar_unread == "erased"


def test_without_the_packages_all_else_works_and_the_page_says_so(app, monkeypatch):
    monkeypatch.setitem(sys.modules, "lt_py", None)
    house = House()
    house.reply(text="It comes today.")
    run(house.tenant)
    assert read_grammar(house.tenant) is False
    assert [row.grammar_state for row in kept(house.tenant).values()] == [None]
    page = browser(app, house.boss_token).get(f"/brands/{house.tenant.slug}/quality/automatic").text
    assert "Grammar is not checked in: English. The engine is not installed on this server." in page
