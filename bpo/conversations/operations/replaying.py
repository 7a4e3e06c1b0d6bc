"""Running recorded raw events through readers and intake, in a brand that is there for this alone and never stored."""

import json
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

from bpo.channels.models import ChannelAccount
from bpo.channels.operations.accounts import add_account
from bpo.channels.operations.inbound import store_inbound
from bpo.channels.queries import list_accounts
from bpo.channels.rules.parsing import account_key, parse_json
from bpo.channels.rules.readings import read_event
from bpo.channels.rules.removals import REMOVAL, read_removal
from bpo.conversations.operations.intake import take_in
from bpo.conversations.operations.removals import record_removals, told_before
from bpo.core.actor import Actor
from bpo.core.errors import Invalid, Problem
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.tenants.operations import create_tenant

LANGUAGES = ("ru", "uk", "pl", "en")
STORED, DUPLICATE, IGNORED, ERROR = "stored", "duplicate", "ignored", "error"


@dataclass(frozen=True)
class Outcome:
    """What became of one line, and why where it did not become a message."""

    line: int
    outcome: str
    form: str
    why: str = ""


class _OverError(Exception):
    """Nothing of it is kept."""


def replay_events(lines: Iterable[str], *, tell: Callable[[Outcome], None]) -> None:
    """Tell of each line what became of it. The transaction is rolled back whatever happens."""
    tenant_id = new_id()
    try:
        with UnitOfWork(Actor.system(tenant_id)) as uow:
            create_tenant(
                uow,
                tenant_id,
                slug=f"replay-{tenant_id.hex[-12:]}",
                name="Replay",
                languages=LANGUAGES,
                time_zone="UTC",
            )
            for outcome in _outcomes(uow, tenant_id, lines):
                tell(outcome)
            _take_back()
    except _OverError:
        return


def _take_back() -> NoReturn:
    raise _OverError


def _outcomes(uow: UnitOfWork, tenant_id: UUID, lines: Iterable[str]) -> Iterator[Outcome]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        form = "?"
        try:
            form, key, body = _parts(line)
            with uow.session.begin_nested():
                outcome, why = _replay(uow, tenant_id, form, key, body)
        except Problem as problem:
            outcome, why = ERROR, _said(problem)
        except Exception as error:  # noqa: BLE001 -- a fault of ours is what is looked for
            outcome, why = ERROR, _where(error)
        yield Outcome(number, outcome, form, why)


def _parts(line: str) -> tuple[str, str, str]:
    told = parse_json(line)
    if not isinstance(told, dict) or not isinstance(told.get("form"), str) or not told.get("key"):
        raise Invalid("This line is no recorded event.")
    body = told.get("body")
    return told["form"], str(told["key"]), body if isinstance(body, str) else json.dumps(body)


def _replay(uow: UnitOfWork, tenant_id: UUID, form: str, key: str, body: str) -> tuple[str, str]:
    account = _account(uow, tenant_id, body)
    if not store_inbound(uow, account, [(key, body)], form=form):
        return DUPLICATE, "the account has an event of this name"
    if form == REMOVAL:
        told = record_removals(uow, tenant_id, [read_removal(parse_json(body))])
        return (STORED, "") if told else (IGNORED, "it is of no message here, or said already")
    message = read_event(form, body)
    result = take_in(uow, tenant_id, [message])
    record_removals(uow, tenant_id, told_before(uow, tenant_id, [message]))
    if result.unknown:
        return IGNORED, "it is for an account that the event does not name as its own"
    return (STORED, "") if result.stored else (DUPLICATE, "the account has a message of this id")


def _account(uow: UnitOfWork, tenant_id: UUID, body: str) -> ChannelAccount:
    """The account that the event names, made where it is new."""
    told = parse_json(body)
    name = told.get("account") if isinstance(told, dict) else None
    known = account_key(name) if isinstance(name, str) else None
    if known is None:
        raise Invalid("The event names no account.")
    network, _colon, handle = known.partition(":")
    found = next((one for one in list_accounts(uow, tenant_id) if one.key == known), None)
    if found is None:
        found = add_account(uow, tenant_id, network=network, handle=handle)
        uow.session.flush()  # what is stored points at it
    return found


def _said(problem: Problem) -> str:
    faults = "; ".join(f"{fault.place}: {fault.message}" for fault in getattr(problem, "faults", ()))
    return f"{problem.message} {faults}".strip()


def _where(error: Exception) -> str:
    at = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {at.filename.rpartition('/bpo/')[2]}:{at.lineno}"
