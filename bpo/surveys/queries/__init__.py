"""Reads of plans, invitations and answers."""

from bpo.surveys.queries.answers import (
    AnswerFilter,
    AnswerRow,
    count_answers,
    find_answer_of,
    find_brought,
    get_answer,
    list_answers,
)
from bpo.surveys.queries.episodes import ClosedEpisode, closed_episode, find_closing
from bpo.surveys.queries.figures import count_not_asked, satisfaction
from bpo.surveys.queries.invitations import (
    find_by_delivery,
    find_invitation,
    get_invitation,
    last_asked_at,
)
from bpo.surveys.queries.plans import find_plan, get_plan_version, list_plan_versions, plan_of

__all__ = [
    "AnswerFilter",
    "AnswerRow",
    "ClosedEpisode",
    "closed_episode",
    "count_answers",
    "count_not_asked",
    "find_answer_of",
    "find_brought",
    "find_by_delivery",
    "find_closing",
    "find_invitation",
    "find_plan",
    "get_answer",
    "get_invitation",
    "get_plan_version",
    "last_asked_at",
    "list_answers",
    "list_plan_versions",
    "plan_of",
    "satisfaction",
]
