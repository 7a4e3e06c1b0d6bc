"""Checking sent replies by themselves: what is kept, under which rules, once; the page and the API."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from builders import browser, make_person
from conversations.worlds import in_unit, said, store
from qa.worlds import DAY, House, system
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.intervals import wilson
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.profile import create_api_key_for
from bpo.language.types import Finding, Severity
from bpo.qa.models import AutomaticCheck, Review
from bpo.qa.operations.automatic import (
    automatic_figures,
    check_reply,
    check_sent_replies,
    keep_results,
    read_batch,
    usual_period,
)
from bpo.qa.rules.automatic import Proportion, counts_of, gravest, kept_of, stretch_of
from bpo.tenants.operations import replace_section


def finding(rule, severity, start=0, end=4):
    return Finding(rule, Severity(severity), start, end, "Anna", "message")


@pytest.mark.parametrize(
    ("severities", "counts", "worst"),
    [
        ([], (0, 0, 0, 0), "info"),
        (["info"], (1, 0, 0, 0), "info"),
        (["warn", "info", "warn"], (1, 2, 0, 0), "warn"),
        (["approve", "block", "info"], (1, 0, 1, 1), "block"),
        (["warn", "approve"], (0, 1, 1, 0), "approve"),
    ],
)
def test_findings_are_counted_by_severity(severities, counts, worst):
    assert counts_of(finding("spelling", one) for one in severities) == counts
    assert gravest(severities) == worst


def test_what_is_kept_holds_no_words():
    kept = kept_of([finding("spelling", "warn", 3, 7)])
    assert json.loads(kept) == [{"rule": "spelling", "severity": "warn", "start": 3, "end": 7}]
    assert "Anna" not in kept


@pytest.mark.parametrize(("hour", "stretch"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2)])
def test_an_instant_lies_after_the_change_made_at_it(hour, stretch):
    changes = [datetime(2026, 1, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 3, tzinfo=UTC)]
    assert stretch_of(datetime(2026, 1, 1, hour, tzinfo=UTC), changes) == stretch


def test_a_share_of_nothing_is_none():
    assert (Proportion(0, 0).value, Proportion(0, 0).interval, Proportion(0, 0).per_thousand) == (None,) * 3
    assert Proportion(3, 12).value == 0.25
    assert Proportion(3, 12).per_thousand == 250
    assert Proportion(3, 12).interval == wilson(3, 12)


def run(tenant, **over):
    def open_unit():
        return UnitOfWork(Actor.system(tenant.id))

    return check_sent_replies(open_unit, tenant.id, **{"batches": 10, "size": 500, **over})


def kept(tenant):
    rows = in_unit(
        tenant,
        lambda uow: uow.session.scalars(
            select(AutomaticCheck).where(AutomaticCheck.tenant_id == tenant.id)
        ).all(),
    )
    return {row.message_id: row for row in rows}


def rules_of(row):
    return {one["rule"] for one in row.findings}


@pytest.fixture
def house(app):
    return House()


def test_every_reply_of_a_person_is_checked_once(house):
    clean = house.reply(text="It comes today.")
    bad = house.reply(house.bob, text="Your tea was recieved, it comes today.")
    elsewhere = said(
        "e1", 0, out=True, in_reply_to="q1", text="We will recieve it today.", posted_at=utcnow()
    )
    robot = said("r1", 0, out=True, in_reply_to="q1", text="Thank you.", posted_at=utcnow(), automatic=True)
    store(house.tenant, elsewhere, robot)
    other = House()
    other.reply(text="We recieve.")
    assert run(house.tenant, size=2) is False
    found = kept(house.tenant)
    assert len(found) == 3
    assert (found[clean].warns, found[clean].agent_id) == (0, house.ann.id)
    assert "spelling" in rules_of(found[bad])
    assert found[bad].agent_id == house.bob.id
    assert [row.agent_id for row in found.values()].count(None) == 1
    assert run(house.tenant) is False
    assert {key: row.id for key, row in kept(house.tenant).items()} == {
        key: row.id for key, row in found.items()
    }
    assert kept(other.tenant) == {}
    assert in_unit(house.tenant, lambda uow: uow.session.scalars(select(Review)).all()) == []


def test_a_batch_ends_where_it_must_and_the_next_run_goes_on(house):
    for _ in range(3):
        house.reply()
    assert run(house.tenant, batches=1, size=2) is True
    assert len(kept(house.tenant)) == 2
    assert run(house.tenant, batches=2, size=2) is False
    assert len(kept(house.tenant)) == 3


def test_the_rules_in_force_when_it_was_posted_are_the_ones_used(house):
    def rules(word):
        return {
            "style_guide": {},
            "terms": [{"banned": [word], "severity": "warn"}],
            "restricted_topics": [],
            "names": [],
        }

    def version(content, at):
        with UnitOfWork(Actor.system(house.tenant.id), now=at) as uow:
            replace_section(uow, house.tenant, "rule_set", content)

    now = utcnow()
    version(rules("parcel"), now - 10 * DAY)
    version(rules("package"), now - 5 * DAY)
    said_so = "Your parcel is a package."
    early = house.reply(text=said_so, ago=7 * DAY)
    late = house.reply(text=said_so, ago=2 * DAY)
    run(house.tenant)
    found = kept(house.tenant)
    assert (found[early].rule_set_version, found[late].rule_set_version) == (1, 2)
    places = {
        key: [(one["start"], one["end"]) for one in found[key].findings if one["rule"].startswith("term")]
        for key in (early, late)
    }
    assert places[early] == [(said_so.index("parcel"), said_so.index("parcel") + 6)]
    assert places[late] == [(said_so.index("package"), said_so.index("package") + 7)]


def test_what_is_erased_meanwhile_is_left_out_and_two_at_once_keep_one(house):
    first, second = house.reply(text="We recieve."), house.reply(text="It comes.")
    with system(house.tenant) as uow:
        batch = read_batch(uow, house.tenant.id, after=None, limit=10)
    results = [(reply, check_reply(reply, compiled)) for reply, compiled in batch.replies]
    assert {reply.id for reply, _ in results} == {first, second}
    changed = [
        (SimpleNamespace(**{**reply._mapping, "text": "before"}) if reply.id == first else reply, done)
        for reply, done in results
    ]
    with system(house.tenant) as uow:
        assert keep_results(uow, house.tenant.id, changed) == 1
    with system(house.tenant) as uow:
        assert keep_results(uow, house.tenant.id, results) == 1
    with system(house.tenant) as uow:
        assert keep_results(uow, house.tenant.id, results) == 0
    assert set(kept(house.tenant)) == {first, second}


def test_figures_count_replies_and_not_findings(house):
    house.reply(text="It comes today.")
    house.reply(house.bob, text="We recieve and recieve it.")
    house.reply(text="It comes today.", ago=40 * DAY)
    run(house.tenant)
    with UnitOfWork(Actor.system(house.tenant.id)) as uow:
        figures = automatic_figures(uow, house.tenant, usual_period(uow, house.tenant))
    assert figures.whole.n == 2
    agents = {one.agent_id: (one.n, one.clean) for one in figures.agents}
    assert agents.keys() == {house.ann.id, house.bob.id}
    assert agents[house.bob.id] == (1, 0)
    assert sum(clean for _n, clean in agents.values()) == figures.whole.clean
    [spelling] = [one for one in figures.rules if one.rule == "spelling"]
    assert (spelling.replies, spelling.findings) == (1, 2)


def test_page_shows_each_figure_and_the_replies_behind_it(app, house):
    house.reply(text="It comes today.")
    house.reply(house.bob, text="We recieve it today.")
    run(house.tenant)
    base = f"/brands/{house.tenant.slug}/quality/automatic"
    staff = browser(app, house.boss_token)
    page = staff.get(base).text
    assert "Bob Agent" in page
    assert "rule=spelling" in page
    rows = staff.get(f"{base}/replies?rule=spelling").text
    assert rows.count("<tr>") == 2
    assert "Bob Agent" in rows
    assert "/conversations/" in rows
    assert "recieve" not in rows
    assert staff.get(f"{base}/replies?agent={house.ann.id}").text.count("<tr>") == 2
    assert staff.get(f"{base}/replies?agent=nobody").status_code == 404
    assert staff.get(f"{base}?from=x").status_code == 422
    _user, token = make_person("client_viewer", house.tenant)
    client = browser(app, token)
    page = client.get(base).text
    assert "rule=spelling" in page
    assert "Bob Agent" not in page
    rows = client.get(f"{base}/replies?rule=spelling")
    assert rows.status_code == 200
    assert "Bob Agent" not in rows.text
    assert client.get(f"{base}/replies?agent={house.ann.id}").status_code == 404


def test_api_gives_the_same(app, house):
    house.reply(text="It comes today.")
    bad = house.reply(house.bob, text="We recieve it today.")
    run(house.tenant)
    with UnitOfWork(Actor.system()) as uow:
        _row, key = create_api_key_for(uow, uow.session.merge(house.boss), name="figures")
    base = f"/api/v1/brands/{house.tenant.slug}/quality/automatic"
    client, with_key = app.test_client(), {"Authorization": f"Bearer {key}"}
    told = client.get(base, headers=with_key).json
    assert told["checked"] == 2
    assert told["clean"]["n"] == 2
    assert {one["rule"] for one in told["rules"]} >= {"spelling"}
    assert {one["agent_id"] for one in told["agents"]} == {str(house.ann.id), str(house.bob.id)}
    rows = client.get(f"{base}/replies?rule=spelling", headers=with_key).json
    assert [one["message_id"] for one in rows["items"]] == [str(bad)]
    assert rows["items"][0]["findings"][0].keys() == {"rule", "severity", "start", "end"}


def test_the_form_of_address_is_held_against_what_we_wrote_before(house):
    first = house.reply(asked="Где мой заказ?", text="Ваш заказ уже собран, проверьте почту.")
    again = said(
        "again", 0, out=True, in_reply_to="q1", text="Напиши мне, если тебе что-то ещё нужно.", handle="care",
        posted_at=utcnow() - DAY / 2, agent=house.ann.email, language="ru",
    )  # fmt: skip
    store(house.tenant, again)
    run(house.tenant)
    found = kept(house.tenant)
    [then] = [row for key, row in found.items() if key != first]
    assert "style.address" in [one["rule"] for one in then.findings]
    assert "style.address" not in [one["rule"] for one in found[first].findings]
