"""One peer over texts, in a process and an environment of its own: `python spelling_peer.py PEER LANGUAGE DICTIONARIES`.

Texts come as lines of JSON; for each goes out what the peer calls misspelt, as from, to and suggestions (null where
it was not asked for any, because asking takes it too long), and the processor time that all took so far. It knows
nothing of ours.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

Found = list[tuple[int, int, list[str] | None]]
Check = Callable[[str], Found]
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
CHILDREN: list[int] = []  # what a peer runs in
ASKED = 60  # words for which a peer that takes a tenth of a second a word is asked
CODES = {"ru": "ru_RU", "uk": "uk_UA", "pl": "pl_PL", "en": "en_US"}


def aspell(language: str, _dictionaries: Path) -> Check:
    """Aspell, by its pipe."""
    if shutil.which("aspell") is None or f"\n{language}" not in subprocess.check_output(
        ["aspell", "dicts"], text=True
    ):
        raise ImportError("aspell")
    child = subprocess.Popen(
        ["aspell", "-a", f"--lang={language}", "--encoding=utf-8"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    child.stdout.readline()
    CHILDREN.append(child.pid)

    def check(text: str) -> Found:
        child.stdin.write("^" + text.replace("\n", " ") + "\n")
        child.stdin.flush()
        found, at = [], 0
        while (line := child.stdout.readline()).strip():
            if line[0] in "&#":
                word = line.split()[1]
                start = text.find(word, at)
                if start >= 0:
                    at = start + len(word)
                    listed = line.split(": ", 1)[1].strip().split(", ") if line[0] == "&" else []
                    found.append((start, at, listed))
        return found

    return check


def chunspell(language: str, dictionaries: Path) -> Check:
    """Hunspell, with the dictionary that ours are made of."""
    from hunspell import Hunspell  # noqa: PLC0415

    spell = Hunspell("index", hunspell_data_dir=str(dictionaries / f"dictionary-{language}"))
    asked = 0

    def check(text: str) -> Found:
        nonlocal asked
        found = []
        for word in WORD.finditer(text):
            try:
                if spell.spell(word.group()):
                    continue
            except UnicodeError:  # letters that the dictionary's own alphabet does not have
                continue
            asked += 1
            found.append((*word.span(), list(spell.suggest(word.group())) if asked <= ASKED else None))
        return found

    return check


def lingotweaker(language: str, _dictionaries: Path) -> Check:
    """The port of LanguageTool's rules; its words called misspelt."""
    from lt_py import Engine  # noqa: PLC0415

    engine = Engine(language)

    def check(text: str) -> Found:
        try:
            matches = engine.check(text)
        except BaseException as error:  # its panics are no exceptions
            if isinstance(error, KeyboardInterrupt):
                raise
            return []
        raw = text.encode()
        return [
            (
                len(raw[: one["offset"]].decode()),
                len(raw[: one["offset"] + one["length"]].decode()),
                one["suggestions"][:5],
            )
            for one in matches
            if one["issue_type"] == "misspelling"
        ]

    return check


def pylat_ru(language: str, _dictionaries: Path) -> Check:
    """The Python port of LanguageTool's Russian."""
    if language != "ru":
        raise ImportError("pylat-ru")
    from pylat_ru import LanguageToolRU  # noqa: PLC0415

    tool = LanguageToolRU()
    return lambda text: [
        (one.offset, one.offset + one.length, list(one.replacements[:5]))
        for one in tool.check(text)
        if one.category_id == "TYPOS"
    ]


def pyspellchecker(language: str, _dictionaries: Path) -> Check:
    """Norvig's way, with the words that it brings."""
    if language not in {"ru", "en"}:
        raise ImportError("pyspellchecker")
    from spellchecker import SpellChecker  # noqa: PLC0415

    spell = SpellChecker(language=language, distance=1)

    def check(text: str) -> Found:
        found = []
        for word in WORD.finditer(text):
            if len(word.group()) > 1 and spell.unknown([word.group()]):
                best = spell.correction(word.group())
                found.append((*word.span(), [best] if best else []))
        return found

    return check


def harper(language: str, _dictionaries: Path) -> Check:
    """Harper, English only."""
    if language != "en":
        raise ImportError("harper-py")
    from harper import Linter  # noqa: PLC0415

    linter = Linter()
    return lambda text: [
        (one.span.start, one.span.end, [other.replacement_text for other in one.suggestions])
        for one in linter.lint(text)
        if one.lint_kind == "Spelling"
    ]


def symspellpy(language: str, _dictionaries: Path) -> Check:
    """SymSpell, with the English words that it brings."""
    if language != "en":
        raise ImportError("symspellpy")
    import symspellpy as package  # noqa: PLC0415

    spell = package.SymSpell(max_dictionary_edit_distance=2)
    spell.load_dictionary(str(Path(package.__file__).parent / "frequency_dictionary_en_82_765.txt"), 0, 1)

    def check(text: str) -> Found:
        found = []
        for word in WORD.finditer(text):
            key = word.group().lower().replace("’", "'")
            if key not in spell.words and len(key) > 1 and "'" not in key:
                near = spell.lookup(key, package.Verbosity.TOP, max_edit_distance=2)
                found.append((*word.span(), [near[0].term] if near else []))
        return found

    return check


PEERS: dict[str, Callable[[str, Path], Check]] = {
    "aspell": aspell,
    "hunspell": chunspell,
    "lingotweaker": lingotweaker,
    "pylat-ru": pylat_ru,
    "pyspellchecker": pyspellchecker,
    "harper-py": harper,
    "symspellpy": symspellpy,
}


def main() -> None:
    name, language, dictionaries = sys.argv[1:]
    try:
        check = PEERS[name](language, Path(dictionaries))
    except ImportError:
        raise SystemExit(3) from None
    check("ready")
    print("ready", flush=True)
    seconds, outside = 0.0, of_children()
    for line in sys.stdin:
        text, began = json.loads(line), time.process_time()
        found = check(text)
        seconds += time.process_time() - began
        apart = of_children() - outside
        print(json.dumps({"found": found, "seconds": seconds + apart}), flush=True)


def of_children() -> float:
    """Processor time of what it started and still runs."""
    ticks = 0
    for child in CHILDREN:
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
