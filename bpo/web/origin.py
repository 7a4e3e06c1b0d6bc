"""Requests that change something must come from our own pages; there is no form token.

Browsers say where a request comes from (`Sec-Fetch-Site`, else `Origin`, else `Referer`), and a page of
another site can forge none of them. Who carries no cookie needs no such proof: calls with a Bearer key
and signed webhooks are exempt, and the code that reads cookies must ignore them there.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, Request, request

from bpo.core.errors import Forbidden
from bpo.core.i18n import N_

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def is_machine_call(called: Request) -> bool:
    """Whether a program calls, with its own key or signature, and no browser's cookie can be misused."""
    bearer = called.authorization is not None and called.authorization.type == "bearer"
    return bearer or called.path.startswith("/hooks/")


def init_origin(app: Flask, *, exempt: Callable[[Request], bool] = is_machine_call) -> None:
    """Refuse unsafe requests from elsewhere."""

    @app.before_request
    def refuse_foreign() -> None:
        if request.method in SAFE_METHODS or exempt(request) or is_own(request):
            return
        raise Forbidden(N_("This was sent from another site. Open the page here and try again."))


def is_own(called: Request) -> bool:
    """Whether the request was made by a page of ours (or typed by the reader)."""
    if site := called.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    source = called.headers.get("Origin") or called.headers.get("Referer")
    return source is not None and urlsplit(source).netloc == called.host


def safe_next(target: str | None, *, default: str = "/") -> str:
    """A path on this site to go on to, or the default: never another site's address."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if any(ord(letter) < 32 or letter == "\\" for letter in target):  # browsers drop tabs and turn \ into /
        return default
    return target


def came_from(called: Request, *, default: str = "/") -> str:
    """The path of the page that the reader pressed something on."""
    if called.form.get("next"):
        return safe_next(called.form["next"], default=default)
    referrer = urlsplit(called.headers.get("Referer", ""))
    if referrer.netloc != called.host:
        return default
    return safe_next(
        f"{referrer.path}?{referrer.query}" if referrer.query else referrer.path, default=default
    )
