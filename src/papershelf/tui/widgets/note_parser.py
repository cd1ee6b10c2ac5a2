"""What reads a person's note as Markdown, for whoever shows one."""

from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from papershelf.text import safe


def note_parser() -> MarkdownIt:
    """Markdown as on GitHub, but HTML is text: Textual would drop it, and the person wrote it."""
    parser = MarkdownIt("gfm-like", {"html": False})
    parser.core.ruler.push("safe", _make_safe)
    return parser


def _make_safe(state: StateCore) -> None:
    """Entities such as `&#x202e;` become dangerous letters only now, after the text was made safe."""
    _make_tokens_safe(state.tokens)


def _make_tokens_safe(tokens: Iterable[Token]) -> None:
    for token in tokens:
        token.content = safe(token.content)
        _make_tokens_safe(token.children or ())
