"""The hostile list through every place that shows text, one after the other, with toasts and tooltips on."""

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from papershelf import Library
from papershelf.config import Config
from papershelf.library import Piece
from papershelf.library.drafts import Drafts
from papershelf.library.templates import FOLDER
from papershelf.store.care.findings import Ailment, Report
from papershelf.tui.jobs import Ending, Job
from papershelf.tui.screens.confirm import ConfirmScreen
from papershelf.tui.screens.copy_by_hand import CopyByHandScreen
from papershelf.tui.screens.importing import Wish
from papershelf.tui.screens.note import NoteScreen
from tests.app_tools import Stage, staged
from tests.double_tools import made, put
from tests.hostile import HOSTILE
from tests.hostile_tools import FEW, assert_clean, hostile_library, into_lines, is_clean, paste

WIDE, MIDDLING, SMALL = (160, 45), (100, 30), (60, 20)
Place = Callable[[Stage], Awaitable[None]]


@pytest.fixture
def hostile(folder: Path) -> Iterator[Library]:
    """A library in which every text is hostile."""
    with hostile_library(folder) as library:
        yield library


async def leave(stage: Stage) -> None:
    """Go back to the papers."""
    while stage.app.screen is not stage.main:
        await stage.pilot.press("escape")


async def each(stage: Stage, *keys: str) -> None:
    """Press keys on some papers, look, and come back."""
    for number in FEW:
        stage.papers.move_to(f"hostile{number:03}")
        await stage.press(*keys)
        assert_clean(stage)
        assert is_clean(str(stage.app.screen.tooltip or ""))
        await leave(stage)
        stage.app.clear_notifications()


async def walk(stage: Stage, *keys: str, times: int = len(HOSTILE)) -> None:
    """Open a screen and go down all its lines."""
    await stage.press(*keys)
    for _ in range(times):
        assert_clean(stage)
        await stage.pilot.press("down")
    assert_clean(stage)
    await leave(stage)


async def sidebar(stage: Stage) -> None:
    """Tags, views and sources, under the cursor and under the pointer."""
    for number, text in enumerate(HOSTILE[:8]):
        stage.library.save_view(f"{number} {text}"[:60], f"x {text}"[:900])
    await stage.rest()
    await stage.press("shift+tab")
    for _ in range(len(HOSTILE)):
        await stage.pilot.press("down")
        assert_clean(stage)
    for y in range(min(20, stage.sidebar.size.height)):
        await stage.pilot.hover(stage.sidebar, offset=(4, y))
        assert is_clean(str(stage.sidebar.tooltip or ""))
    assert_clean(stage)


async def reader(stage: Stage) -> None:
    """The reader, its raw text, what is found in it and how far it is, matches of a query."""
    await each(stage, "enter", "r", "pagedown")
    await each(stage, "enter", "slash", *"re", "enter", "right_square_bracket")


async def links(stage: Stage) -> None:
    """The chooser of links and what is said when one is opened or copied."""
    await each(stage, "O", *"ex", "down")
    await each(stage, "O", "down", "enter")
    await each(stage, "O", "down", "ctrl+y")


async def lines_to_type_in(stage: Stage) -> None:
    """Find, tick, help filter, palette, import, export, settings filter, history filter: anything may be pasted."""
    for keys in ("enter slash", "plus", "question_mark", "i", "x", "comma slash", "H slash", "n ctrl+f"):
        await stage.press(*keys.split())
        await into_lines(stage)
        await leave(stage)
        stage.app.clear_notifications()


async def palette(stage: Stage) -> None:
    """Papers, tags, views, settings and themes in the palette."""
    for typed in ("slash e", "number_sign", "at", "comma", "greater_than_sign", "r e"):
        await stage.press("ctrl+p", *typed.split())
        assert_clean(stage)
        await stage.press("down", "escape", "escape")


