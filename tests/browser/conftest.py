"""The whole application in headless Chromium: one server, one browser, and pages that say what went wrong."""

import threading
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial

import pytest
from builders import forget_tries
from chromium import ABSENT, CHROMIUM, chromium
from playwright.sync_api import expect
from werkzeug.serving import WSGIRequestHandler, make_server

from bpo.core.clock import utcnow
from bpo.core.i18n import catalogue
from bpo.web.render import LOCALE_NAMES

PATIENCE = (
    120_000  # milliseconds: a busy machine is slow, and a page that does not come is found all the same
)
expect.set_options(timeout=PATIENCE / 2)
REGIONS = {"en": "en-GB", "ru": "ru-RU", "uk": "uk-UA", "pl": "pl-PL"}


class Quiet(WSGIRequestHandler):
    def log(self, *_args, **_over):
        """Requests are not what a failing test should show."""


@contextmanager
def served(app):
    """The address at which an application is served to the browser."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(autouse=True)
def nobody_is_blocked(owner):
    """Everybody comes from one address here: what one test tried in vain blocks no other."""
    forget_tries(owner)


@pytest.fixture(scope="module")
def site(app):
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip(ABSENT)
    with chromium() as browser:
        yield browser


@pytest.fixture
def open_browser(browser, site):
    """Somebody's own window: `open_browser(locale)` is a page with its cookies, and what it complained of."""
    with ExitStack() as windows:
        yield partial(open_window, browser, site, windows)


def open_window(browser, site, windows, locale="en", *, token=None, width=1280, theme="light"):
    """A window, closed with all `windows`; what its pages complain of is in `complaints`."""
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": 900},
        locale=REGIONS[locale],
        reduced_motion="reduce",  # nothing is measured half-way
    )
    windows.callback(context.close)
    context.set_default_timeout(PATIENCE)
    cookies = {"theme": theme, **({"session": token} if token else {})}
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
    page = context.new_page()
    page.complaints = []
    page.on(
        "console",
        lambda message: message.type in {"error", "warning"} and page.complaints.append(message.text),
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def asks_by_itself(page, path, address, *, every):
    """Whether an open page asks for news at an address each time that so many milliseconds of its own clock are over."""
    page.clock.install()
    page.goto(path)
    page.clock.pause_at(utcnow() + timedelta(hours=1))
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda one: asked.append(one.url) if address in one.url else None)
    for _ in range(3):
        with page.expect_response(lambda one: address in one.url):
            page.clock.run_for(every)
    return len(asked) == 3


def english_lines(page, locale):
    """Lines on the page that are an English message of ours which this language says otherwise.

    Languages are called by their own names everywhere.
    """
    if locale == "en":
        return []
    messages = catalogue(locale)._catalog
    ours = set(messages) - {*messages.values(), *LOCALE_NAMES.values(), ""}
    parts = page.locator("main, .side-nav, .brand-parts").all_inner_texts()
    shown = "\n".join([page.title().partition(" · ")[0], *parts])
    return sorted({line.strip() for line in shown.splitlines()} & ours)
