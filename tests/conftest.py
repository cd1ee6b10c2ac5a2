"""Fixtures that every test may use: a library of a few papers, a clock that stands still, an app with fakes."""

import gc
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.cache import FIFOCache
from textual.css.stylesheet import Stylesheet
from textual.strip import Strip
from textual.widgets import Input, TextArea

from papershelf import Library
from papershelf.cli import main
from papershelf.settings import DATA_VARIABLE
from tests.cli_tools import Result, Run
from tests.online_tools import Service, Time, serving
from tests.vault_tools import Vault

if TYPE_CHECKING:
    from tests.disk_tools import Disk

# How long an example takes says more of the machine than of the program; what must be fast is in `benchmarks/`.
# Few examples keep the tests of every change short; `HYPOTHESIS_PROFILE=full` looks harder.
settings.register_profile("quick", deadline=None, max_examples=60)
settings.register_profile("full", deadline=None, max_examples=300)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

HERE = ("127.0.0.1", "::1", "localhost")
MEMORY = Path("/dev/shm")
UNMADE = count()
PAGE = Path(__file__).parent / "data" / "small_page.txt"


def pytest_configure() -> None:
    """Let temporary folders be in memory where there is room: the store waits for the disk at each of many changes.

    No test here needs a disk to be true; set `TMPDIR` to run them on one.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a shell; it would be inherited
        signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.disable()  # until all tests are found: what is made for that is there to stay
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < 2 * 1024**3:
        return
    if not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:  # some tests write a program and run it
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.fixture(autouse=True)
def _steady_surroundings(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No test reads or writes the home of whoever runs it, nor sees a cursor blink."""
    if "tmp_path" in request.fixturenames:
        own: Path = request.getfixturevalue("tmp_path")
    else:  # most tests touch no file: a folder that nobody makes is as good, and need not be taken away
        own = tmp_path_factory.getbasetemp() / f"unmade{next(UNMADE)}"
    monkeypatch.setenv("HOME", str(own / "home"))
    monkeypatch.setenv(DATA_VARIABLE, str(own / "data"))
    monkeypatch.setenv("PAPERSHELF_PAGER", "")  # what a test prints is read by the test
    for name in ("EDITOR", "VISUAL", "TMUX", "DISPLAY", "WAYLAND_DISPLAY", "NO_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr(TextArea, "cursor_blink", False)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test talks to anybody but this machine, whatever it does."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in HERE:
            raise AssertionError(f"a test reaches for the network: {address}")
        connect(self, address)

    def guarded_look_up(host: Any, *rest: Any, **more: Any) -> Any:
        if host not in HERE:
            raise AssertionError(f"a test reaches for the network: {host}")
        return look_up(host, *rest, **more)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is there before the first test stays until the last: the collector need not walk through it again."""
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
    gc.enable()


@pytest.fixture(autouse=True)
def _usual_collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app bends the interpreter to itself for as long as the program lives; here that would be all tests.

    What it froze would never be collected: hundreds of ended apps, and seconds for each worker to look through them.
    """
    usual, interval = gc.get_threshold(), sys.getswitchinterval()
    monkeypatch.setattr(gc, "freeze", lambda: None)
    yield
    gc.set_threshold(*usual)
    gc.enable()
    sys.setswitchinterval(interval)
    painted = StylesCache.get_inner_outer  # remembers a thousand widgets of ended apps, with every line they painted
    if painted.cache_info().currsize and gc.get_count()[1:] > (3, 0):  # the latter: a hundred thousand things came
        painted.cache_clear()
        gc.collect()


@pytest.fixture(scope="session", autouse=True)
def _styles_read_once() -> Iterator[None]:
    """Textual reads the same style sheets anew for every app, which is a third of what starting one costs.

    What a sheet comes to depends only on what is in the key: its text, where it is from, and the theme's variables.
    """
    read, known = Stylesheet._parse_rules, dict[tuple[Any, ...], Any]()

    def read_once(self: Stylesheet, css: str, *rest: Any, **more: Any) -> Any:
        key = (css, rest, tuple(more.items()), tuple(self._variables.items()))
        if key not in known:
            if len(known) > 2000:  # a few themes are worth keeping, not all that a test may try
                known.clear()
            known[key] = read(self, css, *rest, **more)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", read_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _lines_remember_when_asked() -> Iterator[None]:
    """Textual gives each line of a widget seven memories at birth, most of which are never asked for anything.

    Here they come when they are asked for: they were half of all things that a test of the screen left behind.
    """
    sizes = {"divide": 4, "crop": 16, "style": 16, "filter": 4, "line_length": 4, "crop_extend": 4, "offsets": 4}
    memories = {f"_{name}_cache": size for name, size in sizes.items()}

    def begin(self: Strip, segments: Iterable[Segment], cell_length: int | None = None) -> None:
        self._segments, self._cell_length = list(segments), cell_length
        self._render_cache = self._link_ids = self._cell_count = None

    def memory(self: Strip, name: str) -> FIFOCache[Any, Any]:
        if name not in memories:
            raise AttributeError(name, name=name, obj=self)
        made: FIFOCache[Any, Any] = FIFOCache(memories[name])
        setattr(self, name, made)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Strip, "__init__", begin)
        patch.setattr(Strip, "__getattr__", memory, raising=False)
        yield


