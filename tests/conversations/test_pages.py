"""Pages of conversations over HTTP: lists with filters, a conversation, a turn with its timeline."""

import re
from datetime import timedelta

import pytest
from builders import act_as
from conversations.worlds import NOON, OFFICE, account_of, in_unit, make_brand, said, set_level, store
from sqlalchemy import select

from bpo.channels.operations.deliveries import queue_delivery
from bpo.channels.queries import get_account
from bpo.conversations.models import Conversation, Turn
from bpo.conversations.operations.acts import DismissalReason, dismiss_turn
from bpo.conversations.operations.sent import take_back_answer
from bpo.conversations.queries.thread import get_conversation
from bpo.core.events import EventRow
from bpo.core.ids import new_id
from bpo.core.vocabulary import Visibility
from bpo.identity.permissions import Role

AGENT = "olena@vendor.example"


@pytest.fixture
def brand(db):
    tenant = make_brand("care", "shop", name="Пиво дома", time_zone="Europe/Kyiv")
    store(
        tenant,
        said(
            "1",
            0,
            conversation="a",
            author="anna",
            author_name="Anna <Nowak>",
            text="Where is\nmy 100%_order?",
        ),
        said("2", 10, out=True, conversation="a", agent=AGENT, author_id="o.kovalenko", in_reply_to="1"),
        said("3", 20, conversation="a", text="Thank you"),
        said("4", 60, conversation="b", author="boris", handle="shop", visibility=Visibility.PRIVATE),
        said(
            "5",
            200,
            out=True,
            conversation="b",
            handle="shop",
            agent="petro@vendor.example",
            visibility=Visibility.PRIVATE,
        ),
        said("6", 90, out=True, conversation="c", automatic=True, text="We are away"),
    )
    return tenant


def visit(edges, tenant, path, *, role=Role.SUPERVISOR, minute=30, also=(), **over):
    with edges.acting(act_as(role, tenant, *also), now=NOON + timedelta(minutes=minute)) as client:
        return client.get(path, **over)


def listed(answer):
    return re.findall(r'<a href="/brands/[^"]+/conversations/[^"]+">([^<]+)</a>', answer.text)


def turn_of(tenant, minute):
    at = NOON + timedelta(minutes=minute)
    return in_unit(
        tenant, lambda uow: uow.session.scalars(select(Turn.id).where(Turn.started_at == at)).one()
    )


def conversation_of(tenant, minute):
    at = NOON + timedelta(minutes=minute)
    return in_unit(
        tenant,
        lambda uow: uow.session.scalars(select(Conversation.id).where(Conversation.started_at == at)).one(),
    )


def test_a_reply_that_did_not_arrive_after_all_says_so_and_what_it_answered_waits(edges, brand):
    path = f"/brands/{brand.slug}/conversations/{conversation_of(brand, 0)}"
    assert "Not delivered" not in visit(edges, brand, path).text
    assert in_unit(brand, outcomes) == ["answered", "open"]

    def take_back(uow):
        delivery = queue_delivery(
            uow,
            get_account(uow, account_of(brand).id),
            conversation_id=conversation_of(brand, 0),
            source_id=new_id(),
            body="It is on its way.",
            in_reply_to="1",
            visibility="public",
            recipient="anna",
            author_id=None,
            agent=AGENT,
        )
        delivery.state, delivery.remote_id = "failed", "2"
        uow.session.flush()
        take_back_answer(uow, delivery)

    in_unit(brand, take_back)
    assert visit(edges, brand, path).text.count("Not delivered") == 1
    assert in_unit(brand, outcomes) == ["open"]  # both messages of the customer


def outcomes(uow):
    query = select(Turn.outcome).join(Conversation, Conversation.id == Turn.conversation_id)
    return list(uow.session.scalars(query.where(Conversation.started_at == NOON).order_by(Turn.started_at)))


