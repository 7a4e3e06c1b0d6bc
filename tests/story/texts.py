"""Texts for the story from a file: JSONL or CSV, read whole and judged before anything is started.

One JSON object a line, or a CSV with the same names in its first row. `message` and `reply` are required.
"""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from bpo.language.length import LengthUnit, measure

LANGUAGES = ("en", "ru", "uk", "pl")
NETWORKS = ("mastodon", "email")
VISIBILITIES = ("public", "private")
WORDS = ("message", "reply", "corrected", "approve")
CHOICES = {"network": NETWORKS, "visibility": VISIBILITIES, "language": LANGUAGES}
KEYS = ("id", *WORDS, *CHOICES)
MOST = 500
LONGEST = 10_000
LONGEST_STATUS = 480  # a Mastodon server takes 500, and the brand's name is in front
FAULTS_LISTED = 20


class Malformed(Exception):  # noqa: N818 -- reads as what it says
    """The file cannot be used; each fault is a line of the file and what is wrong there."""

    def __init__(self, faults):
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Text:
    """One customer's message, and what the agent writes to it."""

    id: str
    message: str
    reply: str
    network: str
    visibility: str
    language: str | None  # None: found from the message
    corrected: str | None
    approve: str | None


def read_texts(path):
    """The texts of a file, in its order; Malformed with every fault, as FILE:LINE: what."""
    name = str(path)
    try:
        content = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Malformed([f"{name}: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Malformed([f"{name}:{line}: this is not UTF-8"]) from error
    rows = _csv_rows(content) if name.lower().endswith(".csv") else _json_rows(content)
    texts, faults, seen = [], [], {}
    for line, row in rows:
        wrong = [row] if isinstance(row, str) else _faults(row)
        if not wrong:
            text = _text(row, line)
            if text.id in seen:
                wrong = [f"the id {text.id!r} stands on line {seen[text.id]} too"]
            seen.setdefault(text.id, line)
            texts.append(text)
        faults += [f"{name}:{line}: {one}" for one in wrong]
    if not faults and not texts:
        faults = [f"{name}:1: there is no text in it"]
    if len(texts) > MOST:
        faults.append(f"{name}:1: it holds {len(texts)} texts; at most {MOST} are taken at once")
    if faults:
        raise Malformed(faults)
    return texts


def _json_rows(content):
    """Each line that is not empty: its number, and an object or what is wrong with it."""
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"this is not JSON: {getattr(error, 'msg', error)}"
            continue
        yield number, row if isinstance(row, dict) else "this is not an object"


def _csv_rows(content):
    """The same of a CSV; an empty cell is as if it were not there. A record's line is where it starts."""
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    header, starts = None, 1
    try:
        for cells in reader:
            line, starts = starts, reader.line_num + 1
            if header is None:
                header = [cell.strip() for cell in cells]
                unknown = [cell for cell in header if cell not in KEYS]
                if unknown or len(set(header)) != len(header):
                    yield (
                        line,
                        f"the first row names the columns, of {', '.join(KEYS)}; it says {','.join(cells)!r}",
                    )
                    return
            elif len(cells) > len(header):
                yield line, f"it has {len(cells)} cells and there are {len(header)} columns"
            elif any(cells):
                yield line, {key: cell for key, cell in zip(header, cells, strict=False) if cell.strip()}
    except csv.Error as error:
        yield reader.line_num, f"this is not CSV: {error}"


def _faults(row):
    found = [f"the key {key!r} is not known" for key in row if key not in KEYS]
    for key in KEYS:
        value = row.get(key)
        if value is None:
            if key in {"message", "reply"}:
                found.append(f"{key} is missing")
        elif key == "id" and type(value) is int:
            continue
        elif not isinstance(value, str):
            found.append(f"{key} is not text")
        elif not value.strip():
            found.append(f"{key} is empty")
        elif "\0" in value or not _is_whole(value):
            found.append(f"{key} holds what is no character")
        elif key in CHOICES and value not in CHOICES[key]:
            found.append(f"{key} is {value!r}; it is one of {', '.join(CHOICES[key])}")
        elif key in WORDS and len(value) > LONGEST:
            found.append(f"{key} is longer than {LONGEST} characters")
    return found or _contradictions(row)


def _contradictions(row):
    network, visibility = row.get("network"), row.get("visibility")
    if network == "email" and visibility == "public":
        return ["a mail is private"]
    if network == "mastodon" and not _fits_a_status(row["message"]):
        return [f"message is longer than the {LONGEST_STATUS} characters of a status; use the network email"]
    return []


def _is_whole(text):
    """Whether it holds no half of a surrogate pair, which JSON can smuggle in."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _fits_a_status(message):
    return measure(message, LengthUnit.MASTODON) <= LONGEST_STATUS


def _text(row, line):
    visibility = row.get("visibility")
    network = row.get("network") or ("mastodon" if _fits_a_status(row["message"]) else "email")
    return Text(
        id=str(row.get("id") or line),
        message=row["message"].strip(),
        reply=row["reply"].strip(),
        network=network,
        visibility="private" if network == "email" else visibility or "public",
        language=row.get("language"),
        corrected=_stripped(row.get("corrected")),
        approve=_stripped(row.get("approve")),
    )


def _stripped(value):
    return value.strip() if value else None
