"""`bpo bench NAME`: one measured comparison of the folder bench/."""

import runpy
import sys
from pathlib import Path

import click

from bpo.cli import main

FOLDER = Path(__file__).resolve().parents[2] / "bench"
NAMES = ("import", "report", "queue")


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("name", type=click.Choice([*NAMES, "all"]))
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(name: str, arguments: tuple[str, ...]) -> None:
    """Run a benchmark (`--json` prints its rows as JSON)."""
    for wanted in NAMES if name == "all" else (name,):
        sys.argv = [f"bench_{wanted}.py", *arguments]
        runpy.run_path(str(FOLDER / f"bench_{wanted}.py"), run_name="__main__")