async def menus(stage: Stage) -> None:
    """Heads of menus, chords over a hostile paper."""
    for keys in ("full_stop", "v", "m", "y", "z"):
        await each(stage, keys)


async def tag_questions(stage: Stage) -> None:
    """Renaming, merging and deleting a tag everywhere."""
    for keys in ("t down ctrl+r", "t down ctrl+d"):
        await each(stage, *keys.split())
    for text in HOSTILE[:12]:
        await stage.press("t", "down", "ctrl+r")
        for line in stage.app.screen.query(Input):
            line.value = ""
        await paste(stage, text)
        await stage.press("enter")
        assert_clean(stage)
        await leave(stage)
        stage.app.clear_notifications()


async def past(stage: Stage) -> None:
    """The history and what a change did, the trash, what is said of each."""
    await walk(stage, "H", times=len(HOSTILE) * 2)
    await stage.press("H", "down", "enter")
    assert_clean(stage)
    await stage.press("escape", "escape", "asterisk", "D")
    assert_clean(stage)
    for _ in range(3):
        await stage.press("escape")
    stage.library.delete([entry.paper.id for entry in stage.library.entries()])
    await walk(stage, "v", "t")
    await stage.press("v", "t", "D")
    assert_clean(stage)


async def work(stage: Stage) -> None:
    """Jobs that are called after files, and what they came to."""
    for text in HOSTILE:
        job = Job("import", f"Import of {text}", "Importing")
        stage.app.jobs.start(job, lambda _: None, lambda _, text=text: Ending(text, [text]), stage.app.say_error)  # type: ignore[misc]
    await stage.rest()
    await walk(stage, "W")
    await stage.press("W", "down", "enter")
    assert_clean(stage)


async def doctor(stage: Stage) -> None:
    """What a check finds, each in full."""
    found = [Ailment(text, text, text, text, 1, True, Path(text.replace("\0", "")) / "x") for text in HOSTILE]
    stage.library.doctor = lambda **_: Report(found, list(HOSTILE), found)  # type: ignore[method-assign]
    await walk(stage, "v", "c", times=len(HOSTILE) * 2)
    await stage.press("v", "c", "down", "enter")
    assert_clean(stage)


async def doubles(stage: Stage) -> None:
    """Two papers side by side."""
    for number, text in enumerate(HOSTILE[:16]):
        title = f"Sparse Ferrets Dream of Electric Graphs {text} {number}"
        put(stage.library, made(f"one{number:04}", title, text, authors=(text,)))
        put(stage.library, made(f"two{number:04}", f"{title} again", f"{text} again", identifiers={"arxiv": text}))
    await stage.press("v", "p")
    for _ in range(20):
        assert_clean(stage)
        await stage.press("l")


async def notes(stage: Stage) -> None:
    """Editor, preview, completion, links, templates, drafts that were left."""
    folder = stage.library.places.config / FOLDER
    folder.mkdir(parents=True)
    for number, text in enumerate(HOSTILE[:16]):
        name = "".join(letter for letter in text if letter not in "/\0" and not 0xD800 <= ord(letter) <= 0xDFFF)
        (folder / f"{number}{name[:40]}.md").write_text(f"{{title}} {text}", "utf-8", errors="replace")
    await each(stage, "n")
    await each(stage, "n", "ctrl+l", "r", "e", "down")
    await each(stage, "n", "ctrl+t", "down", "down")
    await each(stage, "v", "l")
    other = Drafts(stage.library.drafts.folder)
    for number in FEW:
        other.keep(f"hostile{number:03}", f"draft {HOSTILE[number]}")
    other.close()
    await walk(stage, "v", "n", times=len(FEW))
    await each(stage, "n")


