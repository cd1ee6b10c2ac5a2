"""tantivy, a search engine in Rust, with fuzzy terms."""

from collections.abc import Sequence
from typing import Any

from benchmarks.engines.base import ANY_NUMBER, DEPTH, optional, plain_words, version_of
from benchmarks.queries import Known

# Tried out among 100,000 papers, on queries of another seed than the benchmark's.
FIELDS = {"title": 8.0, "abstract": 1.0}  # what a hit there weighs
# A word that stands there counts by BM25, about 3 to 12; the others count the same however rare they are.
BEGUN = 5.0
SLIPPED = 3.0
ONE_SLIP, TWO_SLIPS = 3, 8  # letters that a word must have


class Tantivy:
    """All words as typed, the last also as a beginning; then all with slips; if no paper has all, any of them."""

    name = "tantivy, fuzzy"
    pace = 1.0
    most_papers = ANY_NUMBER

    def __init__(self) -> None:
        self.tantivy = optional("tantivy")
        self.how = (
            f"{version_of('tantivy')}: all words as typed, the last also as a beginning; then all of them with fuzzy "
            f"terms, one slip from {ONE_SLIP} letters, two from {TWO_SLIPS}; if no paper has all, any of them; BM25, "
            f"title × {FIELDS['title']:.0f}"
        )
        self.query = self.tantivy.Query
        self.occur = self.tantivy.Occur

    def build(self, papers: Sequence[Known]) -> None:
        """Index into memory with one writer, which leaves few segments to look through."""
        fields = self.tantivy.SchemaBuilder()
        fields.add_text_field("id", stored=True, tokenizer_name="raw")
        for field in FIELDS:
            fields.add_text_field(field)
        self.schema = fields.build()
        self.index = self.tantivy.Index(self.schema)
        writer = self.index.writer(256_000_000, 1)
        for paper in papers:
            writer.add_document(self.tantivy.Document(id=paper.id, title=paper.title, abstract=paper.abstract))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def find(self, typed: str, limit: int = DEPTH) -> list[str]:
        """Ids, the best first."""
        words = plain_words(typed)
        best = self._ask(self.occur.Must, self._clauses(words, forgiving=False), limit)
        if len(best) == limit:
            return best
        clauses = self._clauses(words, forgiving=True)
        more = self._ask(self.occur.Must, clauses, limit) or self._ask(self.occur.Should, clauses, limit)
        return list(dict.fromkeys([*best, *more]))[:limit]

    def _clauses(self, words: Sequence[str], *, forgiving: bool) -> list[Any]:
        last = len(words) - 1
        return [self._clause(word, begun=place == last, forgiving=forgiving) for place, word in enumerate(words)]

    def _clause(self, word: str, *, begun: bool, forgiving: bool) -> Any:
        """What may stand for one typed word: itself, what it begins, a word one slip away, or, if it is long, two."""
        slips = [distance for distance, least in ((1, ONE_SLIP), (2, TWO_SLIPS)) if forgiving and len(word) >= least]
        parts = []
        for field, weight in FIELDS.items():
            kinds = [(self.query.term_query(self.schema, field, word), 1.0)]
            if begun:
                kinds.append((self._near(field, word, 0, begun=True), BEGUN))
                slips = slips[:1]  # two slips in a beginning would let almost anything in
            kinds += [(self._near(field, word, distance, begun=begun), SLIPPED) for distance in slips]
            parts += [(self.occur.Should, self.query.boost_query(kind, weight * counts)) for kind, counts in kinds]
        return self.query.boolean_query(parts)

    def _near(self, field: str, word: str, slips: int, *, begun: bool) -> Any:
        return self.query.fuzzy_term_query(self.schema, field, word, distance=slips, prefix=begun)

    def _ask(self, how: Any, clauses: Sequence[Any], limit: int) -> list[str]:
        query = self.query.boolean_query([(how, clause) for clause in clauses])
        return [self.searcher.doc(place)["id"][0] for _, place in self.searcher.search(query, limit, count=False).hits]

    def close(self) -> None:
        """Drop the index."""
        del self.searcher, self.index
