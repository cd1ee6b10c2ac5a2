"""Foreign text made to stand in a web page as the text it is: every piece of it goes through here."""

import re
from html import escape
from urllib.parse import quote

from papershelf.exporters.escape import URL_SAFE, is_web_address
from papershelf.text import safe, safe_line

_SCHEME = re.compile(r"^https?://(?:www\.)?(?=.)")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def words(text: str) -> str:
    """One line of text, for between tags or within an attribute's quotes."""
    return escape(safe_line(text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, of which one newline parts two; each as `words`, none empty."""
    return [line for line in map(words, safe(text).split("\n")) if line]


def named_link(shown: str, url: str) -> str:
    """A link to the web, whose name is escaped already; the name alone where the address is none of the web."""
    url = safe_line(url)
    if not is_web_address(url):  # `javascript:` never becomes a link
        return shown
    return f'<a href="{escape(quote(url, safe=URL_SAFE + "()"))}">{shown}</a>'


def plain_link(url: str) -> str:
    """An address that shows itself, without the scheme that everybody knows; empty where there is nothing to show."""
    shown = words(url)
    return named_link(f"<bdi>{_SCHEME.sub('', shown)}</bdi>", url) if shown else ""


def anchor(paper_id: str) -> str:
    """The name of a paper's place in the page, escaped; blanks and signs, which no name may hold, are spelt out."""
    return escape(f"p-{quote(safe_line(paper_id), safe='')}")


def time(date: str) -> str:
    """A date, marked as one where a machine can read it."""
    shown = words(date)
    return f'<time datetime="{shown}">{shown}</time>' if _DATE.fullmatch(safe_line(date)) else f"<bdi>{shown}</bdi>"


def count(number: int, noun: str) -> str:
    """A number and what is counted: `1 paper`, `2 papers`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
