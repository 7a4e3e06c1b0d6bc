"""Decisions about people and their credentials, on plain values.

Staff and client roles never meet in one user; a second-factor code works once; a password is long and not
one of the obvious ones; tries are counted before they are judged, so that tries made at the same moment
count too. Hashing and storing are the operations'.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from uuid import UUID
from zoneinfo import available_timezones

import pyotp

from bpo.core.errors import Conflict, Fault, Forbidden, Invalid, Problem
from bpo.core.i18n import LOCALES, N_
from bpo.identity.permissions import (
    APPOINTED,
    CLIENT_ROLES,
    NEVER_BY_KEY,
    Permission,
    Profile,
    Role,
    permissions_of,
)

SESSION_LASTS = timedelta(hours=12)
SESSION_IDLE = timedelta(hours=8)
SECOND_STEP_LASTS = timedelta(minutes=10)
INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=1)
KEY_LASTS = timedelta(days=365)
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 256
TRIES_FORGOTTEN_AFTER = timedelta(hours=1)
OLD_TRIES = timedelta(days=1)
TOTP_STEP = 30
DEPARTMENT_TAG = "department:"  # a tag that says which department an expert is of, and narrows nothing

# The beginnings of what people choose where twelve characters are asked for.
OBVIOUS = frozenset(
    [
        "password",
        "passwort",
        "pass",
        "passw",
        "parola",
        "haslo",
        "hasło",
        "haslohaslo",
        "пароль",
        "парольпароль",
        "qwerty",
        "qwertyuiop",
        "qwertyuiopasdf",
        "qwertyqwerty",
        "qazwsx",
        "qazwsxedc",
        "asdfghjkl",
        "asdfghjklzxc",
        "zxcvbnm",
        "йцукен",
        "йцукенгшщз",
        "йцукенгшщзхъ",
        "йцукенйцукен",
        "letmein",
        "welcome",
        "admin",
        "administrator",
        "iloveyou",
        "changeme",
        "secret",
        "monkey",
        "dragon",
        "football",
        "sunshine",
        "princess",
        "superman",
        "master",
        "login",
        "test",
        "user",
        "default",
        "привет",
        "любовь",
        "солнышко",
        "наташа",
        "марина",
        "кохання",
        "україна",
        "kocham",
        "kochanie",
        "polska",
        "polskapolska",
        "misiek",
        "bpo",
        "support",
        "contactcenter",
    ]
)
RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "йцукенгшщзхъфывапролджэ",
)
LOOKALIKES = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
EMAIL = re.compile(r"[^@\s<>,;\"]{1,64}@[^@\s<>,;\"]{1,189}\.[^@\s<>,;\".]{2,63}")


class Side(StrEnum):
    STAFF = "staff"  # the vendor's
    CLIENT = "client"  # a client brand's


class UserState(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


class AuthLevel(StrEnum):
    FIRST_FACTOR = "first_factor"  # the password was right, the code is still due: nobody yet
    FULL = "full"


class LinkPurpose(StrEnum):
    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105 -- a purpose, not a password


class Refused(Problem):
    """A log-in that failed; it never says by what."""


class Blocked(Problem):
    """Too many tries; `seconds` until the next one is heard."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            N_("Too many tries. Wait %(minutes)s min, then try again."), minutes=-(-seconds // 60)
        )
        self.seconds = seconds


@dataclass(frozen=True)
class Held:
    """One membership as far as access is concerned; no brand means the vendor as a whole."""

    tenant_id: UUID | None
    role: Role
    tags: tuple[str, ...] = ()
    profile: Profile | None = None


@dataclass(frozen=True)
class Tries:
    """How often one account or one address has tried of late, and until when it is not heard."""

    count: int
    last_at: datetime
    blocked_until: datetime | None = None


@dataclass(frozen=True)
class Limit:
    """`free` tries without delay; then 30 s, doubling up to `longest`."""

    free: int
    longest: timedelta


# A whole contact centre may stand behind one address, so it gets more tries than one account.
PER_ACCOUNT = Limit(free=5, longest=timedelta(minutes=15))
PER_ADDRESS = Limit(free=50, longest=timedelta(minutes=15))
LINKS = Limit(free=30, longest=timedelta(minutes=15))  # signed links that nobody signed
RESETS = Limit(free=3, longest=timedelta(hours=1))


def side_of(role: Role) -> Side:
    """Whose people hold this role."""
    return Side.CLIENT if role in CLIENT_ROLES else Side.STAFF


