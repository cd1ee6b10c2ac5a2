"""The folder of notes as Obsidian likes it: files by title, flat properties, aliases, tags that it takes."""

import re

from papershelf.exporters.base import Options
from papershelf.exporters.file_name import plain_id, title_name
from papershelf.exporters.folder import NotesFolder, sometimes
from papershelf.links import paper_address
from papershelf.marks import Entry
from papershelf.paper import Paper
from papershelf.text import safe_line


class ObsidianFolder(NotesFolder):
    """The same notes for Obsidian, and for Dataview, which like their properties flat and of one type each."""

    name = "obsidian"
    summary = "a folder with a note per paper for Obsidian: files by title, properties, aliases, tags"

    def file_names(self, paper: Paper) -> tuple[str, ...]:
        """The title; where that is taken, the title and the id."""
        title = title_name(paper.title)
        certain = f"{title} ({plain_id(paper.id)}).md" if title else f"Paper {plain_id(paper.id)}.md"
        return (f"{title}.md", certain) if title else (certain,)

    def values(self, entry: Entry, options: Options) -> dict[str, object]:
        """Our keys, in their order: texts, numbers, dates and lists of texts."""
        paper = entry.paper
        title = safe_line(paper.title)
        published = safe_line(paper.published or "")
        year = re.match(r"\d{4}", published)
        address = paper_address(paper)
        return {
            "papershelf_id": safe_line(paper.id),
            "title": title,
            "aliases": [title] if title else [],
            "authors": [safe_line(name) for name in paper.authors],
            "published": published if re.fullmatch(r"\d{4}-\d\d-\d\d", published) else None,
            "year": int(year.group()) if year else None,
            **sometimes(paper),
            "arxiv": safe_line(paper.identifiers.get("arxiv", "")),
            "doi": safe_line(paper.identifiers.get("doi", "")),
            "url": safe_line(address.url) if options.links and not address.is_search else "",
            "links": [safe_line(link.url) for link in paper.links] if options.links else [],
            **self.marks(entry),
            "sources": list(dict.fromkeys(safe_line(seen.file) for seen in paper.sources)),
            "added": safe_line(paper.added_at)[:10],
        }

    def tag(self, tag: str) -> str:
        """A tag of letters, digits, `_`, `-` and `/` that is no mere number."""
        plain = re.sub(r"[^\w/-]+", "-", safe_line(tag)).strip("-/") or "_"
        return f"_{plain}" if re.fullmatch(r"[\d/]+", plain) else plain
