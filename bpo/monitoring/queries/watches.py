"""Reads of watches and sources."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.monitoring.models import MentionHour, MentionImport, MentionSource, Watch
from bpo.monitoring.rules.matching import CompiledWatches, WatchTerms, compile_watches


def get_watch(uow: UnitOfWork, tenant_id: UUID, watch_id: UUID, *, for_update: bool = False) -> Watch:
    """A watch in use, or NotFound."""
    query = select(Watch).where(
        Watch.tenant_id == tenant_id, Watch.id == watch_id, Watch.retired_at.is_(None)
    )
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = uow.session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def list_watches(uow: UnitOfWork, tenant_ids: Sequence[UUID], *, retired: bool = False) -> list[Watch]:
    """The watches of these brands by name; with `retired`, those taken out of use as well."""
    query = select(Watch).where(Watch.tenant_id.in_(tenant_ids))
    if not retired:
        query = query.where(Watch.retired_at.is_(None))
    return list(uow.session.scalars(query.order_by(Watch.name, Watch.id)))


def terms_of_watch(watch: Watch) -> WatchTerms:
    """A watch as values."""
    return WatchTerms(
        id=watch.id,
        query=watch.query,
        languages=frozenset(watch.languages),
        sources=frozenset(UUID(one) for one in watch.sources),
        excluded=frozenset(watch.excluded),
    )


def compiled_watches(uow: UnitOfWork, tenant_id: UUID) -> CompiledWatches:
    """All watches of a brand in use, ready to run."""
    watches = sorted(list_watches(uow, [tenant_id]), key=lambda watch: watch.id)
    return compile_watches(tuple(terms_of_watch(watch) for watch in watches))


def count_found(uow: UnitOfWork, tenant_id: UUID, *, days: int = 7) -> Mapping[UUID, int]:
    """How many mentions of the last days each watch found."""
    rows = uow.session.execute(
        select(MentionHour.watch_id, func.sum(MentionHour.mentions))
        .where(
            MentionHour.tenant_id == tenant_id,
            MentionHour.hour >= uow.now - timedelta(days=days),
        )
        .group_by(MentionHour.watch_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def get_source(
    uow: UnitOfWork, tenant_id: UUID, source_id: UUID, *, for_update: bool = False
) -> MentionSource:
    """A source in use, or NotFound."""
    query = select(MentionSource).where(
        MentionSource.tenant_id == tenant_id,
        MentionSource.id == source_id,
        MentionSource.retired_at.is_(None),
    )
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = uow.session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def list_sources(
    uow: UnitOfWork, tenant_ids: Sequence[UUID], *, retired: bool = False
) -> list[MentionSource]:
    """The sources of these brands by name; with `retired`, those taken out of use as well."""
    query = select(MentionSource).where(MentionSource.tenant_id.in_(tenant_ids))
    if not retired:
        query = query.where(MentionSource.retired_at.is_(None))
    return list(uow.session.scalars(query.order_by(MentionSource.name, MentionSource.id)))


def due_sources(uow: UnitOfWork, tenant_id: UUID) -> list[UUID]:
    """The feeds of a brand that are to be asked now."""
    return list(
        uow.session.scalars(
            select(MentionSource.id).where(
                MentionSource.tenant_id == tenant_id,
                MentionSource.url.is_not(None),
                MentionSource.next_poll_at <= uow.now,
                MentionSource.retired_at.is_(None),
            )
        )
    )


def get_mention_import(uow: UnitOfWork, tenant_id: UUID, run_id: UUID) -> MentionImport:
    """One import of a file of mentions, or NotFound."""
    found = uow.session.scalars(
        select(MentionImport).where(MentionImport.tenant_id == tenant_id, MentionImport.id == run_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def list_mention_imports(uow: UnitOfWork, tenant_id: UUID, *, limit: int = 20) -> list[MentionImport]:
    """The latest imports of files of mentions."""
    return list(
        uow.session.scalars(
            select(MentionImport)
            .where(MentionImport.tenant_id == tenant_id)
            .order_by(MentionImport.created_at.desc(), MentionImport.id.desc())
            .limit(limit)
        )
    )
