"""How one paper looks in the list: a title, and below it a quiet line of what is known about it."""

from typing import NamedTuple, Protocol

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from papershelf.marks import Status
from papershelf.tui.when import When
from papershelf.tui.widgets.cells import LineBuilder, Spans, clean, cut, window
from papershelf.tui.widgets.glyphs import Glyphs

INDENT = 4  # bar, tick, star, blank: what stands before every title
STATUS_WIDTH = 11  # sign, the longest status, two blanks: what follows stands below one another
TITLE_MINIMUM = 24  # signs stand beside a title only if this much of it stays
WORDS_FROM = 64  # cells of a compact row that says its status in a word, and has chips
RATING_FROM = 96  # ... and that keeps a column for the rating


class Row(NamedTuple):
    """What the list shows of a paper.

    Attributes:
        paper_id: Which paper.
        title: Its title.
        spans: Letters of the title to highlight.
        starred: Whether it is starred.
        status: Where it stands in the reading.
        rating: 1 to 5, or None.
        tags: Its tags.
        has_code: Whether it links to code.
        has_note: Whether it has a note.
        seen: On how many pages it was.
        is_back: Whether it came back to the pages after a while.
        badge: Where a search matched: `title`, `abstract`, `tag`, `note` or `author`.
        snippet: Text around that match, where it is not the title.
        snippet_spans: Letters of the snippet to highlight.
        when: What there is to say of its due day, sleep and priority.
    """

    paper_id: str
    title: str
    spans: tuple[tuple[int, int], ...] = ()
    starred: bool = False
    status: Status = Status.INBOX
    rating: int | None = None
    tags: tuple[str, ...] = ()
    has_code: bool = False
    has_note: bool = False
    seen: int = 1
    is_back: bool = False
    badge: str = ""
    snippet: str = ""
    snippet_spans: tuple[tuple[int, int], ...] = ()
    when: tuple[When, ...] = ()


class StyleOf(Protocol):
    """Gives the style of a part of a row: `title`, `done`, `hit`, `meta`, `tag` and the like."""

    def __call__(self, *parts: str) -> Style:
        """The style of the parts laid over one another; none is the row's own."""


