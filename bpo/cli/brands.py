"""`bpo brand`, `bpo ingest` and `bpo report`: a brand, its messages, its figures."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bpo.channels.operations import begin_import, finish_import
from bpo.channels.queries import get_import
from bpo.cli import main
from bpo.conversations.operations.imports import FORMATS, ImportCounts, import_records, open_reader
from bpo.core.actor import Actor
from bpo.core.errors import Invalid
from bpo.core.i18n import speaking
from bpo.core.runtime import start
from bpo.core.uow import UnitOfWork
from bpo.onboarding.commands import apply_file, fault_lines, show_file
from bpo.reports.operations import agreed_with, sla_report
from bpo.reports.render.files import render_file
from bpo.tenants.queries import find_tenant_id, get_tenant


@main.group()
def brand() -> None:
    """Client brands."""


@brand.command("apply")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
def apply(file: Path, *, dry_run: bool) -> None:
    """Create or change a brand from its file."""
    content = _bytes_of(file)
    start()
    try:
        changes = apply_file(content, dry_run=dry_run)
    except Invalid as error:
        click.echo("\n".join(fault_lines(str(file), error)), err=True)
        sys.exit(2)
    for change in changes:
        click.echo(str(change))


@brand.command()
@click.argument("slug")
def show(slug: str) -> None:
    """Print a brand as its file, in normal form."""
    start()
    _get(slug)
    click.echo(show_file(slug), nl=False)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--brand", "slug", required=True)
@click.option("--format", "file_format", type=click.Choice(FORMATS), default="jsonl", show_default=True)
def ingest(file: Path, slug: str, file_format: str) -> None:
    """Import a message file; a repeat stores nothing twice."""
    if not file.is_file():
        raise Invalid("There is no such file: %(file)s", file=file)
    start()
    tenant_id = _get(slug)
    actor = Actor.system(tenant_id)

    def open_unit() -> UnitOfWork:
        return UnitOfWork(actor)

    with open_unit() as uow:
        records = open_reader(uow, tenant_id, file, file_format=file_format)
        run = begin_import(
            uow,
            tenant_id,
            file_name=file.name,
            file_format=file_format,
            size=file.stat().st_size,
            body=None,
        )
        run_id = run.id
    with _progress() as bar:
        task = bar.add_task(file.name, total=None)

        def tell(counts: ImportCounts) -> None:
            bar.update(task, completed=counts.read, description=f"{file.name}: {counts.read} records")

        counts = import_records(open_unit, tenant_id, records, progress=tell)
    _keep(open_unit(), run_id, counts)
    click.echo(
        json.dumps(
            {
                "read": counts.read,
                "stored": counts.stored,
                "duplicates": counts.duplicates,
                "other": counts.other,
                "rejected": [{"line": reject.line, "reason": reject.reason} for reject in counts.rejects],
            },
            ensure_ascii=False,
        )
    )


@main.group()
def report() -> None:
    """Reports."""


@report.command()
@click.option("--brand", "slug", required=True)
@click.option(
    "--from", "from_date", required=True, metavar="DATE", help="First day, in the brand's time zone."
)
@click.option("--to", "to_date", required=True, metavar="DATE", help="The day after the last.")
@click.option("--as-of", metavar="INSTANT", help="As things stood then; default now.")
@click.option("--format", "file_format", default="json", show_default=True, help="json, csv, xlsx or pdf.")
@click.option("-o", "--output", type=click.Path(path_type=Path))
def sla(
    *, slug: str, from_date: str, to_date: str, as_of: str | None, file_format: str, output: Path | None
) -> None:
    """The SLA report of turns that started in [from, to)."""
    first, end = _date(from_date, "--from"), _date(to_date, "--to")
    instant = _instant(as_of) if as_of else None
    start()
    with UnitOfWork(Actor.system(_get(slug))) as uow:
        tenant = get_tenant(uow, slug)
        figures = sla_report(uow, tenant, from_date=first, to_date=end, as_of=instant)
        agreed = agreed_with(uow, tenant)
    with speaking("en", tenant.time_zone):
        body = render_file(figures, file_format, brand=tenant.name, agreed=agreed)
    if output:
        output.write_bytes(body)
    else:
        sys.stdout.buffer.write(body)


def _keep(uow: UnitOfWork, run_id: UUID, counts: ImportCounts) -> None:
    with uow:
        run = get_import(uow, run_id)
        for name in ("read", "stored", "duplicates", "other", "rejected"):
            setattr(run, name, getattr(counts, name))
        run.rejects = [{"line": reject.line, "reason": reject.reason} for reject in counts.rejects[:1000]]
        finish_import(uow, run)


def _progress() -> Progress:
    """A bar on a terminal; silence elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


def _find(slug: str) -> UUID | None:
    with UnitOfWork(Actor.system()) as uow:
        return find_tenant_id(uow, slug)


def _get(slug: str) -> UUID:
    tenant_id = _find(slug)
    if tenant_id is None:
        raise Invalid("There is no brand called %(slug)s.", slug=slug)
    return tenant_id


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Invalid("It cannot be read: %(why)s.", why=error.strerror) from error


def _date(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(
            "%(option)s is not a date like 2026-11-01: %(text)s", option=option, text=text
        ) from None


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Invalid("--as-of is not an instant like 2026-11-01T12:00:00Z: %(text)s", text=text)
    return found
