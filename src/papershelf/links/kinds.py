"""What an address leads to, told by its host and its path alone; nothing is ever fetched."""

from functools import lru_cache

from papershelf.links import hosts
from papershelf.links.parts import Parts, is_under, split
from papershelf.paper import LinkKind

_MARKED_BY_PATH = {"datasets": LinkKind.DATASET, "spaces": LinkKind.SPACE, "papers": LinkKind.PAPER}


def classify(url: str) -> LinkKind:
    """The kind of a web address.

    A host that nobody knows is taken for a project's page: an abstract hardly names a page that is neither code,
    model, paper nor video and is not the work's own. Short links hide their target and are OTHER.

    Args:
        url: An address with its scheme.

    Returns:
        The kind; OTHER also for what is no web address.
    """
    parts = split(url)
    if parts is None:
        return LinkKind.OTHER
    if parts.path and parts.path[-1].lower().endswith(hosts.VIDEO_ENDINGS) and parts.host not in hosts.FORGES:
        return LinkKind.VIDEO
    if parts.host in hosts.HUGGING_FACE:
        return _on_hugging_face(parts)
    if parts.host in hosts.FORGES or parts.host.split(".")[0] in hosts.FORGE_LABELS:
        return _on_forge(parts)
    return _by_host(parts)


def _on_hugging_face(parts: Parts) -> LinkKind:
    first, depth = parts.path[0] if parts.path else "", len(parts.path)
    if first in _MARKED_BY_PATH:
        return _MARKED_BY_PATH[first] if depth > 1 else LinkKind.OTHER
    if first == "organizations":
        return LinkKind.ORGANIZATION
    if not first or first in hosts.HUGGING_FACE_PAGES:
        return LinkKind.OTHER
    return LinkKind.MODEL if depth > 1 else LinkKind.ORGANIZATION


def _on_forge(parts: Parts) -> LinkKind:
    first, depth = parts.path[0] if parts.path else "", len(parts.path)
    if first in {"orgs", "groups", "users"}:
        return LinkKind.ORGANIZATION
    if not first or first in hosts.FORGE_PAGES:
        return LinkKind.OTHER
    return LinkKind.CODE if depth > 1 else LinkKind.ORGANIZATION


def _by_host(parts: Parts) -> LinkKind:
    named, bare = _kinds_of(parts.host)
    first = parts.path[0] if parts.path else ""
    if named is LinkKind.PAPER:
        return named if (first or parts.rest) and first not in hosts.ARCHIVES else bare
    if parts.host == "kaggle.com" and first == "datasets":
        return LinkKind.DATASET
    return named if first else bare


@lru_cache(maxsize=1024)  # a page gives a thousand addresses of few hosts
def _kinds_of(host: str) -> tuple[LinkKind, LinkKind]:
    """What the addresses of a host lead to where they have a path, and where they have none."""
    if host in hosts.CODE:
        return LinkKind.CODE, LinkKind.OTHER
    if is_under(host, hosts.PAPERS):
        return LinkKind.PAPER, LinkKind.OTHER
    if is_under(host, hosts.VIDEOS):
        return LinkKind.VIDEO, LinkKind.VIDEO
    if is_under(host, frozenset({"hf.space"})):
        return LinkKind.SPACE, LinkKind.SPACE
    kind = LinkKind.OTHER if is_under(host, hosts.OTHER) or not host else LinkKind.PROJECT
    return kind, kind
