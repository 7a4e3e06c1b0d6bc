"""The line that is left in public when a conversation goes on in private.

It is in the customer's language, not in the reader's, and keeps to the brand's guide: a greeting and the
agent's signature where these are required. It is a suggestion: the agent may change it before it goes.
"""

from dataclasses import dataclass

LINES = {
    "en": "We have written to you privately so that we can sort this out.",
    "ru": "Мы написали вам в личные сообщения, чтобы во всём разобраться.",
    "uk": "Ми написали вам в особисті повідомлення, щоб у всьому розібратися.",
    "pl": "Napisaliśmy do Państwa w wiadomości prywatnej, aby wszystko wyjaśnić.",
}
INFORMAL_LINES = {
    "ru": "Мы написали тебе в личные сообщения, чтобы во всём разобраться.",
    "uk": "Ми написали тобі в особисті повідомлення, щоб у всьому розібратися.",
    "pl": "Napisaliśmy do Ciebie w wiadomości prywatnej, aby wszystko wyjaśnić.",
}
GREETINGS = {"en": "Hello!", "ru": "Здравствуйте!", "uk": "Вітаємо!", "pl": "Dzień dobry!"}


@dataclass(frozen=True, slots=True)
class Manner:
    """What the brand's guide asks of every reply."""

    greeting: bool = False
    signature: bool = False
    informal: bool = False


def manner_of(style: dict[str, object] | None, language: str) -> Manner:
    """Read it from the brand's style guide."""
    told = style or {}
    address = told.get("address")
    own = address.get(language) if isinstance(address, dict) else None
    return Manner(
        greeting=_policy(told.get("greeting")) == "required",
        signature=_policy(told.get("signature")) == "required",
        informal=_policy(own) == "informal",
    )


def public_line(language: str, manner: Manner, *, initials: str) -> str:
    """The suggested line, in a language we know or else in English."""
    known = language if language in LINES else "en"
    line = INFORMAL_LINES.get(known, LINES[known]) if manner.informal else LINES[known]
    parts = [GREETINGS[known]] if manner.greeting else []
    parts.append(line)
    if manner.signature:
        parts.append(f"^{initials}")
    return " ".join(parts)


def _policy(rule: object) -> str | None:
    if isinstance(rule, dict):
        found = rule.get("policy")
        return str(found) if found else None
    return str(rule) if rule else None
