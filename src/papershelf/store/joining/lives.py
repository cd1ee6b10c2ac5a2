"""What became of a paper: in the library, in the trash or gone, on two sides; whatever was worked on stays."""

from collections.abc import Callable
from typing import NamedTuple

from papershelf.store.joining.case import OURS, THEIRS, Case
from papershelf.store.joining.marks import join_marks
from papershelf.store.joining.papers import add_deleted, join_papers
from papershelf.store.joining.sides import Tables, moment
from papershelf.store.layout import Record

Join = Callable[[Case, Record | None, Record, Record], Record]


class Life(NamedTuple):
    """All that is kept of one paper.

    Attributes:
        paper: Its record in the library.
        mark: What the person added, beside it.
        trash: Its record in the trash.
    """

    paper: Record | None = None
    mark: Record | None = None
    trash: Record | None = None

    @classmethod
    def of(cls, tables: Tables, key: str) -> "Life":
        """What the tables keep of a paper."""
        return cls(*(tables.get(table, {}).get(key) for table in ("papers", "marks", "trash")))

    @property
    def in_trash(self) -> bool:
        """Whether it is in the trash only."""
        return self.paper is None and self.trash is not None

    @property
    def whole(self) -> "Life":
        """The same with paper and mark taken out of the trash."""
        if self.trash is None:
            return self
        return Life(self.paper or self.trash.get("paper"), self.mark or self.trash.get("mark"))


def join_lives(case: Case, base: Life | None, ours: Life, theirs: Life) -> Life:
    """What becomes of a paper.

    Args:
        case: The paper's.
        base: How it was on both sides; None where that is not known.
        ours: How it is on ours.
        theirs: How it is on theirs.
    """
    if ours == theirs:
        return ours
    quiet = Case(case.key, case.sides, [])
    lives = ours, theirs = settle(quiet, ours, OURS), settle(quiet, theirs, THEIRS)
    if ours.in_trash and theirs.in_trash:
        joined = Life(None, _marks_of(case, base, lives), _both_in_trash(case, base, lives))
    elif ours.paper and theirs.paper:
        joined = Life(
            join_papers(case, base and base.whole.paper, ours.paper, theirs.paper), _marks_of(case, base, lives)
        )
    elif (ours.paper and theirs.in_trash) or (theirs.paper and ours.in_trash):
        joined = _one_in_trash(case, base, lives, THEIRS if theirs.in_trash else OURS)
    elif any(life.paper or life.in_trash for life in lives):
        joined = _one_gone(case, base, lives, OURS if ours.paper or ours.in_trash else THEIRS)
    else:
        joined = Life(None, _marks_of(case, base, lives))
    return settle(case, joined)


def _one_in_trash(case: Case, base: Life | None, lives: tuple[Life, Life], deleter: int) -> Life:
    """One side has deleted what the other has in its library."""
    trash = lives[deleter].trash
    assert trash is not None
    keeper = 1 - deleter
    alive = lives[keeper]
    if base is not None and base.paper is not None:
        stays = (alive.paper, alive.mark) != (base.paper, base.mark)
    elif base is not None and base.in_trash:
        stays = True  # it was taken out of the trash
    else:
        stays = _last(case, keeper, alive) > moment(str(trash.get("at", "")))
    before = base.whole if base is not None else Life()
    wholes = (lives[OURS].whole, lives[THEIRS].whole)
    mine, yours = wholes[OURS].paper, wholes[THEIRS].paper
    assert mine is not None
    assert yours is not None
    mark = _either(case, before.mark, wholes[OURS].mark, wholes[THEIRS].mark)
    if not stays:
        return Life(None, None, _trashed(trash, join_papers(case, before.paper, mine, yours), mark))
    kept, deleted = (mine, yours) if keeper == OURS else (yours, mine)
    case.tell("papers", "deleted", keeper, kept.get("title"), None)
    return Life(add_deleted(case, before.paper, kept, deleted), mark)


def _one_gone(case: Case, base: Life | None, lives: tuple[Life, Life], haver: int) -> Life:
    """One side has what the other has not, not even in its trash."""
    life, taker = lives[haver], 1 - haver
    if life.in_trash and lives[taker].mark is not None:
        return _marked_elsewhere(case, lives, haver)
    joined = Life(life.paper, _marks_of(case, base, lives), life.trash)
    if base is not None and base.paper is not None:
        if life.in_trash:
            return joined
        if (life.paper, life.mark) == (base.paper, base.mark):
            return Life(None, joined.mark)
        case.tell("papers", "deleted", haver, (life.paper or {}).get("title"), None)
        return joined
    if base is not None and base.in_trash:
        return joined if life.trash != base.trash else Life(None, joined.mark)
    removed = max(case.removed(taker, "papers"), case.removed(taker, "trash"))
    return Life(None, joined.mark) if removed > _last(case, haver, life) else joined


