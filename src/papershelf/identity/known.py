"""What tells the papers of a library apart, without the papers; and a register that reads few of them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import NamedTuple, Self

from papershelf.identity.near import TitleIndex, edges_of
from papershelf.identity.register import Register, Told, note_holder, telling
from papershelf.paper import Paper
from papershelf.text import title_key


class Known(NamedTuple):
    """What tells papers apart, in their order.

    Attributes:
        ids: Of the papers.
        keys: Their title keys, in the same order.
        also: The title keys of what was merged into a paper, by its id, where there are any.
        told: The identifiers of a paper and of what was merged into it, by its id, where there are any.
    """

    ids: list[str]
    keys: list[str]
    also: dict[str, list[str]]
    told: dict[str, Told]

    @classmethod
    def none(cls) -> Self:
        """Of no papers yet."""
        return cls([], [], {}, {})

    def add(self, paper: Paper) -> None:
        """Add what tells the paper that comes next."""
        self.ids.append(paper.id)
        self.keys.append(title_key(paper.title))
        if paper.also:
            self.also[paper.id] = [title_key(former.title) for former in paper.also]
        if told := [each for face in (paper, *paper.also) for each in telling(face)]:
            self.told[paper.id] = told

    def take(self, paper_id: str, key: str, of: "Known") -> None:
        """Add what another one knows of the paper that comes next."""
        self.ids.append(paper_id)
        self.keys.append(key)
        if paper_id in of.also:
            self.also[paper_id] = of.also[paper_id]
        if paper_id in of.told:
            self.told[paper_id] = of.told[paper_id]


class Beside(Register):
    """Places a few drafts as a `Register` of all papers does, and reads only papers that one of them may be.

    Args:
        papers: The library's papers by id, each read when it is asked for.
        known: What tells them apart, for all of them.
        drafts: All that will be placed.
    """

    def __init__(self, papers: Mapping[str, Paper], known: Known, drafts: Iterable[Paper]) -> None:
        super().__init__(())
        self._papers = _Read(papers)
        self._titles = TitleIndex(is_part=True)
        wanted: set[tuple[str, str]] = set()
        beginnings: set[str] = set()
        ends: set[str] = set()
        for draft in drafts:
            wanted.update(telling(draft))
            beginning, end = edges_of(title_key(draft.title))
            beginnings.add(beginning)
            ends.add(end)

        for paper_id, key in zip(known.ids, known.keys, strict=True):
            titles = ((key, None), *zip(known.also[paper_id], count())) if paper_id in known.also else ((key, None),)
            for title, place in titles:
                beginning, end = edges_of(title)
                if beginning in beginnings or end in ends:
                    self._learn_title(title, paper_id, place)
        for paper_id, told in known.told.items():
            for identifier in wanted.intersection(told):
                note_holder(self._by_identifier, identifier, paper_id)


class _Read(dict[str, Paper]):
    """Papers that were learnt, over those of the library."""

    def __init__(self, beneath: Mapping[str, Paper]) -> None:
        super().__init__()
        self._beneath = beneath

    def __missing__(self, key: str) -> Paper:
        return self._beneath[key]

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self._beneath

    def __len__(self) -> int:
        return len(self._beneath) + sum(key not in self._beneath for key in super().__iter__())

    def __iter__(self) -> Iterator[str]:
        yield from self._beneath
        yield from (key for key in super().__iter__() if key not in self._beneath)
