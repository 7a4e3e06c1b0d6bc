"""Taking the raw events of an account out into a file for whoever looks for a fault, with nobody in them."""

import json
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from bpo.channels.models import ChannelAccount, InboundEvent
from bpo.channels.rules.masking import Mask
from bpo.channels.rules.parsing import parse_json
from bpo.core.errors import Invalid
from bpo.core.uow import UnitOfWork

AT_ONCE = 500


def record_events(
    uow: UnitOfWork, account: ChannelAccount, file: Path, *, since: datetime, until: datetime
) -> int:
    """Write what reached an account between two instants, in that order, a line each; how many lines."""
    mask = Mask(secrets.token_bytes(32))
    written = 0
    with file.open("x", encoding="utf-8") as out:
        for event in _events(uow, account, since=since, until=until):
            out.write(json.dumps(_line(event, mask), ensure_ascii=False) + "\n")
            written += 1
    uow.audit("inbound.recorded", account, count=written)
    return written


def _events(
    uow: UnitOfWork, account: ChannelAccount, *, since: datetime, until: datetime
) -> Iterator[InboundEvent]:
    yield from uow.session.scalars(
        select(InboundEvent)
        .where(
            InboundEvent.tenant_id == account.tenant_id,
            InboundEvent.account_id == account.id,
            InboundEvent.received_at >= since,
            InboundEvent.received_at < until,
        )
        .order_by(InboundEvent.received_at, InboundEvent.id)
        .execution_options(yield_per=AT_ONCE)
    )


def _line(event: InboundEvent, mask: Mask) -> dict[str, object]:
    try:
        body = mask.event(parse_json(event.body))
    except Invalid:  # what is no JSON is masked as a text; its reader will say the same of it
        body = mask.text(event.body)
    return {
        "form": event.form,
        "key": mask.name(event.dedupe_key),
        "received_at": event.received_at.isoformat(),
        "body": body,
    }