class FrozenClock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **step: float) -> None:
        """Let time pass."""
        self.now += timedelta(**step)


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that stands still."""
    return FrozenClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data directory that is not there yet."""
    return tmp_path / "shelf"


@pytest.fixture
def library(folder: Path, clock: FrozenClock) -> Iterator[Library]:
    """A library with the papers of the small page."""
    with Library.open(folder, clock=clock) as opened:
        report = opened.import_files([PAGE])
        assert report.new >= 8
        yield opened


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small format whose entries can be broken and mended is known for the time of a test."""
    from papershelf import importers
    from tests.inbox_tools import Entries

    monkeypatch.setattr(importers, "_IMPORTERS", (*importers._IMPORTERS, Entries()))


@dataclass
class FakeClipboard:
    """Takes what is copied, by whichever route a test wants."""

    route: Any = "clipboard"
    texts: list[str] = field(default_factory=list)

    def copy(self, text: str) -> Any:
        """Remember the text."""
        from papershelf.tui.system.clipboard import Outcome

        if self.route == "manual":
            return Outcome("manual", False, "no clipboard within reach; select the text yourself")
        self.texts.append(text)
        return Outcome(self.route, True, "copied to the clipboard")


@dataclass
class FakeEditor:
    """Stands in for `$EDITOR`: hands back a text, or a problem."""

    text: str | None = None
    problem: str | None = None
    seen: list[str] = field(default_factory=list)

    def __call__(self, text: str, **_: Any) -> Any:
        from papershelf.tui.system.editor import EditOutcome

        self.seen.append(text)
        return EditOutcome(self.text, self.problem)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], folder: Path) -> Run:
    """Run a verb on the test's own data directory."""

    def call(*words: str) -> Result:
        capsys.readouterr()
        try:
            code = main(["--data-dir", str(folder), *words])
        except SystemExit as left:
            code = int(left.code or 0)
        return Result(code, *capsys.readouterr())

    return call


@pytest.fixture
def full(run: Run) -> Run:
    """The same, on a library with the small page."""
    assert run("import", str(PAGE)).code == 0
    return run


@pytest.fixture
def vault(library: Library, tmp_path: Path) -> Vault:
    """A folder of notes just exported to, with a note on the first paper."""
    vault = Vault(library, tmp_path / "vault")
    library.set_note(vault.id, "Mine.\n\nMore.")
    vault.export()
    return vault


@pytest.fixture
def moment() -> Time:
    """A clock that moves when somebody sleeps."""
    return Time()


@pytest.fixture
def service(moment: Time) -> Iterator[Service]:
    """A service on this machine that answers as told."""
    with serving(moment) as running:
        yield running


@pytest.fixture
def disk(library: Library, monkeypatch: pytest.MonkeyPatch) -> "Disk":
    """The disk of a library that is filled already, held by hand."""
    from tests.disk_tools import Disk

    made = Disk(os.fsync)
    monkeypatch.setattr(os, "fsync", made)
    return made