def check_membership(
    side: Side,
    role: Role,
    *,
    tenant_id: UUID | None,
    profile: Profile | None = None,
    tags: Sequence[str] = (),
) -> None:
    """Raise unless a user of this side can hold this role there."""
    faults = []
    if side_of(role) is not side:
        faults.append(Fault("role", N_("A person is either the vendor's or a client's, not both.")))
    if role in CLIENT_ROLES and tenant_id is None:
        faults.append(Fault("brands", N_("A client's role is held at a brand: choose at least one.")))
    if role is Role.AGENT and profile is None:
        faults.append(Fault("profile", N_("An agent is a responder or an analyst: choose one.")))
    if role is not Role.AGENT and profile is not None:
        faults.append(Fault("profile", N_("Only agents have a profile.")))
    if tags and tenant_id is None:
        faults.append(Fault("tags", N_("Tags narrow a role at a brand: choose the brand.")))
    if faults:
        raise Invalid(N_("This role cannot be held like that."), faults=tuple(faults))


def check_may_grant(
    grants: Mapping[UUID | None, frozenset[str]], role: Role, *, tenant_id: UUID | None
) -> None:
    """Raise unless somebody with these grants may give or take the role there."""
    vendor = grants.get(None, frozenset())
    if Permission.USER_MANAGE not in vendor | (
        grants.get(tenant_id, frozenset()) if tenant_id else frozenset()
    ):
        raise Forbidden(N_("You do not keep the people there."))
    if role in APPOINTED and Permission.SUPERVISOR_APPOINT not in vendor:
        raise Forbidden(N_("Only an admin gives and takes the roles supervisor and admin."))


def check_not_oneself(actor_id: UUID | None, user_id: UUID) -> None:
    """Raise where somebody would change their own access."""
    if actor_id == user_id:
        raise Conflict(N_("Nobody changes their own access. Ask a colleague."))


def grants_of(held: Iterable[Held], *, brands: Iterable[UUID]) -> dict[UUID | None, frozenset[str]]:
    """What memberships bring, at each brand and at the vendor. `brands` are all the vendor serves."""
    grants: dict[UUID | None, frozenset[str]] = {}
    every = tuple(brands)
    for one in held:
        places: tuple[UUID | None, ...] = (one.tenant_id,) if one.tenant_id else (None, *every)
        for place in places:
            brought = permissions_of(one.role, profile=one.profile, at_vendor=place is None)
            grants[place] = grants.get(place, frozenset()) | frozenset(word.value for word in brought)
    return grants


def narrowing_of(held: Iterable[Held]) -> dict[UUID, frozenset[str]]:
    """The tags that narrow somebody at a brand; a membership without such tags there widens it again."""
    tags: dict[UUID, frozenset[str]] = {}
    wide: set[UUID] = set()
    for one in held:
        if one.tenant_id is None:
            return {}
        narrowing = frozenset(tag for tag in one.tags if not tag.startswith(DEPARTMENT_TAG))
        if not narrowing:
            wide.add(one.tenant_id)
        tags[one.tenant_id] = tags.get(one.tenant_id, frozenset()) | narrowing
    return {brand: kept for brand, kept in tags.items() if brand not in wide}


def within_scopes(
    grants: Mapping[UUID | None, frozenset[str]], scopes: Iterable[str]
) -> dict[UUID | None, frozenset[str]]:
    """What a key may do: what its owner may, as far as its scopes go."""
    kept = (frozenset(scopes) | {Permission.SELF_READ.value}) - frozenset(word.value for word in NEVER_BY_KEY)
    return {place: held & kept for place, held in grants.items()}


def check_scopes(grants: Mapping[UUID | None, frozenset[str]], scopes: Iterable[str]) -> None:
    """Raise unless a key with these scopes stays within what its owner may do."""
    held = frozenset().union(*grants.values()) if grants else frozenset()
    beyond = sorted(frozenset(scopes) - (held - frozenset(word.value for word in NEVER_BY_KEY)))
    if beyond:
        faults = tuple(
            Fault("scopes", N_("Your own role does not include this, or no key may have it."))
            for _word in beyond
        )
        raise Invalid(N_("A key can do no more than its owner."), faults=faults)


@cache
def known_time_zones() -> frozenset[str]:
    """The names of all time zones; reading them takes a while."""
    return frozenset(available_timezones())


def check_speech(*, locale: str, time_zone: str) -> None:
    """Raise unless somebody can be spoken to in this language and time zone."""
    faults = []
    if locale not in LOCALES:
        faults.append(Fault("locale", N_("Not a valid choice.")))
    if time_zone not in known_time_zones():
        faults.append(Fault("time_zone", N_("Not a valid choice.")))
    if faults:
        raise Invalid(N_("There is no such language or time zone."), faults=tuple(faults))


