"""What may be said of how an account is reached: addresses of the world, encrypted, at the ports for it."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key

from bpo.channels.rules.addresses import fault_of_address
from bpo.core.i18n import N_
from bpo.core.vocabulary import Network

MAIL_PORTS = {"smtp": frozenset({25, 465, 587, 2525}), "imap": frozenset({143, 993})}
SECURITIES = ("tls", "starttls", "plain")
TELEGRAM_CREDENTIAL = r"[0-9]{1,20}:[A-Za-z0-9_-]{1,200}"  # a part of every address
_P8 = re.compile(r"-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----")
META_SECRETS = ("token", "app_secret", "verify_token")
# The secrets of each network's connection; the signed webhook uses the account's own.
SECRETS = {
    Network.MASTODON.value: ("token",),
    Network.BLUESKY.value: ("password",),
    Network.TELEGRAM.value: ("token",),
    Network.FACEBOOK.value: META_SECRETS,
    Network.INSTAGRAM.value: META_SECRETS,
    Network.MESSENGER.value: META_SECRETS,
    Network.WHATSAPP.value: META_SECRETS,
    Network.VK.value: ("token", "service", "secret", "code"),
    Network.EMAIL.value: ("password",),
    Network.WORDPRESS.value: ("password",),
    Network.YOUTUBE.value: ("client_secret", "token"),
    Network.GOOGLE_BUSINESS.value: ("client_secret", "token"),
    Network.GOOGLE_PLAY.value: ("key",),
    Network.APP_STORE.value: ("key",),
    Network.GENERIC.value: (),
}


def service_key(text: str) -> dict[str, str] | None:
    """The key file of a Google service account; None where it is none."""
    try:
        told = json.loads(text)
    except ValueError:
        return None
    named = ("client_email", "private_key", "token_uri")
    if not isinstance(told, dict) or any(not isinstance(told.get(name), str) for name in named):
        return None
    return {name: value for name, value in told.items() if isinstance(value, str)}


def apple_key(text: str) -> EllipticCurvePrivateKey | None:
    """The key of App Store Connect in a .p8 file, whose lines a form may have run together; None where it is none."""
    found = _P8.search(text)
    try:
        key = load_der_private_key(base64.b64decode("".join(found[1].split())), None) if found else None
    except (ValueError, TypeError):
        return None
    if isinstance(key, EllipticCurvePrivateKey) and isinstance(key.curve, SECP256R1):
        return key
    return None


def faults_of_settings(
    network: str, settings: Mapping[str, Any], *, private_hosts: frozenset[str]
) -> dict[str, list[str]]:
    """What is wrong with the settings of a connection, field by field, as sentences to be translated."""
    found: dict[str, list[str]] = {}
    for field, fault in _faults(network, settings, private_hosts):
        found.setdefault(field, []).append(fault)
    return found


def _faults(
    network: str, settings: Mapping[str, Any], private_hosts: frozenset[str]
) -> Iterator[tuple[str, str]]:
    for field in ("server", "url"):
        if field in settings and (fault := fault_of_address(settings[field], private_hosts)):
            yield field, fault
    if network == Network.WORDPRESS:
        if {"?", "#"} & set(settings["server"]):
            yield "server", N_("This is no address of the web.")
        if ":" in settings["user"]:
            yield "user", N_("A user name of WordPress has no colon.")
    if network == Network.EMAIL:
        yield from _mail_faults(settings, private_hosts)


def _mail_faults(settings: Mapping[str, Any], private_hosts: frozenset[str]) -> Iterator[tuple[str, str]]:
    for kind, ports in MAIL_PORTS.items():
        host = str(settings[f"{kind}_host"]).lower()
        if fault_of_address(f"https://{host}", private_hosts):
            yield f"{kind}_host", N_("This is no name of a server.")
        if host in private_hosts:
            continue
        if settings[f"{kind}_port"] not in ports:
            yield f"{kind}_port", N_("This port is not one that mail servers use.")
        if settings[f"{kind}_security"] == "plain":
            yield f"{kind}_security", N_("A password is never sent over the open net unencrypted.")
