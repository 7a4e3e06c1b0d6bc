"""Words and their forms: which lemmas a word may belong to, which forms a lemma has, whether it is known.

pymorphy3 reads Russian and Ukrainian, Morfeusz Polish; English is inflected by rule, and so are
Polish names that Morfeusz does not have. Analysers are loaded
when a language is first needed and shared by the process.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from bpo.language.english import forms_of, lemmas_of
from bpo.language.polish_names import guess_forms
from bpo.language.types import Language

DISTORTED = frozenset({"Dist", "Erro"})  # words that are in the dictionary so that they can be read
PARTICIPLES = frozenset({"PRTF", "PRTS"})
POLISH_PARTICIPLES = ("ppas", "pact", "ger")
# Endings of a name in -а, and of one that ends in a consonant.
GUESSED = {
    Language.RU: ("ы и е у ой ою", "а у ом е ы и ов ам ами ах"),
    Language.UK: ("и і у ою о", "а у ові ом ем і и ів ам ами ах"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading a word; `tags` are the analyser's own, `share` how often it is the right one."""

    lemma: str
    tags: frozenset[str]
    share: float


class Morphology(Protocol):
    """What every language's analyser answers; words are keys (`text.key_of`)."""

    def lemmas(self, word: str) -> frozenset[str]:
        """Every dictionary form this word may be a form of; itself where it is unknown."""

    def forms(self, lemma: str) -> frozenset[str]:
        """Every form of a word given in its dictionary form, itself among them."""

    def knows(self, word: str) -> bool:
        """Whether the word is in the dictionary."""

    def alike(self, form: str, lemma: str, other: str) -> str | None:
        """Another word in the form that this one has of its lemma; None where there is none."""

    def readings(self, _word: str, /) -> tuple[Reading, ...]:
        """Every reading of a word that is in the dictionary; nothing of one that is not."""


class Pymorphy:
    """Russian and Ukrainian."""

    def __init__(self, language: Language) -> None:
        import pymorphy3  # noqa: PLC0415 -- loaded when the language is first needed

        self._language = language
        self._analyser = pymorphy3.MorphAnalyzer(lang=language.value)
        self.lemmas = lru_cache(100_000)(self._lemmas)
        self.readings = lru_cache(50_000)(self._readings)

    def _readings(self, word: str) -> tuple[Reading, ...]:
        if not self._analyser.word_is_known(word):
            return ()
        parses = self._analyser.parse(word)
        whole = sum(parse.score for parse in parses) or 1.0
        return tuple(
            Reading(parse.normal_form, frozenset(parse.tag.grammemes), parse.score / whole)
            for parse in parses
        )

    def plural(self, word: str) -> str | None:
        """A verb said to one person as it is said to several, or politely; None where there is no such form."""
        return self._inflected(word, {"plur"})

    def singular(self, word: str) -> str | None:
        """A verb said to several people, or politely, as it is said to one."""
        return self._inflected(word, {"sing"})

    def _inflected(self, word: str, tags: set[str]) -> str | None:
        for parse in self._analyser.parse(word):
            if parse.tag.POS == "VERB" and ("impr" in parse.tag or "2per" in parse.tag):
                made = parse.inflect(tags)
                return str(made.word) if made else None
        return None

    def agrees_with_one(self, word: str) -> bool:
        """Whether the word is a past tense or a short adjective of one person."""
        return any(
            "plur" not in one.tags and ("past" in one.tags or "ADJS" in one.tags)
            for one in self.readings(word)
        )

    def of_several(self, word: str) -> str | None:
        """A past tense or a short adjective as it is said of several people, or politely."""
        for parse in self._analyser.parse(word):
            if "plur" not in parse.tag and ("past" in parse.tag or parse.tag.POS == "ADJS"):
                made = parse.inflect({"plur"})
                return str(made.word) if made else None
        return None

    def _lemmas(self, word: str) -> frozenset[str]:
        return frozenset(parse.normal_form for parse in self._analyser.parse(word)) or frozenset({word})

    def forms(self, lemma: str) -> frozenset[str]:
        """Forms of every reading of the word that has it as its dictionary form (or of the best one)."""
        parses = self._analyser.parse(lemma)
        plain = lemma.replace("ё", "е")
        own = [parse for parse in parses if parse.normal_form.replace("ё", "е") == plain]
        found = {form.word for parse in own or parses[:1] for form in parse.lexeme}
        if not own and parses and parses[0].tag.POS in PARTICIPLES:  # `бракованный` is no form of its verb
            found = {form.word for form in parses[0].lexeme if form.tag.POS in PARTICIPLES}
        if self._language is Language.UK and lemma.endswith("ий"):
            found |= self._compared(lemma[:-2])
        if not self.knows(lemma):
            found |= {stem + ending for stem, endings in self._guess(lemma) for ending in endings.split()}
        return frozenset(found) | {lemma}

    def _compared(self, stem: str) -> set[str]:
        """Degrees of a Ukrainian adjective, which are filed as words of their own."""
        degrees = {f"{most}{stem}{more}ий" for most in ("", "най", "щонай", "якнай") for more in ("ш", "іш")}
        return {
            form.word
            for degree in degrees
            for parse in self._analyser.parse(degree)
            if parse.is_known and parse.normal_form == degree
            for form in parse.lexeme
        }

    def _guess(self, name: str) -> Iterable[tuple[str, str]]:
        """Endings of a name that no dictionary has, beside what the analyser makes of it."""
        if name.endswith("а"):
            yield name[:-1], GUESSED[self._language][0]
        elif name[-1:] not in "аеёиоуыэюяіїє-'":
            yield name, GUESSED[self._language][1]

    def knows(self, word: str) -> bool:
        """Whether the word is in the dictionary, and not as a distorted one: `што`.

        The Ukrainian dictionary calls words so that everybody uses (`доставка`).
        """
        if not self._analyser.word_is_known(word):
            return False
        return self._language is Language.UK or any(
            DISTORTED.isdisjoint(tag.grammemes) for tag in self._analyser.tag(word)
        )

    def alike(self, form: str, lemma: str, other: str) -> str | None:
        """The other word in the same case, number, gender and degree."""
        wanted = self._analyser.parse(other)[:1]
        plain = lemma.replace("ё", "е")
        for parse in self._analyser.parse(form):
            if wanted and parse.normal_form.replace("ё", "е") == plain:
                if parse.tag.POS in {"COMP", "ADJS"}:
                    asked = {parse.tag.POS}
                else:
                    kept = (parse.tag.case, parse.tag.number, parse.tag.gender)
                    nominal = wanted[0].tag.POS == "NOUN"
                    asked = {one for one in kept[: 2 if nominal else 3] if one}
                try:
                    inflected = wanted[0].inflect(asked)
                except ValueError:  # pymorphy knows the grammemes of the language that was loaded last alone
                    continue
                if inflected is not None:
                    return str(inflected.word)
        return None


