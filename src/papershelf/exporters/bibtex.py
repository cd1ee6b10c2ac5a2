"""A BibTeX entry for one paper: a readable key, capitals protected, every special character escaped."""

import re
from urllib.parse import quote

from papershelf.exporters.entry_kind import kind_of
from papershelf.links import paper_address
from papershelf.marks import Entry
from papershelf.paper import Paper
from papershelf.text import fold, safe_line

# Braces become commands, because BibTeX counts `\{` as a brace too: a lone one swallows the next entries.
ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{special: "\\" + special for special in "&%$#_"},
    }
)
LITTLE_WORDS = frozenset(
    {"a", "an", "the", "on", "in", "of", "for", "to", "and", "or", "with", "from", "is", "at", "by"}
)


def bibtex_entry(item: Entry | Paper) -> str:
    """The entry of a paper, ending in a newline: `@misc` where no source tells what it is.

    The address is left out where it would only be a search.
    """
    paper = item.paper if isinstance(item, Entry) else item
    address = paper_address(paper)
    arxiv = safe_line(paper.identifiers.get("arxiv", ""))
    kind, place = kind_of(paper)
    fields = {
        "title": protect(safe_line(paper.title) or "Untitled"),
        "author": " and ".join(_author(name) for name in map(safe_line, paper.authors) if name),
        place: escape_tex(safe_line(paper.venue)),
        "year": _year(paper),
        "eprint": _verbatim(arxiv),
        "archivePrefix": "arXiv" if arxiv else "",
        "doi": _verbatim(safe_line(paper.identifiers.get("doi", ""))),
        "url": "" if address.is_search else _verbatim(safe_line(address.url)),
        "keywords": ", ".join(escape_tex(safe_line(keyword)) for keyword in paper.keywords),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{kind}{{{bibtex_key(paper)},\n" + ",\n".join(lines) + "\n}\n"


def bibtex_key(paper: Paper) -> str:
    """The citation key: `vaswani2017attention`, or `attention-<id>` where author or year is unknown.

    A title word and a year alone meet too often in a list of this size, the id never does.
    """
    word = next((word for word in _plain_words(paper.title) if word not in LITTLE_WORDS), "paper")
    family = _family(paper.authors[0]) if paper.authors else ""
    year = _year(paper)
    if family and year:
        return f"{family}{year}{word}"
    return f"{family or word}-{'-'.join(re.findall('[A-Za-z0-9]+', paper.id)) or 'x'}"


def escape_tex(text: str) -> str:
    """Text for a BibTeX field between braces: it prints as it stands, and its braces balance."""
    return text.translate(ESCAPES)


def protect(title: str) -> str:
    """A title whose telling capitals survive a style that writes titles in lower case.

    Where a title is Written Like This, only capitals inside a word (BERT, LoRA) tell anything; where it
    is written like a sentence, so does every capitalised word after the first.
    """
    words = title.split(" ")
    later = [word for word in words[1:] if len(word) > 3 and word[0].isalpha()]
    like_this = sum(word[0].isupper() for word in later) * 2 > len(later)
    return " ".join(
        f"{{{escape_tex(word)}}}" if _tells(word, first=not place, like_this=like_this) else escape_tex(word)
        for place, word in enumerate(words)
    )


def _tells(word: str, *, first: bool, like_this: bool) -> bool:
    """Whether lower case would spoil the word."""
    capitals = [place for place, letter in enumerate(word) if letter.isupper()]
    hyphened = all(place == 0 or word[place - 1] in "-–([\"'“‘/" for place in capitals)
    return bool(capitals) and not (hyphened and (first or like_this))


def _author(name: str) -> str:
    """One name; braces keep together what BibTeX would read as several names or as too many parts."""
    escaped = escape_tex(name)
    whole = re.search(r"\band\b", name, re.IGNORECASE) or name.count(",") > 2 or name.lower() == "others"
    return f"{{{escaped}}}" if whole else escaped


def _family(name: str) -> str:
    """The family name in plain letters, as good as it can be told."""
    family = name.partition(",")[0] if "," in name else name.rpartition(" ")[2]
    return "".join(_plain_words(family))


def _plain_words(text: str) -> list[str]:
    """The words of a text in lower-case ASCII."""
    return re.findall("[a-z0-9]+", fold(safe_line(text)).lower().encode("ascii", "ignore").decode())


def _year(paper: Paper) -> str:
    """The year of publication, or an empty text."""
    found = re.match(r"\d{4}(?!\d)", paper.published or "")
    return found.group() if found else ""


def _verbatim(text: str) -> str:
    """An identifier or address: such fields are taken as they stand, so only what breaks an entry changes."""
    return quote(text, safe="!#$%&'()*+,/:;=?@[]~-._") if text else ""
