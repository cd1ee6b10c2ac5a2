"""One sync: commit what is here, fetch, join, put the result in place, push; safe to kill at any point.

The live data directory is never merged in: git would write half files there while a screen reads them. The commits'
files are read out of git, joined in a folder of their own by the store itself, and committed without a checkout.
Then, under the store's lock and only if nobody wrote meanwhile, each file is replaced whole: data files first, for
their head names a unit that ends the new history, so a reader in between takes them as they are; the history last.
Branch and index follow. Whoever is killed before that has more in the files than in the branch: the next sync
commits that and joins again, which changes nothing. The joined history ends with a unit that leads from theirs put
upon ours to what was joined, so that it tells the state of the files, and recovery and undo work on every machine.
"""

import platform
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from papershelf.errors import DataError
from papershelf.store import Store
from papershelf.store.joining import (
    FILES,
    HISTORY,
    TABLES,
    Conflict,
    Snapshot,
    catch_up,
    join_histories,
    meet,
    put_tables,
    replace_files,
    settled,
)
from papershelf.sync.repository import OWN, Repository
from papershelf.sync.transport import Transport
from papershelf.text import safe_line

TRIES = 3
_BESIDE = (".gitattributes", ".gitignore")
_SUBJECT = re.compile(r"papershelf sync on (.{1,60})")


