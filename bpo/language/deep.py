"""What the reader adds to words and phrases: how a message is meant, and what a reply does that no listed phrase shows.

The words decide first; the reader is asked for what they cannot say. Its findings bear the rule they belong to, their
likelihood in `values["likely"]` (per cent) and a message that says so. Of manner they only tell, a restricted topic asks
for a reason: a likelihood alone holds no reply back. They stand on the sentence without which the text is mildest.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bpo.language import reading
from bpo.language.compiled import Compiled
from bpo.language.reader import LONGEST, Likelihoods, Reader, as_answer, reader
from bpo.language.text import Text
from bpo.language.types import N_, Context, Finding, Label, Language, Severity, Understood

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
ABOUT = N_("Reads as if it were about this: %(topic)s (%(likely)s %% likely).")
BESIDE_WORDS = 0.5  # of its threshold: what a phrase says too needs less
# To go on in private is no way of sending somebody away.
PRIVATE = re.compile(
    r"\b(?:dms?|pm)\b|direct message|private (?:message|chat)|в лс\b|личк[уе]|личн\w+ сообщ|особист\w+ повідом|приват|директ"
    r"|wiadomo\w+ prywatn|prywatn\w+ wiadomo|\bpriv"
)
MOST_SENTENCES = 8  # each costs a reading
SHORTEST = 12  # letters; less says nothing about manner


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
    if found is None or sum(map(str.isalpha, text.raw)) < SHORTEST:
        return
    topics = [one for one in compiled.rules.topics if f"t.{one.topic}" in found.labels]
    answer = as_answer(text.raw, context.reply_to)
    likely, *alone = found.read([answer, *([text.raw[:LONGEST]] if topics else [])])
    rules = {one.rule for one in said}
    yield from _manner(found, text, compiled, context, likely, rules)
    told = {str(one.values.get("topic")) for one in said if one.rule == "topic"}
    for topic in topics:
        label = f"t.{topic.topic}"
        if topic.topic not in told and found.says(alone[0], label):
            start, end = _likeliest(found, text, label, None)
            yield _finding(
                text, "topic", topic.severity, start, end, ABOUT, alone[0][label], topic=topic.topic
            )


def _manner(
    found: Reader, text: Text, compiled: Compiled, context: Context, likely: Likelihoods, said: set[str]
) -> Iterable[Finding]:
    severity = compiled.rules.style.tone
    if severity is None or said & {"tone", "brush_off", "vague_promise", "profanity"}:
        return
    if not found.says(likely, OFFENDS):
        return
    label = max(OFFENCES, key=lambda one: likely[one] / found.thresholds[one])
    if label == "r.brush_off" and PRIVATE.search(text.raw.lower()):
        return
    rule, message = OFFENCES[label]
    start, end = _likeliest(found, text, OFFENDS, context.reply_to or "")
    yield _finding(text, rule, severity, start, end, message, likely[OFFENDS])


def _likeliest(found: Reader, text: Text, label: str, reply_to: str | None) -> tuple[int, int]:
    """The sentence without which the text says it least; the whole text where there is but one, or too many."""
    sentences = [one for one in text.sentences if one[0] < LONGEST]
    if not 1 < len(sentences) <= MOST_SENTENCES:
        return _bare(text, 0, len(text.raw))
    rests = [text.raw[:start] + text.raw[end:] for start, end in sentences]
    likely = found.read([as_answer(one, reply_to) if reply_to is not None else one for one in rests])
    best = min(range(len(rests)), key=lambda one: likely[one][label])
    return _bare(text, *sentences[best])


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
    warns = rule == "topic" and severity is not Severity.INFO
    shown = Severity.WARN if warns else Severity.INFO
    more = {"likely": round(100 * likely), **values}
    return Finding(rule, shown, start, end, text.raw[start:end], message, more)
