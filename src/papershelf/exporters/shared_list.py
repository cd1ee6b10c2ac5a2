"""A reading list to be handed on, as Markdown that people read or as JSON Lines; either can be imported again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from papershelf.exporters.base import ITSELF, Options
from papershelf.exporters.escape import escape_line
from papershelf.exporters.json_lines import VERSION, JsonLines, entry_line, stamped_line
from papershelf.exporters.markdown import MarkdownList, markdown_link
from papershelf.exporters.note import is_empty, note_block, with_links
from papershelf.exporters.stamp import digest
from papershelf.lists import ReadingList
from papershelf.marks import Entry, Mark
from papershelf.text import safe

DEEPEST = 6  # levels of headings that Markdown has
# In a comment nothing may look like its end; JSON takes the letters so, too.
_IN_COMMENT = str.maketrans({"<": "\\u003c", ">": "\\u003e"})
_OURS = "<!-- papershelf"


class SharedJsonLines(JsonLines):
    """A line for each list, the shared one first, then a line for each paper.

    Args:
        family: The list, and those under it.
    """

    name: ClassVar[str] = "list-jsonl"
    honours: ClassVar[frozenset[str]] = frozenset({"notes"})

    def __init__(self, family: Sequence[ReadingList]) -> None:
        self.family = family

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """The lists with the order of their papers, then the papers."""
        given = {entry.paper.id for entry in entries}
        heads = [_head(made, [each for each in made.papers if each in given]) for made in self.family]
        papers = [entry_line(shared(entry, options)) for entry in entries]
        return {ITSELF: "".join([*map(stamped_line, heads), *papers])}


class SharedMarkdown(MarkdownList):
    """Titles, descriptions and numbered papers with their links; what an import needs stands in comments.

    Args:
        family: The list, and those under it.
    """

    name = "list-markdown"
    honours = frozenset({"notes"})

    def __init__(self, family: Sequence[ReadingList]) -> None:
        self.family = family

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """One heading for each list; a paper on several of them stands on each, and in full on the first."""
        known = {entry.paper.id: entry for entry in entries}
        depths: dict[str, int] = {}
        done: set[str] = set()
        parts: list[str] = []
        for made in self.family:
            depth = depths[made.id] = min(depths.get(made.parent, 0) + 1, DEEPEST)
            parts.append(f"{'#' * depth} {escape_line(made.name)}\n\n{_comment(stamped_line(_head(made, None)))}")
            if not is_empty(made.description):
                about = note_block(safe(made.description)).strip("\n")
                parts.append(about.replace(_OURS, f"{_OURS}:") + "\n")  # what somebody wrote is no data of ours
            held = [known[paper_id] for paper_id in made.papers if paper_id in known]
            items = (_item(number, entry, options, done) for number, entry in enumerate(held, 1))
            parts.append("".join(items))
        text = "\n".join(filter(None, parts))
        return {ITSELF: f"{text}\n<!-- papershelf:list {digest(text)} -->\n"}


def shared(entry: Entry, options: Options) -> Entry:
    """A paper as it is handed on: without what a person added, and where and when they saw it."""
    note = entry.mark.note if options.notes else ""
    former = tuple(replace(each, added_at="") for each in entry.paper.also)
    paper = replace(entry.paper, sources=(), added_at="", also=former)
    return Entry(paper, Mark(entry.paper.id, note=note))


def _head(made: ReadingList, papers: Sequence[str] | None) -> dict[str, Any]:
    told: dict[str, Any] = {"id": made.id, "name": made.name, "description": safe(made.description)}
    told["parent"] = made.parent
    return {"papershelf": VERSION, "list": told if papers is None else {**told, "papers": list(papers)}}


def _item(number: int, entry: Entry, options: Options, done: set[str]) -> str:
    """A paper as an item of a numbered list."""
    paper = entry.paper
    facts = [", ".join(paper.authors[:8]) + (" et al." if len(paper.authors) > 8 else ""), paper.venue]
    facts.append(paper.published or "")
    indent = " " * len(f"{number}. ")
    told = [markdown_link(paper), *map(escape_line, filter(None, facts))]
    lines = [f"{number}. " + f"\\\n{indent}".join(told)]
    is_known = paper.id in done
    done.add(paper.id)
    line = stamped_line({"papershelf": VERSION, "ref": paper.id}) if is_known else entry_line(shared(entry, options))
    lines += ["", f"{indent}{_comment(line)}"]
    if options.notes and not is_known and not is_empty(entry.mark.note):
        block = note_block(with_links(entry.mark.note, lambda _: None)).splitlines()
        lines += ["", *(f"{indent}> {part}".rstrip() for part in block)]
    return "\n".join(lines).rstrip("\n") + "\n\n"


def _comment(line: str) -> str:
    return f"<!-- papershelf {line.rstrip().translate(_IN_COMMENT)} -->\n"
