"""Foreign text made to show in Markdown as the text it is: no HTML, link, heading, emphasis or maths."""

import re
from urllib.parse import quote, urlsplit

from papershelf.text import safe, safe_line

# Beyond CommonMark this covers what GitHub and Obsidian add: ~~, $, ==, %%, #tag, ^block, tables, bare links.
# Each branch begins with its letter, so that the search leaps from one of these to the next: five times as fast.
SPECIAL = re.compile(
    r"""[\\`*_\[\]<~$#|^{}@]        # always
      | &(?=\#?\w+;)                # an entity
      | /(?<=//)                    # the heart of a bare link
      | \.(?<=\S\.)(?=[^\W\d_]{2})  # example.org, 01.AI
      | \.(?<=[wW]\.)               # www.
      | =(?==) | =(?<===)           # highlight, setext heading
      | %(?=%) | %(?<=%%)           # an Obsidian comment hides text
    """,
    re.VERBOSE,
)
LINE_START = re.compile(r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+=:>]))")
ENTITY = re.compile(r"&(?=#?\w+;)")
PLAIN_URL = re.compile(r"https?://[a-z0-9.-]+(?:/[A-Za-z0-9._/~=?-]*)?")
URL_SAFE = "!#$%&'*+,/:;=?@[]~-._"


def _escaped(found: "re.Match[str]") -> str:
    return "\\" + found[0]  # half the time that a template takes


def escape_line(text: str) -> str:
    """One line of text, safe at any place of a Markdown line, also at its start."""
    line = SPECIAL.sub(_escaped, safe_line(text).strip())
    return LINE_START.sub(r"\1\\", line)


def escape_block(text: str) -> str:
    """Paragraphs of text as a block quote; one newline already parts two paragraphs. May be empty."""
    lines = (escape_line(line) for line in safe(text).splitlines())
    return "\n>\n".join(f"> {line}" for line in lines if line)


def is_web_address(url: str) -> bool:
    """Whether an address may become a link: nothing but the web does, so `javascript:` stays text."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def plain_link(url: str) -> str:
    """An address that shows itself; what is no web address is shown as text."""
    if PLAIN_URL.fullmatch(url):  # most are, and the long way takes ten times as long
        return f"<{url}>"
    url = safe_line(url).strip()
    if not is_web_address(url):
        return escape_line(url)
    return f"<{quote(url, safe=URL_SAFE + '()')}>"


def named_link(text: str, url: str) -> str:
    """A Markdown link with a name; what is no web address gives the name alone."""
    url = safe_line(url).strip()
    name = escape_line(text) or "Untitled"
    if not is_web_address(url):
        return name
    return f"[{name}]({ENTITY.sub('&amp;', quote(url, safe=URL_SAFE))})"
