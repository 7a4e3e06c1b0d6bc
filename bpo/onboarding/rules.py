"""The onboarding checklist: what must be true before a brand goes live, and what still is not.

Some items are read off the brand's data; what no data can show (the client agreed, the rules were handed
over) is a person's word with a note. A word given for service levels or for the rule set lapses when a
later version of them is made. A brand is ready when no item is open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bpo.core.errors import Conflict, Fault, Forbidden, Invalid
from bpo.core.i18n import N_

LONGEST_NOTE = 2000


class ItemState(StrEnum):
    DONE = "done"
    OPEN = "open"
    NOT_NEEDED = "not_needed"


class Item(StrEnum):
    ACCOUNTS = "accounts"
    RULES_AND_VOLUMES = "rules_and_volumes"
    SERVICE_LEVELS = "service_levels"
    CALENDAR = "calendar"
    GUIDE = "guide"
    DEPARTMENTS = "departments"
    AGENTS = "agents"
    SUPERVISOR = "supervisor"
    CLIENT_PEOPLE = "client_people"
    HISTORY = "history"


TITLES: dict[Item, str] = {
    Item.ACCOUNTS: N_("Each account and its token has an owner"),
    Item.RULES_AND_VOLUMES: N_("Existing rules and volumes are collected"),
    Item.SERVICE_LEVELS: N_("The client has confirmed the service levels"),
    Item.CALENDAR: N_("Working hours are known"),
    Item.GUIDE: N_("The style guide is written and signed off"),
    Item.DEPARTMENTS: N_("The client's departments are named"),
    Item.AGENTS: N_("Responders are certified and assigned, for each language"),
    Item.SUPERVISOR: N_("A supervisor is responsible"),
    Item.CLIENT_PEOPLE: N_("The client's people are invited"),
    Item.HISTORY: N_("Past conversations are imported"),
}
# What a person's word settles, and what they say by it.
WORDS: dict[Item, str] = {
    Item.RULES_AND_VOLUMES: N_("We have the rules the brand works by today, and its volumes by channel."),
    Item.SERVICE_LEVELS: N_("The client has confirmed these service levels."),
    Item.CALENDAR: N_("The brand is served round the clock: it needs no calendar."),
    Item.GUIDE: N_("The client and its departments have signed the guide off."),
    Item.HISTORY: N_("There is no history to import."),
}


@dataclass(frozen=True)
class Word:
    """Somebody's confirmation of an item."""

    note: str
    at: datetime
    by: str = ""


@dataclass(frozen=True)
class Facts:
    """What the data show of one brand."""

    accounts: int = 0
    accounts_without_owner: int = 0
    webhooks_without_secret: int = 0
    levels: int = 0
    levels_at: datetime | None = None
    calendars: int = 0
    guide_rules: int = 0
    rule_set_at: datetime | None = None
    departments: int = 0
    agents: int = 0  # who may answer now: certified and assigned
    languages_unanswered: tuple[str, ...] = ()
    supervisors: int = 0
    client_people: int = 0
    imports: int = 0
    words: Mapping[str, Word] = field(default_factory=dict)


@dataclass(frozen=True)
class ChecklistItem:
    """One line of the checklist; `why` is a msgid with the places of `values`, `section` where to go."""

    item: Item
    state: ItemState
    why: str
    section: str
    values: Mapping[str, object] = field(default_factory=dict)
    word: Word | None = None

    @property
    def can_be_confirmed(self) -> bool:
        """Whether a person's word is what is missing."""
        return self.item in WORDS and self.state is ItemState.OPEN


def checklist(facts: Facts) -> list[ChecklistItem]:
    """All items, in the order in which they are usually done."""
    return [
        _accounts(facts),
        _by_word(
            facts, Item.RULES_AND_VOLUMES, N_("Ask for the current guide, macros and volumes by channel.")
        ),
        _service_levels(facts),
        _calendar(facts),
        _guide(facts),
        _counted(
            Item.DEPARTMENTS, facts.departments, N_("Nobody can be asked to decide yet."), "departments"
        ),
        _agents(facts),
        _counted(Item.SUPERVISOR, facts.supervisors, N_("Nobody is responsible for this brand."), "people"),
        _counted(Item.CLIENT_PEOPLE, facts.client_people, N_("Nobody of the client can sign in."), "people"),
        _history(facts),
    ]


def is_ready(items: Sequence[ChecklistItem]) -> bool:
    """Whether nothing is open."""
    return not open_items(items)


def open_items(items: Sequence[ChecklistItem]) -> list[ChecklistItem]:
    """What is left to do."""
    return [item for item in items if item.state is ItemState.OPEN]


def check_can_go_live(items: Sequence[ChecklistItem], *, may: bool) -> None:
    """Raise unless this person may take the brand live and nothing is open."""
    if not may:
        raise Forbidden(N_("Taking a brand live is the supervisor's decision."))
    left = open_items(items)
    if left:
        raise Conflict(
            N_("This brand cannot go live yet. Still open: %(items)s."),
            items="; ".join(TITLES[item.item] for item in left),
        )


