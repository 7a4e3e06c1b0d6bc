"""What the reader adds to words and phrases: how a message is meant, and what a reply does that no listed phrase shows.

The words decide first; the reader is asked for what they cannot say. Its findings bear the rule they belong to, their
likelihood in `values["likely"]` (per cent) and a message that says so. Of manner they only tell; a restricted topic and
personal data in public ask for a reason: a likelihood alone holds no reply back. They stand on the sentence without
which the text is mildest.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bpo.language import reading
from bpo.language.compiled import Compiled
from bpo.language.personal_reader import ASKS, GIVES
from bpo.language.reader import LONGEST, Card, Likelihoods, Reader, as_answer, reader
from bpo.language.taught import teach
from bpo.language.text import Text
from bpo.language.types import N_, Context, Finding, Label, Language, Severity, Topic, Understood

MOODS = {"negative": "s.neg", "neutral": "s.neu", "positive": "s.pos"}
INTENTS = ("complaint", "question", "praise", "lead", "review", "thanks", "spam", "other")
URGENT = ("danger", "legal", "crisis", "money", "outage", "churn", "threat", "self_harm")
OF_LIFE = {"danger", "threat", "self_harm"}
OF_THE_DISPLEASED = {"legal", "crisis", "money", "outage", "churn"}
OFFENDS = "r.offends"
# What the reader calls it, the rule it belongs to, and what the agent is told.
OFFENCES = {
    "r.argue": ("tone", N_("Reads as if it argued with the customer (%(likely)s %% likely).")),
    "r.blame": ("tone", N_("Reads as if it blamed the customer (%(likely)s %% likely).")),
    "r.mock": ("tone", N_("Reads as if it mocked the customer (%(likely)s %% likely).")),
    "r.brush_off": ("brush_off", N_("Reads as if it sent the customer away (%(likely)s %% likely).")),
    "r.vague_promise": (
        "vague_promise",
        N_("Reads like a promise that names neither who nor when (%(likely)s %% likely)."),
    ),
}
# Of personal data in public.
PERSONAL = {
    ASKS: N_(
        "Reads as if it asked for personal data where everybody can read the answer (%(likely)s %% likely)."
    ),
    GIVES: N_("Reads as if it gave away personal data (%(likely)s %% likely)."),
}
ABOUT = N_("Reads as if it were about this: %(topic)s (%(likely)s %% likely).")
BESIDE_WORDS = 0.5  # of its threshold: what a phrase says too needs less
# To go on in private is no way of sending somebody away.
PRIVATE = re.compile(
    r"\b(?:dms?|pm)\b|direct message|private (?:message|chat)|в лс\b|личк[уе]|личн\w+ сообщ|особист\w+ повідом|приват|директ"
    r"|wiadomo\w+ prywatn|prywatn\w+ wiadomo|\bpriv"
)
MOST_SENTENCES = 8  # each costs a reading
SHORTEST = 12  # letters; less says nothing about manner
UNLIKELY = 0.05  # what is less is not kept
TAUGHT = "taught."  # before a topic: how likely by what the brand taught
SAYS, DENIES = 0.5, 0.2  # of a topic that the brand taught
LIKELY = "likely:"  # before a rule's name where what the reader found is counted, apart from the words'
# Where words found one of these, the reader adds nothing of manner.
OF_MANNER = frozenset({"tone", "brush_off", "vague_promise", "profanity"})
# The sentence of a text that says a label, given what it answers (None: the text is read alone).
Placed = Callable[[Text, str, str | None], tuple[int, int]]


def understand_deeply(
    texts: Sequence[tuple[str, tuple[Language, ...]]],
) -> list[Understood]:
    """Messages read by words and by the reader, in their order; by words alone where no reader can run."""
    by_words = [reading.understand(raw, languages) for raw, languages in texts]
    found = reader()
    if found is None:
        return by_words
    likely = found.read([raw[:LONGEST] for raw, _ in texts])
    return [_both(found, words, one) for words, one in zip(by_words, likely, strict=True)]


def _both(found: Reader, words: Understood, likely: Likelihoods) -> Understood:
    mood = max(MOODS, key=lambda one: likely[MOODS[one]])
    urgent = tuple(one for one in URGENT if _is_urgent(found, likely, one, said=one in words.urgent))
    intent = max(INTENTS, key=lambda one: likely[f"i.{one}"])
    return replace(
        words,
        sentiment=Label(mood, round(likely[MOODS[mood]], 2)),
        urgent=urgent,
        topics=tuple(
            one.removeprefix("t.") for one in found.labels if one[:2] == "t." and found.says(likely, one)
        ),
        intent=Label(intent, round(likely[f"i.{intent}"], 2)),
        is_thanks=intent == "thanks" and not urgent,
        is_spam=intent == "spam",
        by=found.version,
    )


def _is_urgent(found: Reader, likely: Likelihoods, kind: str, *, said: bool) -> bool:
    """Whether it cannot wait; who is pleased neither leaves nor makes a scandal."""
    if said and kind in OF_LIFE:
        return True  # no likelihood takes back that somebody may be hurt
    if kind in OF_THE_DISPLEASED and not said and likely[MOODS["positive"]] > 0.5:
        return False
    needed = found.thresholds[f"u.{kind}"] * (BESIDE_WORDS if said else 1)
    return likely[f"u.{kind}"] >= needed


def check_deeply(
    text: Text, compiled: Compiled, context: Context, said: Sequence[Finding]
) -> Iterator[Finding]:
    """What the reader finds in a reply beside what the words found in it (`said`)."""
    found = reader()
    if found is None or is_short(text):
        return
    topics = compiled.rules.topics
    likely = read_reply(found, text, context.reply_to, topics)
    placed = partial(likeliest, found, topics)
    yield from findings_by(
        found, likely, text, compiled, context, rules_said(said), topics_said(said), placed
    )


def is_short(text: Text) -> bool:
    """Whether a reply is too short to say anything of its manner."""
    return sum(map(str.isalpha, text.raw)) < SHORTEST


def read_reply(found: Reader, text: Text, reply_to: str | None, topics: Sequence[Topic]) -> Likelihoods:
    """What the reader says of a reply: of its manner as an answer, and of all topics alone, taught ones among them."""
    answer, alone = _read(found, [as_answer(text.raw, reply_to), text.raw[:LONGEST]], topics)
    return {label: (answer if label[:2] == "r." else alone)[label] for label in alone}


def _read(found: Reader, texts: Sequence[str], topics: Sequence[Topic]) -> list[Likelihoods]:
    vectors = found.vectors(texts)
    read = found.judge(texts, vectors)
    for likely, more in zip(read, found.personal.likely(texts, vectors), strict=True):
        likely.update(more)
    for topic in topics:
        if topic.about:
            taught = teach(found, topic.about, topic.not_about)
            for likely, vector in zip(read, vectors, strict=True):
                likely[f"{TAUGHT}{topic.topic}"] = taught.likely(vector)
    return read


def kept_of(likely: Mapping[str, float], topics: Sequence[Topic]) -> dict[str, float]:
    """What is kept of the likelihoods of a reply: enough for `findings_by` to find the same again by other rules.

    What a brand taught is kept with a mark of its examples: by others it would have been read otherwise.
    """
    offends = likely.get(OFFENDS, 0.0) >= UNLIKELY
    known = {
        label: round(one, 4)
        for label, one in likely.items()
        if (label[:2] in {"r.", "t.", "d."} and one >= UNLIKELY) or (offends and label in OFFENCES)
    }
    taught = {
        _mark(topic): round(likely[f"{TAUGHT}{topic.topic}"], 4)
        for topic in topics
        if f"{TAUGHT}{topic.topic}" in likely
    }
    return known | taught


def says_something(card: Card, kept: Mapping[str, float]) -> bool:
    """Whether any rules could find something by likelihoods as they are kept: of most replies none could."""
    return any(
        one >= (SAYS if label.startswith(TAUGHT) else card.thresholds[label])
        for label, one in kept.items()
        if label == OFFENDS or label[:2] in {"t.", "d."} or label.startswith(TAUGHT)
    )


def known_by(kept: Mapping[str, float], topics: Sequence[Topic]) -> tuple[Likelihoods, set[str]]:
    """Likelihoods as they were kept, for these topics; and those of which they cannot tell, taught by other examples."""
    likely, unknown = dict(kept), set()
    for topic in topics:
        if topic.about and _mark(topic) in kept:
            likely[f"{TAUGHT}{topic.topic}"] = kept[_mark(topic)]
        elif topic.about:
            unknown.add(topic.topic)
    return likely, unknown


def _mark(topic: Topic) -> str:
    examples = repr((topic.about, topic.not_about)).encode("utf-8", "replace")
    return f"{TAUGHT}{topic.topic}#{hashlib.sha256(examples).hexdigest()[:12]}"


def rules_said(said: Sequence[Finding]) -> set[str]:
    """The rules by which words found something."""
    return {one.rule for one in said}


def topics_said(said: Sequence[Finding]) -> set[str]:
    """The topics that words found."""
    return {str(one.values.get("topic")) for one in said if one.rule == "topic"}


def rule_key(rule: str, values: Mapping[str, object]) -> str:
    """By what name a finding of a rule is counted."""
    return LIKELY + rule if "likely" in values else rule


def found_before(kept: Mapping[str, Any], raw: str) -> Finding:
    """A finding of the reader as it was kept, without its words, over the text in which it was found."""
    values, rule = kept["values"], kept["rule"]
    by_rule = dict(OFFENCES.values())
    label = str(values.get("label"))
    message = PERSONAL.get(label) or OFFENCES.get(label, (rule, by_rule.get(rule, ABOUT)))[1]
    start, end = kept["start"], kept["end"]
    return Finding(rule, Severity(kept["severity"]), start, end, raw[start:end], message, values)


def whole(text: Text, _label: str, _reply_to: str | None) -> tuple[int, int]:
    """The place of a finding where nothing is read again to find its sentence."""
    return _bare(text, 0, len(text.raw))


def findings_by(
    card: Card,
    likely: Likelihoods,
    text: Text,
    compiled: Compiled,
    context: Context,
    rules: Collection[str],
    topics: Collection[str],
    placed: Placed,
) -> Iterator[Finding]:
    """What likelihoods come to by a brand's rules, where words found something by `rules` and of `topics`."""
    yield from _manner(card, text, compiled, context, likely, rules, placed)
    if context.public and "personal_data" not in rules:
        yield from _personal(card, text, compiled.rules.style.personal_data_public, likely, placed)
    for topic in compiled.rules.topics:
        if topic.topic not in topics and _is_about(card, likely, topic.topic):
            start, end = placed(text, f"t.{topic.topic}", None)
            about = _about(likely, topic.topic)
            yield _finding(text, "topic", topic.severity, start, end, ABOUT, about, topic=topic.topic)


