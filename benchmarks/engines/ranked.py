"""bm25s, a BM25 over numpy: no prefixes and no typos, but fast."""

from collections.abc import Sequence
from typing import Any

from benchmarks.engines.base import ANY_NUMBER, DEPTH, optional, version_of
from benchmarks.queries import Known

TITLE_WEIGHT = 5  # the title stands so many times before the abstract: bm25s has no fields


class Bm25s:
    """bm25s with its own tokeniser and English stop words."""

    name = "bm25s"
    pace = 1.5
    most_papers = ANY_NUMBER

    def __init__(self) -> None:
        self.bm25s = optional("bm25s")
        self.how = f"{version_of('bm25s')}: its own tokeniser, English stop words, the title {TITLE_WEIGHT} times"
        self.index: Any = None

    def build(self, papers: Sequence[Known]) -> None:
        """Tokenise and score everything beforehand, as it does."""
        texts = [f"{f'{paper.title} ' * TITLE_WEIGHT}{paper.abstract}" for paper in papers]
        self.index = self.bm25s.BM25()
        self.index.index(self.bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)
        self.ids = [paper.id for paper in papers]

    def find(self, typed: str, limit: int = DEPTH) -> list[str]:
        """Ids, the best first; none for words that it does not know."""
        tokens = self.bm25s.tokenize([typed], stopwords="en", return_ids=False, show_progress=False)
        if not any(token in self.index.vocab_dict for token in tokens[0]):
            return []
        places, scores = self.index.retrieve(
            tokens, k=min(limit, len(self.ids)), show_progress=False, backend_selection="numpy"
        )
        return [self.ids[place] for place, score in zip(places[0], scores[0], strict=True) if score > 0]

    def close(self) -> None:
        """Drop the index."""
        self.index = None
