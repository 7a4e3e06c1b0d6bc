"""YAML read as text: tables, lists and strings, each with the line where it stands.

Built from the parser's events, never from constructed values, so `NO`, `22:00` and `0123` stay what was
typed; only an empty value, `null` and `~`, written without quotes, are None. Anchors, aliases, tags, merge
keys, directives and further documents are refused, which leaves nothing that could grow beyond the file.

In `{sat,sun: [...]}` YAML sees a key `sat` without a colon and a key `sun`. The contract's list of days is
meant, so a key without a colon inside braces is read together with the next, as typed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
)

from bpo.core.errors import Fault
from bpo.core.i18n import _
from bpo.onboarding.brand_file.text import UNWRITABLE, clip

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
Path: TypeAlias = tuple[str | int, ...]

LARGEST = 1024 * 1024
DEEPEST = 10
MOST_KEYS = 500
MOST_ITEMS = 20_000  # accounts of a brand with thousands of local ones, and room
MISSING_WORDS = ("", "~", "null")
NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Document:
    """What was read, where each place stands, and what was refused on the way."""

    tree: Tree = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: dict[Path, list[Fault]] = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """The line of a place; of a missing key, that of the table it is missing from."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def refuse(self, path: Path, message: str, *, line: int | None = None) -> None:
        """Write down a fault."""
        fault = Fault(place_of(path), message, line or self.line_of(path))
        self.faults.setdefault(path, []).append(fault)


class UnreadableError(Exception):
    """Nothing after this point can be understood."""


