"""News of monitoring: ids only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from bpo.core.events import Event


@dataclass(frozen=True)
class WatchChanged(Event):
    """A watch looks for something else than before: what is stored is to be read again."""

    name: ClassVar[str] = "monitoring.watch_changed"
    watch_id: UUID


@dataclass(frozen=True)
class AuthorErasureAsked(Event):
    """Somebody asked for an author to be erased."""

    name: ClassVar[str] = "monitoring.author_erasure_asked"
    erasure_id: UUID


@dataclass(frozen=True)
class AuthorErased(Event):
    """Name and texts of an author are gone."""

    name: ClassVar[str] = "monitoring.author_erased"
    author_id: UUID


@dataclass(frozen=True)
class MentionFileReceived(Event):
    """A file of mentions was uploaded and waits to be imported."""

    name: ClassVar[str] = "monitoring.mention_file_received"
    run_id: UUID