class Morfeusz:
    """Polish."""

    def __init__(self) -> None:
        import morfeusz2  # noqa: PLC0415 -- loaded when the language is first needed

        self._analyser = morfeusz2.Morfeusz(generate=True)
        self.lemmas = lru_cache(100_000)(self._lemmas)
        self.readings = lru_cache(50_000)(self._readings)

    def _readings(self, word: str) -> tuple[Reading, ...]:
        """Readings of the whole word and of its parts: in `byłeś` the ending is a part of its own."""
        found = [
            (entry[1].split(":")[0], entry[2])
            for _, _, entry in self._analyser.analyse(word)
            if entry[2] != "ign"
        ]
        return tuple(
            Reading(lemma, frozenset(tag.replace(".", ":").split(":")), 1 / len(found))
            for lemma, tag in found
        )

    def third_person(self, lemma: str) -> str | None:
        """What one person does, of a verb given in the infinitive."""
        made = (entry for entry in self._analyser.generate(lemma) if entry[2].startswith("fin:sg:ter"))
        return next((str(entry[0]) for entry in made), None)

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
        found = frozenset(made) | {lemma}
        if len(found) > 1:
            return found
        return found | self._forms_of_participle(lemma) if self.knows(lemma) else guess_forms(lemma)

    def _forms_of_participle(self, word: str) -> frozenset[str]:
        """`wybrakowany` is filed under its verb: the forms of that kind alone, not the verb's."""
        return frozenset(
            entry[0].lower()
            for verb, tag in self._read(word)
            if tag.startswith(POLISH_PARTICIPLES)
            for entry in self._analyser.generate(verb)
            if entry[2].split(":")[0] == tag.split(":")[0]
        )

    def knows(self, word: str) -> bool:
        """Whether the word, as it is written, is in the dictionary: among names nearly anything is one."""
        pieces: dict[tuple[int, int], bool] = {}
        for start, end, entry in self._analyser.analyse(word):
            is_own = entry[2] != "ign" and (entry[1][:1].islower() or word[:1].isupper())
            pieces[start, end] = pieces.get((start, end), False) or is_own
        return all(pieces.values())

    def alike(self, form: str, lemma: str, other: str) -> str | None:
        """The other word with the same tag, as far as its alternatives meet."""
        tags = [
            entry[2]
            for _, _, entry in self._analyser.analyse(form)
            if entry[1].split(":")[0].lower() == lemma
        ]
        for tag in tags:
            for entry in self._analyser.generate(other):
                if _tags_meet(tag, entry[2]):
                    return str(entry[0])
        return None


def _tags_meet(one: str, other: str) -> bool:
    """Whether two tags of Morfeusz can be of the same form; their genders may differ where they are nouns."""
    first, second = one.split(":"), other.split(":")
    if len(first) != len(second) or first[0] != second[0]:
        return False
    compared = zip(first, second, strict=True)
    fields = list(compared)[:3] if first[0] == "subst" else list(compared)
    return all(set(here.split(".")) & set(there.split(".")) for here, there in fields)


class English:
    """English, by rule."""

    def lemmas(self, word: str) -> frozenset[str]:
        """What the word may be a form of."""
        return lemmas_of(word)

    def forms(self, lemma: str) -> frozenset[str]:
        """Forms of the word as a noun, a verb and an adjective."""
        return forms_of(lemma)

    def knows(self, word: str) -> bool:
        """English has no analyser here: spelling relies on its dictionaries; contractions alone are known."""
        return word in {"i'm", "i'll", "i've", "i'd"}

    def alike(self, form: str, lemma: str, other: str) -> str | None:
        """The other word with the same ending, where it is as regular."""
        ending = form.removeprefix(lemma)
        if ending in {"", "s", "'s"} and form.startswith(lemma) and f"{other}{ending}" in forms_of(other):
            return f"{other}{ending}"
        return None

    def readings(self, _word: str, /) -> tuple[Reading, ...]:
        """None: there is no analyser."""
        return ()


@cache
def morphology(language: Language) -> Morphology:
    """The analyser of a language."""
    if language is Language.PL:
        return Morfeusz()
    return English() if language is Language.EN else Pymorphy(language)
