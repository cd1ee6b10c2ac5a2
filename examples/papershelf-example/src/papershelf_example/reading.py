"""The importer: text in, records and problems out, nothing raised."""

from typing import ClassVar

from papershelf.plugins import Importer, Page, Problem, Progress, Record, Step, unheard
from papershelf_example import MAGIC


class Cards(Importer):
    """Reads cards, each from its title to the next."""

    name: ClassVar[str] = "cards"
    label: ClassVar[str] = "cards of the example plugin"
    suffixes: ClassVar[tuple[str, ...]] = (".cards",)

    def sniff(self, text: str) -> float:
        """Sure of the first line."""
        return 1.0 if text.startswith(MAGIC) else 0.0

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """Every card; text above the first title is a problem."""
        records: list[Record] = []
        problems: list[Problem] = []
        lines = text.split("\n")
        for number, line in enumerate(lines, 1):
            if number % 1000 == 0:
                progress(Step("reading", number, len(lines), "line"))  # raises where the person wants no more
            if line.startswith("# "):
                records.append(Record(line[2:], "", number, len(records) + 1))
            elif line.strip() and line.strip() != MAGIC:
                if records:
                    records[-1] = _with(records[-1], line)
                else:
                    problems.append(Problem(file, number, "This line stands above the first title.", line))
        return Page(file, tuple(records), tuple(problems))


def _with(card: Record, line: str) -> Record:
    """The card with one more line."""
    authors, urls, abstract = card.authors, card.urls, card.abstract
    if line.startswith("& "):
        authors = (*authors, line[2:])
    elif line.startswith("> "):
        urls = (*urls, line[2:])
    else:
        abstract = f"{abstract}\n{line}".strip()
    return Record(card.title, abstract, card.line, card.position, authors=authors, urls=urls)
