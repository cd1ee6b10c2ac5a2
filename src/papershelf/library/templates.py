"""Templates of notes: the ones that ship, and a person's own in their configuration directory."""

import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from papershelf.errors import DataError, NothingFoundError
from papershelf.marks import Entry
from papershelf.text import safe, safe_line

FOLDER = Path("templates") / "notes"
SHIPPED = {
    "summary": "## Question\n\n\n## Method\n\n\n## Result\n\n\n## Doubts\n\n",
    "reading": "# {title}\n\n{authors} {year}\n{link}\n\nRead on {date}\n\n- \n",
}
_PLACE = re.compile(r"\{(title|authors|year|link|date|tags)\}")
_LARGEST = 200_000  # bytes; what is larger is no template


class Template(NamedTuple):
    """A text that a note may begin with.

    Attributes:
        name: The file's name without its ending.
        path: Its file; None for one that ships.
    """

    name: str
    path: Path | None = None


class Templates:
    """The templates of a person.

    Args:
        config: Their configuration directory.
    """

    def __init__(self, config: Path) -> None:
        self.folder = config / FOLDER

    def all(self) -> list[Template]:
        """Every template by name; a person's own takes the place of one that ships."""
        found = {name: Template(name) for name in SHIPPED}
        for path in self.folder.glob("*.md"):
            found[path.stem] = Template(path.stem, path)
        return sorted(found.values(), key=lambda template: template.name.casefold())

    def text(self, name: str, entry: Entry, now: datetime) -> str:
        """A template filled in for a paper.

        Args:
            name: The template.
            entry: The paper.
            now: The moment of `{date}`, where the person is.

        Raises:
            NothingFoundError: There is no template of that name.
            DataError: Its file cannot be read.
        """
        template = next((each for each in self.all() if each.name == name), None)
        if template is None:
            known = ", ".join(each.name for each in self.all())
            raise NothingFoundError(f"There is no template “{safe_line(name)}” in {self.folder}; there are {known}.")
        return filled(_read(template), entry, now)


def _read(template: Template) -> str:
    path = template.path
    if path is None:
        return SHIPPED[template.name]
    try:
        if path.stat().st_size > _LARGEST:
            raise DataError(f"{path}: too large for a template.")
        return safe(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise DataError(f"{path}: the template cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError:
        raise DataError(f"{path}: the template is not UTF-8.") from None


def filled(template: str, entry: Entry, now: datetime) -> str:
    """A template with its placeholders replaced; what is none of them is left as it stands."""
    from papershelf.links import paper_address

    paper = entry.paper
    values = {
        "title": paper.title,
        "authors": ", ".join(paper.authors),
        "year": (paper.published or "")[:4],
        "link": paper_address(paper).url,
        "date": now.date().isoformat(),
        "tags": " ".join(f"#{tag}" for tag in entry.mark.tags),
    }
    return _PLACE.sub(lambda place: safe_line(values[place[1]]), template)
