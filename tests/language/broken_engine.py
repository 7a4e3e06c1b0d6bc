"""The real child program with an engine that breaks on command: panics, hangs, ends, eats memory."""

import os
import runpy
import signal
import sys
import time
from pathlib import Path
from types import SimpleNamespace

CHILD = Path(__file__).parents[2] / "bpo" / "language" / "grammar" / "child.py"


class PanicException(BaseException):
    """As of pyo3: no Exception."""


class Engine:
    def __init__(self, code, data_dir):
        self.count = 0

    def check(self, text):
        self.count += 1
        asked = text.upper()
        if "PANIC" in asked:
            raise PanicException(text)
        if "SPIN" in asked:
            while True:
                pass
        if "SLEEP" in asked:
            time.sleep(3600)
        if "KILL" in asked:
            os.kill(os.getpid(), signal.SIGKILL)
        if "EAT" in asked:
            return [b"x" * (1 << 30) for _ in range(64)]
        if "CHATTER" in asked:
            sys.stdout.write("this is no answer\n")
        if "TIRED" in asked and self.count > 1:  # only among others
            os.abort()
        at = text.encode().find(b"wrong")
        if at < 0:
            return []
        told = {"rule_id": "BROKEN", "category_id": "GRAMMAR", "issue_type": "grammar", "message": "No."}
        return [{**told, "offset": at, "length": 5, "suggestions": ["right"]}]


sys.modules["lt_py"] = SimpleNamespace(Engine=Engine)
for code in ("ru", "uk", "pl", "en"):
    sys.modules[f"lingotweaker_data_{code}"] = SimpleNamespace(data_dir=lambda: "")
if "NEVER" in sys.argv:
    sys.exit(3)
runpy.run_path(str(CHILD), run_name="__main__")
