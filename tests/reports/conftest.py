"""A small application with the report's pages and a reader of the test's choice."""

import pytest
from flask import Blueprint, Flask, g
from flask_smorest import Api

from bpo.core.uow import UnitOfWork
from bpo.reports import api, views
from bpo.web.guard import permission_of
from bpo.web.kit import init_web


class ReaderApp(Flask):
    """Serves every request for `reader`, as the application does for whoever is signed in."""

    reader = None
    locale = "en"

    def dispatch_request(self):
        from flask import request

        from bpo.web.render import speak_to_reader

        rule = request.url_rule
        permission = permission_of(self.view_functions[rule.endpoint]) if rule else None
        if permission in {None, "public"}:
            return super().dispatch_request()
        g.actor_locale = self.locale
        speak_to_reader()
        with UnitOfWork(self.reader.acting(permission)) as g.uow:
            return super().dispatch_request()


@pytest.fixture(scope="session")
def report_app(db):
    app = ReaderApp("reports-only", static_folder=None)
    app.config.update(
        SECRET_KEY="report",
        TESTING=True,
        PROPAGATE_EXCEPTIONS=False,
        API_TITLE="bpo",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
    )
    described = Api(app)
    init_web(app)
    app.register_blueprint(views.blp)
    described.register_blueprint(api.blp)
    evidence = Blueprint("conversations", __name__)
    evidence.add_url_rule("/brands/<slug>/turns/<uuid:turn_id>", "turn", lambda **_: "")
    evidence.add_url_rule(
        "/brands/<slug>/conversations/<uuid:conversation_id>", "conversation", lambda **_: ""
    )
    app.register_blueprint(evidence)
    return app


@pytest.fixture
def pages(report_app):
    report_app.locale = "en"
    return report_app.test_client()
