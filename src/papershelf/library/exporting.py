"""The part of `Library` through which papers go out: every format, looked at, rendered, written."""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from papershelf.library.editing import Editing
from papershelf.library.targets import target_path
from papershelf.marks import Entry
from papershelf.progress import Progress, Told, unheard
from papershelf.settings import Places

if TYPE_CHECKING:
    from papershelf.exporters import Exporter, Options, WriteReport


class Exporting(Editing):
    """Exports papers; nothing in the library is changed by it.

    Attributes:
        places: Where its files live.
    """

    places: Places

    def formats(self) -> "Mapping[str, Exporter]":
        """Every format that `export` takes, by name, in the order to offer them; those of templates last.

        Raises:
            DataError: The folder of templates cannot be read.
        """
        from papershelf.library.templating import all_formats

        return all_formats(self.places.config)

    def format(self, name: str) -> "Exporter":
        """The format of a name, `template:NAME` among them.

        Raises:
            DataError: The folder of templates cannot be read.
            UsageError: There is none.
        """
        from papershelf.library.templating import format_of

        return format_of(name, self.places.config)

    def export(
        self,
        format: str,
        output: str | os.PathLike[str],
        *,
        query: str = "",
        ids: Sequence[str] | None = None,
        options: "Options | None" = None,
        dry_run: bool = False,
        progress: Progress = unheard,
    ) -> "WriteReport":
        """Write papers in a format, to a file or a folder.

        Args:
            format: Name of an exporter: `markdown`, `folder`, … or `template:NAME`.
            output: The file or folder to write.
            query: Which papers, where `ids` are not given.
            ids: Exactly these papers, in this order.
            options: Grouping and what to leave out.
            dry_run: Say what would be written, with the texts before and after, and write nothing.
            progress: Told how far it is, and may call it off.

        Raises:
            Cancelled: It was called off; nothing was written.
            UsageError: There is no exporter of that name.
            DataError: The target cannot be written.
        """
        from papershelf.exporters import Options, export

        exporter = self.format(format)
        chosen = self._entries(self._finder.find(query).ids if ids is None else ids)
        return export(exporter, chosen, options or Options(), target_path(output), dry_run=dry_run, progress=progress)

    def rendered(
        self, format: str, ids: Sequence[str], options: "Options | None" = None, *, progress: Progress = unheard
    ) -> Mapping[str, str]:
        """What an export of papers into an empty place would write: texts by relative path, `.` for the target itself.

        Args:
            format: Name of an exporter.
            ids: The papers, in this order; those that are not in the library are left out.
            options: Grouping and what to leave out.
            progress: Told how far it is, and may call it off.

        Raises:
            Cancelled: It was called off.
            UsageError: There is no exporter of that name.
        """
        from papershelf.exporters import Options

        chosen = self._entries(ids)
        return self.format(format).render(Told(chosen, progress, "putting into words", "paper"), options or Options())

    def _entries(self, ids: Sequence[str]) -> list[Entry]:
        """The papers that are in the library, in their order."""
        return [entry for entry in map(self._finder.entry, ids) if entry]