def test_the_latest_activity_comes_first(edges, brand):
    answer = visit(edges, brand, f"/brands/{brand.slug}/conversations")
    assert answer.status_code == 200
    assert listed(answer) == ["boris", "Customer not known", "Anna &lt;Nowak&gt;"]
    assert "3 conversations" in answer.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("waiting=waiting", ["Anna &lt;Nowak&gt;"]),
        ("waiting=overdue", []),
        ("state=open&visibility=private", ["boris"]),
        ("state=closed", []),
        ("network=x", []),
        (
            "network=generic&since=2026-03-02&until=2026-03-02",
            ["boris", "Customer not known", "Anna &lt;Nowak&gt;"],
        ),
        ("until=2026-03-01", []),
        ("since=2026-03-03", []),
        ("q=100%25_order", ["Anna &lt;Nowak&gt;"]),
        ("q=100%25%25order", []),
        ("q=NOWAK", ["Anna &lt;Nowak&gt;"]),
        ("q=boris", ["boris"]),
        ("q=olena", []),
        ("q=kovalenko", []),
        ("q=\\%25", []),
    ],
)
def test_filters_stand_in_the_address(edges, brand, query, found):
    answer = visit(edges, brand, f"/brands/{brand.slug}/conversations?{query}")
    assert (answer.status_code, listed(answer)) == (200, found)


def test_an_account_is_a_filter_too(edges, brand):
    account = account_of(brand, "shop")
    answer = visit(edges, brand, f"/brands/{brand.slug}/conversations?account={account.id}")
    assert listed(answer) == ["boris"]


def test_what_is_past_due_is_counted_and_said(edges, brand):
    answer = visit(edges, brand, f"/brands/{brand.slug}/conversations?waiting=overdue", minute=68)
    assert listed(answer) == ["Anna &lt;Nowak&gt;"]
    assert "Past due: 1" in answer.text
    assert "18 min late" in answer.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "query",
    ["state=odd", "q=x", "q=%00%00", "account=1", "since=soon", "waiting=x", "visibility=x", "network=x1"],
)
def test_a_filter_that_makes_no_sense_is_refused_with_its_reason(edges, brand, query):
    answer = visit(edges, brand, f"/brands/{brand.slug}/conversations?{query}")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    "query", ["since=0001-01-01", "until=9999-12-31", "until=9999-12-30", "since=9999-12-31"]
)
def test_days_at_the_ends_of_time_break_nothing(edges, brand, query):
    for zone in ("Europe/Kyiv", "America/New_York"):
        with edges.acting(act_as(Role.SUPERVISOR, brand)) as client:
            from bpo.core.i18n import speaking

            with speaking("en", zone):
                answer = client.get(f"/brands/{brand.slug}/conversations?{query}")
        assert answer.status_code in {200, 422}


def test_the_address_of_the_page_carries_nothing_foreign(edges, brand):
    answer = visit(edges, brand, "/conversations?_external=1&_scheme=javascript&slug=x&waiting=waiting")
    assert answer.status_code == 200
    assert "javascript" not in answer.text


