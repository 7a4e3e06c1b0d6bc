"""Addresses that would lead inside, and who is connected to: heard from the interpreter itself, below every library."""

import sys
from contextlib import contextmanager

# Names, as a resolver of somebody else's answers; what stands twice answers differently the second time.
NAMES = {
    "inside.test": ["10.0.0.5"],
    "mixed.test": ["93.184.216.34", "127.0.0.1"],
    "metadata.test": ["169.254.169.254"],
    "localhost": ["127.0.0.1"],
    "localhost.": ["127.0.0.1"],
}
INSIDE = [
    *("127.0.0.1", "2130706433", "0177.0.0.1", "0x7f000001", "0x7f.1", "127.1", "0", "0.0.0.0"),  # noqa: S104 -- refused here
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]"),
    *("[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fec0::1]", "[fd00::1]"),
    *("10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "[fd00:ec2::254]"),
    *("198.18.0.1", "224.0.0.1", "255.255.255.255", "[ff02::1]", "[5f00::1]"),
    *NAMES,
    *("127.0.0.1.", "127。0。0。1", "１２７.0.0.1", "loc\u00adalhost", ".localhost", "a..b"),
]
ADDRESSES = [
    *(f"https://{host}/x" for host in INSIDE),
    *(
        "https://example.com@127.0.0.1/",
        "https://127.0.0.1#@example.com/",
        "https://127.0.0.1\\@example.com/",
    ),
    *("http://127.0.0.2/", "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "//127.0.0.1/"),
    *("https://127.0.0.1:22/", "https://[", "https://", "", "https://exa\r\nmple.com/"),
]

_heard: list[list[tuple]] = []


def _listen(event, arguments):
    if event == "socket.connect" and _heard:
        _heard[-1].append(arguments[1])


sys.addaudithook(_listen)


@contextmanager
def connections():
    _heard.append([])
    try:
        yield _heard[-1]
    finally:
        _heard.pop()
