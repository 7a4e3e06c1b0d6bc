"""`make story FILE=texts.jsonl`: texts of anybody's through the whole story, on servers of their own.

Starts what it needs (a database, the site, workers, a Mastodon server, Postfix and Dovecot), tells every text and
stops everything. Exit status: 0 every reply that was sent stands on its network once; 1 something was lost or posted
twice, or a page complained; 2 the file cannot be used, and nothing was started.
"""

import argparse
import fcntl
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from story.texts import LANGUAGES, Malformed, read_texts  # noqa: E402 -- found once the path is set

APART = "BPO_STORY_APART"  # set in the process that tells
OWN = Path(__file__).with_name("texts.jsonl")
TO_BEGIN_AND_END = 180.0  # seconds
FOR_A_TEXT = 60.0
BEYOND = 120.0  # after that long a telling that should have ended by itself is ended
CELL = 44


def main():
    parser = argparse.ArgumentParser(prog="make story", description=__doc__.partition("\n\n")[2])
    parser.add_argument("file", nargs="?", default=str(OWN), help="JSONL, or CSV where it ends so")
    parser.add_argument("--json", action="store_true", help="print the whole outcome as JSON")
    asked = parser.parse_args()
    try:
        texts = read_texts(asked.file)
    except Malformed as error:
        sys.exit(_refused(error))
    longest = TO_BEGIN_AND_END + FOR_A_TEXT * len(texts)
    if APART not in os.environ:
        sys.exit(_run_apart(longest + BEYOND))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(_tell(texts, until=time.monotonic() + longest, as_json=asked.json))


def _refused(error):
    shown = error.faults[:20]
    sys.stderr.write("\n".join(shown) + "\n")
    if len(error.faults) > len(shown):
        sys.stderr.write(f"and {len(error.faults) - len(shown)} more\n")
    return 2


def _run_apart(longest):
    """Tell in a process and a BPO_HOME of its own; its servers have stopped when this returns."""
    from bpo.core.keeper import Places

    home = Path(tempfile.mkdtemp(prefix="bpo-story-"))
    home.chmod(0o755)  # the database server is not root
    ours = {"BPO_HOME": str(home), "BPO_POSTGRES_OPTIONS": "fsync=off", "DEMO": "0", APART: "1"}
    given = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DATABASE_APP_URL", "REDIS_URL", "MAIL_URL"}
    }
    telling = subprocess.Popen(
        [sys.executable, *sys.argv], env={**given, **ours, "BPO_PRIVATE_HOSTS": "127.0.0.1"}
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        return telling.wait(longest)
    except subprocess.TimeoutExpired:
        sys.stderr.write(f"It had not ended after {longest:.0f} seconds and was stopped.\n")
        return 1
    finally:
        _stop(telling)
        with Places(home).keeper_lock.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the keeper's as long as the servers run
        shutil.rmtree(home, ignore_errors=True)


def _stop(process):
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _tell(texts, *, until, as_json):
    from conftest import node_of_ours

    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node_of_ours())
    from browser.conftest import open_window, served
    from chromium import ABSENT, CHROMIUM, chromium
    from story.stage import Workers, World, start_servers
    from story.telling import Telling, language_of

    from bpo.app import create_app
    from bpo.core.logs import start_logging
    from bpo.core.runtime import start

    if CHROMIUM is None:
        sys.stderr.write(f"{ABSENT}\n")
        return 1
    say = _Progress(sys.stderr, len(texts))
    tellings = []
    with ExitStack() as stack:
        running = start()
        start_logging(logging.WARNING)
        servers = stack.enter_context(start_servers(people=len(texts) + len(LANGUAGES) + 1))
        url = stack.enter_context(served(create_app(running)))
        workers = stack.enter_context(Workers())
        browser = stack.enter_context(chromium())
        told, untold = _by_language(texts, language_of, has_mail=servers.mail is not None)
        for language, own in told.items():
            world = World(language, url=url, servers=servers, workers=workers, settings=running.settings)
            windows = stack.enter_context(ExitStack())
            window = partial(_window, open_window, browser, url, windows, language)
            telling = Telling(world, own, window, progress=say)
            telling.tell(until=until)
            tellings.append(telling)
            windows.close()
        wrong = workers.failures()
    return _report(texts, tellings, untold, wrong, as_json=as_json)


