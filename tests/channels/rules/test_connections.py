"""Keys that are pasted into a form."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from bpo.channels.rules.connections import apple_key


def p8(key):
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*plain).decode()


KEY = ec.generate_private_key(ec.SECP256R1())


@pytest.mark.parametrize(
    "change", [str, str.strip, lambda text: text.replace("\n", ""), lambda text: text.replace("\n", "\r\n")]
)
def test_a_key_of_apples_is_read_however_its_lines_came_through(change):
    assert apple_key(change(p8(KEY))).private_numbers() == KEY.private_numbers()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "word",
        "-----BEGIN PRIVATE KEY-----\nword\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n=\n-----END PRIVATE KEY-----",
        p8(ec.generate_private_key(ec.SECP384R1())),
        p8(rsa.generate_private_key(65537, 2048)),
        p8(KEY)[:120],
    ],
)
def test_anything_else_is_none(text):
    assert apple_key(text) is None
