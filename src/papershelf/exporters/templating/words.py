"""What goes wrong in a template, in words: the file, the line, what is meant there, and what was probably meant."""

import re
from collections.abc import Collection, Iterable, Mapping
from types import TracebackType
from typing import Final

from jinja2 import nodes
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from jinja2.utils import missing

from papershelf.config.problems import nearest
from papershelf.errors import DataError
from papershelf.exporters.templating.sandbox import Absent, Sandbox
from papershelf.exporters.templating.sources import Sources
from papershelf.text import safe_line

LONGEST: Final = 300  # letters of an error of Python's or Jinja's
_PLAIN: Final = {
    RecursionError: "it is nested too deeply, or a macro calls itself without end.",
    MemoryError: "it takes more memory than there is.",
    SyntaxError: "it is nested too deeply, or uses a name that cannot be one.",  # Python's, of what Jinja made of it
}
_NO_SUCH: Final = re.compile(r"No (filter|test) named '(.*?)'", re.DOTALL)


def in_words(error: Exception, sandbox: Sandbox, sources: Sources, file: str, names: Iterable[str]) -> DataError:
    """An error that says all there is to say.

    Args:
        error: What was raised while reading or filling in a template.
        sandbox: Where.
        sources: The templates.
        file: The template.
        names: What a template may use, by name.
    """
    place, line = _where(error, {sources.place(each): each for each in sources.files}, sources.place(file))
    reason = _reason(error, sandbox, sources, file, names)
    return DataError(safe_line(f"{place}{f', line {line}' if line else ''}: {reason}"))


def _where(error: Exception, places: Collection[str], place: str) -> tuple[str, int]:
    """The file and the line that an error is about."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or place, error.lineno
    found = place, 0
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        called = trace.tb_frame.f_code.co_filename
        if called in places:
            found = called, trace.tb_lineno
        trace = trace.tb_next
    # Python's own compiler knows no line of the template: what it refuses is nested too deeply as a whole.
    return found[0], found[1] or 1


def _reason(error: Exception, sandbox: Sandbox, sources: Sources, file: str, names: Iterable[str]) -> str:
    if isinstance(error, Absent):
        return _absent(error, [*names, *sandbox.globals, *_own_names(sandbox, sources, file)])
    if isinstance(error, TemplateNotFound):
        return f"there is no template {_quoted(error.name)} beside it{_meant(str(error.name), sources.files)}"
    for kind_of_error, words in _PLAIN.items():
        if isinstance(error, kind_of_error):
            return words
    if no_such := _NO_SUCH.search(str(error)):
        kind, name = no_such.groups()
        known = sandbox.filters if kind == "filter" else sandbox.tests
        return f"there is no {kind} {_quoted(name)}{_meant(name, known)}"
    return f"{_short(error)}."


def _absent(error: Absent, known: list[str]) -> str:
    name = str(error.name) if isinstance(error.name, str | int) else type(error.name).__name__
    owner = error.owner
    if owner is missing:
        return f"there is no {_quoted(name)}{_meant(name, known)}"
    if isinstance(owner, Mapping):
        called = "a paper" if "abstract" in owner else "a dictionary"
        return f"{called} has no {_quoted(name)}{_meant(name, map(str, owner))}"
    if isinstance(owner, list | tuple):
        return f"a list of {len(owner)} has no {_quoted(name)}."
    called = "a text" if isinstance(owner, str) else "a number" if isinstance(owner, int | float) else "this"
    return f"{called} has no {_quoted(name)}."


def _own_names(sandbox: Sandbox, sources: Sources, file: str) -> list[str]:
    """The names that a template gives itself: of its loops, its macros and what it sets."""
    tree = sandbox.parse(sources.text(file))
    named = [each.name for each in tree.find_all(nodes.Name) if each.ctx != "load"]
    return named + [each.name for each in tree.find_all(nodes.Macro)]


def _meant(name: str, known: Iterable[str]) -> str:
    meant = nearest(name, [each for each in known if each != name])
    return f"; did you mean “{safe_line(meant)}”?" if meant else "."


def _quoted(name: object) -> str:
    return f"“{safe_line(str(name)[:60])}”"


def _short(error: Exception) -> str:
    text = safe_line(str(error)[: 4 * LONGEST])[:LONGEST].rstrip(".")
    return text or type(error).__name__
