"""`bpo channel try`: what works with given credentials, before anybody depends on it."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bpo.channels.adapters import Connected
from bpo.channels.operations.trying import LossyWire, Target, Trial
from bpo.channels.rules.connections import SECRETS, faults_of_settings
from bpo.cli import main
from bpo.core.config import load_settings
from bpo.core.errors import Fault, Invalid
from bpo.core.vocabulary import Visibility

INCOMPLETE, MISSING = "The credentials are not complete.", "This is missing."
WORDS = {True: "works", False: "FAILS", None: "not tried"}


@main.group()
def channel() -> None:
    """Accounts on networks."""


@channel.command("try")
@click.argument("network", type=click.Choice(sorted(SECRETS)))
@click.option("--credentials", "file", required=True, help="A JSON file, or - for standard input.")
@click.option(
    "--reply-to", metavar="ID", help="The message under which replies are tried; else none is written."
)
@click.option("--recipient", metavar="ID", help="Whom a private reply goes to.")
@click.option(
    "--visibility", type=click.Choice([one.value for one in Visibility]), default="public", show_default=True
)
@click.option("--json", "as_json", is_flag=True)
def try_channel(
    *, network: str, file: str, reply_to: str | None, recipient: str | None, visibility: str, as_json: bool
) -> None:
    """Try an account of NETWORK step by step, and print what works.

    The file holds what the account's page asks for: {"handle": "…", "settings": {"server": "…"}, "secrets": {"token": "…"}}.
    Nothing is stored. With --reply-to three replies are written there, two of them over a wire that fails, and deleted again where
    the network lets us. Exit 1 where a step fails.
    """
    private_hosts = load_settings().private_hosts
    connected = _connected(network, _read(file), private_hosts)
    target = Target(reply_to, visibility, recipient) if reply_to else None
    steps = []
    for one in Trial(connected, LossyWire(private_hosts)).run(target):
        steps.append(one)
        if not as_json:
            click.echo(f"{WORDS[one.works]:<9} {one.step}: {one.told}")
    if as_json:
        click.echo(json.dumps([asdict(one) for one in steps], ensure_ascii=False))
    sys.exit(1 if any(one.works is False for one in steps) else 0)


def _read(file: str) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        told = json.loads(text)
    except OSError as error:
        raise Invalid("The file cannot be read: %(why)s", why=error.strerror or "") from error
    except ValueError as error:
        raise Invalid("The credentials are no JSON.") from error
    if not isinstance(told, dict):
        raise Invalid("The credentials are no JSON object.")
    return told


def _connected(network: str, told: dict[str, Any], private_hosts: frozenset[str]) -> Connected:
    handle, settings, secrets = told.get("handle"), told.get("settings"), told.get("secrets") or {}
    faults = [Fault(f"secrets.{name}", MISSING) for name in SECRETS[network] if not secrets.get(name)]
    if not isinstance(handle, str) or not handle:
        faults.append(Fault("handle", MISSING))
    if not isinstance(settings, dict):
        raise Invalid(INCOMPLETE, faults=(*faults, Fault("settings", MISSING)))
    try:
        found = faults_of_settings(network, settings, private_hosts=private_hosts)
        faults += [Fault(f"settings.{name}", one) for name, said in found.items() for one in said]
    except KeyError as error:
        faults.append(Fault(f"settings.{error.args[0]}", MISSING))
    if faults:
        raise Invalid(INCOMPLETE, faults=tuple(faults))
    return Connected(network, f"{network}:{handle}", settings, secrets)
