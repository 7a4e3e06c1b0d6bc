"""What quality does by itself: drawing what is to be reviewed, checking what was sent."""

from datetime import timedelta
from uuid import UUID

from bpo.core.schedule import every
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.qa.operations import grammar
from bpo.qa.operations.automatic import check_sent_replies
from bpo.qa.operations.reading import read_sent_replies
from bpo.qa.operations.sampling import draw_due

BATCHES_AT_ONCE = 4  # then others may have the worker
CHECKING = "qa.jobs.check_sent"
GRAMMAR = "qa.jobs.check_grammar"
READING = "qa.jobs.read_sent"


@every(timedelta(hours=1), queue_name="slow")
def draw_samples(uow: UnitOfWork, tenant_id: str) -> None:
    """Draw from yesterday's work once the brand's day is over; until then, and a second time, nothing."""
    draw_due(uow, UUID(tenant_id))


@every(timedelta(minutes=5), queue_name="slow", units="own")
def check_sent(open_unit: OpenUnit, tenant_id: str) -> None:
    """Check replies that were sent, whichever way; where many wait, some now and the others by a job after it."""
    if check_sent_replies(open_unit, UUID(tenant_id), batches=BATCHES_AT_ONCE):
        with open_unit() as uow:
            uow.defer(CHECKING, tenant_id=UUID(tenant_id), payload={"tenant_id": tenant_id})


@every(timedelta(minutes=10), queue_name="background", units="own")
def check_grammar(open_unit: OpenUnit, tenant_id: str) -> None:
    """Check the grammar of replies that have their plain check; where many wait, the others by a job after it."""
    if grammar.check_grammar(open_unit, UUID(tenant_id)):
        with open_unit() as uow:
            uow.defer(GRAMMAR, tenant_id=UUID(tenant_id), payload={"tenant_id": tenant_id})


@every(timedelta(minutes=10), queue_name="background", units="own")
def read_sent(open_unit: OpenUnit, tenant_id: str) -> None:
    """Let the reader read replies that have their plain check; where many wait, the others by a job after it."""
    if read_sent_replies(open_unit, UUID(tenant_id)):
        with open_unit() as uow:
            uow.defer(READING, tenant_id=UUID(tenant_id), payload={"tenant_id": tenant_id})
