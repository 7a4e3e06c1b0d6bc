"""The engine, in a process of its own: `python -I child.py LANGUAGE MEGABYTES SECONDS`.

Started by `worker`, never imported by it: it stands alone, so that it starts quickly and holds nothing of ours.
A line of JSON in is a text, a line out is what the engine says of it, places in code points. After a panic it
answers and leaves, because what a panic left behind is not to be trusted. More than so many seconds of
processor for one text end it by a signal, which works inside compiled code too.
"""

import contextlib
import ctypes
import importlib
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

CODES = {"ru": "ru-RU", "uk": "uk-UA", "pl": "pl-PL", "en": "en-US"}
PR_SET_PDEATHSIG = 1
SUGGESTIONS = 5


def limit_oneself(megabytes: int) -> None:
    """Take no more memory than allowed, be the first to go where the machine has none left, and end with the parent."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold what people wrote
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def load(language: str) -> Any:  # noqa: ANN401 -- the engine has no types
    """The engine of a language, from the data of its own package."""
    data = importlib.import_module(f"lingotweaker_data_{language}")
    return importlib.import_module("lt_py").Engine(CODES[language], data_dir=data.data_dir())


def in_points(text: str, matches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the engine said, its places turned from bytes of UTF-8 into code points."""
    raw = text.encode()
    told = []
    for one in matches:
        start = len(raw[: one["offset"]].decode(errors="ignore"))
        length = len(raw[one["offset"] : one["offset"] + one["length"]].decode(errors="ignore"))
        told.append(
            {
                "rule": one["rule_id"],
                "category": one["category_id"],
                "issue": one["issue_type"],
                "message": one["message"],
                "suggestions": list(one["suggestions"][:SUGGESTIONS]),
                "start": start,
                "end": start + length,
            }
        )
    return told


def answer(engine: Any, text: str, seconds: float) -> dict[str, Any]:  # noqa: ANN401 -- the same
    """What the engine says of a text, or how it failed."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return {"matches": in_points(text, engine.check(text))}
    except MemoryError:
        return {"failed": "memory"}
    except BaseException:  # noqa: BLE001 -- a panic is no Exception; its text quotes the reply and is not told
        return {"failed": "panic"}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main() -> None:
    """Answer texts until there are no more."""
    language, megabytes, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    limit_oneself(megabytes)
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)  # whatever a library prints is no answer
    engine = load(language)

    def tell(said: dict[str, Any]) -> None:
        answers.write(json.dumps(said) + "\n")
        answers.flush()

    tell({"ready": language})
    for line in sys.stdin:
        said = answer(engine, json.loads(line)["text"], seconds)
        tell(said)
        if "failed" in said:
            sys.exit(1)


if __name__ == "__main__":
    main()
