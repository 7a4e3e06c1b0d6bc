"""Which messages hang together.

Messages that share a key share a thread: a key is a message's own id (`m:ID`), the id it answers, or the
id of a conversation (`c:ID`). Keys that already belong to stored threads join those threads, and two
stored threads turn out to be one when a message knows keys of both. The answer depends on the set of
messages alone, so importing in any order ends in the same threads.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

Key = tuple[UUID, str]  # an account and a key on it


@dataclass(frozen=True, slots=True)
class Joined:
    """One thread of the batch: the keys in it, and the stored threads that it joins (oldest first)."""

    keys: tuple[Key, ...]
    stored: tuple[UUID, ...]


def join(groups: Iterable[Sequence[Key]], *, stored: Mapping[Key, UUID]) -> list[Joined]:
    """The threads that these groups of keys make, with what is stored."""
    parent: dict[Key | UUID, Key | UUID] = {}

    def root(node: Key | UUID) -> Key | UUID:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def unite(left: Key | UUID, right: Key | UUID) -> None:
        parent.setdefault(left, left)
        parent.setdefault(right, right)
        parent[root(left)] = root(right)

    for keys in groups:
        for key in keys:
            unite(keys[0], key)
            if key in stored:
                unite(key, stored[key])
    members: dict[Key | UUID, tuple[list[Key], list[UUID]]] = {}
    for node in parent:
        found, threads = members.setdefault(root(node), ([], []))
        if isinstance(node, UUID):
            threads.append(node)
        else:
            found.append(node)
    return [Joined(tuple(keys), tuple(sorted(threads))) for keys, threads in members.values()]
