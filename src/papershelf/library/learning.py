"""The part of `Library` that takes in what is known of its papers elsewhere."""

from collections.abc import Mapping
from dataclasses import replace

from papershelf.library.editing import Editing
from papershelf.library.marking import name_papers
from papershelf.paper import Paper
from papershelf.store import Unit


class Learning(Editing):
    """Fills gaps in papers; what the library knows is never replaced."""

    def learn(self, found: Mapping[str, Paper]) -> Unit | None:
        """Give papers the identifiers that were found for them, and authors, date and venue where they have none.

        It is no import: no listing is added, and title, abstract and links stay as they are.

        Args:
            found: By the id of a paper of the library, a record of the same work. Papers that are gone are no matter.

        Returns:
            The one undoable unit, or None where there was nothing to learn.

        Raises:
            DataError: The library cannot be written.
        """
        from papershelf.identity import merge

        with self._store.transaction("") as edits:
            learnt: list[str] = []
            for paper_id, record in found.items():
                before = edits.papers.get(paper_id)
                if before is None:
                    continue
                after = merge(before, _gaps_of(before, record))
                if after != before:
                    edits.put_paper(after)
                    learnt.append(paper_id)
            edits.words = f"learnt the identifiers of {name_papers(learnt, edits.papers)}"
        return self._tell(edits.unit)


def _gaps_of(before: Paper, record: Paper) -> Paper:
    """Of a record what a paper lacks."""
    return replace(
        record,
        abstract="",
        raw_abstract="",
        authors=() if before.authors else record.authors,
        published=record.published if not before.published else None,
        venue="" if before.venue else record.venue,
        links=(),
        sources=(),
        keywords=(),
        also=(),
    )
