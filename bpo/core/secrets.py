"""Sealing of channel tokens and other secrets that must be read again.

AES-256-GCM; the associated data names the row the secret belongs to, so that a sealed value moved to
another brand's row does not open there. The key comes from the installation's secret key.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12


def seal(secret: bytes, *, key: bytes, place: str) -> bytes:
    """Encrypt for one place, e.g. `tenant|channel_account|webhook`."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_derived(key)).encrypt(nonce, secret, place.encode())


def unseal(sealed: bytes, *, key: bytes, place: str) -> bytes:
    """Decrypt; ValueError when the value was sealed for another place or with another key."""
    try:
        return AESGCM(_derived(key)).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
    except InvalidTag as error:
        raise ValueError("This secret was sealed for another place or with another key.") from error


def _derived(key: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"bpo sealed secrets").derive(key)
