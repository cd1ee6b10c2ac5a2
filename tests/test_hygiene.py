"""What must not be loaded, proved in a process of its own: import-linter sees only what is written down."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PAGE
from tests.test_cli_bad_input import TABLE

PROBE = """
import sys
from papershelf.cli import main
code = main({arguments!r})
loaded = sorted(name for name in {banned!r} if name in sys.modules)
print("LOADED", *loaded, file=sys.stderr)
raise SystemExit(code)
"""


PROBE_ALL = """
import io, sys
from papershelf.cli import main
shown, loaded = sys.stdout, []
for line in [["import", {page!r}], *{lines!r}]:
    sys.stdout = io.TextIOWrapper(io.BytesIO())
    words = line if line[0] == "complete" else ["--data-dir", {data!r}, *line]
    try:
        main(words)
    except SystemExit:
        pass
    loaded += [(line[0], name) for name in ("textual", "rich") if name in sys.modules]
sys.stdout = shown
print("LOADED", *loaded)
"""


def loaded_by(arguments: list[str], banned: tuple[str, ...]) -> list[str]:
    """Which of some modules a verb loads."""
    code = PROBE.format(arguments=arguments, banned=banned)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    line = next(line for line in done.stderr.splitlines() if line.startswith("LOADED"))
    return line.split()[1:]


OPENING = {"serve", "tutorial"}  # verbs that open the screen, or serve it


def test_no_verb_loads_the_screen(tmp_path: Path) -> None:
    """Every verb in one process, each by the words with which it works on the small page."""
    words = {verb: [each for each in row.plain if each != "@out"] for verb, row in TABLE.items()}
    words["copy"], words["complete"] = ["x", "title"], ["fish", "--", "show", ""]
    lines = [[verb, *rest] for verb, rest in words.items() if verb not in OPENING]
    lines += [["config", "check"], ["config", "set", "theme", "nord"], ["import", "--formats"], ["export", "--formats"]]
    code = PROBE_ALL.format(data=str(tmp_path / "data"), page=str(PAGE), lines=lines)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stdout.splitlines()[-1:] == ["LOADED"], done.stdout[-300:] + done.stderr[-2000:]


@pytest.mark.parametrize(
    "verb",
    [
        ["import", str(PAGE)],
        ["list"],
        ["search", "lora"],
        ["show", "x"],
        ["star", "x"],
        ["views"],
        ["export", "--output", "x.md"],
        ["doctor"],
        ["history"],
        ["undo"],
        ["sync"],
        ["config"],
        ["keys"],
        ["paths"],
    ],
)
def test_no_verb_but_those_that_ask_online_could_do_so(verb: list[str], tmp_path: Path) -> None:
    net = ("httpx", "httpcore", "papershelf.online", "http.client", "ssl")
    assert loaded_by(["--data-dir", str(tmp_path / "data"), *verb], net) == []


def test_what_is_refused_before_it_is_asked_needs_no_network(tmp_path: Path) -> None:
    assert loaded_by(["--data-dir", str(tmp_path / "data"), "fetch", "paper", "nonsense"], ("httpx", "ssl")) == []


def test_only_the_verbs_that_ask_online_name_the_room_for_it() -> None:
    room = Path(__file__).parent.parent / "src" / "papershelf"
    naming = {
        str(path.relative_to(room))
        for path in room.rglob("*.py")
        if "papershelf.online" in path.read_text("utf-8") or "import httpx" in path.read_text("utf-8")
    }
    own = {name for name in naming if name.startswith("online")}
    assert naming - own == {"cli/client.py", "cli/fetching.py", "cli/resolving.py"}
    assert {name for name in own if "import httpx" in (room / name).read_text("utf-8")} == {"online/wire.py"}


def test_a_plain_list_pays_for_no_more_than_it_needs(tmp_path: Path) -> None:
    rooms = (
        "exporters",
        "importers",
        "library.planning",
        "library.statistics",
        "search.index",
        "search.tokens",
        "commands",
    )
    banned = (*(f"papershelf.{room}" for room in rooms), "numpy", "rapidfuzz", "asyncio", "subprocess", "platformdirs")
    assert loaded_by(["--data-dir", str(tmp_path), "list"], banned) == []
    assert loaded_by(["--version"], ("argparse", "papershelf.cli.arguments", "papershelf.library")) == []


def test_paths_loads_no_database(tmp_path: Path) -> None:
    assert loaded_by(["--data-dir", str(tmp_path), "paths"], ("tinydb", "rapidfuzz", "orjson")) == []


def test_numbers_in_arrays_are_for_words_only(tmp_path: Path) -> None:
    data = ["--data-dir", str(tmp_path / "data")]
    assert loaded_by([*data, "import", str(PAGE)], ("numpy",)) == []
    views = (["list"], ["list", "is:starred", "tag:x", "sort:title"], ["list", "--view", "starred"], ["views"])
    for verb in (*views, ["show", "x"]):
        assert loaded_by([*data, *verb], ("numpy",)) == [], verb
    assert loaded_by([*data, "search", "pasta"], ("numpy", "textual")) == ["numpy"]


def test_plain_mode_loads_neither_the_screen_nor_the_network(tmp_path: Path) -> None:
    code = PROBE.format(
        arguments=["--data-dir", str(tmp_path), "--plain"], banned=("textual", "rich", "httpx", "papershelf.online")
    )
    script = f"import {PAGE}\nview 0\n1\nstar\nfind pasta\nnext\nstats\ncopy title\ntriage\na\nq\n"
    environ = {**os.environ, "TERM": "dumb"}
    done = subprocess.run(
        [sys.executable, "-c", code], input=script, env=environ, capture_output=True, text=True, check=False
    )
    assert "Triage ended: 1 kept" in done.stdout
    assert done.stderr.splitlines() == ["LOADED"]


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
