"""Writing watches and sources, and taking them out of use."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from bpo.channels.rules.addresses import fault_of_address
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.monitoring.events import WatchChanged
from bpo.monitoring.models import MentionSource, Watch
from bpo.monitoring.operations.holding import hold_mentions
from bpo.monitoring.queries.watches import get_source, get_watch, list_sources, list_watches
from bpo.monitoring.rules.feeds import is_google_alerts
from bpo.monitoring.rules.matching import as_excluded
from bpo.monitoring.rules.mentions import SourceKind
from bpo.monitoring.rules.query import parse

MOST_WATCHES = 100
MOST_SOURCES = 100
SEARCHED = ("query", "languages", "sources", "excluded")
TAKEN = N_("There is already one of this name.")
NOT_KEPT = N_("It cannot be kept.")


def save_watch(
    uow: UnitOfWork,
    tenant_id: UUID,
    watch_id: UUID | None,
    *,
    name: str,
    query: str,
    languages: Collection[str] = (),
    sources: Collection[UUID] = (),
    excluded: Sequence[str] = (),
) -> Watch:
    """Add a watch or change one; what is stored is read again where it looks for something else.

    Unreadable where the query is; Invalid where the name is taken or a source is not the brand's.
    """
    parse(query)
    hold_mentions(uow, tenant_id)  # a batch that comes in meanwhile is matched before or after, not half
    watch = _watch(uow, tenant_id, watch_id)
    wanted: dict[str, Any] = {
        "query": " ".join(query.split()),
        "languages": sorted(set(languages)),
        "sources": _known(uow, tenant_id, sources),
        "excluded": sorted({kept for one in excluded if (kept := as_excluded(one))}),
    }
    looks_elsewhere = any(getattr(watch, key) != wanted[key] for key in SEARCHED)
    for key, value in wanted.items():
        setattr(watch, key, value)
    watch.name = " ".join(name.split())
    watch.changed_at, watch.changed_by = uow.now, uow.actor.user_id
    if looks_elsewhere:
        watch.version += 1
        watch.ready_at = None
    _add(uow, watch)
    uow.audit("watch.saved", watch, version=watch.version)
    if looks_elsewhere:
        uow.emit(WatchChanged(tenant_id, watch.id))
    return watch


def retire_watch(uow: UnitOfWork, watch: Watch) -> None:
    """Look for it no more; what it found stays found."""
    watch.retired_at = uow.now
    uow.audit("watch.retired", watch)


def save_source(
    uow: UnitOfWork,
    tenant_id: UUID,
    source_id: UUID | None,
    *,
    name: str,
    url: str,
    keeps_all: bool = False,
    private_hosts: frozenset[str] = frozenset(),
) -> MentionSource:
    """Add a feed or change one; it is asked within a minute. `private_hosts` are the installation's own."""
    url = url.strip()
    fault = fault_of_address(url, private_hosts)
    if fault:
        raise Invalid(NOT_KEPT, faults=(Fault("url", fault),))
    if source_id is None:
        _check_room(len(list_sources(uow, [tenant_id])), MOST_SOURCES)
        source = MentionSource(tenant_id=tenant_id, id=new_id(), created_at=uow.now)
        source.created_by, source.failures, source.url = uow.actor.user_id, 0, None
    else:
        source = get_source(uow, tenant_id, source_id, for_update=True)
        if source.kind == SourceKind.FILE:
            raise Invalid(NOT_KEPT, faults=(Fault("url", N_("What comes from files has no address.")),))
    if source.url != url:
        source.url, source.etag, source.last_modified = url, None, None
        source.failures, source.failing_since, source.failure = 0, None, None
        source.next_poll_at = uow.now
    source.kind = (SourceKind.GOOGLE_ALERTS if is_google_alerts(url) else SourceKind.FEED).value
    source.name, source.keeps_all = " ".join(name.split()), keeps_all
    _add(uow, source)
    uow.audit("mention_source.saved", source, kind=source.kind)
    return source


def file_source(uow: UnitOfWork, tenant_id: UUID, name: str) -> MentionSource:
    """The source of files of this name, made where there is none; it keeps everything."""
    hold_mentions(uow, tenant_id)  # two imports at once make one
    name = " ".join(name.split())
    for source in list_sources(uow, [tenant_id]):
        if source.name == name:
            return source
    _check_room(len(list_sources(uow, [tenant_id])), MOST_SOURCES)
    source = MentionSource(
        tenant_id=tenant_id,
        id=new_id(),
        kind=SourceKind.FILE.value,
        name=name,
        keeps_all=True,
        failures=0,
        created_at=uow.now,
        created_by=uow.actor.user_id,
    )
    _add(uow, source)
    uow.audit("mention_source.saved", source, kind=source.kind)
    return source


def retire_source(uow: UnitOfWork, source: MentionSource) -> None:
    """Ask it no more; what came from it stays."""
    source.retired_at = uow.now
    uow.audit("mention_source.retired", source)


def ask_now(uow: UnitOfWork, source: MentionSource) -> None:
    """Ask a feed at the next opportunity, whatever pause it is in."""
    if source.url is not None:
        source.next_poll_at = uow.now - timedelta(seconds=1)


def _watch(uow: UnitOfWork, tenant_id: UUID, watch_id: UUID | None) -> Watch:
    if watch_id is not None:
        return get_watch(uow, tenant_id, watch_id, for_update=True)
    _check_room(len(list_watches(uow, [tenant_id])), MOST_WATCHES)
    return Watch(tenant_id=tenant_id, id=new_id(), version=0, query="", languages=[], sources=[], excluded=[])


def _check_room(kept: int, most: int) -> None:
    if kept >= most:
        fault = Fault("name", N_("Take one out of use first."))
        raise Invalid(N_("There are very many already."), faults=(fault,))


def _known(uow: UnitOfWork, tenant_id: UUID, sources: Collection[UUID]) -> list[str]:
    known = {source.id for source in list_sources(uow, [tenant_id], retired=True)}
    if not set(sources) <= known:
        raise Invalid(NOT_KEPT, faults=(Fault("sources", N_("Not a valid choice.")),))
    return sorted(str(one) for one in set(sources))


def _add(uow: UnitOfWork, row: Watch | MentionSource) -> None:
    try:
        with uow.session.begin_nested():
            uow.session.add(row)
    except IntegrityError as error:
        raise Invalid(NOT_KEPT, faults=(Fault("name", TAKEN),)) from error
