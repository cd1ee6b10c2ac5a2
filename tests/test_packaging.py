"""Wheel and sdist: what must be in them is, and an installed wheel runs by itself, from any folder."""

import importlib.util
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from papershelf import __version__

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "papershelf"
PAGE = Path(__file__).parent / "data" / "small_page.txt"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with wheel and sdist, made without a network."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed, so that no package can be made without a network")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def bare(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment that has the wheel; what it depends on is borrowed from ours."""
    if importlib.util.find_spec("pip") is None:
        pytest.skip("pip is not installed")
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = built.glob("*.whl")
    options = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"]
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "install", *options, str(wheel)]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (site,) = {*folder.glob("lib/python*/site-packages"), *folder.glob("Lib/site-packages")}
    # A folder named here is searched, but what it names itself is not: the papershelf we work on is not among them.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return programs


def run(bare: Path, folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the installed program, from a folder that has nothing to do with it."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [str(bare / "papershelf"), *words]
    environ |= {"PAPERSHELF_DATA_DIR": str(folder / "data"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)


def test_the_wheel_carries_all_that_is_no_program_too(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = (archive.read(name).decode() for name in names if name.endswith("/METADATA"))
        (points,) = (archive.read(name).decode() for name in names if name.endswith("/entry_points.txt"))
    wanted = {f"papershelf/{path.relative_to(SOURCE).as_posix()}" for path in SOURCE.rglob("*") if path.is_file()}
    wanted = {name for name in wanted if "__pycache__" not in name}
    wanted |= {f"papershelf/seeds/{path.name}" for path in (ROOT / "seeds").iterdir()}
    assert "papershelf/py.typed" in wanted
    shared = [path for path in (ROOT / "share").rglob("*") if path.is_file()]
    wanted |= {f"papershelf-{__version__}.data/data/{path.relative_to(ROOT).as_posix()}" for path in shared}
    assert wanted - names == set()
    assert {name.split("/")[0] for name in names} <= {"papershelf", f"papershelf-{__version__}.dist-info"} | {
        f"papershelf-{__version__}.data"
    }
    assert f"\nVersion: {__version__}\n" in metadata
    assert "Provides-Extra: online" in metadata
    for version in ("3.11", "3.12", "3.13", "3.14"):
        assert f"Python :: {version}\n" in metadata
    assert "papershelf = papershelf.cli:main" in points


def test_the_sdist_holds_what_building_and_testing_need(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    assert {"src", "seeds", "tests", "docs", "examples", "pyproject.toml", "LICENSE", "README.md", "Makefile"} <= tops


def test_the_version_stands_in_one_place() -> None:
    places = [path for path in SOURCE.rglob("*.py") if re.search(r'__version__ = "', path.read_text("utf-8"))]
    assert [path.name for path in places] == ["__init__.py"]
    assert f'version = "{__version__}"' not in (ROOT / "pyproject.toml").read_text("utf-8")


def test_an_installed_wheel_runs_by_itself(bare: Path, tmp_path: Path) -> None:
    where = run(bare, tmp_path, "--version")
    assert (where.returncode, where.stdout) == (0, f"papershelf {__version__}\n")
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    code = "import papershelf; print(papershelf.__file__)"
    command = [str(bare / "python"), "-c", code]
    done = subprocess.run(command, env=environ, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(str(bare.parent)), "the installed one runs, not the one we work on"
    assert "8 new" in run(bare, tmp_path, "import", str(PAGE)).stderr
    assert len(run(bare, tmp_path, "list").stdout.splitlines()) == 8
    written = run(bare, tmp_path, "export", "--output", "list.html")
    assert written.returncode == 0, written.stderr
    assert "<style>" in (tmp_path / "list.html").read_text("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_the_screen_of_an_installed_wheel_opens_on_the_seed_pages(bare: Path, tmp_path: Path) -> None:
    command = [str(bare / "papershelf"), "--data-dir", str(tmp_path / "data")]
    with Terminal(command, environ={"HOME": str(tmp_path), "PYTHONPATH": ""}) as terminal:
        terminal.until(b"526 of 526", patience=30)
        terminal.settle()
        terminal.key(b"q")
        terminal.settle(1.0)
