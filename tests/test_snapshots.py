"""How the screen looks, at each size: state and messages are tested elsewhere, this is for the eye.

Look at the report before you accept a change: `make test ARGS="tests/test_snapshots.py --snapshot-update"`.
"""

import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from papershelf import Library
from papershelf.config import Config
from papershelf.tui.app import PapershelfApp
from papershelf.tui.screens.export import LOOKING
from papershelf.tui.screens.listing import ListingScreen
from papershelf.tui.screens.main import MainScreen
from tests.conftest import FrozenClock

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="pictures are taken on one Python version only, as they differ in detail"
)

Compare = Callable[..., bool]
PATIENCE = 400  # looks, a twentieth of a second apart, before a picture is taken of what is there


@pytest.fixture
def app(library: Library, clock: FrozenClock) -> PapershelfApp:
    """The app on a library that a person has lived in."""
    ids = [entry.paper.id for entry in library.entries()]
    library.star(ids[:2])
    library.set_status(ids[1:3], "queued")
    library.set_status([ids[4]], "read")
    library.tag(ids[:3], add=["nlp/sparse"])
    library.tag([ids[5]], add=["vision"])
    library.rate([ids[0]], 4)
    library.set_note(ids[0], "Compare with *magnitude* pruning.\n\n- ask about the dreams")
    return PapershelfApp(library)


SIZES = [(160, 45), (100, 30), (80, 24), (60, 20), (40, 12)]


def named(size: tuple[int, int]) -> str:
    """A size as it stands in a picture's name."""
    return f"{size[0]}x{size[1]}"


def is_still(app: PapershelfApp) -> bool:
    """Whether all has come that comes after the first paint, or after a look at the disk."""
    main = app.screen_stack[0]
    looking = any(str(line.content) == LOOKING for line in app.screen.query("#export-outlook").results(Static))
    is_full = not isinstance(main, MainScreen) or main.is_full
    return is_full and app.library.is_warm and not (looking or app.is_saving or app.type_ahead.is_busy)


def after(*keys: str) -> Callable[[Pilot[object]], Awaitable[None]]:
    """Press keys once everything stands, and wait for all that they lead to."""

    async def still(pilot: Pilot[object]) -> None:
        assert isinstance(pilot.app, PapershelfApp)
        for _ in range(PATIENCE):
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            if is_still(pilot.app):
                return
            await pilot.pause(0.05)
        pytest.fail("the screen never came to rest")

    async def run(pilot: Pilot[object]) -> None:
        await still(pilot)
        await pilot.press(*keys)
        await still(pilot)

    return run


@pytest.mark.parametrize("size", SIZES, ids=named)
def test_the_main_screen(app: PapershelfApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    """Three panes, two, one; the title is always visible."""
    assert snap_compare(app, terminal_size=size, run_before=after())


@pytest.mark.parametrize("size", SIZES, ids=named)
@pytest.mark.parametrize(("name", "key"), [("reader", "enter"), ("help", "question_mark"), ("tags", "t")])
def test_a_screen_at_a_size(
    app: PapershelfApp, snap_compare: Compare, name: str, key: str, size: tuple[int, int]
) -> None:
    """Nothing is cut off without a way to it, whatever room there is."""
    assert snap_compare(app, terminal_size=size, run_before=after(key))


@pytest.mark.parametrize("size", SIZES, ids=named)
def test_an_empty_library(library: Library, snap_compare: Compare, size: tuple[int, int]) -> None:
    """What fills it is said."""
    library.delete([entry.paper.id for entry in library.entries()])
    assert snap_compare(PapershelfApp(library), terminal_size=size, run_before=after())


LOOKS = {
    "light": Config(theme="papershelf-light"),
    "contrast": Config(theme="papershelf-contrast"),
    "compact": Config(density="compact"),
    "ascii": Config(signs="ascii"),
}


@pytest.mark.parametrize("name", LOOKS)
def test_a_look(app: PapershelfApp, snap_compare: Compare, name: str) -> None:
    """The same papers in another dress."""
    assert snap_compare(PapershelfApp(app.library, config=LOOKS[name]), terminal_size=(120, 40), run_before=after())


SCREENS = {
    "search": ["slash", *"naive", "space", *"atention"],
    "reader": ["enter"],
    "tags": ["t"],
    "copy_chord": ["y"],
    "help": ["question_mark"],
    "note": ["n"],
    "export": ["x"],
    "empty_search": ["slash", *"xyzzy"],
    "relaxed_search": ["slash", *"sparse", "space", *"xyzzy"],
    "completion": ["slash", *"tag", "colon"],
    "problem": ["slash", *"sparse", "space", *"tga", "colon", *"nlp"],
    "view_chord": ["v"],
    "history": ["s", "u", "H"],
    "trash": ["D", "j", "D", "v", "t", "space"],
    "triage": ["T", "s"],
    "statistics": ["S"],
    "lists": ["L", *"thesis"],
    "due": ["Q", "d", *"fri"],
    "what_next": ["w"],
    "save_view": ["slash", *"sparse", "enter", "v", "s"],
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen(app: PapershelfApp, snap_compare: Compare, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a key opens, at the smallest size that people use daily."""
    monkeypatch.setattr(Path, "home", lambda: Path("/home/reader"))
    monkeypatch.setattr(ListingScreen, "now", datetime(2026, 3, 3, 12, 0, tzinfo=UTC))
    assert snap_compare(app, terminal_size=(80, 24), run_before=after(*SCREENS[name]))


BIBLIOGRAPHY = """@article{one, title = {Sparse Attention for the [MASK] of L{\\"u}beck}, author = {Doe, Jane},
  year = 2024, journal = {Journal of Tests}, keywords = {attention, sparsity}, abstract = {It works by 5\\%.}}
@article{broken, title = {A brace is missing, author = {Nobody}, year = 2023}
@inproceedings{three, title = {Reading lists that people finish}, author = {Smith, Ann}, year = 2025}
"""


@pytest.mark.parametrize("keys", [[], ["j"], ["j", "j"], ["j", "j", "e"]], ids=["sum", "row", "broken", "entry"])
@pytest.mark.parametrize("size", [(120, 40), (60, 20)], ids=named)
def test_the_import_inbox(library: Library, snap_compare: Compare, size: tuple[int, int], keys: list[str]) -> None:
    """What was read, before anything of it is imported."""
    plan = library.plan_text(BIBLIOGRAPHY.encode(), "mine.bib")
    assert snap_compare(PapershelfApp(library, review=plan), terminal_size=size, run_before=after(*keys))
