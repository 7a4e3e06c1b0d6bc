"""Every word list of a rule set as one table a language: terms, topics, what is innocent, names.

Made when a language is first checked and kept with the rule set; one look-up a word of the text serves all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bpo.language.lexicons import sensitive
from bpo.language.lexis import Hit, Phrase, Phrases, Piece, expand, fold, inflected, is_common, words_of
from bpo.language.name_guard import SHORTEST_STEM, Framed, Misspelt, NameGuard, is_name
from bpo.language.text import key_of
from bpo.language.types import Language, RuleSet, Severity, Term, Topic
from bpo.language.unmask import Disguises

SHORTEST = 3  # letters of a word of a name that is looked for in disguise


class ListKind(StrEnum):
    TERM = "term"
    TOPIC = "topic"
    INNOCENT = "innocent"  # of one topic, whatever the term
    IDIOM = "idiom"  # of one topic, as far as our own words go
    OWN = "own"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Owner:
    """What a phrase of the table is listed for."""

    kind: ListKind
    words: str
    severity: Severity = Severity.WARN
    prefer: str | None = None
    topic: str = ""
    ours: bool = False
    common: bool = False  # of a name: ordinary words, told from it by their capitals alone


@dataclass(frozen=True, slots=True)
class WordList:
    """The table of one language, and the words of the brand's own names in every form.

    `spelt` holds them and the vendor's words, which spelling lets be; no other rule may take these for names.
    `misspelt` finds words of other clients' names with a slip, `framed` those of names of several by their consonants; `names` are all of these, but for single ordinary ones,
    `long_words` the long ones of names of several.
    """

    phrases: Phrases
    known: frozenset[str]
    spelt: frozenset[str]
    misspelt: Misspelt
    framed: Framed
    names: Disguises
    long_words: frozenset[str]


class WordLists:
    """The tables of a rule set, each made when it is first needed."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._made: dict[Language, WordList] = {}
        self.guard = NameGuard(rules.foreign_names, rules.names)

    @property
    def joined_foreign_names(self) -> tuple[str, ...]:
        """Other clients' names as they stand in links and tags."""
        return self.guard.joined

    def of(self, language: Language) -> WordList:
        """The table of a language."""
        found = self._made.get(language)
        if found is None:
            found = self._made[language] = _make(self._rules, language)
        return found

    def forget(self, language: Language) -> None:
        """Throw away what is remembered of disguised stretches: how long that takes anew is measured so."""
        listed = self.of(language)
        for kept in (listed.phrases.disguises, listed.names, self.guard.stems):
            kept.forget()

    def find(self, pieces: list[Piece], raw: str, language: Language) -> list[Hit]:
        """Everything listed that stands in the text."""
        return list(self.of(language).phrases.find(pieces, raw))


def _make(rules: RuleSet, language: Language) -> WordList:
    phrases = []
    for owner, text in _listed(rules, language):
        words = expand(text, language)
        if owner.kind is ListKind.TOPIC:
            others = sensitive.OTHER_WORDS.get(owner.topic, ())
            if others:
                words = tuple(
                    frozenset(form for form in forms if not form.startswith(others)) for forms in words
                )
        if owner.kind is ListKind.FOREIGN and len(words) > 1:
            words = tuple(
                forms | inflected(word, language) for forms, word in zip(words, words_of(text), strict=True)
            )
        if words and all(words):
            any_order = len(words) == 2 and owner.kind is not ListKind.OWN
            phrases.append(Phrase.of(owner, words, any_order=any_order))
    known = frozenset(
        form for name in rules.names for forms in expand(name, language) for form in forms
    ) | frozenset(word for name in rules.names for word in words_of(name))
    foreign = [phrase for phrase in phrases if phrase.owner.kind is ListKind.FOREIGN]
    told = [phrase for phrase in foreign if len(phrase.words) > 1 or not phrase.owner.common]
    several = [phrase for phrase in foreign if len(phrase.words) > 1]
    return WordList(
        Phrases(phrases),
        known,
        known | forms_known(rules.words.get(language, ()), language),
        Misspelt(_forms(foreign)),
        Framed(form for form in _forms(several) if len(form) >= SHORTEST_STEM - 1),
        Disguises(form for form in _forms(told) if len(form) >= SHORTEST),
        frozenset(form for form in _forms(several) if len(form) >= SHORTEST_STEM),
    )


def forms_known(words: Iterable[str], language: Language) -> frozenset[str]:
    """Words in every form, and one with hyphens also as it is written."""
    said = tuple(words)
    forms = frozenset(form for word in said for forms in expand(word, language) for form in forms)
    return forms | frozenset(part for word in said for part in (fold(key_of(word)), *words_of(word)))


def _forms(phrases: Iterable[Phrase]) -> Iterator[str]:
    return (form for phrase in phrases for forms in phrase.words for form in forms)


def _listed(rules: RuleSet, language: Language) -> Iterator[tuple[Owner, str]]:
    for term in rules.terms:
        for words in term.banned:
            yield _of_term(term, words), words
    for topic in rules.topics:
        yield from _of_topic(topic, language)
    for name in filter(is_name, rules.names):
        yield Owner(ListKind.OWN, name), name
    own = {" ".join(words_of(name)) for name in rules.names}
    for name in filter(is_name, rules.foreign_names):
        parts = words_of(name)
        if len("".join(parts)) > 1 and " ".join(parts) not in own:
            common = all(is_common(part, language) for part in parts)
            yield Owner(ListKind.FOREIGN, name, Severity.BLOCK, common=common), name


def _of_term(term: Term, words: str) -> Owner:
    return Owner(ListKind.TERM, words, term.severity, term.prefer)


def _of_topic(topic: Topic, language: Language) -> Iterator[tuple[Owner, str]]:
    name, severity = topic.topic, topic.severity
    for words in topic.terms:
        yield Owner(ListKind.TOPIC, words, severity, topic=name), words
    for words in topic.exceptions:
        yield Owner(ListKind.INNOCENT, words, topic=name), words
    if name not in sensitive.TERMS:
        return
    for words in sensitive.phrases(sensitive.TERMS[name], language):
        yield Owner(ListKind.TOPIC, words, severity, topic=name, ours=True), words
    for words in sensitive.phrases(sensitive.IDIOMS[name], language):
        yield Owner(ListKind.IDIOM, words, topic=name), words
    for words in sensitive.phrases(sensitive.HOMOGRAPHS[name], language):
        yield Owner(ListKind.INNOCENT, words, topic=name), words
