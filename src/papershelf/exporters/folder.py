"""A folder with one Markdown note per paper, which can be exported again and again without losing a word."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Self

from papershelf.exporters import front_matter
from papershelf.exporters.base import Exporter, Merged, Options
from papershelf.exporters.blocks import fact_lines, link_lines, seen_lines, title_line
from papershelf.exporters.escape import escape_block
from papershelf.exporters.file_name import file_name
from papershelf.exporters.note_file import BASE, BEGIN, END, MARKS, NOTE_END, NOTE_HEAD, STAMP, owner, stamp_of
from papershelf.exporters.noting import note_digest, shown_note
from papershelf.exporters.placing import link_targets, place
from papershelf.exporters.stamp import exact
from papershelf.exporters.yaml_text import dump
from papershelf.marks import Entry
from papershelf.paper import Paper
from papershelf.text import safe_line


class NotesFolder(Exporter):
    """A note per paper: ours are the keys below and what stands between the markers, the rest is not.

    The key `papershelf_written` holds a stamp of what papershelf wrote. Where the file no longer answers to it,
    our part was changed by hand: then the file is left alone rather than anybody's words overwritten. The key
    `papershelf_base` holds fingerprints of what the person may change in the file, as it was written last: the
    note, and the keys of the marks. What no longer answers to those waits for `pull`.
    """

    name = "folder"
    summary = "a folder with a Markdown note per paper; what you write into them yourself is kept"
    into = "folder"
    by_paper = True

    def __init__(self, places: Mapping[str, str] | None = None) -> None:
        self._places = places

    def owner(self, head: str) -> str | None:
        """The id that the front matter names."""
        return owner(head)

    def file_names(self, paper: Paper) -> tuple[str, ...]:
        """One name, which holds the id."""
        return (file_name(paper),)

    def placed(self, places: Mapping[str, str]) -> Self:
        """The same, for files that lie there."""
        return type(self)(places)

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """A note per paper, by file name."""
        places = self._places
        if places is None:
            places = place([entry.paper for entry in entries], self.file_names)
        links = link_targets(places)
        return {places[entry.paper.id]: self._note(entry, options, links) for entry in entries}

    def merge(self, existing: str, fresh: str) -> str | Merged:
        """The existing note with our part brought up to date; the rest keeps every byte.

        Raises:
            MergeProblem: The file is another's, its markers are not there once each, or our part was changed.
        """
        from papershelf.exporters.meeting import meet  # a first export meets nothing

        return meet(existing, fresh)

    def values(self, entry: Entry, options: Options) -> dict[str, object]:
        """Our keys, in their order; those of the marks stand before `sources`."""
        paper = entry.paper
        kinds = dict.fromkeys(link.kind for link in paper.links) if options.links else {}
        return {
            "papershelf_id": safe_line(paper.id),
            "title": safe_line(paper.title),
            "authors": [safe_line(name) for name in paper.authors],
            "published": safe_line(paper.published) if paper.published else None,
            **sometimes(paper),
            "identifiers": {safe_line(kind): safe_line(value) for kind, value in paper.identifiers.items()},
            "links": {str(kind): [safe_line(link.url) for link in paper.links_of(kind)] for kind in kinds},
            **self.marks(entry),
            "sources": [
                {"file": safe_line(seen.file), "position": seen.position, "imported_at": seen.imported_at}
                for seen in paper.sources
            ],
            "added": safe_line(paper.added_at),
        }

    def marks(self, entry: Entry) -> dict[str, object]:
        """The keys that a person may change in the file, as the library has them."""
        mark = entry.mark
        return {
            "status": str(mark.status),
            "starred": mark.starred,
            "rating": mark.rating,
            "tags": [self.tag(tag) for tag in mark.tags],
        }

    def tag(self, tag: str) -> str:
        """A tag as it stands in the front matter."""
        return safe_line(tag)

    def _note(self, entry: Entry, options: Options, links: Mapping[str, str]) -> str:
        """A whole new note."""
        values = self.values(entry, options)
        block = "".join(f"{line}\n" for line in _block(entry, options))
        matter, base, note = dump(values), {}, ""
        if options.notes:
            shown = shown_note(entry.mark.note, links.get)
            base = {"note": note_digest(entry.mark.note), "shown": note_digest(shown)}
            note = f"{NOTE_HEAD}{shown}{NOTE_END}\n"
        base |= {"block": exact(block), "matter": exact(matter)}
        base |= {key: _mark_digest(values[key]) for key in MARKS}
        stamp = stamp_of(front_matter.plain(values, values.keys() - set(MARKS)), block)
        words = " ".join(f"{name}={value}" for name, value in base.items())
        return f'---\n{matter}{BASE}: "{words}"\n{STAMP}: "{stamp}"\n---\n\n{BEGIN}\n{block}{note}{END}\n'


def sometimes(paper: Paper) -> dict[str, object]:
    """The keys of `SOMETIMES`: a note of any other paper stays as it was before there were such keys."""
    found: dict[str, object] = {
        "venue": safe_line(paper.venue),
        "keywords": [safe_line(keyword) for keyword in paper.keywords],
    }
    return {key: value for key, value in found.items() if value}


def _block(entry: Entry, options: Options) -> Iterator[str]:
    """The lines between the markers, up to the note."""
    yield f"# {title_line(entry.paper)}\n"
    facts = [
        *fact_lines(entry.paper),
        *(link_lines(entry.paper) if options.links else ()),
        *seen_lines(entry.paper),
    ]
    if facts:
        yield "\n".join(facts) + "\n"
    abstract = escape_block(entry.paper.abstract) if options.abstracts else ""
    if abstract:
        yield f"{abstract}\n"


def _mark_digest(value: object) -> str:
    """The fingerprint of a mark's value, of which there are few among many papers."""
    return _digest_of(tuple(value) if isinstance(value, list) else value)


@lru_cache(maxsize=1024, typed=True)
def _digest_of(value: Hashable) -> str:
    return front_matter.mark_digest(value)
