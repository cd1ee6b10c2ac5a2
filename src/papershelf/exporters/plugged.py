"""Formats that other packages add: held to the contract, and a failure of one is an error that names it."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, Literal

from papershelf.errors import Cancelled, DataError, PapershelfError
from papershelf.exporters.base import ITSELF, Exporter, Options
from papershelf.marks import Entry
from papershelf.plugging import Plugin, UnfitError, adopted, said, wants_name, wants_text
from papershelf.text import safe_line

_OPTIONS = frozenset(Options.__dataclass_fields__)


@cache
def exporter_plugins(taken: tuple[str, ...]) -> tuple[Plugin, ...]:
    """All formats of other packages, also those that cannot be used; each value raises nothing but our own errors."""
    return adopted("exporter", checked, guarded, taken)


def checked(value: Any) -> Exporter:
    """An exporter, made if its class is given.

    Raises:
        UnfitError: It is none.
    """
    made = value() if isinstance(value, type) and issubclass(value, Exporter) else value
    if not isinstance(made, Exporter):
        raise UnfitError("it is no papershelf.plugins.Exporter")
    wants_name(made)
    wants_text(made, "summary", 200)
    into: Any = getattr(made, "into", None)
    suffix: Any = made.suffix
    if into not in ("file", "folder"):
        raise UnfitError("its into must be “file” or “folder”")
    if not isinstance(suffix, str) or suffix != safe_line(suffix).lower() or (suffix and suffix[0] != "."):
        raise UnfitError("its suffix must be an ending in small letters with its dot, or empty")
    if not isinstance(made.honours, frozenset) or not made.honours <= _OPTIONS:
        raise UnfitError(f"its honours must be a frozenset of {', '.join(sorted(_OPTIONS))}")
    return made


def guarded(plugin: Plugin) -> Exporter:
    """A format that writes what the plugin's does; what else an exporter may do stays papershelf's own."""
    given: Exporter = plugin.value

    class Guarded(Exporter):
        """The format of a plugin."""

        name: ClassVar[str] = given.name
        summary: ClassVar[str] = given.summary
        into: ClassVar[Literal["file", "folder"]] = given.into
        suffix: ClassVar[str] = given.suffix
        honours: ClassVar[frozenset[str]] = given.honours

        def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
            """What the plugin makes.

            Raises:
                Cancelled: Whoever watches called it off.
                DataError: The plugin failed.
            """
            try:
                return _files(given.render(entries, options), given.into)
            except PapershelfError as error:
                if isinstance(error, Cancelled):
                    raise
                why = error.message
            except (Exception, SystemExit) as error:
                why = said(error)
            raise DataError(f"{plugin.words} failed: {safe_line(why)}. Nothing was written.")

    return Guarded()


def _files(files: Any, into: str) -> Mapping[str, str]:
    """The texts by path.

    Raises:
        TypeError: They are none.
        ValueError: There is not the one file that there must be.
    """
    texts = dict(files)
    for name, text in texts.items():
        if not isinstance(name, str) or not isinstance(text, str):
            raise TypeError("what it returned is no mapping of paths to texts")
    if (into == "file" and list(texts) != [ITSELF]) or (into == "folder" and ITSELF in texts):
        raise ValueError(f"a format into a {into} must give {'one text' if into == 'file' else 'names of files'}")
    return texts
