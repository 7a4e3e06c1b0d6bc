"""`bpo export`: everything that is kept about a brand, written to a file."""

import json
from pathlib import Path

import click

from bpo.cli import main
from bpo.core.actor import Actor
from bpo.core.errors import Invalid
from bpo.core.runtime import start
from bpo.core.uow import UnitOfWork
from bpo.exports.operations.writing import read_one_state, write_zip
from bpo.exports.rules.states import file_name
from bpo.tenants.queries import find_tenant_id, get_tenant


@main.command()
@click.argument("slug")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to; SLUG-DATE.zip here by default."
)
def export(slug: str, output: Path | None) -> None:
    """Write everything that is kept about a brand to a ZIP; what is in it, as JSON."""
    start()
    with UnitOfWork(Actor.system()) as uow:
        tenant_id = find_tenant_id(uow, slug)
    if tenant_id is None:
        raise Invalid("There is no brand called %(slug)s.", slug=slug)
    actor = Actor.system(tenant_id)
    with UnitOfWork(actor) as uow:
        read_one_state(uow)
        tenant = get_tenant(uow, slug)
        path = output or Path(file_name(slug, uow.now))
        draft = path.with_name(f".{path.name}.part")  # a file that is there is whole
        try:
            with draft.open("xb") as file:
                draft.chmod(0o600)
                written = write_zip(
                    uow, tenant, ordered_by="bpo export", keep=lambda _number, body: file.write(body)
                )
            draft.rename(path)
        except FileExistsError as error:
            raise Invalid("Another export is being written to %(file)s.", file=path) from error
        except OSError as error:
            raise Invalid("It cannot be written: %(why)s.", why=error.strerror) from error
        finally:
            draft.unlink(missing_ok=True)
        uow.audit("export.written", tenant, size=written.size)
    rows = {one["name"]: one["rows"] for one in written.manifest["files"] if one["rows"]}
    click.echo(json.dumps({"file": str(path), "bytes": written.size, "rows": rows}, ensure_ascii=False))
