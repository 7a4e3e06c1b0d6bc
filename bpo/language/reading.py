"""What a customer's message says about itself, read cheaply enough for every message that arrives.

Words weigh, negation turns them round, what should happen and did not weighs against; a few phrases, smileys,
marks out of five and capitals are heard too. Good enough to put the angry first; a guess, never a decision.
"""

import re
from functools import cache
from math import exp

from bpo.language.identify import identify
from bpo.language.personal_given import posted
from bpo.language.phrasebook import moods, urgency
from bpo.language.sayings import Folded, Sayings, fold
from bpo.language.text import Text
from bpo.language.types import Label, Language, Piece, Understood

GREETED = re.compile(
    r"^\W*(?:dzie[nń] dobry|dobry wiecz[oó]r|good (?:morning|afternoon|evening|day)|добр\w+ (?:день|дня|вечер|вечера|утро|утра|ранок|ранку|вечір|вечора))"
)
WORD = re.compile(r"[^\W\d_][\w'-]*|[!?.…;\n]+|,")
OWN_LETTERS = (
    (Language.UK, re.compile("[іїєґ]")),
    (Language.RU, re.compile("[ыэъ]")),
    (Language.PL, re.compile("[ąćęłńśźż]")),
)
CYRILLIC = re.compile("[а-яіїєґ]")
ENGLISH_WORDS = frozenset(
    [
        "the",
        "and",
        "is",
        "are",
        "my",
        "i",
        "you",
        "your",
        "of",
        "not",
        "have",
        "has",
        "it",
        "this",
        "that",
        "for",
        "was",
        "with",
        "what",
        "when",
        "where",
        "how",
        "why",
        "can",
        "i'm",
        "it's",
        "don't",
        "been",
        "get",
        "still",
        "just",
        "they",
        "we",
        "our",
        "but",
        "there",
        "me",
        "be",
        "will",
        "would",
        "please",
        "thanks",
        "order",
    ]
)
POLISH_WORDS = frozenset(
    [
        "nie",
        "jest",
        "sie",
        "na",
        "mam",
        "czy",
        "jak",
        "co",
        "kiedy",
        "gdzie",
        "moje",
        "moja",
        "prosze",
        "jestem",
        "dlaczego",
        "od",
        "po",
        "za",
        "u",
        "w",
        "z",
        "i",
        "o",
        "ze",
        "dla",
        "dzisiaj",
        "jaka",
        "jaki",
        "jakie",
    ]
)
PICTURED = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
SMILES, FROWNS = re.compile(moods.SMILES), re.compile(moods.FROWNS)
MARKS_OF_FIVE = re.compile(r"([0-5])(?<![\d.,/]\d)\s*(?:/|из|з|z|out of)\s*5(?![\d.,/%])")
STARS = re.compile(r"([1-5])(?<![\d.,]\d)\s*(?:звезд|зірк|зірок|gwiazd|stars?\b)")
A_MARK = re.compile("[0-5]")
SHOUT = re.compile(r"[A-ZА-ЯІЇЄҐĄĆĘŁŃÓŚŹŻ]{3,}")
ASKED = re.compile(r"\?{2,}|\?!|!\?")
LINK = re.compile(r"https?://|www\.|t\.me/")
REACH = 3  # words that a negation reaches
CLEAR = 1.2  # from here on it is a feeling
ASKED_TWICE = 0.8  # “where is it???”
AFTER_BUT = 1.5
UNMET, UNMET_SOFTLY = -2.0, -0.7
MISSED = -2 * UNMET  # what was missed and has come is as good as the lack of it was bad
MOST_THANKS = 14  # words of a message that only says thanks


