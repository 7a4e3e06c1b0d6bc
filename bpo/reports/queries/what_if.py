"""Which conversations a period's figures are made of, for computing them again by other terms."""

from uuid import UUID

from sqlalchemy import text

from bpo.core.uow import UnitOfWork
from bpo.reports.queries.figures import Question

_BEGAN = "tenant_id = :tenant AND {0} >= :start AND {0} < :end AND {0} <= :as_of"
# Those of the period, and those that were open then, which may be past due.
CONCERNED = text(f"""
    SELECT conversation_id FROM turn WHERE {_BEGAN.format("started_at")}
    UNION SELECT conversation_id FROM episode WHERE {_BEGAN.format("opened_at")}
    UNION SELECT conversation_id FROM turn WHERE tenant_id = :tenant AND outcome = 'open' AND started_at <= :as_of
    UNION SELECT conversation_id FROM turn WHERE tenant_id = :tenant AND outcome <> 'open'
        AND stopped_at > :as_of AND started_at <= :as_of
    ORDER BY 1
""")  # noqa: S608 -- put together from texts of this file
TURNS = text(f"SELECT count(*) FROM turn WHERE {_BEGAN.format('started_at')}")  # noqa: S608 -- the same


def list_concerned(uow: UnitOfWork, question: Question) -> list[UUID]:
    """The conversations that figures of a period need."""
    return list(uow.session.scalars(CONCERNED, question.parameters))


def count_turns(uow: UnitOfWork, question: Question) -> int:
    """How many turns a period has."""
    found: int = uow.session.execute(TURNS, question.parameters).scalar_one()
    return found
