"""What personal data stands in a text, by kind: given away in a reply, or posted by a customer.

Each kind is found by its own shape, its checksum and the words around it (`personal_phones`, `…_accounts`,
`…_documents`, `…_places`, `…_people`, `…_mail`). What is found first keeps its place: a bank account is no
telephone.
"""

import re
from collections.abc import Iterator

from bpo.language.personal_accounts import accounts, cards
from bpo.language.personal_documents import documents
from bpo.language.personal_mail import SIGNS, emails
from bpo.language.personal_people import OF_BIRTH, people
from bpo.language.personal_phones import phones, spelt_numbers
from bpo.language.personal_places import OF_HOUSES, places
from bpo.language.personal_words import NOTHING, Place
from bpo.language.sayings import Folded, fold
from bpo.language.types import Language

# Digits in a text without which there is nothing to look for, and how close together those of a document stand.
LEAST_OF_AN_ACCOUNT, LEAST_OF_A_PHONE, LEAST_OF_A_DOCUMENT, LEAST_OF_A_BIRTHDAY = 10, 7, 4, 3
LONG_ENOUGH = re.compile(r"\d(?:(?:[ /№-]{0,3}\d){4}|[A-Z0-9]{4}|\d[ /№-])")
CODED = re.compile(r"[A-ZА-Я]{2} ?[\d№]")
NUMBERS = ("омер", "numer")

# Letters typed for noughts: “8-9OO-OOO-12-34”.
AN_O = re.compile(r"[OО](?:(?<=\d.)|[OО]*\d)")
WITH_O = re.compile(r"(?<!\w)[OО\d]++(?!\w)|(?<=\d[OО][OО]-)[OО]{3}(?=-)")


def given(raw: str, folded: Folded, language: Language, names: tuple[str, ...] = ()) -> list[Place]:
    """Personal data in a reply; what is the brand's own (`names`) is none."""
    return _apart(_kinds(raw, folded, language, names, by_customer=False))


def posted(
    raw: str, language: Language, names: tuple[str, ...] = (), folded: Folded | None = None
) -> list[Place]:
    """Personal data in a customer's message; what they quote as the brand's is none."""
    return _apart(_kinds(raw, folded or fold(raw), language, names, by_customer=True))


def _noughts(found: re.Match[str]) -> str:
    """Letters as noughts where a digit stands with them, or in the middle of a number."""
    word = found.group()
    in_a_number = len(word) == 3 and re.search(
        r"\d[OО]{2}-$", found.string[max(0, found.start() - 4) : found.start()]
    )
    return re.sub("[OО]", "0", word) if in_a_number or re.search(r"\d", word) else word


def _apart(found: Iterator[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in found:
        if all(place[1] <= start or end <= place[0] for start, end, _ in kept):
            kept.append(place)
    return sorted(place for place in kept if place[2] != NOTHING)


def _is_long_enough(raw: str) -> bool:
    """Whether digits stand close enough together for a document, or something says that a number comes."""
    return bool(LONG_ENOUGH.search(raw) or CODED.search(raw)) or any(word in raw for word in NUMBERS)


def _kinds(
    raw: str, folded: Folded, language: Language, names: tuple[str, ...], *, by_customer: bool
) -> Iterator[Place]:
    raw = raw.replace("\u00a0", " ").replace("\u202f", " ")
    if ("O" in raw or "О" in raw) and AN_O.search(raw):
        raw = WITH_O.sub(_noughts, raw)
    digits = sum(map(raw.count, "0123456789"))
    if digits >= LEAST_OF_AN_ACCOUNT:
        yield from accounts(raw, by_customer=by_customer)
        yield from cards(raw)
    if digits >= LEAST_OF_A_BIRTHDAY or not OF_BIRTH.isdisjoint(folded.places.keys()):
        yield from people(raw, folded, by_customer=by_customer)
    if digits >= LEAST_OF_A_DOCUMENT and _is_long_enough(raw):
        yield from documents(raw)
    if digits or not OF_HOUSES.isdisjoint(folded.places.keys()):
        yield from places(raw, folded, by_customer=by_customer)
    if digits >= LEAST_OF_A_PHONE:
        yield from phones(raw, language, by_customer=by_customer)
    yield from spelt_numbers(folded, by_customer=by_customer)
    if any(sign in folded.text for sign in SIGNS):
        yield from emails(raw, names, by_customer=by_customer)
