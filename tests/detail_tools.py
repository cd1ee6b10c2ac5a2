"""What stands in a detail pane, for tests that look at it."""

from textual.geometry import Offset

from papershelf.tui.widgets.detail import Detail


def pane_text(detail: Detail) -> str:
    """All of its text, in order, not wrapped."""
    return "\n".join(detail.page.rows)


def text_of(detail: Detail, name: str) -> str:
    """What its texts of a name say."""
    return "\n".join(flow.content.plain for flow in detail.page.flows if flow.name == name)


def place_of(detail: Detail, name: str) -> Offset:
    """The cell of the screen on which the first text of a name begins."""
    flow = [each.name for each in detail.page.flows].index(name)
    return detail.content_region.offset + Offset(0, detail.page.tops[flow] - round(detail.scroll_y))


def styled(detail: Detail, style: str) -> list[tuple[str, str]]:
    """The letters of a style, with the name of the text that they stand in."""
    return [
        (flow.name, flow.content.plain[span.start : span.end])
        for flow in detail.page.flows
        for span in flow.content.spans
        if span.style == style
    ]
