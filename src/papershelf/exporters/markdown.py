"""One Markdown reading list: papers in groups, each with its state, links, abstract and note."""

import re
from collections.abc import Iterator, Mapping, Sequence

from papershelf.exporters.base import ITSELF, Exporter, Options
from papershelf.exporters.blocks import fact_lines, link_lines, seen_lines, state_line, tag_lines, title_line
from papershelf.exporters.escape import escape_block, escape_line, named_link
from papershelf.exporters.groups import group
from papershelf.exporters.note import is_empty, note_block, with_links
from papershelf.exporters.stamp import digest
from papershelf.exporters.stamped import check_stamp
from papershelf.links import paper_address
from papershelf.marks import Entry
from papershelf.paper import Paper

STAMP = re.compile(r"<!-- papershelf:list ([0-9a-f]{16}) -->\s*\Z")


class MarkdownList(Exporter):
    """A reading list in one file.

    Foreign text is escaped, so that it shows as the text it is. A note is the person's own Markdown and
    stands as they wrote it, headings and all; a heading of ours above it says where it begins.
    """

    name = "markdown"
    summary = "one Markdown reading list, grouped, with notes, links and tags"
    into = "file"
    suffix = ".md"
    honours = frozenset({"group", "abstracts", "notes", "links", "title"})

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """The list, as the target itself."""
        parts = [f"# {escape_line(options.title) or 'Reading list'}\n", _count_line(entries, options)]
        depth = 2 if options.group == "none" else 3
        for part in group(entries, options.group):
            if options.group != "none":
                parts.append(f"## {escape_line(part.name)}\n")
            parts += ["\n".join(_paper(entry, options, depth)) for entry in part.entries]
            if part.elsewhere:
                parts.append("".join(f"- {_elsewhere(entry, home)}\n" for entry, home in part.elsewhere))
        text = "\n".join(parts)
        return {ITSELF: f"{text}\n<!-- papershelf:list {digest(text)} -->\n"}

    def merge(self, existing: str, fresh: str) -> str:
        """The fresh list, if the file there is an earlier one that nobody has written into.

        Raises:
            MergeProblem: The file is not papershelf's, or holds changes made by hand.
        """
        found = STAMP.search(existing)
        check_stamp(existing, existing[: found.start()] if found else "", found.group(1) if found else "")
        return fresh


def markdown_link(paper: Paper) -> str:
    """The paper's title as a Markdown link to where it can be read, or searched for."""
    return named_link(paper.title, paper_address(paper).url)


def _paper(entry: Entry, options: Options, depth: int) -> Iterator[str]:
    """The lines of one paper; each block ends with an empty line."""
    paper, mark = entry.paper, entry.mark
    yield f"{'#' * depth} {title_line(paper)}\n"
    yield f"{state_line(mark)}\n"
    links = link_lines(paper) if options.links else ()
    facts = [*tag_lines(mark), *fact_lines(paper), *links, *seen_lines(paper)]
    if facts:
        yield "\n".join(facts) + "\n"
    abstract = escape_block(paper.abstract) if options.abstracts else ""
    if abstract:
        yield f"{abstract}\n"
    if options.notes and not is_empty(mark.note):
        yield f"{'#' * (depth + 1)} Note\n"
        yield note_block(with_links(mark.note, lambda _: None))


def _elsewhere(entry: Entry, home: str) -> str:
    """A pointer to the group in which the paper stands in full."""
    return f"{title_line(entry.paper)} (in full under “{escape_line(home)}”)"


def _count_line(entries: Sequence[Entry], options: Options) -> str:
    """How many papers there are, and how they are grouped."""
    count = f"{len(entries)} {'paper' if len(entries) == 1 else 'papers'}"
    starred = sum(entry.mark.starred for entry in entries)
    noted = sum(not is_empty(entry.mark.note) for entry in entries)
    parts = [count, f"{starred} starred" if starred else "", f"{noted} with a note" if noted else ""]
    parts.append("" if options.group == "none" else f"by {options.group}")
    return " · ".join(filter(None, parts)) + "\n"
