"""To which addresses we connect where others say where to: those of the public internet, and of
networks that the settings name.

A name is resolved here, by DNS alone: what is in /etc/hosts is nobody else's business. All of its
addresses must be good, and whoever asks connects to one of those that are returned.
"""

import ipaddress
import socket
from typing import Any

import dns.exception
import httpx

from app.hosts import resolver
from app.settings import Settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# What the standard library takes for public, or an older one of it.
NOT_PUBLIC = tuple(
    ipaddress.ip_network(each)
    for each in (
        "168.63.129.16/32",  # The metadata of Azure.
        "192.0.0.0/24",  # Protocol assignments; in it the metadata of Oracle's cloud.
        "192.88.99.0/24",  # Relays of 6to4 (RFC 7526).
        "2001::/23",  # Protocol assignments, Teredo among them.
        "3fff::/20",  # Documentation (RFC 9637).
    )
)

# All that is public in IPv6 is in it (RFC 4291).
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")

# An IPv4 address is at their end (RFC 6052); that of 6to4 comes first (RFC 3056).
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

# Names for this very machine, whatever DNS says of them (RFC 6761).
LOCAL = ("localhost",)


class Refused(Exception):
    """We do not connect there; in words for whoever wrote the URL."""


class Addresses:
    """Resolves and judges."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._own = settings.own_networks()

    async def of(self, url: httpx.URL) -> list[Address]:
        """The addresses of a URL's host, all of which are good. Raises Refused."""
        if url.scheme not in ("http", "https") or not url.host:
            raise Refused("That is no address on the web.")
        if url.port is not None and not 0 < url.port < 65536:
            raise Refused(f"There is no port {url.port}.")
        if url.userinfo:
            raise Refused("There is a user or a password in the URL.")
        host = url.raw_host.decode("ascii")
        addresses = await self._resolved(host)
        for address in addresses:
            self._require_good(host, address, is_plain=url.scheme == "http")
        return addresses

    async def _resolved(self, host: str) -> list[Address]:
        """Raises Refused if nobody has that name."""
        literal = parsed(host)
        if literal is not None:
            return [literal]
        if host.rstrip(".").rpartition(".")[2].lower() in LOCAL:
            return [ipaddress.IPv4Address("127.0.0.1"), ipaddress.IPv6Address("::1")]
        try:
            found: Any = await resolver(self._settings).resolve_name(
                host, family=socket.AF_UNSPEC, search=False
            )
        except dns.exception.DNSException as error:
            raise Refused(f"{host} has no address in DNS: {type(error).__name__}.") from error
        if not (addresses := [ipaddress.ip_address(each) for each in found.addresses()]):
            raise Refused(f"{host} has no address in DNS.")
        return addresses

    def _require_good(self, host: str, address: Address, *, is_plain: bool) -> None:
        if any(address in network for network in self._own):
            return
        if not is_public(address):
            raise Refused(f"{host} is at {address}, which is not on the public internet.")
        if is_plain:
            raise Refused("It goes without TLS: the URL must begin with https://.")


def parsed(host: str) -> Address | None:
    """An address written as a host, in the one way that everybody reads alike; not 127.1, which
    is a name that nobody has."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_public(address: Address) -> bool:
    """Whether anybody on the internet can be reached there, and nobody but them. An IPv4 address
    within one of IPv6 is judged itself."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = embedded(address)
        if inner is not None:
            return is_public(inner)
        if address not in GLOBAL_UNICAST:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not any(address in network for network in NOT_PUBLIC)
    )


def embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that packets to this one end up at, if they do: mapped, 6to4 or NAT64."""
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