def _window(open_window, browser, url, windows, language, token):
    return open_window(browser, url, windows, language, token=token)


def _by_language(texts, language_of, *, has_mail):
    told, untold = {}, []
    for text in texts:
        if text.network == "email" and not has_mail:
            untold.append(text)
        else:
            told.setdefault(language_of(text), []).append(text)
    return told, untold


class _Progress:
    """How far it is, on a terminal; silent otherwise."""

    def __init__(self, place, count):
        self.place, self.count, self.done = place, count, 0

    def __call__(self, told):
        self.done += 1
        if self.place.isatty():
            self.place.write(f"\r{self.done} of {self.count}: {told.text.id} {told.outcome}\033[K")
            if self.done == self.count:
                self.place.write("\r\033[K")
            self.place.flush()


def _report(texts, tellings, untold, failures, *, as_json):
    """Print what became of everything; the exit status."""
    order = {text.id: at for at, text in enumerate(texts)}
    told = sorted((one for telling in tellings for one in telling.told), key=lambda one: order[one.text.id])
    wrong = [f"{one.text.id}: {what}" for one in told for what in one.wrong]
    wrong += [what for telling in tellings for what in telling.wrong]
    wrong += [f"work failed: {what}" for what in failures]
    if as_json:
        outcome = {
            "texts": [one.as_json() for one in told],
            "not_told": [{"id": text.id, "reason": "no mail server on this machine"} for text in untold],
            "reports": {telling.world.language: telling.figures for telling in tellings},
            "wrong": wrong,
        }
        print(json.dumps(outcome, ensure_ascii=False, indent=1))  # noqa: T201 -- a command prints
    else:
        sys.stdout.write("\n".join(_table(told, tellings, untold, wrong)) + "\n")
    return 1 if wrong else 0


def _table(told, tellings, untold, wrong):
    rows = [("text", "language", "network", "queue", "why", "findings", "outcome", "copies")]
    rows += [_row(one) for one in told]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield ""
    for one in told:
        if one.reason:
            yield f"{one.text.id} stays unsent: {one.reason}"
    for text in untold:
        yield f"{text.id} was not told: there is no mail server on this machine (Debian: postfix, dovecot-imapd)"
    for telling in tellings:
        figures = ", ".join(f"{name} {count}" for name, count in telling.figures.items())
        yield f"The report of {telling.world.language}: {figures}"
    yield from (f"WRONG {what}" for what in wrong)
    sent = sum(one.is_sent for one in told)
    yield (
        f"{len(told)} texts told, {sent} sent and standing once each, {len(told) - sent} unsent."
        if not wrong
        else f"{len(wrong)} things are wrong."
    )


def _row(one):
    found = dict.fromkeys(
        f"{each.rule} “{_short(each.words, 20)}”" if each.words else each.rule
        for check in one.checks[:1]
        for each in check.findings
    )
    language = (
        one.language
        if one.found_language == one.language
        else f"{one.language} ({one.found_language or '?'})"
    )
    place = f"{one.place}/{one.of} {one.priority}" if one.place else "none"
    copies = "" if one.copies is None else str(one.copies)
    return (
        one.text.id,
        language,
        one.text.network,
        place,
        _short(one.why),
        _short("; ".join(found) or "none"),
        one.outcome,
        copies,
    )


def _short(text, longest=CELL):
    words = " ".join(text.split())
    return words if len(words) <= longest else words[: longest - 1] + "…"


if __name__ == "__main__":
    main()
