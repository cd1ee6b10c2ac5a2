"""SQLite FTS5 twice: words with prefixes, and trigrams, which forgive typos."""

import sqlite3
from collections.abc import Sequence

from benchmarks.engines.base import ANY_NUMBER, DEPTH, plain_words
from benchmarks.queries import Known

TITLE_WEIGHT = 10


def _table(papers: Sequence[Known], options: str) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    base.execute(f"create virtual table p using fts5(id unindexed, title, abstract, {options})")
    base.executemany("insert into p values (?, ?, ?)", ((paper.id, paper.title, paper.abstract) for paper in papers))
    base.execute("insert into p(p) values ('optimize')")
    return base


def _ask(base: sqlite3.Connection, query: str, limit: int) -> list[str]:
    order = f"select id from p where p match ? order by bm25(p, 0, {TITLE_WEIGHT}, 1) limit ?"
    return [row[0] for row in base.execute(order, (query, limit))]


class Prefixes:
    """Whole words and the last one as a prefix: all of them, and if no paper has all, any of them.

    Tried out: better than any of them at once, and no worse than filling up what all of them leave free.
    """

    name = "SQLite FTS5, prefix"
    how = (
        f"SQLite {sqlite3.sqlite_version}: unicode61, the last word as a prefix; all words, or any if no paper has "
        f"all; BM25, title × {TITLE_WEIGHT}"
    )
    pace = 1.5
    most_papers = ANY_NUMBER

    def build(self, papers: Sequence[Known]) -> None:
        """Index words, and their beginnings of two and three letters."""
        self.base = _table(papers, "tokenize='unicode61 remove_diacritics 2', prefix='2 3'")

    def find(self, typed: str, limit: int = DEPTH) -> list[str]:
        """Ids, the best first."""
        words = [f'"{word}"' for word in plain_words(typed)]
        if not words:
            return []
        words[-1] += "*"
        return _ask(self.base, " AND ".join(words), limit) or _ask(self.base, " OR ".join(words), limit)

    def close(self) -> None:
        """Close the base in memory."""
        self.base.close()


class Trigrams:
    """Any of the groups of three letters of what is typed."""

    name = "SQLite FTS5, trigram"
    how = f"SQLite {sqlite3.sqlite_version}: any three letters of the words; BM25, title × {TITLE_WEIGHT}"
    pace = 12.0
    most_papers = ANY_NUMBER

    def build(self, papers: Sequence[Known]) -> None:
        """Index every three letters in a row."""
        self.base = _table(papers, "tokenize='trigram'")

    def find(self, typed: str, limit: int = DEPTH) -> list[str]:
        """Ids, the best first; none before the third letter."""
        words = plain_words(typed)
        groups = dict.fromkeys(word[at : at + 3] for word in words for at in range(len(word) - 2))
        return _ask(self.base, " OR ".join(f'"{group}"' for group in groups), limit) if groups else []

    def close(self) -> None:
        """Close the base in memory."""
        self.base.close()
