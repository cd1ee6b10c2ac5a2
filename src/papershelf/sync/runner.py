"""Running git: apart from the caller's own git, never asking for anything, its errors in plain words."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from papershelf.errors import DataError
from papershelf.text import safe, safe_line

_PATIENCE = 900.0  # seconds; a first push over a slow line takes minutes
_KEPT = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_EXEC_PATH")
_KEPT_BEGINNINGS = (
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_AUTHOR_",
    "GIT_COMMITTER_",
    "GIT_SSL_",
)
_SAID = 300


class Done(NamedTuple):
    """What a run of git came to.

    Attributes:
        code: Its exit code.
        out: What it put out.
        err: What it said, made safe.
    """

    code: int
    out: bytes
    err: str

    @property
    def line(self) -> str:
        """What it put out, as one line."""
        return self.out.decode("utf-8", "replace").strip()


def _surroundings(index: Path | None) -> dict[str, str]:
    """Whatever a caller's git has set for itself, a hook or an alias, is not meant for ours."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT or name.startswith(_KEPT_BEGINNINGS)
    }
    kept |= {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "LANGUAGE": "C", "GIT_EDITOR": ":"}
    return kept | ({"GIT_INDEX_FILE": str(index)} if index else {})


class Git:
    """Runs git in a folder.

    Args:
        folder: The work tree's top.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(
        self, *words: str, stdin: bytes | None = None, index: Path | None = None, fine: Sequence[int] = (0,)
    ) -> Done:
        """Run git.

        Args:
            words: The command and its arguments.
            stdin: What it reads.
            index: The index to use instead of the repository's own.
            fine: The exit codes that are no error.

        Raises:
            DataError: There is no git, or it failed; the message is what it said.
        """
        # In a session of its own it has no terminal, so that neither git nor ssh can stop to ask for a password.
        try:
            done = subprocess.run(
                ["git", "-c", "core.quotePath=false", *words],
                cwd=self.folder,
                env=_surroundings(index),
                input=b"" if stdin is None else stdin,
                capture_output=True,
                check=False,
                timeout=_PATIENCE,
                start_new_session=True,
            )
        except FileNotFoundError:
            if not self.folder.is_dir():
                raise DataError(f"{self.folder} is no folder.") from None
            raise DataError("git is not installed, or not on the PATH; `papershelf sync` works through it.") from None
        except subprocess.TimeoutExpired:
            raise DataError(f"git {words[0]} took longer than {_PATIENCE / 60:.0f} minutes and was stopped.") from None
        except OSError as error:
            raise DataError(f"git cannot be run: {error.strerror or error}.") from error
        result = Done(done.returncode, done.stdout, safe(done.stderr.decode("utf-8", "replace")).strip())
        if result.code not in fine:
            raise DataError(f"git {words[0]} failed: {_words_of(result)}")
        return result


def _words_of(done: Done) -> str:
    """What git said, from its first complaint on."""
    lines = [safe_line(line) for line in done.err.splitlines() if line.strip() and not line.startswith("hint:")]
    start = next((i for i, line in enumerate(lines) if line.startswith(("fatal:", "error:", "!"))), 0)
    said = " ".join(lines[start:]) or f"it ended with {done.code}"
    return (said if len(said) <= _SAID else said[: _SAID - 1] + "…").rstrip(".") + "."