class RowPainter(NamedTuple):
    """Paints rows of one width.

    Attributes:
        width: Cells of every line.
        style: Styles by part.
        glyphs: Signs to use.
    """

    width: int
    style: StyleOf
    glyphs: Glyphs

    def paint(self, row: Row, height: int, *, cursor: bool, selected: bool) -> list[Strip]:
        """The lines of a row: the title with what there is room for at its end, or two lines."""
        line = self._beginning(row, cursor=cursor, selected=selected)
        if height == 1:
            self._add_compact_marks(line, row)
        self._add_title(line, row)
        return [line.strip()] if height == 1 else [line.strip(), self._meta_line(row, cursor=cursor)]

    def _beginning(self, row: Row, *, cursor: bool, selected: bool) -> LineBuilder:
        line = LineBuilder(self.width, self.style())
        self._add_sign(line, "bar", self.glyphs.bar if cursor else "")
        self._add_sign(line, "tick", self.glyphs.tick if selected else "")
        self._add_sign(line, "star", self.glyphs.star if row.starred else "")
        line.space()
        line.add_right(" ", self.style())
        return line

    def _add_title(self, line: LineBuilder, row: Row) -> None:
        part = "done" if row.status in (Status.READ, Status.SKIPPED) else "title"
        title, spans = clean(row.title, row.spans)
        line.add(title or "(no title)", self.style(part), spans, self._hit(part, spans))

    def _add_compact_marks(self, line: LineBuilder, row: Row) -> None:
        """What stands right of a title, in columns below one another: match or tags, rating, status."""
        if line.room <= TITLE_MINIMUM:
            return
        if self.width < WORDS_FROM:
            line.add_right(f" {self.glyphs.status[row.status]}", self.style("meta"))
            self._add_right_when(line, row)
            return
        status = f"{self.glyphs.status[row.status]} {row.status}"
        line.add_right(f"  {status:<{STATUS_WIDTH - 2}}", self.style("meta"))
        if self.width >= RATING_FROM:
            line.add_right(f"  {self.glyphs.rating(row.rating):<5}", self.style("rating"))
        self._add_right_when(line, row)
        if row.badge:
            line.add_right(f"  {clean(row.badge)[0]}", self.style("badge"))
        else:
            self._add_right_tags(line, row.tags)

    def _add_right_when(self, line: LineBuilder, row: Row) -> None:
        """What presses most, where the title keeps its room."""
        for when in row.when[:1]:
            words = f"  {self.glyphs.when[when.sign]} {when.words}"
            if line.room - cell_len(words) >= TITLE_MINIMUM:
                line.add_right(words, self.style("star" if when.presses else "meta"))

    def _add_right_tags(self, line: LineBuilder, tags: tuple[str, ...]) -> None:
        """Chips at the right, the first tag leftmost; none where the title would lose more than half the line."""
        chips: list[str] = []
        room = line.room - max(TITLE_MINIMUM, self.width // 2) - 2
        for tag in tags:
            name = clean(tag)[0]
            if not chips and 4 < room < cell_len(name) + 3:
                name = cut(name, room - 3)  # the first tag says more cut than a bare number does
            room -= cell_len(self.glyphs.chip(name)) + 1
            if room < 0:
                break
            chips.append(self.glyphs.chip(name))
        rest = len(tags) - len(chips)
        if rest:
            line.add_right(f" +{rest}", self.style("meta"))
        for chip in reversed(chips):
            line.add_right(chip, self.style("tag"))
            line.add_right(" ", self.style())

    def _meta_line(self, row: Row, *, cursor: bool) -> Strip:
        line = LineBuilder(self.width, self.style())
        self._add_sign(line, "bar", self.glyphs.bar if cursor else "")
        line.space(INDENT - 1)
        line.add_right(" ", self.style())
        status = line.add(f"{self.glyphs.status[row.status]} {row.status}", self.style("meta"))
        line.space(STATUS_WIDTH - status)
        if row.badge and row.snippet:
            self._add_match(line, row)
        else:
            self._add_marks(line, row)
        return line.strip()

    def _add_match(self, line: LineBuilder, row: Row) -> None:
        """Where a search matched, and the words around it."""
        line.add(clean(row.badge)[0], self.style("badge"))
        line.space(2)
        snippet, spans = clean(row.snippet, row.snippet_spans)
        snippet, spans = window(snippet, line.room, spans)
        line.add(snippet, self.style("meta"), spans, self._hit("meta", spans))

    def _add_marks(self, line: LineBuilder, row: Row) -> None:
        """What the person and the source say about the paper, as far as it fits."""
        meta = self.style("meta")
        if row.seen > 1 and line.room > TITLE_MINIMUM:
            line.add_right(f"  seen {row.seen}×{' again' if row.is_back else ''}", meta)
        self._add_word(line, "badge", clean(row.badge)[0])
        for when in row.when:
            self._add_word(line, "star" if when.presses else "meta", f"{self.glyphs.when[when.sign]} {when.words}")
        self._add_word(line, "rating", self.glyphs.rating(row.rating))
        self._add_word(line, "meta", f"{self.glyphs.code} code" if row.has_code else "")
        self._add_word(line, "meta", f"{self.glyphs.note} note" if row.has_note else "")
        self._add_tags(line, row.tags)

    # Working out a style takes longer than painting with it, so only what is there asks for its own.

    def _hit(self, part: str, spans: Spans) -> Style | None:
        return self.style(part, "hit") if spans else None

    def _add_sign(self, line: LineBuilder, part: str, sign: str) -> None:
        """One cell: the sign, or a blank."""
        if sign:
            line.add(sign, self.style(part))
        else:
            line.space()

    def _add_word(self, line: LineBuilder, part: str, word: str) -> None:
        if word and line.fits(word):
            line.add(word, self.style(part))
            line.space(2)

    def _add_tags(self, line: LineBuilder, tags: tuple[str, ...]) -> None:
        """Tags as chips; those without room are counted."""
        for index, tag in enumerate(tags):
            chip = self.glyphs.chip(clean(tag)[0])
            rest = len(tags) - index - 1
            count = f"+{rest}" if rest else ""
            if not line.fits(f"{chip} {count}"):
                # The first tag says more cut than a bare number does.
                if index == 0 and line.room > 8:
                    name = cut(clean(tag)[0], line.room - len(count) - 3)
                    line.add(self.glyphs.chip(name), self.style("tag"))
                    line.space()
                    line.add(count, self.style("meta"))
                else:
                    line.add(f"+{rest + 1}", self.style("meta"))
                return
            line.add(chip, self.style("tag"))
            line.space()
