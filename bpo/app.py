"""The application: where all packages meet.

Settings, blueprints, error pages. Each request is one unit of work, opened for the actor narrowed to the
brands where they hold the permission that the endpoint declares: returning a response commits, raising
rolls back. Public endpoints and built files open no unit.
"""

from functools import partial
from http import HTTPStatus

from flask import Flask, Response, g, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_smorest import Api
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from bpo.billing import api as billing_api
from bpo.billing import views as billing_views
from bpo.channels import api as channels_api
from bpo.channels import jobs as channels_jobs
from bpo.channels import views as channels_views
from bpo.conversations import api as conversations_api
from bpo.conversations import jobs as conversations_jobs
from bpo.conversations import views as conversations_views
from bpo.core import queue
from bpo.core.db import Sessions
from bpo.core.logs import mask_logs_with
from bpo.core.runtime import Running
from bpo.core.schema import wanted_heads
from bpo.core.uow import UnitOfWork
from bpo.exports import api as exports_api
from bpo.exports import jobs as exports_jobs
from bpo.exports import views as exports_views
from bpo.guides import api as guides_api
from bpo.guides import jobs as guides_jobs
from bpo.guides import views as guides_views
from bpo.help.found import page_help
from bpo.identity import api as identity_api
from bpo.identity import jobs as identity_jobs
from bpo.identity import views as identity_views
from bpo.identity.login import init_login, keep_locale, load_actor, signed_in
from bpo.identity.permissions import Permission
from bpo.knowledge import api as knowledge_api
from bpo.knowledge import jobs as knowledge_jobs
from bpo.knowledge import views as knowledge_views
from bpo.language.personal_masks import mask
from bpo.ledger import jobs as ledger_jobs
from bpo.monitoring import api as monitoring_api
from bpo.monitoring import jobs as monitoring_jobs
from bpo.monitoring import views as monitoring_views
from bpo.navigation import also_waiting, around, brand_parts, navigation
from bpo.onboarding import api as onboarding_api
from bpo.onboarding import views as onboarding_views
from bpo.qa import api as qa_api
from bpo.qa import jobs as qa_jobs
from bpo.qa import views as qa_views
from bpo.reports import api as reports_api
from bpo.reports import jobs as reports_jobs
from bpo.reports import views as reports_views
from bpo.staffing import api as staffing_api
from bpo.staffing import jobs as staffing_jobs
from bpo.staffing import views as staffing_views
from bpo.surveys import api as surveys_api
from bpo.surveys import jobs as surveys_jobs
from bpo.surveys import views as surveys_views
from bpo.web.guard import PUBLIC, permission_of, public, requires
from bpo.web.kit import Reader, init_web
from bpo.web.render import speak_to_reader

PAGES = (
    identity_views,
    staffing_views,
    onboarding_views,
    channels_views,
    knowledge_views,
    conversations_views,
    qa_views,
    surveys_views,
    monitoring_views,
    guides_views,
    reports_views,
    billing_views,
    exports_views,
)
APIS = (
    identity_api,
    staffing_api,
    onboarding_api,
    knowledge_api,
    conversations_api,
    qa_api,
    surveys_api,
    monitoring_api,
    guides_api,
    reports_api,
    billing_api,
    exports_api,
)
JOBS = (
    identity_jobs,
    staffing_jobs,
    channels_jobs,
    knowledge_jobs,
    conversations_jobs,
    ledger_jobs,
    monitoring_jobs,
    reports_jobs,
    surveys_jobs,
    qa_jobs,
    guides_jobs,
    exports_jobs,
)  # importing them registers handlers
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


def create_app(running: Running) -> App:
    """Build the application for a process that is connected."""
    mask_logs_with(mask)
    app = App("bpo", static_folder=None, template_folder=None)
    app.config.update(
        BPO=running.settings,
        SECRET_KEY=running.settings.secret_key,
        SECRET_KEY_FALLBACKS=list(running.settings.secret_key.also),
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        API_TITLE="bpo",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = Api(app)
    init_login(app)
    init_web(
        app,
        navigation=navigation,
        reader=reader,
        brand_parts=brand_parts,
        also_waiting=also_waiting,
        page_help=page_help,
        keep_locale=keep_locale,
        login_endpoint="identity.login",
    )
    for module in PAGES:
        app.register_blueprint(module.blp)
    app.register_blueprint(channels_api.blp)  # the hooks: not part of the described API
    for module in APIS:
        api.register_blueprint(module.blp)
    app.add_url_rule("/", "home", home)
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)
    described = app.view_functions["api-docs.openapi_json"]  # a method, which cannot carry a mark itself
    app.view_functions["api-docs.openapi_json"] = public(partial(described))  # type: ignore[assignment]  # typed as perhaps async
    return app


FIRST_PAGES = (
    (Permission.FLOOR_READ, "conversations.floor"),
    (Permission.CONVERSATION_SERVE, "conversations.queue_page"),
    (Permission.MENTION_WORK, "monitoring.all_mentions"),
    (Permission.REVIEW_WRITE, "qa.queue"),
    (Permission.BRAND_READ, "onboarding.brands"),
    (Permission.HANDOFF_DECIDE, "conversations.waiting"),
)


@requires(Permission.SELF_READ)
def home() -> AnyResponse:
    """The first page: a client's report, the floor for whoever watches it, somebody's workplace, else the brands."""
    actor = g.actor
    readable = [tenant for tenant in actor.tenant_ids if actor.may(Permission.REPORT_READ, tenant)]
    if not actor.is_staff and len(readable) == 1:
        slug = g.uow.session.scalar(text("SELECT slug FROM tenant WHERE id = :id"), {"id": readable[0]})
        return redirect(url_for("reports.report", slug=slug))
    for permission, endpoint in FIRST_PAGES:
        if actor.may(permission):
            return redirect(url_for(endpoint))
    return redirect(url_for("identity.profile"))


@public
def healthz() -> Response:
    """Alive: this process answers."""
    return jsonify(status="alive")


@public
def readyz() -> tuple[Response, int]:
    """Ready: the database and the bell answer too, and the tables are those of this version."""
    parts: dict[str, str] = {}
    try:
        with Sessions() as session:
            done = set(session.scalars(text("SELECT version_num FROM alembic_version")))
        parts["database"] = "fine"
        parts["migrations"] = "fine" if done == wanted_heads() else "behind"
    except SQLAlchemyError:
        parts["database"] = "away"
    try:
        queue.bell().ping()
        parts["queue"] = "fine"
    except RedisError:
        parts["queue"] = "away"
    fine = set(parts.values()) == {"fine"}
    return jsonify(parts), HTTPStatus.OK if fine else HTTPStatus.SERVICE_UNAVAILABLE


def reader() -> Reader | None:
    """Who is signed in, for the corner of each page."""
    known = signed_in() if "identity" in g else None
    if known is None:
        return None
    return Reader(
        known.name,
        known.email,
        url_for("identity.logout"),
        url_for("identity.profile"),
        url_for("identity.notifications"),
        url_for("identity.bell"),
        keys=around().keys,
    )
