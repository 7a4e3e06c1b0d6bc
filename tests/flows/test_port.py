"""`bpo up` on a port that another program has: refused, and not taken for our own web server."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from bpo.cli.services import port_is_free

ROOT = Path(__file__).resolve().parents[2]


def test_up_refuses_a_port_in_use_and_starts_nothing(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = subprocess.run(
            [sys.executable, "-m", "bpo", "up"],
            cwd=ROOT,
            env={**os.environ, "BPO_HOME": str(tmp_path), "PORT": str(port), "DEMO": "0"},
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        assert (told.returncode, told.stdout) == (2, "")
        assert f"Port {port} is in use" in told.stderr
        assert not (tmp_path / "postgres").exists()
    assert port_is_free(port, patience=1)
