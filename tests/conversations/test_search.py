"""Searching: what is found and what is not, for whom, by page and program."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import act_as, make_person
from conversations.asking import work
from conversations.keeping import Person
from conversations.worlds import NOON, account_of, in_unit, make_brand, said, store
from sqlalchemy import select, text

from bpo.conversations.models import Conversation, Message
from bpo.conversations.operations.erasing import ask_erasure
from bpo.conversations.operations.workplace import add_note, set_customer_number
from bpo.conversations.queries.erasures import get_customer
from bpo.conversations.queries.search import SearchFilter, find_by_number, group_hits, search
from bpo.conversations.rules.search import read_query
from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork

TALKS = {
    "ru": ("Где моя доставка? Заказ A-4711", "доставкой"),
    "uk": ("Де моя посилка?", "посилкою"),
    "pl": ("Gdzie jest moja przesyłka?", "przesyłką"),
    "en": ("Two deliveries are late", "delivery"),
}


@pytest.fixture(scope="module")
def brand(db):
    tenant = make_brand("care", "shop")
    store(
        tenant,
        *(
            said(f"t{n}", n, author=f"anna{n}", author_name=f"Ганна Zqname{n}", language=language, text=told)
            for n, (language, (told, _)) in enumerate(TALKS.items())
        ),
        said("o1", 10, out=True, text="Доставка будет завтра", in_reply_to="t0", language="ru"),
        said("s1", 20, author="boris", handle="shop", text="Доставка в магазин", language="ru"),
    )
    return tenant


@pytest.fixture(scope="module")
def other(db):
    tenant = make_brand()
    store(tenant, said("x1", 5, text="Доставка чужого бренда Zqname0"))
    return tenant


def look(asked, *tenants, actor=None, before=None, limit=50, **wanted):
    with UnitOfWork(actor or act_as("supervisor", *tenants)) as uow:
        return search(
            uow,
            read_query(asked),
            SearchFilter(**wanted),
            tenant_ids=[one.id for one in tenants],
            before=before,
            limit=limit,
        )


def ids(hits):
    return [hit.external_id for hit in hits]


@pytest.mark.parametrize("language", TALKS)
def test_every_form_in_every_language(brand, language):
    told, asked = TALKS[language]
    assert told in {hit.text for hit in look(asked, brand)}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("доставка", ["s1", "o1", "t0"]),
        ("Zqname1", ["t1"]),
        ("anna2", ["t2"]),
        ("A-4711", ["t0"]),
        ("471", ["t0"]),
        ("o1", ["o1"]),
        ('"где моя"', ["t0"]),
        ('"моя где"', []),
        ("доставка магазин", ["s1"]),
        ("доставка посилка", []),
    ],
)
def test_found(brand, asked, found):
    assert ids(look(asked, brand)) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"way": "out"}, ["o1"]),
        ({"way": "in"}, ["s1", "t0"]),
        ({"way": "note"}, []),
        ({"network": "x"}, []),
        ({"network": "generic"}, ["s1", "o1", "t0"]),
        ({"language": "uk"}, []),
        ({"since": NOON + timedelta(minutes=10)}, ["s1", "o1"]),
        ({"until": NOON + timedelta(minutes=10)}, ["t0"]),
    ],
)
def test_filters(brand, wanted, found):
    assert ids(look("доставка", brand, **wanted)) == found


def test_pages_go_on_after_the_last(brand):
    seen, before = [], None
    while hits := look("доставка", brand, before=before, limit=1):
        seen += ids(hits)
        before = hits[-1].at, hits[-1].id
    assert seen == ["s1", "o1", "t0"]


def test_frequent_and_rare_words_are_found_alike(brand, db):
    """More than the newest messages that are looked through first; the rare one is the oldest."""
    tenant = make_brand()
    store(tenant, said("rare", 0, text="Zqneedle in a heap"))
    store(tenant, *(said(f"h{n}", n + 1, author=f"a{n}", text=f"Hay {n}") for n in range(2100)))
    assert ids(look("zqneedle", tenant)) == ["rare"]
    assert ids(look("hay", tenant, limit=3)) == ["h2099", "h2098", "h2097"]
    assert ids(look("hay zqneedle", tenant)) == []
    assert ids(look("heap", tenant, brand)) == ["rare"]


def test_another_brand_shows_nowhere(brand, other):
    assert ids(look("доставка", other)) == ["x1"]
    assert ids(look("чужого", brand)) == []
    # Even where it is asked for by its id.
    assert look("чужого", other, actor=act_as("supervisor", brand)) == []
    with UnitOfWork(act_as("supervisor", brand)) as uow:
        rows = uow.session.execute(
            text(
                "SELECT * FROM search_messages('чужого', ARRAY[CAST(:id AS uuid)], NULL, NULL, NULL, NULL, NULL,"
                " NULL, NULL, 10)"
            ),
            {"id": other.id},
        ).all()
        assert rows == []


def test_without_a_scope_there_is_nothing(brand):
    assert look("доставка", brand, actor=Actor.anonymous()) == []


def test_the_narrowed_find_their_own_accounts_alone(brand):
    shop = account_of(brand, "shop")
    actor = replace(act_as("agent", brand), narrowed={brand.id: frozenset({shop.id})})
    assert ids(look("доставка", brand, actor=actor)) == ["s1"]
    assert ids(look("посилка", brand, actor=actor)) == []


def test_notes_and_numbers_are_for_the_vendor(db):
    tenant = make_brand()
    store(tenant, said("n1", 0, text="Hello"))
    with UnitOfWork(replace(act_as("agent", tenant), user_id=new_id())) as uow:
        talk = uow.session.scalars(select(Conversation)).one()
        add_note(uow, talk, text="Zqnoted by a colleague")
        set_customer_number(uow, talk, number="ZQ-77")
    (hit,) = look("zqnoted", tenant)
    assert (hit.kind, hit.conversation_id) == ("note", talk.id)
    assert look("zqnoted", tenant, actor=act_as("client_viewer", tenant)) == []
    for role, count in (("agent", 1), ("client_viewer", 0)):
        with UnitOfWork(act_as(role, tenant)) as uow:
            assert len(find_by_number(uow, "ZQ-77", tenant_ids=[tenant.id])) == count


def test_hits_stand_together_by_conversation(brand):
    with UnitOfWork(act_as("supervisor", brand)) as uow:
        hits = search(uow, read_query("доставка"), SearchFilter(), tenant_ids=[brand.id], limit=50)
        groups = group_hits(uow, hits)
    assert [(one.customer, ids(one.hits)) for one in groups] == [
        ("boris", ["s1"]),
        ("Ганна Zqname0", ["o1", "t0"]),
    ]


def test_the_erased_are_not_found(db, owner):
    owner.execute("DELETE FROM job")  # thousands of messages of the tests before would be read first
    anna = Person(f"zq{new_id().hex[-12:]}")
    assert look(anna.word, anna.tenant)
    with UnitOfWork(act_as("supervisor", anna.tenant)) as uow:
        ask_erasure(uow, get_customer(uow, anna.tenant.id, anna.customer_id), reason="customer")
    work()
    assert look(anna.word, anna.tenant) == []
    words = in_unit(anna.tenant, lambda uow: uow.session.scalars(select(Message.words)).all())
    assert anna.word not in str(words)


def test_page(app, brand, other):
    _user, token = make_person("supervisor", brand)
    client = app.test_client()
    client.set_cookie("session", token)

    page = client.get("/search?q=доставкой").get_data(as_text=True)
    assert "<mark>доставка</mark>" in page
    assert "чужого" not in page
    assert client.get("/search").status_code == 200
    assert client.get("/search?q=a").status_code == 422
    assert client.get("/search?q=доставка&brand=no-such-brand").status_code == 404
    assert client.get(f"/search?q=доставка&brand={other.slug}").status_code == 404
