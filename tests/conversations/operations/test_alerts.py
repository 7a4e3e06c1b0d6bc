"""A post that can hurt the brand: told to a department at once, once, and only where it is news."""

from datetime import timedelta

import pytest
from conversations.asking import audited, letters_to, make_asking_brand, person, told, work
from conversations.worlds import in_unit, said, store
from sqlalchemy import select

from bpo.conversations.models import DepartmentAlert
from bpo.core.clock import utcnow
from bpo.core.ids import new_id

OMINOUS = "This is going viral, journalists are calling you, boycott!"
ANGRY = "You are terrible, I hate this, worst service ever!"


@pytest.fixture
def brand(app):
    return make_asking_brand(name=f"Brand {new_id().hex}", approval={"new_agents": 0.0, "reach_over": 50_000})


def write(tenant, external_id, text, *, hours_ago=0.0, **over):
    at = utcnow() - timedelta(hours=hours_ago)
    store(tenant, said(external_id, 0, text=text, posted_at=at, language="en", conversation="talk", **over))


def alerts(tenant):
    rows = in_unit(
        tenant, lambda uow: uow.session.scalars(select(DepartmentAlert).order_by(DepartmentAlert.id)).all()
    )
    return [(row.department, row.reason) for row in rows]


def test_pr_learns_of_a_crisis_at_once_by_mail_and_on_the_page(brand):
    expert, _actor = person("client_expert", brand, tags=("department:pr",))
    other, _actor = person("client_expert", brand, tags=("department:legal",))
    write(brand, "1", OMINOUS, author_name="Jan Kowalski")
    assert alerts(brand) == [("pr", "crisis")]
    work("delivery")
    (letter,) = [one for one in letters_to("pr@client.example") if brand.name in one["Subject"]]
    assert "/links/alerts/" in letter.get_content()
    assert not {"viral", "Kowalski"} & set(letter.get_content().replace(",", " ").split())
    assert ([kind for kind, *_ in told(expert)], told(other)) == (["pr_alert"], [])
    assert [action for action, *_ in audited(brand, "alert.")] == ["alert.raised"]


def test_a_conversation_and_a_reason_are_told_once(brand):
    write(brand, "1", OMINOUS)
    write(brand, "2", f"{OMINOUS} Do you hear me?")
    assert alerts(brand) == [("pr", "crisis")]


@pytest.mark.parametrize(("followers", "told_of"), [(50_001, [("pr", "reach")]), (50_000, []), (None, [])])
def test_an_angry_post_that_many_read_is_told(brand, followers, told_of):
    write(brand, "1", ANGRY, followers=followers)
    assert alerts(brand) == told_of


def test_a_content_customer_whom_many_read_alarms_nobody(brand):
    write(brand, "1", "Thank you, that was lovely!", followers=900_000)
    assert alerts(brand) == []


def test_imported_history_alarms_nobody(brand):
    write(brand, "1", OMINOUS, hours_ago=25)
    assert alerts(brand) == []


def test_a_department_learns_of_what_it_asked_for(app):
    departments = [
        {
            "kind": "legal",
            "contact": "legal@client.example",
            "due": 3600,
            "calendar": "always",
            "alert_on": ["legal"],
        }
    ]
    tenant = make_asking_brand(departments=departments)
    write(tenant, "1", "I will sue you, my lawyer will contact you.")
    assert alerts(tenant) == [("legal", "legal")]
    silent = make_asking_brand(departments=[])
    write(silent, "1", OMINOUS)
    assert alerts(silent) == []
