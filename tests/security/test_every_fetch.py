"""Every place that fetches, against addresses and answers that would lead it inside or hold it for ever."""

import gzip
import socket

import pytest
from security.addresses import ADDRESSES, connections
from security.places import networks, steps
from servers.hostile import never_ends, says

from bpo.channels.adapters.pictures import MOST_STEPS
from bpo.channels.adapters.wire import LARGEST_ANSWER, Wire, WireError

SECONDS = 0.25
OURS = frozenset({"127.0.0.1"})
PROBLEMS = {"NotSent", "Rejected", "AuthExpired", "Ambiguous", "done"}


@pytest.mark.parametrize("place", steps(), ids=str)
def test_no_address_leads_inside(place):
    with connections() as came:
        outcomes = {url: place.fetch(Wire(seconds=SECONDS), url) for url in ADDRESSES}
    assert came == []
    # Nothing has left, so nothing may be in doubt.
    assert {url for url, outcome in outcomes.items() if outcome not in PROBLEMS - {"Ambiguous"}} == set()


REDIRECTS = [
    "{trap}/x",
    "file:///etc/passwd",
    "gopher://127.0.0.2:{port}/x",
    "//127.0.0.2:{port}/",
    "https://[",
    "/x",
]
OK = b"HTTP/1.1 200 OK"
BOMB = gzip.compress(b"{}" + b" " * 30_000_000)
SHAPES = (
    *(
        "null",
        "1",
        '"word"',
        "[]",
        "[1]",
        "[null]",
        "[{}]",
        "[[]]",
        "{}",
        '{"id": []}',
        '{"id": null, "name": 1}',
    ),
    *(
        '{"data": {}}',
        '{"data": [null]}',
        '{"items": [null]}',
        '{"items": {}}',
        '{"response": null}',
        '{"response": {"items": [1]}}',
    ),
    *(
        '{"result": {}, "ok": true}',
        '{"notifications": [{}], "feed": 1}',
        '{"reviews": [{}]}',
        '{"thread": {"post": 1}}',
    ),
    *('{"error": 1}', '{"error": {"code": "x"}}', '{"error": []}', "[" * 2000),
)
ANSWERS = {
    "nothing": lambda _sock: None,
    "of no length": says(OK + b"\nContent-Length: 0"),
    "no JSON": says(OK, b"<html>"),
    **{f"JSON of another shape, {shape}": says(OK, shape.encode()) for shape in SHAPES},
    "a length in other digits": says(OK + b"\nContent-Length: \xb2", b"{}"),
    "a length of 5000 digits": says(OK + b"\nContent-Length: " + b"9" * 5000, b"{}"),
    "a length below zero": says(OK + b"\nContent-Length: -1", b"<html>"),
    "a bad chunk": says(OK + b"\nTransfer-Encoding: chunked", b"-5\r\nabc"),
    "a bomb": says(OK + b"\nContent-Encoding: gzip", BOMB),
    "wait for ages": says(b"HTTP/1.1 429 No\nRetry-After: " + b"9" * 5000),
    "wait for other digits": says(b"HTTP/1.1 429 No\nRetry-After: \xb2"),
    "a status of its own": says(b"HTTP/1.1 999 What"),
    "no protocol": says(b"SSH-2.0-OpenSSH"),
    "drop by drop": never_ends(b"", b"H", pause=0.05),
    "head without end": never_ends(OK + b"\r\n", b"X: y\r\n"),
    "body without end": never_ends(OK + b"\r\n\r\n", b" " * 65536),
}


def each_answer():
    """Each network's answers of each kind; of the shapes, `make test` asks each network for every third, from another on."""
    for number, network in enumerate(name for name in ["link", *networks()] if name != "email"):
        for place, answer in enumerate(ANSWERS):
            is_left = "of another shape" in answer and (place + number) % 3
            yield pytest.param(network, answer, marks=pytest.mark.whole if is_left else ())


@pytest.mark.parametrize(("network", "answer"), list(each_answer()))
def test_no_answer_holds_or_breaks_us(network, answer, server):
    server.behave = ANSWERS[answer]
    for place in steps():
        if place.name.startswith(f"{network}."):
            assert place.fetch(Wire(OURS, SECONDS), server.url) in PROBLEMS


@pytest.mark.parametrize("target", REDIRECTS)
@pytest.mark.parametrize("place", [one for one in steps() if not one.name.startswith("email.")], ids=str)
def test_a_redirect_is_followed_nowhere(place, target, server, trap):
    where = target.format(trap=trap.url, port=trap.port).encode()
    for status in (b"302", b"307"):
        server.behave = says(b"HTTP/1.1 " + status + b" Elsewhere\nContent-Length: 0\nLocation: " + where)
        server.came = 0
        with connections() as came:
            assert place.fetch(Wire(OURS, SECONDS), server.url) in PROBLEMS
        assert {address[0] for address in came} <= OURS
        # Asking and signing in, never the same again where it was sent to. A picture, and what lies behind a link, is
        # asked for without credentials, so it may lie elsewhere in the world.
        assert server.came <= (MOST_STEPS if place.name in {"mastodon.picture", "link.look"} else 2)
    assert trap.came == 0


MAIL_ANSWERS = {
    "nothing": lambda _sock: None,
    "drop by drop": never_ends(b"", b"*", pause=0.05),
    "lines without end": never_ends(b"* OK\r\n", b"* 1 EXISTS\r\n"),
    "an answer without end": never_ends(b"220 hello\r\n", b"250-more\r\n"),
    "a line without end": never_ends(b"* ", b"x" * 65536),
    "a length of ages": never_ends(b"* OK\r\n* 1 FETCH {99999999999999}\r\n", b" " * 65536),
}


@pytest.mark.parametrize("answer", MAIL_ANSWERS)
def test_no_mail_server_holds_or_breaks_us(answer, server):
    server.behave = MAIL_ANSWERS[answer]
    for place in steps():
        if place.name.startswith("email."):
            assert place.fetch(Wire(OURS, SECONDS), server.url) in PROBLEMS


def test_a_name_is_asked_once_and_the_checked_address_is_spoken_to(monkeypatch, server):
    asked = []

    def rebinding(host, port, *_args, **_named):
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    server.behave = says(OK, b"{}")
    with connections() as came:
        Wire(frozenset({"rebinds.test"}), 2).fetch("GET", f"http://rebinds.test:{server.port}/", headers={})
    assert (asked, came) == (["rebinds.test"], [("127.0.0.1", server.port)])


@pytest.mark.parametrize("place", steps(), ids=str)
def test_the_environment_names_no_proxy(place, monkeypatch, server, trap, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login thief password thief\n")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, trap.url)
    monkeypatch.setenv("NETRC", str(netrc))
    server.behave = says(OK, b"<html>")
    place.fetch(Wire(OURS, SECONDS), server.url)
    assert trap.came == 0


def test_a_large_answer_is_read_to_the_limit_only(server):
    passed = 0

    def behave(sock):
        nonlocal passed
        sock.sendall(OK + b"\r\n\r\n")
        while True:
            passed += sock.send(b" " * 65536)

    server.behave = behave
    with pytest.raises(WireError, match="too large"):
        Wire(OURS, 20).fetch("GET", server.url, headers={})
    assert passed < 3 * LARGEST_ANSWER  # the rest is what buffers hold
