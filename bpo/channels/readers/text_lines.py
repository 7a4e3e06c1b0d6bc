"""The lines of a file that somebody uploaded: of any size, perhaps not text, perhaps hostile.

At most one line is held in memory, and of a line over 1 MiB not even that. A file that cannot be text
(an archive, another encoding, a picture) is refused before its first line; a single broken line is
given as `Unreadable`, and the file goes on after it. What a line means is the reader's business.
"""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bpo.core.errors import Invalid
from bpo.core.i18n import N_

LINE_LIMIT = 1024 * 1024
HEAD = 4096

_ARCHIVES = (
    (b"\x1f\x8b", "gzip"),
    (b"\x1f\x9d", "compress"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
)
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that is not text. `stand_in` has the same quotation marks, so that CSV keeps its shape."""

    reason: str
    stand_in: str


Line = tuple[int, str | Unreadable]


def check_file(path: Path) -> None:
    """Raise Invalid where the file as a whole cannot be read as UTF-8 text."""
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)  # a pipe cannot be read twice, a device may never end
        head = _read_head(path) if is_file else b""
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else None
        raise Invalid(N_("The file cannot be opened: %(reason)s."), reason=reason or str(error)) from None
    if not is_file:
        raise Invalid(N_("This is not a file."))
    if archive := _archive_of(head):
        raise Invalid(N_("This is a %(format)s archive; unpack it first."), format=archive)
    if head.startswith(_WIDE_BOMS):
        raise Invalid(N_("This file is UTF-16 or UTF-32; save it as UTF-8 first."))
    # One NUL in somebody's text is that record's fault; a file that opens with one, or is full of
    # them, is no text at all.
    if b"\0" in head[:64] or head.count(b"\0") * 20 > len(head):
        raise Invalid(N_("This is a binary file, not text in UTF-8."))


def read_lines(path: Path) -> Iterator[Line]:
    """Each line with its number from 1, its end included; the file was checked before."""
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(LINE_LIMIT + 1):
            number += 1
            if len(raw) > LINE_LIMIT:
                quotes = raw.count(b'"') + _skip_rest_of_line(file, raw)
                reason = f"the line is longer than {LINE_LIMIT} bytes"
                yield number, Unreadable(reason, '"\n' if quotes % 2 else "\n")
                continue
            if number == 1:
                raw = raw.removeprefix(_BOM)
            try:
                yield number, raw.decode()
            except UnicodeDecodeError as error:
                reason = f"byte {error.start + 1} of line {number} is not UTF-8"
                yield number, Unreadable(reason, raw.decode(errors="replace"))


def _read_head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _archive_of(head: bytes) -> str | None:
    for magic, name in _ARCHIVES:
        if head.startswith(magic):
            return name
    if _BZIP2.match(head):
        return "bzip2"
    return "tar" if head[257:262] == b"ustar" else None


def _skip_rest_of_line(file: BinaryIO, raw: bytes) -> int:
    """Pass over what is left of a long line; how many quotation marks it held."""
    quotes = 0
    while raw and not raw.endswith(b"\n"):
        raw = file.readline(LINE_LIMIT)
        quotes += raw.count(b'"')
    return quotes
