"""The parent's side of the engine: starts it, asks it, and outlives whatever happens to it.

Texts are asked one by one, so it is always known over which one an engine ended. That one is asked again, apart,
of an engine that has read nothing else; where that ends too, the text is not checked, and the answer says why.
"""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bpo.language.types import Language

CHILD = Path(__file__).with_name("child.py")
LONGEST_TEXT = 20_000  # as of a reply
LONGEST_ANSWER = 8_000_000  # bytes; more is no answer


class Unread(StrEnum):
    """Why the grammar of a text is not checked."""

    PANIC = "panic"  # the engine gave up on it
    MEMORY = "memory"  # it needed more memory than it may have
    SLOW = "slow"  # it took longer than it may
    CRASH = "crash"  # the process ended over it
    TOO_LONG = "too_long"
    ERASED = "erased"  # there is no text any more


class EngineUnavailableError(Exception):
    """No engine could be started; no text is to blame, and none is judged."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an engine may take: memory, processor for a text, and how long it is waited for."""

    megabytes: int = 1024  # of address space; English takes 560 at its most
    seconds: float = 5.0  # of processor a text; a reply takes 1 to 15 thousandths
    patience: float = 60.0  # by the clock, for a text: the machine may be busy
    start_patience: float = 240.0


@dataclass(frozen=True, slots=True)
class Match:
    """What the engine said of a place, in code points; `message` is in the language of the text."""

    rule: str
    category: str
    issue: str
    start: int
    end: int
    message: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was said of a text; with `unread` nothing is known of it."""

    matches: tuple[Match, ...] = ()
    unread: Unread | None = None


class _EndedError(Exception):
    """The engine ended, or was ended, over a text."""

    def __init__(self, why: Unread) -> None:
        super().__init__(why.value)
        self.why = why


def is_installed(language: Language) -> bool:
    """Whether the engine and its data for a language are here; nothing is loaded."""
    return find_spec("lt_py") is not None and find_spec(f"lingotweaker_data_{language.value}") is not None


class GrammarEngine:
    """The engine of one language, as a context manager: it is loaded when first asked and gone at the end."""

    def __init__(
        self,
        language: Language,
        *,
        limits: Limits | None = None,
        command: Sequence[str] = (sys.executable, "-I", str(CHILD)),
    ) -> None:
        self.language = language
        self.limits = limits or Limits()
        self.command = command
        self.starts = 0
        self._child: subprocess.Popen[bytes] | None = None
        self._said = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process that is asked, where there is one."""
        return self._child.pid if self._child else None

    def read(self, text: str) -> Reading:
        """Ask about a text; one over which the engine ends is asked of a new one, and then given up."""
        if len(text) > LONGEST_TEXT:
            return Reading(unread=Unread.TOO_LONG)
        for attempt in ("among others", "apart"):
            if attempt == "apart":
                self.close()
            try:
                return self._ask(text)
            except _EndedError as ended:
                why = ended.why
                self.close()
        return Reading(unread=why)

    def close(self) -> None:
        """End the engine, whatever it is doing."""
        child, self._child = self._child, None
        self._said.clear()
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    def _ask(self, text: str) -> Reading:
        if self._child is None:
            self._start()
        said = self._exchange(json.dumps({"text": text}).encode() + b"\n", self.limits.patience)
        if "matches" not in said:
            raise _EndedError(Unread.MEMORY if said.get("failed") == "memory" else Unread.PANIC)
        return Reading(tuple(_match_of(one, len(text)) for one in said["matches"]))

    def _start(self) -> None:
        limits = self.limits
        arguments = (self.language.value, str(limits.megabytes), str(limits.seconds))
        self.starts += 1
        self._child = subprocess.Popen(  # noqa: S603 -- our own program
            [*self.command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the message of a panic quotes the text
            env={"LC_ALL": "C.UTF-8"},  # no secrets
            bufsize=0,
        )
        for pipe in (self._child.stdin, self._child.stdout):
            assert pipe is not None
            os.set_blocking(pipe.fileno(), False)
        try:
            said = self._exchange(b"", limits.start_patience)
        except _EndedError as ended:
            self.close()
            raise EngineUnavailableError(f"{self.language.value}: {ended.why.value}") from None
        if "ready" not in said:
            self.close()
            raise EngineUnavailableError(self.language.value)

    def _exchange(self, line: bytes, patience: float) -> dict[str, Any]:
        """Write a line and wait for one; neither a deaf nor a silent engine is waited for longer than that."""
        child = self._child
        assert child is not None
        assert child.stdin is not None
        assert child.stdout is not None
        deadline = time.monotonic() + patience
        with selectors.DefaultSelector() as watch:
            watch.register(child.stdout, selectors.EVENT_READ)
            if line:
                watch.register(child.stdin, selectors.EVENT_WRITE)
            while b"\n" not in self._said:
                ready = watch.select(max(0.0, deadline - time.monotonic()))
                if not ready or len(self._said) > LONGEST_ANSWER:
                    raise _EndedError(Unread.SLOW)
                for key, _events in ready:
                    if key.fileobj is child.stdin:
                        line = self._write(line)
                        if not line:
                            watch.unregister(child.stdin)
                    else:
                        self._hear()
        said, _newline, rest = bytes(self._said).partition(b"\n")
        self._said = bytearray(rest)
        try:
            told = json.loads(said)
        except ValueError:
            raise _EndedError(Unread.CRASH) from None
        if not isinstance(told, dict):
            raise _EndedError(Unread.CRASH)
        return told

    def _write(self, line: bytes) -> bytes:
        assert self._child is not None
        assert self._child.stdin is not None
        try:
            return line[os.write(self._child.stdin.fileno(), line) :]
        except BrokenPipeError:
            raise _EndedError(self._why_it_ended()) from None

    def _hear(self) -> None:
        assert self._child is not None
        assert self._child.stdout is not None
        heard = os.read(self._child.stdout.fileno(), 1 << 16)
        if not heard:
            raise _EndedError(self._why_it_ended())
        self._said += heard

    def _why_it_ended(self) -> Unread:
        assert self._child is not None
        try:
            ended = self._child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return Unread.CRASH
        return Unread.SLOW if ended == -signal.SIGPROF else Unread.CRASH


def _match_of(said: dict[str, Any], length: int) -> Match:
    start = min(max(0, int(said["start"])), length)
    return Match(
        rule=str(said["rule"]),
        category=str(said["category"]),
        issue=str(said["issue"]),
        start=start,
        end=min(max(start, int(said["end"])), length),
        message=str(said["message"]),
        suggestions=tuple(str(one) for one in said["suggestions"]),
    )
