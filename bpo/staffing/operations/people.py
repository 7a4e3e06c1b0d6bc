"""What people of the vendor can do: their profiles, and every mark with its grounds."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Profile
from bpo.identity.queries import get_user
from bpo.identity.rules import Side
from bpo.staffing.models import AgentProfile, CompetencyMark
from bpo.staffing.queries import find_profile
from bpo.staffing.rules import Level, check_described, check_text


def describe_person(
    uow: UnitOfWork,
    user_id: UUID,
    *,
    profile: str,
    level: str = Level.REGULAR.value,
    languages: Iterable[str] = (),
    competencies: Mapping[str, int] | None = None,
    evidence: str = "",
) -> AgentProfile:
    """Keep what somebody can do in a profile; a later description replaces it.

    Every mark that is new or changed is kept with the `evidence` it rests on and with who gave it.
    """
    kind, grade = Profile(profile), Level(level)
    spoken, marks = check_described(kind, languages=languages, competencies=competencies or {})
    grounds = check_text(evidence, place="evidence")
    row = ensure_profile(uow, user_id, kind, grade)
    changed = {word: mark for word, mark in marks.items() if row.competencies.get(word) != mark}
    uow.session.add_all(
        CompetencyMark(
            user_id=user_id,
            profile=kind.value,
            competency=word,
            mark=mark,
            evidence=grounds,
            marked_at=uow.now,
            marked_by=uow.actor.user_id,
        )
        for word, mark in changed.items()
    )
    row.level, row.languages, row.competencies = grade.value, spoken, marks
    uow.audit("agent_profile.described", row, user=str(user_id), profile=row.profile, level=row.level)
    return row


def ensure_profile(
    uow: UnitOfWork, user_id: UUID, profile: str, level: Level = Level.REGULAR
) -> AgentProfile:
    """Somebody's standing profile of a kind; a bare one where there is none."""
    kind = Profile(profile)
    check_colleague(uow, user_id)
    row = find_profile(uow, user_id, kind.value)
    if row is None:
        row = AgentProfile(
            user_id=user_id,
            profile=kind.value,
            level=level.value,
            languages=[],
            competencies={},
            created_at=uow.now,
        )
        try:
            with uow.session.begin_nested():
                uow.session.add(row)
        except IntegrityError:  # somebody else described them at this moment
            row = find_profile(uow, user_id, kind.value)
            if row is None:
                raise
    return row


def retire_profile(uow: UnitOfWork, profile: AgentProfile) -> None:
    """Somebody no longer does this job; what they are certified for ends by its own operations."""
    profile.retired_at = uow.now
    uow.audit("agent_profile.retired", profile, user=str(profile.user_id), profile=profile.profile)


def check_colleague(uow: UnitOfWork, user_id: UUID) -> None:
    """Raise unless this is one of the vendor's people; a client's are not there for staffing."""
    if get_user(uow, user_id).side != Side.STAFF.value:
        raise NotFound
