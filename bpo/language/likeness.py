"""What a brand says instead, in the form of the word it replaces: `дешёвую` becomes `доступную`."""

from bpo.language.lexis import fold, words_of
from bpo.language.morphology import morphology
from bpo.language.text import key_of
from bpo.language.types import Language


def in_the_form_of(found: str, term: str, prefer: str, language: Language) -> str:
    """The preferred words in place of what was found; as they are where forms do not carry over."""
    head, space, rest = prefer.partition(" ")
    made, analyser = None, morphology(language)
    if len(words_of(term)) == 1 and (language is Language.EN or analyser.knows(key_of(head))):
        made = analyser.alike(key_of(found), key_of(term), key_of(head))
    words = f"{made}{space}{rest}" if made else prefer
    return words[:1].upper() + words[1:] if found[:1].isupper() and fold(found[1:2]).islower() else words
