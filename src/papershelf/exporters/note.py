"""The person's note inside an exported file: their bytes as they are, and what they left open closed."""

import re
from collections.abc import Callable

from papershelf.exporters.escape import escape_line
from papershelf.text import safe_line
from papershelf.text.linking import NoteLink, replaced

PAPER_ID = re.compile(r"[0-9a-z]{10}")

# What can stay open to the end of a document: code fences, comments, and HTML blocks with an end tag.
OPENERS = ("```", "~~~", "<")
ENDINGS = ("-->", "?>", "]]>", ">", "</script>", "</style>", "</pre>", "</textarea>")


def encodable(text: str) -> str:
    """The text, letter for letter; a lone surrogate, which no file can hold, becomes the replacement sign."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def note_block(note: str) -> str:
    """A note as it stands, ending in a newline, and a closing line after it where the note leaves one open.

    A note is the person's own Markdown, so nothing in it is escaped. But a forgotten code fence would turn
    every paper after it into code; a line that closes it is added below the note.
    """
    note = encodable(note)
    end = "" if note.endswith("\n") else "\n"
    closing = _closing(note + end)
    return note + end + (f"{closing}\n" if closing else "")


def _closing(note: str) -> str:
    """The line that closes what the note leaves open: the Markdown parser is asked, not second-guessed."""
    if not any(opener in note for opener in OPENERS):
        return ""
    from markdown_it import MarkdownIt  # only notes with code or HTML need it

    parse = MarkdownIt("commonmark").disable("inline").parse
    fences = tuple(sign * max(3, _longest_run(note, sign)) for sign in "`~")
    for closing in ("", *fences, *ENDINGS):
        probe = f"{note}{closing}\n\n# probe\n\nend\n"
        if [token.type for token in parse(probe)][-6:-4] == ["heading_open", "inline"]:
            return closing
    return ""


def _longest_run(text: str, sign: str) -> int:
    """How often a sign stands in a row at most."""
    return max(map(len, re.findall(f"{re.escape(sign)}+", text)), default=0)


def is_empty(note: str) -> bool:
    """Whether a note has nothing to show."""
    return not safe_line(note).strip()


def with_links(note: str, name_of: Callable[[str], str | None]) -> str:
    """A note in which a link to a paper is one to its exported file, or where there is none, the words alone.

    Args:
        note: Markdown.
        name_of: The file's name without its ending by the paper's id, or None. What is no paper's id stays as it is.
    """

    def write(link: NoteLink) -> str:
        if not PAPER_ID.fullmatch(link.target):
            return note[link.start : link.stop]
        name, words = name_of(link.target), link.alias or link.target
        return f"[[{name}|{words}]]" if name else escape_line(words)

    return replaced(note, write)
