"""The texts of the detail pane: what each says of a paper."""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from papershelf.tui.widgets.cells import clean
from papershelf.tui.widgets.detail_view import DetailView, Marked
from papershelf.tui.widgets.flow import Flow
from papershelf.tui.widgets.glyphs import Glyphs
from papershelf.tui.widgets.matches import Spans

# Component classes, written as styles of content, follow the theme by themselves.
HEAD, MUTED, ACCENT, TAG, RATING = (f".detail--{name}" for name in ("head", "muted", "accent", "tag", "rating"))
LOOKS = {"title", "byline", "problems"}  # texts that look their own way from end to end
CLOSE = {"lists"}  # texts without a blank line before them
AFTER_NOTE = ("linked-from", "seen")


def flows_of(view: DetailView, glyphs: Glyphs, note: Iterable[Flow]) -> Iterator[tuple[Flow, Spans]]:
    """The texts of a paper in order, each with the letters in it to highlight.

    Args:
        view: What to show.
        glyphs: The signs.
        note: The texts of its note.
    """
    found = _texts(view)
    after = contents_after(view)
    for name, content in contents(view, glyphs).items():
        text, spans = found.get(name, (content, ()))
        if text.plain:
            yield _flow(name, text), spans
    yield from _searched(note, view)
    gap = 2 if view.note.strip() else 1
    for name in AFTER_NOTE:
        if after[name].plain:
            yield _flow(name, after[name])._replace(above=gap), ()
            gap = 1


def _flow(name: str, content: Content) -> Flow:
    return Flow(name, content, f"detail--{name}" if name in LOOKS else "", above=0 if name in CLOSE else 1)


def _searched(note: Iterable[Flow], view: DetailView) -> Iterator[tuple[Flow, Spans]]:
    for flow in note:
        length = len(flow.content.plain)
        found = view.highlights(flow.content.plain, "note") if view.highlights else ()
        # Textual fails on a span that begins behind the end of its text.
        yield flow, tuple((start, min(end, length)) for start, end in found if start < length)


def contents(view: DetailView, glyphs: Glyphs) -> dict[str, Content]:
    """What stands before the note; what the query highlights is left out."""
    return {
        "title": Content(),
        "byline": _lines(Content(line) for line in view.byline),
        "state": _state(view, glyphs),
        "tags": Content(" ").join(
            Content.styled(glyphs.chip(tag), TAG).stylize(Style.from_meta({"@click": f"screen.meet_tag({number})"}))
            for number, tag in enumerate(view.tags)
        ),
        "lists": Content(f"on {' · '.join(view.lists)}") if view.lists else Content(),
        "links": _section("Links", _links(view.links)),
        "problems": _lines(Content(problem) for problem in view.problems),
        "abstract": Content(),
        "note-head": Content.styled("Note", HEAD) if view.note.strip() else Content(),
    }


def contents_after(view: DetailView) -> dict[str, Content]:
    """What stands after the note."""
    return {
        "linked-from": _section("Linked from", _papers(view.linked_from)),
        "seen": _section(
            f"Seen on {view.pages} page{'' if view.pages == 1 else 's'}",
            _lines(Content.styled(line, MUTED) for line in _seen(view)),
        ),
    }


def _texts(view: DetailView) -> dict[str, tuple[Content, Spans]]:
    """The texts in which the query is found."""
    title = _text([view.title]) if view.title.text else (Content("(no title)"), ())
    return {
        "title": title,
        "abstract": _text(view.abstract, Content.styled("Abstract\n", HEAD)) if view.abstract else (Content(), ()),
    }


def _text(paragraphs: Iterable[Marked], head: Content = Content()) -> tuple[Content, Spans]:  # noqa: B008 - it is never changed
    """Paragraphs with a line between them, below a head, and where the highlights are then."""
    pieces, spans, at = [head.plain], [], len(head.plain)
    for marked in paragraphs:
        if len(pieces) > 1:
            pieces.append("\n\n")
            at += 2
        text, own = clean(marked.text, marked.spans)
        spans += [(start + at, stop + at) for start, stop in own]
        pieces.append(text)
        at += len(text)
    return Content("".join(pieces), list(head.spans)), tuple(spans)


def _seen(view: DetailView) -> Iterable[str]:
    return [*([view.provenance] if view.provenance else []), *view.seen]


def _state(view: DetailView, glyphs: Glyphs) -> Content:
    parts = [Content(f"{glyphs.status[view.status]} {view.status}")]
    if view.starred:
        parts.insert(0, Content.styled(f"{glyphs.star} starred", ACCENT))
    if view.rating is not None:
        parts.append(Content.styled(f"{glyphs.rating(view.rating)} {view.rating} of 5", RATING))
    for when in view.when:
        parts.append(Content.styled(f"{glyphs.when[when.sign]} {when.words}", ACCENT if when.presses else ""))
    return Content("   ").join(parts)


def _lines(lines: Iterable[Content]) -> Content:
    return Content("\n").join(lines)


def _section(head: str, body: Content) -> Content:
    if not body.plain:
        return Content()
    return _lines([Content.styled(head, HEAD), body])


def _papers(papers: tuple[tuple[str, str], ...]) -> Content:
    """One line for a paper: its title to click."""
    return _lines(
        Content(title).stylize(Style.from_meta({"@click": f"go({number})"}))
        for number, (_, title) in enumerate(papers, 1)
    )


def _links(links: tuple[tuple[str, str], ...]) -> Content:
    """One line for a link: its number, what it leads to, its address to click."""
    digits = len(str(len(links)))
    widest = max((cell_len(label) for label, _ in links), default=0)
    lines = []
    for number, (label, url) in enumerate(links, 1):
        # Only our own number goes into the action, never text from outside.
        follow = Style.from_meta({"@click": f"follow({number})"})
        lines.append(
            Content.assemble(
                (f"{number:>{digits}}", ACCENT),
                f" {label}{' ' * (widest - cell_len(label))}  ",
                Content(url).stylize(follow),
            )
        )
    return _lines(lines)
