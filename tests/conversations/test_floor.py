"""The floor: its numbers are the rows behind them; people are warned once; the page costs nothing while all is still."""

import re
import sys
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import act_as, actor_of_person, browser, make_person, make_responder
from conversations.worlds import make_brand, said, set_level, store
from sqlalchemy import select

from bpo.channels.operations.deliveries import set_sending
from bpo.conversations.models import DueNotice, Presence, QueueItem, Turn, TurnAdjustment
from bpo.conversations.operations import assignment
from bpo.conversations.operations.watch import forget_told, set_warning, tell_of_dues
from bpo.conversations.queries.floor import read_floor
from bpo.conversations.queries.queue import QueueFilter, list_lines
from bpo.conversations.views.floor import _digest as digest_of
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.identity.notifications import Kind
from bpo.staffing.models import Shift, ShiftBrand
from bpo.staffing.queries import plans_shifts
from bpo.tenants.operations import go_live
from bpo.tenants.queries import get_tenant

NOW = utcnow()
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    """The pages read the real clock, and this file may be read long before its tests run."""
    monkeypatch.setattr(sys.modules[__name__], "NOW", utcnow())


def unit(tenant, *, after=timedelta(0)):
    return UnitOfWork(Actor.system(tenant.id), now=NOW + after)


def write(tenant, *ages, minutes=30, text="Where is my order?", **over):
    """One customer's message for each age, so many minutes old; half an hour to answer."""
    messages = [
        replace(
            said(f"{text[:6]}-{age}", 0, author=f"{text[:6]}-{age}", text=text, **over),
            posted_at=NOW - age * MINUTE,
        )
        for age in ages
    ]
    store(tenant, *messages)


@pytest.fixture
def tenant(owner, db):
    # Who is on shift everywhere is on every board: what other tests have planned begins and ends by the clock.
    owner.execute("SET app.migrating = 'on'")
    owner.execute("UPDATE shift SET cancelled_at = now() WHERE everywhere AND cancelled_at IS NULL")
    tenant = make_brand()
    with unit(tenant) as uow:
        go_live(uow, get_tenant(uow, tenant.slug))
    return tenant


def items(tenant):
    with unit(tenant) as uow:
        return list(
            uow.session.scalars(
                select(QueueItem).where(QueueItem.tenant_id == tenant.id).order_by(QueueItem.due_at)
            )
        )


def floor_of(tenant, *, within=15, after=timedelta(0)):
    with unit(tenant, after=after) as uow:
        return read_floor(uow, within=within * MINUTE)


NUMBERS = [
    ("waiting", {"show": "all"}),
    ("put_off", {"show": "snoozed"}),
    ("free", {"show": "free"}),
    ("urgent", {"show": "all", "priority": "urgent"}),
    ("negative", {"show": "all", "sentiment": "negative"}),
    ("soon", {"show": "all", "due_within": 15}),
    ("late", {"show": "all", "overdue": True}),
]


def test_every_number_is_the_number_of_rows_that_open_behind_it(tenant):
    write(tenant, 1, 5, 16, 20, 29, 31, 45, 90)
    write(tenant, 2, 33, text="Something else")
    agent = actor_of_person(make_responder(tenant)[0])
    with unit(tenant) as uow:  # how texts are understood is another test's
        rows = uow.session.scalars(select(QueueItem).where(QueueItem.tenant_id == tenant.id)).all()
        for n, item in enumerate(rows):
            item.sentiment = "negative" if n < 3 else "neutral"
            item.priority = "urgent" if n == 0 else "normal"
    waiting = items(tenant)
    with UnitOfWork(agent, now=NOW) as uow:
        assignment.claim(uow, tenant.id, waiting[0].id)
        assignment.claim(uow, tenant.id, waiting[4].id)
        assignment.snooze(uow, tenant.id, waiting[4].id, until=NOW + 60 * MINUTE)
    (line,) = floor_of(tenant).brands
    with unit(tenant) as uow:
        behind = {
            name: len(list_lines(uow, QueueFilter(**wanted), tenant_ids=[tenant.id], limit=100))
            for name, wanted in NUMBERS
        }
    assert {name: getattr(line, name) for name, _wanted in NUMBERS} == behind
    assert behind["waiting"] == 10
    assert behind["late"] == 4
    assert behind["soon"] == 3
    assert behind["put_off"] == 1
    assert (behind["negative"], behind["urgent"]) == (3, 1)


