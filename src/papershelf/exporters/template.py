"""An export as a template says, the person's or one that ships: one file, known again by a stamp that it sets."""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Final

from papershelf.exporters.base import ITSELF, Exporter, MergeProblem, Options
from papershelf.exporters.stamp import digest
from papershelf.exporters.templating.sources import Sources
from papershelf.marks import Entry
from papershelf.progress import Told, unheard

_STAMP: Final = re.compile("papershelf:template ([0-9a-f]{16})")
_UNTOLD: Final = "papershelf:template " + 16 * "0"


class TemplateList(Exporter):
    """A file as a template says.

    Args:
        sources: The templates that may include each other.
        file: The one meant.
    """

    name = "template"
    summary = "one file, as a template of yours says"
    into = "file"
    suffix = ""
    honours = frozenset({"group", "abstracts", "notes", "links", "title"})

    def __init__(self, sources: Sources, file: str) -> None:
        self.sources = sources
        self.file = file

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """The template filled in, as the target itself.

        Raises:
            Cancelled: It was called off.
            DataError: The template is wrong; the file, the line and what is wrong there are named.
        """
        from papershelf.exporters.templating.bounds import Bounds
        from papershelf.exporters.templating.data import list_data
        from papershelf.exporters.templating.engine import Engine

        known: dict[str, Entry] = {}
        progress = entries.progress if isinstance(entries, Told) else unheard
        engine = Engine(self.sources, self.file, Bounds(len(entries), progress), known.__getitem__)
        chosen = list(entries)
        stamp = secrets.token_hex(8)
        values = list_data(chosen, options, f"papershelf:template {stamp}")
        known.update(zip((paper["id"] for paper in values["papers"]), chosen, strict=True))
        text = engine.fill(values)
        told = _digest(text)
        return {ITSELF: text.replace(f"papershelf:template {stamp}", f"papershelf:template {told}")}

    def merge(self, existing: str, fresh: str) -> str:
        """The fresh text, where the file there is an earlier one that nobody has written into.

        Raises:
            MergeProblem: The file is not papershelf's, holds changes made by hand, or no stamp that would tell.
        """
        if not existing.strip():
            return fresh
        stamps = {found[1] for found in _STAMP.finditer(existing)}
        if stamps and _digest(existing) in stamps:
            return fresh
        if stamps:
            raise MergeProblem("was changed by hand since papershelf wrote it; choose another name")
        raise MergeProblem("has no stamp of papershelf's, so it may be yours; choose another name, or delete it first")


def _digest(text: str) -> str:
    """A fingerprint of a text in which every stamp counts the same."""
    return digest(_STAMP.sub(_UNTOLD, text))
