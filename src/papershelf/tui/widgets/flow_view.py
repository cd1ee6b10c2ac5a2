"""A pane of texts painted by the line: they are wrapped to its width, and what is seen of them is coloured."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.content import Content
from textual.geometry import Offset, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from papershelf.tui.widgets.flow import Flow, Line, Page, laid_out, lead_of, text_of
from papershelf.tui.widgets.frames import LineView


class FlowView(LineView):
    """Shows flows; a subclass says which (`flows`). Its text is selected and its links are clicked as in a label."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._page = Page()

    def flows(self, width: int) -> Sequence[Flow]:
        """The texts in a width of so many cells."""
        raise NotImplementedError

    @property
    def page(self) -> Page:
        """The texts as they are laid out now."""
        return self._page

    # Layout

    def lay_out(self) -> None:
        """Show the texts as they are now; before there is a place for them, that waits."""
        width = self.scrollable_content_region.width if self.is_attached else 0
        self._page = laid_out(self.flows(width), width) if width > 0 else Page()
        self._strips.clear()
        if self.is_attached:
            self.set_lines(len(self._page.lines))
            self.repaint()

    def recolour(self, flows: Sequence[Flow]) -> None:
        """Show the same letters, on the same lines, in other colours."""
        self._page = self._page._replace(flows=flows)
        self._strips.clear()
        self.repaint()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Take a new size, and wrap the texts to it before they are painted."""
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if self._page.width != self.scrollable_content_region.width:
            self.lay_out()
        return changed

    # Painting

    def line_at(self, y: int, width: int) -> Strip:
        """One line of the window."""
        number = y + round(self.scroll_y)
        if not 0 <= number < len(self._page.lines):
            return Strip.blank(width, self.style_of())
        selection = self.text_selection
        if selection is not None:
            return self._paint(self._page.lines[number], selection)
        key = (number, self.has_focus)
        strips = self._strips.get(key)
        if strips is None:
            strips = self._strips[key] = [self._paint(self._page.lines[number], None)]
        return strips[0]

    def _paint(self, line: Line, selection: Selection | None) -> Strip:
        page, flow = self._page, self._page.flows[line.flow]
        if line.stop < 0 and not flow.between.plain:
            ground = self.look_of().rich_style_with_offset(0, line.row)
            return Strip([Segment(" " * page.width, ground)], page.width)
        style = self.look_of(flow.look) if flow.look and line.stop >= 0 else self.look_of()
        text, lead = text_of(flow, line), lead_of(flow, line, page.width)
        if flow.way == "centre":
            lead = Content(" " * ((page.width - text.cell_length) // 2))
        span = selection.get_span(line.row) if selection is not None else None
        if span is not None:
            start, end = span[0] - line.column, len(text.plain) if span[1] < 0 else span[1] - line.column
            if max(start, 0) < min(end, len(text.plain)):
                chosen = Style.from_styles(self.screen.get_component_styles("screen--selection"))
                text = text.stylize(chosen, max(start, 0), end)
        segments = [
            *self._segments(lead, style, line.column - len(lead.plain), line.row),
            *self._segments(text, style, line.column, line.row),
        ]
        fill = RichStyle(bgcolor=style.background.rich_color) if style.background is not None else None
        return Strip(segments).adjust_cell_length(page.width, fill)

    def _segments(self, content: Content, style: Style, column: int, row: int) -> list[Segment]:
        segments = []
        for text, own in content.render(style, end="", parse_style=self._style_named):
            look = own.rich_style_with_offset(max(0, column), row)  # a bar before a bullet is not copied
            segments.append(Segment(text, look + self.link_style if "@click" in look.meta else look))
            column += len(text)
        return segments

    def _style_named(self, style: Style | str) -> Style:
        """A style of content: a component class begins with a dot."""
        if isinstance(style, Style):
            return style
        return self.get_visual_style(style[1:], partial=True) if style.startswith(".") else Style.parse(style)

    # Selecting with the mouse

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, not wrapped."""
        found = []
        for row, text in enumerate(self._page.rows):
            span = selection.get_span(row)
            if span is not None:
                found.append(text[span[0] :] if span[1] < 0 else text[span[0] : span[1]])
        return "\n".join(found), "\n"

    def on_click(self, event: events.Click) -> None:
        """A double click selects a text, as it did a label; a third one all of them."""
        place = event.get_content_offset(self)
        number = place.y + round(self.scroll_y) if place is not None else -1
        if event.chain < 2 or event.button != 1 or not 0 <= number < len(self._page.lines):
            return
        event.prevent_default()
        if event.chain > 2:
            self.text_select_all()
            return
        first, last = self._page.rows_of(self._page.lines[number].flow)
        selection = Selection(Offset(0, first), Offset(len(self._page.rows[last]), last))
        self.screen.selections = {self: selection}
