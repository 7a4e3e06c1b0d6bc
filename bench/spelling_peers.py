"""Peers of the spelling checks, each started in a process of its own, one at a time."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bpo.language.types import Language

HERE = Path(__file__).resolve().parent
PYTHON = HERE.parent / "var" / "peers" / "bin" / "python"
DICTIONARIES = HERE.parent / "node_modules"
NAMES = ("aspell", "hunspell", "lingotweaker", "pylat-ru", "pyspellchecker", "harper-py", "symspellpy")
MOST = {
    "pylat-ru": 150,
    "lingotweaker": 500,
    "hunspell": 500,
    "aspell": 500,
    "harper-py": 500,
}  # texts of each set
NOT_HERE = 3  # how a peer says that it is not installed, or not of the language


class Peer:
    """A peer that answers text by text."""

    def __init__(self, child: subprocess.Popen[str], most: int | None) -> None:
        self._child, self.most, self.seconds = child, most, 0.0

    def __call__(self, text: str) -> list[tuple[int, int, list[str] | None]]:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(json.dumps(text) + "\n")
        self._child.stdin.flush()
        answer = json.loads(self._child.stdout.readline())
        self.seconds = answer["seconds"]
        return [(start, end, suggestions) for start, end, suggestions in answer["found"]]


@contextmanager
def started(name: str, language: Language) -> Iterator[Peer | None]:
    """The peer, ready; None where it is not installed, or not for the language."""
    if not PYTHON.is_file():
        yield None
        return
    with subprocess.Popen(
        [str(PYTHON), str(HERE / "spelling_peer.py"), name, language, str(DICTIONARIES)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
    ) as child:  # fmt: skip
        assert child.stdin is not None
        assert child.stdout is not None
        ready = child.stdout.readline()
        yield Peer(child, MOST.get(name)) if ready else None
        child.stdin.close()
