"""Moderation for programs: the page's rules, rights and ledger."""

import pytest
from builders import browser, make_person
from channels.meta_worlds import FacebookWorld
from sqlalchemy import select

from bpo.channels.rules.removals import Removal
from bpo.conversations.models import Moderation
from bpo.conversations.operations.moderating import moderate
from bpo.conversations.operations.removals import record_removals
from bpo.core.clock import utcnow
from bpo.core.events import EventRow
from bpo.tenants.operations import replace_section
from bpo.tenants.queries import get_tenant

RULES = [{"id": "no-spam", "text": {"en": "No advertisements."}, "action": "hide"}]


@pytest.fixture
def page(app, db):
    world = FacebookWorld()
    with world.unit() as uow:
        replace_section(uow, get_tenant(uow, world.tenant.slug), "community_rules", RULES)
    world.asked = world.ask("Buy pills!")
    (world.said,) = world.messages("in")
    world.address = (
        f"/api/v1/brands/{world.tenant.slug}/conversations/{world.asked.conversation_id}"
        f"/messages/{world.said.id}/moderation"
    )
    yield world
    world.proxy.stop()
    world.server.stop()


@pytest.fixture
def supervisor(app, page):
    return browser(app, make_person("supervisor", page.tenant)[1])


def work(world):
    with world.unit() as uow:
        waiting = select(Moderation.id).where(
            Moderation.tenant_id == world.tenant.id, Moderation.state == "waiting"
        )
        due = uow.session.scalars(waiting).all()
    for one in due:
        moderate(world.unit, world.tenant.id, one, wire=world.wire(10), key=world.key)


def actions(world):
    with world.unit() as uow:
        found = uow.session.scalars(
            select(EventRow.action)
            .where(EventRow.tenant_id == world.tenant.id, EventRow.action.like("message.moderat%"))
            .order_by(EventRow.at)
        )
        return list(found)


def test_a_message_is_hidden_shown_again_and_deleted(page, supervisor):
    before = supervisor.get(page.address).json
    assert (before["stands"], before["acts"], before["items"]) == ("shown", ["hide", "delete"], [])
    asked = supervisor.post(page.address, json={"act": "hide", "rule": "no-spam"})
    assert asked.status_code == 202
    assert (asked.json["asked"], asked.json["acts"], asked.json["stands"]) == (1, [], "shown")
    work(page)
    hidden = supervisor.get(page.address).json
    assert (hidden["stands"], hidden["acts"]) == ("hidden", ["unhide", "delete"])
    assert page.server.comments[page.asked.external_id]["is_hidden"] is True
    assert supervisor.post(page.address, json={"act": "unhide"}).status_code == 202
    work(page)
    assert supervisor.post(page.address, json={"act": "delete", "rule": "no-spam"}).status_code == 202
    work(page)
    gone = supervisor.get(page.address).json
    assert (gone["stands"], gone["acts"], gone["gone_at"]) == ("deleted", [], None)
    assert [(one["act"], one["state"], one["rule"]) for one in reversed(gone["items"])] == [
        ("hide", "done", "no-spam"),
        ("unhide", "done", None),
        ("delete", "done", "no-spam"),
    ]
    assert page.asked.external_id not in page.server.comments
    assert actions(page) == ["message.moderation_asked", "message.moderated"] * 3


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"act": "hide"}, 422),
        ({"act": "hide", "rule": "another"}, 422),
        ({"act": "burn", "rule": "no-spam"}, 422),
        ({"rule": "no-spam"}, 422),
        ({"act": "hide", "rule": "no-spam", "more": 1}, 422),
        ({"act": "unhide"}, 409),
    ],
)
def test_what_the_page_refuses_is_refused(page, supervisor, body, status):
    answer = supervisor.post(page.address, json=body)
    assert answer.status_code == status
    assert "problem+json" in answer.headers["Content-Type"]
    assert actions(page) == []


def test_twice_at_once_is_a_conflict(page, supervisor):
    assert supervisor.post(page.address, json={"act": "hide", "rule": "no-spam"}).status_code == 202
    assert supervisor.post(page.address, json={"act": "hide", "rule": "no-spam"}).status_code == 409


def test_all_of_an_author_in_one_act(page, supervisor):
    page.ask("Buy more pills!")
    asked = supervisor.post(page.address, json={"act": "hide", "rule": "no-spam", "all_of_author": True})
    assert asked.json["asked"] == 2


def test_who_may_not_manage_and_who_is_no_staff(app, page):
    for role, status in (("reviewer", 403), ("client_approver", 403)):
        person = browser(app, make_person(role, page.tenant)[1])
        assert person.get(page.address).status_code == status
        assert person.post(page.address, json={"act": "hide", "rule": "no-spam"}).status_code == status


def test_a_message_of_another_conversation_is_not_there(page, supervisor):
    page.server.comment("Somebody else", by="boris")
    page.read()
    other = next(one for one in page.messages("in") if one.author_id == "boris")
    address = page.address.replace(str(page.said.id), str(other.id))
    assert supervisor.get(address).status_code == 404


def test_the_thread_tells_how_each_message_stands(page, supervisor):
    thread = page.address.rpartition("/messages")[0]
    (message,) = supervisor.get(thread).json["messages"]
    assert (message["stands"], message["gone_at"]) == ("shown", None)
    with page.unit() as uow:
        record_removals(
            uow, page.tenant.id, [Removal(f"facebook:{page.handle}", page.asked.external_id, utcnow())]
        )
    (message,) = supervisor.get(thread).json["messages"]
    assert message["stands"] == "deleted"
    assert message["gone_at"] is not None
    told = supervisor.get(page.address).json
    assert (told["stands"], told["acts"]) == ("deleted", [])
