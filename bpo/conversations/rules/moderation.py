"""Which acts a message allows: what its network can do, and what has been done with it already."""

from bpo.channels.adapters.base import Act
from bpo.channels.rules.capabilities import Capabilities
from bpo.core.vocabulary import Direction, Visibility


def acts_on(
    *, direction: str, visibility: str, capabilities: Capabilities, done: str | None, is_gone: bool = False
) -> tuple[Act, ...]:
    """What may be asked for; `done` is the last act that the network has done. Of what is deleted nothing is left."""
    if not capabilities.connects or is_gone or done == Act.DELETE:
        return ()
    can = capabilities.of(private=visibility == Visibility.PRIVATE)
    found: list[Act] = []
    if direction == Direction.IN and visibility == Visibility.PUBLIC and can.hide:
        found.append(Act.UNHIDE if done == Act.HIDE else Act.HIDE)
    if can.delete_own if direction == Direction.OUT else can.delete_other:
        found.append(Act.DELETE)
    return tuple(found)


def stands(done: str | None, *, is_gone: bool) -> str:
    """How a message stands there, in a word: after the last act that the network has done, or somebody else's."""
    if is_gone or done == Act.DELETE:
        return "deleted"
    return "hidden" if done == Act.HIDE else "shown"
