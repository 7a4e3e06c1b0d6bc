"""The application: where all packages meet.

Settings, blueprints, error pages. Each request is one unit of work, opened for the actor narrowed to the
brands where they hold the permission that the endpoint declares: returning a response commits, raising
rolls back. Public endpoints and built files open no unit.
"""

from dataclasses import replace

from flask import Flask, Response, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_smorest import Api
from sqlalchemy import text

from bpo.core import queue
from bpo.core.config import Settings
from bpo.core.db import Sessions, connect
from bpo.core.errors import Problem
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity import api as identity_api
from bpo.identity import views as identity_views
from bpo.identity.login import init_login, load_actor
from bpo.identity.permissions import Permission
from bpo.web.guard import PUBLIC, permission_of
from bpo.web.kit import NavItem, Reader, init_web
from bpo.web.render import speak_to_reader

EDGES = (identity_views.blp, identity_api.blp)
LARGEST_FORM = 26 * 1024 * 1024


class App(Flask):
    """A Flask app in which returning a response commits and raising rolls back."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Open the unit of work that the endpoint's permission asks for, then go on as Flask does."""
        rule = request.url_rule
        view = self.view_functions.get(rule.endpoint) if rule else None
        permission = permission_of(view) if view else None
        if permission is None or permission == PUBLIC:
            return super().dispatch_request()
        g.actor = load_actor(request)
        speak_to_reader()
        with UnitOfWork(g.actor.acting(permission)) as g.uow:
            return super().dispatch_request()


def create_app(settings: Settings, *, database_url: str, redis_url: str) -> App:
    """Build the application and connect this process to its servers."""
    app = App("bpo", static_folder=None, template_folder=None)
    app.config.update(
        BPO=settings,
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        API_TITLE="bpo",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    connect(database_url)
    queue.hang_bell(redis_url)
    api = Api(app)
    init_login(app)
    init_web(app, navigation=navigation, reader=reader, login_endpoint="identity.login")
    for edge in EDGES:
        if edge.name.endswith("_api"):
            api.register_blueprint(edge)
        else:
            app.register_blueprint(edge)
    _declare_open(app)
    return app
