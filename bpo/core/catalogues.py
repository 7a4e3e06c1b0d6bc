"""Message catalogues: extract, update, check, compile. Run as `python -m bpo.core.catalogues VERB`.

`translations/messages.pot` holds what the sources say now; a build fails when it is stale, when a message
of a language is missing or unsure, or when its places (%(name)s) differ from the source's.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bpo.core.i18n import LOCALES, ROOT

TEMPLATE = ROOT / "messages.pot"
PLACES = re.compile(r"%\(\w+\)[sd]")
SOURCE_LOCALE = LOCALES[0]
TRANSLATED = LOCALES[1:]


def extract(target: Path) -> None:
    """Write the messages of the sources to a template."""
    babel(
        "extract", "--mapping-file", "pyproject.toml", "--no-location", "--sort-output", "--omit-header",
        "--project", "bpo", "--output-file", str(target), "bpo",
    )  # fmt: skip


def babel(*arguments: str) -> None:
    """One command of Babel's, from the project's folder."""
    import logging  # noqa: PLC0415 -- Babel logs each file it reads

    logging.getLogger("babel").setLevel(logging.ERROR)
    CommandLineInterface().run(["pybabel", "-q", *arguments])  # type: ignore[no-untyped-call]  # Babel leaves it untyped


def po_of(locale: str) -> Path:
    """Where a language's messages are."""
    return ROOT / locale / "LC_MESSAGES" / "messages.po"


def update() -> None:
    """Extract, and bring every language up to date."""
    extract(TEMPLATE)
    for locale in TRANSLATED:
        po = po_of(locale)
        if not po.exists():
            babel("init", "-i", str(TEMPLATE), "-o", str(po), "-l", locale)
        babel(
            "update", "-i", str(TEMPLATE), "-o", str(po), "-l", locale,
            "--no-fuzzy-matching", "--ignore-obsolete", "--omit-header",
        )  # fmt: skip


def compile_all() -> None:
    """Make the .mo files that the product loads, where they are older than their sources."""
    for locale in TRANSLATED:
        po = po_of(locale)
        mo = po.with_suffix(".mo")
        if po.exists() and (not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime):
            fresh = mo.with_suffix(".new")
            with fresh.open("wb") as file:
                write_mo(file, _read(po, locale))
            fresh.replace(mo)  # another process may be reading the old one


def faults() -> Iterator[str]:
    """What is wrong with the catalogues, a sentence each."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "messages.pot"
        extract(fresh)
        if not TEMPLATE.exists() or fresh.read_text() != TEMPLATE.read_text():
            yield "translations/messages.pot is stale: run `make i18n`."
        wanted = {_key(message): message for message in _read(fresh, None) if message.id}
    for locale in TRANSLATED:
        catalog = _read(po_of(locale), locale)
        found = {_key(message): message for message in catalog if message.id}
        for key, source in wanted.items():
            fault = _fault(source, found.get(key), catalog.num_plurals)
            if fault:
                yield f"{locale}: {fault}: {key!r}"


def _fault(source: Message, message: Message | None, plurals: int) -> str | None:
    if message is None:
        return "missing"
    texts = tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,)
    if isinstance(source.id, (tuple, list)) and len(texts) != plurals:
        return f"needs {plurals} plural forms"
    if not all(texts) or message.fuzzy:
        return "untranslated"
    sources = source.id if isinstance(source.id, (tuple, list)) else (source.id,)
    allowed = {place for text in sources for place in PLACES.findall(text)}
    for text in texts:
        places = set(PLACES.findall(text or ""))
        if places - allowed or (len(sources) == 1 and places != allowed):
            return "its places differ from the source's"
    return None


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else str(message.id)


def _read(path: Path, locale: str | None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def main() -> None:
    """Update, check or compile."""
    verb = sys.argv[1]
    if verb == "update":
        update()
    elif verb == "compile":
        compile_all()
    elif found := list(faults()):
        sys.stderr.write("\n".join(found) + "\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
