"""A file name for a paper: every system takes it, it stays in its folder, and no other paper has it."""

import hashlib
import re
import unicodedata

from papershelf.paper import Paper
from papershelf.text import fold, safe_line

LONGEST_SLUG = 80
LONGEST_NAME = 150  # bytes; file systems take 255, and a path on Windows 260 characters in all
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|com[¹²³]|lpt[¹²³]|conin\$|conout\$)\s*(?:\.|\Z)", re.IGNORECASE)


def file_name(paper: Paper) -> str:
    """`sparse-fine-tuning-3f9a1c.md`: the title in plain letters for the eye, the id for certainty.

    The id also keeps the name from ever being one that Windows reserves (`CON`), hidden, or empty.
    """
    return f"{slug(paper.title)}-{plain_id(paper.id)}.md"


def slug(title: str) -> str:
    """The title in lower-case ASCII letters, digits and hyphens, cut between words; never empty."""
    plain = fold(safe_line(title)).lower().encode("ascii", "ignore").decode()
    words = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > LONGEST_SLUG:
        # One word may be longer than all the room: then it is cut inside.
        words = words[: LONGEST_SLUG + 1].rpartition("-")[0] or words[:LONGEST_SLUG]
    return words or "paper"


def title_name(title: str) -> str:
    """The title as a file name without ending, as a person would give it; empty where too little of it can stand.

    What Obsidian takes for part of a link, and what Windows forbids, becomes a blank, and so does what is reserved.
    """
    line = unicodedata.normalize("NFC", safe_line(title))
    words = " ".join(re.sub(r'[#^\[\]|\\/:*?"<>%\x00-\x1f]+', " ", line).split())
    while len(words.encode("utf-8", "replace")) > LONGEST_NAME:
        cut = words[: min(len(words) - 1, LONGEST_NAME)]
        words = cut.rpartition(" ")[0] or cut
    words = words.strip(" .")
    return "" if RESERVED.match(words) or not re.search(r"\w", words) else words


def plain_id(paper_id: str) -> str:
    """The id; one that a file name cannot hold as it is gets a fingerprint, so that two stay two.

    Capitals count as such: two ids that differ only in them would be one file on macOS and Windows.
    """
    if re.fullmatch("[a-z0-9]{1,40}", paper_id):
        return paper_id
    fingerprint = hashlib.sha256(paper_id.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return re.sub("[^a-z0-9]+", "-", paper_id.lower())[:20].strip("-") + f"-{fingerprint}"
