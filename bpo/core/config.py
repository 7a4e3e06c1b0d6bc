"""Settings: one frozen object from the environment, read once at start.

A process with half a configuration refuses to start and says what is missing. Secrets that nobody gave
are made once and kept under BPO_HOME, readable by the owner only.
"""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bpo.core.errors import Invalid
from bpo.core.secrets import SecretKey

SHORTEST_SECRET = 32


@dataclass(frozen=True)
class Settings:
    """Where state lives, which servers to use, and what signs."""

    home: Path
    port: int
    database_url: str | None  # the owner's; None means the embedded PostgreSQL
    database_app_url: str | None  # the application's; made from the owner's when absent
    redis_url: str | None  # None means the embedded Valkey
    secret_key: SecretKey
    public_url: str
    mail_url: str | None
    demo: bool
    postgres_options: tuple[str, ...]
    private_hosts: frozenset[str] = frozenset()  # networks' servers that may have addresses of our own net

    @property
    def mail_folder(self) -> Path:
        """Where mail is kept while no MAIL_URL is set."""
        return self.home / "mail"


def load_settings(env: Mapping[str, str] = os.environ) -> Settings:
    """Read the environment; raise Invalid where it contradicts itself."""
    home = Path(env.get("BPO_HOME") or "var").resolve()
    port = _port(env.get("PORT") or "8000")
    if env.get("DATABASE_APP_URL") and not env.get("DATABASE_URL"):
        raise Invalid("DATABASE_APP_URL is set but DATABASE_URL is not: migrations need the owner's.")
    home.mkdir(parents=True, exist_ok=True)
    return Settings(
        home=home,
        port=port,
        database_url=env.get("DATABASE_URL") or None,
        database_app_url=env.get("DATABASE_APP_URL") or None,
        redis_url=env.get("REDIS_URL") or None,
        secret_key=_secret_key(home, env.get("BPO_SECRET_KEY"), env.get("BPO_SECRET_KEYS_ALSO") or ""),
        public_url=(env.get("BPO_PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
        mail_url=env.get("MAIL_URL") or None,
        demo=env.get("DEMO", "1") != "0",
        postgres_options=tuple((env.get("BPO_POSTGRES_OPTIONS") or "").split()),
        private_hosts=frozenset((env.get("BPO_PRIVATE_HOSTS") or "").lower().split()),
    )


def kept_secret(home: Path, name: str) -> str:
    """A secret of this installation, made at first use and kept under BPO_HOME/secrets."""
    folder = home / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=folder)  # readable by its owner only
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(32))
        # Linked only when whole: another process may be reading, or making the same secret, right now.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text().strip()


def _secret_key(home: Path, given: str | None, also: str) -> SecretKey:
    if given is not None and len(given) < SHORTEST_SECRET:
        raise Invalid("BPO_SECRET_KEY is shorter than %(n)s characters.", n=SHORTEST_SECRET)
    if any(len(one) < SHORTEST_SECRET for one in also.split()):
        raise Invalid("One of BPO_SECRET_KEYS_ALSO is shorter than %(n)s characters.", n=SHORTEST_SECRET)
    present = kept_secret(home, "secret-key") if given is None else given
    return SecretKey(present.encode(), (one.encode() for one in also.split()))


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise Invalid("PORT is not a port number: %(text)s", text=text)
    return int(text)