def test_who_works_with_what_and_who_only_looks(tenant):
    write(tenant, 3, 4)
    first, second = items(tenant)
    worker, looker = make_responder(tenant)[0], make_responder(tenant)[0]
    with UnitOfWork(actor_of_person(worker), now=NOW) as uow:
        assignment.claim(uow, tenant.id, first.id)
    with unit(tenant) as uow:
        uow.session.add(
            Presence(
                tenant_id=tenant.id,
                account_id=second.account_id,
                conversation_id=second.id,
                user_id=looker.id,
                seen_at=NOW - MINUTE,
            )
        )
    found = floor_of(tenant)
    assert [(one.user_id, [held.id for held in one.held]) for one in found.workers] == [
        (worker.id, [first.id]),
        (looker.id, []),
    ]
    assert found.changes_at is not None
    later = floor_of(tenant, after=60 * MINUTE)
    assert later.workers == ()  # the claim ran out, the page was left


def test_a_switch_that_stops_sending_and_a_hole_are_seen(tenant):
    assert floor_of(tenant).brands[0].unanswered == ("en",)
    make_responder(tenant, languages=["en"])
    with unit(tenant) as uow:
        set_sending(uow, tenant.id, paused=True, reason="Wrong text went out.")
    (line,) = floor_of(tenant).brands
    assert (line.responders, line.unanswered) == (1, ())
    assert (line.marks.pauses, line.marks.is_paused) == (1, True)


def test_a_narrowed_leader_counts_their_own_accounts(db):
    tenant = make_brand("care", "shop")
    write(tenant, 1, 2)
    write(tenant, 3, text="Other question", handle="shop")
    with unit(tenant) as uow:
        accounts = {row.account_id for row in items(tenant)}
        shop = next(iter(accounts))
        expected = sum(row.account_id == shop for row in items(tenant))
    leader = replace(act_as("team_leader", tenant), narrowed={tenant.id: frozenset({shop})})
    with UnitOfWork(leader, now=NOW) as uow:
        assert read_floor(uow, within=15 * MINUTE).brands[0].waiting == expected


def told(tenant, user):
    with unit(tenant) as uow:
        return [
            (Kind(row.kind), row.path)
            for row in uow.session.scalars(
                select(Notification)
                .where(Notification.user_id == user.id, Notification.tenant_id == tenant.id)
                .order_by(Notification.created_at, Notification.id)
            )
        ]


def sweep(tenant, *, after=timedelta(0)):
    with unit(tenant, after=after) as uow:
        return tell_of_dues(uow, tenant.id)


def test_the_holder_is_warned_before_the_leaders_and_each_once(tenant):
    leader = make_person("team_leader", tenant)[0]
    holder = make_responder(tenant)[0]
    write(tenant, 20)
    (item,) = items(tenant)
    page = f"/brands/{tenant.slug}/conversations/{item.id}"
    with UnitOfWork(actor_of_person(holder), now=NOW) as uow:
        assignment.claim(uow, tenant.id, item.id)
    sweep(tenant)
    assert (told(tenant, holder), told(tenant, leader)) == ([], [])  # ten minutes left, six is the warning
    for _again in range(2):
        sweep(tenant, after=5 * MINUTE)
    assert (told(tenant, holder), told(tenant, leader)) == ([(Kind.DUE_SOON, page)], [])
    for _again in range(2):
        sweep(tenant, after=11 * MINUTE)
    assert told(tenant, holder) == [(Kind.DUE_SOON, page)]
    assert told(tenant, leader) == [(Kind.BREACHED, page)]


def test_what_nobody_holds_is_told_to_those_who_watch_and_to_no_agent(tenant):
    leader, supervisor = make_person("team_leader", tenant)[0], make_person("supervisor", tenant)[0]
    agent = make_responder(tenant)[0]
    narrowed = make_person("team_leader", tenant, tags=("elsewhere",))[0]
    write(tenant, 26)
    sweep(tenant)
    assert len(told(tenant, leader)) == len(told(tenant, supervisor)) == 1
    assert told(tenant, agent) == told(tenant, narrowed) == []


