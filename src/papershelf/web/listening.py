"""Where the server listens and by which names it goes: this machine alone, unless the person says otherwise."""

import socket
from collections.abc import Sequence
from ipaddress import ip_address
from typing import NamedTuple

from papershelf.errors import DataError, UsageError
from papershelf.text import safe_line
from papershelf.web.gate import Gate, is_number

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ANY = {"0.0.0.0", "::"}
_QUEUE = 32  # visitors whose connections may wait to be taken


class Place(NamedTuple):
    """Where to listen.

    Attributes:
        host: An address or name of this machine.
        names: Other names that visitors ask for, in lower case.
        is_public: Whether others than this machine may reach it.
    """

    host: str
    names: tuple[str, ...]
    is_public: bool

    def gate(self, token: str) -> Gate:
        """Who may come in here."""
        if not self.is_public:
            return Gate(token, LOOPBACK | {self.host, *self.names})
        return Gate(token, LOOPBACK | {self.host, socket.gethostname().lower(), *self.names}, takes_numbers=True)

    def address(self, port: int, token: str) -> str:
        """What a visitor opens."""
        name = self.host
        if name in _ANY:
            name = self.names[0] if self.names else socket.gethostname().lower()
        shown = f"[{name}]" if ":" in name else name
        return f"http://{shown}:{port}/{token}/"


def place_of(host: str, names: Sequence[str], *, is_public: bool) -> Place:
    """Where a person wants to listen.

    Raises:
        UsageError: Others could reach it there, and the person did not say that they may.
    """
    host = host.strip().strip("[]").lower()
    if not host or not host.isprintable() or any(letter in "/@?# " for letter in host):
        raise UsageError(f"“{safe_line(host)[:80]}” is no address to listen on; 127.0.0.1 is this machine alone.")
    is_near = host == "localhost" or (is_number(host) and ip_address(host).is_loopback)
    if not is_near and not is_public:
        raise UsageError(
            f"At {safe_line(host)[:80]} others than this machine may reach papershelf, and plain http hides nothing "
            "from those on the way; add --public if you want that."
        )
    return Place(host, tuple(name.strip().lower() for name in names), is_public and not is_near)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        DataError: Something else listens there, or the address is none of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, protocol)
        try:
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows: nobody else may listen on the same port
                made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)
            made.listen(_QUEUE)
            made.setblocking(False)
        except OSError:
            made.close()
            raise
    except (OSError, UnicodeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        way = "--port 0 takes a free port" if port else "--host says where else"
        where = f"{safe_line(host)[:80]}:{port}"
        raise DataError(f"Nothing can be served at {where}: {safe_line(reason)}; {way}.") from None
    return made
