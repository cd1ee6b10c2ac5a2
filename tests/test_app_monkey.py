"""A monkey at the keyboard: whatever is done, the app lives, what it shows is on disk, and undo takes it all back."""

from pathlib import Path

import pytest

from tools.monkey import play_apart
from tools.monkey_hand import SIZES, Run


@pytest.mark.parametrize(("seed", "size"), list(enumerate(SIZES[::2], 1)))
def test_random_things_never_crash_and_lose_nothing(
    seed: int, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PAPERSHELF_DATA_DIR", raising=False)
    monkeypatch.chdir(tmp_path)
    assert play_apart(Run(seed, size, 40)) == ""
