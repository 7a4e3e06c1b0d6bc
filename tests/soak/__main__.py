"""`make soak`: ten minutes of traffic over five networks while everything fails, and what became of it.

`--naive` runs the same traffic in the same weather on the layer that one writes first (`soak.naive`): work waits in
Valkey, a message is looked for and then kept, a send that failed is tried again. Ends with 1 where something was lost
or doubled, or a reply is in no state that a person would know of; of the naive one that is what is expected, so there
it ends with 1 where nothing was.
"""

import argparse
import os
import socket
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1])]


def main():
    parser = argparse.ArgumentParser(prog="soak")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--replies", type=int, default=2_000)
    parser.add_argument("--restarts", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--naive", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bpo-soak-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)
        os.environ |= {
            "BPO_HOME": home,
            "PORT": str(_free_port()),
            "DEMO": "0",
            "BPO_PRIVATE_HOSTS": "127.0.0.1",
        }
        from soak.run import run

        return run(wanted)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
