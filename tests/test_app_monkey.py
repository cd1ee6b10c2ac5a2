"""A monkey at the keyboard: whatever is pressed, the app lives, and what it shows is what is on disk."""

import random
from pathlib import Path

import pytest

from papershelf import Library
from tests.app_tools import staged

# No `q`: it leaves.
KEYS = (
    *"jkgGsmtnyoxiuUlhrbfpde1234590/?vRa:HDHD",
    *("enter", "escape", "tab", "shift+tab", "space", "backspace", "up", "down", "ctrl+d", "ctrl+u", "ctrl+p"),
    *("ctrl+n", "slash", "v", "tab", "up"),
)


@pytest.mark.parametrize(("seed", "size"), [(1, (160, 45)), (2, (80, 24)), (3, (40, 12)), (4, (60, 20))])
async def test_random_keys_never_crash_and_lose_nothing(
    library: Library, seed: int, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where it exports to is a path like any other
    keys = random.Random(seed).choices(KEYS, k=150)
    async with staged(library, size) as stage:
        await stage.press(*keys)
        for _ in range(8):
            await stage.press("escape")
        assert stage.app.screen is stage.main, keys
    shown, views = library.entries(), [(view.key, view.label, view.query) for view in library.views()]
    with Library.open(library.places.data) as again:
        assert again.entries() == shown
        assert [(view.key, view.label, view.query) for view in again.views()] == views
