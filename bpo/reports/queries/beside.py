"""What stands beside the service levels, judged in SQL; and what the second computation needs of it.

`FIRST_CONTACTS` is the one definition: the count and the rows behind it select from it. What stands on turns is judged
with them (`judged`).
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select, text

from bpo.conversations.models import Conversation, MessageMood
from bpo.core.uow import UnitOfWork
from bpo.reports.queries.figures import Question
from bpo.reports.queries.judged import JUDGED_EPISODES, JUDGED_TURNS, PLAIN_TURNS
from bpo.reports.rules.beside import CountedBeside
from bpo.reports.rules.definitions import WROTE_AGAIN

# A turn that begins after the closing is a new contact; one that was open then is not.
_CAME_BACK = """
    EXISTS (SELECT FROM conversation o JOIN turn n ON n.tenant_id = :tenant AND n.conversation_id = o.id
        WHERE o.tenant_id = :tenant AND o.customer_id = c.customer_id AND n.started_at > x.stopped_at
            AND n.started_at <= x.stopped_at + :recontact * interval '1 second' AND n.started_at <= :as_of)
"""
FIRST_CONTACTS = f"""
    SELECT x.*, CASE WHEN x.stopped_at + :recontact * interval '1 second' > :as_of THEN 'not_yet'
        WHEN {_CAME_BACK} THEN 'recontacted' ELSE 'resolved_once' END AS contact
    FROM ({{episodes}}) x JOIN conversation c ON c.tenant_id = :tenant AND c.id = x.conversation_id
    WHERE x.stopped_at <= :as_of
"""  # noqa: S608 -- put together from texts of our own
CONTACTS = text(f"""
    SELECT contact, count(*) AS episodes FROM ({FIRST_CONTACTS.format(episodes=JUDGED_EPISODES)}) f GROUP BY contact
""")  # noqa: S608 -- the same
COVERED = {
    excluding: text(f"""
        SELECT mood, count(*) FILTER (WHERE is_covered) AS within,
            count(*) FILTER (WHERE is_counted AND NOT is_covered) AS missed,
            count(*) FILTER (WHERE waited = 'wrote_again') AS wrote_again,
            count(*) FILTER (WHERE waited = 'wrote_once') AS wrote_once
        FROM ({turns}) t GROUP BY mood
    """)  # noqa: S608 -- the same
    for excluding, turns in ((True, JUDGED_TURNS), (False, PLAIN_TURNS))
}


def count_beside(uow: UnitOfWork, question: Question) -> CountedBeside:
    """Closed episodes by whether the customer came back, and turns by how their first message reads."""
    contacts = uow.session.execute(CONTACTS, question.parameters).all()
    covered = uow.session.execute(COVERED[question.excluding], question.parameters).all()
    return CountedBeside(
        first_contact={row.contact: row.episodes for row in contacts},
        within={row.mood: row.within for row in covered},
        missed={row.mood: row.missed for row in covered},
        waited={state: sum(getattr(row, state) for row in covered) for state in WROTE_AGAIN.statistic.whole},
    )


def list_customers(uow: UnitOfWork, tenant_id: UUID) -> dict[UUID, UUID | None]:
    """Whose each conversation is."""
    rows = uow.session.execute(
        select(Conversation.id, Conversation.customer_id).where(Conversation.tenant_id == tenant_id)
    )
    return {row.id: row.customer_id for row in rows}


def list_readings(uow: UnitOfWork, tenant_id: UUID, ids: Iterable[UUID]) -> dict[UUID, str | None]:
    """How messages read, of those that were read."""
    rows = uow.session.execute(
        select(MessageMood.id, MessageMood.sentiment).where(
            MessageMood.tenant_id == tenant_id, MessageMood.id.in_(list(ids))
        )
    )
    return {row.id: row.sentiment for row in rows}
