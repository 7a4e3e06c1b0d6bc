"""Whether a word goes with the one beside it: an adjective with its noun, a verb with who does it, a case with its preposition."""

from functools import lru_cache

from bpo.language.morphology import morphology
from bpo.language.types import Language

CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct", "gen2", "acc2", "loc2", "voct"})
LIKE_ADJECTIVES = frozenset({"ADJF", "PRTF", "adj", "pact", "ppas", "NUMR"})
NOUNS = frozenset({"NOUN", "subst", "ger"})
GENDERS = frozenset({"masc", "femn", "neut"})
NUMBERS = frozenset({"sing", "plur"})
# Cases that a preposition asks for.
ASKS: dict[Language, dict[str, frozenset[str]]] = {
    Language.RU: {
        one: frozenset(cases.split())
        for words, cases in (
            ("без для до из от у около после против вместо кроме из-за ради среди", "gent gen2"),
            ("к ко благодаря согласно", "datv"),
            ("над перед между", "ablt"),
            ("при о об", "loct loc2 accs"),
            ("в во на", "accs loct loc2"),
            ("за под", "accs ablt"),
            ("про через сквозь", "accs"),
            ("с со", "ablt gent gen2 accs"),
            ("по", "datv loct accs"),
        )
        for one in words.split()
    },
    Language.UK: {
        one: frozenset(cases.split())
        for words, cases in (
            ("без для до від після проти замість крім біля серед", "gent"),
            ("завдяки", "datv"),
            ("над перед між", "ablt accs"),
            ("при", "loct"),
            ("в у на по", "accs loct gent"),
            ("за під", "accs ablt"),
            ("про через крізь", "accs"),
            ("з із зі", "ablt gent accs"),
        )
        for one in words.split()
    },
    Language.PL: {
        one: frozenset(cases.split())
        for words, cases in (
            ("bez dla do od u obok podczas według wśród zamiast spod sprzed", "gen"),
            ("ku dzięki przeciwko", "dat"),
            ("przy", "loc"),
            ("w we na o po", "acc loc"),
            ("za pod nad przed między", "acc inst"),
            ("przez", "acc"),
            ("z ze", "gen inst acc"),
        )
        for one in words.split()
    },
    Language.EN: {},
}
WHO = {
    Language.RU: {
        "я": "1per sing", "ты": "2per sing", "он": "3per sing masc", "она": "3per sing femn", "оно": "3per sing neut",
        "мы": "1per plur", "вы": "2per plur", "они": "3per plur",
    },
    Language.UK: {
        "я": "1per sing", "ти": "2per sing", "він": "3per sing masc", "вона": "3per sing femn", "воно": "3per sing neut",
        "ми": "1per plur", "ви": "2per plur", "вони": "3per plur",
    },
}  # fmt: skip


@lru_cache(20_000)
def fits(before: str, word: str, after: str, language: Language) -> tuple[int, int]:
    """How the word goes with the one before and the one after: 1 it does, -1 it does not, 0 no telling."""
    if language is Language.EN or " " in word or "-" in word:
        return 0, 0
    left = (
        _asked(before, word, language) or _together(before, word, language) or _does(before, word, language)
    )
    return left, _together(word, after, language) if after else 0


def _asked(before: str, word: str, language: Language) -> int:
    """Whether it is in a case that the preposition before it asks for."""
    cases = ASKS[language].get(before)
    if cases is None:
        return 0
    readings = morphology(language).readings(word)
    nominal = [
        one.tags for one in readings if not one.tags.isdisjoint(NOUNS | LIKE_ADJECTIVES | {"NPRO", "num"})
    ]
    return (1 if any(not tags.isdisjoint(cases) for tags in nominal) else -1) if readings else 0


def _together(one: str, two: str, language: Language) -> int:
    """Whether the first can be an adjective of the second, or of the same noun."""
    if not one:
        return 0
    analyser = morphology(language)
    first = [
        reading.tags for reading in analyser.readings(one) if not reading.tags.isdisjoint(LIKE_ADJECTIVES)
    ]
    if not first:
        return 0
    second = [
        reading.tags
        for reading in analyser.readings(two)
        if not reading.tags.isdisjoint(NOUNS | LIKE_ADJECTIVES)
    ]
    if not second:
        return 0
    return 1 if any(_agree(here, there, language) for here in first for there in second) else -1


def _agree(one: frozenset[str], two: frozenset[str], language: Language) -> bool:
    if language is Language.PL:
        cases = {"nom", "gen", "dat", "acc", "inst", "loc", "voc"}
        genders = {"m1", "m2", "m3", "f", "n"}
        return all(not one.isdisjoint(two & group) for group in (cases, {"sg", "pl"}, genders))
    if one.isdisjoint(two & CASES) or one.isdisjoint(two & NUMBERS):
        return False
    return "plur" in one or not one & GENDERS or not two & GENDERS or not one.isdisjoint(two & GENDERS)


def _does(before: str, word: str, language: Language) -> int:
    """Whether a verb is of the person that the pronoun before it is."""
    who = WHO.get(language, {}).get(before)
    if who is None:
        return 0
    person, number, *gender = who.split()
    verbs = [one.tags for one in morphology(language).readings(word) if "VERB" in one.tags]
    if not verbs:
        return 0
    for tags in verbs:
        if "past" in tags:
            if number in tags and (number == "plur" or not gender or gender[0] in tags):
                return 1
        elif person in tags and number in tags:
            return 1
    return -1
