"""Errors as answers: problem+json for programs, a page in the reader's language for people.

The body of a 404 is the same byte for byte whatever was asked for, so that nobody can learn which ids
exist: nothing of the request is echoed, and error pages carry no script and so no nonce. Something
unexpected is logged with a number that the reader can tell, and shown without any detail.
"""

import json
import logging
from collections.abc import Sequence
from http import HTTPStatus
from secrets import token_hex

import structlog
from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as AnyResponse

from bpo.core.errors import Conflict, Fault, Forbidden, Invalid, NotFound, Problem
from bpo.core.i18n import N_, gettext
from bpo.web.forms import flatten, translate
from bpo.web.guard import NotSignedIn
from bpo.web.origin import safe_next

log = structlog.get_logger()

STATUS: dict[type[Problem], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}
TITLES = {
    400: N_("This request cannot be read"),
    401: N_("You are not signed in"),
    403: N_("You may not open this"),
    404: N_("There is nothing here"),
    405: N_("This cannot be done here"),
    409: N_("This is no longer possible"),
    413: N_("This is too large"),
    415: N_("This kind of content is not accepted"),
    422: N_("Something in it is wrong"),
    429: N_("Too many tries"),
    500: N_("Something went wrong on our side"),
    503: N_("Out of service for a moment"),
}
DETAILS = {
    400: N_("Go back and send it again. If it happens again, tell your supervisor what you did."),
    401: N_("Please sign in to go on."),
    403: N_("Your role does not include this. Ask your supervisor if you need it."),
    404: N_(
        "It was removed, it never was, or it belongs to somebody else. Check the address or go to the start page."
    ),
    405: N_("Go back to the page and use its buttons."),
    413: N_("Send it in smaller parts."),
    415: N_("Choose another file or format."),
    429: N_("Wait a minute, then try again."),
    500: N_("It is not your fault, and it has been recorded. Try again in a minute."),
    503: N_("Try again in a minute."),
}


class Pages:
    """Where an unsigned reader is sent; None where there is no such page."""

    def __init__(self, *, login_endpoint: str | None) -> None:
        self.login_endpoint = login_endpoint

    def login_url(self) -> str | None:
        """The log-in page, knowing where to go on afterwards."""
        if self.login_endpoint is None:
            return None
        wanted = request.full_path.rstrip("?") if request.method == "GET" and not is_htmx() else None
        return url_for(self.login_endpoint, next=safe_next(wanted) if wanted and wanted != "/" else None)


def init_errors(app: Flask, *, login_endpoint: str | None = None) -> None:
    """Answer every error. Comes after flask-smorest's Api, whose own handler it replaces."""
    pages = Pages(login_endpoint=login_endpoint)

    def unsigned(error: NotSignedIn) -> AnyResponse:
        target = None if is_program() else pages.login_url()
        if target is None:
            return answer(401, error.text(gettext))
        if is_htmx():
            return Response(status=200, headers={"HX-Redirect": target})
        return redirect(target, code=302)

    app.register_error_handler(Problem, _problem)
    app.register_error_handler(NotSignedIn, unsigned)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InternalServerError, _unexpected)
    # Flask logs the same failure by itself; once is enough, and ours has the number shown to the reader.
    app.logger.addFilter(_is_not_flasks_own)


def is_program() -> bool:
    """Whether the answer goes to a program rather than to a person."""
    return request.path.startswith(("/api/", "/hooks/"))


def is_htmx() -> bool:
    """Whether a script on a page of ours asks."""
    return request.headers.get("HX-Request") == "true"


def answer(status: int, detail: str, *, faults: Sequence[Fault] = (), incident: str = "") -> Response:
    """One error, as a program, a page or a part of a page needs it."""
    title = gettext(TITLES.get(status, TITLES[500 if status >= 500 else 400]))
    if is_program():
        return _as_json(status, title, detail, faults)
    template = "pages/_problem.html" if is_htmx() else "pages/problem.html"
    shown = render_template(
        template, status=status, title=title, detail=detail, incident=incident, faults=_translated(faults)
    )
    response = make_response(shown, status)
    if is_htmx():
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#messages", "innerHTML"
    return response


def answer_problem(error: Problem, **more: object) -> Response:
    """A rule's no as a program reads it, with what else it should know; for edges that keep what they did.

    Returned rather than raised: the unit commits what came before.
    """
    faults = error.faults if isinstance(error, Invalid) else ()
    status = status_of(error)
    response = _as_json(status, gettext(TITLES[status]), error.text(gettext), faults)
    if more:
        body = response.get_json(force=True)
        response.set_data(json.dumps({**body, **more}))
    return response


def status_of(error: Problem) -> int:
    """The status that says what kind of no it is."""
    found = next((code for kind, code in STATUS.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)
    return int(found)


def _as_json(status: int, title: str, detail: str, faults: Sequence[Fault]) -> Response:
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if faults:
        body["errors"] = [
            {"place": fault.place, "message": fault.message} | ({"line": fault.line} if fault.line else {})
            for fault in _translated(faults)
        ]
    return make_response(body, status, {"Content-Type": "application/problem+json"})


def _translated(faults: Sequence[Fault]) -> list[Fault]:
    return [Fault(fault.place, translate(fault.message), fault.line) for fault in faults]


def _problem(error: Problem) -> Response:
    faults = error.faults if isinstance(error, Invalid) else ()
    return answer(status_of(error), error.text(gettext), faults=faults)


def _http(error: HTTPException) -> AnyResponse:
    if error.response is not None:
        return error.get_response()
    status = error.code or 500
    # webargs (and flask-smorest's abort) put messages here, by location (json, query) and then by field.
    data = getattr(error, "data", None) or {}
    messages = data.get("messages") or data.get("errors") or {}
    inner = list(messages.values()) if isinstance(messages, dict) else [messages]
    faults = [Fault(place, message) for part in inner for place, message in flatten(part)]
    detail = DETAILS.get(status, DETAILS[500 if status >= 500 else 400])
    response = answer(status, gettext(N_("See what is wrong below.") if faults else detail), faults=faults)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}:
            response.headers[name] = value
    return response


def _unexpected(error: InternalServerError) -> Response:
    incident = token_hex(4)
    original = error.original_exception or error
    log.error(
        "request_failed", incident=incident, method=request.method, path=_loggable_path(), exc_info=original
    )
    return answer(500, gettext(DETAILS[500]), incident=incident)


def _loggable_path() -> str:
    """The path, but for the token of a link: whoever reads the log must not be able to use it."""
    if request.url_rule is not None and "token" in (request.view_args or {}):
        return request.url_rule.rule
    return request.path


def _is_not_flasks_own(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith("Exception on ")