def understand(raw: str, languages: tuple[Language, ...]) -> Understood:
    """Language, mood, what cannot wait, thanks or spam, and the personal data it shows."""
    folded = fold(raw)
    words = _words(folded)
    language = _language(raw, folded, words, languages)
    personal = tuple(
        Piece(kind, start, end) for start, end, kind in posted(raw, language or languages[0], (), folded)
    )
    if language is None:
        return Understood(language=None, sentiment=_label(_of_pictures(raw)), personal=personal)
    said = _phrases().find(folded)
    names = {one.name for one in said}
    urgent = tuple(name for name in urgency.URGENT if name in names)
    sentiment = _sentiment(raw, words, folded, language)
    return Understood(
        language=language,
        sentiment=sentiment,
        urgent=urgent,
        is_thanks=not urgent and sentiment.label != "negative" and _is_thanks(words),
        is_spam=_is_spam(raw, sum(one.name == "spam" for one in said)),
        personal=personal,
    )


def sentiment_of(raw: str, folded: Folded, language: Language) -> Label:
    """The mood of a text of which nothing else is asked."""
    if not raw.strip():
        return _label(_of_pictures(raw))
    return _sentiment(raw, _words(folded), folded, language)


def _sentiment(raw: str, words: list[str], folded: Folded, language: Language) -> Label:
    names = {one.name for one in _moods().find(folded)}
    feeling = _feeling(raw, words, language) + 2.0 * (("for" in names) - ("against" in names))
    if "missed" in names and "against" not in names:
        feeling += MISSED
    return _label(feeling)


def _words(folded: Folded) -> list[str]:
    greeted = GREETED.match(folded.text)  # “good morning” is no praise
    return WORD.findall(folded.text, greeted.end() if greeted else 0)


@cache
def _phrases() -> Sayings:
    return Sayings({**urgency.URGENT, "spam": urgency.SPAM})


@cache
def _moods() -> Sayings:
    return Sayings(
        {
            "against": moods.PHRASES_AGAINST,
            "for": moods.PHRASES_FOR,
            "missed": moods.PHRASES_OF_THE_MISSED,
        }
    )


def _language(raw: str, folded: Folded, words: list[str], languages: tuple[Language, ...]) -> Language | None:
    """Mostly by letters and small words; by everything where those do not tell."""
    if len(languages) == 1:
        return languages[0] if raw.strip() else None
    for language, letters in OWN_LETTERS:
        if language in languages and letters.search(folded.text):
            return language
    if not CYRILLIC.search(folded.text):
        english, polish = len(ENGLISH_WORDS.intersection(words)), len(POLISH_WORDS.intersection(words))
        if english > polish and Language.EN in languages:
            return Language.EN
        if polish > english and Language.PL in languages:
            return Language.PL
    found = identify(Text(raw), languages)
    return found.language if found else None


def _feeling(raw: str, words: list[str], language: Language) -> float:
    """The sum of what the words weigh, made stronger by marks and capitals, and what pictures add."""
    known = _known(language)
    negators, stronger, but = moods.NEGATORS[language], moods.STRONGER[language], moods.BUT[language]
    good = bad = 0.0
    reach, strong, turned = 0, 1.0, 1.0
    for word in words:
        try:
            weight = known[word]
        except KeyError:
            weight = known[word] = _weight_of(word, language)
        if weight is None:
            reach -= 1
            continue
        if word in negators:
            reach = REACH
        elif word in stronger:
            strong = 1.4
        elif weight[0] or weight[1]:
            value = _turned(weight, negated=reach > 0) * strong * turned
            good, bad = (good + value, bad) if value > 0 else (good, bad - value)
            strong = 1.0
        elif not word[0].isalpha():
            reach, strong, turned = 0, 1.0, 1.0 if word != "," else turned
        if word in but and (good or bad):
            turned, reach = AFTER_BUT, 0
        reach -= word not in negators and word[0].isalpha()
    bad += ASKED_TWICE * ("?" in raw and ASKED.search(raw) is not None)
    if bad >= 2 and good:
        good *= 0.5  # “thanks for the broken plate”
    loud = 1 + 0.1 * min(raw.count("!"), 4) + 0.15 * min(len(SHOUT.findall(raw)), 3)
    return (good - bad) * loud + _of_pictures(raw) + _of_marks(raw)


