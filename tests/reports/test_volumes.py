"""Volumes, counted by hand on a few messages; that both computations agree on any is asked in `test_worlds`."""

from datetime import UTC, date, datetime, timedelta

import pytest
from reports.worlds import Said, make_brand, take
from sqlalchemy import select

from bpo.conversations.models import Conversation, Handoff, Message, Promise
from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.reports.operations import recompute, sla_report
from bpo.reports.render.files import report_csv

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)  # a Monday
LATER = datetime(2026, 5, 20, tzinfo=UTC)
PERIOD = {"from_date": date(2026, 5, 1), "to_date": date(2026, 6, 1)}


def minutes(number):
    return NOON + timedelta(minutes=number)


def said(name, n, side, at, account="x:one", **over):
    return Said(f"{name}/{n}", name, account, side, minutes(at), **over)


@pytest.fixture
def brand(db):
    tenant = make_brand(time_zone="Europe/Warsaw")
    take(
        tenant,
        [
            said("a", 0, "in", 0, language="pl"),
            said("a", 1, "out", 10),
            said("a", 2, "in", 20, language="uk"),
            said("b", 0, "in", 60, account="vk:two"),
            said("b", 1, "out", 61, account="vk:two", automatic=True),
            said("old", 0, "in", -60 * 24 * 10),
        ],
    )
    return tenant


def volumes(tenant, as_of=LATER):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        found = sla_report(uow, tenant, **PERIOD, as_of=as_of)
        assert found == recompute(uow, tenant, **PERIOD, as_of=as_of)
    return found["volumes"]


def volume(*counts):
    names = ("messages_in", "messages_out", "automatic", "conversations", "turns")
    return dict(zip(names, counts, strict=True))


def test_what_was_written_where_and_in_which_language(brand):
    found = volumes(brand)
    assert {name: found[name] for name in volume(0, 0, 0, 0, 0)} == volume(3, 1, 1, 2, 3)
    assert found["by_network"] == {"vk": volume(1, 0, 1, 1, 1), "x": volume(2, 1, 0, 1, 2)}
    assert found["by_account"] == {"vk:two": volume(1, 0, 1, 1, 1), "x:one": volume(2, 1, 0, 1, 2)}
    assert found["by_tag"] == {"one": volume(2, 1, 0, 1, 2), "two": volume(1, 0, 1, 1, 1)}
    assert found["by_language"] == {
        "pl": volume(1, 0, 0, 1, 1),
        "uk": volume(1, 0, 0, 1, 1),
        "unknown": volume(1, 1, 1, 2, 1),
    }
    assert found["intent"] is None


def test_stages_are_those_of_the_conversations_today(brand):
    assert volumes(brand)["by_stage"] == {"unknown": volume(3, 1, 1, 2, 3)}
    with UnitOfWork(Actor.system(brand.id)) as uow:
        for row in uow.session.scalars(select(Conversation).where(Conversation.tenant_id == brand.id)):
            row.stage = "buying" if row.message_count == 3 else None
    assert volumes(brand)["by_stage"] == {
        "buying": volume(2, 1, 0, 1, 2),
        "unknown": volume(1, 0, 1, 1, 1),
    }


def test_what_comes_after_the_instant_does_not_exist(brand):
    found = volumes(brand, as_of=minutes(15))
    assert (found["messages_in"], found["messages_out"], found["conversations"], found["turns"]) == (
        1,
        1,
        1,
        1,
    )


def test_arrivals_stand_in_the_brands_hours(brand):
    arrivals = volumes(brand)["arrivals"]
    assert (arrivals[0][14], arrivals[0][15]) == (2, 1)
    assert sum(map(sum, arrivals)) == 3


def test_questions_and_promises_are_judged_as_of_the_instant(brand):
    with UnitOfWork(Actor.system(brand.id)) as uow:
        message = uow.session.scalars(
            select(Message).where(Message.tenant_id == brand.id, Message.external_id == "a/1")
        ).one()
        place = {
            "tenant_id": brand.id,
            "account_id": message.account_id,
            "conversation_id": message.conversation_id,
            "message_id": message.id,
        }
        for answered, state in ((20, "answered"), (50, "answered"), (None, "waiting"), (None, "withdrawn")):
            uow.session.add(
                Handoff(
                    **place,
                    department="pr",
                    contact="pr@brand.example",
                    question="…",
                    asked_at=minutes(0),
                    asked_by=new_id(),
                    asked_by_name="Anna",
                    target_seconds=1800,
                    due_at=minutes(30),
                    state=state,
                    answer="…" if answered else None,
                    answered_at=minutes(answered) if answered else None,
                    worked_us=answered * 60_000_000 if answered else None,
                    ended_at=minutes(5) if state == "withdrawn" else None,
                    reminders=0,
                )
            )
        uow.session.add(
            Promise(
                **place, made_at=minutes(10), made_by=new_id(), due_at=minutes(40), stopped_at=minutes(45)
            )
        )
    assert volumes(brand)["handoffs"] == {"pr": {"n": 3, "met": 1, "late": 2, "open": 0, "median": 35 * 60.0}}
    assert volumes(brand)["promises"] == {"n": 1, "kept": 0, "late": 1, "open": 0}
    early = volumes(brand, as_of=minutes(25))
    assert early["handoffs"] == {"pr": {"n": 3, "met": 1, "late": 0, "open": 2, "median": 20 * 60.0}}
    assert early["promises"] == {"n": 1, "kept": 0, "late": 0, "open": 1}


def test_the_files_hold_every_volume(brand):
    with UnitOfWork(Actor.system(brand.id)) as uow:
        made = report_csv(sla_report(uow, brand, **PERIOD, as_of=LATER))
    assert ",,,volumes,messages_in,3\r\n" in made
    assert ",,,volumes/by_network/vk,automatic,1\r\n" in made
    assert ",,,volumes/arrivals,mon 14,2\r\n" in made
    assert ",,,volumes,intent,\r\n" in made


def test_nothing_is_no_unknown(db):
    found = volumes(make_brand())
    assert found["by_language"] == found["by_network"] == found["handoffs"] == {}
    assert found["promises"] == {"n": 0, "kept": 0, "late": 0, "open": 0}
