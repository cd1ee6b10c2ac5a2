"""A stamp under what papershelf wrote: it tells later whether a person changed the text by hand."""

import hashlib


def digest(text: str) -> str:
    """A short fingerprint of the words, not of line ends and blanks before them, which tools change."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return hashlib.sha256(lines.strip().encode("utf-8", "replace")).hexdigest()[:16]
