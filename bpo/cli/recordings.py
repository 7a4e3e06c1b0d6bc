"""`bpo channel record` and `replay`: what a network brought, without anybody in it, and what becomes of it here."""

import json
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from bpo.channels.operations.recording import record_events
from bpo.channels.queries import list_accounts
from bpo.channels.rules.parsing import account_key
from bpo.cli.channels import channel
from bpo.conversations.operations.replaying import ERROR, Outcome, replay_events
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.errors import Invalid
from bpo.core.runtime import start
from bpo.core.uow import UnitOfWork
from bpo.tenants.queries import find_tenant_id

A_DAY = timedelta(days=1)


@channel.command("record")
@click.argument("account")
@click.option("--brand", "slug", required=True)
@click.option("--since", help="An instant, such as 2026-11-30T12:00:00Z. Default: a day ago.")
@click.option("--until", help="An instant. Default: now.")
@click.option(
    "--out", "file", required=True, type=click.Path(path_type=Path), help="A file that is not there yet."
)
def record(*, account: str, slug: str, since: str | None, until: str | None, file: Path) -> None:
    """Write what reached ACCOUNT (network:handle) of a brand into a file, for a report of a fault.

    Names, texts, addresses, numbers and links are replaced, the same by the same within the file. What is left of the originals is
    their shape and their times. Look through the file before you send it.
    """
    end = _instant(until) if until else utcnow()
    begin = _instant(since) if since else end - A_DAY
    start()
    with UnitOfWork(Actor.anonymous()) as uow:
        tenant_id = find_tenant_id(uow, slug)
    if tenant_id is None:
        raise Invalid("There is no brand %(slug)s.", slug=slug)
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        rows = {one.key: one for one in list_accounts(uow, tenant_id, retired=True)}
        row = rows.get(account_key(account) or "")
        if row is None:
            raise Invalid("The brand has no account %(account)s.", account=account)
        try:
            written = record_events(uow, row, file, since=begin, until=end)
        except OSError as error:
            raise Invalid("The file cannot be written: %(why)s", why=error.strerror or "") from error
    click.echo(json.dumps({"written": written}))


@channel.command("replay")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def replay(*, file: Path, as_json: bool) -> None:
    """Run a recorded FILE through the readers and the intake, and print what becomes of each event.

    It happens in a brand of its own that is rolled back: nothing is stored. Exit 1 where an event is an error.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid("The file cannot be read: %(file)s", file=file) from error
    start()
    counts: Counter[str] = Counter()

    def tell(one: Outcome) -> None:
        counts[one.outcome] += 1
        if as_json:
            click.echo(json.dumps(one.__dict__, ensure_ascii=False))
        else:
            click.echo(f"{one.line:>6} {one.outcome:<9} {one.form:<20} {one.why}".rstrip())

    replay_events(lines, tell=tell)
    click.echo(json.dumps(dict(counts)))
    sys.exit(1 if counts[ERROR] else 0)


def _instant(told: str) -> datetime:
    try:
        found = datetime.fromisoformat(told)
    except ValueError as error:
        raise Invalid("This is no instant: %(told)s", told=told) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
