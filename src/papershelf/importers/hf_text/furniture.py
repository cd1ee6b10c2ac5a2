"""Tells the furniture of a Hugging Face page, line by line, from the lines that may be a title or an abstract."""

import re
from enum import Enum, auto


class Kind(Enum):
    """What a line is, judged by itself."""

    BLANK = auto()
    TEXT = auto()  # a title, a part of an abstract, or something unknown
    BANNER = auto()  # what only these pages say: the newsletter, the name of the page
    MENU = auto()
    COUNT = auto()  # upvotes or comments
    DATE = auto()
    MONTH = auto()  # half a date: the day stands on the next line
    AUTHORS = auto()  # `5 authors`
    SUBMITTED = auto()  # a name follows
    DOT = auto()  # stands between a card's authors and its date
    LINKS = auto()  # `GitHub 11.3k`, `arXiv Page`: where markup is, their addresses belong to the paper
    ADDRESS = auto()
    ORNAMENT = auto()


LONGEST_FURNITURE = 120
"""No line of furniture is longer, so a long line need not be looked at."""

BANNER_TEXT = r"(?:get trending papers in your email inbox(?: once a day)?!?)"
BY_AK = r"(?:#*\s*by\s*(?:\[[^\]]*\]\s*)?AK and the research(?:\s+community)?)"

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
# A comment count may be glued on: `Oct 71234` is the 7th with 1234 comments. The count may stand apart, too.
_DATE = rf"(?:published on\s+)?{_MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?\d{{0,5}}(?:\s+\d{{1,5}})?"

_MENU_WORDS = (
    "new|models?|datasets?|spaces|posts|docs|documentation|solutions|pricing|log in|sign up|log out|community|"
    "enterprise|buckets|daily|weekly|monthly|previous|next|company|tos|terms of service|privacy|about|careers|jobs|"
    "website|blog|papers|search|collections|settings|system theme|hugging face|© hugging face|"
    "search by arxiv id or title|search models, datasets, users\\.\\.\\.|submit a paper|submit|upvote|"
    "arxiv|view pdf|view arxiv page|ak|by|and the research community|and|"
    "trending papers|trending|hugging face's logo|new activity|notifications|skip to content"
)
_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.BANNER, rf"(?:new\s*)?{BANNER_TEXT}+(?:\s*subscribe)?|subscribe|{BY_AK}"),
        (Kind.BANNER, r"daily papers(?: - hugging face)?|and the research community"),
        (Kind.COUNT, r"(?:upvote\s*)?(?:\[-\]\s*)?\d{1,6}|\d{1,4}(?:\.\d)?k|\[-\]|upvote\s*-?|\d+ comments?"),
        (Kind.AUTHORS, r"·?\s*\d{1,5} authors?"),
        (Kind.AUTHORS, r"submitted by\s+\S+(?:\s\S+){0,2}"),
        (Kind.SUBMITTED, r"submitted by"),
        (Kind.DOT, r"·"),
        (Kind.DATE, rf"·?\s*{_DATE}"),
        (Kind.MONTH, _MONTH),
        (Kind.ADDRESS, r"<?(?:https?://\S+|(?:huggingface\.co)?/papers/\d{4}\.\d{4,5}\S*)>?"),
        (Kind.LINKS, r"(?:(?:github(?:\s+[\d.]+k?)?|arxiv page|project page)(?:\s+|$))+"),
        (Kind.MENU, rf"(?:(?:{_MENU_WORDS})(?:\s+|$))+"),
        (Kind.ORNAMENT, r"[\W_]+|\[\s*x?\s*\]|\[(?:[^\]]*\b(?:image|logo|avatar|picture)|图片)[^\]]*\]"),
    )
)
_LEAD = re.compile(r"[\s•*◦▪‣○●-]+(?=\S)")
_FULL_DATE = re.compile(rf"({_MONTH})\s+(\d{{1,2}}),\s*(\d{{4}})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def kind_of(line: str) -> Kind:
    """What a line is. Bullets before it do not count.

    Args:
        line: One line of the page.
    """
    if len(line) > LONGEST_FURNITURE:
        return Kind.TEXT if line[:1000].strip() or line.strip() else Kind.BLANK
    text = line.strip()
    if not text:
        return Kind.BLANK
    bare = _LEAD.sub("", text, count=1) if _LEAD.match(text) else text
    for kind, pattern in _RULES:
        if pattern.fullmatch(bare):
            return kind
    return Kind.TEXT


def iso_date(line: str) -> str | None:
    """The date of a line that names the year, in ISO 8601: `Published on Feb 27, 2025` → `2025-02-27`."""
    match = _FULL_DATE.search(line)
    if not match or not 1 <= int(match[2]) <= 31:
        return None
    return f"{match[3]}-{_MONTHS.index(match[1][:3].lower()) + 1:02}-{int(match[2]):02}"
