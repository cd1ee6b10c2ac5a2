"""A person's note as texts below one another: Markdown without a widget for each of its blocks."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markdown_it.token import Token
from textual.content import Content, Span
from textual.style import Style

from papershelf.tui.widgets.flow import BAR, NOTHING, Flow, Way
from papershelf.tui.widgets.note_parser import note_parser
from papershelf.tui.widgets.note_table import table_lines

NOTE, CODE, INLINE, LINK, RULE, QUOTE, BULLET = (
    f".detail--{name}" for name in ("note", "code", "inline", "link", "rule", "quote", "bullet")
)
STYLES = {"em_open": "italic", "strong_open": "bold", "s_open": "strike"}
BULLETS = ("• ", "▪ ", "‣ ", "⭑ ", "◦ ")
BLANKS = re.compile(r"\s+")


@lru_cache(8)
def tokens_of(note: str) -> Sequence[Token]:
    """What a note consists of; the last few are remembered."""
    return note_parser().parse(note)


def note_flows(note: str, width: int) -> tuple[list[Flow], list[str]]:
    """The texts of a note.

    Args:
        note: Markdown.
        width: Cells that there are; only tables and rules ask for it.

    Returns:
        The texts, and the addresses that `note_link(number)` in them stands for, the first having the number 0.
    """
    writer = _Writer(width)
    for token in tokens_of(note):
        writer.take(token)
    return writer.flows, writer.addresses


class _Writer:
    """Takes the tokens of a note one after the other."""

    def __init__(self, width: int) -> None:
        self.flows: list[Flow] = []
        self.addresses: list[str] = []
        self._width = width
        self._leads: list[tuple[Content, Content]] = []
        self._before: list[Content] = []  # what stood before the last text
        self._lists: list[int | None] = []  # the next number of each list that one is in; none for bullets
        self._gap = 0  # blank lines that the last text wants below it
        self._rows: list[list[Content]] = []
        self._is_bold = False

    def take(self, token: Token) -> None:
        """Take the next one."""
        kind = token.type
        if kind == "inline":
            self._inline(token)
        elif kind in ("fence", "code_block"):
            self._code(token)
        elif kind == "hr":
            rule = Content.styled("─" * max(1, self._width - self._used), RULE)
            self._add(rule, above=1, below=1, way="cut")
        elif kind == "heading_open":
            self._is_bold = token.tag in ("h1", "h2", "h3")
        elif kind == "tr_open":
            self._rows.append([])
        elif kind == "table_close":
            self._add(table_lines(self._rows, self._width - self._used), below=1, way="cut")
            self._rows = []
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self._lists.append(int(token.attrs.get("start", 1)) if kind.startswith("ordered") else None)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
            self._gap = max(self._gap, 0 if self._leads else 1)
        else:
            self._frame(token)

    def _frame(self, token: Token) -> None:
        """Begin or end what has something standing before each of its lines."""
        if token.type == "list_item_open":
            number = self._lists[-1]
            sign = BULLETS[(self._lists.count(None) - 1) % len(BULLETS)] if number is None else f" {number}. "
            self._lists[-1] = None if number is None else number + 1
            self._leads.append((Content.styled(sign, BULLET), Content(" " * len(sign))))
        elif token.type == "blockquote_open":
            bar = Content.styled(f"{BAR} ", QUOTE)
            self._gap = max(self._gap, 1) if self.flows else 0
            self._leads.append((bar, bar))
        elif token.type in ("list_item_close", "blockquote_close") and self._leads:
            first, rest = self._leads[-1]
            if first is not rest:
                self._add(NOTHING)  # an item without a text is one all the same
            self._leads.pop()
            if token.type == "blockquote_close":
                self._gap = max(self._gap, 1)

    @property
    def _used(self) -> int:
        return sum(rest.cell_length for _, rest in self._leads)

    def _add(self, content: Content, *, above: int = 0, below: int = 0, look: str = NOTE, way: Way = "wrap") -> None:
        first = Content("").join(lead for lead, _ in self._leads) if self._leads else NOTHING
        rest = Content("").join(rest for _, rest in self._leads) if self._leads else NOTHING
        gap = max(self._gap, above) if self.flows else 0
        before, self._before = self._before, [lead for _, lead in self._leads]
        same = [lead for lead, other in zip(self._before, before, strict=False) if lead is other]
        between = Content("").join(same) if gap and same else NOTHING
        self.flows.append(Flow("note", content, look[1:], gap, first, rest, way, between))
        self._gap = below
        self._leads = [(rest, rest) for _, rest in self._leads]  # a bullet stands once

    def _inline(self, token: Token) -> None:
        content = self._words(token.children or ())
        if self._rows:
            self._rows[-1].append(content)
            return
        if self._is_bold:
            content = content.stylize("bold")
            self._is_bold = False
        self._add(content, below=0 if self._lists else 1)

    def _code(self, token: Token) -> None:
        from textual.highlight import highlight

        code = highlight(
            token.content.expandtabs(4), language=token.info.split(maxsplit=1)[0] if token.info else "text"
        )
        self._leads.append((Content("  "), Content("  ")))
        self._add(Content("\n").join(["", code.rstrip(), ""]), above=1, below=1, look=CODE)
        self._leads.pop()

    def _words(self, tokens: Iterable[Token]) -> Content:
        """What a run of tokens says."""
        pieces: list[str] = []
        spans: list[Span] = []
        opened: list[tuple[str | Style, int]] = []
        at = 0
        for token in tokens:
            kind, said = token.type, ""
            if kind == "text":
                said = BLANKS.sub(" ", token.content)
            elif kind in ("hardbreak", "softbreak"):
                said = "\n" if kind == "hardbreak" else " "
            elif kind == "code_inline":
                said = token.content
                spans.append(Span(at, at + len(said), INLINE))
            elif kind in STYLES:
                opened.append((STYLES[kind], at))
            elif kind == "link_open":
                opened.append((self._link(token.attrs.get("href")), at))
            elif kind == "image":
                said = "🖼  " + "".join(child.content for child in token.children or ())
                spans.append(Span(at, at + len(said), self._link(token.attrs.get("src"))))
            elif kind.endswith("_close") and opened:
                style, start = opened.pop()
                spans.append(Span(start, at, style))
                if isinstance(style, Style):
                    spans.append(Span(start, at, LINK))
            said = said.replace("\t", " ")  # as wide as it is counted
            pieces.append(said)
            at += len(said)
        return Content("".join(pieces), spans)

    def _link(self, address: str | int | float | None) -> Style:
        """What follows a link: only our own number goes into the action, never text from outside."""
        self.addresses.append(str(address or ""))
        return Style.from_meta({"@click": f"note_link({len(self.addresses) - 1})"})
