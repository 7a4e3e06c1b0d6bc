"""Words and their forms: which lemmas a word may belong to, which forms a lemma has, whether it is known.

pymorphy3 reads Russian and Ukrainian, Morfeusz Polish; English is inflected by rule. Analysers are loaded
when a language is first needed and shared by the process.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Protocol

from bpo.language.types import Language


class Morphology(Protocol):
    """What every language's analyser answers; words are keys (`text.key_of`)."""

    def lemmas(self, word: str) -> frozenset[str]:
        """Every dictionary form this word may be a form of; itself where it is unknown."""

    def forms(self, lemma: str) -> frozenset[str]:
        """Every form of a word given in its dictionary form, itself among them."""

    def knows(self, word: str) -> bool:
        """Whether the word is in the dictionary."""


class Pymorphy:
    """Russian and Ukrainian."""

    def __init__(self, language: Language) -> None:
        import pymorphy3  # noqa: PLC0415 -- loaded when the language is first needed

        self._analyser = pymorphy3.MorphAnalyzer(lang=language.value)
        self.lemmas = lru_cache(100_000)(self._lemmas)

    def _lemmas(self, word: str) -> frozenset[str]:
        return frozenset(parse.normal_form for parse in self._analyser.parse(word)) or frozenset({word})

    def forms(self, lemma: str) -> frozenset[str]:
        """Forms of every reading of the word that has it as its dictionary form (or of the best one)."""
        parses = self._analyser.parse(lemma)
        own = [parse for parse in parses if parse.normal_form == lemma] or parses[:1]
        return frozenset(form.word for parse in own for form in parse.lexeme) | {lemma}

    def knows(self, word: str) -> bool:
        """Whether the word is in the dictionary."""
        return bool(self._analyser.word_is_known(word))


class Morfeusz:
    """Polish."""

    def __init__(self) -> None:
        import morfeusz2  # noqa: PLC0415 -- loaded when the language is first needed

        self._analyser = morfeusz2.Morfeusz(generate=True)
        self.lemmas = lru_cache(100_000)(self._lemmas)

    def _read(self, word: str) -> list[tuple[str, str]]:
        return [(entry[1].split(":")[0], entry[2]) for _, _, entry in self._analyser.analyse(word)]

    def _lemmas(self, word: str) -> frozenset[str]:
        found = {
            lemma.lower()
            for lemma, tag in (*self._read(word), *self._read(word.capitalize()))
            if tag != "ign"
        }
        return frozenset(found) or frozenset({word})

    def forms(self, lemma: str) -> frozenset[str]:
        """Forms of the word, as a common word and as a name."""
        made: Iterable[str] = (
            entry[0].lower()
            for word in (lemma, lemma.capitalize())
            for entry in self._analyser.generate(word)
        )
        return frozenset(made) | {lemma}

    def knows(self, word: str) -> bool:
        """Whether the word is in the dictionary, as it is or as a name."""
        return any(tag != "ign" for one in (word, word.capitalize()) for _, tag in self._read(one))


class English:
    """English, by rule: enough for terms; what is irregular is a matter of `lemmas` lists to come."""

    def lemmas(self, word: str) -> frozenset[str]:
        """The word itself and what is left without a regular ending."""
        found = {word}
        for ending, put in (
            ("ies", "y"),
            ("es", ""),
            ("s", ""),
            ("ied", "y"),
            ("ed", ""),
            ("ed", "e"),
            ("ing", ""),
            ("ing", "e"),
            ("'s", ""),
        ):
            if word.endswith(ending) and len(word) > len(ending) + 2:
                found.add(word[: -len(ending)] + put)
        return frozenset(found)

    def forms(self, lemma: str) -> frozenset[str]:
        """Regular plural, possessive and verb forms."""
        stem = lemma.removesuffix("e")
        plural = (
            lemma[:-1] + "ies"
            if lemma.endswith("y")
            else lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh")) else "s")
        )
        return frozenset({lemma, plural, f"{lemma}'s", f"{plural}'", stem + "ed", stem + "ing"})

    def knows(self, word: str) -> bool:
        """English has no analyser here: spelling relies on its dictionaries; contractions alone are known."""
        return word in {"i'm", "don't", "can't", "won't"}


@cache
def morphology(language: Language) -> Morphology:
    """The analyser of a language."""
    if language is Language.PL:
        return Morfeusz()
    return English() if language is Language.EN else Pymorphy(language)