def test_a_long_list_has_pages_without_gaps_or_repeats(edges, db):
    tenant = make_brand()
    store(tenant, *(said(str(n), n // 3, author=f"customer-{n:03}") for n in range(120)))
    path, seen = f"/brands/{tenant.slug}/conversations", []
    while path:
        answer = visit(edges, tenant, path)
        seen.append(listed(answer))
        following = re.search(r'href="([^"]+cursor=[^"]+)"', answer.text)
        path = following[1].replace("&amp;", "&") if following else None
    names = [name for page in seen for name in page]
    assert [len(page) for page in seen] == [50, 50, 20]
    assert len(set(names)) == 120


def test_all_brands_of_the_reader_and_no_other(edges, brand):
    second, foreign = make_brand(name="Second"), make_brand(name="Foreign")
    for tenant in (second, foreign):
        store(tenant, said("1", 300, author=f"of-{tenant.slug}", text="canary"))
    answer = visit(edges, brand, "/conversations", also=[second])
    assert listed(answer)[0] == f"of-{second.slug}"
    assert f"of-{foreign.slug}" not in answer.text
    assert "Second" in answer.text
    assert "Foreign" not in answer.text
    assert listed(visit(edges, brand, "/conversations?q=canary", also=[second])) == [f"of-{second.slug}"]


def test_a_conversation_shows_who_said_what(edges, brand):
    path = f"/brands/{brand.slug}/conversations/{conversation_of(brand, 0)}"
    text = visit(edges, brand, path).text
    assert "Where is<br>my 100%_order?" in text
    assert "Anna &lt;Nowak&gt;" in text
    assert AGENT in text
    assert "In reply to the message of" in text
    assert 'title="Mar 2, 2026, 14:00 in the brand&#39;s time zone, Europe/Kyiv"' in text
    assert "Met in 10 min" in text.replace("\u00a0", " ")
    away = visit(edges, brand, f"/brands/{brand.slug}/conversations/{conversation_of(brand, 90)}").text
    assert "Automatic" in away
    assert "There was no episode yet." in away


def test_a_client_reads_numbers_and_never_who_answered(edges, brand):
    for path in (
        f"/brands/{brand.slug}/conversations/{conversation_of(brand, 0)}",
        f"/brands/{brand.slug}/turns/{turn_of(brand, 0)}",
        f"/api/v1/brands/{brand.slug}/conversations/{conversation_of(brand, 0)}",
    ):
        answer = visit(edges, brand, path, role=Role.CLIENT_VIEWER)
        assert answer.status_code == 200
        assert "Agent 1" in answer.text or "agent-1" in answer.text
        assert "vendor.example" not in answer.text
        assert "kovalenko" not in answer.text


def test_a_met_turn_tells_its_facts(edges, brand):
    text = visit(edges, brand, f"/brands/{brand.slug}/turns/{turn_of(brand, 0)}").text.replace("\u00a0", " ")
    assert "It was answered 20 min before it was due." in text
    assert "standard, version 1" in text
    assert "Always open" in text
    assert "Where is<br>my 100%_order?" in text
    assert "Thank you" not in text


def test_a_breached_turn_shows_where_it_was_late(edges, brand):
    text = visit(edges, brand, f"/brands/{brand.slug}/turns/{turn_of(brand, 60)}", minute=300).text
    text = text.replace("\u00a0", " ")
    assert "It was answered 1 hr 50 min after it was due." in text
    assert "seg-late" in text
    assert "Past due" in text


def test_vendor_and_client_read_the_same_of_whose_time_it_was(edges, brand):
    talk = conversation_of(brand, 60)

    def hold(uow):
        for minute, action in ((62, "claimed"), (80, "returned"), (100, "claimed")):
            event = EventRow.of(
                uow.actor, f"queue.{action}", None, at=NOON + timedelta(minutes=minute), detail={}
            )
            event.tenant_id, event.subject_id = brand.id, talk
            uow.session.add(event)

    in_unit(brand, hold)
    for role in (Role.SUPERVISOR, Role.CLIENT_VIEWER):
        page = visit(edges, brand, f"/brands/{brand.slug}/turns/{turn_of(brand, 60)}", minute=300, role=role)
        rows = re.findall(r'<th scope="row">([^<]+)</th><td class="number">(?:<strong>)?([^<]+)<', page.text)
        assert [(name, time.replace("\u00a0", " ")) for name, time in rows] == [
            ("In the queue, with nobody", "22 min"),
            ("With an agent", "1 hr 58 min"),
            ("All that counts", "2 hr 20 min"),
        ]


def test_an_open_turn_says_how_long_is_left_or_how_late_it_is(edges, brand):
    path = f"/brands/{brand.slug}/turns/{turn_of(brand, 20)}"
    early = visit(edges, brand, path, minute=30).text.replace("\u00a0", " ")
    assert "due in 20 min." in early
    assert "Still to come" in early
    assert "was due 10 min ago." in visit(edges, brand, path, minute=60).text.replace("\u00a0", " ")
    years = visit(edges, brand, path, minute=60 * 24 * 3650).text
    assert "only its beginning is drawn" in years


def test_closed_hours_and_holidays_are_named_in_the_timeline(edges, db):
    tenant = make_brand(levels=False)
    spec = {**OFFICE, "holiday_dates": {"2026-03-03": "Founders’ Day"}}
    in_unit(
        tenant,
        lambda uow: set_level(
            uow, uow.session.merge(tenant), minutes=300, calendar="office", calendars={"office": spec}
        ),
    )
    store(tenant, said("1", 60 * 2), said("2", 60 * 47, out=True, in_reply_to="1"))
    text = visit(edges, tenant, f"/brands/{tenant.slug}/turns/{turn_of(tenant, 120)}").text
    assert "Founders’ Day" in text
    assert "Closed hours" in text
    assert "office, version 1" in text


def test_a_dismissed_turn_says_by_what_reason(edges, brand):
    def dismiss(uow):
        found = get_conversation(uow, brand.id, conversation_of(brand, 0))
        dismiss_turn(uow, found, reason=DismissalReason.THANKS)

    in_unit(brand, dismiss, now=NOON + timedelta(minutes=40))
    text = visit(edges, brand, f"/brands/{brand.slug}/turns/{turn_of(brand, 20)}", minute=50).text
    assert "neither met nor breached" in text
    assert "Dismissed: Only thanks" in text


def test_another_brands_rows_and_absent_ones_answer_alike(edges, brand):
    other = make_brand()
    store(other, said("1", 7))
    kinds = {
        "conversations": (conversation_of(other, 7), conversation_of(brand, 0)),
        "turns": (turn_of(other, 7), turn_of(brand, 0)),
    }
    for kind, (foreign, own) in kinds.items():
        answers = [
            visit(edges, brand, f"/brands/{brand.slug}/{kind}/{foreign}"),
            visit(edges, brand, f"/brands/{brand.slug}/{kind}/{foreign}", also=[other]),
            visit(edges, brand, f"/brands/{other.slug}/{kind}/{foreign}"),
            visit(edges, brand, f"/brands/{other.slug}/{kind}/{own}", also=[other]),
            visit(edges, brand, f"/brands/{brand.slug}/{kind}/{new_id()}"),
            visit(edges, brand, f"/brands/absent/{kind}/{own}"),
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.data for answer in answers}) == 1


def test_whoever_may_not_read_is_refused(edges, brand):
    for path in ("/conversations", f"/brands/{brand.slug}/conversations"):
        assert visit(edges, brand, path, role=Role.CLIENT_EXPERT).status_code == 403


def test_a_narrowed_reader_sees_only_their_accounts(edges, brand):
    from dataclasses import replace

    shop = account_of(brand, "shop")
    actor = replace(act_as(Role.CLIENT_VIEWER, brand), narrowed={brand.id: frozenset({shop.id})})
    with edges.acting(actor) as client:
        answer = client.get(f"/brands/{brand.slug}/conversations")
        assert listed(answer) == ["boris"]
        assert client.get(f"/brands/{brand.slug}/conversations?q=order").text.count("<tr") == 0
        assert (
            client.get(f"/brands/{brand.slug}/conversations/{conversation_of(brand, 0)}").status_code == 404
        )


def test_a_search_that_takes_too_long_is_refused_and_the_page_goes_on(edges, brand, monkeypatch):
    monkeypatch.setattr("bpo.conversations.queries.lists.SEARCH_MILLISECONDS", "1")
    monkeypatch.setattr(
        "bpo.conversations.queries.lists._says",
        lambda _words: __import__("sqlalchemy").text("(SELECT true FROM pg_sleep(0.2))"),
    )
    answer = visit(edges, brand, f"/brands/{brand.slug}/conversations?q=order")
    assert answer.status_code == 422
    assert "too much to search" in answer.text
