"""Who of the demo vendor may answer for whom: profiles, certifications, a team, assignments.

Made through the ordinary operations, as they would have been done over the past year. Two people are worth
looking at: one whose certification ends within two weeks, and one whose certification has expired.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.demo.people import DEMO_PEOPLE, EN, RU, UK, DemoPerson
from bpo.demo.situations import LANGUAGES
from bpo.identity.permissions import Profile
from bpo.identity.queries import find_user_by_email
from bpo.staffing.operations import assign, certify, create_team, describe_person, join_team
from bpo.staffing.rules import COMPETENCIES

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
