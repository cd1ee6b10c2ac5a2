"""The page as a whole: its head with style and script, its heading, the papers in their groups, its stamp."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256

from papershelf.exporters.base import ITSELF, Exporter, Options
from papershelf.exporters.groups import Part, group
from papershelf.exporters.html_page.article import article, title
from papershelf.exporters.html_page.elements import anchor, count, words
from papershelf.exporters.note import is_empty
from papershelf.exporters.stamp import digest
from papershelf.exporters.stamped import check_stamp
from papershelf.marks import Entry

STAMP = re.compile(r"<!-- papershelf:page ([0-9a-f]{16}) -->\s*\Z")
# More groups than these are folded up, or nothing but their names would be seen.
MANY_GROUPS = 15

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="papershelf">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header class="top">
<h1 dir="auto">{title}</h1>
<p class="tally">{tally}</p>
</header>"""

# The script shows it: without one it would find nothing.
_SEARCH = """<form id="search" role="search" hidden>
<label for="words">Search</label>
<input id="words" type="search" autocomplete="off" autocapitalize="none" spellcheck="false" \
aria-describedby="found" aria-keyshortcuts="/">
<p id="found" role="status"></p>
</form>"""

_FOOT = """</main>
<footer><p>A reading list made with papershelf.</p></footer>
<script>{script}</script>
</body>
</html>"""


class HtmlPage(Exporter):
    """A reading list as one web page, whole without a network and readable without its script.

    Foreign text is escaped, so that it shows as the text it is. The page forbids itself everything but its own style
    and script, which it names by their digests: even what slipped through could neither run nor call anyone.
    """

    name = "html"
    summary = "one web page to send or keep: searchable, printable, needs no network"
    into = "file"
    suffix = ".html"
    honours = frozenset({"group", "abstracts", "notes", "links", "title"})

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """The page, as the target itself."""
        text = "\n".join(_page(entries, options))
        return {ITSELF: f"{text}\n<!-- papershelf:page {digest(text)} -->\n"}

    def merge(self, existing: str, fresh: str) -> str:
        """The fresh page, if the file there is an earlier one that nobody has written into.

        Raises:
            MergeProblem: The file is not papershelf's, or holds changes made by hand.
        """
        found = STAMP.search(existing)
        check_stamp(existing, existing[: found.start()] if found else "", found.group(1) if found else "")
        return fresh


def _page(entries: Sequence[Entry], options: Options) -> Iterator[str]:
    """The pieces of the page, a line or more each."""
    style, script = _packaged("page.css"), _packaged("page.js")
    heading = words(options.title) or "Reading list"
    yield _HEAD.format(policy=_policy(style, script), title=heading, style=style, tally=_tally(entries, options))
    yield _SEARCH
    parts = group(entries, options.group)
    grouped = options.group != "none"
    if grouped and len(parts) > 1:
        yield from _contents(parts)
    yield "<main>"
    note_html = _note_renderer(entries, options, 4 if grouped else 3)
    for number, part in enumerate(parts, 1):
        yield from _section(part, number, options, note_html) if grouped else _papers(part, options, 2, note_html)
    yield _FOOT.format(script=script)


def _section(part: Part, number: int, options: Options, note_html: Callable[[str], str]) -> Iterator[str]:
    """One group; the papers that stand in full elsewhere are named at its end."""
    yield f'<section class="group" aria-labelledby="g-{number}">'
    yield f'<h2 id="g-{number}" dir="auto">{words(part.name)}</h2>'
    yield f'<p class="tally">{count(_size(part), "paper")}</p>'
    yield from _papers(part, options, 3, note_html)
    if part.elsewhere:
        items = (
            f'<li><a href="#{anchor(entry.paper.id)}" dir="auto">{title(entry.paper)}</a> '
            f"(in full under “<bdi>{words(home)}</bdi>”)</li>"
            for entry, home in part.elsewhere
        )
        yield '<ul class="elsewhere">\n' + "\n".join(items) + "\n</ul>"
    yield "</section>"


def _papers(part: Part, options: Options, depth: int, note_html: Callable[[str], str]) -> Iterator[str]:
    for entry in part.entries:
        yield from article(entry, options, depth, note_html)


def _contents(parts: Sequence[Part]) -> Iterator[str]:
    """Links to the groups."""
    opened = " open" if len(parts) <= MANY_GROUPS else ""
    yield f'<nav aria-label="Groups">\n<details{opened}>\n<summary>{count(len(parts), "group")}</summary>\n<ul>'
    for number, part in enumerate(parts, 1):
        yield f'<li><a href="#g-{number}" dir="auto">{words(part.name)}</a> <span>{_size(part):,}</span></li>'
    yield "</ul>\n</details>\n</nav>"


def _size(part: Part) -> int:
    return len(part.entries) + len(part.elsewhere)


def _note_renderer(entries: Sequence[Entry], options: Options, depth: int) -> Callable[[str], str]:
    """What makes HTML of notes; the Markdown reader loads only where there is one."""
    if not options.notes or all(is_empty(entry.mark.note) for entry in entries):
        return words
    from papershelf.exporters.html_page.note import note_renderer

    return note_renderer({entry.paper.id: anchor(entry.paper.id) for entry in entries}, depth)


def _tally(entries: Sequence[Entry], options: Options) -> str:
    """How many papers there are, and how they are grouped."""
    starred = sum(entry.mark.starred for entry in entries)
    noted = sum(not is_empty(entry.mark.note) for entry in entries) if options.notes else 0
    parts = [count(len(entries), "paper"), f"{starred:,} starred" if starred else ""]
    parts += [f"{noted:,} with a note" if noted else "", "" if options.group == "none" else f"by {options.group}"]
    return " · ".join(filter(None, parts))


@cache
def _packaged(name: str) -> str:
    """The text of a file that ships beside this one."""
    from importlib.resources import files

    return files(__package__).joinpath(name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """What the page allows itself: this style, this script, and nothing else."""
    own = {"style-src": style, "script-src": script}
    hashes = (f"{kind} 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for kind, text in own.items())
    return "; ".join(["default-src 'none'", *hashes, "base-uri 'none'", "form-action 'none'"])
