"""Words a brand does not say, subjects it does not touch, and other clients' names.

All three are found in every form by `lexis`, and in disguise by `masked`; more of names in `foreign`. A phrase among a topic's exceptions makes what it covers
innocent of that topic. Whose a foreign name is, a finding never says: that there is such a client is theirs
to tell.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from bpo.language.compiled import Compiled
from bpo.language.dictionaries import dictionary
from bpo.language.english import LEMMAS
from bpo.language.foreign import foreign_names
from bpo.language.lexicons import sensitive
from bpo.language.lexis import Hit, pieces_of
from bpo.language.likeness import in_the_form_of
from bpo.language.masked import hidden_hits, masked
from bpo.language.text import Text
from bpo.language.types import N_, Context, Finding, Language, Severity
from bpo.language.wordlists import ListKind, Owner

INSTEAD = N_("The brand does not say “%(term)s”; it says “%(prefer)s”.")
NOT_SAID = N_("The brand does not say “%(term)s”.")
TOPICS = {
    sensitive.POLITICS: N_("The brand does not speak about politics."),
    sensitive.RELIGION: N_("The brand does not speak about religion."),
}
OTHER_TOPIC = N_("The brand does not speak about this: %(topic)s.")
HIDDEN_INSTEAD = N_(
    "This is “%(hidden)s” in disguise. The brand does not say “%(term)s”; it says “%(prefer)s”."
)
HIDDEN = N_("This is “%(hidden)s” in disguise. The brand does not say “%(term)s”.")
HIDDEN_TOPIC = N_("This is “%(hidden)s” in disguise. The brand does not speak about this: %(topic)s.")
FOREIGN = N_("This name is not the brand's own, and a reply of the brand must not say it.")


def check_terms(text: Text, language: Language, compiled: Compiled, _context: Context) -> Iterable[Finding]:
    """Terms, topics and foreign names, in one pass over the words and another over what looks disguised."""
    phrases = compiled.lists.of(language).phrases
    pieces = pieces_of(text)
    found = list(phrases.find(pieces, text.raw))
    stretches = masked(text, language, phrases.disguises)
    if stretches:
        found += hidden_hits(phrases, pieces, stretches, text.raw, found)
    if language is Language.EN:
        found = [hit for hit in found if not _is_another_word(hit, text.raw)]
    hits = [(hit, hit.owner) for hit in found]
    own = sorted((hit for hit, owner in hits if owner.kind is ListKind.OWN), key=lambda one: one.start)
    starts, longest = [one.start for one in own], max((one.end - one.start for one in own), default=0)
    rest = [
        (hit, owner)
        for hit, owner in hits
        if not any(
            _covers(name, hit)
            for name in own[bisect_left(starts, hit.end - longest) : bisect_right(starts, hit.start)]
        )
    ]
    yield from _terms(text, language, rest)
    yield from _topics(text, rest)
    named = [(hit, owner) for hit, owner in rest if owner.kind is ListKind.FOREIGN]
    for start, end in foreign_names(text, language, named, stretches, compiled.lists):
        yield Finding("wrong_brand", Severity.BLOCK, start, end, text.raw[start:end], FOREIGN)


def _terms(text: Text, language: Language, hits: Sequence[tuple[Hit, Owner]]) -> Iterator[Finding]:
    terms = _longest([(hit, owner) for hit, owner in hits if owner.kind is ListKind.TERM])
    for hit, owner in terms:
        found = text.raw[hit.start : hit.end]
        values: dict[str, object] = {"term": owner.words}
        suggestions: tuple[str, ...] = ()
        if owner.prefer:
            values["prefer"] = owner.prefer
            suggestions = (in_the_form_of(_said(hit, found), owner.words, owner.prefer, language),)
        message = (
            (HIDDEN_INSTEAD if owner.prefer else HIDDEN)
            if hit.hidden
            else (INSTEAD if owner.prefer else NOT_SAID)
        )
        if hit.hidden:
            values["hidden"] = hit.hidden
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
                HIDDEN_TOPIC if hit.hidden else TOPICS.get(topic, OTHER_TOPIC),
                {"topic": topic, "hidden": hit.hidden} if hit.hidden else {"topic": topic},
            )


def _is_another_word(hit: Hit, raw: str) -> bool:
    """A form of one word that nobody makes, or that is another word's: `coker` of coke, `better` of bet."""
    said, term = (hit.hidden or raw[hit.start : hit.end]).casefold(), hit.owner.words.casefold()
    if said == term or not said.endswith(("er", "est")) or not said.isalpha():
        return False
    return term not in LEMMAS[said] if said in LEMMAS else not dictionary(Language.EN).knows(said)


def _said(hit: Hit, found: str) -> str:
    """The words as they would stand undisguised, with a capital where what was found has one."""
    if not hit.hidden:
        return found
    return hit.hidden.capitalize() if found[:1].isupper() and not found.isupper() else hit.hidden


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
