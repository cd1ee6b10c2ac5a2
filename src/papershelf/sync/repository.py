"""The git repository that a data directory is: set up, looked at, commits made of whole files, no checkout."""

import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from papershelf.errors import DataError, UsageError
from papershelf.store.joining import FILES, HISTORY
from papershelf.sync.runner import Git
from papershelf.text import safe_line

OWN = ("trash.json", "lists.json", "views.json", "library.json", "shelf.json", HISTORY)
"""What is synced, in the order in which files are put in place."""

BRANCH = "main"
ATTRIBUTES = (
    "*.json -text merge=papershelf",
    "history.jsonl -text merge=papershelf",
    ".gitattributes merge=union",
    ".gitignore merge=union",
)
IGNORED = (
    "lock", "lock.held", "*.lock", "*.lock.held", "*.new", "cache/", "config/", "backups/", "quarantine/", "drafts/",
    "searches.json", "screen.json", "exports.json", "triage.json", "*.sync-conflict-*", "*conflicted copy*",
)  # fmt: skip
_UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply", "BISECT_LOG")
assert {*OWN} == {*FILES, HISTORY}, "every file of the library is synced"


class Repository:
    """The repository of a data directory.

    Args:
        git: Runs git in it.
    """

    def __init__(self, git: Git) -> None:
        self.git = git
        self.folder = git.folder

    # Setting up

    def init(self, url: str | None) -> list[str]:
        """Make the data directory a repository that merges by papershelf; what is so already stays.

        Args:
            url: The remote to sync with, to be called `origin`.

        Returns:
            What was done, in words.

        Raises:
            DataError: git failed.
        """
        done = []
        if not self.is_repository():
            self.git.run("init", "-q", "-b", BRANCH)
            done.append(f"made {self.folder} a git repository")
        if _add_lines(self.folder / ".gitignore", IGNORED):
            done.append("wrote .gitignore")
        self.prepare()
        if url is not None:
            done.append(self._set_remote(url))
        return done

    def prepare(self) -> None:
        """Let git merge our files by papershelf, also in a repository that was cloned."""
        _add_lines(self.folder / ".gitattributes", ATTRIBUTES)
        known = self._settings()
        wanted = {"merge.papershelf.name": "papershelf joins both sides", "merge.papershelf.driver": driver_command()}
        wanted |= {
            key: value
            for key, value in (("user.name", "papershelf"), ("user.email", "papershelf@localhost"))
            if not known.get(key)
        }
        for key, value in wanted.items():
            if known.get(key) != value:
                self._set(key, value)

    def _settings(self) -> dict[str, str]:
        listed = self.git.run("config", "--list", "-z").out.decode("utf-8", "replace").split("\0")
        return {key: value for key, _, value in (entry.partition("\n") for entry in listed)}

    def _set(self, key: str, value: str) -> None:
        self.git.run("config", "--local", key, value)

    def _set_remote(self, url: str) -> str:
        if not url or url.startswith("-"):
            raise UsageError(f"“{safe_line(url)}” is no address of a remote.")
        if Path(url).expanduser().exists():
            url = str(Path(url).expanduser().absolute())
        known = "origin" in self.remotes()
        self.git.run("remote", *(["set-url"] if known else ["add"]), "origin", url)
        return f"set the remote origin to {safe_line(url)}"

    # Looking

    def is_repository(self) -> bool:
        """Whether the data directory is the top of a repository of its own."""
        done = self.git.run("rev-parse", "--show-toplevel", fine=(0, 128))
        return done.code == 0 and os.path.realpath(done.line) == os.path.realpath(self.folder)

    def check(self) -> str:
        """Make sure that the repository is fit to be synced.

        Returns:
            The branch.

        Raises:
            DataError: It is not, with what to do about it.
        """
        if not self.is_repository():
            raise DataError(f"{self.folder} is no git repository; `papershelf sync --init URL` makes it one.")
        folder = Path(self.git.run("rev-parse", "--absolute-git-dir").line)
        if any((folder / name).exists() for name in _UNFINISHED):
            raise DataError(
                f"A merge, rebase or the like is unfinished in {self.folder}; end it with git (`git status` says how)."
            )
        head = self.git.run("symbolic-ref", "-q", "--short", "HEAD", fine=(0, 1))
        if head.code:
            raise DataError(f"{self.folder} is on no branch (detached HEAD); `git switch {BRANCH}` puts it on one.")
        return head.line

    def remotes(self) -> list[str]:
        """The names of the remotes."""
        return self.git.run("remote").line.split()

    def remote(self, asked: str | None, branch: str) -> str:
        """The remote to use: the one asked for, the branch's own, `origin`, or the only one.

        Raises:
            UsageError: What was asked for is none.
            DataError: There is none.
        """
        if asked is not None:
            if not asked or asked.startswith("-"):
                raise UsageError(f"“{safe_line(asked)}” is no remote.")
            return asked
        known = self.remotes()
        own = self.git.run("config", "--get", f"branch.{branch}.remote", fine=(0, 1)).line
        for name in (own, "origin", *known[:1]):
            if name in known:
                return name
        raise DataError("There is no remote to sync with; `papershelf sync --init URL` sets one.")

    def tip(self, name: str) -> str | None:
        """The commit of a reference; None where there is none yet."""
        done = self.git.run("rev-parse", "-q", "--verify", f"{name}^{{commit}}", fine=(0, 1, 128))
        return done.line if done.code == 0 else None

    def base(self, one: str, other: str) -> str | None:
        """A commit that two came from; None where they have none in common."""
        found = self.git.run("merge-base", one, other, fine=(0, 1)).line.split()
        return found[0] if found else None

    def files(self, commit: str, names: tuple[str, ...] = OWN) -> dict[str, bytes]:
        """Files of the library in a commit; all of them if none are named.

        Raises:
            DataError: One of them is no plain file.
        """
        listed = self.git.run("ls-tree", "-z", commit, "--", *names).out.split(b"\0")
        blobs: dict[str, str] = {}
        for line in filter(None, listed):
            head, _, name = line.partition(b"\t")
            mode, kind, blob = head.split()[:3]
            if kind != b"blob" or mode == b"120000":
                raise DataError(f"{name.decode()} in commit {commit[:10]} is no plain file; this is no library.")
            blobs[name.decode()] = blob.decode()
        return dict(zip(blobs, self._contents(list(blobs.values())), strict=True))

    def _contents(self, blobs: list[str]) -> list[bytes]:
        """What some blobs hold, in one go."""
        if not blobs:
            return []
        out = self.git.run("cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in blobs).encode()).out
        found, place = [], 0
        for _ in blobs:
            start = out.index(b"\n", place) + 1
            size = int(out[place:start].split()[2])
            found.append(out[start : start + size])
            place = start + size + 1
        return found

    # Committing

    def commit(self, files: Mapping[str, bytes], message: str, parents: list[str], tree: str | None = None) -> str:
        """Make a commit of files, without touching work tree or index.

        Args:
            files: The files of the library, and others to put beside them.
            message: Its message.
            parents: What it comes after; the first one's other files stay.
            tree: The tree whose other files stay, instead.

        Returns:
            The commit; the only parent where nothing is different.
        """
        with TemporaryDirectory(prefix="papershelf-") as made:
            index = Path(made) / "index"
            start = tree or (parents[0] if parents else None)
            self.git.run("read-tree", *([start] if start else ["--empty"]), index=index)
            lines = [f"0 {'0' * 40}\t{name}" for name in OWN if name not in files]
            for name, content in files.items():
                (Path(made) / name).write_bytes(content)
            paths = "".join(f"{Path(made) / name}\n" for name in files)
            blobs = self.git.run(
                "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=paths.encode()
            ).line.split()
            lines += [f"100644 {blob}\t{name}" for name, blob in zip(files, blobs, strict=True)]
            self.git.run("update-index", "--index-info", stdin="\n".join(lines).encode() + b"\n", index=index)
            written = self.git.run("write-tree", index=index).line
        if len(parents) == 1 and written == self.git.run("rev-parse", f"{parents[0]}^{{tree}}").line:
            return parents[0]
        links = [word for parent in parents for word in ("-p", parent)]
        return self.git.run("commit-tree", written, *links, "-m", message).line

    def index_as(self, commit: str, names: tuple[str, ...]) -> None:
        """Make the index say of some files what a commit says."""
        listed = [line for line in self.git.run("ls-tree", "-z", commit, "--", *names).out.split(b"\0") if line]
        there = {line.partition(b"\t")[2].decode() for line in listed}
        lines = listed + [f"0 {'0' * 40}\t{name}".encode() for name in names if name not in there]
        self.git.run("update-index", "-z", "--index-info", stdin=b"\0".join(lines) + b"\0")
        self.git.run("update-index", "-q", "--refresh", fine=(0, 1))

    # What is in the repository beside the library

    def others(self, base: str | None, ours: str, theirs: str) -> str:
        """A tree with the files that are not the library's as both sides have them.

        Raises:
            DataError: Both changed the same one.
        """
        before, mine, yours = (self._others(commit) for commit in (base, ours, theirs))
        if yours in (mine, before):
            return ours
        if mine == before:
            return theirs
        quiet = ("-c", "merge.papershelf.driver=true")  # the library itself is joined elsewhere
        words = ("merge-tree", "--write-tree", "--allow-unrelated-histories", "--name-only", "--no-messages", "-z")
        done = self.git.run(*quiet, *words, ours, theirs, fine=(0, 1))
        tree, *names = done.out.decode("utf-8", "replace").split("\0")
        both = [safe_line(name) for name in names if name and name not in OWN]
        if both:
            raise DataError(
                f"Both sides changed {', '.join(both[:3])} in {self.folder}, which is not papershelf's to merge. "
                "`git pull` merges what it can; papershelf's own files take care of themselves there."
            )
        return tree

    def _others(self, commit: str | None) -> set[bytes]:
        if commit is None:
            return set()
        names = {name.encode() for name in OWN}
        lines = self.git.run("ls-tree", "-r", "-z", commit).out.split(b"\0")
        return {line for line in lines if line and line.partition(b"\t")[2] not in names}

    def changed_others(self, ours: str, merged: str) -> list[str]:
        """The files beside the library that differ between two commits.

        Raises:
            DataError: One of them has changes here that were never committed.
        """
        listed = self.git.run("diff", "--name-only", "-z", ours, merged).out.decode("utf-8", "surrogateescape")
        names = [name for name in listed.split("\0") if name and name not in OWN]
        if names and (changed := self.git.run("status", "--porcelain", "--", *names).line):
            raise DataError(
                f"There are changes in {self.folder} that were never committed and are in the way: "
                f"{safe_line(changed)}. Commit them with git, or put them away."
            )
        return names


def driver_command() -> str:
    """What git runs to merge a file: this very Python, wherever PATH leads."""
    return f"{shlex.quote(Path(sys.executable).as_posix())} -m papershelf merge-driver %O %A %B %P"


def _add_lines(path: Path, lines: tuple[str, ...]) -> bool:
    """Add the lines that a file does not have; says whether there were any."""
    try:
        text = path.read_text("utf-8", "surrogateescape") if path.exists() else ""
        missing = [line for line in lines if line not in text.splitlines()]
        if missing:
            gap = "\n" if text and not text.endswith("\n") else ""
            path.write_text(text + gap + "\n".join(missing) + "\n", "utf-8", "surrogateescape")
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror or error}.") from error
    return bool(missing)
