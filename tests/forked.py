"""Programs of ours in a process of their own, forked from one that has imported everything.

A new interpreter spends four seconds of a processor on imports; a forked one starts in a moment, and has its
own environment, folder, output and end all the same. `tests/flows/test_up.py` starts true interpreters.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bpo.cli import main

FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["bpo.cli.services", "channels.crashing_worker"])


def run_forked(target, arguments, *, cwd, env, timeout=120):
    """Call `target()` with these as `sys.argv[1:]`; what `subprocess.run` with captured text would tell."""
    with tempfile.TemporaryDirectory() as folder:
        files = [str(Path(folder, name)) for name in ("out", "err")]
        given = [str(argument) for argument in arguments]
        child = FORKING.Process(target=_become, args=(target, given, str(cwd), dict(env), files))
        child.start()
        child.join(timeout)
        if child.is_alive():
            child.kill()
            child.join()
            raise subprocess.TimeoutExpired(given, timeout)
        out, err = (Path(file).read_text() for file in files)
        status = child.exitcode
        child.close()
    return subprocess.CompletedProcess(given, status, out, err)


def command():
    """What `bpo` runs."""
    main()


def _become(target, arguments, cwd, env, files):
    for number, file in enumerate(files, 1):
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv[1:] = arguments
    target()
