"""What papers are called: the ids of the compiled ones in their order, those that came later, and their numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain


class Names:
    """Ids and numbers of papers; a number is never given twice.

    Args:
        compiled: Ids in the order of their numbers; shared with whoever else has them, and never changed.
        places: Their numbers, if somebody has these already.
    """

    def __init__(self, compiled: Sequence[str], places: Mapping[str, int] | None = None) -> None:
        self.compiled = compiled
        self._places = places
        self._later: list[str] = []
        self._later_numbers: dict[str, int] = {}
        self._gone: set[str] = set()

    def __len__(self) -> int:
        """How many numbers were given, those of papers taken out counted too."""
        return len(self.compiled) + len(self._later)

    def __getitem__(self, number: int) -> str:
        compiled = len(self.compiled)
        return self.compiled[number] if number < compiled else self._later[number - compiled]

    def __iter__(self) -> Iterator[str]:
        """The ids of the papers that are there, in the order of their numbers."""
        rest = (doc_id for doc_id in self.compiled if doc_id not in self._gone) if self._gone else self.compiled
        return chain(rest, self._later_numbers)

    def __contains__(self, doc_id: object) -> bool:
        return isinstance(doc_id, str) and self.number(doc_id) is not None

    def number(self, doc_id: str) -> int | None:
        """The number of a paper, or None where it is not there."""
        if (later := self._later_numbers.get(doc_id)) is not None:
            return later
        return None if doc_id in self._gone else self.places.get(doc_id)

    def numbers(self, doc_ids: Iterable[str]) -> list[int]:
        """The numbers of those papers that are there."""
        if self._gone or self._later_numbers:
            return [number for number in map(self.number, doc_ids) if number is not None]
        return [number for number in map(self.places.get, doc_ids) if number is not None]

    def named(self, numbers: Iterable[int]) -> Iterator[str]:
        """The ids that belong to numbers."""
        return map(self.__getitem__ if self._later else self.compiled.__getitem__, numbers)

    @property
    def places(self) -> Mapping[str, int]:
        """The numbers of the compiled papers, also of those that were taken out since."""
        if self._places is None:  # made when it is first asked for: a search needs none of it
            self._places = {doc_id: number for number, doc_id in enumerate(self.compiled)}
        return self._places

    def add(self, doc_id: str) -> int:
        """A number for a paper that is not there."""
        number = self._later_numbers[doc_id] = len(self)
        self._later.append(doc_id)
        return number

    def drop(self, doc_id: str) -> int | None:
        """Take a paper out; says which number it had, or None where it was not there."""
        if (number := self._later_numbers.pop(doc_id, None)) is not None:
            return number
        number = self.number(doc_id)
        if number is not None:
            self._gone.add(doc_id)
        return number
