"""Sealing of channel tokens and other secrets that must be read again.

AES-256-GCM; the associated data names the row the secret belongs to, so that a sealed value moved to
another brand's row does not open there. The key comes from the installation's secret key, and a sealed value
says by which of them: while the installation changes its key, what the others sealed opens too (`SecretKey`).
"""

import os
from collections.abc import Iterable
from functools import lru_cache
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
FORM = b"bpo\x01"
NAME = 8


class SecretKey(bytes):
    """The installation's key, and those beside it whose work is still good while one takes the other's place."""

    also: tuple[bytes, ...] = ()

    def __new__(cls, present: bytes, also: Iterable[bytes] = ()) -> Self:
        key = super().__new__(cls, present)
        key.also = tuple(one for one in also if one != present)
        return key


def keys_of(key: bytes) -> tuple[bytes, ...]:
    """All that are good, the present one first."""
    return (bytes(key), *key.also) if isinstance(key, SecretKey) else (key,)


def seal(secret: bytes, *, key: bytes, place: str) -> bytes:
    """Encrypt with the present key for one place, e.g. `tenant|channel_account|webhook`."""
    nonce = os.urandom(NONCE)
    mark = mark_of(key)
    return mark + nonce + _cipher(bytes(key)).encrypt(nonce, secret, mark + place.encode())


def unseal(sealed: bytes, *, key: bytes, place: str) -> bytes:
    """Decrypt; ValueError when the value was sealed for another place or with another key."""
    return open_with(sealed, key=key, place=place)[0]


def open_with(sealed: bytes, *, key: bytes, place: str) -> tuple[bytes, bytes]:
    """The secret, and the key that opened it; ValueError as of `unseal`."""
    for one in keys_of(key):
        mark = mark_of(one)
        if sealed.startswith(mark):
            bare, bound = sealed[len(mark) :], mark + place.encode()
        else:  # of another key, or from before keys were named
            bare, bound = sealed, place.encode()
        try:
            return _cipher(one).decrypt(bare[:NONCE], bare[NONCE:], bound), one
        except InvalidTag:
            continue
    raise ValueError("This secret was sealed for another place or with another key.")


def mark_of(key: bytes) -> bytes:
    """How a value sealed with this key begins."""
    return FORM + _derived(bytes(key), b"bpo name of a key", NAME)


def name_of(key: bytes) -> str:
    """A key's name for people: it tells nothing of the key."""
    return mark_of(key)[len(FORM) :].hex()


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(_derived(key, b"bpo sealed secrets", 32))


@lru_cache(maxsize=32)
def _derived(key: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=info).derive(key)
