from datetime import timedelta

import pytest
from builders import act_as
from conversations.edge_app import OWN
from conversations.worlds import NOON, in_unit, make_brand, said, store
from sqlalchemy import func, select

from bpo.channels.operations import begin_import
from bpo.conversations.models import Conversation, ConversationAct
from bpo.core.ids import new_id
from bpo.identity.permissions import Role


@pytest.fixture
def brand(db):
    tenant = make_brand()
    store(
        tenant,
        said("1", 0, conversation="a", author_name="Anna"),
        said("2", 5, out=True, conversation="a", agent="o@v.example"),
    )
    store(tenant, said("3", 9, conversation="a"))
    return tenant


def only_conversation(tenant):
    return in_unit(tenant, lambda uow: uow.session.scalars(select(Conversation.id)).one())


def call(edges, tenant, path, *, method="get", role=Role.AGENT, minute=12, also=(), **over):
    with edges.acting(act_as(role, tenant, *also), now=NOON + timedelta(minutes=minute)) as client:
        return getattr(client, method)(f"/api/v1/brands/{tenant.slug}{path}", headers=OWN, **over)


def acts(tenant):
    return in_unit(tenant, lambda uow: uow.session.scalar(select(func.count()).select_from(ConversationAct)))


def test_a_list_goes_on_where_it_stopped(edges, db):
    tenant = make_brand()
    store(tenant, *(said(str(n), n) for n in range(5)))
    seen, cursor = [], None
    for _ in range(3):
        asked = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        answer = call(edges, tenant, "/conversations", query_string=asked)
        seen += [item["started_at"] for item in answer.json["items"]]
        cursor = answer.json["next_cursor"]
    assert cursor is None
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == 5


def test_one_conversation_with_its_messages_and_clocks(edges, brand):
    answer = call(edges, brand, f"/conversations/{only_conversation(brand)}")
    told = answer.json
    assert (told["brand"], told["account"], told["customer"]) == (brand.slug, "generic:care", "Anna")
    assert [message["external_id"] for message in told["messages"]] == ["1", "2", "3"]
    assert told["messages"][1]["agent"] == "o@v.example"
    turns = [
        (turn["kind"], turn["verdict"], turn["worked_seconds"], turn["target_seconds"])
        for turn in told["turns"]
    ]
    assert turns == [("first_response", "met", 300.0, 1800), ("next_response", "open_not_due", None, 1800)]
    assert len(told["episodes"]) == 1


def test_messages_are_read_in_parts(edges, brand, monkeypatch):
    monkeypatch.setattr("bpo.conversations.api.threads.MESSAGES_AT_ONCE", 2)
    path = f"/conversations/{only_conversation(brand)}"
    latest = call(edges, brand, path).json
    assert [message["external_id"] for message in latest["messages"]] == ["2", "3"]
    before = call(edges, brand, path, query_string={"before": latest["earlier"]}).json
    assert ([message["external_id"] for message in before["messages"]], before["earlier"]) == (["1"], None)


def test_dismissing_and_closing(edges, brand):
    path = f"/conversations/{only_conversation(brand)}"
    refused = call(edges, brand, f"{path}/closing", method="post")
    assert (refused.status_code, refused.mimetype) == (409, "application/problem+json")
    dismissed = call(edges, brand, f"{path}/dismissal", method="post", json={"reason": "thanks"})
    assert (dismissed.status_code, dismissed.json["waiting_since"]) == (200, None)
    assert (
        call(edges, brand, f"{path}/dismissal", method="post", json={"reason": "thanks"}).status_code == 409
    )
    closed = call(edges, brand, f"{path}/closing", method="post")
    assert (closed.status_code, closed.json["state"]) == (200, "closed")
    assert acts(brand) == 2


@pytest.mark.parametrize("body", [{}, {"reason": "odd"}, {"reason": None}, {"reason": "spam", "x": 1}, []])
def test_a_dismissal_needs_one_of_the_reasons(edges, brand, body):
    answer = call(
        edges, brand, f"/conversations/{only_conversation(brand)}/dismissal", method="post", json=body
    )
    assert (answer.status_code, answer.mimetype, acts(brand)) == (422, "application/problem+json", 0)


def test_who_may_only_read_changes_nothing(edges, brand):
    path = f"/conversations/{only_conversation(brand)}"
    for role in (Role.REVIEWER, Role.CLIENT_VIEWER):
        for act in ("closing", "dismissal"):
            answer = call(edges, brand, f"{path}/{act}", method="post", role=role, json={"reason": "spam"})
            assert answer.status_code == 403
    assert acts(brand) == 0


def test_another_brands_conversation_is_not_there(edges, brand):
    other = make_brand()
    store(other, said("1", 0))
    foreign, absent = only_conversation(other), new_id()
    for end, method in (("", "get"), ("/dismissal", "post"), ("/closing", "post")):
        answers = [
            call(
                edges,
                brand,
                f"/conversations/{found}{end}",
                method=method,
                also=also,
                json={"reason": "spam"},
            )
            for found in (foreign, absent)
            for also in ((), (other,))
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.data for answer in answers}) == 1
    assert acts(other) == 0


@pytest.mark.parametrize(
    "asked", ["limit=0", "limit=201", "cursor=x", "cursor=W10", "state=", "q=%00%00", "since=yesterday"]
)
def test_a_bad_question_is_refused_with_its_place(edges, brand, asked):
    answer = call(edges, brand, f"/conversations?{asked}")
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json["errors"]


def test_an_import_tells_how_far_it_is(edges, brand):
    other = make_brand()

    def begin(tenant):
        return in_unit(
            tenant,
            lambda uow: begin_import(
                uow, tenant.id, file_name="f.jsonl", file_format="jsonl", size=3, body=b"123"
            ),
        ).id

    own, foreign = begin(brand), begin(other)
    answer = call(edges, brand, f"/imports/{own}", role=Role.SUPERVISOR)
    assert (answer.json["state"], answer.json["stored"], answer.json["rejects"]) == ("waiting", 0, [])
    assert "body" not in answer.json
    assert call(edges, brand, f"/imports/{foreign}", role=Role.SUPERVISOR, also=(other,)).status_code == 404
    assert call(edges, brand, f"/imports/{own}", role=Role.CLIENT_VIEWER).status_code == 403
