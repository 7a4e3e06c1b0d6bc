"""The demo's people at work: everybody certified and on shift, one away, one brand that asks for more."""

from datetime import timedelta

import pytest
from builders import make_tenant
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.demo.people import DEMO_PEOPLE, EN, PL, RU, UK
from bpo.demo.staffing import CALIBRATED, ON_VACATION, TRAINEES, staff
from bpo.identity.models import User
from bpo.identity.operations.people import invite_user
from bpo.identity.permissions import Profile, Role
from bpo.staffing.queries import certification_way, demand_of, list_absences, list_shifts
from bpo.staffing.rules.shifts import Span

ZONES = {RU: "Asia/Almaty", UK: "Europe/Kyiv", PL: "Europe/Warsaw", EN: "Europe/London"}
LANGUAGES = {RU: "ru", UK: "uk", PL: "pl", EN: "en"}


@pytest.fixture
def tenants(db):
    made = {slug: make_tenant(languages=[LANGUAGES[slug]], time_zone=zone).id for slug, zone in ZONES.items()}
    with UnitOfWork(Actor.system(*made.values())) as uow:
        for person in DEMO_PEOPLE:
            if person["role"] == "agent":
                invite_user(
                    uow,
                    email=person["email"],
                    name=person["name"],
                    role=Role.AGENT,
                    profile=Profile(person["profile"]),
                    tenant_ids=[made[slug] for slug in person["brands"]],
                    locale=person["locale"],
                    by_mail=False,
                )
    return made


def test_the_demos_people_are_staffed(tenants):
    now = utcnow()
    staff(tenants, now)
    with UnitOfWork(Actor.system(*tenants.values())) as uow:
        ids = dict(
            uow.session.execute(select(User.email, User.id).where(User.email.like("%@vendor.example"))).all()
        )
        week = Span(now, now + timedelta(days=7))
        shifts = list_shifts(uow, week, user_ids=ids.values())
        assert {one.user_id for one in shifts} >= {
            ids[person["email"]]
            for person in DEMO_PEOPLE
            if person["role"] == "agent" and person["profile"] == "responder"
        }
        (away,) = list_absences(uow, week, user_ids=ids.values())
        assert away.user_id == ids[ON_VACATION]
        assert demand_of(uow, tenants[CALIBRATED], Profile.RESPONDER).requirements["writing"] == 5
        for email in TRAINEES:
            way = certification_way(uow, tenants[CALIBRATED], ids[email], Profile.RESPONDER)
            assert [one.state.value for one in way] == ["done", "next", "later", "later"]
