"""The reader of what Hugging Face's interface for programs says of papers, in each of its shapes."""

import re
from typing import ClassVar

from papershelf.identity import canonical_arxiv
from papershelf.importers.base import Importer, Page, Record
from papershelf.importers.json_entries import NO_TITLE, Entries, gather
from papershelf.importers.json_text import dict_of, encode, int_of, list_of, text_of, texts_of
from papershelf.progress import Progress, unheard
from papershelf.text.dates import iso_date

LISTS = ("dailyPapers", "papers", "results")
"""What a list of papers is called where an object holds it."""

_SNIFFED = 65_536
_WRAPPED = re.compile(r'"paper"\s*:\s*\{\s*"(?:_?id|title|authors)"\s*:')
_NAMES = re.compile(
    r'"(title|summary|authors|upvotes|dailyPapers|publishedAt|published_at|discussionId|discussion_id'
    r'|submittedOnDailyAt|ai_summary|ai_keywords|githubRepo)"\s*:'
)
# Accounts, pictures of people, and what a signed-in reader did: nothing of it is about the paper.
_NOISE = frozenset(
    {
        *("_id", "user", "avatar", "avatarUrl", "avatar_url", "thumbnail", "discussionId", "discussion_id"),
        *("submittedBy", "submitted_by", "submitted_by_name", "submittedOnDailyBy", "submitted_on_daily_by"),
        *("upvoted", "isAuthorParticipating", "githubRepoAddedBy"),
    }
)
_AUTHOR = _NOISE | {"name", "status", "statusLastChangedAt", "hidden"}


class HfJson(Importer):
    """Reads daily lists, single papers, search results, a page's own data, and what the `hf papers` command prints."""

    name: ClassVar[str] = "hf-json"
    label: ClassVar[str] = "Hugging Face papers, JSON of its API or of `hf papers`"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)

    def sniff(self, text: str) -> float:
        """Sure by the names that only these replies use."""
        head = text[:_SNIFFED]
        if head.lstrip()[:1] not in ("{", "["):
            return 0.0
        names = set(_NAMES.findall(head))
        if "dailyPapers" in names or _WRAPPED.search(head):
            return 0.95
        if {"title", "summary"} <= names and len(names) >= 4:
            return 0.9
        return 0.0

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """Every paper of the reply; an entry that cannot be read is a problem."""
        entries = Entries(text, LISTS, progress)
        days: set[str | None] = set()

        def make(entry: dict[str, object], line: int, position: int) -> Record | str:
            record = record_of(entry, line, position)
            days.add(_day(entry))
            return record

        records, problems = gather(entries, file, progress, make)
        date = iso_date(text_of(entries.frame.get("date")))
        if date is None and len(days) == 1:
            date = days.pop()
        return Page(file, tuple(records), tuple(problems), date)


def record_of(entry: dict[str, object], line: int, position: int) -> Record | str:
    """The paper of one entry, flat or in a wrapper; or why there is none.

    Args:
        entry: As the site states it.
        line: Where it begins.
        position: Place among the papers of the page.
    """
    paper = dict_of(entry.get("paper")) or entry
    title = text_of(paper.get("title")) or text_of(entry.get("title"))
    if not title.strip():
        return NO_TITLE
    abstract = text_of(paper.get("summary")) or text_of(entry.get("summary"))
    arxiv = canonical_arxiv(text_of(paper.get("id")))
    addresses = (_either(paper, "githubRepo", "github_repo"), _either(paper, "projectPage", "project_page"))
    return Record(
        title,
        abstract,
        line,
        position,
        authors=tuple(
            filter(str.strip, (text_of(dict_of(each).get("name")) for each in list_of(paper.get("authors"))))
        ),
        # A wrapper's date is when it was submitted to the site.
        published=iso_date(_either(paper, "publishedAt", "published_at")),
        identifiers={"arxiv": arxiv} if arxiv else {},
        urls=tuple(filter(None, addresses)),
        keywords=texts_of(paper.get("ai_keywords")),
        upvotes=int_of(paper.get("upvotes")),
        raw=encode(_without_noise(entry, {"title": title, "summary": abstract})),
    )


def _either(paper: dict[str, object], name: str, other: str) -> str:
    return text_of(paper.get(name)) or text_of(paper.get(other))


def _day(entry: dict[str, object]) -> str | None:
    """The daily list that the paper stood on."""
    paper = dict_of(entry.get("paper")) or entry
    return iso_date(text_of(paper.get("submittedOnDailyAt")))


def _without_noise(value: object, known: dict[str, str]) -> object:
    """What is stated of a paper, less what the record holds as it stood and what is about people's accounts."""
    if isinstance(value, list):
        return [_without_noise(each, {}) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _without_noise(each, known if name == "paper" else {})
        for name, each in value.items()
        if name not in _NOISE and not (name in known and each == known[name]) and not _only_names(name, each)
    }


def _only_names(name: str, value: object) -> bool:
    """Whether these are authors of whom nothing but the names is told, which the record holds."""
    return name == "authors" and all(
        isinstance(each, dict) and isinstance(each.get("name"), str) and each.keys() <= _AUTHOR
        for each in list_of(value)
    )
