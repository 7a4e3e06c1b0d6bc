"""A rule set made quick to run, and what a checker is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bpo.language.text import Text
from bpo.language.types import Context, Finding, Language, RuleSet
from bpo.language.wordlists import WordLists


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule set made quick to run; kept for as long as its version is in force.

    `lists` hold its words and names in every form.
    """

    rules: RuleSet
    lists: WordLists


Checker = Callable[[Text, Language, Compiled, Context], Iterable[Finding]]
