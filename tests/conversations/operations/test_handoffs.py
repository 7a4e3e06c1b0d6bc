from datetime import timedelta

import pytest
from conversations.asking import (
    DEPARTMENTS,
    audited,
    letters_to,
    link_in,
    make_asking_brand,
    only_conversation,
    person,
    told,
    work,
)
from conversations.worlds import NOON, OFFICE, in_unit, said, set_level, store
from sqlalchemy import select, update

from bpo.conversations.models import Handoff, QueueItem
from bpo.conversations.operations.handoffs import (
    answer_handoff,
    ask_department,
    finish_handoff,
    remind_departments,
    withdraw_handoff,
)
from bpo.conversations.queries.handoffs import get_handoff, list_waiting, my_departments
from bpo.core.actor import Actor
from bpo.core.errors import Conflict, Forbidden, Invalid, NotFound
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.tenants.operations import replace_section


def at(minute):
    return NOON + timedelta(minutes=minute)


@pytest.fixture
def brand(app):
    tenant = make_asking_brand(name=f"Brand {new_id().hex}")
    store(tenant, said("1", 0, text="I want the press office"))
    return tenant


def ask(tenant, actor, *, department="pr", minute=10, question="May we say so?"):
    with UnitOfWork(actor, now=at(minute)) as uow:
        return ask_department(uow, only_conversation(uow, tenant), department=department, question=question)


def answer(tenant, actor, row, *, minute=20, words="Yes, you may."):
    with UnitOfWork(actor, now=at(minute)) as uow:
        found = get_handoff(uow, tenant.id, row.id, mine=my_departments(uow), for_update=True)
        answer_handoff(uow, found, answer=words)


def waiting_for(actor):
    with UnitOfWork(actor) as uow:
        return [(row.department, row.state) for row in list_waiting(uow, my_departments(uow))]


def test_a_question_is_asked_answered_and_finished(brand):
    agent, asking = person("agent", brand)
    _approver, deciding = person("client_approver", brand)
    row = ask(brand, asking)
    assert (row.contact, row.due_at, row.state) == ("pr@client.example", at(40), "waiting")
    answer(brand, deciding, row)
    work()
    assert told(agent) == [
        (
            "handoff_decided",
            "The department %(department)s has answered your question.",
            f"/brands/{brand.slug}/handoffs/{row.id}",
        )
    ]
    with UnitOfWork(asking, now=at(30)) as uow:
        found = get_handoff(uow, brand.id, row.id, for_update=True)
        assert (found.answer, found.answered_by_name, found.worked_us) == (
            "Yes, you may.",
            deciding.name,
            10 * 60 * 10**6,
        )
        finish_handoff(uow, found)
    assert in_unit(brand, lambda uow: get_handoff(uow, brand.id, row.id).state) == "done"
    assert audited(brand, "handoff.") == [
        ("handoff.asked", "staff", asking.user_id),
        ("handoff.answered", "client", deciding.user_id),
        ("handoff.done", "staff", asking.user_id),
    ]


def test_the_due_time_is_counted_on_the_departments_own_calendar(app):
    legal = [{**DEPARTMENTS[1], "calendar": "office"}]
    tenant = make_asking_brand(departments=[])
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        set_level(uow, tenant, calendars={"office": OFFICE})
        replace_section(uow, tenant, "departments", legal)
    store(tenant, said("1", 0))
    _agent, asking = person("agent", tenant)
    row = ask(tenant, asking, department="legal", minute=0)  # Monday 13:00 in Warsaw, open 9 to 17
    assert row.due_at == NOON + timedelta(days=1)  # four hours on Monday, four on Tuesday
    assert row.next_reminder_at == NOON + timedelta(days=1) - timedelta(hours=2)


@pytest.mark.parametrize(
    ("role", "tags", "sees"),
    [
        ("client_approver", (), ["pr", "legal"]),
        ("client_expert", ("department:pr",), ["pr"]),
        ("client_expert", ("department:pr", "department:legal"), ["pr", "legal"]),
        ("client_expert", (), []),
        ("client_viewer", (), []),
    ],
)
def test_each_sees_what_waits_for_them_and_nothing_else(brand, role, tags, sees):
    _agent, asking = person("agent", brand)
    rows = {kind: ask(brand, asking, department=kind) for kind in ("pr", "legal")}
    _user, actor = person(role, brand, tags=tags)
    assert [kind for kind, _state in waiting_for(actor)] == sees
    for kind, row in rows.items():
        if kind in sees:
            answer(brand, actor, row)
        else:
            with pytest.raises((NotFound, Forbidden)):
                answer(brand, actor, row)


def test_a_departments_contact_needs_no_tag(brand):
    contact, actor = person("client_expert", brand)
    section = [{**DEPARTMENTS[1], "contact": contact.email}]
    with UnitOfWork(Actor.system(brand.id)) as uow:
        replace_section(uow, brand, "departments", section)
    _agent, asking = person("agent", brand)
    ask(brand, asking, department="legal")
    assert waiting_for(actor) == [("legal", "waiting")]


def test_another_brands_expert_sees_nothing(brand):
    other = make_asking_brand()
    _agent, asking = person("agent", brand)
    row = ask(brand, asking)
    _user, stranger = person("client_approver", other)
    assert waiting_for(stranger) == []
    with pytest.raises(NotFound):
        answer(brand, stranger, row)


def test_staff_ask_and_do_not_answer_for_the_client(brand):
    _agent, asking = person("agent", brand)
    _supervisor, other = person("supervisor", brand)
    row = ask(brand, asking)
    for actor in (asking, other):
        with pytest.raises(Forbidden):
            answer(brand, actor, row)


