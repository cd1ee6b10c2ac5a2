"""Going through papers one by one, without a widget: which one is in front, what was decided, and the way back."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from papershelf.marks import Mark, Status, is_asleep
from papershelf.store import Unit

Exists = Callable[[str], bool]


class Decision(StrEnum):
    """What may become of a paper; its text is how a person reads it."""

    KEPT = "kept"
    STARRED = "starred"
    LATER = "later"
    SKIPPED = "skipped"
    READ = "to read"
    LET_GO = "let go"


@dataclass(slots=True, eq=False)
class Step:
    """Something that a person did on the way.

    Attributes:
        paper_id: To which paper.
        decision: What was decided; None for anything else, such as a tag, after which one stays.
        before: What had been decided of it before.
        units: The changes that it made, in their order, as soon as they are on disk.
    """

    paper_id: str
    decision: Decision | None = None
    before: Decision | None = None
    units: list[str] = field(default_factory=list)

    def made(self, unit: Unit | None) -> Unit | None:
        """Remember a change, on the thread that made it: the next in the line may take this step back already."""
        if unit is not None:
            self.units.append(unit.id)
        return unit


class Round:
    """One way through papers; which ones stays fixed, whatever becomes of the view they came from.

    Args:
        ids: The papers in their order.
        exists: Whether a paper is still there; one that is not is passed over.
        decided: What was decided before, where it is gone on with.

    Attributes:
        ids: The same, none twice.
        place: Which of them is in front; behind the last at the end.
        decided: What was decided, by paper.
        steps: What can be taken back, the last at the end.
    """

    def __init__(self, ids: Iterable[str], exists: Exists, decided: Mapping[str, Decision] | None = None) -> None:
        self.ids = tuple(dict.fromkeys(ids))
        self._exists = exists
        own = frozenset(self.ids)
        self.decided = {each: word for each, word in (decided or {}).items() if each in own}
        self.steps: list[Step] = []
        self.place = self._next(-1)

    @property
    def current(self) -> str | None:
        """The paper in front; None at the end."""
        return self.ids[self.place] if self.place < len(self.ids) else None

    @property
    def left(self) -> list[str]:
        """The papers that are there and of which nothing was decided, in their order."""
        return [each for each in self.ids if each not in self.decided and self._exists(each)]

    @property
    def counts(self) -> Counter[Decision]:
        """How often each was decided."""
        return Counter(self.decided.values())

    def _next(self, place: int, step: int = 1, *, undecided: bool = True) -> int:
        """The nearest place beyond one whose paper is there; behind the last, or -1, where there is none."""
        place += step
        while 0 <= place < len(self.ids):
            each = self.ids[place]
            if self._exists(each) and not (undecided and each in self.decided):
                break
            place += step
        return place

    def pass_over(self) -> int:
        """Go on from papers that are gone; how many these were."""
        before = self.place
        if self.current is not None and not self._exists(self.ids[before]):
            self.place = self._next(before)
        return sum(not self._exists(each) for each in self.ids[before : self.place])

    def decide(self, decision: Decision) -> Step:
        """Decide of the paper in front, and go on to the next one that waits.

        Raises:
            IndexError: There is none: this is the end.
        """
        paper_id = self.ids[self.place]
        step = Step(paper_id, decision, self.decided.get(paper_id))
        self.decided[paper_id] = decision
        self.steps.append(step)
        self.place = self._next(self.place)
        return step

    def beside(self, paper_id: str, units: Iterable[str] = ()) -> Step:
        """Remember what else was done to a paper, to take it back in its turn."""
        step = Step(paper_id, units=list(units))
        self.steps.append(step)
        return step

    def go(self, delta: int) -> bool:
        """Go to the paper before or after, decided or not; behind the last is the end. False where there is none."""
        place = self._next(self.place, delta, undecided=False)
        if place < 0 or self.place == len(self.ids) < place:
            return False
        self.place = place
        return True

    def undo(self) -> Step | None:
        """Take the last step back and return to its paper; None where there is none."""
        if not self.steps:
            return None
        step = self.steps.pop()
        self._put(step.paper_id, step.before if step.decision else self.decided.get(step.paper_id))
        self.place = self.ids.index(step.paper_id)
        return step

    def undone_in_vain(self, step: Step) -> None:
        """A step could not be taken back: it stands as it was, unless something else was decided meanwhile."""
        self.steps.append(step)
        if step.decision and self.decided.get(step.paper_id) == step.before:
            self._put(step.paper_id, step.decision)

    def fail(self, step: Step) -> None:
        """A step could not be written, or changed nothing; if it was a decision, the paper waits for one as before."""
        if step not in self.steps:
            return  # it was taken back already
        place = self.steps.index(step)
        del self.steps[place]
        if step.decision is None:
            return
        later = (each for each in self.steps[place:] if each.paper_id == step.paper_id and each.decision)
        if (other := next(later, None)) is not None:
            other.before = step.before
        else:
            self._put(step.paper_id, step.before)

    def _put(self, paper_id: str, decision: Decision | None) -> None:
        if decision is None:
            self.decided.pop(paper_id, None)
        else:
            self.decided[paper_id] = decision


def still_holds(decision: Decision, mark: Mark, today: str) -> bool:
    """Whether a paper is still as it was decided: that may have been taken back since, or a day may have come.

    Args:
        decision: What was decided of it in an earlier triage.
        mark: How it stands now.
        today: The day it is, as days are kept.
    """
    if decision is Decision.LATER:
        return is_asleep(mark, today)
    return mark.status is Status.SKIPPED if decision is Decision.SKIPPED else mark.status is not Status.INBOX


def same_rest(rest: Iterable[str], listed: Iterable[str], decided: Iterable[str]) -> bool:
    """Whether what is left of an earlier round is just what a new one would bring.

    Args:
        rest: What is left of it.
        listed: The papers listed now.
        decided: Those decided of in it, which may be listed still.
    """
    return set(rest) == set(listed) - set(decided)
