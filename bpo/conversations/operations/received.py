"""From raw events to messages, and from an uploaded file to messages.

A raw event is done with in the unit that takes its message in. One that can no longer be read (it was
stored under older rules) is recorded and done with too: it must not hold up the others for ever.
"""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from bpo.channels.models import InboundEvent
from bpo.channels.operations import mark_processed
from bpo.channels.operations.echoes import recognise_echo
from bpo.channels.operations.receipts import take_receipt
from bpo.channels.queries import get_import, list_waiting_events
from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.parsing import parse_json
from bpo.channels.rules.readings import read_event, read_receipt
from bpo.channels.rules.removals import REMOVAL, Removal, read_removal
from bpo.conversations.operations.imports import run_import
from bpo.conversations.operations.intake import take_in
from bpo.conversations.operations.removals import record_removals, told_before
from bpo.core.errors import Invalid
from bpo.core.uow import OpenUnit, UnitOfWork

AT_ONCE = 1000


def take_in_waiting(uow: UnitOfWork, tenant_id: UUID, *, limit: int = AT_ONCE) -> bool:
    """Make messages of the brand's raw events that wait; whether there may be more.

    An echo of our own reply is no second message: the reply becomes one when it is known to be sent. What tells
    of a reply what became of it is none either.
    """
    waiting = list_waiting_events(uow, tenant_id, limit=limit)
    if not waiting:
        return False
    told = [event for event in waiting if event.form == REMOVAL]
    messages = [
        replace(message, audit_id=event.audit_id)
        for event in waiting
        if event.form != REMOVAL
        and (message := _read(uow, event)) is not None
        and not recognise_echo(uow, tenant_id, event.account_id, message)
    ]
    result = take_in(uow, tenant_id, messages)
    if result.unknown:
        uow.audit("inbound.without_account", waiting[0], count=len(result.unknown))
    removals = told_before(uow, tenant_id, messages) if result.stored else []
    removals += [one for event in told if (one := _read_removal(uow, event)) is not None]
    if removals:
        record_removals(uow, tenant_id, removals)
    mark_processed(uow, tenant_id, [event.id for event in waiting])
    return len(waiting) == limit


def _read(uow: UnitOfWork, event: InboundEvent) -> IncomingMessage | None:
    try:
        receipt = read_receipt(event.form, event.body)
        if receipt is not None:
            take_receipt(uow, event.tenant_id, event.account_id, receipt)
            return None
        return read_event(event.form, event.body)
    except Invalid:
        uow.audit("inbound.unreadable", event)
        return None


def _read_removal(uow: UnitOfWork, event: InboundEvent) -> Removal | None:
    try:
        return read_removal(parse_json(event.body))
    except Invalid:
        uow.audit("inbound.unreadable", event)
        return None


def import_upload(open_unit: OpenUnit, tenant_id: UUID, run_id: UUID) -> None:
    """Import the file that waits in a run. A second try after a crash stores nothing twice."""
    with open_unit() as uow:
        run = get_import(uow, run_id)
        body, file_format = run.body, run.format
    if body is None:  # finished, and this is a second call
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(body)
        del body
        run_import(open_unit, tenant_id, run_id, path, file_format=file_format)
