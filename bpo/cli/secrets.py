"""`bpo secrets check` and `bpo secrets rotate`: which key seals what, and passing everything to the present one."""

import json
import sys
from uuid import UUID

import click

from bpo.cli import main
from bpo.core.actor import Actor
from bpo.core.rotation import NO_KEY, count_keys, pass_to_present_key
from bpo.core.runtime import start
from bpo.core.secrets import keys_of, name_of
from bpo.core.uow import UnitOfWork
from bpo.tenants.queries import list_tenant_ids

EVERY = 100  # values between two lines of progress


@main.group()
def secrets() -> None:
    """Keys, and what they seal."""


@secrets.command()
def check() -> None:
    """Say as JSON which key seals how many values of each column; exit 1 where one opens with none."""
    key = start().settings.secret_key
    present, *others = (name_of(one) for one in keys_of(key))
    counts = count_keys(_brands(), key=key)
    click.echo(json.dumps({"present": present, "also": others, "sealed": counts}))
    sys.exit(1 if any(counted[NO_KEY] for counted in counts.values()) else 0)


@secrets.command()
def rotate() -> None:
    """Seal everything again with the present key while the work goes on; what was done, as JSON.

    After a kill run it again: it goes on with what is left. Exit 1 where a value opens with no key.
    """
    key = start().settings.secret_key
    done = 0

    def tell(column: str) -> None:
        nonlocal done
        done += 1
        if done % EVERY == 0:
            click.echo(f"{done} … {column}", err=True)

    counts = pass_to_present_key(_brands(), key=key, tell=tell)
    click.echo(json.dumps({"present": name_of(key), "columns": counts}))
    sys.exit(1 if any(counted[NO_KEY] for counted in counts.values()) else 0)


def _brands() -> list[UUID]:
    with UnitOfWork(Actor.system()) as uow:
        return list_tenant_ids(uow)