def test_people_on_shift_are_told_and_those_who_watch_where_nobody_is(tenant):
    leader, agent, off = (
        make_person("team_leader", tenant)[0],
        make_responder(tenant)[0],
        make_responder(tenant)[0],
    )
    plan(agent, tenant)
    plan(off, tenant, start=-9, end=-1)
    write(tenant, 26)
    sweep(tenant)
    assert [len(told(tenant, one)) for one in (leader, agent, off)] == [0, 1, 0]
    plan(leader, tenant)
    sweep(tenant, after=5 * MINUTE)
    assert [kind for kind, _path in told(tenant, agent)] == [Kind.DUE_SOON, Kind.BREACHED]
    assert [kind for kind, _path in told(tenant, leader)] == [Kind.BREACHED]
    assert told(tenant, off) == []


def test_a_turn_is_told_of_once_a_stage_whatever_is_done_with_it(tenant):
    leader, holder = make_person("team_leader", tenant)[0], make_responder(tenant)[0]
    write(tenant, 26)
    (item,) = items(tenant)
    with UnitOfWork(actor_of_person(holder), now=NOW) as uow:
        assignment.claim(uow, tenant.id, item.id)
    sweep(tenant)
    with UnitOfWork(actor_of_person(holder), now=NOW) as uow:
        assignment.snooze(uow, tenant.id, item.id, until=NOW + 2 * MINUTE)
    for minutes in (1, 3):
        sweep(tenant, after=minutes * MINUTE)
    assert ([kind for kind, _path in told(tenant, holder)], told(tenant, leader)) == ([Kind.DUE_SOON], [])
    for minutes in (5, 9):
        sweep(tenant, after=minutes * MINUTE)
    assert [kind for kind, _path in told(tenant, leader)] == [Kind.BREACHED]


def test_what_an_exclusion_took_out_is_not_told_of_and_what_it_moved_at_its_new_time(tenant):
    leader = make_person("team_leader", tenant)[0]
    write(tenant, 31, 27)
    out, moved = items(tenant)
    with unit(tenant) as uow:
        for item, later in ((out, None), (moved, item_due(moved, 20))):
            turn = uow.session.scalars(select(Turn).where(Turn.conversation_id == item.id)).one()
            uow.session.add(
                TurnAdjustment(
                    tenant_id=tenant.id,
                    id=turn.id,
                    account_id=item.account_id,
                    conversation_id=item.id,
                    is_out=later is None,
                    due_at=later,
                )
            )
    for minutes in (0, 5):
        sweep(tenant, after=minutes * MINUTE)
    assert told(tenant, leader) == []
    sweep(tenant, after=20 * MINUTE)
    assert [kind for kind, _path in told(tenant, leader)] == [Kind.DUE_SOON]


def item_due(item, minutes):
    return item.due_at + minutes * MINUTE


def test_two_sweeps_at_one_moment_tell_once_and_a_flood_is_one_line(tenant):
    leader = make_person("team_leader", tenant)[0]
    write(tenant, *(26 + number / 1000 for number in range(60)))
    gate = threading.Barrier(2)

    def beat():
        gate.wait(30)
        sweep(tenant)

    beats = [threading.Thread(target=beat) for _ in range(2)]
    for one in beats:
        one.start()
    for one in beats:
        one.join()
    assert told(tenant, leader) == [(Kind.DUE_SOON, f"/queue?brand={tenant.slug}&show=all")]
    with unit(tenant) as uow:
        (values,) = uow.session.scalars(
            select(Notification.values).where(Notification.user_id == leader.id)
        ).all()
    assert (values["count"], values["left_seconds"]) == (60, 240)


def test_an_answer_in_time_is_never_told_of(tenant):
    leader = make_person("team_leader", tenant)[0]
    write(tenant, 20)
    store(tenant, replace(said("reply", 0, out=True, in_reply_to="Where -20"), posted_at=NOW - MINUTE))
    assert items(tenant) == []
    sweep(tenant, after=60 * MINUTE)
    assert told(tenant, leader) == []


def test_a_bad_hour_is_one_line_and_old_imports_ring_no_bell(tenant):
    leader = make_person("team_leader", tenant)[0]
    write(tenant, 31, 32, 33, 34, 35)
    write(tenant, 60 * 30, 60 * 40, text="Long ago")
    sweep(tenant)
    assert told(tenant, leader) == [(Kind.BREACHED, f"/queue?brand={tenant.slug}&show=all&overdue=true")]


def test_a_brand_that_is_not_live_rings_no_bell(db):
    tenant = make_brand()
    leader = make_person("team_leader", tenant)[0]
    write(tenant, 31)
    sweep(tenant)
    assert told(tenant, leader) == []


