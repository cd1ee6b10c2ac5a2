"""Stamps of what papershelf wrote: they tell later whether a person changed the text by hand."""

import hashlib


def digest(text: str) -> str:
    """A short fingerprint of the words, not of line ends and blanks before them, which tools change."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return hashlib.sha256(lines.strip().encode("utf-8", "replace")).hexdigest()[:16]


def exact(text: str) -> str:
    """A short fingerprint of a text to the letter; only the kind of line ends and empty lines round it do not count."""
    return hashlib.sha256(text.replace("\r\n", "\n").strip("\n").encode("utf-8", "replace")).hexdigest()[:16]
