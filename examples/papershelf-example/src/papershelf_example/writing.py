"""The exporter: entries in, texts by path out; papershelf writes the file."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from papershelf.plugins import ITSELF, Entry, Exporter, Options
from papershelf_example import MAGIC


class Cards(Exporter):
    """Writes a card for each paper."""

    name: ClassVar[str] = "cards"
    summary: ClassVar[str] = "Cards of the example plugin, one after the other"
    into: ClassVar[Literal["file", "folder"]] = "file"
    suffix: ClassVar[str] = ".cards"
    honours: ClassVar[frozenset[str]] = frozenset({"abstracts", "links"})

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """All cards as one text."""
        lines = [MAGIC]
        for entry in entries:
            paper = entry.paper
            lines += [f"# {paper.title}", *(f"& {author}" for author in paper.authors)]
            if options.links:
                lines += [f"> {link.url}" for link in paper.links]
            if options.abstracts:
                lines += [line for line in paper.abstract.split("\n") if line.strip()]
        return {ITSELF: "\n".join(lines) + "\n"}
