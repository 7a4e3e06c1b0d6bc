"""A tiny application that shows every component, for the browser and for tests of the kit."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from flask import Flask, g, request
from jinja2 import ChoiceLoader, FileSystemLoader
from marshmallow import Schema, fields, validate
from werkzeug.exceptions import UnprocessableEntity

from bpo.core.errors import Conflict, Fault, Invalid, NotFound
from bpo.web.forms import FormResult, blank, load
from bpo.web.guard import public, requires
from bpo.web.kit import NavGroup, NavItem, Reader, init_web
from bpo.web.render import render, speak_to_reader

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Permission(StrEnum):
    READ = "thing:read"
    SIGN = "thing:sign"


@dataclass(frozen=True)
class Somebody:
    user_id: UUID | None
    granted: frozenset[str]

    def may(self, permission: str) -> bool:
        return permission in self.granted


@dataclass(frozen=True)
class Unit:
    actor: Somebody


class BrandIn(Schema):
    name = fields.String(required=True, validate=validate.Length(min=2, max=40))
    fee = fields.Integer(validate=validate.Range(min=1))
    networks = fields.List(fields.String())
    live = fields.Boolean()
    password = fields.String(metadata={"keeps_spaces": True})


def sort_url(key, direction):
    return f"/gallery?sort={key}&direction={direction}"


def make_app(*, login_endpoint=None, keep_locale=None) -> Flask:
    app = Flask("gallery", static_folder=None)
    app.config.update(SECRET_KEY="gallery", TESTING=True, PROPAGATE_EXCEPTIONS=False)
    init_web(
        app,
        login_endpoint=login_endpoint,
        keep_locale=keep_locale,
        navigation=lambda: [
            NavGroup(
                "Work",
                (
                    NavItem("Overview", "/gallery", "dashboard", active=True),
                    NavItem("Brands", "#brands", "brand"),
                    NavItem("Conversations", "#talk", "messages", count=1280),
                    NavItem("SLA report", "#report", "chart"),
                ),
            ),
            NavGroup(
                "Company",
                (NavItem("People", "#people", "people"), NavItem("Audit log", "#audit", "audit")),
            ),
        ],
        reader=lambda: Reader("Olena Kovalenko", "Supervisor", "/log-out", "#profile"),
    )
    app.jinja_loader = ChoiceLoader([FileSystemLoader(__file__.rsplit("/", 1)[0] + "/templates")])

    @app.before_request
    def load_actor():
        who = request.headers.get("X-Test-Actor", "")
        user = UUID(int=1) if who else None
        g.uow = Unit(Somebody(user, frozenset(who.split(","))))
        if zone := request.headers.get("X-Test-Zone"):
            g.actor_locale, g.actor_time_zone = zone.split("|")
            speak_to_reader()

    add_pages(app)
    add_faults(app)
    return app


def add_pages(app: Flask) -> None:
    @app.get("/gallery")
    @public
    def gallery():
        return render(
            "gallery.html", block="rows", form=blank(name="Пиво дома", fee=12), sort_url=sort_url, **samples()
        )

    @app.post("/gallery")
    @public
    def send():
        form: FormResult = load(BrandIn(), request.form)
        return render("gallery.html", form=form, sort_url=sort_url, **samples()), 200 if form.ok else 422

    @app.get("/sign-in")
    @public
    def sign_in():
        return render("sign_in.html", form=blank())

    @app.get("/private")
    @requires(Permission.READ)
    def private():
        return "private"

    @app.post("/log-out")
    @public
    def log_out():
        return "out"

    @app.post("/api/things")
    @public
    def api_things():
        return {"ok": True}

    @app.post("/hooks/generic/one")
    @public
    def hook():
        return {"ok": True}


def add_faults(app: Flask) -> None:
    faults = (
        Fault("accounts.0.handle", "Missing data for required field.", 7),
        Fault("fee", "Not a valid integer."),
    )
    problems = {
        "absent": NotFound(),
        "closed": Conflict("This conversation is already closed."),
        "wrong": Invalid("The brand file has %(n)s faults.", n=2, faults=faults),
        "broken": ZeroDivisionError("secret of the house"),
    }

    @app.get("/api/webargs")
    @public
    def webargs():
        error = UnprocessableEntity()
        error.data = {"messages": {"json": {"accounts": {0: {"handle": ["Unknown field."]}}}}}
        raise error

    @app.get("/fault/<kind>")
    @app.get("/api/fault/<kind>", endpoint="api_fault")
    @public
    def fault(kind):
        raise problems.get(kind, NotFound())


def samples() -> dict[str, object]:
    def segment(kind, start, end, reason=""):
        return {
            "kind": kind,
            "start": NOON + timedelta(minutes=start),
            "end": NOON + timedelta(minutes=end),
            "reason": reason,
        }

    days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return {
        "noon": NOON,
        "brands": [
            ("pivo-doma", "Пиво дома"),
            ("kvitka", "Квітка"),
            ("zloty-klos", "Złoty Kłos"),
            ("harbour", "Harbour"),
        ],
        "trend": {
            "kind": "line",
            "unit": "percent",
            "x": ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"],
            "x_name": "Month",
            "series": [
                {"name": "First response", "values": [0.81, 0.86, None, 0.9, 0.93, 0.91]},
                {"name": "Next response", "values": [0.74, 0.79, 0.82, 0.8, 0.88, 0.9]},
            ],
            "lines": [{"name": "Target", "value": 0.9}],
            "min": 0.6,
            "max": 1,
        },
        "distribution": {
            "kind": "bar",
            "unit": "count",
            "x": ["0–5", "5–10", "10–15", "15–30", "30–60", "60+"],
            "x_name": "Minutes",
            "series": [{"name": "Replies", "values": [120, 210, 180, 95, 40, 22]}],
            "lines": [{"name": "15 min", "value": 3}, {"name": "30 min", "value": 4}],
            "lines_at": "x",
        },
        "stacked": {
            "kind": "bar",
            "unit": "count",
            "x": days,
            "x_name": "Day",
            "stacked": True,
            "series": [
                {"name": "Met", "values": [40, 52, 38, 60, 44, 12, 9]},
                {"name": "Missed", "values": [4, 9, 3, 8, 12, 6, 5]},
            ],
        },
        "heat": {
            "kind": "heatmap",
            "unit": "count",
            "x": [f"{hour:02d}" for hour in range(24)],
            "y": days,
            "values": [
                [(hour * 7 + day * 11) % 37 if 7 < hour < 22 else hour % 3 for hour in range(24)]
                for day in range(7)
            ],
        },
        "segments": [
            segment("running", 0, 12, "In the queue"),
            segment("paused", 12, 30, "The client's approver was asked"),
            segment("closed", 30, 90, "Lunch"),
            segment("running", 90, 108, "Being answered"),
            segment("late", 108, 131, "Past the 30 minutes of the service level"),
            segment("excluded", 131, 150, "Network outage, approved"),
        ],
        "marks": [{"at": NOON + timedelta(minutes=108), "label": "Due"}],
        "tasks": [
            {"what": "Accounts have owners", "state": "done"},
            {
                "what": "The guide is signed off",
                "state": "blocked",
                "why": "Legal has not answered.",
                "href": "#legal",
                "action": "Open",
            },
            {
                "what": "Two people are certified",
                "state": "open",
                "why": "One is.",
                "href": "#people",
                "action": "Assign",
            },
        ],
    }
