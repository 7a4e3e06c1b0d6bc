"""The commands: what `bpo` does from a shell.

Exit status: 0 done, 1 failed, 2 the arguments or the file as a whole are wrong (where and why on standard
error, and nothing changed). Commands act as the system for the brand they name. They work whether or not
`bpo up` is running: the embedded servers are borrowed for the time they need.
"""

import sys

import click

from bpo.core.errors import Invalid, Problem


class Commands(click.Group):
    """A group that turns the product's errors into its exit statuses."""

    def invoke(self, ctx: click.Context) -> object:
        """Run, and say what went wrong on standard error."""
        try:
            return super().invoke(ctx)
        except Invalid as error:
            lines = [f"{fault.place}: {fault.message}" for fault in error.faults] or [error.text()]
            click.echo("\n".join(lines), err=True)
            sys.exit(2)
        except Problem as error:
            click.echo(error.text(), err=True)
            sys.exit(1)


@click.group(cls=Commands)
def main() -> None:
    """Operations platform of a contact centre that answers social media for many client brands."""


from bpo.cli import (  # noqa: E402 -- each adds its commands to `main`
    backups,  # noqa: F401
    bench,  # noqa: F401
    brands,  # noqa: F401
    channels,  # noqa: F401
    check,  # noqa: F401
    doctor,  # noqa: F401
    exports,  # noqa: F401
    ledger,  # noqa: F401
    people,  # noqa: F401
    recordings,  # noqa: F401
    secrets,  # noqa: F401
    services,  # noqa: F401
    streams,  # noqa: F401
)
