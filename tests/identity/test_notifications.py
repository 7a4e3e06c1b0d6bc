import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from builders import act_as, browser, drain_all, make_person, make_tenant
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.errors import Invalid, NotFound
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.identity.notifications import FOR_CLIENTS, FOR_STAFF, KIND_NAMES, USUAL, Kind, Way, way_of
from bpo.identity.operations.notifications import choose_ways, mark_all_read, notify
from bpo.identity.permissions import Permission
from bpo.identity.queries import count_unread, get_notification, get_user, list_people_who_may

SENTENCE = N_("Your certification for %(brand)s ends: %(ends_at)s.")


@pytest.fixture
def tenant(db):
    return make_tenant()


def tell(tenant, *users, kind=Kind.BREACHED, about=None, actor=None, message=SENTENCE, ends_at=None):
    with UnitOfWork(actor or Actor.system(tenant.id)) as uow:
        return notify(
            uow,
            [user.id for user in users],
            tenant_id=tenant.id,
            kind=kind,
            message=message,
            values={"brand": "Larkwing", "ends_at": (ends_at or uow.now).isoformat()},
            path="/brands?x=1",
            about=about,
        )


def received(user):
    with UnitOfWork(Actor.system()) as uow:
        return uow.session.scalars(select(Notification).where(Notification.user_id == user.id)).all()


def unit_of(user, tenant):
    return UnitOfWork(act_as("agent", tenant, user_id=user.id))


def test_every_kind_has_a_name_a_way_and_somebody_to_be_told():
    assert set(KIND_NAMES) == set(USUAL) == set(Kind) == FOR_STAFF | FOR_CLIENTS


@pytest.mark.parametrize(
    ("kind", "chosen", "way"),
    [
        (Kind.BREACHED, {}, Way.PRODUCT),
        (Kind.PR_ALERT, {}, Way.MAIL),
        (Kind.PR_ALERT, {"pr_alert": "off"}, Way.OFF),
        (Kind.PR_ALERT, {"breached": "off"}, Way.MAIL),
    ],
)
def test_somebody_is_told_by_the_way_they_chose_or_the_usual_one(kind, chosen, way):
    assert way_of(kind, chosen) is way


def test_somebody_is_told_of_one_thing_once_and_of_another_again(tenant):
    user, _token = make_person("agent", tenant)
    other, _token = make_person("agent", tenant)
    turn = new_id()
    assert tell(tenant, user, about=turn) == 1
    assert tell(tenant, user, other, about=turn) == 1
    assert tell(tenant, user, about=turn, kind=Kind.DUE_SOON) == 1
    assert tell(tenant, user) == tell(tenant, user) == 1  # about nothing in particular: each counts
    assert len(received(user)) == 4


def test_nobody_is_told_of_their_own_deed_nor_where_they_have_no_access(tenant):
    user, _token = make_person("supervisor", tenant)
    gone, _token = make_person("supervisor", tenant)
    with UnitOfWork(Actor.system()) as uow:
        get_user(uow, gone.id).disabled_at = uow.now
    assert tell(tenant, user, gone, actor=act_as("supervisor", tenant, user_id=user.id)) == 0


def test_staff_tell_a_brands_people_and_the_reader_alone_reads_it(tenant):
    user, _token = make_person("agent", tenant)
    other, _token = make_person("agent", tenant)
    assert tell(tenant, user, actor=act_as("supervisor", tenant)) == 1
    (row,) = received(user)
    with unit_of(user, tenant) as uow:
        assert count_unread(uow) == 1
        assert get_notification(uow, row.id).id == row.id
    with unit_of(other, tenant) as uow:
        assert count_unread(uow) == 0
        assert mark_all_read(uow) == 0
        with pytest.raises(NotFound):
            get_notification(uow, row.id)
    with unit_of(user, tenant) as uow:
        assert mark_all_read(uow) == 1
    with unit_of(user, tenant) as uow:
        assert count_unread(uow) == 0


