"""How the screen looks, at each size: state and messages are tested elsewhere, this is for the eye.

Look at the report before you accept a change: `make test ARGS="tests/test_snapshots.py --snapshot-update"`.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.tui.app import PapershelfApp
from papershelf.tui.screens.listing import ListingScreen
from tests.conftest import FrozenClock

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="pictures are taken on one Python version only, as they differ in detail"
)

Compare = Callable[..., bool]


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


@pytest.mark.parametrize(
    "size", [(160, 45), (100, 30), (80, 24), (60, 20), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}"
)
def test_the_main_screen(app: PapershelfApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    """Three panes, two, one; the title is always visible."""
    assert snap_compare(app, terminal_size=size)


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
    "save_view": ["slash", *"sparse", "enter", "v", "s"],
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen(app: PapershelfApp, snap_compare: Compare, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a key opens, at the smallest size that people use daily."""
    monkeypatch.setattr(Path, "home", lambda: Path("/home/reader"))
    monkeypatch.setattr(ListingScreen, "now", datetime(2026, 3, 3, 12, 0, tzinfo=UTC))
    assert snap_compare(app, terminal_size=(80, 24), press=SCREENS[name])
