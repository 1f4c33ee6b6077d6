"""Which addresses may be fetched: public ones by http and https, and what the user's own allow list opens.

The name is resolved once and the connection goes to the address that was judged, so that a resolver that answers
differently a moment later changes nothing. Every hop of a redirect is judged anew.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ..errors import BadSettings, Refused, Unreachable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""The numeric addresses of a host and port; raises OSError where there are none."""

_PORTS = {"http": 80, "https": 443}
# Services below this port are no web servers; speaking HTTP to a mail server is an old trick.
_FIRST_FREE_PORT = 1024
# Addresses that carry an IPv4 address to which a gateway would lead on (RFC 6052, RFC 8215).
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_HOST = re.compile(r"[^\s/?#@\\%\x00-\x20\x7f]+")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the user opens beyond the public web: hosts (`intranet.example`, `10.0.0.5:8080`) and networks (CIDR)."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    @classmethod
    def of(cls, entries: Sequence[str]) -> Allowed:
        """From the entries of a settings file. Raises BadSettings on one that is neither."""
        hosts, networks = set(), []
        for entry in entries:
            if "/" not in entry:
                hosts.add(entry.lower())
                continue
            try:
                networks.append(ipaddress.ip_network(entry))
            except ValueError as error:
                raise BadSettings(f"allow: {entry!r} is no host, host:port or network like 10.1.0.0/16") from error
        return cls(frozenset(hosts), tuple(networks))

    def opens(self, host: str, port: int, address: Address) -> bool:
        """Whether the user opened this host, host and port, or the network of the address."""
        named = not self.hosts.isdisjoint({host, f"{host}:{port}"})
        return named or any(address in network for network in self.networks if network.version == address.version)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request may go: the name for the request and its certificate, the judged address for the connection."""

    scheme: str
    host: str
    port: int
    path: str
    address: str

    @property
    def authority(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """The system's resolver. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def vet(url: str, allowed: Allowed, resolve: Resolve = resolve_by_system) -> Target:
    """Judge one address. Raises Refused with the reason, Unreachable for a name that cannot be resolved."""
    shown = printed(url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(shown, f"no web address ({error})") from error
    if parts.scheme not in _PORTS:
        raise Refused(shown, "only http and https are fetched")
    if parts.username is not None or parts.password is not None:
        raise Refused(shown, "an address with a user name in it")
    host = (parts.hostname or "").rstrip(".").lower()
    if not _HOST.fullmatch(host):
        raise Refused(shown, "no host that could be asked")
    port = _PORTS[parts.scheme] if port is None else port
    try:
        found = list(resolve(host, port))
    except (OSError, UnicodeError) as error:
        why = f"the name {host} cannot be resolved: is it spelt as its site spells it, and is the network there?"
        raise Unreachable(shown, why) from error
    if not found:
        raise Unreachable(shown, f"the name {host} has no address")
    for address in found:
        _judge(shown, host, port, address, allowed)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._")
    return Target(parts.scheme, host, port, f"{path}?{query}" if query else path, found[0])


def _judge(shown: str, host: str, port: int, text: str, allowed: Allowed) -> None:
    """Refuse an address inside. One inner address among several outer ones is enough: mixed answers are the trick."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError as error:
        raise Refused(shown, f"{host} resolves to {text!r}, which is no plain address") from error
    if allowed.opens(host, port, address):
        return
    if port not in _PORTS.values() and port < _FIRST_FREE_PORT:
        raise Refused(shown, f"port {port} is no web server's")
    if not is_public(address):
        raise Refused(
            shown, f"{host} is {address}, an inner address; `allow` in the watch file opens it if that is meant"
        )


def is_public(address: Address) -> bool:
    """Whether an address is of the public internet.

    Not so: private, loopback, link-local, CGNAT, multicast, ULA and reserved ones, and those that wrap such.
    """
    inner = _wrapped(address)
    if inner is not None:
        return is_public(inner)
    if isinstance(address, ipaddress.IPv6Address) and (address.is_site_local or address.scope_id):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _wrapped(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside a mapped, 6to4, Teredo or NAT64 one."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in _NAT64) or (int(address) >> 32 == 0 and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def printed(url: str) -> str:
    """An address as it may be shown and logged: without user, password and query, and no longer than a line."""
    bare = re.sub(r"(?<=//)[^/@]*@", "", url.partition("?")[0].partition("#")[0])
    return bare if len(bare) <= 200 else bare[:199] + "…"
