"""The files of the page, held in memory by name: no path of a request ever reaches the disk."""

from pathlib import Path
from typing import NamedTuple

import textual_serve

_OURS = Path(__file__).parent / "page"
_THEIRS = Path(textual_serve.__file__).parent / "static"
_FILES = {
    "page.js": (_OURS / "page.js", "text/javascript"),
    "page.css": (_OURS / "page.css", "text/css"),
    "textual.js": (_THEIRS / "js" / "textual.js", "text/javascript"),
    "xterm.css": (_THEIRS / "css" / "xterm.css", "text/css"),
    "mono.ttf": (_THEIRS / "fonts" / "RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    "mono-italic.ttf": (_THEIRS / "fonts" / "RobotoMono-Italic-VariableFont_wght.ttf", "font/ttf"),
}


class Asset(NamedTuple):
    """A file as it is sent."""

    body: bytes
    kind: str


def read_assets() -> dict[str, Asset]:
    """Every file that the page asks for, by name."""
    return {name: Asset(path.read_bytes(), kind) for name, (path, kind) in _FILES.items()}


def read_page() -> bytes:
    """The page itself."""
    return (_OURS / "page.html").read_bytes()
