"""The one table of what may stand before a colon: reading, completion and the documents all go by it."""

import dataclasses
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import Final

from papershelf.marks import RATINGS, Priority, Status
from papershelf.search.fields import Field


class Kind(Enum):
    """What follows the colon."""

    WORDS = "words"  # a word, a phrase or a group, looked for in one field
    CHOICE = "choice"  # one of a list
    TEXT = "text"  # whatever is no blank
    NUMBER = "number"
    DATE = "date"
    COMING = "coming"  # a day, past or to come; ages count ahead
    SORT = "sort"


@dataclasses.dataclass(frozen=True, slots=True)
class Prefix:
    """A name that may stand before a colon.

    Attributes:
        name: As it is printed.
        kind: What follows the colon.
        help: What it asks, in a few words.
        takes: What may follow, to be said where something else did.
        aliases: Other spellings that mean the same; none of them is printed.
        values: What may follow, and what each means, where there is a list; else examples of it.
        field: Where words are looked for, or None where it is no matter of words.
        bounds: The least and the greatest number that may follow.
    """

    name: str
    kind: Kind
    help: str
    takes: str
    aliases: tuple[str, ...] = ()
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    field: Field | None = None
    bounds: tuple[int, int] = (0, 999_999)


_STATUS_HELP: Final = {
    Status.INBOX: "not sorted yet",
    Status.QUEUED: "to be read",
    Status.READING: "being read",
    Status.READ: "read",
    Status.SKIPPED: "not to be read",
}
_IS: Final = {
    "starred": "favourites",
    **{status.value: _STATUS_HELP[status] for status in Status},
    "selected": "chosen in the list just now",
    "snoozed": "put off to a day to come",
    "back": "put off to a day that has come",
    "due": "to be read by today or before, and not yet read",
    "again": "back on a page after a week or more",
}
_HAS: Final = {
    "code": "a link to code",
    "model": "a link to a model",
    "dataset": "a link to a dataset",
    "note": "a note of yours",
    "pdf": "a PDF within reach",
    "link": "any link",
    "tag": "any tag",
    "rating": "a rating of yours",
    "venue": "where it appeared",
    "keyword": "any keyword",
    "votes": "votes that a source tells of",
    "due": "a day by which it is to be read",
}
_PRIORITY: Final = {
    Priority.HIGH.value: "presses much",
    Priority.NORMAL.value: "as most do",
    Priority.LOW.value: "presses little",
}
_SORT: Final = {
    "added": "latest first",
    "title": "by the alphabet",
    "published": "latest first",
    "rating": "best first",
    "seen": "on the most pages first",
    "status": "inbox first",
    "changed": "last marked first",
    "first": "latest first, by the day of the first page",
    "last": "latest first, by the day of the newest page",
    "votes": "most votes first",
    "like": "most like the starred ones first",
    "due": "soonest due first",
    "priority": "highest first",
    "queue": "as the queue stands",
    "relevance": "best match first, as without any",
}
_DATES: Final = {
    "<7d": "in the last seven days",
    "<3m": "in the last three months",
    ">1y": "more than a year ago",
    "today": "today",
    "yesterday": "yesterday",
    "2024": "in that year",
    "2023-05..2024-02": "from one month through another",
}
_COMING: Final = {
    "<7d": "within seven days, or overdue",
    "<2w": "within two weeks, or overdue",
    ">1m": "more than a month ahead",
    "today": "today",
    "tomorrow": "tomorrow",
    "<today": "overdue",
    "2026-12": "in that month",
    "2026-12-01..2026-12-24": "from one day through another",
}
_RATINGS: Final = {
    ">=4": "four or five",
    "3..5": "three to five",
    "5": "exactly five",
    "any": "rated at all",
    "none": "not rated",
}
_VOTES: Final = {
    ">=10": "ten or more",
    "any": "where any are known",
    "none": "where none are known",
}
_DATE_TAKES: Final = "an age such as <14d, today, yesterday, or a date such as 2024, >=2024-05 or 2023..2024-02"
_COMING_TAKES: Final = "a time ahead such as <7d, today, tomorrow, or a date such as 2026-12-24 or <=2026-12"
_WORD_TAKES: Final = 'a word, a "phrase" or a (group OR another)'

