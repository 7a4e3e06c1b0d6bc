"""Where the words of the four languages are kept, made once and read by every process.

`dist` holds what is made of the npm dictionaries and of word frequencies: the spelling dictionaries
themselves, the list of known words by frequency that suggestions are drawn from, and what languages are
told apart by. `make assets` makes it; a process that finds none makes it when it first needs it, one process
at a time. Nothing of it is in version control.
"""

import fcntl
import hashlib
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bpo.language.base_model import base_file
from bpo.language.types import Language

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parents[1] / "node_modules"
DIST = HERE / "dist"
STAMP = "made-of.sha256"
PACKAGES: dict[Language, tuple[str, ...]] = {
    Language.RU: ("ru",),
    Language.UK: ("uk",),
    Language.PL: ("pl",),
    Language.EN: ("en", "en-gb"),
}
MAKERS = (
    "make_identity.py",
    "make_words.py",
    "morphology.py",
    "make_reader.py",
    "models/reader.npz",
)  # a change of how it is made makes it anew


def source_digest() -> str | None:
    """What `dist` would be made of; None where the npm packages are not installed."""
    digest = hashlib.sha256()
    for package in (one for packages in PACKAGES.values() for one in packages):
        described = SOURCES / f"dictionary-{package}" / "package.json"
        if not described.is_file():
            return None
        digest.update(described.read_bytes())
    for maker in MAKERS:
        digest.update((HERE / maker).read_bytes())
    digest.update(str(base_file() is not None).encode())
    return digest.hexdigest()


def is_made() -> bool:
    """Whether `dist` is there, and of the sources that are there."""
    stamp = DIST / STAMP
    return stamp.is_file() and source_digest() in {None, stamp.read_text()}


def make() -> None:
    """Make `dist` anew where it is missing or of other sources; otherwise do nothing."""
    if is_made():
        return
    with (HERE / ".dist.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_made():
            _make_all()


def _make_all() -> None:
    from bpo.language import make_identity, make_reader, make_words  # noqa: PLC0415 -- the makers read `dist` themselves

    digest = source_digest()
    if digest is None:
        raise FileNotFoundError("The spelling dictionaries are not installed: run `make assets`.")
    made = Path(tempfile.mkdtemp(prefix=".dist-", dir=HERE))
    try:
        for package in (one for packages in PACKAGES.values() for one in packages):
            source = SOURCES / f"dictionary-{package}"
            (made / package).mkdir()
            for name in ("index.aff", "index.dic", "license"):
                shutil.copyfile(source / name, made / package / name)
        make_identity.make(made)
        make_words.make(made)
        make_reader.make(made)
        (made / STAMP).write_text(digest)
        made.chmod(0o755)
        if DIST.exists():
            old = Path(tempfile.mkdtemp(prefix=".dist-", dir=HERE))
            DIST.rename(old / "dist")
            shutil.rmtree(old, ignore_errors=True)
        made.rename(DIST)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


@cache
def dist() -> Path:
    """The folder of what was made, made now where it is missing or of other sources."""
    make()
    return DIST


class Dictionary:
    """One language's spelling dictionaries: a word is known when any of them knows it."""

    def __init__(self, folder: Path, packages: tuple[str, ...]) -> None:
        import hunspell  # noqa: PLC0415 -- loaded when a language is first needed

        self._spell: list[Callable[[str], bool]] = [
            hunspell.Hunspell("index", hunspell_data_dir=str(folder / package)).spell for package in packages
        ]

    def knows(self, word: str) -> bool:
        """Whether the word, as it is written, is in a dictionary."""
        try:
            return any(spell(word) for spell in self._spell)
        except (UnicodeError, ValueError):  # letters that the dictionary's own alphabet does not have
            return False


@cache
def dictionary(language: Language) -> Dictionary:
    """The spelling dictionaries of a language."""
    return Dictionary(dist(), PACKAGES[language])


if __name__ == "__main__":
    make()
