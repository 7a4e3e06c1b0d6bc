"""The shift log: what one shift leaves to the next is read, done once, and kept from others."""

import pytest
from builders import act_as, actor_of_person, browser, make_person, without_help
from conversations.worlds import make_brand, said, store

from bpo.channels.operations import replace_accounts
from bpo.conversations.models import Conversation
from bpo.conversations.operations.shift_log import finish_shift_note, record_log_read, write_shift_note
from bpo.conversations.queries.shift_log import (
    LogFilter,
    get_shift_note,
    list_readers,
    list_shift_notes,
    unread_notes,
)
from bpo.core.actor import Actor
from bpo.core.errors import Conflict, Invalid, NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role


@pytest.fixture
def brand(app):
    return make_brand()


def leave(brand, actor, text="The depot answers again at six.", **over):
    with UnitOfWork(actor) as uow:
        return write_shift_note(uow, brand.id, **{"text": text, "to_do": False, **over})


def test_what_others_left_is_new_until_it_is_read(brand):
    evening, night = act_as(Role.AGENT, brand), act_as(Role.AGENT, brand)
    note = leave(brand, evening)
    with UnitOfWork(evening) as uow:
        assert uow.session.scalar(unread_notes(uow, [brand.id])) == 0
    with UnitOfWork(night) as uow:
        assert uow.session.scalar(unread_notes(uow, [brand.id])) == 1
        rows = list_shift_notes(uow, LogFilter(frozenset({brand.id})), limit=10)
        record_log_read(uow, rows)
        record_log_read(uow, rows)
    with UnitOfWork(night) as uow:
        assert uow.session.scalar(unread_notes(uow, [brand.id])) == 0
        assert list_readers(uow, rows)[note.id] == {evening.user_id, night.user_id}


def test_what_is_to_be_done_is_done_once(brand):
    note = leave(brand, act_as(Role.AGENT, brand), to_do=True)
    actor = act_as(Role.AGENT, brand)
    with UnitOfWork(actor) as uow:
        assert [row.id for row in list_shift_notes(uow, LogFilter(frozenset({brand.id}), True), limit=9)] == [
            note.id
        ]
        finish_shift_note(uow, get_shift_note(uow, brand.id, note.id, for_update=True))
    with UnitOfWork(actor) as uow:
        assert list_shift_notes(uow, LogFilter(frozenset({brand.id}), True), limit=9) == []
        with pytest.raises(Conflict):
            finish_shift_note(uow, get_shift_note(uow, brand.id, note.id, for_update=True))


def test_nothing_is_to_be_done_where_nothing_was_asked_for(brand):
    note = leave(brand, act_as(Role.AGENT, brand))
    with UnitOfWork(act_as(Role.AGENT, brand)) as uow, pytest.raises(Conflict):
        finish_shift_note(uow, get_shift_note(uow, brand.id, note.id, for_update=True))


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_an_entry_says_something_and_not_a_book(brand, text):
    with pytest.raises(Invalid):
        leave(brand, act_as(Role.AGENT, brand), text)


def test_another_brands_log_is_not_there(brand):
    other = make_brand()
    note = leave(other, act_as(Role.AGENT, other))
    with UnitOfWork(act_as(Role.SUPERVISOR, brand)) as uow:
        assert list_shift_notes(uow, LogFilter(frozenset({brand.id, other.id})), limit=9) == []
        assert uow.session.scalar(unread_notes(uow, [brand.id])) == 0
        with pytest.raises(NotFound):
            get_shift_note(uow, other.id, note.id)


def test_whoever_serves_some_accounts_sees_only_what_concerns_their_conversations(app):
    brand = make_brand()
    with UnitOfWork(Actor.system(brand.id)) as uow:
        account = {"network": "generic", "handle": "care", "purpose": "care", "tags": ["kyiv"]}
        replace_accounts(uow, brand.id, [account])
    store(brand, said("a", 0, text="Where is it?"))
    whole = leave(brand, act_as(Role.AGENT, brand), "Whoever asks: all depots are shut")
    with UnitOfWork(Actor.system(brand.id)) as uow:
        talk = uow.session.query(Conversation).filter_by(tenant_id=brand.id).one()
    theirs = leave(brand, act_as(Role.AGENT, brand), "Anna was promised a call", conversation=talk)
    person, _token = make_person("agent", brand, tags=["kyiv"])
    elsewhere, _token = make_person("agent", brand, tags=["lviv"])
    with UnitOfWork(actor_of_person(person)) as uow:
        rows = list_shift_notes(uow, LogFilter(frozenset({brand.id})), limit=9)
        assert [row.id for row in rows] == [theirs.id]
        assert whole.id not in {row.id for row in rows}
        with pytest.raises(Invalid):
            write_shift_note(uow, brand.id, text="About all", to_do=False)
        write_shift_note(uow, brand.id, text="About one", to_do=False, conversation=talk)
    with UnitOfWork(actor_of_person(elsewhere)) as uow:
        assert list_shift_notes(uow, LogFilter(frozenset({brand.id})), limit=9) == []


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(app, brand):
    _agent, token = make_person("agent", brand)
    client = browser(app, token)
    form = {"brand": brand.slug, "text": "Ring the depot", "conversation": "nonsense", "to_do": "true"}
    refused = client.post("/shift-log", data=form)
    assert refused.status_code == 422
    assert "There is no such conversation of this brand." in refused.text
    assert "Ring the depot" in refused.text
    assert client.post("/shift-log", data={**form, "conversation": ""}).status_code == 303
    _colleague, other = make_person("agent", brand)
    page = without_help(browser(app, other).get("/shift-log"))
    assert "Ring the depot" in page
    assert "New to you" in page
    browser(app, other).post("/shift-log/read")
    assert "New to you" not in without_help(browser(app, other).get("/shift-log"))


def test_a_program_writes_and_reads_the_log(app, brand):
    _agent, token = make_person("agent", brand)
    client = browser(app, token)
    address = f"/api/v1/brands/{brand.slug}/shift-log"
    made = client.post(address, json={"text": "From the robot", "to_do": True})
    assert made.status_code == 201
    assert [one["text"] for one in client.get(f"{address}?show=to_do").json["items"]] == ["From the robot"]
    assert client.post(f"{address}/{made.json['id']}/done").status_code == 204
    assert client.post(f"{address}/{made.json['id']}/done").status_code == 409
    assert client.get(f"{address}?show=to_do").json["items"] == []


def test_clients_have_no_shift_log(app, brand):
    _viewer, token = make_person("client_viewer", brand)
    assert browser(app, token).get("/shift-log").status_code == 403
