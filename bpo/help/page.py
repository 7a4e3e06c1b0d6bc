"""What the help of a page consists of."""

from dataclasses import dataclass

from bpo.identity.permissions import Permission


@dataclass(frozen=True)
class Help:
    """The help of one page, as messages to be translated.

    `how` are sentences in the order of the work, `words` are what the page calls things and what that means, `keys` are
    single keys and what they do. With `needs` it is for those who hold the permission anywhere.
    """

    what: str
    how: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    needs: Permission | None = None
