"""From a cookie or a key to an actor.

The truth about who is signed in is the session's row: flask-login only lends `current_user` to templates
and stores nothing, because its own log-out leaves a captured cookie working. A request with a Bearer key
never looks at cookies. Cookies are `__Host-` ones wherever the site is served by https.
"""

from datetime import datetime

from flask import Flask, Request, current_app, g, has_request_context, request
from flask_login import LoginManager, UserMixin
from werkzeug.wrappers import Response

from bpo.core.actor import Actor, ActorKind
from bpo.core.config import Settings
from bpo.core.uow import UnitOfWork
from bpo.identity import mail
from bpo.identity.operations.credentials import token_hash
from bpo.identity.operations.profile import set_locale
from bpo.identity.operations.sign_in import Caller, Opened
from bpo.identity.queries import (
    Resolved,
    get_oneself,
    list_tagged_accounts,
    resolve_api_key,
    resolve_session,
)
from bpo.identity.rules import (
    SECOND_STEP_LASTS,
    SESSION_LASTS,
    AuthLevel,
    Side,
    grants_of,
    narrowing_of,
    within_scopes,
)
from bpo.web.guard import NotSignedIn

LONGEST_CREDENTIAL = 200


class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """Who is signed in, for templates: `current_user.name`."""

    def __init__(self, resolved: Resolved) -> None:
        self.id = str(resolved.user_id)
        self.name = resolved.name
        self.email = resolved.email
        self.resolved = resolved


def init_login(app: Flask) -> None:
    """Put flask-login on the application and name the cookies; `app.config["BPO"]` holds the settings."""
    app.config.update(
        SESSION_COOKIE_NAME=_cookie_name("notices", app.config["BPO"]),  # Flask's own: only flashed notices
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_https(app.config["BPO"]),
    )
    mail.use(app.config["BPO"])
    manager = LoginManager(app)
    manager.session_protection = None  # nothing of ours is in Flask's session
    manager.request_loader(lambda _request: signed_in())


def load_actor(called: Request, *, now: datetime | None = None) -> Actor:
    """Who makes this request; anonymous where neither cookie nor key is good. Remembered for the request."""
    if "identity" not in g:
        g.identity = _resolve(called, now)
    resolved, actor = g.identity
    if resolved is not None:
        g.actor_locale, g.actor_time_zone = resolved.locale, resolved.time_zone
    return actor  # type: ignore[no-any-return]  # flask.g is untyped


def signed_in() -> SignedIn | None:
    """Who is signed in to this request, for pages."""
    if not has_request_context() or load_actor(request).user_id is None:
        return None
    return SignedIn(g.identity[0])


def keep_locale(locale: str) -> None:
    """Keep the language that a signed-in reader chose at the foot of a page."""
    actor = load_actor(request)
    if actor.user_id is not None and request.authorization is None:
        with UnitOfWork(actor) as uow:
            set_locale(uow, get_oneself(uow), locale=locale)


def session_token(called: Request) -> str:
    """What the session cookie holds, '' without one."""
    return called.cookies.get(_cookie_name("session", settings()), "")[:LONGEST_CREDENTIAL]


def set_session_cookie(response: Response, opened: Opened) -> None:
    """Hand the new session's token to the browser."""
    lasts = SESSION_LASTS if opened.auth_level is AuthLevel.FULL else SECOND_STEP_LASTS
    response.set_cookie(
        _cookie_name("session", settings()),
        opened.token,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=is_https(settings()),
        httponly=True,
        samesite="Lax",
    )


def drop_session_cookie(response: Response) -> None:
    """Take the cookie away; the row has been ended before."""
    response.delete_cookie(
        _cookie_name("session", settings()),
        path="/",
        secure=is_https(settings()),
        httponly=True,
        samesite="Lax",
    )


def caller() -> Caller:
    """Where this request comes from. Proxy headers count only where the server was told to trust them."""
    return Caller(address=request.remote_addr or "", user_agent=request.user_agent.string)


def system_unit() -> UnitOfWork:
    """A unit of the product itself, for what happens before anybody is known."""
    return UnitOfWork(Actor.system())


def settings() -> Settings:
    """The application's settings."""
    found: Settings = current_app.config["BPO"]
    return found


def is_https(known: Settings) -> bool:
    """Whether readers reach this site by https."""
    return known.public_url.startswith("https://")


def actor_of(uow: UnitOfWork, resolved: Resolved) -> Actor:
    """The actor a credential stands for: its user's brands and permissions, a key's within its scopes."""
    grants = grants_of(resolved.held, brands=resolved.brands)
    if resolved.scopes is not None:
        grants = within_scopes(grants, resolved.scopes)
    return Actor(
        kind=ActorKind.STAFF if resolved.side == Side.STAFF else ActorKind.CLIENT,
        user_id=resolved.user_id,
        name=resolved.name,
        tenant_ids=frozenset(place for place in grants if place is not None),
        grants=grants,
        narrowed={
            brand: list_tagged_accounts(uow, brand, sorted(tags))
            for brand, tags in narrowing_of(resolved.held).items()
        },
    )


def _resolve(called: Request, now: datetime | None) -> tuple[Resolved | None, Actor]:
    given = called.authorization
    token = session_token(called) if given is None else ""
    key = (given.token or "") if given is not None and given.type == "bearer" else ""
    if not token and not key:
        return None, Actor.anonymous()
    with UnitOfWork(Actor.anonymous(), now=now) as uow:
        resolved = (
            resolve_api_key(uow, token_hash(key[:LONGEST_CREDENTIAL]))
            if key
            else resolve_session(uow, token_hash(token))
        )
        if resolved is None or resolved.auth_level is not AuthLevel.FULL:
            return None, Actor.anonymous()
        return resolved, actor_of(uow, resolved)


def _cookie_name(name: str, known: Settings) -> str:
    return f"__Host-{name}" if is_https(known) else name


def of_request() -> Resolved:
    """What is known of whoever makes this request, behind an endpoint that requires somebody."""
    load_actor(request)
    found: Resolved | None = g.identity[0]
    if found is None:
        raise NotSignedIn
    return found
