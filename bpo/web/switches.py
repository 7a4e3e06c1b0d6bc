"""The language and theme switches that stand on every page, the log-in page too.

The choice is a cookie, so that it holds before anybody is signed in; for a signed-in reader the
application keeps the language with the user as well.
"""

from collections.abc import Callable

from flask import redirect, request
from werkzeug.wrappers import Response

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import LOCALES, N_
from bpo.web.guard import public
from bpo.web.origin import came_from
from bpo.web.render import LOCALE_COOKIE, THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


def locale_switch(keep: Callable[[str], None] | None) -> Callable[[], Response]:
    """The view behind the language switch; `keep` stores the choice of a signed-in reader."""

    @public
    def set_locale() -> Response:
        chosen = _chosen("locale", LOCALES)
        if keep is not None:
            keep(chosen)
        return _back_with(LOCALE_COOKIE, chosen)

    return set_locale


@public
def set_theme() -> Response:
    """Light, dark, or as the reader's machine is set."""
    return _back_with(THEME_COOKIE, _chosen("theme", THEMES))


def _chosen(name: str, among: tuple[str, ...]) -> str:
    chosen = request.form.get(name, "")
    if chosen not in among:
        fault = Fault(name, N_("Not a valid choice."))
        raise Invalid(N_("Choose one of the buttons on the page."), faults=(fault,))
    return chosen


def _back_with(cookie: str, value: str) -> Response:
    response = redirect(came_from(request), code=303)
    response.set_cookie(cookie, value, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    return response
