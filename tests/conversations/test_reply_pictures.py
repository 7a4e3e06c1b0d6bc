"""Pictures of replies over HTTP: as forms without scripts bring them, and to whom their bytes are given."""

from io import BytesIO

import pytest
from builders import browser, make_person
from conversations.asking import work
from conversations.desk import KEY, Agent, deliveries_of, drafts_of, make_talk
from conversations.operations.test_deciding import Desk, link_to
from conversations.worlds import in_unit
from servers.painted import painted

from bpo.channels.queries.pictures import pictures_of
from bpo.channels.rules.pictures import type_of
from bpo.conversations.operations.deciding import return_to_author
from bpo.conversations.operations.draft_pictures import add_to_draft, remove_from_draft
from bpo.core.clock import utcnow
from bpo.identity.permissions import Profile

TEXT = "It arrives today, Anna."
RAW = painted("JPEG", (600, 400), comment=b"taken at 52.2297, 21.0122")


@pytest.fixture
def desk(app):
    tenant, talk = make_talk()
    agent = Agent(tenant, talk).claim()
    agent.window = browser(app, agent.token)
    return agent


def post(agent, end, *files, **fields):
    """A form of the page, sent by a browser without scripts."""
    given = {"client_key": KEY, "version": "0", "text": TEXT, "kind": "reply", **fields}
    given["pictures"] = [(BytesIO(raw), name) for name, raw in files]
    path = f"/brands/{agent.tenant.slug}/conversations/{agent.talk}{end}"
    return agent.window.post(path, data=given, content_type="multipart/form-data")


def pictures(agent):
    [draft] = drafts_of(agent.tenant)
    return in_unit(agent.tenant, lambda uow: pictures_of(uow, agent.tenant.id, [draft.id]).get(draft.id, []))


def address_of(agent, row):
    return f"/brands/{agent.tenant.slug}/conversations/{agent.talk}/reply-pictures/{row.id}"


def test_a_form_without_scripts_adds_describes_takes_out_and_sends(app, desk):
    answer = post(desk, "/reply-pictures", ("label.jpg", RAW), ("no.svg", b"<svg/>"), act="add")
    assert (answer.status_code, answer.location.partition("#")[2]) == (303, "reply-pictures")
    page = desk.window.get(answer.location).text
    assert "“no.svg” was not added. This is no picture of a kind" in page
    [draft] = drafts_of(desk.tenant)
    assert draft.text == TEXT  # typed, and kept with the picture
    [first] = pictures(desk)
    assert address_of(desk, first) in page
    post(desk, "/reply", ("shelf.png", painted("PNG")), **{f"alt-{first.id}": "the label", "act": "keep"})
    assert [row.alt for row in pictures(desk)] == ["the label", ""]
    post(desk, "/reply-pictures", remove=str(pictures(desk)[1].id))
    assert [row.id for row in pictures(desk)] == [first.id]
    stale = post(desk, "/reply", act="send", seen_pictures="")
    assert (stale.status_code, deliveries_of(desk.tenant)) == (409, [])
    assert "changed in another window" in stale.text
    assert post(desk, "/reply", act="send", seen_pictures=str(first.id)).status_code == 303
    [delivery] = deliveries_of(desk.tenant)
    assert [one["id"] for one in delivery.pictures] == [str(first.id)]
    late = post(desk, "/reply-pictures", ("late.jpg", RAW), act="add")
    assert "on its way" in desk.window.get(late.location).text
    assert len(pictures(desk)) == 1


def test_a_press_that_cannot_add_its_picture_sends_nothing(app, desk):
    answer = post(desk, "/reply", ("no.txt", b"words"), act="send", seen_pictures="")
    assert (answer.status_code, deliveries_of(desk.tenant)) == (422, [])
    assert "“no.txt” was not added." in answer.text
    assert TEXT in answer.text


def test_the_bytes_are_drawn_anew_and_are_for_those_who_serve_the_brand(app, desk):
    post(desk, "/reply-pictures", ("label.jpg", RAW), act="add")
    [row] = pictures(desk)
    address = address_of(desk, row)
    answer = browser(app, desk.token).get(address)
    assert (answer.status_code, type_of(answer.data)) == (200, "image/jpeg")
    assert b"52.2297" in RAW
    assert b"52.2297" not in answer.data
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert len(browser(app, desk.token).get(f"{address}?size=small").data) < len(answer.data)
    for role, extra in (
        ("client_approver", {}),  # it was asked nothing
        ("client_viewer", {}),
        ("agent", {"profile": Profile.ANALYST}),  # what it shows cannot be masked
    ):
        window = browser(app, make_person(role, desk.tenant, **extra)[1])
        assert window.get(address).status_code == 404, role
    other = Agent(*make_talk())
    assert browser(app, other.token).get(address).status_code == 404
    elsewhere = f"/brands/{other.tenant.slug}/conversations/{other.talk}/reply-pictures/{row.id}"
    assert browser(app, other.token).get(elsewhere).status_code == 404
    assert browser(app).get(address).status_code == 302


def test_a_network_that_takes_no_pictures_says_so_in_the_composer(app):
    agent = Agent(*make_talk(network="google_play")).claim()
    page = browser(app, agent.token).get(f"/brands/{agent.tenant.slug}/conversations/{agent.talk}").text
    assert "On this network a reply carries no pictures." in page
    assert 'type="file"' not in page


def test_the_client_sees_what_it_is_asked_to_approve_on_the_page_and_by_the_link(app):
    desk = Desk(client_for=["new_agent"])
    user, _actor = desk.person("client_approver")
    draft = desk.author.save()
    desk.author.do(lambda uow, _talk: add_to_draft(uow, draft, RAW, alt="the label"))
    desk.author.submit(draft)
    row = desk.waiting()
    [picture] = in_unit(desk.tenant, lambda uow: pictures_of(uow, desk.tenant.id, [draft.id])[draft.id])
    link = link_to(desk, user)
    window = browser(app)
    page = window.get(link).text
    by_link = f"{link}/pictures/{picture.id}"
    assert by_link in page
    assert "the label" in page
    assert type_of(window.get(by_link).data) == "image/jpeg"
    approver = browser(app, make_person("client_approver", desk.tenant)[1])
    address = address_of(desk.author, picture)
    assert address in approver.get(f"/brands/{desk.tenant.slug}/approvals/{row.id}").text
    assert approver.get(address).status_code == 200
    viewer = browser(app, make_person("client_viewer", desk.tenant)[1])
    assert viewer.get(address).status_code == 404
    leader = browser(app, make_person("team_leader", desk.tenant)[1])
    assert address in leader.get(f"/brands/{desk.tenant.slug}/approvals/{row.id}").text
    # Returned and changed: what the author adds then is not the client's to see before it is asked again.
    desk.decide(_actor, return_to_author, note="Another picture, please.", now=utcnow())
    work("delivery")
    desk.author.do(lambda uow, _talk: remove_from_draft(uow, draft, picture.id))
    fresh = desk.author.do(lambda uow, _talk: add_to_draft(uow, draft, RAW))
    assert approver.get(address_of(desk.author, fresh)).status_code == 404
    assert window.get(by_link).status_code == 410
