"""An address taken apart without ever failing, whatever stands in it."""

import re
from typing import Final, NamedTuple

_PARTS: Final = r"(?is)https?://(?:[^/?#@]*@)?([^/?#:]*)(?::\d*)?([^?#]*)(.*)"


class Parts(NamedTuple):
    """What an address consists of.

    Attributes:
        host: In lower case, without `www.`.
        path: The parts between slashes, none of them empty.
        rest: Query and fragment, as they stand.
    """

    host: str
    path: tuple[str, ...]
    rest: str


def split(url: str) -> Parts | None:
    """The parts of a web address, or None if it is none."""
    match = re.match(_PARTS, url)
    if match is None:
        return None
    host, path, rest = match.groups()
    return Parts(host.lower().removeprefix("www."), tuple(filter(None, path.split("/"))), rest)


def is_under(host: str, domains: frozenset[str]) -> bool:
    """Whether the host is one of the domains or lies below one."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in domains for start in range(max(0, len(labels) - 4), len(labels)))
