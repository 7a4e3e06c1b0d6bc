"""Templates, articles and campaigns on the real database and through their pages."""

import re
from datetime import timedelta
from html import unescape

import pytest
from builders import act_as, browser, make_person, make_tenant

from bpo.core.clock import utcnow
from bpo.core.errors import Invalid, NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role
from bpo.knowledge.models import Campaign, ReplyTemplate
from bpo.knowledge.operations import record_reading, retire, save_article, save_campaign, save_template
from bpo.knowledge.queries import (
    get_in_use,
    list_articles,
    list_in_force,
    list_readers,
    list_templates,
    list_unread,
)

HOUR = timedelta(hours=1)


def campaign(uow, brand, **over):
    told = {
        "kind": "outage",
        "title": "Depot",
        "text": "The depot is closed.",
        "statement": None,
        "tags": [],
        "starts_at": uow.now - HOUR,
        "ends_at": None,
        **over,
    }
    return save_campaign(
        uow, brand.id, over.pop("row_id", None), **{k: v for k, v in told.items() if k != "row_id"}
    )


def template(uow, brand, **over):
    told = {"name": "Hello", "kind": "reply", "language": "en", "text": "Hello {customer}", **over}
    return save_template(uow, brand.id, None, **told)


@pytest.fixture
def brand(app):
    return make_tenant()


@pytest.fixture
def unit(brand):
    with UnitOfWork(act_as(Role.SUPERVISOR, brand)) as uow:
        yield uow


def test_two_templates_in_use_do_not_share_a_name_in_one_language(unit, brand):
    first = template(unit, brand)
    with pytest.raises(Invalid) as refused:
        template(unit, brand)
    assert refused.value.faults[0].place == "name"
    template(unit, brand, language="pl", text="Dzień dobry")
    retire(unit, first)
    unit.session.flush()  # the name is free only once it is out of use
    again = template(unit, brand)
    assert {row.id for row in list_templates(unit, brand.id, language="en")} == {again.id}
    with pytest.raises(NotFound):
        get_in_use(unit, ReplyTemplate, brand.id, first.id)


def test_articles_are_found_by_all_of_their_words_and_titles_come_first(unit, brand):
    in_text = save_article(
        unit, brand.id, None, title="Доставка", language="ru", text="Возврат за 14 дней", url=None
    )
    in_title = save_article(
        unit, brand.id, None, title="Возврат товара", language="ru", text="Чек и упаковка", url=None
    )
    assert [row.id for row in list_articles(unit, brand.id, words="возврат")] == [in_title.id, in_text.id]
    assert [row.id for row in list_articles(unit, brand.id, words="возврат чек")] == [in_title.id]
    assert list_articles(unit, brand.id, words="100%_") == []


def test_what_holds_now_is_what_has_begun_and_not_ended_for_these_places(unit, brand):
    promotion = campaign(unit, brand, kind="promotion", title="Sale")
    holding = campaign(unit, brand, kind="holding_statement", title="Recall", tags=["kyiv"])
    campaign(unit, brand, title="Over", starts_at=unit.now - 2 * HOUR, ends_at=unit.now)
    campaign(unit, brand, title="To come", starts_at=unit.now + HOUR)
    unit.session.flush()  # read back below
    assert [row.id for row in list_in_force(unit, brand.id, account_tags=["kyiv"])] == [
        holding.id,
        promotion.id,
    ]
    assert [row.id for row in list_in_force(unit, brand.id, account_tags=["lviv"])] == [promotion.id]


def test_a_campaign_that_changes_is_unread_again(brand, app):
    actor = act_as(Role.SUPERVISOR, brand)
    now = utcnow()
    with UnitOfWork(actor, now=now) as uow:
        row = campaign(uow, brand)
    with UnitOfWork(actor, now=now + HOUR) as uow:
        record_reading(uow, row)
        record_reading(uow, row)
    with UnitOfWork(actor, now=now + HOUR) as uow:
        assert list_unread(uow, [row]) == set()
        assert list_readers(uow, brand.id) == {row.id: {actor.user_id}}
    with UnitOfWork(actor, now=now + 2 * HOUR) as uow:
        changed = campaign(uow, brand, row_id=row.id, text="It opens at noon.")
    with UnitOfWork(actor, now=now + 2 * HOUR) as uow:
        assert list_unread(uow, [changed]) == {row.id}
        assert list_readers(uow, brand.id) == {}


def test_another_brands_campaign_is_not_there(unit, brand):
    other = make_tenant()
    with UnitOfWork(act_as(Role.SUPERVISOR, other)) as uow:
        row = campaign(uow, other)
    with pytest.raises(NotFound):
        get_in_use(unit, Campaign, brand.id, row.id)


def test_a_clients_approver_writes_what_the_vendors_agent_reads(app, brand):
    _approver, approver_token = make_person("client_approver", brand)
    _agent, agent_token = make_person("agent", brand)
    approver, agent = browser(app, approver_token), browser(app, agent_token)
    address = f"/brands/{brand.slug}/knowledge/campaigns"
    sent = approver.post(
        f"{address}/new",
        data={
            "kind": "outage",
            "title": "App is down",
            "text": "Since nine.",
            "starts_at": "2026-11-01T09:00",
        },
    )
    assert sent.status_code == 303
    page = agent.get(address)
    assert "App is down" in page.text
    assert "I have read this" in page.text
    assert "/report?" not in page.text  # agents read no reports
    report = re.search(r'href="(/brands/[^"]+/report\?from=2026-11-01[^"]+)"', approver.get(address).text)
    assert approver.get(unescape(report.group(1))).status_code == 200
    assert agent.get(f"{address}/new").status_code == 403


@pytest.mark.parametrize(
    ("part", "data", "place"),
    [
        ("templates", {"name": "x", "language": "en", "text": "Hi {who}"}, "field-text-error"),
        ("articles", {"title": "", "language": "en", "text": "x"}, "field-title-error"),
        (
            "campaigns",
            {
                "kind": "outage",
                "title": "x",
                "text": "x",
                "starts_at": "2026-11-02T09:00",
                "ends_at": "2026-11-01T09:00",
            },
            "field-ends_at-error",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(app, brand, part, data, place):
    _person, token = make_person("supervisor", brand)
    answer = browser(app, token).post(f"/brands/{brand.slug}/knowledge/{part}/new", data=data)
    assert answer.status_code == 422
    assert place in answer.text


def test_the_api_gives_what_is_in_use(app, brand):
    with UnitOfWork(act_as(Role.SUPERVISOR, brand)) as uow:
        template(uow, brand)
        campaign(uow, brand)
    _agent, token = make_person("agent", brand)
    client = browser(app, token)
    assert [one["name"] for one in client.get(f"/api/v1/brands/{brand.slug}/templates").json["items"]] == [
        "Hello"
    ]
    assert [one["title"] for one in client.get(f"/api/v1/brands/{brand.slug}/campaigns").json["items"]] == [
        "Depot"
    ]
    assert client.get(f"/api/v1/brands/{brand.slug}/articles?words=x").json["items"] == []
