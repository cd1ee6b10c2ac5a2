"""Who may come in: the token in the address, the host that was asked for, and the page that asks."""

import hmac
import re
import secrets
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

_HOST = re.compile(r"(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::[0-9]{1,5})?", re.ASCII)


def new_token() -> str:
    """A word that nobody guesses: 256 bits, fit for an address."""
    return secrets.token_urlsafe(32)


class Gate(NamedTuple):
    """What a request has to bring along.

    Attributes:
        token: The word in the address.
        hosts: Names in lower case that the server may be asked by, without ports: a tunnel has another one.
        takes_numbers: Whether it may be asked by any IP address. A page elsewhere that has its own name lead here
            (DNS rebinding) asks by that name, never by a number.
    """

    token: str
    hosts: frozenset[str]
    takes_numbers: bool = False

    def knows(self, token: str) -> bool:
        """Whether this is the token, compared in a time that tells nothing."""
        return hmac.compare_digest(token.encode("utf-8", "surrogatepass"), self.token.encode())

    def is_asked_rightly(self, hosts: list[str], origins: list[str], *, needs_origin: bool = False) -> bool:
        """Whether a request is for this server, and comes from its own page if from any.

        Args:
            hosts: Every `Host` that it names.
            origins: Every `Origin` that it names; a browser adds it to whatever a page of another site asks.
            needs_origin: Whether it must name one, as every browser does for a websocket.
        """
        if len(hosts) != 1 or len(origins) > 1 or (needs_origin and not origins):
            return False
        return self._is_own(hosts[0]) and all(is_same(origin, hosts[0]) for origin in origins)

    def _is_own(self, host: str) -> bool:
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = found[1].lower().strip("[]")
        return name in self.hosts or (self.takes_numbers and is_number(name))


def is_number(name: str) -> bool:
    """Whether a host is an IP address."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_same(origin: str, host: str) -> bool:
    """Whether a page's origin is the host that is asked; over https too, which a proxy in front may speak."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    rest = (parts.path, parts.query, parts.fragment)
    return parts.scheme in {"http", "https"} and not any(rest) and parts.netloc.lower() == host.lower()
