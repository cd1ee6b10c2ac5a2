"""Links between papers as a note shows them: by title, clickable, and said where they lead nowhere."""

from collections.abc import Callable

from papershelf.text import safe_line
from papershelf.text.linking import NoteLink, alias_of, replaced
from papershelf.tui.words import SCHEME

TitleOf = Callable[[str], str | None]


def with_titles(note: str, title_of: TitleOf) -> str:
    """A note in which each link to a paper is a Markdown link with its words.

    Args:
        note: Markdown.
        title_of: The title of the paper of an id, or None where there is no such paper.
    """

    def write(link: NoteLink) -> str:
        title = title_of(link.target)
        if title is None:
            return f"~~{_escaped(link.alias or link.target)}~~ *(no such paper)*"
        # The title itself has brackets, which the words in the link could not have.
        words = title if not link.alias or link.alias == alias_of(title) else link.alias
        return f"[{_escaped(words)}]({SCHEME}{link.target})"

    return replaced(note, write)


def _escaped(words: str) -> str:
    """Words as Markdown that shows them as they are."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>~#|&!:" else sign for sign in safe_line(words)) or "(no title)"