def place_of(path: Path) -> str:
    """`service_levels[0].first_response`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def read_tree(text: str | bytes) -> Document:
    """Read a file; the tree is None where it could not be read at all."""
    document = Document()
    try:
        events: Iterator[Event] = YAML(typ="safe", pure=True).parse(_decode(document, text))
        document.tree = _Builder(document, events).read()
    except UnreadableError:
        pass
    except YAMLError as error:
        document.refuse((), _explain(error), line=_line_of_error(error))
    return document


def _decode(document: Document, text: str | bytes) -> str:
    size = len(text) if isinstance(text, bytes) else len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        document.refuse((), _("The file is larger than 1 MiB."))
        raise UnreadableError
    try:
        text = (text.decode() if isinstance(text, bytes) else text).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        document.refuse((), _("The file is not UTF-8 text."), line=line)
        raise UnreadableError from error
    odd = NOT_YAML.search(text)
    if odd:
        message = _("The character U+%(code)s cannot stand in a file.", code=f"{ord(odd[0]):04X}")
        document.refuse((), message, line=text.count("\n", 0, odd.start()) + 1)
        raise UnreadableError
    return text


def _explain(error: YAMLError) -> str:
    problem = str(getattr(error, "problem", None) or error)
    if "'\\t'" in problem:
        return _("A tab stands where YAML wants spaces.")
    if "end of stream" in problem and "quoted" in str(getattr(error, "context", "")):
        return _("The quote that opens here is never closed.")
    start = re.search(r"found character '([@`%])'", problem)
    if start:
        return _("A value that starts with `%(character)s` needs quotes.", character=start[1])
    return _("This is not YAML: %(problem)s.", problem=clip(problem))


def _line_of_error(error: YAMLError) -> int:
    mark = None
    if isinstance(error, MarkedYAMLError):
        opened = "quoted scalar" in str(
            error.context or ""
        )  # where the quote was opened says more than the end
        mark = error.context_mark if opened and error.context_mark else error.problem_mark
    return 1 if mark is None else int(mark.line) + 1


class _Builder:
    """Turns events into a tree; recursion is bounded by `DEEPEST`."""

    def __init__(self, document: Document, events: Iterator[Event]) -> None:
        self.document = document
        self.events = events

    def read(self) -> Tree:
        event = next(self.events)
        while isinstance(event, StreamStartEvent):
            event = next(self.events)
        if not isinstance(event, DocumentStartEvent):
            self.document.refuse((), _("The file is empty."))
            raise UnreadableError
        if event.version or event.tags:
            self.document.refuse(
                (), _("Directives (lines before the first `---`) are not used in this file."), line=1
            )
        tree = self.node(next(self.events), ())
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                message = _("A second document starts here; the file holds one.")
                self.document.refuse((), message, line=_line(event))
                break
        if not isinstance(tree, dict):
            self.document.refuse((), _("The file must be a table of keys and values."))
            raise UnreadableError
        return tree

    def node(self, event: Event, path: Path) -> Tree:
        if path not in self.document.lines or not _is_empty(event):
            self.document.lines[path] = self.line_for(event, path)
        self.refuse_depth(len(path), path[:-1])
        self.refuse_marks(event, path)
        if isinstance(event, ScalarEvent):
            return self.scalar(event, path)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(path)
        if isinstance(event, MappingStartEvent):
            return self.mapping(path, braces=bool(event.flow_style))
        return None

    def refuse_depth(self, depth: int, path: Path) -> None:
        """Depth is what YAML's scanner is slow in, quadratically: stop reading at once."""
        if depth > DEEPEST:
            self.document.refuse(path, _("This is nested too deep."))
            raise UnreadableError

    def refuse_size(self, size: int, most: int, path: Path) -> None:
        """Bounds the work of finding and naming what is wrong."""
        if size >= most:
            self.document.refuse(path, _("There are more than %(n)s entries here.", n=most))
            raise UnreadableError

    def line_for(self, event: Event, path: Path) -> int:
        """A table or list stands where its key does; a text where it is written."""
        known = self.document.lines.get(path)
        return known if known is not None and not isinstance(event, ScalarEvent) else _line(event)

    def refuse_marks(self, event: Event, path: Path) -> None:
        line = _line(event)
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            message = _(
                "Anchors and aliases (`&name`, `*name`) are not used in this file; write the value out."
            )
            self.document.refuse(path, message, line=line)
        if not isinstance(event, AliasEvent) and getattr(event, "tag", None):
            self.document.refuse(path, _("Tags (`!name`) are not used in this file."), line=line)

    def scalar(self, event: ScalarEvent, path: Path) -> str | None:
        value = str(event.value)
        if not event.style and value in MISSING_WORDS:
            return None
        if UNWRITABLE.search(value):
            self.document.refuse(path, _("This text holds a control character."), line=_line(event))
            return None
        return value

    def sequence(self, path: Path) -> list[Tree]:
        items: list[Tree] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            self.refuse_size(len(items), MOST_ITEMS, path)
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, path: Path, *, braces: bool) -> dict[str, Tree]:
        table: dict[str, Tree] = {}
        waiting: list[ScalarEvent] = []
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            self.refuse_size(len(table) + len(waiting), MOST_KEYS, path)
            key = self.key(event, path)
            value = next(self.events)
            if key is None:
                self.skip(value)
                continue
            if braces and _has_no_colon(key, value):
                waiting.append(key)
                continue
            self.entry(table, [*waiting, key], value, path)
            waiting = []
        if waiting:
            self.entry(table, waiting, None, path)
        return table

    def entry(self, table: dict[str, Tree], keys: list[ScalarEvent], value: Event | None, path: Path) -> None:
        name, line = ",".join(str(key.value) for key in keys), _line(keys[0])
        place = (*path, name)
        refusal = None
        if name in table:
            first = self.document.lines[place]
            refusal = _(
                "The key `%(key)s` is given twice; the first is in line %(line)s.", key=clip(name), line=first
            )
        elif name == "<<" and not keys[0].style:
            refusal = _("Merge keys (`<<`) are not used in this file; write the values out.")
        if refusal:
            self.document.refuse(place, refusal, line=line)
            self.skip(value)
            return
        self.document.lines[place] = line
        table[name] = None if value is None else self.node(value, place)

    def key(self, event: Event, path: Path) -> ScalarEvent | None:
        """The key's event, or None where it cannot be a key (said, and stepped over)."""
        self.refuse_marks(event, path)
        if isinstance(event, ScalarEvent) and not UNWRITABLE.search(str(event.value)):
            return event
        self.document.refuse(path, _("A key must be a word."), line=_line(event))
        self.skip(event)
        return None

    def skip(self, event: Event | None) -> None:
        """Step over a whole value."""
        depth = 0
        while event is not None:
            depth += isinstance(event, (SequenceStartEvent, MappingStartEvent))
            depth -= isinstance(event, (SequenceEndEvent, MappingEndEvent))
            if depth == 0:
                return
            self.refuse_depth(depth, ())
            event = next(self.events)


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _is_empty(event: Event) -> bool:
    return isinstance(event, ScalarEvent) and not event.style and event.value == ""


def _has_no_colon(key: ScalarEvent, value: Event) -> bool:
    return _is_empty(value) and key.end_mark.index == value.start_mark.index


def as_places(lines: Mapping[Path, int]) -> dict[str, int]:
    """The same lines by the dotted names that faults use."""
    return {place_of(path): line for path, line in lines.items()}
