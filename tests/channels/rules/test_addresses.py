"""Which servers we speak to."""

import pytest

from bpo.channels.adapters.wire import RefusedError, Wire
from bpo.channels.rules.addresses import fault_of_address, is_public


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.5.5", "169.254.169.254", "0.0.0.0", "100.64.0.1"),  # noqa: S104 -- refused here
        *("::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
        *("224.0.0.1", "ff02::1", "not an address"),
    ],
)
def test_addresses_that_are_not_the_worlds(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700:4700::1111", "64:ff9b::5db8:d822"])
def test_addresses_of_the_world(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.com",
            "https://user:word@example.com",
            "https://example.com:22",
            "file:///etc/passwd",
        ),
        *(
            "gopher://example.com",
            "https://",
            "https://exa mple.com",
            "https://пример.рф",
            "//example.com",
            "",
        ),
        *("https://example.com:99999", "https://example.com\r\nX: y"),
    ],
)
def test_addresses_that_are_refused_before_anybody_is_asked(url):
    assert fault_of_address(url)


def test_private_hosts_are_named_by_the_installation():
    assert fault_of_address("http://127.0.0.1:8080/x", frozenset({"127.0.0.1"})) is None
    assert fault_of_address("https://example.com/x") is None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1"])
def test_a_name_that_leads_inside_is_not_connected_to(host):
    with pytest.raises(RefusedError):
        Wire(seconds=2).connect(host, 443, tls=False)
