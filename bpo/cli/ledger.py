"""`bpo ledger verify` and `bpo ledger replay`: the evidence is untouched, the figures follow from it."""

import json
import sys
from dataclasses import asdict
from datetime import date
from uuid import UUID

import click

from bpo.cli import main
from bpo.core.actor import Actor
from bpo.core.errors import Invalid
from bpo.core.runtime import start
from bpo.core.uow import UnitOfWork
from bpo.ledger.operations.sealing import follow_all
from bpo.ledger.operations.verifying import verify as verify_ledger
from bpo.ledger.queries.streams import read_one_state
from bpo.reports.operations import latest_month
from bpo.reports.operations.ledger import replay_report
from bpo.tenants.queries import find_tenant_id, get_tenant
from bpo.tenants.rules.period import Period


@main.group()
def ledger() -> None:
    """The evidence ledger."""


@ledger.command()
@click.option("--brand", "slug", required=True)
@click.option(
    "--from", "since", metavar="DATE", help="First day (UTC) of sealing; the seal before it is believed."
)
@click.option("--to", "until", metavar="DATE", help="The day after the last.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def verify(slug: str, since: str | None, until: str | None, *, as_json: bool) -> None:
    """Prove the evidence untouched; exit 1 names the first bad entry."""
    first, end = _days(since, until)
    tenant_id = _follow(slug)
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        read_one_state(uow)
        found = verify_ledger(uow, tenant_id, since=first, until=end)
    said = {"brand": slug, "ok": found.fault is None, **asdict(found), "rows": dict(found.rows)}
    if as_json:
        click.echo(json.dumps(said))
    elif found.fault is None:
        rows = ", ".join(f"{count} of {kind}" for kind, count in sorted(found.rows.items()))
        click.echo(f"{found.entries} entries, {found.days} sealed days; evidence: {rows or 'none'}")
        click.echo(f"{found.waiting} rows are not entered yet")
        click.echo(f"last hash {found.last_hash}")
    else:
        click.echo(str(found.fault), err=True)
    sys.exit(0 if found.fault is None else 1)


@ledger.command()
@click.option("--brand", "slug", required=True)
@click.option("--from", "since", metavar="DATE", help="First day of the figures, in the brand's time zone.")
@click.option("--to", "until", metavar="DATE", help="The day after the last; without both, the latest month.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON, with the figures.")
def replay(slug: str, since: str | None, until: str | None, *, as_json: bool) -> None:
    """Derive facts and figures from the ledger alone and compare them; exit 1 names the first difference."""
    first, end = _days(since, until)
    if (first is None) != (end is None):
        raise Invalid("A period has a --from and a --to.")
    tenant_id = _follow(slug)
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        read_one_state(uow)
        tenant = get_tenant(uow, slug)
        period = Period(first, end, tenant.time_zone) if first and end else latest_month(uow, tenant)
        found = replay_report(uow, tenant_id, period=period, as_of=uow.now)
    counted = found.counted
    if as_json:
        said = {
            "brand": slug,
            "ok": found.difference is None,
            **asdict(counted),
            "difference": found.difference,
        }
        days = {"from": period.from_date.isoformat(), "to": period.to_date.isoformat()}
        click.echo(json.dumps({**said, **days, "figures": found.figures}))
    elif found.difference is None:
        click.echo(
            f"{counted.events} events of {counted.conversations} conversations:"
            f" {counted.turns} turns and {counted.episodes} episodes, all as they are stored"
        )
        shown = f"figures from {period.from_date} to {period.to_date}"
        click.echo(f"{shown}: all as reported" if found.figures else f"{shown}: not compared, changes wait")
        click.echo(f"{counted.waiting} conversations have changes that are not entered yet")
    else:
        click.echo(found.difference, err=True)
    sys.exit(0 if found.difference is None else 1)


def _follow(slug: str) -> UUID:
    """The brand, once all that has been committed is entered."""
    start()
    with UnitOfWork(Actor.system()) as uow:
        tenant_id = find_tenant_id(uow, slug)
    if tenant_id is None:
        raise Invalid("There is no brand called %(slug)s.", slug=slug)
    follow_all(lambda: UnitOfWork(Actor.system(tenant_id)), tenant_id)
    return tenant_id


def _days(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    first, end = _date(since, "--from"), _date(until, "--to")
    if first is not None and end is not None and first >= end:
        raise Invalid("--to is the day after the last: it comes after --from.")
    return first, end


def _date(text: str | None, option: str) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise Invalid(
            "%(option)s is not a date like 2026-11-01: %(text)s", option=option, text=text
        ) from None