async def conflict(stage: Stage) -> None:
    """Two notes of which one is to be chosen."""
    for number in FEW:
        paper_id = f"hostile{number:03}"
        stage.papers.move_to(paper_id)
        await stage.press("n")
        note = stage.app.screen
        assert isinstance(note, NoteScreen)
        note.put(f"mine {HOSTILE[number]} [[hostile001|{HOSTILE[number]}]]")
        await stage.rest()
        with Library.open(stage.library.places.data) as other:
            other.set_note(paper_id, f"theirs {HOSTILE[-number]}")
        stage.app.take_in_changes()
        await stage.rest()
        assert_clean(stage)
        await stage.press("escape")
        assert_clean(stage)
        assert stage.app.screen.query(OptionList)
        await stage.press("enter")
        assert stage.app.screen is stage.main


def names(texts: list[str]) -> list[str]:
    """Settings and keys that nobody knows, as lines of the file."""
    return [*(f'"{text}" = 1' for text in texts), "[keys]", *(f'"x{text}" = "{text}"' for text in texts)]


async def settle(stage: Stage, path: Path, lines: list[str]) -> None:
    """Write the file of settings, have it read, and look at what is said of it."""
    path.write_text("\n".join(lines), "utf-8")
    stage.app.take_in_changes()
    await stage.press("comma")
    assert stage.app.screen is not stage.main
    assert_clean(stage)


async def settings(stage: Stage) -> None:
    """Values and names in the file of settings, told, shown and looked at."""
    path = stage.library.places.config / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    quoted = [
        "".join(f"\\U{ord(letter):08x}" for letter in text[:300] if not 0xD800 <= ord(letter) <= 0xDFFF)
        for text in HOSTILE
    ]
    for texts in ([quoted[number]] for number in FEW):
        lines = [f'theme = "{texts[0]}"', f'note_template = "{texts[0]}"', *names(texts)]
        await settle(stage, path, [*lines, f'"paper.star" = "{texts[0]}"'])
        await stage.pilot.press("G", "escape", "n")
        assert_clean(stage)
        await leave(stage)
        stage.app.clear_notifications()
    await settle(stage, path, names(quoted))
    for _ in HOSTILE:
        await stage.pilot.press("down", "down")
        assert_clean(stage)


async def files(stage: Stage) -> None:
    """Paths that are imported from and exported to, and the reports of both; copying by hand; questions."""
    for number, text in enumerate(HOSTILE):
        stage.main.incoming.take(Wish((f"/nowhere/{text}",)))
        stage.main.start("export", f"Export to {text}", "Exporting", lambda _: None, lambda _, t=text: Ending(t))  # type: ignore[misc]
        await stage.rest()
        assert_clean(stage)
        await leave(stage)
        screens = (CopyByHandScreen(Piece(text, text), text), ConfirmScreen(text, text, text))
        for screen in screens if number in FEW else ():
            stage.app.push_screen(screen)
            await stage.rest()
            assert_clean(stage)
            await stage.press("escape")
        stage.app.clear_notifications()


PLACES: tuple[Place, ...] = (
    sidebar,
    reader,
    links,
    lines_to_type_in,
    palette,
    menus,
    tag_questions,
    past,
    work,
    doctor,
    doubles,
    notes,
    conflict,
    settings,
    files,
)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
async def test_a_place_shows_it_harmlessly(hostile: Library, place: Place) -> None:
    size = WIDE if place is sidebar else (MIDDLING, SMALL)[PLACES.index(place) % 2]
    async with staged(hostile, size) as stage:
        await place(stage)


@pytest.mark.parametrize("config", [Config(density="compact"), Config(signs="ascii"), Config(density="comfortable")])
async def test_rows_and_what_is_said_of_their_parts(hostile: Library, config: Config) -> None:
    async with staged(hostile, WIDE, config) as stage:
        for _ in range(len(HOSTILE) // stage.papers.size.height + 2):
            for y in range(0, stage.papers.size.height, 2):
                for x in (0, 2, 5, stage.papers.size.width - 6):
                    await stage.pilot.hover(stage.papers, offset=(x, y))
                    assert is_clean(str(stage.papers.tooltip or ""))
            assert_clean(stage)
            await stage.press("pagedown")
