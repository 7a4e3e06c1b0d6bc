"""Making and checking secrets: passwords, tokens, codes.

Only hashes leave this module towards the database. Password hashing is slow on purpose and takes 64 MiB a
time, so only a few run at once and the rest wait their turn or are sent away; an unknown user costs the
same time as a known one.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bpo.identity.rules import Blocked, normal_password, plain_recovery_code

HASHES_AT_ONCE = 2
LONGEST_WAIT_SECONDS = 10
KEY_PREFIX = "bpo_"

_hasher = PasswordHasher()
_places = BoundedSemaphore(HASHES_AT_ONCE)


def new_token() -> str:
    """256 random bits, for a cookie or a link."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is kept of a token. Plain SHA-256 will do: there is nothing to guess in 256 random bits."""
    return hashlib.sha256(token.encode()).digest()


def new_api_key() -> tuple[str, str]:
    """A key and the beginning by which people recognise it."""
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    return key, key[:10]


def new_recovery_codes() -> list[str]:
    """Ten codes of 80 bits, in groups that can be copied by hand."""
    return ["-".join(_in_fours(base64.b32encode(secrets.token_bytes(10)).decode())) for _code in range(10)]


def recovery_hash(code: str) -> str:
    """What is kept of a recovery code."""
    return hashlib.sha256(plain_recovery_code(code).encode()).hexdigest()


def tries_key(secret_key: bytes, kind: str, what: str) -> bytes:
    """Under what the tries of an account or an address are counted, without keeping either."""
    return hmac.digest(secret_key, f"tries|{kind}|{what}".encode(), "sha256")


def hash_password(password: str) -> str:
    """An argon2id hash with today's parameters."""
    with _a_place():
        return _hasher.hash(normal_password(password))


def is_password(password: str, hashed: str | None) -> bool:
    """Whether the password is right; without a hash it takes as long and is not."""
    with _a_place():
        try:
            right = _hasher.verify(hashed or _nobodys(), normal_password(password))
        except (VerificationError, InvalidHashError):
            return False
    return right and hashed is not None


def is_outdated(hashed: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(hashed)


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe(32))


@contextmanager
def _a_place() -> Iterator[None]:
    if not _places.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise Blocked(LONGEST_WAIT_SECONDS)
    try:
        yield
    finally:
        _places.release()


def _in_fours(text: str) -> list[str]:
    return [text[start : start + 4] for start in range(0, len(text), 4)]
