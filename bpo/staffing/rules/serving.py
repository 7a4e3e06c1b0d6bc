"""Who may serve a brand at an instant, and the words in which people are described.

A brand is served by a responder whose certification for it is valid at that very instant: from its first
instant up to, and without, its last; neither suspended nor revoked. An analyst never serves, whatever else
they hold. The level of the certification, not of the person, says how much their replies are looked at:
somebody senior elsewhere begins at a new brand as a trainee.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bpo.core.errors import Conflict, Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.vocabulary import LanguageCode
from bpo.identity.permissions import Permission, Profile, Role, permissions_of

ENDS_SOON = timedelta(days=14)
LONGEST_VALIDITY = timedelta(days=3 * 366)
LONGEST_REASON = 500
LONGEST_NAME = 60
BEST_MARK = 5

NO_ROLE = N_("There is no role at this brand that answers customers.")
ANALYST = N_("An analyst watches and labels what is said; answering customers is for responders.")
NOT_CERTIFIED = N_("There is no certification as a responder for this brand.")
NOT_YET = N_("The certification for this brand is not valid yet.")
EXPIRED = N_("The certification for this brand has expired.")
SUSPENDED = N_("The certification for this brand is suspended.")
REVOKED = N_("The certification for this brand has been revoked.")


class Level(StrEnum):
    TRAINEE = "trainee"
    REGULAR = "regular"
    SENIOR = "senior"


class CertificationState(StrEnum):
    VALID = "valid"
    ENDING = "ending"  # valid, and ends within ENDS_SOON
    SUSPENDED = "suspended"
    UPCOMING = "upcoming"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Competency(StrEnum):
    WRITING = "writing"
    EMPATHY = "empathy"
    CONFLICT = "conflict"
    PRODUCT = "product"
    POLICY = "policy"
    SPEED = "speed"
    SEARCH = "search"
    LABELLING = "labelling"
    TRENDS = "trends"
    CRISIS = "crisis"
    REPORTING = "reporting"


# What makes a role do the job of a profile.
JOBS: dict[Profile, Permission] = {
    Profile.RESPONDER: Permission.CONVERSATION_SERVE,
    Profile.ANALYST: Permission.MENTION_WORK,
}
# What each profile is looked at for: two different jobs.
COMPETENCIES: dict[Profile, tuple[Competency, ...]] = {
    Profile.RESPONDER: (
        Competency.WRITING,
        Competency.EMPATHY,
        Competency.CONFLICT,
        Competency.PRODUCT,
        Competency.POLICY,
        Competency.SPEED,
    ),
    Profile.ANALYST: (
        Competency.SEARCH,
        Competency.LABELLING,
        Competency.TRENDS,
        Competency.CRISIS,
        Competency.REPORTING,
    ),
}


@dataclass(frozen=True)
class Certified:
    """One certification of somebody at one brand, as far as its validity goes."""

    profile: str
    level: str
    valid_from: datetime
    valid_until: datetime
    suspended_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class HeldRole:
    """A standing role at a brand; agents have a profile in it."""

    role: str
    profile: str | None = None


@dataclass(frozen=True)
class Serving:
    """Whether somebody may serve a brand; `why` not is a msgid, for people."""

    allowed: bool
    why: str | None = None
    level: str | None = None
    valid_until: datetime | None = None


def state_of(certified: Certified, *, at: datetime) -> CertificationState:
    """What a certification is worth at an instant."""
    if certified.revoked_at is not None and certified.revoked_at <= at:
        return CertificationState.REVOKED
    if at >= certified.valid_until:
        return CertificationState.EXPIRED
    if certified.suspended_at is not None and certified.suspended_at <= at:
        return CertificationState.SUSPENDED
    if at < certified.valid_from:
        return CertificationState.UPCOMING
    ends_soon = certified.valid_until - at <= ENDS_SOON
    return CertificationState.ENDING if ends_soon else CertificationState.VALID


# The nearer to serving, the further left: of several certifications the best one is told about.
NEAREST = tuple(CertificationState)
REFUSALS = {
    CertificationState.SUSPENDED: SUSPENDED,
    CertificationState.UPCOMING: NOT_YET,
    CertificationState.EXPIRED: EXPIRED,
    CertificationState.REVOKED: REVOKED,
}


def judge(held: Iterable[HeldRole], certified: Iterable[Certified], *, at: datetime) -> Serving:
    """Whether somebody with these roles and certifications at a brand may serve it at this instant."""
    roles = tuple(held)
    if not roles_with(roles, Profile.RESPONDER):
        return Serving(allowed=False, why=ANALYST if roles_with(roles, Profile.ANALYST) else NO_ROLE)
    standing = [(state_of(one, at=at), one) for one in certified if one.profile == Profile.RESPONDER.value]
    if not standing:
        return Serving(allowed=False, why=NOT_CERTIFIED)
    best = min(NEAREST.index(state) for state, _one in standing)
    state = NEAREST[best]
    if state in REFUSALS:
        return Serving(allowed=False, why=REFUSALS[state])
    # Whoever holds two at once is judged by the one given last for longest.
    last = max((one for found, one in standing if found not in REFUSALS), key=lambda one: one.valid_until)
    return Serving(allowed=True, level=last.level, valid_until=last.valid_until)


def roles_with(held: Iterable[HeldRole], profile: Profile) -> list[HeldRole]:
    """The roles in which somebody can do the job of a profile: agents of it, and whoever leads them."""
    return [
        one
        for one in held
        if JOBS[profile]
        in permissions_of(
            Role(one.role), profile=Profile(one.profile) if one.profile else None, at_vendor=False
        )
    ]


def check_can_certify(held: Iterable[HeldRole], profile: Profile) -> None:
    """Raise unless somebody with these roles at the brand can be certified in this profile."""
    if not roles_with(held, profile):
        faults = (Fault("user_id", N_("This person has no role at the brand in which they would do this.")),)
        raise Invalid(N_("This person cannot be certified."), faults=faults)


def check_can_assign(held: Iterable[HeldRole]) -> None:
    """Raise unless somebody with these roles at the brand works there in either profile."""
    roles = tuple(held)
    if not any(roles_with(roles, profile) for profile in Profile):
        raise Invalid(N_("This person cannot be assigned."), faults=(Fault("user_id", NO_ROLE),))


def check_validity(valid_from: datetime, valid_until: datetime, *, now: datetime) -> None:
    """Raise unless a certification can be valid for this time."""
    faults = []
    if valid_until <= valid_from:
        faults.append(Fault("valid_until", N_("It must end after it begins.")))
    elif valid_until <= now:
        faults.append(Fault("valid_until", N_("This is over already.")))
    elif valid_until - max(valid_from, now) > LONGEST_VALIDITY:
        faults.append(Fault("valid_until", N_("Three years at most: then it is looked at again.")))
    if faults:
        raise Invalid(N_("A certification cannot be valid like that."), faults=tuple(faults))


def check_reason(reason: str) -> str:
    """The reason as it is kept; Invalid without one."""
    kept = reason.strip()
    if not kept or len(kept) > LONGEST_REASON:
        sentence = N_("Say why, in a sentence or two.")
        raise Invalid(N_("This needs a reason."), faults=(Fault("reason", sentence),))
    return kept


def check_text(text: str, *, place: str, most: int = 1000) -> str:
    """A note as it is kept; Invalid where it is too long."""
    kept = text.strip()
    if len(kept) > most:
        raise Invalid(N_("This text is too long."), faults=(Fault(place, N_("This text is too long.")),))
    return kept


def check_team_name(name: str) -> str:
    """The name as it is kept."""
    kept = " ".join(name.split())
    if not kept or len(kept) > LONGEST_NAME:
        sentence = N_("A name of at most 60 characters.")
        raise Invalid(N_("A team needs a name."), faults=(Fault("name", sentence),))
    return kept


def check_described(
    profile: Profile, *, languages: Iterable[str], competencies: Mapping[str, int]
) -> tuple[list[str], dict[str, int]]:
    """Languages and marks as they are kept; Invalid where a word is not one of ours."""
    spoken = sorted(set(languages))
    known = {language.value for language in LanguageCode}
    faults = [Fault("languages", N_("Not a valid choice.")) for one in spoken if one not in known]
    words = {word.value for word in COMPETENCIES[profile]}
    for word, mark in competencies.items():
        if word not in words:
            faults.append(Fault("competencies", N_("This is not looked at for this profile.")))
        elif not 1 <= mark <= BEST_MARK:
            faults.append(Fault("competencies", N_("A mark is from 1 to 5.")))
    if faults:
        raise Invalid(N_("A person cannot be described like that."), faults=tuple(faults))
    return spoken, {word: competencies[word] for word in sorted(competencies)}


def coverage(languages: Iterable[str], serving: Iterable[Iterable[str]]) -> dict[str, int]:
    """How many of those who serve write each of the languages."""
    spoken = [frozenset(one) for one in serving]
    return {language: sum(language in one for one in spoken) for language in languages}


def check_standing(revoked_at: datetime | None, valid_until: datetime, *, now: datetime) -> None:
    """Raise unless a certification can still be suspended or revoked."""
    if revoked_at is not None:
        raise Conflict(N_("This certification has been revoked already."))
    if valid_until <= now:
        raise Conflict(N_("This certification has expired: there is nothing to take away."))