def _turned(weight: tuple[float, float], *, negated: bool) -> float:
    """What a word weighs, or, negated, what it weighs then."""
    plain, denied = weight
    return denied if negated else plain


@cache
def _known(_language: Language) -> dict[str, tuple[float, float] | None]:
    """Words already weighed, None for those that say nothing; cleared when a process has seen very many."""
    return _Bounded()


class _Bounded(dict[str, tuple[float, float] | None]):
    """A dict that begins anew rather than grow without end."""

    def __setitem__(self, key: str, value: tuple[float, float] | None) -> None:
        if len(self) > 100_000:
            self.clear()
        super().__setitem__(key, value)


def _weight_of(word: str, language: Language) -> tuple[float, float] | None:
    """What a word or mark weighs; None for a word that weighs nothing and turns nothing round."""
    weight = _weigh(word, language)
    if any(weight) or not word[0].isalpha():
        return weight
    turns = (moods.NEGATORS, moods.STRONGER, moods.BUT)
    return weight if any(word in block[language] for block in turns) else None


def _weigh(word: str, language: Language) -> tuple[float, float]:
    """What a word weighs said and denied, by the longest beginning that is listed."""
    stems = _stems(language)
    whole = stems.get(f"{word}$")
    if whole is not None:
        return whole
    for end in range(len(word), 1, -1):
        found = stems.get(word[:end])
        if found is not None:
            return found
    return (0.0, 0.0)


@cache
def _stems(language: Language) -> dict[str, tuple[float, float]]:
    """Beginnings of words with what they weigh said and denied."""
    found: dict[str, tuple[float, float]] = {}
    for block, denied in ((moods.WANTS, UNMET), (moods.WANTS_SOFTLY, UNMET_SOFTLY)):
        found.update({stem.replace("ё", "е"): (0.0, denied) for stem in block[language].split()})
    for weight, block_of in moods.WEIGHTS[language].items():
        for stem in block_of.split():
            plain = stem.replace("ё", "е")
            # “not good” is bad; “not bad” is only a little good.
            denied = -0.8 * weight if weight > 0 else -0.3 * weight
            unmet = found.get(plain, (0.0, 0.0))[1]
            found[plain] = (weight, min(denied, unmet) if unmet else denied)
    return found


def _of_pictures(raw: str) -> float:
    if not PICTURED.search(raw) and ")" not in raw and "(" not in raw and "<" not in raw and "D" not in raw:
        return 0.0
    good = sum(char in moods.GOOD_EMOJI for char in raw) + len(SMILES.findall(raw))
    bad = sum(char in moods.BAD_EMOJI for char in raw) + len(FROWNS.findall(raw))
    return 1.5 * min(good, 2) - 2.0 * min(bad, 2)


def _of_marks(raw: str) -> float:
    """Marks out of five, and stars."""
    if not A_MARK.search(raw):
        return 0.0
    lowered = raw.lower()
    found = MARKS_OF_FIVE.search(lowered) or STARS.search(lowered)
    return (int(found[1]) - 3) * 1.5 if found else 0.0


def _label(feeling: float) -> Label:
    name = "negative" if feeling <= -CLEAR else "positive" if feeling >= CLEAR else "neutral"
    sure = 1 / (1 + exp(-abs(feeling))) if name != "neutral" else 1 - abs(feeling) / (2 * CLEAR)
    return Label(name, round(sure, 2))


def _is_thanks(words: list[str]) -> bool:
    """A short message that thanks and neither asks nor says anything else."""
    if len(words) > MOST_THANKS or any("?" in word for word in words):
        return False
    said = [word for word in words if word[0].isalpha()]
    return not urgency.THANKS.isdisjoint(said) and all(
        word in urgency.THANKS or word in urgency.BESIDE_THANKS for word in said
    )


def _is_spam(raw: str, phrases: int) -> bool:
    return phrases > 1 or (phrases == 1 and LINK.search(raw) is not None)