def check_can_confirm(item: str, *, note: str) -> Item:
    """The item that a word is given for; it takes one with a reason."""
    if item not in WORDS:
        raise Conflict(N_("This item is read from the brand's data; nobody confirms it."))
    if not note.strip():
        faults = (Fault("note", N_("Say who confirmed it and where it can be read.")),)
        raise Invalid(N_("A confirmation needs a note."), faults=faults)
    if len(note) > LONGEST_NOTE:
        faults = (Fault("note", N_("This note is too long; put the details where they belong.")),)
        raise Invalid(N_("A confirmation needs a note."), faults=faults)
    return Item(item)


def check_slug(given: str, *, wanted: str) -> None:
    """Raise unless a file is of the brand that it was sent to."""
    if given != wanted:
        faults = (Fault("slug", N_("The slug of the file is not that of the address.")),)
        raise Invalid(N_("This file cannot be applied here."), faults=faults)


def _accounts(facts: Facts) -> ChecklistItem:
    if not facts.accounts:
        why = N_("The brand has no account yet.")
        return ChecklistItem(Item.ACCOUNTS, ItemState.OPEN, why, "accounts")
    if facts.accounts_without_owner:
        why = N_("Accounts without a recorded owner: %(missing)s of %(all)s.")
        values: dict[str, object] = {"missing": facts.accounts_without_owner, "all": facts.accounts}
        return ChecklistItem(Item.ACCOUNTS, ItemState.OPEN, why, "accounts", values)
    if facts.webhooks_without_secret:
        why = N_("Webhooks without a secret: %(missing)s.")
        values = {"missing": facts.webhooks_without_secret}
        return ChecklistItem(Item.ACCOUNTS, ItemState.OPEN, why, "accounts", values)
    why = N_("Accounts with an owner: %(all)s.")
    return ChecklistItem(Item.ACCOUNTS, ItemState.DONE, why, "accounts", {"all": facts.accounts})


def _by_word(
    facts: Facts, item: Item, why: str, *, section: str = "checklist", since: datetime | None = None
) -> ChecklistItem:
    word = facts.words.get(item.value)
    if word is None:
        return ChecklistItem(item, ItemState.OPEN, why, section)
    if since is not None and word.at < since:
        lapsed = N_("It was changed after it had been confirmed; have it confirmed again.")
        return ChecklistItem(item, ItemState.OPEN, lapsed, section, word=word)
    return ChecklistItem(item, ItemState.DONE, WORDS[item], section, word=word)


def _service_levels(facts: Facts) -> ChecklistItem:
    if not facts.levels:
        why = N_("There are no service levels, so nothing is promised.")
        return ChecklistItem(Item.SERVICE_LEVELS, ItemState.OPEN, why, "service_levels")
    why = N_("Show them to the client and write down who agreed.")
    return _by_word(facts, Item.SERVICE_LEVELS, why, section="service_levels", since=facts.levels_at)


def _calendar(facts: Facts) -> ChecklistItem:
    if facts.calendars:
        why = N_("Calendars: %(all)s.")
        return ChecklistItem(Item.CALENDAR, ItemState.DONE, why, "calendars", {"all": facts.calendars})
    item = _by_word(
        facts, Item.CALENDAR, N_("Add a calendar, or say that none is needed."), section="calendars"
    )
    return _not_needed(item)


def _guide(facts: Facts) -> ChecklistItem:
    if not facts.guide_rules:
        why = N_("The style guide is empty.")
        return ChecklistItem(Item.GUIDE, ItemState.OPEN, why, "style_guide")
    why = N_("Have it signed off by the client, PR and legal.")
    return _by_word(facts, Item.GUIDE, why, section="style_guide", since=facts.rule_set_at)


def _counted(item: Item, count: int, why: str, section: str) -> ChecklistItem:
    if count:
        return ChecklistItem(item, ItemState.DONE, N_("So far: %(all)s."), section, {"all": count})
    return ChecklistItem(item, ItemState.OPEN, why, section)


def _agents(facts: Facts) -> ChecklistItem:
    if not facts.agents:
        why = N_("Nobody who may answer is both certified and assigned.")
        return ChecklistItem(Item.AGENTS, ItemState.OPEN, why, "staff")
    if facts.languages_unanswered:
        why = N_("Nobody who may answer is certified and assigned for these languages: %(languages)s.")
        values: dict[str, object] = {"languages": facts.languages_unanswered}
        return ChecklistItem(Item.AGENTS, ItemState.OPEN, why, "staff", values)
    why = N_("Who can answer now: %(all)s.")
    return ChecklistItem(Item.AGENTS, ItemState.DONE, why, "staff", {"all": facts.agents})


def _history(facts: Facts) -> ChecklistItem:
    if facts.imports:
        why = N_("Imported files: %(all)s.")
        return ChecklistItem(Item.HISTORY, ItemState.DONE, why, "imports", {"all": facts.imports})
    why = N_("Import past conversations, or say that there are none.")
    return _not_needed(_by_word(facts, Item.HISTORY, why, section="imports"))


def _not_needed(item: ChecklistItem) -> ChecklistItem:
    """A word for these says that the item itself is not needed."""
    if item.state is not ItemState.DONE:
        return item
    return ChecklistItem(item.item, ItemState.NOT_NEEDED, item.why, item.section, item.values, item.word)
