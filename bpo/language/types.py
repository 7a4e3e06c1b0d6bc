"""The words of this library: what goes in, what comes out.

A `Finding` says which rule, how grave, where and why, and what to write instead. `RuleSet` is what a brand
agreed to, as values; `engine.compile_rules` makes of it what is quick to run. Messages are msgids with
%(name)s places: they are marked with `N_` here and translated by whoever shows them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


def N_(message: str) -> str:  # noqa: N802 -- gettext's own name for marking a message
    """Mark a message for extraction."""
    return message


class Language(StrEnum):
    RU = "ru"
    UK = "uk"
    PL = "pl"
    EN = "en"

    # A word and its language are looked up hundreds of times in every text, which an enumeration's own hash slows down.
    __hash__ = str.__hash__


class Severity(StrEnum):
    """From shown to stopped; `approve` goes out only after another person's approval."""

    INFO = "info"
    WARN = "warn"
    APPROVE = "approve"
    BLOCK = "block"


class Verdict(StrEnum):
    PASS = "pass"  # noqa: S105 -- a verdict, not a password
    WARN = "warn"
    APPROVE = "approve"
    BLOCK = "block"


GRAVITY = (Severity.INFO, Severity.WARN, Severity.APPROVE, Severity.BLOCK)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `start`, `end`: code points of the checked text, half open."""

    rule: str
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Where the text is to go: as whose answer, on which network, who can read it.

    `limit` is the most the network takes, counted in `limit_unit` (of `length.LengthUnit`). `deep`: whether the
    reader is asked too (some 50 ms of processor), as at the send and not while somebody types.
    """

    language: Language | None = None  # None: found from the text, the customer's and the brand's languages
    network: str | None = None
    public: bool = True
    reply_to: str | None = None
    limit: int | None = None
    limit_unit: str = "characters"
    customer_name: str | None = None
    agent_initials: str | None = None
    earlier: tuple[str, ...] = ()  # our replies before this one in the same conversation, the latest last
    deep: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """`required | optional | forbidden`; of an address `formal | informal | free`, of ё `always | never`, of marks a pair."""

    policy: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Limit:
    """The most of something."""

    max: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class Style:
    """A brand's style guide; what is None is not asked for."""

    address: Mapping[Language, Policy] = field(default_factory=dict)
    greeting: Policy | None = None
    sign_off: Policy | None = None
    signature: Policy | None = None
    emoji: Limit | None = None
    exclamation_marks: Limit | None = None
    quotes: Mapping[Language, Policy] = field(default_factory=dict)
    yo: Policy | None = None
    capitals: Severity | None = Severity.WARN
    spelling: Severity | None = Severity.WARN
    tone: Severity | None = Severity.APPROVE
    personal_data_public: Severity = Severity.BLOCK
    personal_data_private: Severity = Severity.INFO


@dataclass(frozen=True, slots=True)
class Term:
    """Words a brand does not use, in every inflected form, and what it says instead."""

    banned: tuple[str, ...]
    prefer: str | None
    severity: Severity


@dataclass(frozen=True, slots=True)
class Topic:
    """A restricted topic: its words in every form; phrases in `exceptions` are innocent.

    The reader learns it from texts `about` it and texts that only sound like it (`not_about`).
    """

    topic: str
    severity: Severity
    terms: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    not_about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One version of everything a brand's replies are checked by.

    `names` are the brand's own and never misspelt; `foreign_names` are other clients' and never written. `words` are
    the vendor's: known to spelling, and innocent of nothing else.
    Topics named politics or religion bring our own word lists beside the brand's.
    """

    version: int | None = None
    languages: tuple[Language, ...] = tuple(Language)
    style: Style = field(default_factory=Style)
    terms: tuple[Term, ...] = ()
    topics: tuple[Topic, ...] = ()
    names: tuple[str, ...] = ()
    foreign_names: tuple[str, ...] = ()
    words: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """A class and how sure we are, 0 to 1."""

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of one check; `findings` are in the order of the text."""

    language: Language
    verdict: Verdict
    rule_set: int | None
    findings: tuple[Finding, ...]
    tone: Label
    sentiment: Label
    topics: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of personal data in a text: `phone`, `email`, `card`, `iban`, `document`, `address`, `name_with_birthday`."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understood:
    """What an inbound message says about itself: enough to put it in its place in the queue.

    `urgent` names why (threat, danger, legal, churn, public crisis …); `topics` are the standard sensitive
    ones; `is_thanks` and `is_spam` are guesses for a person, never decisions. `personal` is what the writer
    shows of themselves or others, in the order of the text. `by` is the version of the reader that was asked;
    without one nobody says what the message is for (`intent`).
    """

    language: Language | None
    sentiment: Label
    urgent: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    is_thanks: bool = False
    is_spam: bool = False
    personal: tuple[Piece, ...] = ()
    intent: Label | None = None
    by: str | None = None


def verdict_of(findings: tuple[Finding, ...]) -> Verdict:
    """The highest severity found; `pass` where that is `info` or nothing."""
    highest = max((GRAVITY.index(one.severity) for one in findings), default=0)
    return Verdict.PASS if highest == 0 else Verdict(GRAVITY[highest].value)
