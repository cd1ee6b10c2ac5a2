"""Two papers side by side: each in its own words, with those marked that the other one lacks."""

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher

from textual.content import Content

from papershelf.marks import Entry, Mark, Status
from papershelf.text import fold, safe, safe_line

_WORDS_COMPARED = 600  # of a text; a longer one is shown without marks rather than waited for
_TOKEN = re.compile(r"\S+")
_LABEL = "$text-muted"
_DIFFERS = "bold $warning"


def differing(one: str, other: str) -> tuple[Content, Content]:
    """Both texts, in each of which the words are marked that are not so in the other."""
    tokens = [list(_TOKEN.finditer(text)) for text in (one, other)]
    contents = Content(one), Content(other)
    if one == other or not all(tokens) or max(map(len, tokens)) > _WORDS_COMPARED:
        return contents
    mine, yours = ([fold(token[0]) for token in each] for each in tokens)
    marked = list(contents)
    for kind, *spans in SequenceMatcher(None, mine, yours, autojunk=False).get_opcodes():
        for side, (start, end) in enumerate((spans[:2], spans[2:])):
            if kind != "equal" and end > start:
                places = tokens[side][start].start(), tokens[side][end - 1].end()
                marked[side] = marked[side].stylize(_DIFFERS, *places)
    return marked[0], marked[1]


def sides(one: Entry, other: Entry) -> tuple[Content, Content]:
    """Everything of two papers, part by part in the same order; a part that neither has is left out."""
    columns: tuple[list[Content], list[Content]] = ([], [])

    def add(label: str, says: Callable[[Entry], str], *, marks_words: bool = True) -> None:
        texts = [says(entry) for entry in (one, other)]
        if any(texts):
            pair = differing(*texts) if marks_words else (Content(texts[0]), Content(texts[1]))
            for column, content in zip(columns, pair, strict=True):
                column += [Content.styled(label, _LABEL), content if content.plain else Content("–"), Content("")]

    add("Title", lambda entry: safe_line(entry.paper.title))
    add("Authors", lambda entry: safe_line(", ".join(entry.paper.authors)))
    add("Venue", lambda entry: safe_line(entry.paper.venue))
    add("Published", lambda entry: safe_line(entry.paper.published or ""))
    add("Identifiers", lambda entry: _lines(f"{kind} {value}" for kind, value in entry.paper.identifiers.items()))
    add("Abstract", lambda entry: safe(entry.paper.abstract))
    add("Keywords", lambda entry: safe_line(", ".join(entry.paper.keywords)))
    add("Links", lambda entry: _lines(link.url for link in entry.paper.links))
    add("Votes", lambda entry: "" if entry.paper.upvotes is None else str(entry.paper.upvotes), marks_words=False)
    add("Seen in", lambda entry: _lines(f"{seen.file}, {seen.position}" for seen in entry.paper.sources))
    add("Added", lambda entry: safe_line(entry.paper.added_at[:10]), marks_words=False)
    add("Yours", lambda entry: _mark_words(entry.mark), marks_words=False)
    add("Note", lambda entry: safe(entry.mark.note), marks_words=False)
    joined = [Content("\n").join(column) for column in columns]
    return joined[0], joined[1]


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(map(safe_line, parts))


def _mark_words(mark: Mark) -> str:
    status = "" if mark.status is Status.INBOX else str(mark.status)
    rating = f"{mark.rating}/5" if mark.rating else ""
    tags = " ".join(f"#{safe_line(tag)}" for tag in mark.tags)
    return " · ".join(filter(None, ("★ starred" if mark.starred else "", status, rating, tags)))