def test_one_question_at_a_time_to_one_department(brand):
    _agent, asking = person("agent", brand)
    row = ask(brand, asking)
    with pytest.raises(Conflict):
        ask(brand, asking)
    ask(brand, asking, department="legal")
    with UnitOfWork(asking, now=at(15)) as uow:
        withdraw_handoff(uow, get_handoff(uow, brand.id, row.id, for_update=True))
    ask(brand, asking)


def test_a_question_needs_words_and_a_department_of_the_brand(brand):
    _agent, asking = person("agent", brand)
    for over in ({"question": "  "}, {"department": "sales"}):
        with pytest.raises(Invalid):
            ask(brand, asking, **over)


def test_what_was_answered_or_taken_back_is_not_answered_again(brand):
    _agent, asking = person("agent", brand)
    _approver, deciding = person("client_approver", brand)
    answered, withdrawn = ask(brand, asking), ask(brand, asking, department="legal")
    answer(brand, deciding, answered)
    with UnitOfWork(asking, now=at(15)) as uow:
        withdraw_handoff(uow, get_handoff(uow, brand.id, withdrawn.id, for_update=True))
    for row in (answered, withdrawn):
        with pytest.raises(Conflict):
            answer(brand, deciding, row, minute=30)
    with UnitOfWork(asking, now=at(31)) as uow, pytest.raises(Conflict):
        withdraw_handoff(uow, get_handoff(uow, brand.id, answered.id, for_update=True))


def test_an_answer_brings_back_what_was_put_off(brand):
    _agent, asking = person("agent", brand)
    _approver, deciding = person("client_approver", brand)
    row = ask(brand, asking)

    def snoozed():
        return in_unit(
            brand,
            lambda uow: uow.session.scalar(
                select(QueueItem.snoozed_until).where(QueueItem.tenant_id == brand.id)
            ),
        )

    with UnitOfWork(asking) as uow:
        uow.session.execute(
            update(QueueItem)
            .where(QueueItem.tenant_id == brand.id)
            .values(snoozed_until=at(600), snoozed_by=asking.user_id)
        )
    assert snoozed() == at(600)
    answer(brand, deciding, row)
    work()
    assert snoozed() is None


def remind(tenant, minute):
    with UnitOfWork(Actor.system(tenant.id), now=at(minute)) as uow:
        return remind_departments(uow, tenant.id)


def test_departments_are_reminded_and_the_asker_learns_when_it_is_late(brand):
    agent, asking = person("agent", brand)
    expert, _actor = person("client_expert", brand, tags=("department:pr",))
    row = ask(brand, asking, minute=0)  # due at 30
    assert [remind(brand, minute) for minute in (22, 23, 24, 29)] == [0, 1, 0, 0]
    assert told(agent) == []
    assert [remind(brand, minute) for minute in (30, 31, 269, 270, 270)] == [1, 0, 0, 1, 0]
    assert [kind for kind, *_ in told(agent)] == ["handoff_decided", "handoff_decided"]
    assert [message for _kind, message, _path in told(expert)] == [
        "A question waits for your department: %(department)s.",
        "A question to your department is due soon: %(department)s.",
        "A question to your department is late: %(department)s.",
        "A question to your department is late: %(department)s.",
    ]
    _approver, deciding = person("client_approver", brand)
    answer(brand, deciding, row, minute=300)
    assert remind(brand, 5000) == 0


def test_reminders_missed_while_nothing_ran_are_one(brand):
    _agent, asking = person("agent", brand)
    ask(brand, asking, minute=0)
    assert (remind(brand, 4000), remind(brand, 4001)) == (1, 0)


def test_the_contact_gets_mail_in_their_language_that_quotes_nothing(app):
    name = f"Paczkodziupla {new_id().hex[-6:]}"
    tenant = make_asking_brand(languages=["pl"], name=name)
    store(tenant, said("1", 0, text="Gdzie jest moja paczka, Jan Kowalski?", author_name="Jan Kowalski"))
    _agent, asking = person("agent", tenant)
    ask(tenant, asking, question="Czy możemy napisać, że paczka Jana Kowalskiego zaginęła?")
    work("delivery")
    (letter,) = [one for one in letters_to("pr@client.example") if name in one["Subject"]]
    text = letter["Subject"] + letter.get_content()
    assert "Kowalski" not in text
    assert "Dzień dobry" in text
    assert link_in(letter).startswith("/links/questions/")


def test_no_mail_goes_out_about_what_was_answered_meanwhile(brand):
    _agent, asking = person("agent", brand)
    _approver, deciding = person("client_approver", brand)
    answer(brand, deciding, ask(brand, asking))
    work("delivery")
    assert [one for one in letters_to("pr@client.example") if brand.name in one["Subject"]] == []


def test_a_hand_off_goes_where_its_message_goes(app):
    tenant = make_asking_brand()
    store(tenant, said("1", 0, conversation="left"), said("2", 1, out=True, conversation="left"))
    store(tenant, said("3", 5, conversation="right"))
    _agent, asking = person("agent", tenant)
    with UnitOfWork(asking, now=at(10)) as uow:
        from bpo.conversations.models import Conversation

        second = uow.session.scalars(
            select(Conversation)
            .where(Conversation.tenant_id == tenant.id)
            .order_by(Conversation.started_at.desc())
        ).first()
        row = ask_department(uow, second, department="pr", question="May we?")
    store(tenant, said("4", 6, out=True, in_reply_to="3", conversation="left"))
    moved = in_unit(
        tenant,
        lambda uow: (
            uow.session.scalars(select(Handoff.conversation_id).where(Handoff.id == row.id)).one(),
            only_conversation(uow, tenant).id,
        ),
    )
    assert moved[0] == moved[1]
