"""A paper whose fields go by everyday names, made a record; what the record cannot hold is left over."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from papershelf.identity import canonical_arxiv, canonical_doi
from papershelf.importers.base import MOST_VOTES, Record
from papershelf.importers.own_lines import OURS, own_mark, own_paper
from papershelf.importers.plain_fields import ROLES, date_in, is_address, names_in, role_of, text_in, urls_in, words_in
from papershelf.marks import MARK_FIELDS

NO_TITLE: Final = "This paper has no title. Give it one and read it again."
OF_MARKS: Final = frozenset({*MARK_FIELDS, OURS, "stamp", "changed"})
MARKS: Final = frozenset({*OF_MARKS, "sources", "added_at", "id"})
"""What papershelf itself says of a paper beside the paper; in its own lines these are no keywords and no identifier."""

_IDENTIFIERS: Final = ("doi", "arxiv", "pmid", "pmcid", "isbn", "acl")
_NAMING: Final = frozenset({*_IDENTIFIERS, "id", "identifiers"})
_WITHOUT_MEANING: Final[tuple[object, ...]] = ("", None, [], {})

_NONE: Final[dict[str, str]] = {}  # one for all papers without identifiers; nobody edits what a record holds

Found = list[tuple[int, str, Any]]  # rank, name, value


def is_ours(item: Mapping[str, Any]) -> bool:
    """Whether papershelf printed it."""
    return ("added_at" in item and "starred" in item) or OURS in item


def has_title(item: Mapping[str, Any]) -> bool:
    """Whether a field of it is a title."""
    return any((role := role_of(name)) and role[0] == "title" and text_in(value) for name, value in item.items())


def record_of(
    item: Mapping[str, Any], line: int, position: int, write: Callable[[dict[str, Any]], str]
) -> Record | None:
    """The paper as a record, or None if it has no title.

    Args:
        item: Fields by name.
        line: Where it stands.
        position: Its place among the papers.
        write: Puts into words what the record does not hold.
    """
    ours = is_ours(item)
    if ours and (whole := own_paper(item)):
        return Record(whole.title, whole.abstract, line, position, paper=whole, mark=own_mark(item))
    paper = _Paper(item, MARKS if ours else frozenset())
    title = paper.text("title")
    if not title:
        return None
    abstract, authors, published = paper.text("abstract"), paper.authors(), paper.published()
    identifiers = paper.identifiers()
    if ours:
        paper.rest = {name: value for name, value in paper.rest.items() if name not in OF_MARKS}
    return Record(
        title,
        abstract,
        line,
        position,
        authors,
        published,
        identifiers,
        paper.every("urls", urls_in) + tuple(paper.addresses),
        paper.text("venue"),
        paper.every("keywords", words_in),
        paper.upvotes(),
        write(paper.rest) if paper.rest else "",
        mark=own_mark(item) if ours else None,
    )


class _Paper:
    """The fields of one paper by what they mean; whatever is not taken goes to `rest`."""

    # A hundred thousand papers pass through here: the common case, a single field of a meaning, is kept short.

    def __init__(self, item: Mapping[str, Any], left: frozenset[str]) -> None:
        self.rest: dict[str, Any] = {}
        self.addresses: list[str] = []
        self._found: dict[str, Found] = {}
        found = self._found
        for name, value in item.items():
            if not value and value in _WITHOUT_MEANING:
                continue
            role = None if name in left else ROLES.get(name) or role_of(name)
            if role:
                if role[0] in found:
                    found[role[0]].append((role[1], name, value))
                else:
                    found[role[0]] = [(role[1], name, value)]
            else:
                self.rest[name] = value

    def _ranked(self, role: str) -> Sequence[tuple[int, str, Any]]:
        found = self._found.get(role, ())
        return found if len(found) < 2 else sorted(found, key=lambda each: each[0])

    def text(self, role: str) -> str:
        """The first text of that meaning."""
        taken = ""
        for _rank, name, value in self._ranked(role):
            if not taken and (text := text_in(value)):
                taken = text
            else:
                self.rest[name] = value
        return taken

    def every(self, role: str, parse: Callable[[Any], tuple[str, ...]]) -> tuple[str, ...]:
        """All that the fields of that meaning say."""
        taken: tuple[str, ...] = ()
        for _rank, name, value in self._ranked(role):
            parts = parse(value)
            taken += parts
            if not parts or (isinstance(value, list) and len(parts) < len(value)):
                self.rest[name] = value
        return taken

    def authors(self) -> tuple[str, ...]:
        """The first field that names any."""
        taken: tuple[str, ...] = ()
        for _rank, name, value in self._ranked("authors"):
            names, whole = names_in(value) if not taken else ((), False)
            taken = taken or names
            if not whole:
                self.rest[name] = value
        return taken

    def published(self) -> str | None:
        """The most exact date of all."""
        dates = [(name, value, date_in(value)) for _rank, name, value in self._ranked("published")]
        taken = max((date for _name, _value, date in dates if date), key=len, default=None)
        for name, value, date in dates:
            if date is None or str(value) not in (date, f"{date}.0") or not (taken or "").startswith(date):
                self.rest[name] = value
        return taken

    def identifiers(self) -> dict[str, str]:
        """The identifiers that are some of their kind; an address in place of one counts among the addresses."""
        if self._found.keys().isdisjoint(_NAMING):
            return _NONE
        taken: dict[str, str] = {}
        for _rank, name, value in self._ranked("identifiers"):
            if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
                taken.update(value)
            else:
                self.rest[name] = value
        for kind in _IDENTIFIERS:
            for _rank, name, value in self._ranked(kind):
                text = text_in(value).strip()
                if kind not in taken and is_one(kind, text):
                    taken[kind] = text
                    continue
                if is_address(text):
                    self.addresses.append(text)
                self.rest[name] = value
        self._id(taken)
        return taken

    def _id(self, taken: dict[str, str]) -> None:
        """What a plain `id` says, if it has the form of an identifier that is known."""
        for _rank, name, value in self._ranked("id"):
            text = text_in(value)
            kind = "arxiv" if canonical_arxiv(text) else "doi" if canonical_doi(text) else ""
            if kind and kind not in taken:
                taken[kind] = text
            elif not kind or taken[kind] != text:
                self.rest[name] = value

    def upvotes(self) -> int | None:
        """The votes, where a number is given."""
        taken: int | None = None
        for _rank, name, value in self._ranked("upvotes"):
            text = text_in(value).strip()
            if taken is None and text.isascii() and text.isdigit() and len(text) < 17 and int(text) < MOST_VOTES:
                taken = int(text)
            else:
                self.rest[name] = value
        return taken


def is_one(kind: str, text: str) -> bool:
    """Whether a text can be an identifier of that kind."""
    if kind == "doi":
        return canonical_doi(text) is not None
    if kind == "arxiv":
        return canonical_arxiv(text) is not None
    return 0 < len(text) <= 200