def normal_email(text: str) -> str:
    """The address as it is compared and kept; Invalid where it is none."""
    email = text.strip().lower()
    if not (email.isascii() and EMAIL.fullmatch(email)):  # domains in other letters have an ASCII form
        fault = Fault("email", N_("Not a valid email address."))
        raise Invalid(N_("This is not an e-mail address."), faults=(fault,))
    return email


def normal_password(text: str) -> str:
    """One form for one sequence of keys, whatever machine it was typed on."""
    return unicodedata.normalize("NFC", text)


def check_password(password: str, *, email: str, name: str = "") -> None:
    """Raise unless the password is long and not one of the obvious ones."""
    reason = None
    if len(password) < SHORTEST_PASSWORD:
        reason = N_("Use at least 12 characters. A few unrelated words do well.")
    elif len(password) > LONGEST_PASSWORD:
        reason = N_("Use at most 256 characters.")
    elif is_obvious(password, about=(email, email.partition("@")[0], name)):
        reason = N_("This is among the first passwords anybody would try. Choose another.")
    if reason:
        raise Invalid(N_("This password cannot be used."), faults=(Fault("password", reason),))


def is_obvious(password: str, *, about: Iterable[str] = ()) -> bool:
    """Whether a password is a well-known word, a run of keys, a repetition or its owner's name."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    letters = re.sub(r"[\W\d_]+", "", plain)
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    readings = {letters, bare, re.sub(r"[\W_]+", "", plain.translate(LOOKALIKES))}
    owners = {re.sub(r"[\W_]+", "", part.casefold()) for whole in about for part in (whole, *whole.split())}
    if len(set(plain)) < 5 or readings & OBVIOUS or any(word and _is_repetition(word) for word in {plain}):
        return True
    if any(
        len(owner) > 3 and re.sub(r"[\W\d_]+", "", plain) == re.sub(r"\d+", "", owner) for owner in owners
    ):
        return True
    return any(_longest_run(plain, run) >= len(plain) - 3 for run in (*RUNS, *(run[::-1] for run in RUNS)))


def _is_repetition(text: str) -> bool:
    """Whether the text is one short piece, over and over."""
    return re.fullmatch(r"(.{1,6})\1+.{0,2}", text, re.DOTALL) is not None


def _longest_run(text: str, run: str) -> int:
    longest = 0
    for start in range(len(text)):
        end = start + longest + 1
        while end <= len(text) and text[start:end] in run:
            longest, end = end - start, end + 1
    return longest


def count_try(before: Tries | None, *, now: datetime, limit: Limit) -> Tries:
    """One more try; raises Blocked where it is not heard. Counted before it is judged."""
    if before is not None and before.blocked_until is not None and before.blocked_until > now:
        raise Blocked(int((before.blocked_until - now).total_seconds()) + 1)
    forgotten = before is None or now - before.last_at > max(TRIES_FORGOTTEN_AFTER, limit.longest)
    count = 1 if before is None or forgotten else before.count + 1
    if count < limit.free:
        return Tries(count, now)
    # The last free try is heard; the one after it waits.
    delay = min(timedelta(seconds=30 * 2 ** min(count - limit.free, 20)), limit.longest)
    return Tries(count, now, now + delay)


def forgive_try(before: Tries) -> Tries:
    """A try that turned out right does not count against an address."""
    return Tries(max(before.count - 1, 0), before.last_at)


def counter_of_code(secret: str, code: str, *, now: datetime, last: int | None) -> int | None:
    """The time step whose code this is, one step early or late; None for a wrong or used one."""
    digits = re.sub(r"\s", "", code)
    if not (len(digits) == 6 and digits.isascii() and digits.isdigit()):
        return None
    generator = pyotp.TOTP(secret, interval=TOTP_STEP)
    current = int(now.timestamp()) // TOTP_STEP
    for counter in (current - 1, current, current + 1):
        right = pyotp.utils.strings_equal(generator.generate_otp(counter), digits)
        if right and (last is None or counter > last):
            return counter
    return None


def plain_recovery_code(text: str) -> str:
    """A recovery code as it is compared: people leave out dashes and mind no case."""
    return re.sub(r"[\s-]", "", text).upper()


def check_link(
    *, expires_at: datetime, used_at: datetime | None, revoked_at: datetime | None, now: datetime
) -> None:
    """Raise unless a one-time link can be used now."""
    if used_at is not None:
        raise Conflict(N_("This link has been used. Sign in, or ask for a new one."))
    if revoked_at is not None or now >= expires_at:
        raise Conflict(N_("This link has expired. Ask for a new one."))