@dataclass(slots=True)
class SyncReport:
    """What a sync did.

    Attributes:
        remote: The remote.
        branch: The branch there.
        sent: How many changes went there.
        taken: How many came from there.
        conflicts: Where both had changed the same, and what stands now.
    """

    remote: str = ""
    branch: str = ""
    sent: int = 0
    taken: int = 0
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The sync in a sentence."""
        if not (self.sent or self.taken):
            return f"in step with {self.remote}; nothing to send or to take"
        return f"synced with {self.remote}: sent {_changes(self.sent)}, took {_changes(self.taken)}"


def _changes(number: int) -> str:
    return "1 change" if number == 1 else f"{number} changes"


class Syncing:
    """Syncs a data directory.

    Args:
        store: The store of the data directory.
        repository: Its repository.
        clock: The time, as the history keeps it.
    """

    def __init__(self, store: Store, repository: Repository, clock: Callable[[], str]) -> None:
        self._store = store
        self._repository = repository
        self._git = repository.git
        self._folder = repository.folder
        self._clock = clock
        self._machine = safe_line(platform.node())[:60] or "this machine"

    def run(self, asked: str | None) -> SyncReport:
        """Sync with a remote.

        Args:
            asked: Its name or address; None for the one that is set.

        Raises:
            DataError: Something keeps it from being done; nothing is half done.
        """
        branch = self._repository.check()
        remote = self._repository.remote(asked, branch)
        self._repository.prepare()
        transport = Transport(self._git, remote, branch)
        report = SyncReport(safe_line(remote), branch)
        self._settle()
        for _ in range(TRIES):
            ours = self._commit(branch)
            theirs = transport.fetch()
            self._count(report, ours, theirs)
            if theirs is not None and theirs != ours and self._repository.base(ours, theirs) != theirs:
                merged = self._merge(ours, theirs, report)
                if not self._take_over(branch, ours, merged):
                    continue  # somebody wrote meanwhile: that is to be joined too
                ours = merged
            if theirs == ours or transport.push(ours):
                transport.remember()
                return report
        raise DataError(f"Others keep changing {report.remote}, or this library; please sync once more.")

    def _settle(self) -> None:
        """Give each paper one place: a merge by git alone judges each file by itself."""
        with self._store.transaction("settled what two machines did with the same papers") as edits:
            for key, life in settled({table: edits.records(table) for table in TABLES}).items():
                for table, record in (("papers", life.paper), ("marks", life.mark), ("trash", life.trash)):
                    if record is None:
                        edits.remove_record(table, key)
                    else:
                        edits.put_record(table, key, record)

    def _commit(self, branch: str) -> str:
        """Commit what is here, large files brought up to their history before; gives the branch's tip."""
        with self._store.transaction("sync"):
            catch_up(self._folder)
            files = self._live((*OWN, *_BESIDE))
        tip = self._repository.tip(f"refs/heads/{branch}")
        commit = self._repository.commit(files, f"papershelf sync on {self._machine}", [tip] if tip else [])
        if commit != tip:
            self._move(branch, commit, tip)
        return commit

    def _live(self, names: tuple[str, ...]) -> dict[str, bytes]:
        try:
            return {name: (self._folder / name).read_bytes() for name in names if (self._folder / name).exists()}
        except OSError as error:
            raise DataError(f"{self._folder} cannot be read: {error.strerror or error}.") from error

    def _move(self, branch: str, commit: str, old: str | None) -> None:
        self._git.run("update-ref", "-m", "papershelf sync", f"refs/heads/{branch}", commit, old or "0" * 40)
        self._repository.index_as(commit, (*OWN, *_BESIDE))

    def _count(self, report: SyncReport, ours: str, theirs: str | None) -> None:
        mine, yours = self._lines(ours), self._lines(theirs) if theirs else set()
        report.sent, report.taken = len(mine - yours), max(report.taken, len(yours - mine))

    def _lines(self, commit: str) -> set[bytes]:
        return set(self._repository.files(commit, (HISTORY,)).get(HISTORY, b"").split(b"\n")) - {b""}

    def _merge(self, ours: str, theirs: str, report: SyncReport) -> str:
        """The commit that holds both: theirs where ours has nothing of its own, else both joined."""
        base = self._repository.base(ours, theirs)
        if base == ours:
            return theirs
        with TemporaryDirectory(prefix="papershelf-") as made:
            folders = {name: Path(made) / name for name in ("base", "ours", "theirs")}
            for name, commit in (("base", base), ("ours", ours), ("theirs", theirs)):
                self._check_out(folders[name], commit)
            here, there = Snapshot.read(folders["ours"]), Snapshot.read(folders["theirs"])
            before = Snapshot.read(folders["base"]).tables if base else None
            machine = self._machine_of(theirs)
            meeting = meet(here, there, (self._machine, machine), frozenset((*FILES, HISTORY)), before)
            histories = [_read(folders[name] / HISTORY) for name in ("ours", "theirs")]
            (folders["ours"] / HISTORY).write_bytes(join_histories(*histories))
            put_tables(folders["ours"], meeting.joined.tables, f"joined with {machine}", self._clock)
            files = {name: _read(folders["ours"] / name) for name in OWN if (folders["ours"] / name).exists()}
        report.conflicts = meeting.joined.conflicts
        tree = self._repository.others(base, ours, theirs)
        message = f"papershelf sync on {self._machine}"
        return self._repository.commit(files, message, [ours, theirs], tree)

    def _check_out(self, folder: Path, commit: str | None) -> None:
        folder.mkdir()
        for name, content in (self._repository.files(commit) if commit else {}).items():
            (folder / name).write_bytes(content)

    def _machine_of(self, commit: str) -> str:
        found = _SUBJECT.fullmatch(safe_line(self._git.run("log", "-1", "--format=%s", commit).line))
        return found[1] if found and found[1] != self._machine else "another machine"

    def _take_over(self, branch: str, ours: str, merged: str) -> bool:
        """Put the files of a commit in place; says whether it could, which it cannot if somebody wrote meanwhile."""
        files, known = self._repository.files(merged), self._repository.files(ours)
        others = self._repository.changed_others(ours, merged)
        with self._store.transaction("sync"):
            live = self._live(OWN)
            if live != known:
                return False
            replace_files(
                self._folder, {name: files[name] for name in OWN if name in files and files[name] != live.get(name)}
            )
            self._move(branch, merged, ours)
            if others:
                self._git.run("read-tree", "-m", "-u", ours, merged)
        return True


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
