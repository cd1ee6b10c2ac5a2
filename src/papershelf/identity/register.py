"""The register of known papers: tells whether a draft is new, known, or teaches something, and gives new ones an id."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from papershelf.identity.agreement import (
    SAME_RATIO,
    abstract_key,
    abstracts_agree,
    author_keys,
    authors_agree,
    ratio,
    years_agree,
)
from papershelf.identity.identifiers import canonical_identifiers
from papershelf.identity.merging import merge, teaches
from papershelf.identity.near import NearDuplicate, TitleIndex
from papershelf.identity.shared_doi import SAME_DOI, doi_misleads
from papershelf.paper import Paper, named
from papershelf.text import title_key

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u to misread
_ID_LENGTH = 10
_PAIRS = [one + other for other in _ALPHABET for one in _ALPHABET]  # what ten bits of a number become
_PLACES = range(0, 5 * _ID_LENGTH, 10)
_MERGE_LENGTH = 25
_HOLDERS = 16  # papers of one DOI that are told apart: of more it is none of theirs, and each would cost a look
Told = list[tuple[str, str]]  # identifiers by kind, as `telling` gives them
SAME = 100.0  # the likeness of equal titles
_NAMESAKES = 4  # papers of one title that are suggested: of more the title is none, such as “Online reference”
_DIGITS = re.compile(r"\d+")


class Outcome(StrEnum):
    """What placing a draft found."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a draft belongs.

    Attributes:
        outcome: `KNOWN` when it taught nothing but, perhaps, another listing.
        paper: The paper as it now stands, with its id.
        before: The paper as it stood, or None for a new one.
        near: Papers that look like a new one, the most alike first.
    """

    outcome: Outcome
    paper: Paper
    before: Paper | None
    near: tuple[NearDuplicate, ...] = ()


class Register:
    """The papers known so far, by everything that tells papers apart.

    Two records are one paper if they have the same arXiv id; or the same DOI, unless titles, authors and abstracts are
    all other ones, as where a bibliography gives the volume's; or the same title key, when an abstract or an
    author speaks for it and nothing against; or titles alike by 95 of 100 with the same digits, when an abstract, an
    author or the year speaks for it. Two different arXiv ids are never one paper. Anything less is a suggestion.

    Args:
        papers: The library's papers; each has an id.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers: dict[str, Paper] = {}
        self._by_identifier: dict[tuple[str, str], tuple[str, ...]] = {}
        self._by_title: defaultdict[str, list[tuple[str, int | None]]] = defaultdict(list)
        self._titles = TitleIndex()
        for paper in papers:
            self._learn(paper, title_key(paper.title))

    def __len__(self) -> int:
        return len(self._papers)

    def let_go(self) -> Iterator[None]:
        """Forget everything, one part at a time: to do so at once takes a while where there is much."""
        for part in (self._by_title, self._by_identifier, self._papers):
            part.clear()
            yield
        yield from self._titles.let_go()

    def place(self, draft: Paper) -> Placement:
        """Find the paper that a draft is of, or make a new one of it; the register learns either.

        Args:
            draft: A paper without an id, or with the one that it is to have unless another paper has it.
        """
        key, told = title_key(draft.title), telling(draft)
        before = (self._same_identifier(draft, told) if told else None) or self._same_title(draft, key)
        alike: list[tuple[Paper, Paper, float]] = []
        if before is None and (alike := list(self._alike(key))):
            before = next((paper for paper, face, score in alike if _same_work(draft, face, key, score)), None)
        if before is None:
            return self._place_new(draft, key, told, alike)
        paper = merge(before, draft)
        self._learn(paper, title_key(paper.title))
        return Placement(Outcome.CHANGED if teaches(before, paper) else Outcome.KNOWN, paper, before)

    def _place_new(self, draft: Paper, key: str, told: Told, alike: list[tuple[Paper, Paper, float]]) -> Placement:
        identity = draft.id or make_id(draft, key=key)
        attempt = 0
        while identity in self._papers:
            attempt += 1
            identity = make_id(draft, attempt, key)
        near: dict[str, NearDuplicate] = {}
        for other, face, score in alike:
            if score == SAME and len(self._by_title.get(key, ())) > _NAMESAKES:
                continue
            near.setdefault(other.id, NearDuplicate(identity, other.id, reason(draft, face, score), score))
        if told and (rival := self._same_doi(draft, told)):
            likeness = round(ratio(key, title_key(rival.title), 0), 1)
            near.setdefault(rival.id, NearDuplicate(identity, rival.id, SAME_DOI, likeness))
        paper = draft if draft.id == identity else named(draft, identity)
        self._learn(paper, key)
        return Placement(Outcome.NEW, paper, None, tuple(near.values()))

    def _learn(self, paper: Paper, key: str) -> None:
        if paper.id not in self._papers:
            self._learn_title(key, paper.id, None)
            for place, former in enumerate(paper.also):
                self._learn_title(title_key(former.title), paper.id, place)
        if paper.identifiers or paper.also:
            for face in (paper, *paper.also):
                for identifier in telling(face):
                    note_holder(self._by_identifier, identifier, paper.id)
        self._papers[paper.id] = paper

    def _learn_title(self, key: str, paper_id: str, place: int | None) -> None:
        self._by_title[key].append((paper_id, place))
        self._titles.add(key)

    def _titled(self, key: str) -> Iterator[tuple[Paper, Paper]]:
        """Papers of a title, each with what has that title: itself, or a paper that was merged into it."""
        for paper_id, place in self._by_title.get(key, ()):
            paper = self._papers[paper_id]
            yield paper, paper if place is None else paper.also[place]

    def _same_identifier(self, draft: Paper, told: Told) -> Paper | None:
        for identifier in told:
            for paper in self._holders(identifier):
                faces = (face for face in (paper, *paper.also) if identifier in telling(face))
                if any(_is_told(identifier, draft, face) for face in faces):
                    return paper
        return None

    def _holders(self, identifier: tuple[str, str]) -> Iterator[Paper]:
        return (self._papers[paper_id] for paper_id in self._by_identifier.get(identifier, ()))

    def _same_doi(self, draft: Paper, told: Told) -> Paper | None:
        """The first paper with the DOI of a draft that is none of it, where that was for what they hold otherwise."""
        for identifier in told:
            if identifier[0] == "doi":
                return next((paper for paper in self._holders(identifier) if doi_misleads(draft, paper)), None)
        return None

    def _same_title(self, draft: Paper, key: str) -> Paper | None:
        """Among papers of that title the one with the same abstract, else one that does not contradict."""
        if key not in self._by_title:
            return None
        fitting = [(paper, face) for paper, face in self._titled(key) if not arxiv_differs(draft, face)]
        for agree in (abstracts_agree, authors_agree, _nothing_against):
            for paper, face in fitting:
                if agree(draft, face):
                    return paper
        return None

    def _alike(self, key: str) -> Iterator[tuple[Paper, Paper, float]]:
        """Papers whose titles are like the key or equal to it, with what has the title, the most alike first."""
        for paper, face in self._titled(key):
            yield paper, face, SAME
        for other, score in self._titles.like(key):
            if _DIGITS.findall(other) != _DIGITS.findall(key):
                continue  # another volume, year or version: those titles are alike on purpose
            for paper, face in self._titled(other):
                yield paper, face, round(score, 1)


