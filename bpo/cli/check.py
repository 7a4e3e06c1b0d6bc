"""`bpo check`: a brand's rules over texts, one JSON object a text."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from bpo.cli import main
from bpo.core.actor import Actor
from bpo.core.errors import Invalid
from bpo.core.runtime import start
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import LanguageCode, Network, Visibility
from bpo.onboarding.checked import AUTO, check_text, read_texts
from bpo.tenants.queries import find_tenant_id, get_tenant


@main.command()
@click.argument("file", required=False)
@click.option("--brand", "slug", required=True)
@click.option("--network", type=click.Choice([one.value for one in Network]))
@click.option(
    "--visibility", type=click.Choice([one.value for one in Visibility]), default="public", show_default=True
)
@click.option(
    "--language",
    type=click.Choice([AUTO, *(one.value for one in LanguageCode)]),
    default=AUTO,
    show_default=True,
)
@click.option("--reply-to", metavar="TEXT", help="The customer's message that is answered.")
@click.option(
    "--earlier",
    metavar="TEXT",
    multiple=True,
    help="An earlier reply of ours in the same conversation; once for each, the latest last.",
)
@click.option("--deep", is_flag=True, help="Ask the reader too, as a send does: some 50 ms a text.")
@click.option("--text", help="The one text to check, instead of a file.")
def check(
    *, file: str | None, slug: str, text: str | None, **defaults: str | bool | tuple[str, ...] | None
) -> None:
    """Check texts by a brand's rules: a text, a FILE of one JSON object a line, or - for standard input."""
    if (file is None) == (text is None):
        raise Invalid("Give one of --text and FILE.")
    given = {key: value for key, value in defaults.items() if value not in (None, ())}
    if text is not None:
        texts = read_texts(json.dumps({"text": text}), given, file_name="--text")
    else:
        texts = read_texts(_content_of(str(file)), given, file_name=str(file))
    start()
    with UnitOfWork(Actor.system()) as uow:
        tenant_id = find_tenant_id(uow, slug)
    if tenant_id is None:
        raise Invalid("There is no brand called %(slug)s.", slug=slug)
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        tenant = get_tenant(uow, slug)
        for asked in texts:
            click.echo(_line(check_text(uow, tenant, asked)))


def _content_of(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise Invalid("%(file)s:1: It cannot be read: %(why)s.", file=file, why=error.strerror) from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Invalid("%(file)s:%(line)s: This is not UTF-8.", file=file, line=line) from error


def _line(told: dict[str, Any]) -> str:
    """One line of JSON; halves of surrogate pairs, which no encoding takes, stay escaped."""
    shown = json.dumps(told, ensure_ascii=False)
    try:
        shown.encode()
    except UnicodeEncodeError:
        return json.dumps(told)
    return shown
