"""Looking behind links of messages: after the message, where the brand lets us, and never more often than need be."""

from datetime import timedelta

import pytest
from builders import browser, make_person
from conversations.asking import work
from conversations.worlds import make_brand, said
from servers.painted import painted
from servers.site import HTML, Site
from sqlalchemy import func, select

from bpo.channels.adapters import Wire
from bpo.channels.adapters.pages import NOT_FETCHED
from bpo.conversations.models import Conversation, Customer, LinkPreview, Message
from bpo.conversations.operations.erasing import ask_erasure, erase_customer
from bpo.conversations.operations.intake import take_in
from bpo.conversations.operations.previews import MOST_TRIES, fetch_preview, set_previews
from bpo.conversations.queries.previews import due_previews
from bpo.conversations.rules.previews import MOST_OF_BRAND, MOST_OF_HOST, may_ask
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.outbox import Job
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Visibility
from bpo.identity.permissions import Profile

LOCAL = frozenset({"127.0.0.1"})
PAGE = (
    b"<title>A lid</title><meta name=description content='Call +380 44 123 45 67'>"
    b"<meta property=og:image content=/lid.png>"
)
PRIVATE = {"visibility": Visibility.PRIVATE}


@pytest.fixture
def site():
    made = Site()
    made.lies["/lid"] = (200, PAGE, HTML)
    made.lies["/lid.png"] = (200, painted("PNG", (600, 400)), {"Content-Type": "image/png"})
    yield made
    made.stop()


class Brand:
    """A brand whose clock can be put forward."""

    def __init__(self):
        self.tenant, self.ahead = make_brand(), timedelta()

    def unit(self):
        return UnitOfWork(Actor.system(self.tenant.id), now=utcnow() + self.ahead)

    def jump(self, **stretch):
        self.ahead += timedelta(**stretch)

    def hear(self, name, text, **over):
        with self.unit() as uow:
            take_in(uow, self.tenant.id, [said(name, 0, **{"text": text, "posted_at": uow.now, **over})])

    def due(self):
        with self.unit() as uow:
            return [row.id for row in due_previews(uow, self.tenant.id)]

    def work(self):
        """What workers would do now; how much it was."""
        due = self.due()
        for one in due:
            fetch_preview(self.unit, self.tenant.id, one, wire=Wire(LOCAL, 10))
        return len(due)

    def rows(self):
        """Each link as it stands: of which message, in which state, with which title."""
        query = (
            select(LinkPreview, Message.external_id)
            .join(Message, Message.id == LinkPreview.message_id)
            .where(LinkPreview.tenant_id == self.tenant.id)
            .order_by(LinkPreview.noted_at, Message.external_id, LinkPreview.place)
        )
        with self.unit() as uow:
            return [tuple(row) for row in uow.session.execute(query)]

    def states(self):
        return [(name, row.state) for row, name in self.rows()]

    def allow(self, **choice):
        with self.unit() as uow:
            set_previews(uow, self.tenant.id, **choice)

    def erase(self):
        with self.unit() as uow:
            customer = uow.session.scalars(select(Customer).where(Customer.tenant_id == self.tenant.id)).one()
            assert erase_customer(uow, ask_erasure(uow, customer, reason="customer"))

    def path(self):
        with self.unit() as uow:
            talk = uow.session.scalars(
                select(Conversation.id).where(
                    Conversation.tenant_id == self.tenant.id, Conversation.customer_id.is_not(None)
                )
            ).one()
        return f"/brands/{self.tenant.slug}/conversations/{talk}"


@pytest.fixture
def brand(db):
    return Brand()


def test_the_message_is_there_first_and_what_is_behind_its_link_comes_beneath_it(app, brand, site):
    brand.hear("m1", f"Is it this one? {site.url}/lid")
    client = browser(app, make_person("supervisor", brand.tenant)[1])
    page = client.get(brand.path())
    assert "Is it this one?" in page.text
    assert "A lid" not in page.text
    assert site.asked == []
    assert brand.work() == 1
    ((row, _name),) = brand.rows()
    assert (row.state, row.title, row.width, row.led_to) == ("kept", "A lid", 600, None)
    shown = client.get(brand.path()).text
    assert '<bdi dir="ltr">127.0.0.1</bdi>' in shown
    assert "A lid" in shown
    address = f"{brand.path()}/previews/{row.id}"
    assert address in shown
    assert 'href="http://127.0.0.1' not in shown  # nothing to be opened
    picture = client.get(address)
    assert (picture.status_code, picture.content_type) == (200, "image/jpeg")
    assert picture.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    told = client.get(f"/api/v1{brand.path()}").json["messages"][0]["links"]
    assert [(one["host"], one["title"]) for one in told] == [("127.0.0.1", "A lid")]