PREFIXES: Final = (
    Prefix("title", Kind.WORDS, "words in the title", _WORD_TAKES, ("titles", "ti"), field=Field.TITLE),
    Prefix("abstract", Kind.WORDS, "words in the abstract", _WORD_TAKES, ("abstracts", "ab"), field=Field.ABSTRACT),
    Prefix("author", Kind.WORDS, "an author's name", _WORD_TAKES, ("authors", "au"), field=Field.AUTHORS),
    Prefix("note", Kind.WORDS, "words in your note", _WORD_TAKES, ("notes",), field=Field.NOTE),
    Prefix("is", Kind.CHOICE, "where a paper stands", "", ("status",), _IS),
    Prefix("has", Kind.CHOICE, "what comes with a paper", "", (), _HAS),
    Prefix("tag", Kind.TEXT, "a tag, with those under it", "a tag such as nlp/rag", ("tags", "t")),
    Prefix("list", Kind.TEXT, "a reading list, with those under it", "the name of a reading list", ("lists",)),
    Prefix("source", Kind.TEXT, "part of a source's file name", "a file's name", ("sources", "src")),
    Prefix("venue", Kind.TEXT, "where it appeared", "words of a venue's name", ("venues",)),
    Prefix("keyword", Kind.TEXT, "what its sources file it under", "words of a keyword", ("keywords", "kw")),
    Prefix(
        "rating", Kind.NUMBER, "your rating", "1 to 5 such as >=4 or 3..5, any or none", ("ratings", "rated"), _RATINGS,
        bounds=(RATINGS[0], RATINGS[-1]),
    ),
    Prefix(
        "seen", Kind.NUMBER, "on how many pages it was", "a number such as 2, >1 or 2..4",
        values={">1": "on more than one", "1": "on one", "2..4": "on two to four"},
    ),
    Prefix(
        "votes", Kind.NUMBER, "votes in its latest source", "a number such as >10 or 5..20, any or none",
        ("vote", "upvotes"), _VOTES,
    ),
    Prefix("added", Kind.DATE, "when it came into the library", _DATE_TAKES, (), _DATES),
    Prefix("published", Kind.DATE, "when it was published", _DATE_TAKES, ("pub", "year"), _DATES),
    Prefix("first", Kind.DATE, "the day of its first page", _DATE_TAKES, (), _DATES),
    Prefix("last", Kind.DATE, "the day of its newest page", _DATE_TAKES, (), _DATES),
    Prefix("due", Kind.COMING, "by when it is to be read", _COMING_TAKES, (), _COMING),
    Prefix("priority", Kind.CHOICE, "how much it presses", "", ("prio",), _PRIORITY),
    Prefix("id", Kind.TEXT, "its id, arXiv id or DOI", "the beginning of an id, an arXiv id or a DOI"),
    Prefix("sort", Kind.SORT, "the order of the list", "", (), _SORT),
)  # fmt: skip

# Other words for a value, beside its beginnings and its plural.
SYNONYMS: Final[Mapping[str, Mapping[str, str]]] = {
    "has": {"repo": "code", "repository": "code"},
    "is": {"favourite": "starred", "favorite": "starred"},
}

BY_NAME: Final[Mapping[str, Prefix]] = {name: prefix for prefix in PREFIXES for name in (prefix.name, *prefix.aliases)}


def named(word: str) -> Prefix | None:
    """The prefix that a word before a colon means, if any; letter case means nothing."""
    return BY_NAME.get(word.lower())


def takes(prefix: Prefix) -> str:
    """What may follow a prefix, as a sentence."""
    turned = ", each also with - before it" if prefix.kind is Kind.SORT else ""
    return f"`{prefix.name}:` takes {prefix.takes or ', '.join(prefix.values)}{turned}."


@lru_cache(maxsize=256)
def misspelt(word: str) -> str:
    """The name that a word before a colon was most likely meant to be, or nothing.

    Short names are too near to real words: there only letters that changed places count. A first letter is
    seldom wrong, so that `dating:x` stays what it is.
    """
    word = word.lower()
    if not 3 <= len(word) <= 12:
        return ""
    from rapidfuzz.distance import OSA

    best, fewest = "", 3
    for name, prefix in BY_NAME.items():
        if name != prefix.name and len(name) < 6:
            continue  # `nodes:x` is no slip for another word for `note:`
        edits = OSA.distance(word, name, score_cutoff=2)
        swapped = edits == 1 and sorted(word) == sorted(name)
        allowed = 0 if len(name) < 5 else 1 if len(name) < 8 else 2
        if len(name) > 2 and (swapped or (edits <= allowed and word[0] == name[0])) and edits < fewest:
            best, fewest = name, edits
    return best


def nearest(word: str, values: Mapping[str, str]) -> str:
    """The value of a list that a misspelt word was most likely meant to be, or nothing."""
    if not 3 <= len(word) <= 20:
        return ""
    from rapidfuzz.distance import OSA

    most = 1 if len(word) < 6 else 2
    edits = {value: OSA.distance(word.lower(), value, score_cutoff=most) for value in values}
    best = min(edits, key=lambda value: edits[value])
    return best if edits[best] <= most else ""
