import socket

import pytest
from conversations.edge_app import make_app
from security.addresses import NAMES
from servers.hostile import HostileServer


@pytest.fixture(autouse=True)
def resolver(monkeypatch):
    """Names are somebody else's; what is an address already means itself. Nobody is really asked."""
    real = socket.getaddrinfo

    def answer(host, port, *args, **named):
        name = host.encode("idna").decode() if isinstance(host, str) else host
        if name in NAMES:
            return [one for ip in NAMES[name] for one in real(ip, port, *args, **named)]
        return real(host, port, *args, **(named | {"flags": socket.AI_NUMERICHOST}))

    monkeypatch.setattr(socket, "getaddrinfo", answer)


@pytest.fixture(scope="session")
def _server():
    server = HostileServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def trap():
    """Somewhere inside where nobody of ours may ever come."""
    server = HostileServer("127.0.0.2")
    yield server
    server.stop()


@pytest.fixture
def server(_server):
    _server.came = 0
    return _server


@pytest.fixture(scope="session")
def edges(settings, db):
    return make_app(settings)