def test_what_a_page_says_is_shown_as_text(app, brand, site):
    site.lies["/lid"] = (200, b"<title>&lt;img src=x onerror=alert(1)&gt;</title>", HTML)
    brand.hear("m1", f"{site.url}/lid")
    brand.work()
    shown = browser(app, make_person("supervisor", brand.tenant)[1]).get(brand.path()).text
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert "<img src=x" not in shown


def test_who_reads_without_personal_data_sees_dots_and_no_picture(app, brand, site):
    brand.hear("m1", f"{site.url}/lid")
    brand.work()
    ((row, _name),) = brand.rows()
    analyst = browser(app, make_person("agent", brand.tenant, profile=Profile.ANALYST)[1])
    page, told = analyst.get(brand.path()), analyst.get(f"/api/v1{brand.path()}")
    for answer in (page, told):
        assert answer.status_code == 200
        assert "A lid" in answer.text
        assert "123 45 67" not in answer.text
    address = f"{brand.path()}/previews/{row.id}"
    assert address not in page.text
    assert analyst.get(address).status_code == 404


def test_a_picture_is_of_its_own_conversation_and_of_nobody_elses(app, brand, site):
    brand.hear("m1", f"{site.url}/lid")
    brand.work()
    ((row, _name),) = brand.rows()
    other = Brand()
    other.hear("m1", "Hello")
    stranger = browser(app, make_person("supervisor", other.tenant)[1])
    assert stranger.get(f"{brand.path()}/previews/{row.id}").status_code == 404
    assert stranger.get(f"{other.path()}/previews/{row.id}").status_code == 404


def test_links_of_customers_and_of_posts_are_looked_behind_and_of_replies_not(brand, site):
    link = f"See {site.url}/lid"
    brand.hear("post", link, out=True)
    brand.hear("asked", link, in_reply_to="post")
    brand.hear("answer", link, out=True, in_reply_to="asked")
    brand.hear("alone", link, **PRIVATE)
    brand.hear("old", link, posted_at=utcnow() - timedelta(days=2))
    assert brand.states() == [("post", "waiting"), ("asked", "waiting")]


def test_the_brand_says_where_we_may_look(brand, site):
    link = f"See {site.url}/lid"
    brand.allow(in_public=False, in_private=True)
    brand.hear("public", link)
    brand.hear("private", link, **PRIVATE)
    assert brand.states() == [("private", "waiting")]
    brand.allow(in_public=True, in_private=False)
    brand.work()
    assert brand.states() == [("private", "failed")]
    assert site.asked == []


def test_the_choice_is_made_on_the_page_and_by_programs(app, brand):
    client = browser(app, make_person("supervisor", brand.tenant)[1])
    page, told = f"/brands/{brand.tenant.slug}/kept", f"/api/v1/brands/{brand.tenant.slug}/previews"
    assert client.get(told).json == {"in_public": True, "in_private": False}
    assert (
        client.post(f"/brands/{brand.tenant.slug}/previews", data={"in_private": "true"}).status_code == 303
    )
    assert client.get(told).json == {"in_public": False, "in_private": True}
    assert client.put(told, json={"in_public": True, "in_private": True}).json == {
        "in_public": True,
        "in_private": True,
    }
    shown = client.get(page).text
    assert shown.count(' type="checkbox" checked') == 2


def test_one_message_read_twice_has_its_links_once(brand, site):
    for _again in range(2):
        brand.hear("m1", f"{site.url}/lid {site.url}/lid")
    with brand.unit() as uow:
        left = select(func.count()).select_from(Job).where(Job.name == "conversations.jobs.fetch_preview")
        assert uow.session.scalar(left.where(Job.tenant_id == brand.tenant.id)) == 1
    assert brand.states() == [("m1", "waiting")]


def test_the_same_address_is_asked_for_once_a_day_and_brand(brand, site):
    site.lies["/lid"] = (200, b"<title>A lid</title>", HTML)
    for name in ("m1", "m2"):
        brand.hear(name, f"{site.url}/lid", author=name)
    brand.work()
    assert brand.states() == [("m1", "kept"), ("m2", "kept")]
    brand.jump(hours=23)
    brand.hear("m3", f"{site.url}/lid")
    brand.work()
    assert site.paths == ["/lid"]
    assert [row.title for row, _name in brand.rows()] == ["A lid"] * 3
    brand.jump(hours=2)
    brand.hear("m4", f"{site.url}/lid")
    brand.work()
    assert site.paths == ["/lid"] * 2
    other = Brand()
    other.hear("m1", f"{site.url}/lid")
    other.work()
    assert site.paths == ["/lid"] * 3  # another brand is told nothing of it


