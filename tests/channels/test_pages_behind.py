"""Looking behind a link: what a stranger's server on loopback may say, and where it may lead."""

import time

import pytest
from servers.door import Door
from servers.hostile import HostileServer, never_ends
from servers.painted import painted
from servers.site import HTML, Site

from bpo.channels.adapters.base import NotSent, Rejected
from bpo.channels.adapters.pages import (
    AGENT,
    CLOSED,
    LARGEST_PAGE,
    MOST_STEPS,
    NOT_A_PAGE,
    NOT_FETCHED,
    NOT_THERE,
    look_behind,
)
from bpo.channels.adapters.wire import RefusedError, Wire
from bpo.channels.rules.pictures import type_of

LOCAL = frozenset({"127.0.0.1"})
HEAD = b"<title>A lid</title><meta property=og:image content=/lid.png>"


@pytest.fixture
def site():
    made = Site()
    yield made
    made.stop()


@pytest.fixture
def hostile():
    made = HostileServer()
    yield made
    made.stop()


def look(site, path="/", seconds=10, **named):
    return look_behind(Wire(LOCAL, seconds), f"{site.url}{path}", **named)


def test_a_page_and_its_picture_are_looked_at_as_nobody(site):
    site.lies["/"] = (200, HEAD, HTML | {"Set-Cookie": "a=1"})
    site.lies["/lid.png"] = (200, painted("PNG", (600, 400)), {"Content-Type": "image/png"})
    found = look(site)
    assert (found.head.title, found.address) == ("A lid", f"{site.url}/")
    assert (found.picture.width, type_of(found.picture.small)) == (600, "image/jpeg")
    assert site.paths == ["/", "/lid.png"]
    for _path, told in site.asked:
        assert told["User-Agent"] == AGENT
        assert set(told) == {"Host", "Accept", "Accept-Encoding", "Connection", "User-Agent"}


def test_the_page_is_there_also_without_its_picture(site):
    site.lies["/"] = (200, HEAD, HTML)
    found = look(site)
    assert (found.head.title, found.picture) == ("A lid", None)


def test_a_link_to_a_picture_shows_it(site):
    site.lies["/lid.png"] = (200, painted("PNG", (600, 400)), {"Content-Type": "image/png"})
    found = look(site, "/lid.png")
    assert (found.head.title, found.picture.width) == (None, 600)


def test_of_a_large_page_the_beginning_is_read(site):
    site.lies["/"] = (200, HEAD + b" " * LARGEST_PAGE + b"<meta property=og:title content=Late>", HTML)
    assert look(site).head.title == "A lid"


def test_where_it_ends_is_told(site):
    site.lies |= {"/a": (301, b"", {"Location": "b#x"}), "/b": (302, b"", {"Location": f"{site.url}/c"})}
    site.lies["/c"] = (200, HEAD, HTML)
    assert look(site, "/a").address == f"{site.url}/c"


def test_it_is_not_led_on_for_ever(site):
    site.lies["/"] = (302, b"", {"Location": "/"})
    with pytest.raises(Rejected, match=NOT_FETCHED):
        look(site)
    assert len(site.asked) == MOST_STEPS


@pytest.mark.parametrize(
    "target",
    [
        *(
            "http://127.0.0.2/",
            "https://127.0.0.2/",
            "http://10.0.0.1/",
            "http://169.254.169.254/latest/meta-data",
        ),
        *("http://[::1]/", "file:///etc/passwd", "gopher://127.0.0.1/", "//127.0.0.2/", "https://[", ""),
        *(
            "http://anna:secret@127.0.0.1/",
            "http://localhost:1/",
            "http://１２７.0.0.2/",
            "/unsubscribe",
            "/x?token=1",
        ),
    ],
)
@pytest.mark.parametrize("way", ["page", "picture"])
def test_nothing_leads_inside_or_to_an_act(site, target, way):
    said = target.encode("utf-8").decode("latin-1")
    site.lies["/on"] = (302, b"", {"Location": said} if target else {})
    site.lies["/unsubscribe"] = site.lies["/x?token=1"] = site.lies["/"] = (
        200,
        b"<title>Inside</title>",
        HTML,
    )
    site.lies["/page"] = (200, b"<title>A lid</title><meta property=og:image content=/on>", HTML)
    if way == "page":
        with pytest.raises(Rejected):
            look(site, "/on")
        assert site.paths == ["/on"]
    else:
        assert look(site, "/page").picture is None
        assert site.paths == ["/page", "/on"]


def test_hosts_that_are_shut_are_not_asked(site):
    site.lies["/"] = (200, HEAD, HTML)
    with pytest.raises(Rejected, match=NOT_FETCHED):
        look(site, shut={"127.0.0.1"})
    assert site.asked == []


@pytest.mark.parametrize(
    ("status", "headers", "why"),
    [
        (404, HTML, NOT_THERE),
        (410, HTML, NOT_THERE),
        (403, HTML, CLOSED),
        (200, {"Content-Type": "application/pdf"}, NOT_A_PAGE),
        (200, {"Content-Type": "image/svg+xml"}, NOT_A_PAGE),
        (200, {"Content-Type": "image/png"}, NOT_A_PAGE),
        (200, HTML | {"Content-Encoding": "gzip"}, NOT_A_PAGE),
    ],
)
def test_what_is_no_page_is_said(site, status, headers, why):
    site.lies["/"] = (status, b"<title>A lid</title>", headers)
    with pytest.raises(Rejected, match=why):
        look(site)


@pytest.mark.parametrize("status", [429, 500, 503, 408])
def test_what_may_be_there_later_is_asked_for_again(site, status):
    site.lies["/"] = (status, b"", {"Retry-After": "900"})
    with pytest.raises(NotSent) as problem:
        look(site)
    assert problem.value.retry_after.total_seconds() == 900


@pytest.mark.parametrize(
    "behave",
    [
        never_ends(b"", b"H", pause=0.05),
        never_ends(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", pause=0.01),
        never_ends(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b" ", pause=0.05),
    ],
    ids=["drops", "heads", "body"],
)
def test_a_slow_site_holds_nobody(hostile, behave):
    hostile.behave = behave
    started = time.monotonic()
    with pytest.raises(NotSent):
        look(hostile, seconds=0.5)
    assert time.monotonic() - started < 4


def test_one_deadline_is_for_all_steps_together():
    def slowly(*_asked):
        time.sleep(0.3)
        return 302, b"", {"Location": "/"}

    door = Door(slowly)
    started = time.monotonic()
    with pytest.raises(NotSent):
        look_behind(Wire(LOCAL, 0.5), f"http://127.0.0.1:{door.port}/")
    assert time.monotonic() - started < MOST_STEPS * 0.3
    door.close()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://10.0.0.1/", "http://127.0.0.1:8080/", "ftp://a.example/"]
)
def test_a_plain_wire_goes_to_the_world_alone_and_by_its_usual_ports(url):
    with pytest.raises(RefusedError):
        Wire(seconds=1, plain=True).fetch("GET", url, headers={})