def test_off_is_off_and_the_usual_way_is_not_kept(tenant):
    user, _token = make_person("agent", tenant)
    with unit_of(user, tenant) as uow:
        own = get_user(uow, user.id)
        choose_ways(uow, own, {"breached": "off", "due_soon": "product"})
        assert own.notification_ways == {"breached": "off"}
        with pytest.raises(Invalid):
            choose_ways(uow, own, {"breached": "pigeon"})
    assert tell(tenant, user) == 0
    assert tell(tenant, user, kind=Kind.DUE_SOON) == 1


def test_a_mail_goes_out_once_in_the_readers_language_unless_they_have_seen_it(tenant, app, settings):
    reader, _token = make_person("supervisor", tenant, locale="pl")
    quick, _token = make_person("supervisor", tenant, locale="pl")
    marker = new_id().hex
    assert (
        tell(tenant, reader, quick, kind=Kind.CERTIFICATION, message=f"{marker} %(brand)s %(ends_at)s") == 2
    )
    with unit_of(quick, tenant) as uow:
        mark_all_read(uow)
    drain_all("delivery")
    drain_all("delivery")
    mails = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in settings.mail_folder.glob("*.eml")
        if marker.encode() in path.read_bytes()
    ]
    assert [mail["To"] for mail in mails] == [reader.email]
    text = mails[0].get_content()
    assert text.startswith("Dzień dobry")
    assert "/brands?x=1" in text
    assert [row.mailed_at is not None for row in received(reader)] == [True]


def test_the_bell_says_how_many_and_304_where_nothing_changed(tenant, app):
    user, token = make_person("agent", tenant)
    client = browser(app, token)
    assert client.get("/notifications/bell").headers["X-Unread"] == "0"
    assert client.get("/notifications/bell?since=0").status_code == 304
    tell(tenant, user)
    answer = client.get("/notifications/bell?since=0")
    assert (answer.status_code, answer.headers["X-Unread"]) == (200, "1")
    assert "1 unread notification" in answer.text


def test_opening_leads_there_and_counts_as_seen(tenant, app):
    user, token = make_person("agent", tenant)
    tell(tenant, user)
    tell(tenant, user)
    client = browser(app, token)
    page = client.get("/notifications").text
    assert len(re.findall("Larkwing ends", page)) > 1
    row = received(user)[0]
    answer = client.post(f"/notifications/{row.id}/open")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/brands?x=1")
    assert client.get("/notifications/bell").headers["X-Unread"] == "1"
    client.post("/notifications/read")
    assert client.get("/notifications/bell").headers["X-Unread"] == "0"
    stranger = browser(app, make_person("agent", tenant)[1])
    assert stranger.post(f"/notifications/{row.id}/open").status_code == 404


def test_the_reader_chooses_on_their_profile(tenant, app):
    user, token = make_person("agent", tenant)
    client = browser(app, token)
    assert "handoff_waiting" not in client.get("/profile").text
    client.post("/profile/notifications", data={"breached": "mail", "due_soon": "off"})
    with UnitOfWork(Actor.system()) as uow:
        assert get_user(uow, user.id).notification_ways == {"breached": "mail", "due_soon": "off"}
    client.post("/profile/notifications", data={"breached": "pigeon"})
    with UnitOfWork(Actor.system()) as uow:
        assert get_user(uow, user.id).notification_ways["breached"] == "mail"


def test_an_instant_in_a_sentence_is_the_readers_own(tenant, app):
    user, token = make_person("agent", tenant)
    with UnitOfWork(Actor.system()) as uow:
        get_user(uow, user.id).time_zone = "Asia/Almaty"
        noon = uow.now.replace(hour=12, minute=0, second=0) + timedelta(days=1)
    tell(tenant, user, ends_at=noon)
    assert "17:00." in browser(app, token).get("/notifications").text


def test_who_may_do_something_at_a_brand_is_told_and_a_narrowed_one_for_their_accounts(tenant):
    other = make_tenant()
    lead, _token = make_person("team_leader", tenant)
    narrowed, _token = make_person("team_leader", tenant, tags=("kyiv",))
    agent, _token = make_person("agent", tenant)
    elsewhere, _token = make_person("team_leader", other)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        found = list_people_who_may(uow, tenant.id, Permission.FLOOR_READ, account_id=new_id())
    assert lead.id in found
    assert not {narrowed.id, agent.id, elsewhere.id} & found
