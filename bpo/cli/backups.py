"""`bpo backup` and `bpo restore`: everything in one file, and back."""

import json
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import text

from bpo.channels.operations.deliveries import set_sending
from bpo.cli import main
from bpo.conversations.operations.erasing import erase_again
from bpo.conversations.operations.ledger import NAME, Line, read_lists
from bpo.core.actor import Actor
from bpo.core.backup import read_manifest, restore_backup, write_backup
from bpo.core.clock import utcnow
from bpo.core.config import load_settings
from bpo.core.embedded import borrow
from bpo.core.runtime import start
from bpo.core.uow import UnitOfWork
from bpo.monitoring.operations.erasing import erase_author_again

KEYS = (
    "Not in it: the secret key (BPO_SECRET_KEY, or secrets/secret-key in BPO_HOME). Keep it somewhere else; without it"
    " the restored tokens of networks and second factors cannot be opened."
)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write everything, of one moment, to a file. It goes on working meanwhile."""
    running = start()
    manifest = write_backup(running.addresses.owner, file, now=utcnow())
    click.echo(
        json.dumps(
            {
                "file": str(file),
                "bytes": file.stat().st_size,
                "tables": len(manifest.rows),
                "rows": manifest.rows,
            }
        )
    )
    click.echo(KEYS, err=True)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--erasures",
    "lists",
    multiple=True,
    type=click.Path(path_type=Path),
    help=f"A list of whom was erased since ({NAME} of an installation); may be given more than once.",
)
def restore(file: Path, lists: tuple[Path, ...]) -> None:
    """Put a backup into a new, empty database, and erase again whom was erased since."""
    settings = load_settings()
    own = settings.home / NAME
    erased = read_lists((*lists, *([own] if own.exists() else [])))
    manifest = read_manifest(file)
    restore_backup(settings, borrow(settings), file, manifest)
    start(settings)  # a backup of an older version is brought up to date
    brands = hold_sending(manifest.made_at)
    again = erase_from_lists(erased)
    click.echo(
        json.dumps(
            {
                "made_at": manifest.made_at,
                "tables": len(manifest.rows),
                "rows": sum(manifest.rows.values()),
                "brands": brands,
                "erased_again": again,
                "not_in_it": len(erased) - again,
            }
        )
    )
    said = "Sending is stopped at every brand: replies that waited then may have been sent since. Look, then resume it."
    click.echo(said, err=True)
    if not erased:
        click.echo(
            f"Nobody was erased again, because no list was given: give --erasures FILE, the {NAME} of the installation"
            f" that was in use after {manifest.made_at}, if there is one.",
            err=True,
        )


def hold_sending(made_at: str) -> int:
    """Stop sending at every brand of a restored backup; how many there are."""
    with UnitOfWork(Actor.system()) as uow:
        brands: list[UUID] = list(uow.session.scalars(text("SELECT id FROM tenant_ids()")))
    for tenant_id in brands:
        with UnitOfWork(Actor.system(tenant_id)) as uow:
            set_sending(uow, tenant_id, paused=True, reason=f"Restored from the backup of {made_at}.")
    return len(brands)


def erase_from_lists(lines: list[Line]) -> int:
    """Erase again whom these lists name; how many of them there were to erase."""
    again = 0
    for line in lines:
        with UnitOfWork(Actor.system(line.tenant_id)) as uow:
            if line.author_id is not None:
                again += erase_author_again(uow, line.tenant_id, line.author_id, reason=line.reason)
            elif line.customer_id is not None:
                again += erase_again(uow, line.tenant_id, line.customer_id, reason=line.reason)
    return again
