"""What can go wrong, said in sentences for people.

Raised where the rule is and turned into an answer at the edge (`web.errors`, the commands). They know
nothing of HTTP. A message is marked with `N_()` where it is written and translated when it is shown,
so `text()` is called at the edge with that edge's gettext.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


class Problem(Exception):  # noqa: N818 -- the field's word; each subclass names what happened
    """A rule said no. `message` is a msgid with %(name)s places, `values` fills them."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.values: Mapping[str, object] = values

    def text(self, gettext: Callable[[str], str] = str) -> str:
        """The sentence, in the language of the given catalogue."""
        translated = gettext(self.message)
        return translated % self.values if self.values else translated


class NotFound(Problem):
    """The row does not exist for this actor: absent and another brand's are the same."""

    def __init__(self, message: str = "There is nothing here.", **values: object) -> None:
        super().__init__(message, **values)


class Forbidden(Problem):
    """The actor may not do this, whatever the row."""

    def __init__(self, message: str = "You may not do this.", **values: object) -> None:
        super().__init__(message, **values)


class Conflict(Problem):
    """The action is not legal in the present state."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input: where (a dotted path, a column or a line) and why."""

    place: str
    message: str
    line: int | None = None


class Invalid(Problem):
    """The input is wrong; every fault is listed, so that nobody mends them one at a time."""

    def __init__(self, message: str, *, faults: tuple[Fault, ...] = (), **values: object) -> None:
        super().__init__(message, **values)
        self.faults = faults
