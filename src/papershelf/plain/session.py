"""Where a person is in plain mode: what is listed, which paper is in hand, and what numbers mean."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from papershelf.days import day_of
from papershelf.errors import NothingFoundError, UsageError
from papershelf.library import Changed, Library, counted
from papershelf.marks import Entry
from papershelf.plain import numbers
from papershelf.plain.outside import Outside
from papershelf.plain.speech import sentence
from papershelf.plain.talk import Talk
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.config import Config
    from papershelf.store import Unit

PAGE: Final = 10
_LABEL: Final = 40  # letters of a name in the prompt
BACK: Final = "undo takes it back"


@dataclass(frozen=True, slots=True)
class Place:
    """What is listed.

    Attributes:
        label: Its name.
        query: What was searched for.
        view: The query of a view that it is searched in.
        sort: The key by which it is sorted; empty for its own order.
        ids: The papers as they were listed; numbers mean these, until they are listed anew.
        why: By id, what brought a paper here.
        divider: Index of the first paper that is only similar to what was typed.
        is_fixed: Whether it is these papers, whatever becomes of them, and no query.
    """

    label: str
    query: str = ""
    view: str = ""
    sort: str = ""
    ids: tuple[str, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)
    divider: int | None = None
    is_fixed: bool = False


class Session:
    """One conversation about one library.

    Args:
        library: The open library.
        talk: How lines come and go.
        outside: Clipboard, browser and editor.
        config: The settings in force.

    Attributes:
        place: What is listed.
        shown: The last number that was listed on the page shown.
        paper_id: The paper in hand; empty for none.
        page_size: Papers that are listed at once.
        past: The changes that were listed last, by id.
        is_over: Whether the person wants to leave.
    """

    def __init__(self, library: Library, talk: Talk, outside: Outside, config: "Config") -> None:
        self.library = library
        self.talk = talk
        self.outside = outside
        self.config = config
        self.place = Place("All")
        self.shown = 0
        self.paper_id = ""
        self.page_size = PAGE
        self.past: tuple[str, ...] = ()
        self.is_over = False
        self._count: int | None = None
        self._foreign: list[Changed] = []
        library.subscribe(self._hear)

    @property
    def say(self) -> Callable[..., None]:
        """Says texts."""
        return self.talk.say

    @property
    def today(self) -> date:
        """The day it is where the person is."""
        return day_of(self.library.now)

    # Where one is

    def go(self, place: Place) -> None:
        """Make a place the one that numbers are about; it is looked up anew."""
        self._take(place)
        self.shown, self.paper_id = 0, ""

    def look_up(self) -> None:
        """Find anew what is listed; from now on numbers mean that."""
        self._take(self.place)

    def _take(self, place: Place) -> None:
        """Find what a place holds and be there; where it cannot be found, one stays where one was."""
        if place.is_fixed:
            ids = tuple(paper_id for paper_id in place.ids if self.library.entry(paper_id))
            self.place = replace(place, ids=ids)
        else:
            found = self.library.find(place.query, view=place.view, sort=place.sort)
            self.place = replace(place, ids=tuple(found.ids), divider=found.divider)
        self._count = None

    def count(self) -> int:
        """How many papers the place holds now, whatever was listed before."""
        if self._count is None:
            place = self.place
            if place.is_fixed:
                self._count = sum(self.library.entry(paper_id) is not None for paper_id in place.ids)
            else:
                self._count = len(self.library.find(place.query, view=place.view).ids)
        return self._count

    @property
    def prompt(self) -> str:
        """Where one is: “Inbox, 522 papers, at 3>”."""
        label = safe_line(self.place.label[: 4 * _LABEL])
        label = label if len(label) <= _LABEL else f"{label[:_LABEL]}..."
        ids = self.place.ids
        at = f", at {ids.index(self.paper_id) + 1}" if self.paper_id in ids else ""
        return f"{label}, {counted(self.count(), 'paper')}{at}>"

    # What others do

    def _hear(self, change: Changed) -> None:
        self._count = None
        if change.outside:
            self._foreign.append(change)

    def take_in_changes(self) -> None:
        """Take in what other processes wrote, and say so."""
        self.library.refresh()
        if self._foreign:
            ids = frozenset[str]().union(*(change.ids for change in self._foreign))
            self._foreign.clear()
            what = counted(len(ids), "paper") if ids else "the library"
            mine = ", the one in hand too" if self.paper_id in ids else ""
            self.say(f"Meanwhile another program changed {what}{mine}.")

    # What is meant

    def chosen(self, words: Sequence[str]) -> list[str]:
        """The papers that numbers mean, or the one in hand where there are none.

        Raises:
            NothingFoundError: One is gone from the library.
            UsageError: There is no such number, or no paper is in hand.
        """
        if not words:
            if not self.paper_id:
                raise UsageError("Which paper? Name its number, or read it first by typing the number alone.")
            return [self._there(self.paper_id, "The paper in hand")]
        ids = self.place.ids
        found = numbers.places(words, len(ids))
        return [self._there(ids[number - 1], f"Number {number}") for number in found]

    def only(self, words: Sequence[str]) -> list[str]:
        """The same, where there may be nothing but numbers.

        Raises:
            NothingFoundError: As `chosen`.
            UsageError: As `chosen`, or there is another word.
        """
        found, others = numbers.apart(words)
        if others:
            raise UsageError(f'"{safe_line(others[0])[:_LABEL]}" is no number of a paper; numbers look like 1 3-5.')
        return self.chosen(found)

    def one(self, words: Sequence[str]) -> Entry:
        """The one paper that is meant.

        Raises:
            NothingFoundError: As `chosen`.
            UsageError: As `only`, or there are several.
        """
        ids = self.only(words)
        if len(ids) > 1:
            raise UsageError("One paper at a time, please.")
        return self.entry(ids[0])

    def entry(self, paper_id: str) -> Entry:
        """A paper that is there.

        Raises:
            NothingFoundError: It is gone.
        """
        found = self.library.entry(paper_id)
        if found is None:
            raise NothingFoundError("The paper is not in the library any more.")
        return found

    def _there(self, paper_id: str, name: str) -> str:
        if self.library.entry(paper_id) is None:
            raise NothingFoundError(f"{name} is not in the library any more; list shows what is.")
        return paper_id

    # What was done

    def done(self, unit: "Unit | None", more: str = "") -> None:
        """Say in one sentence what a change did, and how to take it back.

        Args:
            unit: The change; None where there was nothing to do.
            more: What else is to be said.
        """
        self.say(sentence(f"{safe_line(unit.words)}; {BACK}") if unit else "It was so already; nothing changed.")
        if more:
            self.say(more)
