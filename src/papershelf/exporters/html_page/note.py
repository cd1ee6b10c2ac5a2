"""A note, which is the person's own Markdown, as HTML in which nothing is but text and links to the web."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from papershelf.exporters.escape import escape_line, is_web_address
from papershelf.exporters.html_page.elements import paragraphs
from papershelf.exporters.note import PAPER_ID
from papershelf.text import safe
from papershelf.text.linking import NoteLink, replaced

_BARE = re.compile(r"\bhttps?://[^\s<>()\[\]]{1,400}")
_STOPS = ".,;:!?'\"*…’”»"
_SCHEMES = ("http://", "https://", "mailto:", "#p-")
# The reader drops what is nested deeper, without a word.
_DEEPEST = 40
_ALIGNED = {"text-align:right": "right", "text-align:center": "centre"}


class _Reader(MarkdownIt):
    """Markdown without HTML, whose links lead to the web, to a mailbox or to a paper of this page."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "maxNesting": _DEEPEST})
        self.enable(["table", "strikethrough"])

    def validateLink(self, url: str) -> bool:
        """Whether an address may become a link; where not, it stays the text that was written."""
        return url.strip().lower().startswith(_SCHEMES)


def note_renderer(anchors: Mapping[str, str], depth: int) -> Callable[[str], str]:
    """What makes HTML of one note after the other.

    Args:
        anchors: The name of each paper's place in the page, by the paper's id: `[[id|title]]` leads there. Of a paper
            that is not in the page only the words remain.
        depth: The level of the note's own heading, under which its headings belong.
    """
    reader = _Reader()

    def linked(note: str) -> str:
        def write(link: NoteLink) -> str:
            shown = escape_line(link.alias or link.target)
            if link.target in anchors:
                return f"[{shown}](#{anchors[link.target]})"
            return shown if PAPER_ID.fullmatch(link.target) else note[link.start : link.stop]

        return replaced(note, write)

    def render(note: str) -> str:
        note = safe(note)
        tokens = reader.parse(linked(note))
        if any(token.level >= _DEEPEST - 1 for token in tokens):
            return _as_written(note)
        # What Markdown spells as entities may be a control character still.
        made = safe(reader.renderer.render(list(_tame(tokens, depth)), reader.options, {}))
        # A note of nothing but link definitions would show as nothing.
        return made if made.strip() else _as_written(note)

    return render


def _as_written(note: str) -> str:
    """A note that Markdown would swallow, line by line."""
    return "".join(f"<p>{line}</p>\n" for line in paragraphs(note))


def _tame(tokens: Sequence[Token], depth: int) -> Iterator[Token]:
    """The tokens of a note, fit for the page: its outline below the paper's, no style, nothing fetched."""
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + depth)}"
        elif token.type == "fence":
            token.info = ""  # becomes a class, and there is no style for it
        elif token.type in {"th_open", "td_open"}:
            aligned = _ALIGNED.get(str(token.attrs.pop("style", "")))
            token.attrs |= {"class": aligned} if aligned else {}
        elif token.children:
            token.children = list(_inline(token.children))
        yield token


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    """The pieces of a line: images become links, or within a link words; bare addresses become links."""
    inside, leads_nowhere = 0, False
    for token in tokens:
        if token.type == "link_open":
            leads_nowhere = not token.attrs.get("href")  # `[words]()` asks nobody whether that is valid
        if leads_nowhere and token.type in {"link_open", "link_close"}:
            continue
        inside += token.nesting if token.type in {"link_open", "link_close"} else 0
        if token.type == "image":
            address = str(token.attrs.get("src", ""))
            shown = "".join(_plain(token.children or ())) or address
            yield from [_text(shown)] if inside or not address else _link(shown, address)
        elif token.type == "link_open" and token.markup == "autolink":
            token.attrs["class"] = "bare"
            yield token
        elif token.type == "text" and not inside and "://" in token.content:
            yield from _with_links(token.content)
        else:
            yield token


def _plain(tokens: Sequence[Token]) -> Iterator[str]:
    """The words of an image's description."""
    for token in tokens:
        yield " " if token.type in {"softbreak", "hardbreak"} else token.content
        if token.type == "image":
            yield from _plain(token.children or ())


def _with_links(text: str) -> Iterator[Token]:
    """A text in which each address of the web is a link."""
    at = 0
    for found in _BARE.finditer(text):
        url = found[0].rstrip(_STOPS)
        if is_web_address(url):
            yield _text(text[at : found.start()])
            yield from _link(url, url)
            at = found.start() + len(url)
    yield _text(text[at:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(shown: str, address: str) -> tuple[Token, Token, Token]:
    """A link; printed, one that shows its address need not name it again."""
    bare = {"class": "bare"} if shown == address else {}
    opening = Token("link_open", "a", 1, attrs={"href": normalizeLink(address), **bare})
    return opening, _text(shown), Token("link_close", "a", -1)
