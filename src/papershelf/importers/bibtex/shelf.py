"""All blocks of one bibliography: its macros, and what an entry has from those it refers to."""

from collections.abc import Sequence
from typing import Final

from papershelf.importers.bibtex.diagnosis import Broken
from papershelf.importers.bibtex.parsing import Entry, Field, parse
from papershelf.importers.bibtex.splitting import Block

# What is no paper: remarks, definitions, and entries that only serve others.
NO_PAPER: Final = frozenset({"comment", "preamble", "string", "xdata", "set", "control", "ieeetranbstctl"})

_REFERENCES: Final = ("xdata", "crossref", "xref")
_DEEPEST: Final = 5
# In characters: what a few letters stand for, or many entries inherit, could otherwise grow without end.
_LONGEST_MACRO: Final = 500
_LONGEST_VALUE: Final = 50_000
_LONGEST_INHERITED: Final = 2_000
_OWN: Final = frozenset(
    {"title", "subtitle", "shorttitle", "sorttitle", "author", "abstract", "keywords", "label", "file", "note", "pages"}
    | {"doi", "url", "urldate", "eprint", "isbn", "issn", "ids", "options", "crossref", "xref", "xdata"}
)
"""What an entry does not have from the book in which it stands."""


class Fields:
    """The fields of one entry, with those that it inherits."""

    def __init__(self, entry: Entry, given: Sequence[tuple[str, str]]) -> None:
        self.kind = entry.kind
        self.rest = entry.rest
        self.lines = {field.name: field.line for field in reversed(entry.fields)}
        self._values: dict[str, list[str]] = {}
        for name, value in given:
            if value.strip():
                self._values.setdefault(name, []).append(value.strip())

    def first(self, *names: str) -> str:
        """The value of the first of these that has one; the first value where a field stands twice."""
        return next((self._values[name][0] for name in names if name in self._values), "")

    def all(self, *names: str) -> tuple[str, ...]:
        """Every value of these fields."""
        return tuple(value for name in names for value in self._values.get(name, ()))

    def adopt(self, name: str, value: str) -> None:
        """Take a value over where there is none."""
        if value and name not in self._values:
            self._values[name] = [value]

    def items(self) -> tuple[tuple[str, str], ...]:
        """The fields that have a value, the first value of each."""
        return tuple((name, values[0]) for name, values in self._values.items())


class Shelf:
    """The blocks of one text; whatever an entry refers to is parsed when it is needed, and once."""

    def __init__(self) -> None:
        self.broken_macros: dict[int, str] = {}
        """What is wrong with a definition, by its line."""
        self._macros: dict[str, str] = {}
        self._blocks: dict[str, Block] = {}
        self._parents: dict[str, Fields | None] = {}

    def note(self, block: Block) -> None:
        """Take in what other entries may refer to; of two with one key the first counts."""
        if block.kind == "string":
            self._define(block)
            return
        key = _key(block.text)
        if key and block.kind not in NO_PAPER - {"xdata"}:
            self._blocks.setdefault(key, block)

    def fields(self, block: Block, depth: int = 0) -> Fields:
        """The fields of an entry.

        Raises:
            Broken: It cannot be understood.
        """
        entry = parse(block)
        fields = Fields(entry, [(field.name, self._value(field)) for field in entry.fields])
        if depth < _DEEPEST:
            for name in _REFERENCES:
                for key in fields.first(name).split(",")[:_DEEPEST]:
                    if parent := self._parent(key.strip().lower(), depth + 1):
                        _inherit(fields, parent, name)
        return fields

    def _parent(self, key: str, depth: int) -> Fields | None:
        if key not in self._parents:
            self._parents[key] = None  # whoever refers to itself gets nothing
            block = self._blocks.get(key)
            if block is not None:
                try:
                    self._parents[key] = self.fields(block, depth)
                except Broken:
                    return None  # reported where it stands
        return self._parents[key]

    def _define(self, block: Block) -> None:
        try:
            entry = parse(block)
        except Broken as broken:
            self.broken_macros[block.line] = str(broken)
            return
        for field in entry.fields:
            self._macros[field.name] = self._value(field)[:_LONGEST_MACRO]

    def _value(self, field: Field) -> str:
        """The text of a value; a macro that nobody defined stands for itself."""
        parts, length = [], 0
        for piece in field.value:
            known = self._macros.get(piece.text.lower()) if piece.is_macro and length < _LONGEST_VALUE else None
            parts.append(piece.text if known is None else known)
            length += len(parts[-1])
        return "".join(parts)


def _key(text: str) -> str:
    start = max(text.find("{", 0, 400), 0) or max(text.find("(", 0, 400), 0)
    return text[start + 1 : start + 400].partition(",")[0].strip().lower()


def _inherit(fields: Fields, parent: Fields, how: str) -> None:
    """Fill in what the entry lacks."""
    if how == "crossref":
        fields.adopt("booktitle", (parent.first("booktitle") or _whole_title(parent))[:_LONGEST_INHERITED])
    for name, value in parent.items():
        if len(value) > _LONGEST_INHERITED:
            continue
        if how == "xdata" or (how == "crossref" and name not in _OWN and not (name == "date" and fields.first("year"))):
            fields.adopt(name, value)


def _whole_title(parent: Fields) -> str:
    subtitle = parent.first("subtitle")
    return parent.first("title") + (f": {subtitle}" if subtitle else "")