def _about(likely: Likelihoods, topic: str) -> float:
    """How likely a text is about a topic, by what the reader knows itself or was taught by the brand."""
    return max(likely.get(f"t.{topic}", 0.0), likely.get(f"{TAUGHT}{topic}", 0.0))


def _is_about(card: Card, likely: Likelihoods, topic: str) -> bool:
    """Whether that is enough to say so: a brand's examples add to what is known, and take back what is far from them."""
    is_known = f"t.{topic}" in card.thresholds and card.says(likely, f"t.{topic}")
    taught = likely.get(f"{TAUGHT}{topic}")
    return is_known if taught is None else taught >= SAYS or (is_known and taught >= DENIES)


def _manner(
    card: Card,
    text: Text,
    compiled: Compiled,
    context: Context,
    likely: Likelihoods,
    rules: Collection[str],
    placed: Placed,
) -> Iterator[Finding]:
    severity = compiled.rules.style.tone
    if severity is None or not OF_MANNER.isdisjoint(rules):
        return
    if not card.says(likely, OFFENDS):
        return
    label = max(OFFENCES, key=lambda one: likely[one] / card.thresholds[one])
    if label == "r.brush_off" and PRIVATE.search(text.raw.lower()):
        return
    rule, message = OFFENCES[label]
    start, end = placed(text, OFFENDS, context.reply_to or "")
    yield _finding(text, rule, severity, start, end, message, likely[OFFENDS], label=label)


