"""Reads of channel accounts: which there are, and which one an address leads to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, func, literal, or_, select, text, tuple_

from bpo.channels.models import ChannelAccount, ChannelConnection
from bpo.core.errors import Fault, Invalid, NotFound
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork


def list_accounts(uow: UnitOfWork, tenant_id: UUID, *, retired: bool = False) -> list[ChannelAccount]:
    """The brand's accounts by network and handle; with `retired`, also those it no longer has."""
    query = select(ChannelAccount).where(ChannelAccount.tenant_id == tenant_id)
    if not retired:
        query = query.where(ChannelAccount.retired_at.is_(None))
    return list(uow.session.scalars(query.order_by(ChannelAccount.network, ChannelAccount.handle)))


def account_keys(uow: UnitOfWork, tenant_id: UUID) -> dict[str, str]:
    """How accounts are written (`network:handle`) by id, also those that the brand no longer has."""
    return {str(one.id): one.key for one in list_accounts(uow, tenant_id, retired=True)}


def ids_of_keys(uow: UnitOfWork, tenant_id: UUID, keys: Sequence[str], *, place: str) -> list[UUID]:
    """The accounts that are written so; Invalid at `place` where the brand has no such account."""
    known = {one.key: one.id for one in list_accounts(uow, tenant_id)}
    if strange := [key for key in keys if key not in known]:
        fault = Fault(place, N_("The brand has no such account."))
        raise Invalid(N_("The brand has no account %(name)s."), faults=(fault,), name=strange[0])
    return [known[key] for key in keys]


@dataclass(frozen=True)
class AccountFilter:
    """Which accounts are asked for; what is empty narrows nothing."""

    search: str = ""  # in the handle, the shown name, tags and local fields
    network: str = ""
    tag: str = ""
    state: str = ""  # of the connection: fine, ill, untested; `none` of those not connected; `retired`


@dataclass(frozen=True)
class FoundAccount:
    """An account, and of its connection, where it has one, the state and what the network told."""

    account: ChannelAccount
    state: str | None
    facts: Mapping[str, Any]


def find_accounts(
    uow: UnitOfWork,
    tenant_id: UUID,
    wanted: AccountFilter,
    *,
    after: tuple[str, str] | None = None,
    limit: int,
) -> list[FoundAccount]:
    """The brand's accounts by network and handle, after the last one shown."""
    one, states, facts = ChannelAccount, ChannelConnection.state, ChannelConnection.facts
    query = (
        select(one, states, facts)
        .outerjoin(
            ChannelConnection,
            (ChannelConnection.tenant_id == one.tenant_id) & (ChannelConnection.id == one.id),
        )
        .where(one.tenant_id == tenant_id, *account_conditions(wanted))
    )
    if after is not None:
        query = query.where(tuple_(one.network, one.handle) > after)
    rows = uow.session.execute(query.order_by(one.network, one.handle).limit(limit))
    return [FoundAccount(account, state, facts or {}) for account, state, facts in rows]


def account_conditions(wanted: AccountFilter) -> Iterator[ColumnElement[bool]]:
    """What is asked of an account; of its connection too, where the state is."""
    one = ChannelAccount
    if wanted.state == "retired":
        yield one.retired_at.is_not(None)
    else:
        yield one.retired_at.is_(None)
    if wanted.state == "none":
        yield ChannelConnection.id.is_(None)
    elif wanted.state and wanted.state != "retired":
        yield ChannelConnection.state == wanted.state
    if wanted.network:
        yield one.network == wanted.network
    if wanted.tag:
        yield one.tags.contains([wanted.tag])
    for word in wanted.search.casefold().split():
        places = (
            one.handle,
            func.coalesce(one.display_name, ""),
            cast(one.tags, Text),
            cast(one.local, Text),
        )
        yield or_(*(func.lower(place).contains(word, autoescape=True) for place in places))


def count_accounts(uow: UnitOfWork, tenant_id: UUID) -> tuple[dict[str, int], dict[str, int]]:
    """How many accounts in use each network has, and each tag."""
    one = ChannelAccount
    in_use = (one.tenant_id == tenant_id, one.retired_at.is_(None))
    networks = select(literal(0).label("of"), one.network.label("name"), func.count().label("n"))
    # Spread in the list of columns: a join with what they spread to takes three times as long.
    spread = select(func.jsonb_array_elements_text(one.tags).label("tag")).where(*in_use).subquery()
    tags = select(literal(1), spread.c.tag, func.count()).group_by(spread.c.tag)
    rows = uow.session.execute(networks.where(*in_use).group_by(one.network).union_all(tags))
    found: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for row in rows:
        found[row.of][row.name] = row.n
    return found


def get_account(uow: UnitOfWork, account_id: UUID) -> ChannelAccount:
    """One account, or NotFound."""
    account = uow.session.scalars(select(ChannelAccount).where(ChannelAccount.id == account_id)).first()
    if account is None:
        raise NotFound
    return account


def find_route(uow: UnitOfWork, network: str, key: str) -> tuple[UUID, UUID] | None:
    """The brand and account behind a webhook's address; the only way before a brand is known."""
    row = uow.session.execute(
        text("SELECT tenant_id, account_id FROM resolve_route(:network, :key)"),
        {"network": network, "key": key},
    ).first()
    return (row.tenant_id, row.account_id) if row else None
