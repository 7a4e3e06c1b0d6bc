"""The edges of channels and conversations on a small application: who calls is said by the test."""

from contextlib import contextmanager

from flask import Blueprint, Flask, g, request
from flask_smorest import Api

from bpo.channels import api as channels_api
from bpo.channels import jobs as channels_jobs
from bpo.channels import views as channels_views
from bpo.conversations import api as conversations_api
from bpo.conversations import jobs as conversations_jobs
from bpo.conversations import views as conversations_views
from bpo.core.uow import UnitOfWork
from bpo.web.guard import PUBLIC, permission_of
from bpo.web.kit import init_web

JOBS = (channels_jobs, conversations_jobs)  # importing them registers their handlers
OWN = {"Sec-Fetch-Site": "same-origin"}


class EdgeApp(Flask):
    """A request is one unit of work of `actor`, narrowed as the real application does it."""

    actor = None
    now = None

    def dispatch_request(self):
        rule = request.url_rule
        permission = permission_of(self.view_functions[rule.endpoint]) if rule else None
        if permission is None or permission == PUBLIC:
            return super().dispatch_request()
        with UnitOfWork(self.actor.acting(permission), now=self.now) as g.uow:
            return super().dispatch_request()

    @contextmanager
    def acting(self, actor, *, now=None):
        """A client whose requests are made by this actor."""
        self.actor, self.now = actor, now
        yield self.test_client()
        self.actor = self.now = None


def make_app(settings):
    app = EdgeApp("edges", static_folder=None, template_folder=None)
    app.config.update(
        BPO=settings,
        SECRET_KEY="edges",
        TESTING=True,
        PROPAGATE_EXCEPTIONS=False,
        MAX_CONTENT_LENGTH=26 * 1024 * 1024,
        API_TITLE="edges",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
    )
    api = Api(app)
    init_web(app)
    for module in (channels_views, conversations_views, channels_api):
        app.register_blueprint(module.blp)
    api.register_blueprint(conversations_api.blp)
    above = Blueprint("reports", __name__)  # what pages of conversations lead to
    for name in ("exclusion", "new_exclusion"):
        above.add_url_rule(f"/brands/<slug>/{name}", name, lambda **_: "")
    app.register_blueprint(above)
    return app
