"""Opening an address in the browser: web addresses only, and never with an exception."""

from collections.abc import Callable
from urllib.parse import urlsplit

from papershelf.text import safe_line

Opener = Callable[[str], object]


def open_url(url: str, *, opener: Opener) -> str | None:
    """Hand an address to the browser.

    Args:
        url: What to open; only `http` and `https` pass, since a saved page may hold any address at all.
        opener: Textual's `app.open_url`, or `webbrowser.open`, which answers False where there is no browser.

    Returns:
        What went wrong, in words for the person, or None.
    """
    if not _is_web_address(url):
        return f"{safe_line(url)[:200] or 'nothing'} is no web address; it was not opened"
    try:
        opened = opener(url)
    except Exception as error:
        return f"the browser could not be opened: {safe_line(str(error)) or type(error).__name__}"
    return "no browser was found; copy the link instead" if opened is False else None


def _is_web_address(url: str) -> bool:
    """Whether it is `http` or `https` with a host, without blanks or controls that may be misread."""
    if not url.isprintable() or any(letter.isspace() for letter in url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
