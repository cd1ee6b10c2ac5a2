"""What fields mean by their everyday names, and what their values say, in people's tables and JSON lines."""

import re
from collections.abc import Mapping
from typing import Any, Final

from papershelf.importers.names import spoken
from papershelf.text.dates import iso_date, iso_of

# Of a role the first name that says something is taken; what the others say stays in the raw record.
_FIRST: Final[Mapping[str, str]] = {
    "title": "title papertitle documenttitle articletitle",
    "abstract": "abstract abstractnote abstracttext summary",
    "authors": "authors author authornames authorlist creators",
    "venue": "venue publicationtitle sourcetitle journal journalbook journaltitle booktitle containertitle conference "
    "conferencename proceedingstitle publicationname",
    "upvotes": "upvotes",
    "doi": "doi doilink",
    "arxiv": "arxiv arxivid eprint",
    "pmid": "pmid pubmedid",
    "pmcid": "pmcid",
    "isbn": "isbn",
    "acl": "acl aclid anthologyid",
    "id": "id paperid",
    "identifiers": "identifiers",
}
# Of these roles everything is taken.
_ALL: Final[Mapping[str, str]] = {
    "published": "published publicationdate publisheddate publishedat publishdate date pubdate year publicationyear "
    "pubyear publishedyear",
    "keywords": "keywords keyword tags manualtags automatictags authorkeywords indexkeywords categories topics "
    "subjects",
    "urls": "url urls link links paperurl pdf pdfurl pdflink arxivurl github githuburl githubrepo code codeurl "
    "codelink repo repository project projecturl projectpage homepage website openreview openreviewurl",
}
ROLES: Final[Mapping[str, tuple[str, int]]] = {
    name: (role, rank)
    for table in (_FIRST, _ALL)
    for role, names in table.items()
    for rank, name in enumerate(names.split())
}
"""What a name of lower-case letters means, and how far it stands behind others of that meaning."""

_WEB: Final = ("http://", "https://")
_LONGEST_NAME: Final = 60
_AND: Final = re.compile(r"\sand\s|\n")
_FULL: Final = ("name", "full_name", "fullname")
_GIVEN: Final = ("given", "first", "first_name", "firstName", "given_name")
_FAMILY: Final = ("family", "last", "last_name", "lastName", "family_name")


def role_of(name: str) -> tuple[str, int] | None:
    """What a field or column means, and how far it stands behind others of that meaning; None if nobody knows.

    Args:
        name: As it stands: `Publication Year`, `paper_title`, `pdfUrl`.
    """
    return ROLES.get(name) or ROLES.get("".join(filter(str.isalnum, name[:_LONGEST_NAME].lower())))


def names_in(value: object) -> tuple[tuple[str, ...], bool]:
    """The authors that a value names, in spoken order, and whether they are all that it says.

    Args:
        value: A text that names all of them, or a list of texts or of objects with names.
    """
    if isinstance(value, str):
        return _split_names(value), "," not in value
    if not isinstance(value, list):
        return (), False
    texts = [each for each in value if isinstance(each, str)]
    if len(texts) == len(value):
        # Where some have no comma the order is the spoken one, and a comma belongs to the name of an institute.
        inverted = all("," in text for text in texts)
        return tuple(map(spoken, texts) if inverted else texts), not inverted
    names = [each if isinstance(each, str) else _name_in(each) for each in value]
    whole = all(isinstance(each, str) or (isinstance(each, dict) and list(each) == ["name"]) for each in value)
    return tuple(filter(None, names)), whole and all(names)


def _name_in(person: object) -> str:
    if not isinstance(person, dict):
        return ""
    full = next((person[key] for key in _FULL if isinstance(person.get(key), str)), "")
    if full:
        return full if "," not in full else spoken(full)
    parts = [next((person[key] for key in keys if isinstance(person.get(key), str)), "") for keys in (_GIVEN, _FAMILY)]
    return " ".join(filter(None, parts))


def _split_names(text: str) -> tuple[str, ...]:
    if ";" in text:
        return tuple(filter(None, map(spoken, text.split(";"))))
    parts = [part.strip() for part in _AND.split(text)]
    if len(parts) > 1 and "," not in parts[-1]:  # `A One, B Two and C Three`
        parts = [name.strip() for part in parts for name in part.split(",")]
    elif len(parts) == 1 and "," in text:
        names = [name.strip() for name in text.split(",")]
        # `A One, B Two` are two people; `One, A` is a single one.
        parts = names if sum(" " in name for name in names) * 2 > len(names) else parts
    return tuple(filter(None, map(spoken, parts)))


def date_in(value: object) -> str | None:
    """The day, month or year that a value names: a number is a year."""
    if isinstance(value, str):
        return iso_date(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # tables that lost a year once hold all of them as 2021.0
    return iso_of(value) if isinstance(value, int) and not isinstance(value, bool) else None


def words_in(value: object) -> tuple[str, ...]:
    """The keywords of a value: a list of texts, or one text with semicolons, commas or line ends between them."""
    if isinstance(value, str):
        sign = next((sign for sign in (";", "\n", ",") if sign in value), None)
        return tuple(filter(None, (word.strip() for word in value.split(sign)))) if sign else (value.strip(),)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    return ()


def urls_in(value: object) -> tuple[str, ...]:
    """The addresses of a value: a text, a list of texts, or a list of objects that hold one each."""
    if isinstance(value, str):
        if is_address(value) and " " not in value and value.isprintable():
            return (value.rstrip(";,"),)
        return tuple(each for part in value.split() if is_address(each := part.rstrip(";,")))
    if not isinstance(value, list):
        return ()
    given = (each.get("url") if isinstance(each, dict) else each for each in value)
    return tuple(each for each in given if isinstance(each, str) and is_address(each))


def is_address(text: str) -> bool:
    """Whether a text begins as an address of the web does."""
    return text.startswith(_WEB) or text[:8].lower().startswith(_WEB)


def text_in(value: Any) -> str:
    """The value as a text, if it is one that says something or a whole number; otherwise empty."""
    if isinstance(value, str):
        return "" if value.isspace() else value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18 else ""
