"""Bringing a process up: servers, database, connection, bell. Every edge starts with `start()`."""

from dataclasses import dataclass

from bpo.core import queue
from bpo.core.config import Settings, load_settings
from bpo.core.db import connect
from bpo.core.embedded import Addresses, borrow
from bpo.core.logs import start_logging
from bpo.core.schema import prepare


@dataclass(frozen=True)
class Running:
    """A process that is connected: as the application's role, and to the bell."""

    settings: Settings
    addresses: Addresses
    app_url: str


def start(settings: Settings | None = None) -> Running:
    """Borrow the servers, make the database ready, connect. Safe to call from many processes at once."""
    start_logging()
    settings = settings or load_settings()
    addresses = borrow(settings)
    app_url = prepare(settings, addresses)
    connect(app_url)
    queue.hang_bell(addresses.redis)
    return Running(settings, addresses, app_url)
