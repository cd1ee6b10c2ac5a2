"""What must not be loaded, proved in a process of its own: import-linter sees only what is written down."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PAGE

PROBE = """
import sys
from papershelf.cli import main
code = main({arguments!r})
loaded = sorted(name for name in {banned!r} if name in sys.modules)
print("LOADED", *loaded, file=sys.stderr)
raise SystemExit(code)
"""


def loaded_by(arguments: list[str], banned: tuple[str, ...]) -> list[str]:
    """Which of some modules a verb loads."""
    code = PROBE.format(arguments=arguments, banned=banned)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    line = next(line for line in done.stderr.splitlines() if line.startswith("LOADED"))
    return line.split()[1:]


@pytest.mark.parametrize(
    "verb",
    [
        ["list"],
        ["search", "lora"],
        ["related", "x"],
        ["star", "x"],
        ["copy", "x", "title"],
        ["paths"],
        ["views"],
        ["import", str(PAGE)],
        ["import", "--formats"],
        ["watch", str(PAGE.parent / "pages"), "--once", "--every", "0.1"],
        ["config"],
        ["config", "check"],
        ["config", "set", "theme", "nord"],
        ["keys"],
    ],
)
def test_no_verb_loads_the_screen(verb: list[str], tmp_path: Path) -> None:
    assert loaded_by(["--data-dir", str(tmp_path / "data"), *verb], ("textual", "rich")) == []


def test_paths_loads_no_database(tmp_path: Path) -> None:
    assert loaded_by(["--data-dir", str(tmp_path), "paths"], ("tinydb", "rapidfuzz", "orjson")) == []


@pytest.mark.parametrize(
    "verb",
    [["list"], ["list", "is:starred", "tag:x", "sort:title"], ["list", "--view", "starred"], ["show", "x"], ["views"]],
)
def test_numbers_in_arrays_are_for_words_only(verb: list[str], tmp_path: Path) -> None:
    data = ["--data-dir", str(tmp_path / "data")]
    assert loaded_by([*data, "import", str(PAGE)], ("numpy",)) == []
    assert loaded_by([*data, *verb], ("numpy",)) == []
    assert loaded_by([*data, "search", "pasta"], ("numpy", "textual")) == ["numpy"]


def test_help_palette_and_menus_are_not_loaded_before_they_are_asked_for() -> None:
    rooms = ("screens.help", "screens.menu", "screens.dialog", "palette", "destinations", "helping", "matching")
    banned = [f"papershelf.tui.{room}" for room in rooms]
    code = f"import sys, papershelf.tui.app; print(*(name for name in {banned} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_whoever_has_no_settings_pays_for_none() -> None:
    heavy = ("tomllib", "tomlkit", "rapidfuzz", "papershelf.config.reading", "papershelf.tui.screens.settings")
    code = f"import sys, papershelf.tui.app; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