def note_holder(holders: dict[tuple[str, str], tuple[str, ...]], identifier: tuple[str, str], paper_id: str) -> None:
    """Remember that a paper has an identifier."""
    known = holders.get(identifier, ())
    if paper_id not in known and len(known) < _HOLDERS:
        holders[identifier] = (*known, paper_id)


def make_id(draft: Paper, attempt: int = 0, key: str = "") -> str:
    """Ten letters and digits that follow from title and abstract at first sight.

    Args:
        draft: The paper; its own id does not matter.
        attempt: How many ids of this paper were already taken by others.
        key: Its title key, if that is known.
    """
    text = (key or title_key(draft.title)) + "\0" + abstract_key(draft.abstract) + (f"\0{attempt}" if attempt else "")
    number = int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
    return "".join([_PAIRS[number >> place & 1023] for place in _PLACES])


def telling(paper: Paper) -> Told:
    """The identifiers that by themselves say which paper it is; arXiv's first."""
    if not paper.identifiers:
        return []
    given = canonical_identifiers(paper.identifiers)
    return [(kind, given[kind]) for kind in ("arxiv", "doi") if kind in given]


def arxiv_differs(one: Paper, other: Paper) -> bool:
    """Whether both have an arXiv id, and not the same."""
    first, second = (dict(telling(paper)).get("arxiv") for paper in (one, other))
    return first is not None and second is not None and first != second


def likeness(one: Paper, other: Paper) -> float:
    """How alike two titles are, from 0 to 100."""
    return round(ratio(title_key(one.title), title_key(other.title), 0.0), 1)


def same_work(one: Paper, other: Paper) -> bool:
    """Whether two records are surely of one work, by their words alone; the rule by which drafts are placed.

    A title that many works may have, such as “Introduction”, is not enough even where it is the same.
    """
    key, other_key = title_key(one.title), title_key(other.title)
    if arxiv_differs(one, other) or _DIGITS.findall(key) != _DIGITS.findall(other_key):
        return False
    if key != other_key:
        return _same_work(one, other, key, ratio(key, other_key, SAME_RATIO))
    if abstracts_agree(one, other) or authors_agree(one, other):
        return True
    return len(key) >= _MERGE_LENGTH and _nothing_against(one, other)


def _is_told(identifier: tuple[str, str], draft: Paper, other: Paper) -> bool:
    """Whether an identifier that both have says that they are one."""
    return not arxiv_differs(draft, other) and (identifier[0] != "doi" or not doi_misleads(draft, other))


def _nothing_against(one: Paper, other: Paper) -> bool:
    """With the same title, a record without an abstract is the same paper unless its authors are other people."""
    if one.abstract and other.abstract:
        return False
    return not (author_keys(one.authors) and author_keys(other.authors))


def _same_work(draft: Paper, other: Paper, key: str, score: float) -> bool:
    """Whether nearly the same title is the same paper: it needs support, and nothing may speak against it."""
    other_key = title_key(other.title)
    if score < SAME_RATIO or key == other_key or min(len(key), len(other_key)) < _MERGE_LENGTH:
        return False
    if arxiv_differs(draft, other):
        return False
    if abstracts_agree(draft, other) or authors_agree(draft, other):
        return True
    return years_agree(draft, other) and _nothing_against(draft, other)


def reason(draft: Paper, other: Paper, score: float) -> str:
    """Why two papers look alike, in a sentence."""
    if arxiv_differs(draft, other):
        return "The titles are alike, but the arXiv ids differ."
    if title_key(draft.title) == title_key(other.title):
        return "The titles are the same, but the abstracts or authors differ."
    return f"The titles are {score:.0f}% alike."
