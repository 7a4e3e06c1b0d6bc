"""`bpo bench NAME`: one measured comparison of the folder bench/."""

import runpy
import sys
from pathlib import Path

import click

from bpo.cli import main

FOLDER = Path(__file__).resolve().parents[2] / "bench"
NAMES = (
    "import",
    "report",
    "ledger",
    "queue",
    "live",
    "pages",
    "check",
    "automatic",
    "grammar",
    "guide",
    "language",
    "reader",
)
ON_FILES = ("judge", "spelling", "odd")  # programs of their own file, that are no part of `all`
IN_A_BROWSER = ("typing",)  # nor is what needs one


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("name", type=click.Choice([*NAMES, *ON_FILES, *IN_A_BROWSER, "all"]))
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(name: str, arguments: tuple[str, ...]) -> None:
    """Run a benchmark (`--json` prints its rows as JSON)."""
    for wanted in NAMES if name == "all" else (name,):
        file = f"{wanted}.py" if wanted in ON_FILES else f"bench_{wanted}.py"
        sys.argv = [file, *arguments]
        runpy.run_path(str(FOLDER / file), run_name="__main__")
