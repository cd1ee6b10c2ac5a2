"""Readers that other packages add: held to the contract, and a failure of one is a problem that names it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar

from papershelf.errors import Cancelled, PapershelfError
from papershelf.importers.base import Importer, Page, Problem, Record, excerpt
from papershelf.plugging import Plugin, UnfitError, adopted, said, wants_name, wants_text
from papershelf.progress import Progress, unheard
from papershelf.text import safe, safe_line


@cache
def importer_plugins(taken: tuple[str, ...]) -> tuple[Plugin, ...]:
    """All readers of other packages, also those that cannot be used; each value is an `Importer` that never raises."""
    return adopted("importer", checked, guarded, taken)


def checked(value: Any) -> Importer:
    """An importer, made if its class is given.

    Raises:
        UnfitError: It is none.
    """
    made = value() if isinstance(value, type) and issubclass(value, Importer) else value
    if not isinstance(made, Importer):
        raise UnfitError("it is no papershelf.plugins.Importer")
    wants_name(made)
    wants_text(made, "label")
    suffixes: Any = getattr(made, "suffixes", None)
    if not isinstance(suffixes, tuple) or not all(
        isinstance(each, str) and len(each) > 1 and each[0] == "." and each == safe_line(each).lower()
        for each in suffixes
    ):
        raise UnfitError("its suffixes must be a tuple of endings in small letters, each with its dot")
    return made


def guarded(plugin: Plugin) -> Importer:
    """A reader that does what the plugin's does, and turns whatever it raises into a problem."""
    given: Importer = plugin.value

    class Guarded(Importer):
        """The reader of a plugin."""

        name: ClassVar[str] = given.name
        label: ClassVar[str] = given.label
        suffixes: ClassVar[tuple[str, ...]] = given.suffixes

        def sniff(self, text: str) -> float:
            """What the plugin says; 0 where it fails or says no number from 0 to 1."""
            try:
                sureness = float(given.sniff(text))
            except (Exception, SystemExit) as error:  # told where nobody else knows the text either
                _FAILED[plugin.words] = said(error)
                return 0.0
            return sureness if 0 <= sureness <= 1 else 0.0

        def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
            """What the plugin reads, made safe."""
            try:
                return _safe_page(given.read(text, file, progress), file)
            except PapershelfError as error:
                if isinstance(error, Cancelled):
                    raise
                why = error.message
            except (Exception, SystemExit) as error:
                why = said(error)
            return Page(file, (), (Problem(file, 0, f"{plugin.words} failed: {safe_line(why)}"),))

    return Guarded()


_FAILED: dict[str, str] = {}  # by the words for a plugin, how its last look at a text failed


def failures() -> tuple[str, ...]:
    """Which plugins failed when they were to look at a text, and how, a line each."""
    return tuple(f"{words} failed to look at a text: {why}" for words, why in _FAILED.items())


def _safe_page(page: Any, file: str) -> Page:
    """The page with every text of the kind that our own readers give.

    Raises:
        TypeError: It is no page, or something in it is of another type.
    """
    if not isinstance(page, Page):
        raise TypeError("what it returned is no Page")
    records = tuple(_safe_record(record, place) for place, record in enumerate(page.records, 1))
    problems = tuple(_safe_problem(problem, file) for problem in page.problems)
    date = None if page.date is None else safe_line(_text(page.date))
    return Page(file, records, problems, date, _number(page.skipped))


def _safe_record(record: Any, place: int) -> Record:
    """A record of plain, safe texts. `paper` and `mark` are papershelf's own: what comes from outside has none."""
    if not isinstance(record, Record):
        raise TypeError("what it returned holds something that is no Record")
    unmarked = record.unmarked
    return Record(
        title=safe(_text(record.title)),
        abstract=safe(_text(record.abstract)),
        line=_number(record.line),
        position=place,
        authors=_texts(record.authors, safe_line),
        published=None if record.published is None else safe_line(_text(record.published)),
        identifiers=_names(record.identifiers),
        urls=_texts(record.urls, safe_line),
        venue=safe_line(_text(record.venue)),
        keywords=_texts(record.keywords, safe_line),
        upvotes=None if record.upvotes is None else _number(record.upvotes),
        raw=safe(_text(record.raw)),
        unmarked=None if unmarked is None else (safe(_text(unmarked[0])), safe(_text(unmarked[1]))),
    )


def _safe_problem(problem: Any, file: str) -> Problem:
    if not isinstance(problem, Problem):
        raise TypeError("what it returned holds something that is no Problem")
    reason = safe_line(_text(problem.reason))
    return replace(
        problem,
        file=file,
        line=_number(problem.line),
        reason=reason,
        text=excerpt(_text(problem.text)),
        entry=safe(_text(problem.entry)),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected where it gave {type(value).__name__}")
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"a whole number was expected where it gave {type(value).__name__}")
    return value


def _texts(values: Any, clean: Callable[[str], str]) -> tuple[str, ...]:
    if isinstance(values, str):  # else each of its letters would be one
        raise TypeError("several texts were expected where it gave one")
    return tuple(clean(_text(value)) for value in values)


def _names(values: Any) -> Mapping[str, str]:
    return {safe_line(_text(name)): safe_line(_text(value)) for name, value in dict(values).items()}
