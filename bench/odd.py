"""Texts that nobody should send, through the whole check: `bpo bench odd [--texts 10000] [--seed 7]`.

Empty ones, emoji, right to left, combining marks, lone surrogates, control characters, every script, words of
thousands of letters, patterns that make a careless search take for ever, up to 20,000 characters. Nothing may be raised,
every finding must be of the text, and processor time must stay below 2 ms and 10 µs a character; what does not is
printed with its kind. A sample runs with the tests (`tests/language/test_odd.py`), without the time.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bpo.language.compiled import Compiled
from bpo.language.engine import check, compile_rules, understand, warm
from bpo.language.quotes import offered
from bpo.language.spelling import SUGGESTED_FOR
from bpo.language.types import Context, Language, Policy, RuleSet, Severity, Style, Term, Topic

LONGEST = 20_000
FIXED, A_CHARACTER = 2.0, 0.010  # milliseconds of the processor
SUGGESTION = 30.0  # and for each word that something is suggested for, which stands apart in performance.md
MISSING = {"style.greeting", "style.sign_off", "style.signature"}
WORDS = [
    "Здравствуйте",
    "велеколепно",
    "коpзину",
    "дешёвые",
    "о",
    "выборах",
    "Зельвора",
    "вернуться",
    "обовязково",
    "Дякуємо",
    "ґанок",
    "przesyłkka",
    "dziekujemy",
    "Zelvorę",
    "Brindle-Owl",
    "recieve",
    "the",
    "order,",
    "ghbdtn",
    "руддщ",
    "не-как",
    "https://a.example/б",
    "@zelvora",
    "#скидка",
    "+7",
    "912",
    "000-45-67",
    "4111",
    "1111",
    "1111",
    "1111",
    "e.g.",
    "т.д.",
    "Ваш",
    "заказ,который",
    ":)",
    ";(",
    "<b>",
    "{{x}}",
    "%(word)s",
    "%s",
    "\\d+",
    "$$$",
    "''",
    '""',
    "«»",
    "„”",
    "—",
    "…",
    "!!!",
    "???",
]
HOSTILE = (
    "(a+)+$",
    "[",
    "\\",
    "a|b|",
    "(?P<x>",
    "*",
    ".*.*.*",
    "{1,999999}",
    "^$",
    "%(x)s",
    "\x00",
    "ß",
    "ﬁ",
    "İ",
)
SCRIPTS = (
    (0x0370, 0x03FF), (0x0400, 0x052F), (0x0530, 0x058F), (0x0590, 0x05FF), (0x0600, 0x06FF), (0x0900, 0x0DFF), (0x0E00, 0x0FFF),
    (0x10A0, 0x10FF), (0x1200, 0x139F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFB00, 0xFFFD),
    (0x10000, 0x1F9FF), (0x1D400, 0x1D7FF), (0xE0000, 0xE007F),
)  # fmt: skip
REPEATED = (
    "a", "а", "аб", "не ", "не-", "а-", "'", "’", '"', "«", "«а» ", "„", "(", "@", "@a ", "#", "http://", "www.", "a.", "a@", "a@a.a ",
    "1", "1 ", "1.", "+", "+7 ", "4111 ", "П", "ПРИВЕТ ", "!", "?", "…", ",", ",а", "а,", "\n", "\t", "\u00a0", "\u00ad", "\u2011",
    "e\u0301", "\u0301", "😀", "👨‍👩‍👧", "🇺🇦", "\ud800", "\udfff", "\u202e", "\u200f", "ا", "א", "аa", "aа ", "п*", "п л о х о ", "ться ",
    "вернуться ", "то ", "что бы ", "в ", "з ", "the ", "0O", "_", "^", "~", "<", "&", "%", "\\", "ﷺ", "ǆ", "İ", "ß", "\x00", "\x1b[", "гg",
)  # fmt: skip


@dataclass(frozen=True)
class Odd:
    """A text, and what is odd about it."""

    kind: str
    text: str


def rules() -> Compiled:
    """A brand that asks for all that can be asked for, with words as hostile as its texts."""
    asked = Policy("required", Severity.WARN)
    return compile_rules(
        RuleSet(
            style=Style(
                address={one: Policy("formal", Severity.WARN) for one in (Language.RU, Language.EN)},
                quotes={one: Policy(next(iter(offered(one))), Severity.WARN) for one in Language},
                yo=Policy("always", Severity.WARN),
                greeting=asked, sign_off=asked, signature=asked,
            ),
            terms=(Term(("дешёвый", "cheap", "tani towar"), "доступный", Severity.WARN), Term(HOSTILE, "x", Severity.INFO)),
            topics=(Topic("politics", Severity.BLOCK, ("выборы", *HOSTILE)), Topic("religion", Severity.BLOCK)),
            names=("Типлон", *HOSTILE),
            foreign_names=("Zelvora", "Brindle Owl", *HOSTILE),
        )
    )  # fmt: skip


def odd_texts(count: int, seed: int) -> Iterator[Odd]:
    """So many of them; the same for the same seed."""
    hand = random.Random(seed)
    makers: tuple[tuple[str, Callable[[random.Random, int], str]], ...] = (
        ("words", _words), ("hostile", _hostile), ("repeated", _repeated), ("script", _of_script), ("any", _any),
        ("long word", _long_word), ("marks", _marked), ("direction", _turned),
    )  # fmt: skip
    yield Odd("empty", "")
    for at in range(count - 1):
        kind, make = makers[at % len(makers)]
        most = hand.choices((12, 280, 2000, LONGEST), weights=(40, 48, 9, 3))[0]
        yield Odd(kind, make(hand, hand.randint(0, most))[:LONGEST])


def _words(hand: random.Random, size: int) -> str:
    return "".join(hand.choice(WORDS) + hand.choice((" ", " ", "", "\n", ", ")) for _ in range(size // 7 + 1))


def _hostile(hand: random.Random, size: int) -> str:
    return "".join(hand.choice((*HOSTILE, *REPEATED, *WORDS)) for _ in range(size // 4 + 1))


def _repeated(hand: random.Random, size: int) -> str:
    piece = hand.choice(REPEATED)
    return piece * (size // len(piece) + 1) + hand.choice(("", "!", "а", "$"))


def _of_script(hand: random.Random, size: int) -> str:
    first, last = hand.choice(SCRIPTS)
    return "".join(chr(hand.randint(first, last)) if hand.random() < 0.85 else " " for _ in range(size))


def _any(hand: random.Random, size: int) -> str:
    return "".join(
        chr(hand.choice((hand.randrange(0x250), hand.randrange(0x3000), hand.randrange(0x110000))))
        for _ in range(size)
    )


def _long_word(hand: random.Random, size: int) -> str:
    letters = hand.choice(
        ("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "abcdefghijklmnopqrstuvwxyz", "аоеі", "żółćęąśźń", "aа")
    )
    return "".join(hand.choice(letters) for _ in range(size + 3)) + hand.choice(("", " ok", "."))


def _marked(hand: random.Random, size: int) -> str:
    return "".join(
        hand.choice("аеe o") + chr(hand.randint(0x300, 0x36F)) * hand.randint(0, 9)
        for _ in range(size // 5 + 1)
    )


def _turned(hand: random.Random, size: int) -> str:
    return "".join(
        hand.choice(
            ("\u202e", "\u2066", "\u2069", "\u200f", "שלום ", "مرحبا ", "привет ", "\ud83d", "\x07", "\u200d")
        )
        for _ in range(size // 4 + 1)
    )


def look(odd: Odd, compiled: Compiled, context: Context) -> tuple[str | None, int]:
    """What is wrong with the check of a text (raised, or a finding that is not of it), and how many suggestions it has."""
    try:
        checked = check(odd.text, compiled, context)
        understand(odd.text)
    except Exception as error:  # noqa: BLE001 -- whatever is raised is what is looked for
        return f"{type(error).__name__}: {error}", 0
    for one in checked.findings:
        missing = one.rule in MISSING  # said of the place where it would stand
        if (
            not 0 <= one.start <= one.end <= len(odd.text)
            or (one.start == one.end and not missing)
            or one.text != odd.text[one.start : one.end]
        ):
            return f"a finding of {one.rule} at {one.start}-{one.end}", 0
        _ = one.message % one.values
    return None, sum(one.rule == "spelling" for one in checked.findings)


def contexts(hand: random.Random) -> Context:
    return Context(
        language=hand.choice((None, *Language)),
        public=hand.random() < 0.7,
        reply_to=hand.choice((None, "Здравствуйте, где мой заказ?", "\ud800 😀", "а" * 2000)),
        earlier=hand.choice(
            ((), ("Ваше замовлення вже їде, Панi\ud800.", "Pani paczka jedzie, dziękujemy Pani."))
        ),
        limit=hand.choice((None, 280)),
        limit_unit=hand.choice(("characters", "graphemes", "utf16", "bytes", "mastodon")),
    )


def main(arguments: list[str]) -> None:
    asked = argparse.ArgumentParser(prog="bpo bench odd")
    asked.add_argument("--texts", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args(arguments)
    compiled, hand = rules(), random.Random(given.seed)
    warm()  # what is loaded once is no part of a text
    for odd in odd_texts(40, given.seed + 1):
        look(odd, compiled, contexts(hand))
    suggesting = 0
    wrong, slow, worst = Counter[str](), Counter[str](), list[tuple[float, float, Odd]]()
    for odd in odd_texts(given.texts, given.seed):
        context = contexts(hand)
        began = time.process_time()
        fault, suggested = look(odd, compiled, context)
        took = 1000 * (time.process_time() - began)
        plain = FIXED + A_CHARACTER * len(odd.text)
        allowed = plain + SUGGESTION * min(suggested, SUGGESTED_FOR)
        suggesting += plain < took <= allowed
        if fault:
            wrong[f"{odd.kind}: {fault}"] += 1
        if took > allowed:
            slow[odd.kind] += 1
            worst.append((took / allowed, took, odd))
    print(
        f"{given.texts} texts: {sum(wrong.values())} wrong, {sum(slow.values())} slower than 2 ms and 10 µs a character"
    )
    print(f"  {suggesting} took longer because words were suggested, which have 30 ms each")
    for said, times in (*wrong.most_common(20), *slow.most_common()):
        print(f"  {times:5} × {said}")
    for ratio, took, odd in sorted(worst, key=lambda one: -one[0])[:12]:
        print(f"  {ratio:5.1f}× {took:7.1f} ms, {len(odd.text):5} characters, {odd.kind}: {odd.text[:40]!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
