"""The part of `Library` through which papers come in: looked at first, mended where need be, then kept or not."""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.errors import DataError
from papershelf.library.editing import Editing
from papershelf.library.events import stamp
from papershelf.progress import Progress, Step, collector_aside, told, unheard, unstoppable
from papershelf.settings import seed_pages

if TYPE_CHECKING:
    from papershelf.identity import Known
    from papershelf.importers import Page, Problem
    from papershelf.library.planning import ImportPlan, ImportReport, Key
    from papershelf.paper import Paper


class Inbox(Editing):
    """Plans imports and carries them out; an import is one undoable unit, and never takes a mark away."""

    def plan_import(
        self,
        paths: Iterable[str | os.PathLike[str]],
        *,
        format: str | None = None,
        stdin: bytes | None = None,
        progress: Progress = unheard,
    ) -> "ImportPlan":
        """Read sources, and find out what would come of each record; nothing is written.

        Args:
            paths: Files and folders; `-` stands for the bytes of `stdin`.
            format: Name of an importer; found by looking at each text if left out.
            stdin: What came on standard input.
            progress: Told how far it is, and may call it off.

        Raises:
            Cancelled: It was called off.
            UsageError: There is no importer of that name.
        """
        from papershelf.importers import read_paths

        sources = read_paths([os.fspath(path) for path in paths], format=format, stdin=stdin, progress=progress)
        with collector_aside():
            return self.plan_pages(told(sources, progress, "reading", "page"), progress=progress)

    def plan_text(
        self, data: bytes, name: str, *, format: str | None = None, progress: Progress = unheard
    ) -> "ImportPlan":
        """The same for bytes that come from elsewhere, such as a clipboard.

        Args:
            data: What to read.
            name: What its listings call it.
            format: As in `plan_import`.
            progress: As in `plan_import`.

        Raises:
            Cancelled: It was called off.
            UsageError: There is no importer of that name.
        """
        from papershelf.importers import load_bytes, read_source

        return self.plan_pages([read_source(load_bytes(data, name), format, progress)], progress=progress)

    def plan_pages(
        self,
        pages: "Iterable[Page | Problem]",
        *,
        only: "Collection[Key] | None" = None,
        progress: Progress = unheard,
    ) -> "ImportPlan":
        """The same for pages that were read already, or for some of their records.

        Raises:
            Cancelled: It was called off.
        """
        from papershelf.library.lore import Lore
        from papershelf.library.planning import plan

        with collector_aside():
            return plan(
                tuple(pages),
                self._store.papers,
                stamp(self._clock()),
                progress,
                self._store.trash,
                only,
                lore=Lore(self.are_apart, self._known),
            )

    def _known(self, papers: "Mapping[str, Paper]", progress: Progress) -> "Known | None":
        """What tells papers apart, where they are many and in their file."""
        from papershelf.library.knowing import known_of

        return known_of(self._store, papers, self._cache, progress)

    def is_current(self, made: "ImportPlan") -> bool:
        """Whether a plan still says what would come of its records: nothing was changed since it was made."""
        return made.holds(self._store.papers, self._store.trash, made.only)

    def mend_entry(
        self, made: "ImportPlan", problem: "Problem", text: str, *, progress: Progress = unheard
    ) -> "ImportPlan":
        """Read a broken entry again, as a person mended it.

        Args:
            made: A plan.
            problem: One of its problems, with an entry.
            text: The entry now.
            progress: As in `plan_import`.

        Returns:
            A plan with the records of the entry, or with what is still wrong in the problem's place.

        Raises:
            Cancelled: It was called off.
        """
        from papershelf.importers import load_bytes, read_source
        from papershelf.library.planning import mended

        source = load_bytes(text.encode("utf-8", "surrogatepass"), problem.file)
        again = read_source(source, problem.format or None, progress)
        return self.plan_pages(mended(made.pages, problem, again), progress=progress)

    def write_entries(self, problems: "Iterable[Problem]", path: str | os.PathLike[str]) -> list[Path]:
        """Write the entries of problems to a new file, one for each format, so that they can be mended elsewhere.

        Args:
            problems: What could not be read; those without an entry are left out.
            path: A file that is not there yet; where there are several formats, each gets a file beside it.

        Returns:
            The files.

        Raises:
            DataError: One is there already, or cannot be written.
        """
        from papershelf.library.rejecting import rejects, targets, text_of, write

        broken = rejects(problems)
        try:
            files = targets(broken, Path(path))
            there = next(filter(os.path.lexists, files.values()), None)
        except ValueError as error:  # a NUL, or no name at all
            raise DataError(f"{path} is no name of a file. Name another.") from error
        if there is not None:
            raise DataError(f"{there} is there already, and stays as it is. Name another file.")
        for format, those in broken.items():
            write(files[format], text_of(format, those))
        return list(files.values())

    def carry_out(
        self,
        made: "ImportPlan",
        *,
        only: "Collection[Key] | None" = None,
        tags: Iterable[str] = (),
        status: str | None = None,
        progress: Progress = unheard,
    ) -> "ImportReport":
        """Import what was planned as one undoable unit; papers in the trash stay there.

        Args:
            made: From `plan_import` or one of its kind; what others changed since is heeded.
            only: Keys of the rows to take; all if left out.
            tags: Given to every paper taken.
            status: Given to every paper taken that is in the inbox.
            progress: Told how far it is, and may call it off until it is being written.

        Raises:
            Cancelled: It was called off, and nothing was written.
            UsageError: One of the tags is none, or the status.
            DataError: The library cannot be written.
        """
        from papershelf.library.importing import Wanted, bring_in

        wanted = Wanted.of(only, tags, status)
        with collector_aside():
            report, unit = bring_in(self._store, made, stamp(self._clock()), progress, wanted)
        unstoppable(progress)(Step("making it findable"))
        self._tell(unit)
        return report

    def import_files(
        self,
        paths: Iterable[str | os.PathLike[str]],
        *,
        format: str | None = None,
        dry_run: bool = False,
        stdin: bytes | None = None,
        progress: Progress = unheard,
    ) -> "ImportReport":
        """Import saved pages as one undoable unit; marks are never touched, papers in the trash stay there.

        Args:
            paths: Files and folders; `-` stands for the bytes of `stdin`.
            format: Name of an importer; found by looking at each text if left out.
            dry_run: Report what would happen, and write nothing.
            stdin: What came on standard input.
            progress: Told how far it is, and may call it off until it is being written.

        Raises:
            Cancelled: It was called off, and nothing was written.
            UsageError: There is no importer of that name.
            DataError: The library cannot be written.
        """
        made = self.plan_import(paths, format=format, stdin=stdin, progress=progress)
        if dry_run:
            return made.report
        made.rows.clear()  # nobody will look at them, and they need not be in memory beside what is written
        return self.carry_out(made, progress=progress)

    def import_seeds(self, progress: Progress = unheard) -> "ImportReport | None":
        """Load the seed pages into a library that never held anything; None if it did."""
        return self.import_files(seed_pages(), progress=progress) if self.is_untouched else None

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was ever kept here."""
        return not self._store.papers and not self._store.units(limit=1)
