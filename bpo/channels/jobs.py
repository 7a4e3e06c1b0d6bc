"""What the channels do off the request.

Replies go out, accounts are asked what is new and tested; each speaks to a network between units of its own.
What a killed worker leaves behind is found again by the sweep, from the rows alone.

An uploaded file is imported by `conversations`; here it is seen to that no file waits for ever: an import
that has not ended after a day (its job failed too often) is called failed, and its bytes go.
"""

from datetime import timedelta
from uuid import UUID

from bpo.channels.adapters import Wire
from bpo.channels.events import ImportRequested
from bpo.channels.operations import give_up_import
from bpo.channels.operations.auditing import audit_account, due_audits, leave_audit
from bpo.channels.operations.checks import check_account, due_checks
from bpo.channels.operations.connections import request_check
from bpo.channels.operations.deliveries import wake_delivery
from bpo.channels.operations.hooks import call_hook
from bpo.channels.operations.polling import PERIOD as POLL_PERIOD
from bpo.channels.operations.polling import due_polls, poll_account
from bpo.channels.operations.sending import Sender, due_deliveries
from bpo.channels.queries import get_import
from bpo.core.queue import job, on
from bpo.core.schedule import every
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.identity.events import NotificationMade
from bpo.identity.mail import in_use
from bpo.web.sentences import say

LONGEST_IMPORT = timedelta(days=1)
SWEEP = timedelta(seconds=15)
AUDIT_PERIOD = timedelta(minutes=5)
CHECK_PERIOD = timedelta(minutes=30)
GIVE_UP = "channels.jobs.give_up"
POLL = "channels.jobs.poll"
TELL = "channels.jobs.tell_program"


@on(ImportRequested, queue="slow")
def watch_import(uow: UnitOfWork, tenant_id: str, run_id: str) -> None:
    """Look again when it must be over."""
    payload = {"tenant_id": tenant_id, "run_id": run_id}
    uow.defer(GIVE_UP, tenant_id=UUID(tenant_id), payload=payload, run_after=uow.now + LONGEST_IMPORT)


@job("slow")
def give_up(uow: UnitOfWork, tenant_id: str, run_id: str) -> None:  # noqa: ARG001 -- the payload's names
    """End an import that did not end by itself."""
    give_up_import(uow, get_import(uow, UUID(run_id)))


@job("delivery", units="own")
def deliver(open_unit: OpenUnit, tenant_id: str, delivery_id: str) -> None:
    """Do with a reply what it needs now: look it up, or write it once."""
    settings = in_use()
    sender = Sender(
        open_unit, Wire(settings.private_hosts), settings.secret_key, public_url=settings.public_url
    )
    sender.deliver(UUID(tenant_id), UUID(delivery_id))


@every(SWEEP, queue_name="delivery")
def sweep_deliveries(uow: UnitOfWork, tenant_id: str) -> None:
    """Leave work for replies whose worker died, and for those that something held back until now."""
    for delivery in due_deliveries(uow, UUID(tenant_id)):
        wake_delivery(uow, delivery)


@job("reading", units="own")
def check_connection(open_unit: OpenUnit, tenant_id: str, account_id: str) -> None:
    """Try an account's credentials."""
    settings = in_use()
    check_account(
        open_unit,
        UUID(tenant_id),
        UUID(account_id),
        wire=Wire(settings.private_hosts),
        key=settings.secret_key,
    )


@every(CHECK_PERIOD, queue_name="reading")
def begin_checks(uow: UnitOfWork, tenant_id: str) -> None:
    """Have accounts tried anew, so that what is wrong is known before it stops them."""
    for connection in due_checks(uow, UUID(tenant_id)):
        request_check(uow, connection)


@every(POLL_PERIOD, queue_name="reading")
def begin_polls(uow: UnitOfWork, tenant_id: str) -> None:
    """Leave work for the accounts that are to be asked what is new."""
    for account_id in due_polls(uow, UUID(tenant_id)):
        payload = {"tenant_id": tenant_id, "account_id": str(account_id)}
        uow.defer(POLL, tenant_id=UUID(tenant_id), payload=payload)


@job("reading", units="own")
def poll(open_unit: OpenUnit, tenant_id: str, account_id: str) -> None:
    """Ask one account what is new."""
    settings = in_use()
    poll_account(
        open_unit,
        UUID(tenant_id),
        UUID(account_id),
        wire=Wire(settings.private_hosts),
        key=settings.secret_key,
    )


@every(AUDIT_PERIOD, queue_name="reading")
def begin_audits(uow: UnitOfWork, tenant_id: str) -> None:
    """Leave work for the accounts that are to be listed anew."""
    for account_id in due_audits(uow, UUID(tenant_id)):
        leave_audit(uow, UUID(tenant_id), account_id)


@job("reading", units="own")
def audit(open_unit: OpenUnit, tenant_id: str, account_id: str) -> None:
    """List one account anew."""
    settings = in_use()
    audit_account(
        open_unit,
        UUID(tenant_id),
        UUID(account_id),
        wire=Wire(settings.private_hosts),
        key=settings.secret_key,
    )


@on(NotificationMade, queue="delivery")
def begin_telling(uow: UnitOfWork, tenant_id: str, notification_id: str) -> None:
    """A listener has a unit open, and a call may have none: leave it to a job of its own."""
    uow.defer(TELL, tenant_id=UUID(tenant_id), payload={"notification_id": notification_id})


@job("delivery", units="own")
def tell_program(open_unit: OpenUnit, notification_id: str) -> None:
    """Call somebody's webhook with what they were told."""
    settings = in_use()
    call_hook(open_unit, Wire(settings.private_hosts), settings, UUID(notification_id), say=say)