def _marked_elsewhere(case: Case, lives: tuple[Life, Life], deleter: int) -> Life:
    """One side has a paper in its trash, and of the other only a mark is known."""
    trash, mark = lives[deleter].trash, lives[1 - deleter].mark
    assert trash is not None
    assert mark is not None
    joined = _either(case, None, lives[OURS].whole.mark, lives[THEIRS].whole.mark)
    if case.last(1 - deleter, "marks", mark) > moment(str(trash.get("at", ""))):
        case.tell("papers", "deleted", 1 - deleter, trash["paper"].get("title"), None)
        return Life(trash["paper"], joined)
    return Life(None, None, _trashed(trash, trash["paper"], joined))


def _both_in_trash(case: Case, base: Life | None, lives: tuple[Life, Life]) -> Record:
    mine, yours = lives[OURS].trash, lives[THEIRS].trash
    assert mine is not None
    assert yours is not None
    if mine == yours:
        return mine
    before = base.whole if base is not None else Life()
    paper = join_papers(case, before.paper, mine["paper"], yours["paper"])
    mark = _either(case, before.mark, mine.get("mark"), yours.get("mark"))
    later = max(mine, yours, key=lambda record: (moment(str(record.get("at", ""))), str(record.get("at", ""))))
    return _trashed(later, paper, mark)


def _trashed(trash: Record, paper: Record, mark: Record | None) -> Record:
    joined = {**trash, "paper": paper}
    return joined | {"mark": mark} if mark else joined


def _either(case: Case, base: Record | None, ours: Record | None, theirs: Record | None) -> Record | None:
    """The mark of a paper that a side deleted: that the mark went with it is no wish to lose what the other wrote."""
    return join_marks(case, base, ours, theirs) if ours and theirs else ours or theirs


def _marks_of(case: Case, base: Life | None, lives: tuple[Life, Life]) -> Record | None:
    before = base.mark if base is not None else None
    return _present(case, "marks", before, (lives[OURS].mark, lives[THEIRS].mark), join_marks, known=base is not None)


def _present(
    case: Case,
    table: str,
    base: Record | None,
    records: tuple[Record | None, Record | None],
    join: Join,
    *,
    known: bool,
) -> Record | None:
    """A record that both have, joined; one that a side lacks, unless that side took it away."""
    ours, theirs = records
    if ours is not None and theirs is not None:
        return join(case, base, ours, theirs)
    side = OURS if ours is not None else THEIRS
    record = records[side]
    if record is None:
        return None
    if known and base is not None:
        if record == base:
            return None
        case.tell(table, "deleted", side, ours, theirs)
        return record
    return None if case.removed(1 - side, table) > case.last(side, table, record) else record


def join_rows(
    case: Case, table: str, base: Record | None, pair: tuple[Record | None, Record | None], join: Join, *, known: bool
) -> Record | None:
    """The same for a table of records that stand by themselves."""
    return pair[OURS] if pair[OURS] == pair[THEIRS] else _present(case, table, base, pair, join, known=known)


def settle(case: Case, life: Life, side: int = OURS) -> Life:
    """A paper is in the library or in the trash, not in both; one that was marked after it was deleted is back."""
    if life.trash is None or (life.paper is None and life.mark is None):
        return life
    whole = life.trash.get("mark")
    mark = join_marks(case, None, life.mark, whole) if life.mark and whole else life.mark or whole
    if life.paper is not None:
        return Life(life.paper, mark)
    assert life.mark is not None
    if case.last(side, "marks", life.mark) > moment(str(life.trash.get("at", ""))):
        case.tell("papers", "deleted", side, life.trash["paper"].get("title"), None)
        return Life(life.trash["paper"], mark)
    return Life(None, None, _trashed(life.trash, life.trash["paper"], mark))


def _last(case: Case, side: int, life: Life) -> float:
    rows = (("papers", life.paper), ("marks", life.mark), ("trash", life.trash))
    return max(case.last(side, table, record) for table, record in rows if record is not None)
