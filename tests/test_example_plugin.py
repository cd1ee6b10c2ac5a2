"""The worked example in `examples/`, installed as a person would, does all that a plugin can."""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.exporters import Options, find
from papershelf.plugins import ITSELF
from tests.app_tools import staged
from tests.cli_tools import Run
from tests.export_samples import FULL
from tests.plugin_tools import forget

EXAMPLE = Path(__file__).parent.parent / "examples" / "papershelf-example"
CARDS = "%cards\n# Sparse Things\n& Ada Lovelace\n> https://arxiv.org/abs/2310.06927\nLess is more.\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the example was installed into."""
    for needed in ("pip", "hatchling"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed, so that no package can be made without a network")
    target = tmp_path_factory.mktemp("site")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "install", *options, "--target", str(target), str(EXAMPLE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def example(installed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The example is there for the time of a test."""
    monkeypatch.syspath_prepend(str(installed))
    forget()
    yield
    forget()
    for name in [name for name in sys.modules if name.startswith("papershelf_example")]:
        del sys.modules[name]


@pytest.mark.usefixtures("example")
def test_all_of_it_is_listed_as_ready(run: Run) -> None:
    rows = run("plugins", "--json").json["plugins"]
    assert [(row["kind"], row["name"], row["package"], row["state"], row["remark"]) for row in rows] == [
        ("importer", "cards", "papershelf-example", "ready", ""),
        ("exporter", "cards", "papershelf-example", "ready", ""),
        ("command", "group", "papershelf-example", "ready", ""),
        ("theme", "dusk", "papershelf-example", "ready", ""),
    ]


@pytest.mark.usefixtures("example")
def test_its_format_goes_in_and_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.cards").write_text(f"%cards\nlost words\n{CARDS.removeprefix('%cards')}")
    done = run("import", str(tmp_path / "in.cards"))
    assert "1 new" in done.err
    assert "above the first title" in done.err
    assert run("export", "--output", str(tmp_path / "out.cards")).code == 0
    assert (tmp_path / "out.cards").read_text() == CARDS
    bare = find("cards").render([FULL], Options(abstracts=False, links=False))[ITSELF]
    assert "> " not in bare


@pytest.mark.usefixtures("example")
async def test_its_command_and_its_theme_work_on_the_screen(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("Z")
        assert [entry.paper.title for entry in library.entries("tag:group/next")] == [stage.title]
        assert "group/next" in stage.toasts[-1]
        stage.app.theme = "plugin.dusk"
        await stage.press("j")
        assert stage.app.current_theme.primary == "#b48ead"