def _personal(
    card: Card, text: Text, severity: Severity, likely: Likelihoods, placed: Placed
) -> Iterator[Finding]:
    """The likelier of asking and giving, where the words found neither."""
    said = [label for label in PERSONAL if card.says(likely, label)]
    if said:
        label = max(said, key=lambda one: likely[one])
        start, end = placed(text, label, None)
        yield _finding(
            text, "personal_data", severity, start, end, PERSONAL[label], likely[label], label=label
        )


def likeliest(
    found: Reader, topics: Sequence[Topic], text: Text, label: str, reply_to: str | None
) -> tuple[int, int]:
    """The sentence without which the text says it least; the whole text where there is but one, or too many."""
    sentences = [one for one in text.sentences if one[0] < LONGEST]
    if not 1 < len(sentences) <= MOST_SENTENCES:
        return _bare(text, 0, len(text.raw))
    rests = [text.raw[:start] + text.raw[end:] for start, end in sentences]
    asked = [one for one in topics if label == f"t.{one.topic}"]
    read = _read(found, [as_answer(one, reply_to) if reply_to is not None else one for one in rests], asked)
    without = [_about(one, asked[0].topic) if asked else one[label] for one in read]
    return _bare(text, *sentences[without.index(min(without))])


def _bare(text: Text, start: int, end: int) -> tuple[int, int]:
    """A place without the blanks around it."""
    inside = text.raw[start:end]
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())


def _finding(
    text: Text,
    rule: str,
    severity: Severity,
    start: int,
    end: int,
    message: str,
    likely: float,
    **values: str,
) -> Finding:
    # Of real replies a tenth has something of manner: told, and no reason asked for.
    warns = rule in {"topic", "personal_data"} and severity is not Severity.INFO
    shown = Severity.WARN if warns else Severity.INFO
    more = {"likely": round(100 * likely), **values}
    return Finding(rule, shown, start, end, text.raw[start:end], message, more)
