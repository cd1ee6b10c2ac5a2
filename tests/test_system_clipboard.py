"""The clipboard's ladder: each rung with a stand-in, tmux also for real, and never a false “copied”."""

import base64
import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from papershelf.tui.system.clipboard import OSC52_LIMIT, ClipboardLadder, Outcome, tty_sink
from tests.export_samples import each_hostile_text

LOCAL = {"DISPLAY": ":0", "TERM": "xterm-256color"}
REMOTE = {"TERM": "xterm-256color", "SSH_CONNECTION": "1.2.3.4"}
TMUX = {**REMOTE, "TMUX": "/tmp/tmux-0/default,1,0"}


class Board:
    """Stands in for pyperclip; `broken` tells how it fails."""

    def __init__(self, broken: str = "") -> None:
        self.broken = broken
        self.text = "old"

    def copy(self, text: str) -> None:
        if self.broken == "copy":
            raise RuntimeError("no mechanism")
        if self.broken == "hang":
            time.sleep(5)
        self.text = "old" if self.broken == "lies" else text

    def paste(self) -> str:
        if self.broken == "paste":
            raise RuntimeError("no mechanism")
        return self.text.replace("\n", "\r\n") if self.broken == "windows" else self.text


class Tmux:
    """Stands in for `subprocess.run` with a tmux behind it."""

    def __init__(self, fails: Exception | None = None, lies: bool = False) -> None:
        self.fails, self.lies = fails, lies
        self.buffer = b""
        self.calls: list[tuple[list[str], Mapping[str, Any]]] = []

    def __call__(self, arguments: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        self.calls.append((arguments, options))
        if self.fails:
            raise self.fails
        if arguments[1] == "load-buffer":
            self.buffer = b"another" if self.lies else options["input"]
        return subprocess.CompletedProcess(arguments, 0, stdout=self.buffer)


def ladder(environ: Mapping[str, str], **parts: Any) -> ClipboardLadder:
    """A ladder that reaches nothing real."""
    stands_in = {"platform": "linux", "board": Board(), "run": Tmux(), **parts}
    return ClipboardLadder(environ=environ, **stands_in)


@pytest.mark.parametrize(
    ("environ", "platform"),
    [
        (LOCAL, "linux"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux"),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux"),
        ({}, "darwin"),
        ({}, "win32"),
    ],
)
def test_the_clipboard_at_hand_comes_first(environ: Mapping[str, str], platform: str) -> None:
    board = Board()
    outcome = ladder({**environ, "TMUX": "x"}, platform=platform, board=board).copy("a\nb")
    assert outcome == Outcome("clipboard", True, "copied to the clipboard")
    assert board.text == "a\nb"


def test_windows_hands_back_its_own_line_ends() -> None:
    assert ladder(LOCAL, board=Board("windows")).copy("a\nb").route == "clipboard"


@pytest.mark.parametrize("broken", ["copy", "paste", "lies"])
def test_a_clipboard_that_fails_or_lies_is_not_believed(broken: str) -> None:
    sent: list[str] = []
    outcome = ladder(LOCAL, board=Board(broken), sink=sent.append).copy("text")
    assert (outcome.route, outcome.confirmed, sent) == ("terminal", False, ["text"])
    assert "copied" not in outcome.words


def test_a_clipboard_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.tui.system.clipboard.PATIENCE", 0.05)
    started = time.monotonic()
    assert ladder(LOCAL, board=Board("hang")).copy("text").route == "manual"
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("extra", [{"SSH_CONNECTION": "x"}, {"SSH_TTY": "/dev/pts/1"}])
@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_over_ssh_the_far_clipboard_is_left_alone(extra: Mapping[str, str], platform: str) -> None:
    board, sent = Board(), list[str]()
    outcome = ladder({**LOCAL, **extra}, platform=platform, board=board, sink=sent.append).copy("text")
    assert (outcome.route, board.text, sent) == ("terminal", "old", ["text"])


def test_in_a_browser_only_the_browser_is_asked() -> None:
    board, tmux, sent = Board(), Tmux(), list[str]()
    outcome = ladder({**LOCAL, "TMUX": "x", "TERM": "dumb"}, board=board, run=tmux, sink=sent.append, is_web=True).copy(
        "text"
    )
    assert (outcome.route, outcome.confirmed, sent) == ("terminal", False, ["text"])
    assert "browser" in outcome.words
    assert (board.text, tmux.calls) == ("old", [])


def test_tmux_is_given_the_text_by_stdin_with_a_time_limit() -> None:
    tmux = Tmux()
    outcome = ladder(TMUX, run=tmux, sink=lambda _: pytest.fail("tmux was enough")).copy("ä; rm -rf /")
    assert outcome == Outcome("tmux", True, "copied to the tmux buffer and sent to the terminal")
    arguments, options = tmux.calls[0]
    assert arguments == ["tmux", "load-buffer", "-w", "-"]
    assert options["input"] == "ä; rm -rf /".encode()
    assert all(options["timeout"] and not options.get("shell") for _, options in tmux.calls)


@pytest.mark.parametrize(
    "tmux",
    [
        Tmux(FileNotFoundError("tmux")),
        Tmux(subprocess.CalledProcessError(1, "tmux")),
        Tmux(subprocess.TimeoutExpired("tmux", 2)),
        Tmux(lies=True),
    ],
)
def test_a_failing_tmux_is_passed_over(tmux: Tmux) -> None:
    assert ladder(TMUX, run=tmux, sink=lambda _: None).copy("text").route == "terminal"
    assert ladder(TMUX, run=tmux).copy("text").route == "manual"


@pytest.mark.parametrize(
    "extra", [{"TERM": "linux"}, {"TERM": "dumb"}, {"TERM_PROGRAM": "Apple_Terminal"}, {"STY": "1.pts"}]
)
def test_terminals_known_to_ignore_osc_52_are_not_sent_any(extra: Mapping[str, str]) -> None:
    outcome = ladder({**REMOTE, **extra}, sink=lambda _: pytest.fail("sent in vain")).copy("text")
    assert (outcome.route, outcome.confirmed) == ("manual", False)


def test_what_is_too_long_for_osc_52_is_not_sent() -> None:
    sent: list[str] = []
    longest = OSC52_LIMIT // 4 * 3
    assert ladder(REMOTE, sink=sent.append).copy("x" * longest).route == "terminal"
    assert ladder(REMOTE, sink=sent.append).copy("x" * (longest + 1)).route == "manual"
    assert ladder(REMOTE, sink=sent.append).copy("ä" * longest).route == "manual"
    assert len(sent) == 1


def test_a_failing_terminal_leaves_the_hand() -> None:
    def fails(text: str) -> None:
        raise OSError(errno.EIO, "gone")

    outcome = ladder(REMOTE, sink=fails).copy("text")
    assert outcome == Outcome("manual", False, "no clipboard within reach; select the text yourself")


@pytest.mark.parametrize("environ", [LOCAL, TMUX, REMOTE, {}])
@each_hostile_text
def test_hostile_text_is_cleaned_and_never_crashes(text: str, environ: Mapping[str, str]) -> None:
    sent: list[str] = []
    outcome = ladder(environ, sink=sent.append).copy(text)
    for passed in sent:
        assert passed.encode()
        assert "\x1b" not in passed
    assert outcome.route != "manual" or not text


def test_nothing_is_not_copied() -> None:
    assert ladder(LOCAL).copy("") == Outcome("manual", False, "nothing to copy")


def test_without_a_display_the_real_pyperclip_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    environ = {"DISPLAY": ":papershelf-has-no-such-display"}
    assert ClipboardLadder(environ=environ, platform="linux").copy("text").route == "manual"


def test_the_sink_of_the_command_line_writes_osc_52(tmp_path: Path) -> None:
    terminal = tmp_path / "tty"
    terminal.touch()
    sink = tty_sink(str(terminal))
    assert sink is not None
    sink("ä")
    assert terminal.read_bytes() == b"\x1b]52;c;" + base64.b64encode("ä".encode()) + b"\x07"


def test_without_a_terminal_there_is_no_sink(tmp_path: Path) -> None:
    assert tty_sink(str(tmp_path / "missing" / "tty")) is None


def test_this_room_loads_no_textual() -> None:
    code = (
        "import sys, papershelf.tui.system.clipboard, papershelf.tui.system.editor, papershelf.tui.system.browser;"
        "sys.exit(any(name.split('.')[0] in {'textual', 'rich', 'pyperclip'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture
def tmux_server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A tmux of our own on a private socket; gives the environment of a program inside it."""
    tmux = shutil.which("tmux")
    if tmux is None:
        pytest.skip("tmux is not installed")
    # A short path: a socket's may have about a hundred letters only.
    name = f"papershelf-test-{os.getpid()}"
    base = [tmux, "-L", name, "-f", "/dev/null"]
    environ = {key: value for key, value in os.environ.items() if not key.startswith("TMUX")}
    subprocess.run([*base, "new-session", "-d", "sleep 60"], check=True, env=environ, timeout=10)
    shown = subprocess.run(
        [*base, "display-message", "-p", "#{socket_path},#{pid},0"], check=True, capture_output=True, timeout=10
    )
    yield {"TERM": "screen", "TMUX": shown.stdout.decode().strip()}
    subprocess.run([*base, "kill-server"], check=False, timeout=10)


def test_a_real_tmux_holds_the_text(tmux_server: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", tmux_server["TMUX"])
    text = "ä 漢字\n- not an option; $(nor a command)\n"
    assert ClipboardLadder(environ=tmux_server, platform="linux").copy(text).route == "tmux"
    shown = subprocess.run(["tmux", "save-buffer", "-"], check=True, capture_output=True, timeout=10)
    assert shown.stdout.decode() == text
