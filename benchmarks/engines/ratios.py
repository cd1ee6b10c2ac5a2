"""RapidFuzz over whole titles, as most programs use it."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from benchmarks.engines.base import ANY_NUMBER, DEPTH, version_of
from benchmarks.queries import Known


class TitleRatio:
    """The weighted ratio of what is typed to every title."""

    name = "RapidFuzz WRatio, titles"
    how = f"{version_of('rapidfuzz')}: `process.extract` over titles in lower case"
    pace = 40.0
    most_papers = ANY_NUMBER

    def build(self, papers: Sequence[Known]) -> None:
        """Lower the titles."""
        self.titles = {paper.id: paper.title.lower() for paper in papers}

    def find(self, typed: str, limit: int = DEPTH) -> list[str]:
        """Ids, the best first."""
        return [key for _, _, key in process.extract(typed.lower(), self.titles, scorer=WRatio, limit=limit)]

    def close(self) -> None:
        """Drop the titles."""
        self.titles.clear()
