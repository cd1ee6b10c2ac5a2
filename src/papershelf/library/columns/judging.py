"""Judging queries by columns: a flag for each paper, from one answer for all that share a value."""

from collections.abc import Hashable, Iterable, Sequence

import numpy as np

from papershelf.library.columns.asking import MARK, MEMBERS, NAMES, asked_of, holds_for
from papershelf.library.columns.compiled import Flags
from papershelf.library.columns.facts import MANY, NOBODY, UNMARKED
from papershelf.library.columns.line import Line
from papershelf.library.columns.marked import Marked
from papershelf.marks import Entry
from papershelf.search.language.filters import Context, Predicate, clause_filter, entry_filter
from papershelf.search.language.listed import papers_of
from papershelf.search.language.nodes import Clause, Group, Query

_MOST_KEPT = 64  # answers of columns; each has a byte for every paper
Condition = Clause | Group


class Judge:
    """Judges the papers of a line.

    Args:
        line: The papers.
        marked: Their marks.
    """

    def __init__(self, line: Line, marked: Marked) -> None:
        self._line = line
        self._marked = marked
        self._answers: dict[Hashable, Flags] = {}

    def flags(self, conditions: Iterable[Condition], context: Context, among: Flags | None = None) -> Flags:
        """Which papers meet all of some conditions.

        Args:
            conditions: Clauses, and groups of nothing but clauses.
            context: What they must know beside.
            among: The papers that are asked about, or None for all.
        """
        found = self._line.there if among is None else among
        unknown: list[Condition] = []
        for condition in conditions:
            flags = self._condition(condition, context)
            if flags is None:
                unknown.append(condition)
            else:
                found = found & flags
        return self._one_by_one(found, unknown, context) if unknown else found

    def _one_by_one(self, among: Flags, conditions: Sequence[Condition], context: Context) -> Flags:
        """What columns know nothing of is asked of each paper that is left."""
        test, found = entry_filter(Query(tuple(conditions)), context), np.zeros_like(among)
        for row in np.flatnonzero(among).tolist():
            paper = self._line.paper(row)
            found[row] = paper is not None and test(Entry(paper, self._marked.rows.get(row, UNMARKED)))
        return found

    def _condition(self, condition: Condition, context: Context) -> Flags | None:
        if isinstance(condition, Clause):
            flags = self._clause(Clause(condition.name, condition.value), context)
        else:
            flags = self._any_of(condition, context)
        return ~flags if flags is not None and condition.negated else flags

    def _any_of(self, group: Group, context: Context) -> Flags | None:
        found = np.zeros(self._line.size, np.bool_)
        for option in group.options:
            every = np.ones(self._line.size, np.bool_)
            for inner in option:
                flags = self._condition(inner, context) if isinstance(inner, Clause | Group) else None
                if flags is None:
                    return None
                every &= flags
            found |= every
        return found

    def _clause(self, clause: Clause, context: Context) -> Flags | None:
        about = asked_of(clause)
        if about is None:
            return None
        if about == MEMBERS:
            return self._line.flagged(
                papers_of(clause.value, context.lists) if clause.name == "list" else context.selected
            )
        asked = clause, holds_for(clause, context)
        if about == MARK:
            return self._marked.flags(asked, clause_filter(clause, context))
        if asked not in self._answers:
            test = clause_filter(clause, context)
            if len(self._answers) >= _MOST_KEPT:
                self._answers.pop(next(iter(self._answers)))
            self._answers[asked] = self._by_names(clause, test) if about == NAMES else self._by_fact(about, test)
        return self._answers[asked]

    def _by_fact(self, fact: str, test: Predicate) -> Flags:
        """Judges every value once, and by itself what is not as it was compiled."""
        compiled = self._line.compiled
        answers = np.array([test(Entry(paper, UNMARKED)) for paper in compiled.stand_ins(fact)], np.bool_)
        assert fact not in MANY or not test(Entry(NOBODY, UNMARKED)), "who has no value fits nothing asked of values"
        return self._with_beside(compiled.spread(fact, answers), test)

    def _by_names(self, clause: Clause, test: Predicate) -> Flags:
        """What begins so by its id alone; what may be named so is looked at."""
        compiled, wanted = self._line.compiled, clause.value.strip().lower()
        flags = np.array([paper_id.lower().startswith(wanted) for paper_id in compiled.ids], np.bool_)
        for row in compiled.named([wanted]):
            if self._line.there[row] and not flags[row]:
                paper = self._line.paper(row)
                flags[row] = paper is not None and test(Entry(paper, UNMARKED))
        return self._with_beside(flags, test)

    def _with_beside(self, flags: Flags, test: Predicate) -> Flags:
        if not self._line.beside:
            return flags
        beside = np.array([test(Entry(paper, UNMARKED)) for paper in self._line.beside], np.bool_)
        return np.concatenate((flags, beside))
