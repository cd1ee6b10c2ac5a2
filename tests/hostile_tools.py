"""A library in which every text is hostile, and how a test sees that nothing of it reaches the terminal."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.events import Paste
from textual.widgets import Input

from papershelf import Library
from papershelf.paper import Link, LinkKind, Listing, Paper
from tests.app_tools import Stage
from tests.hostile import HOSTILE

# Of the list, for what costs much: markup, an action, controls, bidi, a surrogate, line ends, long, empty.
FEW = (0, 2, 6, 10, 12, 13, 15, 30, 31)
SOME = tuple(HOSTILE[number] for number in FEW)
SIZED = (((100, 30), HOSTILE), ((60, 20), SOME))  # all where there is room, the few where there is little
FORBIDDEN = (*range(0x00, 0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_STEERS = re.compile(f"[{re.escape(''.join(map(chr, FORBIDDEN)))}\ud800-\udfff]")  # as FORBIDDEN, and lone surrogates


@contextmanager
def hostile_library(folder: Path) -> Iterator[Library]:
    """Titles, abstracts, authors, tags, notes, links, file names: everything is hostile."""
    with Library.open(folder) as library:
        with library._store.transaction("imported what nobody should") as edits:
            for number, text in enumerate(HOSTILE):
                edits.put_paper(
                    Paper(
                        id=f"hostile{number:03}",
                        title=text,
                        abstract=f"{text}\n{text}",
                        raw_title=text,
                        raw_abstract=text,
                        added_at="2026-03-01T09:00:00Z",
                        authors=(text, "A. Nother"),
                        identifiers={"arxiv": text},
                        links=(Link(f"https://example.org/{number}", LinkKind.CODE), Link(text, LinkKind.OTHER)),
                        sources=(Listing(text, number, "2026-03-01T09:00:00Z", text, number, text, text),),
                        venue=text,
                        keywords=(text, "a keyword"),
                    )
                )
        for number, text in enumerate(HOSTILE):
            library.set_note(f"hostile{number:03}", text)
            if any(letter.isalnum() for letter in text):
                library.tag([f"hostile{number:03}"], add=[text])
        yield library


def screen_text(stage: Stage) -> str:
    """Every letter that the terminal would get for this frame, without the styling."""
    return "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())


async def into_lines(stage: Stage) -> None:
    """Every text, one after the other, into the line of the screen that is open."""
    for text in HOSTILE:
        for line in stage.app.screen.query(Input):
            line.value = ""
        await paste(stage, text)
        assert_clean(stage)


async def paste(stage: Stage, text: str) -> None:
    """Paste as a terminal does it: no key can type these letters."""
    stage.app.post_message(Paste(text))
    await stage.rest()


def is_clean(text: str) -> bool:
    """Whether nothing in a text can steer a terminal."""
    return _STEERS.search(text) is None


def assert_clean(stage: Stage) -> None:
    """Nothing on the screen can steer a terminal, or is a link or an action that some text brought."""
    app = stage.app
    strips = app.screen._compositor.render_strips()
    text = "\n".join(strip.text for strip in strips)
    assert not [f"{ord(letter):#x}" for letter in _STEERS.findall(text)]
    assert (app.title, app.sub_title, app.screen.title, app.screen.sub_title) == ("papershelf", "", None, None)
    for style in {id(style): style for strip in strips for _, style, _ in strip if style is not None}.values():
        assert not style.link, f"a link that the terminal itself would follow: {style.link!r}"
        assert "app.quit" not in str(style.meta.get("@click", ""))
