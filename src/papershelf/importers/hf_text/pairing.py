"""Pairs titles with abstracts, and gives every line of the page its role."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum

from papershelf.importers.base import Problem, Record, excerpt
from papershelf.importers.hf_text.addresses import arxiv_id, mentions_paper
from papershelf.importers.hf_text.furniture import Kind, iso_date
from papershelf.importers.hf_text.lines import Line
from papershelf.importers.hf_text.shapes import Shape
from papershelf.importers.hf_text.votes import Votes, of_page
from papershelf.importers.hf_text.wrapping import Unit, split_title
from papershelf.progress import Progress, told, unheard

NO_TITLE = "This looks like an abstract, but no title stands above it. Put its title on the line before, or drop it."
NO_ABSTRACT = "No abstract follows this title. The paper was kept with its title only."
UNKNOWN = "This is neither a title nor an abstract nor a known part of such a page. It was left out."


class Role(IntEnum):
    """What became of a line."""

    BLANK = 0
    FURNITURE = 1
    RECORD = 2
    PROBLEM = 3


@dataclass(slots=True)
class _Open:
    """A paper being put together."""

    title: Unit
    abstract: list[Unit] = field(default_factory=list)
    published: str | None = None
    arxiv: str | None = None
    urls: dict[str, None] = field(default_factory=dict)
    above: int | None = None  # the count above its title
    upvotes: int | None = None
    closed: bool = False  # furniture that ends a card has been seen

    @property
    def raw_abstract(self) -> str:
        return "\n\n".join(unit.raw for unit in self.abstract)


@dataclass(slots=True)
class Pairing:
    """Takes units and furniture in the order of the page; its results are complete after `finish`.

    Attributes:
        file: The source's name, for the problems.
        roles: The role of each line, by number.
        records: The papers.
        problems: What could not be placed.
        bare: The problems among them that only say that an abstract is missing.
        date: The page's own date.
        signs: How many lines only a Hugging Face page has.
    """

    file: str
    roles: bytearray
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    bare: list[Problem] = field(default_factory=list)
    date: str | None = None
    signs: int = 0
    _open: _Open | None = None
    _waiting: str | None = None  # an arXiv id that stood above its title
    _month: str = ""
    _seen: dict[str, int] = field(default_factory=dict)
    _votes: Votes = field(default_factory=Votes)
    _above: list[int | None] = field(default_factory=list)  # for each record

    def take(self, parts: Iterable[Unit | Line], progress: Progress = unheard) -> None:
        """Place every part; each is looked at together with the two after it.

        Raises:
            Cancelled: The listener wants no import.
        """
        ahead = list(told(parts, progress, "reading", "line"))
        for index, part in enumerate(told(ahead, progress, "reading", "line", len(ahead))):
            if isinstance(part, Line):
                self._furniture(part)
            else:
                self._unit(part, ahead[index + 1 : index + 3])
        self._close()
        for place, votes in enumerate(of_page(self._above)):
            if votes is not None and self.records[place].upvotes is None:
                self.records[place] = replace(self.records[place], upvotes=votes)

    def _furniture(self, line: Line) -> None:
        self.roles[line.number] = Role.FURNITURE
        month, self._month = self._month, ""
        self._vote(self._votes.furniture(line, bool(month)))
        match line.kind:
            case Kind.BANNER:
                self.signs += 2
            case Kind.AUTHORS | Kind.SUBMITTED:
                self.signs += 1
                self._end_card()
            case Kind.DOT:
                self._end_card()
            case Kind.DATE:
                self._date(line.text)
            case Kind.MONTH:
                self._month = line.text
            case Kind.COUNT if month:
                self._date(f"{month} {line.text}")
            case Kind.ADDRESS:
                self._address(line.text.strip("<>"))
            case _:
                pass
        for url in line.urls:
            if line.kind is Kind.LINKS or arxiv_id(url):
                self._address(url)

    def _vote(self, votes: int | None) -> None:
        if votes is not None and self._open:
            self._open.upvotes = votes

    def _end_card(self) -> None:
        if self._open:
            self._open.closed = True

    def _date(self, text: str) -> None:
        if self._open:
            self._open.published = self._open.published or iso_date(text)
        elif not self.records:
            self.date = self.date or text

    def _address(self, url: str) -> None:
        found = arxiv_id(url)
        if found and self._open and not self._open.arxiv and not self._waiting:
            self._open.arxiv = found
        elif found:
            self._waiting = found if not (self._open and self._open.arxiv == found) else None
        elif self._open and not mentions_paper(url):
            self._open.urls[url] = None

    def _unit(self, unit: Unit, ahead: list[Unit | Line]) -> None:
        waits = self._open is not None and not self._open.abstract
        following = next((part for part in ahead if isinstance(part, Unit)), None)
        if unit.heading:
            self._start(unit)
        elif self._is_organisation(unit, ahead):
            self._set(unit, Role.FURNITURE)
            for url in unit.lines[0].urls:
                self._address(url)
        elif unit.shape is Shape.TITLE or (
            unit.shape is Shape.SENTENCE and not waits and following is not None and following.shape is Shape.ABSTRACT
        ):
            self._start(unit)
        elif self._open and (waits or self._goes_on(unit)):
            self._open.abstract.append(unit)
            self._set(unit, Role.RECORD)
        elif unit.shape is Shape.ABSTRACT and (parts := split_title(unit)):
            self._start(parts[0])
            self._unit(parts[1], ahead)
        else:
            self._problem(unit, NO_TITLE if unit.shape is Shape.ABSTRACT else UNKNOWN)

    def _is_organisation(self, unit: Unit, ahead: list[Unit | Line]) -> bool:
        """A short name between a card's abstract and its date, where others have `5 authors`."""
        kinds = [part.kind for part in ahead if isinstance(part, Line)]
        complete = self._open is not None and bool(self._open.abstract)
        return complete and len(unit.raw) <= 40 and kinds == [Kind.DOT, Kind.DATE]

    def _goes_on(self, unit: Unit) -> bool:
        """Whether a unit is another paragraph of the open abstract rather than an abstract without a title."""
        assert self._open
        last = self._open.abstract[-1]
        same_link = bool(unit.lines[0].group) and unit.lines[0].group == last.lines[-1].group
        near = unit.lines[0].number - last.lines[-1].number <= 2 and not self._open.closed
        return same_link or (near and (unit.shape is not Shape.ABSTRACT or last.shape is Shape.SENTENCE))

    def _start(self, unit: Unit) -> None:
        self._close()
        self._open = _Open(unit, above=self._votes.title())
        self._set(unit, Role.RECORD)
        own = next(filter(None, map(arxiv_id, (url for line in unit.lines for url in line.urls))), None)
        self._open.arxiv, self._waiting = own or self._waiting, None
        self.signs += bool(own)

    def _close(self) -> None:
        paper, self._open = self._open, None
        if paper is None:
            return
        title, abstract = paper.title.raw, paper.raw_abstract
        identifiers = {"arxiv": paper.arxiv} if paper.arxiv else {}
        line, place = paper.title.lines[0].number, len(self.records) + 1
        record = Record(
            title, abstract, line, place, (), paper.published, identifiers, tuple(paper.urls), upvotes=paper.upvotes
        )
        key = " ".join(title.split()) + "\0" + (paper.arxiv or abstract)
        if key in self._seen:  # trending pages show a card twice, for narrow and for wide windows
            self._complete(self._seen[key], record)
            return
        self._seen[key] = len(self.records)
        self.records.append(record)
        self._above.append(paper.above)
        if not abstract:
            self.bare.append(Problem(self.file, line, NO_ABSTRACT, excerpt(title)))

    def _complete(self, place: int, twin: Record) -> None:
        """Keep from a card's double what the first one did not say."""
        first = self.records[place]
        urls = tuple(dict.fromkeys(first.urls + twin.urls))
        self.records[place] = replace(
            first,
            abstract=first.abstract or twin.abstract,
            published=first.published or twin.published,
            identifiers=first.identifiers or twin.identifiers,
            urls=urls,
            upvotes=twin.upvotes if first.upvotes is None else first.upvotes,
        )

    def _problem(self, unit: Unit, reason: str) -> None:
        self._set(unit, Role.PROBLEM)
        self.problems.append(Problem(self.file, unit.lines[0].number, reason, excerpt(unit.raw)))

    def _set(self, unit: Unit, role: Role) -> None:
        for line in unit.lines:
            self.roles[line.number] = role
