"""The records of a CSV file, each with the line where it starts.

A record may run over several lines (a quoted text with line breaks), so a quotation mark that is never
closed swallows the good records after it. Such a record is given back as `Broken`, and reading goes
on at the next line that looks like the start of a record, so that one broken row costs one row.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bpo.channels.readers.text_lines import LINE_LIMIT, Line, Unreadable, check_file, read_lines
from bpo.channels.rules.parsing import shown
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that has not the shape of one, and why."""

    reason: str


Row = tuple[int, list[str] | Broken]


def read_rows(path: Path, columns: Sequence[str], *, start: re.Pattern[str]) -> Iterator[Row]:
    """Each record as the line where it starts and its cells in the order of `columns`.

    The first line must name exactly these columns, in any order; Invalid says what is wrong with it.
    `start` is what the first line of a record looks like.
    """
    check_file(path)
    records = _read_records(path, start)
    order = _check_header(next(records, None), columns)
    for line, cells in records:
        if isinstance(cells, Broken):
            yield line, cells
        else:
            yield line, cells if order is None else [cells[place] for place in order]


class _TooLong(Exception):  # noqa: N818 -- never leaves this file
    """One record goes on and on."""


class _Feed:
    """The lines that csv.reader takes, remembered until its record is complete."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self.lines = lines
        self.waiting: deque[Line] = deque()
        self.taken: list[Line] = []
        self.size = 0

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self.waiting.popleft() if self.waiting else next(self.lines)
        self.taken.append(line)
        text = line[1].stand_in if isinstance(line[1], Unreadable) else line[1]
        self.size += len(text)
        if self.size > LINE_LIMIT and len(self.taken) > 1:
            raise _TooLong
        return text

    def begin_record(self) -> None:
        self.taken.clear()
        self.size = 0

    def give_back(self, start: re.Pattern[str]) -> None:
        """Return the lines of a broken record from the one that looks like the start of another."""
        for place, (_, text) in enumerate(self.taken):
            if place and isinstance(text, str) and start.match(text):
                self.waiting.extendleft(reversed(self.taken[place:]))
                return


def _read_records(path: Path, start: re.Pattern[str]) -> Iterator[Row]:
    """The header and the records, all of the header's width."""
    feed = _Feed(read_lines(path))
    reader = csv.reader(feed, strict=True)
    width = 0
    while True:
        feed.begin_record()
        cells: list[str] = []
        fault = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = f"this is not a CSV record: {error}"
        except _TooLong:
            fault = f"the record is longer than {LINE_LIMIT} characters"
        unreadable = (line.reason for _, line in feed.taken if isinstance(line, Unreadable))
        fault = next(unreadable, fault)
        if not cells and not fault:
            continue  # an empty line
        width = width or len(cells)
        if not fault and len(cells) != width:
            fault = f"the record has {len(cells)} columns instead of {width}"
        line = feed.taken[0][0]
        if fault:
            feed.give_back(start)
        yield line, Broken(fault) if fault else cells


def _check_header(header: Row | None, columns: Sequence[str]) -> list[int] | None:
    """Where each column stands; None where they stand as named."""
    line, cells = header or (1, Broken(N_("the file is empty")))
    if isinstance(cells, Broken):
        raise Invalid(
            N_("The first line of the file must name its columns."),
            faults=(Fault("header", cells.reason, line),),
        )
    names = [cell.strip() for cell in cells]
    faults = [Fault(name, N_("this column is missing"), line) for name in columns if name not in names]
    for place, name in enumerate(names[:100]):
        if name not in columns:
            faults.append(Fault(shown(name)[1:-1], N_("this column is not known"), line))
        elif name in names[:place]:
            faults.append(Fault(name, N_("this column stands twice"), line))
    if faults:
        raise Invalid(N_("The columns of the file are not those of this format."), faults=tuple(faults))
    order = [names.index(name) for name in columns]
    return None if order == sorted(order) else order