def test_a_brands_own_warning_time_holds_until_it_is_taken_back(tenant):
    leader = make_person("team_leader", tenant)[0]
    write(tenant, 10)  # twenty minutes left
    with unit(tenant) as uow:
        set_warning(uow, get_tenant(uow, tenant.slug), minutes=25)
    sweep(tenant)
    assert [kind for kind, _path in told(tenant, leader)] == [Kind.DUE_SOON]
    with unit(tenant) as uow:
        set_warning(uow, get_tenant(uow, tenant.slug), minutes=None)
    write(tenant, 11, text="Another one")
    sweep(tenant)
    assert len(told(tenant, leader)) == 1


def test_a_long_target_is_warned_of_a_fifth_before_though_the_level_was_replaced(db):
    tenant = make_brand()
    with unit(tenant) as uow:
        go_live(uow, get_tenant(uow, tenant.slug))
        set_level(uow, get_tenant(uow, tenant.slug), minutes=600)
    leader = make_person("team_leader", tenant)[0]
    write(tenant, 490)  # 110 minutes left of ten hours
    with unit(tenant) as uow:
        set_level(uow, get_tenant(uow, tenant.slug), minutes=10)
    sweep(tenant)
    assert [kind for kind, _path in told(tenant, leader)] == [Kind.DUE_SOON]


def test_what_was_told_is_forgotten_when_it_cannot_be_told_again(tenant):
    write(tenant, 31)
    sweep(tenant)
    with unit(tenant, after=timedelta(hours=40)) as uow:
        forget_told(uow, tenant.id)
        assert uow.session.scalars(select(DueNotice).where(DueNotice.tenant_id == tenant.id)).all()
    with unit(tenant, after=timedelta(hours=50)) as uow:
        forget_told(uow, tenant.id)
        assert not uow.session.scalars(select(DueNotice).where(DueNotice.tenant_id == tenant.id)).all()


@pytest.fixture
def supervisor(app, tenant):
    return browser(app, make_person("supervisor", tenant)[1])


def test_the_page_leads_from_each_number_to_its_rows(tenant, supervisor):
    write(tenant, 1, 45)
    page = supervisor.get("/floor").text
    row = next(one for one in re.findall(r"<tr\b.*?</tr>", page, re.DOTALL) if tenant.name in one)
    assert f"/queue?brand={tenant.slug}&amp;show=all&amp;overdue=true" in row
    assert "nobody is working on this brand" in page
    assert "can answer in English" in page


def test_the_board_is_304_until_something_changes(tenant, supervisor):
    write(tenant, 1)
    since = re.search(r'data-since="([^"]+)"', supervisor.get("/floor").text)[1]
    asked = {"within": 15, "since": since}
    assert supervisor.get("/floor/board", query_string=asked).status_code == 304
    assert supervisor.get("/floor/board", query_string=asked | {"within": 30}).status_code == 200
    write(tenant, 2, text="A new message")
    answer = supervisor.get("/floor/board", query_string=asked)
    assert answer.status_code == 200
    fresh = {"within": 15, "since": answer.headers["X-Since"]}
    assert supervisor.get("/floor/board", query_string=fresh).status_code == 304
    with unit(tenant) as uow:
        set_sending(uow, tenant.id, paused=True, reason="A pause.")
    answer = supervisor.get("/floor/board", query_string=fresh)
    assert "Switched off" in answer.text


def test_time_alone_makes_the_board_new(tenant, supervisor):
    write(tenant, 1)
    word = re.search(r'data-since="([^"]+)"', supervisor.get("/floor").text)[1]
    digest, _dot, _until = word.partition(".")
    past = f"{digest}.{int((utcnow() - MINUTE).timestamp() * 1000)}"
    assert supervisor.get("/floor/board", query_string={"within": 15, "since": past}).status_code == 200
    assert supervisor.get("/floor/board", query_string={"within": 15, "since": "nonsense"}).status_code == 200


def test_the_warning_time_is_set_on_the_page(tenant, supervisor):
    supervisor.post(f"/brands/{tenant.slug}/warning", data={"minutes": "45"})
    assert "Warned 45 min before the end" in supervisor.get("/floor").text
    supervisor.post(f"/brands/{tenant.slug}/warning", data={"minutes": "2"})
    supervisor.post(f"/brands/{tenant.slug}/warning", data={"minutes": "soon"})
    assert "Warned 45 min before the end" in supervisor.get("/floor").text
    supervisor.post(f"/brands/{tenant.slug}/warning", data={"minutes": ""})
    assert "Warned when a fifth of the time is left" in supervisor.get("/floor").text


