"""Feeds: from bytes to posts, and how their servers are asked, against a real server."""

import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from monitoring.worlds import make_watched, unit
from sqlalchemy import select

from bpo.channels.adapters import Wire
from bpo.core.errors import Invalid
from bpo.monitoring.models import Mention, MentionSource
from bpo.monitoring.operations import polling
from bpo.monitoring.operations.polling import poll_source
from bpo.monitoring.operations.watches import ask_now, save_source
from bpo.monitoring.rules.feeds import MOST_MARKUP, clean_text, is_google_alerts, parse_feed, unwrap
from bpo.monitoring.rules.posts import safe_url

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ALERTS = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Google Alert - Larkwing</title>
<entry><id>tag:google.com,2013:googlealerts/feed:1</id>
<title type="html">&lt;b&gt;Larkwing&lt;/b&gt; opens a shop</title>
<link href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://news.example/a%3Fx%3D1&amp;ct=ga"/>
<published>2026-03-02T10:00:00Z</published>
<content type="html">The &lt;b&gt;Larkwing&lt;/b&gt; shop&amp;nbsp;opens &amp;amp; closes</content>
<author><name>Anna</name></author></entry></feed>"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><language>en-us</language>
<item><guid>1</guid><title>Опять курьер</title><link>javascript:alert(1)</link>
<description><![CDATA[<p>Один</p><script>alert(1)</script><p onclick="x">Два &amp; три</p>]]></description>
<pubDate>Tue, 03 Mar 2099 10:00:00 GMT</pubDate></item>
<item><guid>1</guid><title>twice</title></item><item><link>https://news.example/2</link></item>
</channel></rss>"""


def feed(text):
    return parse_feed(text.encode(), content_type="application/xml", now=NOW)


def test_google_alerts_are_unwrapped_and_cleaned():
    found = feed(ALERTS)
    (post,) = found.posts
    assert (post.title, post.text) == ("Larkwing opens a shop", "The Larkwing shop opens & closes")
    assert post.url == "https://news.example/a?x=1"
    assert post.posted_at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert post.author_name == "Anna"
    assert found.title == "Google Alert - Larkwing"


def test_rss_keeps_text_alone_and_no_date_of_the_future():
    found = feed(RSS)
    (post,) = found.posts
    assert post.text == "Один\nДва & три"
    assert (post.url, post.posted_at, post.language) == (None, NOW, None)
    assert found.left_out == 2


@pytest.mark.parametrize("text", ["", "<html><body>No feed</body></html>", '{"a": 1}', "\0\1"])
def test_what_is_no_feed_is_refused(text):
    with pytest.raises(Invalid):
        feed(text)


def test_an_entity_of_entities_does_not_grow():
    layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "x">{layers}]><rss version="2.0"><channel><item><guid>1</guid><title>a&e11;</title></item></channel></rss>'
    found = feed(bomb)
    assert all(len(post.title) <= 500 for post in found.posts)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b", "a\nb"),
        ("<style>x{}</style>a", "a"),
        ("a &lt;b&gt;", "a <b>"),
        ("a\0\x07b\u00a0c", "ab c"),
        ("<a href='https://x.example'>link</a>", "link"),
    ],
)
def test_html_becomes_text(html, text):
    assert clean_text(html) == text


def test_of_endless_markup_the_beginning_is_read():
    assert clean_text("first" + "<div>" * MOST_MARKUP + "last") == "first"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("https://u:p@a.example", False),
        ("https://a.example/ x", False),
        ("//a.example", False),
        ("data:text/html,x", False),
    ],
)
def test_links_that_may_stand_on_a_page(url, safe):
    assert (safe_url(url) == url) is safe


def test_only_googles_own_redirect_is_unwrapped():
    assert (
        unwrap("https://evil.example/url?url=https://a.example")
        == "https://evil.example/url?url=https://a.example"
    )
    assert unwrap("https://www.google.pl/url?q=javascript:x") == "https://www.google.pl/url?q=javascript:x"
    assert is_google_alerts("https://www.google.com/alerts/feeds/1/2")
    assert not is_google_alerts("https://google.com.evil.example/alerts/feeds/1/2")


class Site(ThreadingHTTPServer):
    """A feed's server: what it says next stands in `answers`; what it was asked, in `asked`."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.asked = [], []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/feed"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.answers.pop(0)
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Requests are not what a failing test should show."""


@pytest.fixture
def site():
    server = Site()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def polled(db, site):
    tenant, _source, _watch = make_watched("larkwing OR курьер")
    with unit(tenant) as uow:
        own = frozenset({"127.0.0.1"})
        source = save_source(uow, tenant.id, None, name="News", url=site.url, private_hosts=own)
    return tenant, source


def ask(polled, *, at=None, hosts=("127.0.0.1",)):
    tenant, source = polled
    with unit(tenant) as uow:
        row = uow.session.get_one(MentionSource, (tenant.id, source.id))
        ask_now(uow, row)
    taken = poll_source(
        lambda: unit(tenant, at), tenant.id, source.id, wire=Wire(frozenset(hosts), seconds=5)
    )
    with unit(tenant) as uow:
        return taken, uow.session.get_one(MentionSource, (tenant.id, source.id))


def ok(text, **headers):
    return 200, {"Content-Type": "application/xml", **headers}, text.encode()


def test_an_unchanged_feed_is_asked_by_what_its_server_said(polled, site):
    site.answers = [
        ok(ALERTS, ETag='"v1"', **{"Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT"}),
        (304, {}, b""),
    ]
    assert ask(polled)[0].stored == 1
    taken, source = ask(polled)
    assert taken.stored == 0
    headers = site.asked[1][1]
    assert headers["If-None-Match"] == '"v1"'
    assert headers["If-Modified-Since"] == "Mon, 02 Mar 2026 10:00:00 GMT"
    assert (source.failures, source.etag) == (0, '"v1"')
    site.answers = [ok(ALERTS)]
    assert ask(polled)[0].duplicates == 1


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((404, {}, b""), polling.GONE),
        ((403, {}, b""), polling.CLOSED),
        ((500, {}, b""), polling.ILL),
        ((418, {}, b""), polling.STRANGE),
        ((429, {"Retry-After": "7200"}, b""), polling.TOO_OFTEN),
        ((200, {}, b"no feed"), "There is no RSS or Atom feed at this address."),
        ((302, {"Location": "http://10.0.0.1/feed"}, b""), polling.REFUSED),
        ((302, {"Location": "file:///etc/passwd"}, b""), polling.REFUSED),
    ],
)
def test_an_ill_feed_says_why_and_is_asked_less_and_less(polled, site, answer, why):
    site.answers = [answer, answer]
    _taken, source = ask(polled)
    assert source.failure == why
    first = source.next_poll_at - source.failing_since
    assert first > timedelta(minutes=9)
    if answer[0] == 429:
        assert first >= timedelta(hours=2) - timedelta(minutes=1)
    _taken, again = ask(polled)
    assert again.failures == 2
    assert again.failing_since == source.failing_since
    site.answers = [ok(ALERTS)]
    assert ask(polled)[1].failure is None


def test_redirects_are_followed_a_few_times(polled, site):
    site.answers = [(301, {"Location": "/moved"}, b""), ok(ALERTS)]
    assert ask(polled)[0].stored == 1
    assert [path for path, _headers in site.asked] == ["/feed", "/moved"]
    site.answers = [(301, {"Location": "/again"}, b"")] * 10
    assert ask(polled)[1].failure == polling.ROUND_AND_ROUND


def test_our_own_net_is_not_asked_unless_the_installation_says_so(polled, site):
    site.answers = [ok(ALERTS)]
    taken, source = ask(polled, hosts=())
    assert (taken.stored, source.failure) == (0, polling.REFUSED)
    assert site.asked == []


def test_a_feed_in_hand_is_not_asked_by_another(polled, site):
    tenant, source = polled
    site.answers = [ok(RSS)]
    assert ask(polled)[0].stored == 1
    wire = Wire(frozenset({"127.0.0.1"}))
    assert poll_source(lambda: unit(tenant), tenant.id, source.id, wire=wire).stored == 0
    assert len(site.asked) == 1
    with unit(tenant) as uow:
        mention = uow.session.scalars(select(Mention).where(Mention.tenant_id == tenant.id)).one()
    assert mention.language == "ru"  # though the feed says English
