"""Who of the demo vendor may answer for whom: profiles, certifications, a team, assignments.

Made through the ordinary operations, as they would have been done over the past year. Some people are worth
looking at: one whose certification ends within two weeks, one whose certification has expired, a trainee who
has begun the steps to the next one, and one whose vacation leaves a hole in the week to come.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.demo.people import DEMO_PEOPLE, DESKS, EN, OFFICE_HOURS, PL, RU, UK, DemoPerson, shift_of
from bpo.demo.situations import LANGUAGES
from bpo.identity.permissions import Profile
from bpo.identity.queries import find_user_by_email
from bpo.staffing.operations import (
    assign,
    calibrate,
    certify,
    create_team,
    describe_person,
    give_absence,
    join_team,
    keep_need,
    plan_shift,
    record_step,
)
from bpo.staffing.rules import COMPETENCIES
from bpo.staffing.rules.cover import Unusual
from bpo.staffing.rules.shifts import monday_of
from bpo.tenants.queries import list_tenants

YEAR: Final = timedelta(days=365)
CERTIFIED_AGO: Final = timedelta(days=240)
ENDS_SOON: Final = ("marina.kotova@vendor.example", UK)
EXPIRED: Final = ("zofia.lis@vendor.example", EN)
LEFT_OF_ENDING: Final = timedelta(days=9)
GONE_SINCE: Final = timedelta(days=6)
TRAINEES: Final = {"nadia.clarke@vendor.example"}
SENIORS: Final = {
    "anna.belova@vendor.example",
    "olena.hnatiuk@vendor.example",
    "grace.holloway@vendor.example",
}
TEAM: Final = "Dnipro desk"
TEAM_PEOPLE: Final = ("marina.kotova@vendor.example", "iryna.savchuk@vendor.example")
TEAM_BRANDS: Final = (RU, UK)
WEEKS_PLANNED: Final = 2
WORKING_DAYS: Final = range(5)
ON_VACATION: Final = "marek.zieba@vendor.example"
VACATION_IN: Final = timedelta(days=2)
VACATION_LASTS: Final = timedelta(days=3)  # more than the free days of a week, so that it leaves a hole
CALIBRATED: Final = EN
BUSY: Final = PL


def staff(tenants: Mapping[str, UUID], until: datetime) -> None:
    """Describe, certify and assign everybody who is an agent."""
    agents = [person for person in DEMO_PEOPLE if person["role"] == "agent"]
    with UnitOfWork(Actor.system(*tenants.values()), now=until - CERTIFIED_AGO) as uow:
        ids = {person["email"]: _describe(uow, person) for person in agents}
        team = create_team(uow, name=TEAM)
        for email in TEAM_PEOPLE:
            join_team(uow, team, ids[email])
        for slug in TEAM_BRANDS:
            assign(uow, tenants[slug], team_id=team.id)
        for person in agents:
            _certify(uow, person, ids[person["email"]], tenants, until)
    with UnitOfWork(Actor.system(*tenants.values()), now=until) as uow:
        _ask(uow, tenants[CALIBRATED])
        _plan(uow, ids, tenants)
    for email in sorted(TRAINEES):  # that one has read the guide is one's own word
        reader = replace(Actor.system(*tenants.values()), user_id=ids[email])
        with UnitOfWork(reader, now=until) as uow:
            record_step(
                uow,
                tenants[CALIBRATED],
                user_id=ids[email],
                profile=Profile.RESPONDER.value,
                step="guide",
            )


def _ask(uow: UnitOfWork, tenant_id: UUID) -> None:
    """One brand asks for more than the vendor does."""
    tenant = next(one for one in list_tenants(uow) if one.id == tenant_id)
    calibrate(
        uow,
        tenant,
        profile=Profile.RESPONDER.value,
        requirements={"writing": 5, "empathy": 4, "product": 4, "policy": 3},
        languages=tenant.languages,
        steps=[("guide", None), ("exam", 85), ("supervised", 90), ("sign_off", None)],
        note="Travellers write when they are stranded: product knowledge first.",
    )


def _plan(uow: UnitOfWork, ids: Mapping[str, UUID], tenants: Mapping[str, UUID]) -> None:
    """Everybody works five shifts a week; one is away for some days, and nobody stands in."""
    zones = {tenant.id: tenant.time_zone for tenant in list_tenants(uow)}
    monday = monday_of(uow.now.date())
    for slug, desk in DESKS.items():
        for signer in desk:
            for day in range(7 * WEEKS_PLANNED):
                shift = shift_of(slug, signer, day % 7)
                if shift is not None:
                    _plan_one(uow, ids[signer.email], monday, day, shift, zones[tenants[slug]])
    for person in DEMO_PEOPLE:
        if person["profile"] == Profile.ANALYST.value:
            zone = zones[tenants[person["brands"][0]]]
            for day in range(7 * WEEKS_PLANNED):
                if day % 7 in WORKING_DAYS:
                    _plan_one(uow, ids[person["email"]], monday, day, OFFICE_HOURS, zone, Profile.ANALYST)
    away = find_user_by_email(uow, ON_VACATION)
    assert away is not None
    first_day = (uow.now + VACATION_IN).date()
    give_absence(
        uow,
        away,
        kind="vacation",
        first_day=first_day,
        last_day=first_day + VACATION_LASTS - timedelta(days=1),
    )
    keep_need(
        uow,
        tenants[BUSY],
        usual=1,
        exceptions=[Unusual(frozenset(range(5)), time(10), time(18), 2)],
    )


def _plan_one(
    uow: UnitOfWork,
    user_id: UUID,
    monday: date,
    day: int,
    shift: tuple[int, int],
    zone: str,
    profile: Profile = Profile.RESPONDER,
) -> None:
    first, last = shift
    plan_shift(
        uow,
        user_id,
        day=monday + timedelta(days=day),
        start=time(first),
        end=time(last),
        time_zone=zone,
        profile=profile.value,
    )


def _describe(uow: UnitOfWork, person: DemoPerson) -> UUID:
    user = find_user_by_email(uow, person["email"])
    if user is None or person["profile"] is None:
        message = f"{person['email']} is not one of the demo's agents."
        raise LookupError(message)
    words = COMPETENCIES[Profile(person["profile"])]
    # The same marks on every machine: people differ, and nobody is bad at everything.
    marks = {word.value: 3 + (len(person["email"]) + place) % 3 for place, word in enumerate(words)}
    describe_person(
        uow,
        user.id,
        profile=person["profile"],
        level=_level(person["email"]),
        languages=sorted({LANGUAGES[slug] for slug in person["brands"]}),
        competencies=marks,
    )
    return user.id


def _certify(
    uow: UnitOfWork, person: DemoPerson, user_id: UUID, tenants: Mapping[str, UUID], until: datetime
) -> None:
    for slug in person["brands"]:
        ends = until + YEAR
        if (person["email"], slug) == ENDS_SOON:
            ends = until + LEFT_OF_ENDING
        if (person["email"], slug) == EXPIRED:
            ends = until - GONE_SINCE
        certify(
            uow,
            tenants[slug],
            user_id=user_id,
            profile=person["profile"] or "",
            level=_level(person["email"]),
            valid_from=uow.now,
            valid_until=ends,
        )
        by_team = person["email"] in TEAM_PEOPLE and slug in TEAM_BRANDS
        if not by_team:
            assign(uow, tenants[slug], user_id=user_id)


def _level(email: str) -> str:
    if email in TRAINEES:
        return "trainee"
    return "senior" if email in SENIORS else "regular"
