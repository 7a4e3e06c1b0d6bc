"""`make contract`: every adapter against its real server through wires that fail, told as a table.

A cell says how many copies of one reply stand there for the customer, and what we know of it: `1 sent`; of a network that
knows no key and shows nothing of what was written, `0 asks` or `1 asks`, where a person is asked and nothing is ever sent again
by itself. The exit status is pytest's.
"""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SAYS = {"unknown": "asks"}


class Table:
    """Collects what the tests tell of each cell (`record_property("cell", [network, fault, copies, state])`)."""

    def __init__(self):
        self.cells = {}

    def pytest_runtest_logreport(self, report):
        told = dict(report.user_properties).get("cell")
        if told and report.when == "call":
            network, fault, copies, state = told
            says = f"{copies} {SAYS.get(state, state)}"
            self.cells[network, fault] = says if report.passed else f"{says}: WRONG"
        elif report.skipped:
            sys.stdout.write(f"{report.nodeid}: {report.longrepr[2]}\n")

    def rows(self):
        networks = list(dict.fromkeys(network for network, _ in self.cells))
        yield ["", *networks]
        for fault in dict.fromkeys(fault for _, fault in self.cells):
            yield [fault, *(self.cells.get((network, fault), "–") for network in networks)]


def main():
    table = Table()
    chosen = "test_one_visible_reply or test_where_nothing_can_be_looked_up"
    quiet = ["-m", "", "-q", "--no-header", "-p", "no:randomly", "-p", "no:cacheprovider"]
    status = pytest.main([str(HERE / "test_contract.py"), "-k", chosen, *quiet], plugins=[table])
    sys.stdout.write("\n")
    rows = list(table.rows())
    widths = [max(len(cell) for cell in column) + 2 for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (f"{cell:{width}}" for cell, width in zip(row, widths, strict=True))
        sys.stdout.write("".join(padded).rstrip() + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
