"""The brand's style: greeting, closing phrase and signature, how many emoji and exclamation marks.

Where one change puts it right, the finding brings that change: what is missing is put in at an empty span, what
is too much is a span whose suggestion is the same without it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from bpo.language.compiled import Compiled
from bpo.language.phrasebook.courtesies import GREETING, GREETINGS, SIGN_OFF, SIGN_OFFS
from bpo.language.sayings import Said, Sayings, opens_sentence
from bpo.language.text import Text
from bpo.language.types import N_, Context, Finding, Language, Limit, Policy, Style

NO_GREETING = N_("The guide asks for a greeting.")
GREETED = N_("The guide asks for replies without a greeting.")
NO_SIGN_OFF = N_("The guide asks for a closing phrase.")
SIGNED_OFF = N_("The guide asks for replies without a closing phrase.")
NO_SIGNATURE = N_("The guide asks for the agent's initials at the end.")
SIGNED = N_("The guide asks for replies without a signature.")
NOT_YOURS = N_("These are not your initials.")
TOO_MANY_EMOJI = N_("Emoji: %(count)s, and at most %(max)s allowed.")
TOO_MANY_MARKS = N_("Exclamation marks: %(count)s, and at most %(max)s allowed.")

SIGNATURE = re.compile(r"(?:(?P<mark>[\^/~*—–-])\s?|\n\s*)(?P<initials>[^\W\d_](?:\.?[^\W\d_]){0,2}\.?)\s*\Z")
MARK = re.compile(r"[!！]")
MARKS = re.compile(r"[!?！]*[!！][!?！]*")
OPENING = 120  # letters at the start in which a greeting stands


@cache
def _greetings() -> Sayings:
    return Sayings({"greeting": GREETINGS})


@cache
def _sign_offs() -> Sayings:
    return Sayings({"sign_off": SIGN_OFFS})


def check_style(text: Text, language: Language, compiled: Compiled, context: Context) -> Iterable[Finding]:
    """Everything the guide says about the outside of a reply."""
    style = compiled.rules.style
    if not text.raw.strip():
        return
    yield from _greeting(text, language, style, context)
    yield from _sign_off(text, language, style)
    yield from _signature(text, style.signature, context)
    if style.emoji and len(text.emoji) > style.emoji.max:
        yield _surplus(text, text.emoji, style.emoji, "emoji", TOO_MANY_EMOJI)
    if style.exclamation_marks:
        marks = [found.span() for found in MARK.finditer(text.raw)]
        if len(marks) > style.exclamation_marks.max:
            yield _surplus(text, marks, style.exclamation_marks, "exclamation_marks", TOO_MANY_MARKS)


def _greeting(text: Text, language: Language, style: Style, context: Context) -> Iterator[Finding]:
    policy = style.greeting
    if policy is None or policy.policy not in {"required", "forbidden"}:
        return
    folded = text.folded
    found = next(
        (
            hit
            for hit in _greetings().find(folded)
            if hit.start < OPENING and (hit.start < OPENING / 2 or opens_sentence(folded.text, hit.start))
        ),
        None,
    )
    if policy.policy == "forbidden" and found:
        yield _superfluous(text, found, "style.greeting", policy, GREETED)
    if policy.policy == "required" and not found:
        plain, named = GREETING[language]
        marks = len(MARK.findall(text.raw))
        mark = "!" if style.exclamation_marks is None or marks < style.exclamation_marks.max else "."
        texts = [named.format(name=context.customer_name)] if context.customer_name else []
        suggestions = tuple(f"{one}{mark} " for one in dict.fromkeys([*texts, plain]))
        yield Finding("style.greeting", policy.severity, 0, 0, "", NO_GREETING, suggestions=suggestions)


def _superfluous(text: Text, hit: Said, rule: str, policy: Policy, message: str) -> Finding:
    """What should not be there; taken away with its mark and space where it is a sentence of its own."""
    start, end = text.folded.span(hit.start, hit.end)
    alone = re.compile(r"[.!]+(?:\s+|\Z)").match(text.raw, end)
    if alone and opens_sentence(text.raw, start):
        return Finding(
            rule,
            policy.severity,
            start,
            alone.end(),
            text.raw[start : alone.end()],
            message,
            suggestions=("",),
        )
    return Finding(rule, policy.severity, start, end, text.raw[start:end], message)


def _sign_off(text: Text, language: Language, style: Style) -> Iterator[Finding]:
    policy = style.sign_off
    if policy is None or policy.policy not in {"required", "forbidden"}:
        return
    last = text.sentences[-3:]  # a signature after the closing phrase may look like one more sentence
    found = next(
        (
            hit
            for hit in _sign_offs().find(text.folded)
            if text.folded.span(hit.start, hit.end)[0] >= last[0][0] and (hit.start > 0 or len(last) == 1)
        ),
        None,
    )
    if policy.policy == "forbidden" and found:
        yield _superfluous(text, found, "style.sign_off", policy, SIGNED_OFF)
    if policy.policy == "required" and not found:
        signature = _signature_in(text, bare=False)
        at = signature.start() if signature else len(text.raw)
        at = len(text.raw[:at].rstrip())
        before = " " if not text.raw[:at] or not text.raw[at - 1].isalnum() else ". "
        put = f"{before}{SIGN_OFF[language]}"
        yield Finding("style.sign_off", policy.severity, at, at, "", NO_SIGN_OFF, suggestions=(put,))


def _signature_in(text: Text, *, bare: bool) -> re.Match[str] | None:
    """Initials in capitals at the end, after a mark, or (`bare`) on a line of their own."""
    found = SIGNATURE.search(text.raw, max(0, len(text.raw) - 12))
    if found is None or found["initials"].upper() != found["initials"]:
        return None
    return found if bare or found["mark"] else None


def _signature(text: Text, policy: Policy | None, context: Context) -> Iterator[Finding]:
    if policy is None:
        return
    found = _signature_in(text, bare=policy.policy == "required")
    own = (context.agent_initials or "").replace(".", "").upper()
    if found is None:
        if policy.policy == "required":
            at = len(text.raw.rstrip())
            put = (f" ^{own}",) if own else ()
            yield Finding("style.signature", policy.severity, at, at, "", NO_SIGNATURE, suggestions=put)
        return
    start, end = found.start("initials"), found.end("initials")
    if policy.policy == "forbidden" and found["mark"] == "^":
        start = len(text.raw[: found.start()].rstrip())
        yield Finding(
            "style.signature", policy.severity, start, end, text.raw[start:end], SIGNED, suggestions=("",)
        )
    elif own and found["mark"] == "^" and found["initials"].replace(".", "") != own:
        yield Finding(
            "style.signature", policy.severity, start, end, text.raw[start:end], NOT_YOURS, suggestions=(own,)
        )


def _surplus(text: Text, places: Sequence[tuple[int, int]], limit: Limit, name: str, message: str) -> Finding:
    """Too many of something: from the first to the last, and the same without those over the limit."""
    start, end = places[0][0], places[-1][1]
    if name == "emoji":
        start, end, fixed = _without_emoji(text.raw, places, limit.max)
    else:
        # What is asked and exclaimed at once is one run of marks.
        while start and text.raw[start - 1] == "?":
            start -= 1
        while text.raw[end : end + 1] == "?":
            end += 1
        fixed = _without_marks(text.raw[start:end], limit.max)
    return Finding(
        f"style.{name}",
        limit.severity,
        start,
        end,
        text.raw[start:end],
        message,
        {"count": len(places), "max": limit.max},
        (fixed,),
    )


def _without_emoji(raw: str, places: Sequence[tuple[int, int]], most: int) -> tuple[int, int, str]:
    """The first emoji are kept, the others go with the space before them; the place and what to put there."""
    start, end = places[0][0], places[-1][1]
    parts = [raw[start : places[most][0]].rstrip() if most else ""]
    for (_, last), following in zip(places[most:], [*places[most + 1 :], None], strict=True):
        between = raw[last : following[0]] if following else ""
        parts.append(between.rstrip())
    fixed = "".join(parts)
    if most == 0:
        spaced = start > 0 and raw[start - 1] == " "
        start -= spaced
        end += not spaced and raw[end : end + 1] == " "
        fixed = fixed.strip()
        fixed = f" {fixed}" if spaced and fixed else fixed
    return start, end, fixed


def _without_marks(piece: str, most: int) -> str:
    """The first marks are kept, one a run; then a full stop ends what a mark ended."""
    left = most

    def kept(found: re.Match[str]) -> str:
        nonlocal left
        if "?" in found.group():
            return "?"
        left -= 1
        return "!" if left >= 0 else "."

    return MARKS.sub(kept, piece)