def test_programs_read_the_floor(tenant, supervisor):
    write(tenant, 1, 45)
    answer = supervisor.get("/api/v1/floor").json
    (brand,) = answer["brands"]
    assert (brand["brand"], brand["waiting"], brand["late"], brand["approvals"]) == (tenant.slug, 2, 1, 0)
    assert supervisor.get("/api/v1/floor?within=7").status_code == 422


def plan(user, *tenants, start=-2, end=6):
    """A shift around now, in hours; at these brands or, without any, at all."""
    with UnitOfWork(Actor.system(*(one.id for one in tenants)), now=NOW) as uow:
        shift = Shift(
            user_id=user.id,
            profile="responder",
            starts_at=NOW + timedelta(hours=start),
            ends_at=NOW + timedelta(hours=end),
            time_zone="UTC",
            everywhere=not tenants,
            planned_at=NOW,
        )
        uow.session.add(shift)
        uow.session.flush()
        uow.session.add_all(ShiftBrand(tenant_id=one.id, shift_id=shift.id) for one in tenants)


def test_who_is_on_shift_and_not_there_and_who_works_without_a_shift(tenant, supervisor):
    other = make_brand()
    write(tenant, 3, 4)
    first, second = items(tenant)
    there, free_lance = (make_responder(tenant, name=name)[0] for name in ("Theresa There", "Fred Free"))
    missing, everywhere = (make_responder(tenant, name=name)[0] for name in ("Mia Missing", "Eve Anywhere"))
    stranger, late = (
        make_responder(other, name="Sam Stranger")[0],
        make_responder(tenant, name="Lee Later")[0],
    )
    analyst = make_person("agent", tenant, name="Ann Analyst", profile="analyst")[0]
    for user in (there, missing, analyst):
        plan(user, tenant)
    for user in (everywhere, stranger):
        plan(user)
    plan(late, tenant, start=1)
    plan(free_lance, tenant, start=-5, end=-1)
    for user, item in ((there, first), (free_lance, second)):
        with UnitOfWork(actor_of_person(user), now=NOW) as uow:
            assignment.claim(uow, tenant.id, item.id)
    (line,) = floor_of(tenant).brands
    assert [(one.name, one.is_there) for one in line.on_shift] == [
        ("Eve Anywhere", False),
        ("Mia Missing", False),
        ("Theresa There", True),
    ]
    page = supervisor.get("/floor").text
    row = next(one for one in re.findall(r"<tr\b.*?</tr>", page, re.DOTALL) if tenant.name in one)
    assert "On shift, not yet there: Eve Anywhere, Mia Missing<" in row
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", row))
    assert "Fred Free (1) without a shift" in words
    assert "Theresa There (1) without" not in words
    for name in ("Stranger", "Later", "Analyst"):
        assert name not in page
    answer = supervisor.get("/api/v1/floor").json
    assert [one["name"] for one in answer["brands"][0]["on_shift"] if one["is_there"]] == ["Theresa There"]
    places = {one["name"]: one["on_shift_at"] for one in answer["workers"]}
    assert places == {"Theresa There": [tenant.slug], "Fred Free": []}


def test_many_who_are_not_there_are_four_names_and_a_number(tenant, supervisor):
    for letter in "ABCDEF":
        plan(make_responder(tenant, name=f"Person {letter}")[0], tenant)
    names = ", ".join(f"Person {letter}" for letter in "ABCD")
    assert f"On shift, not yet there: {names} and 2 more" in supervisor.get("/floor").text


def test_where_no_shift_is_planned_nobody_is_said_to_work_without(tenant):
    with unit(tenant, after=timedelta(days=3000)) as uow:
        assert not plans_shifts(uow)
    plan(make_responder(tenant)[0], tenant)
    with unit(tenant) as uow:
        assert plans_shifts(uow)


def test_a_shift_that_begins_or_ends_makes_the_board_new_though_no_row_changes(app, tenant):
    plan(make_responder(tenant)[0], tenant, start=1, end=2)
    words = []
    for minutes in (0, 59, 61, 119, 121):
        with unit(tenant, after=minutes * MINUTE) as uow:
            words.append(digest_of(uow, 15 * MINUTE, {}))
    assert words[0] == words[1] == words[4]
    assert words[2] == words[3]
    assert words[0] != words[2]