def test_while_an_address_is_in_hand_nobody_else_asks_for_it(brand, site):
    brand.hear("m1", f"{site.url}/lid", author="anna")
    brand.hear("m2", f"{site.url}/lid", author="berta")
    first, second = brand.due()

    def meanwhile():
        fetch_preview(brand.unit, brand.tenant.id, second, wire=Wire(LOCAL, 10))
        return 200, b"<title>A lid</title>", HTML

    site.lies["/lid"] = meanwhile
    fetch_preview(brand.unit, brand.tenant.id, first, wire=Wire(LOCAL, 10))
    assert brand.states() == [("m1", "kept"), ("m2", "waiting")]
    brand.jump(minutes=3)
    brand.work()
    assert brand.states() == [("m1", "kept"), ("m2", "kept")]
    assert site.paths == ["/lid"]


def test_one_host_is_asked_so_many_times_a_minute(brand, site):
    for number in range(MOST_OF_HOST + 2):
        brand.hear(f"m{number}", f"{site.url}/{number}")
    brand.work()
    assert len(site.asked) == MOST_OF_HOST
    assert brand.work() == 0
    brand.jump(minutes=2)
    brand.work()
    assert len(site.asked) == MOST_OF_HOST + 2


def test_workers_ask_no_host_of_our_own_net(app, brand, site):
    brand.hear("m1", f"{site.url}/lid and http://localhost/lid")
    work("background")
    assert [(row.state, row.failure) for row, _name in brand.rows()] == [("failed", NOT_FETCHED)] * 2
    assert site.asked == []


@pytest.mark.parametrize(
    ("lately", "may"),
    [
        ([], True),
        (["a.example"] * (MOST_OF_HOST - 1), True),
        (["a.example"] * MOST_OF_HOST, False),
        (["b.example"] * MOST_OF_HOST, True),
        ([f"{number}.example" for number in range(MOST_OF_BRAND)], False),
    ],
)
def test_hosts_are_asked_no_more_often_than_is_polite(lately, may):
    assert may_ask("a.example", lately) is may


def test_a_site_that_is_ill_is_tried_again_and_then_given_up(app, brand, site):
    site.lies["/lid"] = (503, b"", HTML)
    brand.hear("m1", f"{site.url}/lid")
    for _round in range(MOST_TRIES + 2):
        brand.work()
        brand.jump(minutes=11)
    ((row, _name),) = brand.rows()
    assert (row.state, row.tries, "given up" in row.failure) == ("failed", MOST_TRIES, True)
    assert len(site.asked) == MOST_TRIES
    shown = browser(app, make_person("supervisor", brand.tenant)[1]).get(brand.path()).text
    assert "message-previews" not in shown  # it says nothing of the link


def test_what_tells_of_the_link_itself_is_said(app, brand, site):
    brand.hear("m1", f"{site.url}/gone", conversation="talk")
    brand.work()
    brand.hear("m2", "https://pаypal.example/", conversation="talk")  # with a Cyrillic а
    shown = browser(app, make_person("supervisor", brand.tenant)[1]).get(brand.path()).text
    assert "There is no page at this address." in shown
    assert "xn--pypal-4ve.example" in shown
    assert "It may pretend to be another site." in shown


def test_who_is_erased_leaves_no_link_and_none_is_looked_behind_after(app, brand, site):
    brand.hear("m1", f"{site.url}/lid", conversation="talk")
    brand.work()
    brand.hear("m2", f"{site.url}/late", conversation="talk")
    client, path = browser(app, make_person("supervisor", brand.tenant)[1]), brand.path()
    brand.erase()
    brand.jump(minutes=10)
    assert brand.work() == 0
    with brand.unit() as uow:
        left = uow.session.execute(
            select(
                LinkPreview.state,
                *(LinkPreview.address, LinkPreview.host, LinkPreview.led_to),
                *(LinkPreview.title, LinkPreview.description, LinkPreview.small),
            ).where(LinkPreview.tenant_id == brand.tenant.id)
        ).all()
    assert [tuple(row) for row in left] == [("erased", "", "", None, None, None, None)] * 2
    assert "message-previews" not in client.get(path).text
    assert client.get(f"/api/v1{path}").json["messages"][0]["links"][0]["title"] is None


def test_what_is_seen_while_its_customer_is_erased_is_not_kept(brand, site):
    brand.hear("m1", f"{site.url}/lid")

    def meanwhile():
        brand.erase()
        return 200, PAGE, HTML

    site.lies["/lid"] = meanwhile
    brand.work()
    ((row, _name),) = brand.rows()
    assert (row.state, row.title, row.content_type) == ("erased", None, None)
