"""Puts the interface kit on an application: `init_web(app, …)` once, after flask-smorest's Api.

The composition root hands in what only domains know: the navigation, the pages of a brand, what waits for
the reader in domains that the page does not know, the help of a page, who the reader is, where the log-in page is, and how to keep a signed-in reader's language. Create the Flask app with `static_folder=None`:
built files are served here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Request

from bpo.web import assets, origin, switches
from bpo.web.errors import init_errors
from bpo.web.headers import init_headers
from bpo.web.origin import init_origin
from bpo.web.render import init_rendering


@dataclass(frozen=True)
class NavItem:
    """One line of the navigation, or one tab of a brand."""

    label: str
    url: str
    icon: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True)
class NavGroup:
    """Lines or tabs that belong together; with an empty label they are shown without a title."""

    label: str
    items: tuple[NavItem, ...]

    @property
    def active(self) -> bool:
        """Whether the page is in it."""
        return any(item.active for item in self.items)


@dataclass(frozen=True)
class Reader:
    """Who is signed in, as the corner of each page shows it."""

    name: str
    detail: str
    log_out_url: str
    profile_url: str | None = None
    notifications_url: str | None = None
    bell_url: str | None = None
    keys: bool = True  # whether pages may listen to single keys


def init_web(
    app: Flask,
    *,
    navigation: Callable[[], Sequence[NavGroup]] = tuple,
    reader: Callable[[], Reader | None] = lambda: None,
    brand_parts: Callable[[Any], Sequence[NavGroup]] = lambda _tenant: (),
    also_waiting: Callable[[], Sequence[NavItem]] = tuple,
    page_help: Callable[[], Any] = lambda: None,
    keep_locale: Callable[[str], None] | None = None,
    login_endpoint: str | None = None,
    exempt_from_origin: Callable[[Request], bool] = origin.is_machine_call,
) -> None:
    """Headers, origin check, rendering, errors, and the few endpoints of the kit itself."""
    init_headers(app)
    init_rendering(app)  # before the origin check, so that its refusal is in the reader's language
    init_origin(app, exempt=exempt_from_origin)
    init_errors(app, login_endpoint=login_endpoint)
    app.jinja_env.globals["page_help"] = page_help  # components ask for it, and they know no context

    blueprint = Blueprint("web", __name__, template_folder="templates")
    blueprint.add_url_rule("/assets/<name>", view_func=assets.asset)
    blueprint.add_url_rule("/locale", view_func=switches.locale_switch(keep_locale), methods=["POST"])
    blueprint.add_url_rule("/theme", view_func=switches.set_theme, methods=["POST"])
    app.register_blueprint(blueprint)

    @app.context_processor
    def of_application() -> dict[str, object]:
        return {
            "navigation": navigation,
            "reader": reader,
            "brand_parts": brand_parts,
            "also_waiting": also_waiting,
        }
