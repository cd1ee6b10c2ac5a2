"""Addresses found in raw text, mended where authors, TeX or a text extraction have damaged them."""

import re
from collections.abc import Iterator
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from papershelf.links import hosts
from papershelf.links.kinds import classify
from papershelf.links.parts import is_under, split
from papershelf.paper import Link
from papershelf.text import safe, unwrap

if TYPE_CHECKING:
    from linkify_it import LinkifyIt

# Longer words hold no address that anybody could use, and would keep the finder busy for minutes.
_LONGEST: Final = 2_000
# Patterns are plain strings: `re` compiles one when it is first used, and keeps it.
_ESCAPED: Final = r"\\([_%#&~$-])(?:\{\})?"
_TILDE: Final = r"\{?\\textasciitilde\b ?(?:\{\}|\})?"
_TORN: Final = (": //", " ://", ":// ")
_TORN_SCHEME: Final = r"(?i)\b(https?)(?:: //| ://|:// )(?=[\w-]+\.[\w.-]*\w)"
_DOUBLE_SCHEME: Final = r"(?i)https?://(?=https?://)"
# `Code:https://…`, `…/a,https://…`, a letter of another script: here another address begins. After a slash or an
# equals sign the second one is a part of the first, as the Internet Archive's are.
_GLUED: Final = r"(?i)(?<![\s/=])(?=https?://)|(?<=[A-Za-z]):(?=(?:github|gitlab|huggingface|arxiv)\.)"
# No address holds these; TeX, Markdown and other scripts put them around one: `\url{…}`, `Name{https://…}`.
_WRAPPERS: Final = str.maketrans(dict.fromkeys('{}\\`"<>“”—。，；：、！？（）【】《》「」『』', " "))
_STOPS: Final = ".,;:!?'*…’»"
_BRACKETS: Final = {")": "(", "]": "["}
# A name with a dot and a top-level domain: neither this machine nor a bare number, and no `user:password@`.
_PUBLIC_HOST: Final = r"(?i)https?://[^\s/?#@:]*\.[^\W\d_][\w-]*(?::\d+)?(?![^/?#])"

# Some versions of the finder keep their place in themselves, so that only one thread may use it at a time.
_BUSY: Final = Lock()


def find_links(raw: str) -> tuple[Link, ...]:
    """Every web address in a raw text.

    Args:
        raw: A title or abstract as it stood in the source, hard-wrapped or not.

    Returns:
        The addresses with their kinds, in the order of the text, each once. Only http and https come out.
    """
    links: dict[str, Link] = {}
    for found in _found(_prepared(raw)):
        url = _mended(found)
        links.setdefault(_sameness(url), Link(url, classify(url)))
    return tuple(links.values())


def may_hold_links(raw: str) -> bool:
    """Whether a look for addresses is worth its time; it may be worth it in vain, but never the other way round.

    Args:
        raw: One text, or a part of one: an address that goes on in the next part is seen in the first.
    """
    # Without what nobody sees, letters that stand apart may come together.
    return safe(raw) is not raw or may_name_links(raw)


def may_name_links(text: str) -> bool:
    """The same for a text that is safe."""
    if "//" in text or "www." in text or "http" in text:
        return True
    return "." in text and _endings().search(text) is not None


@cache
def _endings() -> re.Pattern[str]:
    # The dot stands first and apart, and a letter after it: `re` then passes quickly over nearly all of a text.
    names = sorted(ending.removeprefix(".") for ending in hosts.KNOWN_ENDINGS)
    return re.compile(rf"\.(?=\w)(?i:{'|'.join(map(re.escape, names))})")


@cache
def _lower_endings() -> re.Pattern[str]:
    return re.compile(rf"\.(?:{'|'.join(re.escape(ending.removeprefix('.')) for ending in hosts.KNOWN_ENDINGS)})")


@cache
def _linkifier() -> "LinkifyIt":
    """The finder, made once, and imported only when it is needed: that takes 40 ms."""
    from linkify_it import LinkifyIt

    finder = LinkifyIt({"ftp:": None, "mailto:": None, "//": None}, {"fuzzy_email": False, "fuzzy_ip": False})
    finder.tlds("online", True)
    return finder


def _may_name_one(text: str) -> bool:
    """Whether an address may stand here: most texts name none, and to see that is 100 times faster than to search."""
    if "//" in text or "www." in text:
        return True
    return "." in text and _lower_endings().search(text.lower()) is not None


def _prepared(raw: str) -> str:
    """The words that may be addresses, with line breaks and TeX inside them undone, and without what wraps them."""
    text = unwrap(safe(raw))
    if "\\" in text:
        text = re.sub(_TILDE, "~", re.sub(_ESCAPED, r"\1", text))
    if not _may_name_one(text):
        return ""
    text = text.translate(_WRAPPERS)
    if any(torn in text for torn in _TORN):
        text = re.sub(_TORN_SCHEME, r"\1://", text)
    text = " ".join(word for word in text.split() if "." in word)  # what follows looks at each letter of them
    if text.count("//") > 1:
        text = re.sub(_DOUBLE_SCHEME, "", text)
    text = re.sub(_GLUED, " ", text)
    return " ".join(word for word in text.split() if "." in word and len(word) <= _LONGEST and _may_name_one(word))


def _found(text: str) -> Iterator[str]:
    """The addresses among the words; without a scheme only where there can be no doubt."""
    if not text:
        return
    with _BUSY:
        matches = _linkifier().match(text) or []
    for match in matches:
        url = match.url if match.schema else f"https://{match.raw}"
        if re.match(_PUBLIC_HOST, url) and (match.schema or _is_known(url)):
            yield url


def _is_known(url: str) -> bool:
    """Whether an address without a scheme is one: `muse-bench.github.io` is, `01.AI` is not."""
    parts = split(url)
    if parts is None:
        return False
    if url.startswith("https://www.") or (
        is_under(parts.host, hosts.PAGE_HOMES) and parts.host not in hosts.PAGE_HOMES
    ):
        return True
    return bool(parts.path) and is_under(parts.host, hosts.KNOWN)


def _mended(url: str) -> str:
    """The address without what a sentence has glued on, its host in lower case and no mirror's."""
    url = _trimmed(url)
    scheme, _, rest = url.partition("://")
    host = re.match(r"[^/?#]*", rest)
    name = host[0] if host else ""
    lower = name.lower()
    return f"{scheme.lower()}://{hosts.MIRRORS.get(lower.removeprefix('www.'), lower)}{rest[len(name) :]}"


def _trimmed(url: str) -> str:
    """The address without stops, without a possessive, and without closing brackets that it does not open."""
    url = re.sub(r"['’]s$", "", url)
    surplus = {close: url.count(close) - url.count(opening) for close, opening in _BRACKETS.items()}
    end = len(url)
    while end and (url[end - 1] in _STOPS or surplus.get(url[end - 1], 0) > 0):
        end -= 1
        if url[end] in surplus:
            surplus[url[end]] -= 1
    return url[:end]


def _sameness(url: str) -> str:
    """What two spellings of one address have in common."""
    return re.sub(r"^https?://(?:www\.)?", "", url).removesuffix("/").removesuffix(".git").casefold()
