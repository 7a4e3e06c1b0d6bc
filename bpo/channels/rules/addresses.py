"""Which addresses of other people's servers we speak to: the world's, and those the installation names."""

import ipaddress
from urllib.parse import urlsplit

from bpo.core.i18n import N_

WEB_PORTS = frozenset({443, 8443})
PLAIN_PORTS = frozenset({80})
NAT64 = ipaddress.ip_network("64:ff9b::/96")
WORLD_V6 = ipaddress.ip_network("2000::/3")  # all that is given out; old wrappings of v4 lie outside


def fault_of_address(
    url: str, private_hosts: frozenset[str] = frozenset(), *, plain: bool = False
) -> str | None:
    """What is wrong with an address before anybody is asked; None where nothing is. `plain`: http will do."""
    if not url.isascii() or any(not letter.isprintable() or letter.isspace() for letter in url):
        return N_("This address has characters that do not belong in one.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return N_("This is no address of the web.")
    host = (parts.hostname or "").rstrip(".")
    fault = None
    if parts.scheme not in {"https", "http"} or not host:
        fault = N_("This is no address of the web.")
    elif parts.username is not None or parts.password is not None:
        fault = N_("An address holds no name and no password.")
    elif host in private_hosts:
        fault = None
    elif parts.scheme != "https" and not plain:
        fault = N_("The address must begin with https://.")
    elif port not in {None, *(WEB_PORTS if parts.scheme == "https" else PLAIN_PORTS)}:
        fault = N_("The address has a port that is not the web's.")
    return fault


def is_public(address: str) -> bool:
    """Whether an IP address is one of the world's, also behind the wrappings that v6 has for v4."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        return ip in WORLD_V6 and ip.is_global
    return ip.is_global and not ip.is_multicast
