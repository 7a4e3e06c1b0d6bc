"""Words a brand does not say, subjects it does not touch, and other clients' names.

All three are found in every form by `lexis`. A phrase among a topic's exceptions makes what it covers
innocent of that topic. Whose a foreign name is, a finding never says: that there is such a client is theirs
to tell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from bpo.language.compiled import Compiled
from bpo.language.lexicons import sensitive
from bpo.language.lexis import Hit, fold, pieces_of
from bpo.language.likeness import in_the_form_of
from bpo.language.text import Kind, Text, key_of
from bpo.language.types import N_, Context, Finding, Language, Severity
from bpo.language.wordlists import ListKind, Owner

INSTEAD = N_("The brand does not say “%(term)s”; it says “%(prefer)s”.")
NOT_SAID = N_("The brand does not say “%(term)s”.")
TOPICS = {
    sensitive.POLITICS: N_("The brand does not speak about politics."),
    sensitive.RELIGION: N_("The brand does not speak about religion."),
}
OTHER_TOPIC = N_("The brand does not speak about this: %(topic)s.")
INNER_CAPITAL = re.compile("[a-zа-яёіїєґ][A-ZА-ЯЁІЇЄҐ]")
ONE_WORD = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")
FOREIGN = N_("This name is not the brand's own, and a reply of the brand must not say it.")


def check_terms(text: Text, language: Language, compiled: Compiled, _context: Context) -> Iterable[Finding]:
    """Terms, topics and foreign names, in one pass over the words."""
    hits = [(hit, hit.owner) for hit in compiled.lists.find(pieces_of(text), text.raw, language)]
    own = [hit for hit, owner in hits if owner.kind is ListKind.OWN]
    rest = [(hit, owner) for hit, owner in hits if not any(_covers(name, hit) for name in own)]
    yield from _terms(text, language, rest)
    yield from _topics(text, rest)
    yield from _foreign(text, rest, compiled)


def _terms(text: Text, language: Language, hits: Sequence[tuple[Hit, Owner]]) -> Iterator[Finding]:
    terms = _longest([(hit, owner) for hit, owner in hits if owner.kind is ListKind.TERM])
    for hit, owner in terms:
        found = text.raw[hit.start : hit.end]
        values: dict[str, object] = {"term": owner.words}
        suggestions: tuple[str, ...] = ()
        if owner.prefer:
            values["prefer"] = owner.prefer
            suggestions = (in_the_form_of(found, owner.words, owner.prefer, language),)
        message = INSTEAD if owner.prefer else NOT_SAID
        yield Finding("term", owner.severity, hit.start, hit.end, found, message, values, suggestions)


def _topics(text: Text, hits: Sequence[tuple[Hit, Owner]]) -> Iterator[Finding]:
    innocent = [(hit, owner) for hit, owner in hits if owner.kind in {ListKind.INNOCENT, ListKind.IDIOM}]
    guilty = [
        (hit, owner)
        for hit, owner in hits
        if owner.kind is ListKind.TOPIC
        and not any(
            other.topic == owner.topic
            and (owner.ours or other.kind is ListKind.INNOCENT)
            and hit.overlaps(excuse)
            for excuse, other in innocent
        )
    ]
    for topic in dict.fromkeys(owner.topic for _, owner in guilty):
        for hit, owner in _longest([one for one in guilty if one[1].topic == topic]):
            yield Finding(
                "topic",
                owner.severity,
                hit.start,
                hit.end,
                text.raw[hit.start : hit.end],
                TOPICS.get(topic, OTHER_TOPIC),
                {"topic": topic},
            )


def _foreign(text: Text, hits: Sequence[tuple[Hit, Owner]], compiled: Compiled) -> Iterator[Finding]:
    found = [
        (hit, owner)
        for hit, owner in hits
        if owner.kind is ListKind.FOREIGN and (not owner.common or _is_named(text, hit))
    ]
    spans = [(hit.start, hit.end) for hit, _ in _longest(found)]
    if compiled.rules.foreign_names:
        joined = compiled.lists.joined_foreign_names
        for token in text.tokens:
            if token.kind in {Kind.URL, Kind.EMAIL, Kind.MENTION, Kind.HASHTAG}:
                letters = "".join(char for char in fold(key_of(token.text)) if char.isalnum())
                if any(name in letters for name in joined):
                    spans.append((token.start, token.end))
        spans += [place for place in _run_together(text, joined) if not _overlaps(place, spans)]
    for start, end in spans:
        yield Finding("wrong_brand", Severity.BLOCK, start, end, text.raw[start:end], FOREIGN)


def _run_together(text: Text, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Names written in one word, or with hyphens where they have none: `BrindleOwl`, `Zel-Vora`."""
    for found in ONE_WORD.finditer(text.raw):
        if found.group().isalpha() and not INNER_CAPITAL.search(found.group()):
            continue
        letters = "".join(char for char in fold(key_of(found.group())) if char.isalnum())
        if letters in names or letters.removesuffix("s") in names:
            yield found.span()


def _overlaps(place: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)


def _is_named(text: Text, hit: Hit) -> bool:
    """An ordinary word is somebody's name where it has a capital that no sentence gave it, or stands in quotes."""
    if not text.raw[hit.start].isupper():
        return False
    if hit.start and text.raw[hit.start - 1] in "«„“\"'":
        return True
    token = next((one for one in text.words if one.start <= hit.start < one.end), None)
    if token is None or not text.opens_sentence(token):
        return True
    inside = [one for one in text.words if hit.start < one.start < hit.end]
    return bool(inside) and all(one.text[:1].isupper() for one in inside)


def _covers(name: Hit, hit: Hit) -> bool:
    return hit.owner is not name.owner and name.start <= hit.start and hit.end <= name.end


def _longest(hits: Sequence[tuple[Hit, Owner]]) -> list[tuple[Hit, Owner]]:
    """Of findings in the same place the longest; of equals the gravest, then the brand's own."""
    order = list(Severity)
    kept: list[tuple[Hit, Owner]] = []
    for hit, owner in sorted(
        hits,
        key=lambda one: (
            one[0].start - one[0].end,
            -order.index(one[1].severity),
            one[1].ours,
            one[0].start,
        ),
    ):
        if not any(hit.overlaps(other) for other, _ in kept):
            kept.append((hit, owner))
    return sorted(kept, key=lambda one: one[0].start)
