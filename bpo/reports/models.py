"""The indexes that reports need on the facts of `conversations`; reports keep no table of their own yet.

`ix_turn_late` finds the turns that were past due and unanswered at an instant of the past and have been
ended since; `ix_turn_excluded` tells at once that nothing is excluded. An index that is to serve alone must
hold `account_id` too, because row-level security reads it.
"""

from sqlalchemy import Index, text

from bpo.conversations.models import Turn

TURN_LATE = Index(
    "ix_turn_late",
    Turn.tenant_id,
    Turn.stopped_at,
    postgresql_include=["due_at", "outcome", "account_id"],
    postgresql_where=text("due_at < stopped_at"),
)
TURN_EXCLUDED = Index(
    "ix_turn_excluded", Turn.tenant_id, Turn.started_at, postgresql_where=text("outcome = 'excluded'")
)
