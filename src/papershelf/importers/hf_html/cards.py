"""The papers of a page as its cards show them: for pages that were saved without their data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from papershelf.importers.base import Record
from papershelf.importers.hf_html.tags import Token, attributes, tokens
from papershelf.importers.hf_text.addresses import arxiv_id
from papershelf.text.dates import iso_date

NO_TITLE = "This card leads to a paper but shows no title. Add its heading, or drop it."

_VOTE = re.compile(r"(?:https?://[\w.-]+)?/login\?next=%2Fpapers%2F\d", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(slots=True)
class Card:
    """What one card shows.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        arxiv: The paper's id, of whatever link leads to it.
        title: The heading's words.
        abstract: The paragraph's words.
        votes: The number in the box for voting; None if there is none, or no plain number.
        published: The date that it shows, if it states the year.
    """

    start: int
    end: int = 0
    arxiv: str = ""
    title: str = ""
    abstract: str = ""
    votes: int | None = None
    published: str | None = None
    _at: str = ""  # what the words now belong to
    _words: list[str] = field(default_factory=list)

    def record(self, line: int, position: int) -> Record | str:
        """The paper; or why there is none."""
        if not self.title:
            return NO_TITLE
        identifiers = {"arxiv": self.arxiv}
        return Record(self.title, self.abstract, line, position, (), self.published, identifiers, upvotes=self.votes)

    def take(self, token: Token) -> None:
        """Words and tags within the card."""
        self.end = token.end
        if not token.name:
            if self._at:
                self._words.append(token.text)
            return
        if token.closes:
            if self._at and token.name in (*_HEADINGS, "p", "a") and self._ends(token.name):
                self._keep()
            return
        if token.name == "a":
            self._link(attributes(token.text).get("href", ""))
        elif token.name == "time":
            self.published = self.published or iso_date(attributes(token.text).get("datetime", ""))
        elif token.name in _HEADINGS and not self.title:
            self._at, self._words = "title", []
        elif token.name == "p" and not self.abstract and self.title:
            self._at, self._words = "abstract", []

    def _link(self, address: str) -> None:
        if _VOTE.match(address) and self.votes is None:
            self._at, self._words = "votes", []
        elif found := arxiv_id(address):
            self.arxiv = self.arxiv or found

    def _ends(self, name: str) -> bool:
        return (self._at == "votes") == (name == "a") and (self._at == "abstract") == (name == "p")

    def _keep(self) -> None:
        import html

        words = html.unescape("".join(self._words)).strip()
        match self._at:
            case "title":
                self.title = words
            case "abstract":
                self.abstract = words
            case _:
                self.votes = 0 if words == "-" else int(words) if words.isascii() and words.isdigit() else None
        self._at = ""


def cards(text: str) -> Iterator[Card | None]:
    """The cards that lead to a paper, and None for every other tag or word, so that one can stop in between."""
    card: Card | None = None
    for token in tokens(text):
        if token.name == "article":
            if card is not None and card.arxiv:
                yield card
            card = None if token.closes else Card(token.place, token.end)
        elif card is not None:
            card.take(token)
        yield None
    if card is not None and card.arxiv:
        yield card
