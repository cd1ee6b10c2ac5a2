"""Templates of exports and of what is copied: those that ship, and a person's own in their configuration directory."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from papershelf.errors import DataError, UsageError
from papershelf.text import safe, safe_line

if TYPE_CHECKING:
    from papershelf.exporters import Exporter
    from papershelf.exporters.template import TemplateList
    from papershelf.marks import Entry

Kind = Literal["exports", "copy"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
FOLDER: Final = "templates"
FORMAT: Final = "template"
PREFIX: Final = f"{FORMAT}:"
LARGEST: Final = 200_000  # bytes of a template
_SHIPPED: Final = Path(__file__).parent.parent / "exporters" / FOLDER
_EXTRA: Final = ".j2"  # an ending for editors that colour such files; it says nothing of what comes out


class OwnTemplate(NamedTuple):
    """A template, found but not read.

    Attributes:
        name: What it is asked for by: the file's name without its ending, or with it where two have the same.
        kind: What it is for.
        file: The file's name.
        path: Its file.
        ships: Whether it ships with the program.
    """

    name: str
    kind: Kind
    file: str
    path: Path
    ships: bool

    @property
    def ending(self) -> str:
        """The ending of what it makes, with the dot."""
        return Path(self.file.removesuffix(_EXTRA)).suffix

    @property
    def place(self) -> str:
        """The file in words: `templates/exports/mine.md`."""
        return safe_line(f"{'shipped ' if self.ships else ''}{FOLDER}/{self.kind}/{self.file}")


class TemplateFolder:
    """The templates of one kind.

    Args:
        config: The person's configuration directory.
        kind: What they are for.
    """

    def __init__(self, config: Path, kind: Kind) -> None:
        self.kind = kind
        self.folder = config / FOLDER / kind
        found = {path.name: (path, True) for path in _files(_SHIPPED / kind)}
        own = {path.name: (path, False) for path in _files(self.folder)}
        taken = {_stem(name) for name in own}
        self._found = {name: each for name, each in found.items() if _stem(name) not in taken} | own

    @property
    def files(self) -> Sequence[str]:
        """The names of all files, also of those that are only there to be included."""
        return list(self._found)

    def all(self) -> list[OwnTemplate]:
        """Every template by name; one whose file begins with `_` is only there for others to include."""
        stems = [_stem(file) for file in self._found]
        found = []
        for file, (path, ships) in self._found.items():
            if not file.startswith("_"):
                name = _stem(file) if stems.count(_stem(file)) == 1 else file.removesuffix(_EXTRA)
                found.append(OwnTemplate(name, self.kind, file, path, ships))
        return sorted(found, key=lambda each: (each.name.casefold(), each.name))

    def named(self, name: str) -> OwnTemplate | None:
        """The template of a name, or of a file's name."""
        wanted = name.strip()
        return next((each for each in self.all() if wanted in (each.name, each.file)), None)

    def place(self, file: str) -> str:
        """The file in words."""
        path, ships = self._found[file]
        return OwnTemplate("", self.kind, file, path, ships).place

    def text(self, file: str) -> str:
        """The text of a file.

        Raises:
            DataError: It cannot be read, is too large, or not UTF-8.
        """
        place = self.place(file)
        try:
            with self._found[file][0].open("rb") as opened:
                data = opened.read(LARGEST + 1)
        except OSError as error:
            raise DataError(f"{place}: the template cannot be read ({error.strerror or error}).") from error
        if len(data) > LARGEST:
            raise DataError(f"{place}: larger than {LARGEST // 1000} KB; that is no template.")
        try:
            return safe(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise DataError(f"{place}, line {line}: not UTF-8; save the template as UTF-8.") from None


def _files(folder: Path) -> list[Path]:
    """The templates in a folder; hidden files and what editors leave behind are none."""
    try:
        return sorted(each for each in folder.iterdir() if each.is_file() and not each.name.startswith(".")
                      and not each.name.endswith(("~", ".bak", ".swp")))  # fmt: skip
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DataError(f"{safe_line(str(folder))}: the templates cannot be read ({error.strerror}).") from error


def _stem(file: str) -> str:
    return Path(file.removesuffix(_EXTRA)).stem


def find_template(name: str, config: Path, *kinds: Kind) -> OwnTemplate:
    """The template of a name; `copy/NAME` and `exports/NAME` say of which kind.

    Raises:
        DataError: The folder cannot be read.
        UsageError: There is none.
    """
    wanted = kinds or KINDS
    head, _, tail = name.strip().partition("/")
    folders = [TemplateFolder(config, kind) for kind in wanted]
    for folder in folders:
        if found := folder.named(tail if head == folder.kind else name):
            return found
    from papershelf.config.problems import nearest

    known = [each.name for folder in folders for each in folder.all()]
    meant = nearest(name, known)
    hint = f"; did you mean “{safe_line(meant)}”?" if meant else f"; there are {safe_line(', '.join(known))}."
    raise UsageError(f"There is no template “{safe_line(name[:60])}”{hint}")


def exporter_of(template: OwnTemplate, folder: TemplateFolder) -> "TemplateList":
    """An exporter that writes as a template says; nothing is read before it is used."""
    from papershelf.exporters.template import TemplateList

    class Chosen(TemplateList):
        name = f"{PREFIX}{safe_line(template.name)}"
        summary = f"template “{safe_line(template.name)}” ({template.place})"
        suffix = template.ending

    return Chosen(folder, template.file)


def all_formats(config: Path) -> "dict[str, Exporter]":
    """Every format by name, templates of exports last, as `template:NAME`.

    Args:
        config: The person's configuration directory.

    Raises:
        DataError: The folder of templates cannot be read.
    """
    from papershelf.exporters import exporters

    folder = TemplateFolder(config, "exports")
    made = (exporter_of(each, folder) for each in folder.all())
    return {**exporters(), **{each.name: each for each in made}}


def format_of(name: str, config: Path) -> "Exporter":
    """The exporter of a name, also of `template:NAME`.

    Raises:
        DataError: The folder of templates cannot be read.
        UsageError: There is none of that name.
    """
    from papershelf.exporters import find

    if not name.startswith(PREFIX):
        return find(name)
    template = find_template(name.removeprefix(PREFIX), config, "exports")
    return exporter_of(template, TemplateFolder(config, "exports"))


def problem_of(template: OwnTemplate, config: Path) -> str:
    """What is wrong with a template, or nothing: it is filled in for a paper of which everything is known."""
    from papershelf.exporters.templating.sample import SAMPLE
    from papershelf.library.pieces import PIECES

    try:
        if template.kind == "exports":
            from papershelf.exporters import Options

            exporter_of(template, TemplateFolder(config, "exports")).render([SAMPLE], Options())
        else:
            if template.name in PIECES:
                return f"{template.place}: “{template.name}” is copied without a template; give it another name."
            texts_of(template, [SAMPLE], config)
    except DataError as error:
        return error.message
    return ""


def texts_of(template: OwnTemplate, entries: "Sequence[Entry]", config: Path) -> list[str]:
    """A template of what is copied, filled in for each of some papers.

    Raises:
        DataError: The template is wrong; the file, the line and what is wrong there are named.
    """
    from papershelf.exporters.templating.bounds import Bounds
    from papershelf.exporters.templating.data import paper_data
    from papershelf.exporters.templating.engine import Engine

    known = {safe_line(each.paper.id): each for each in entries}
    folder = TemplateFolder(config, template.kind)
    engine = Engine(folder, template.file, Bounds(len(entries)), known.__getitem__)
    return [engine.fill({"paper": paper_data(each)}).strip("\n") for each in entries]
