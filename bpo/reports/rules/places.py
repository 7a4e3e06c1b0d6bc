"""Where something was written: an account of the brand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """An account: its name in files, its network, its tags."""

    key: str
    network: str
    tags: tuple[str, ...]
