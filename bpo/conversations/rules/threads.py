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
    # Nodes are numbered, so that each key is hashed once and not at every step towards a root.
    number: dict[Key | UUID, int] = {}
    parent: list[int] = []

    def node_of(name: Key | UUID) -> int:
        node = number.setdefault(name, len(parent))
        if node == len(parent):
            parent.append(node)
        return node

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for keys in groups:
        first = node_of(keys[0])
        for key in keys:
            node = node_of(key)
            parent[root(first)] = root(node)
            thread = stored.get(key)
            if thread is not None:
                parent[root(node)] = root(node_of(thread))
    members: dict[int, tuple[list[Key], list[UUID]]] = {}
    for name, node in number.items():
        found, threads = members.setdefault(root(node), ([], []))
        if isinstance(name, UUID):
            threads.append(name)
        else:
            found.append(name)
    return [Joined(tuple(keys), tuple(sorted(threads))) for keys, threads in members.values()]
