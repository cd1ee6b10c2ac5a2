"""Filling templates in: the one place where Jinja runs, and where whatever it raises becomes words."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Template

from papershelf.errors import PapershelfError
from papershelf.exporters.templating.bounds import Bounds
from papershelf.exporters.templating.filters import all_filters
from papershelf.exporters.templating.sandbox import Sandbox
from papershelf.exporters.templating.sources import Sources
from papershelf.exporters.templating.words import in_words
from papershelf.marks import Entry


class Engine:
    """A template, read and ready to be filled in.

    Args:
        sources: The templates that may include each other.
        file: The one meant.
        bounds: How much it may do, however often it is filled in.
        find: Gives the paper that an id means; raises KeyError where it is none.

    Raises:
        DataError: It cannot be read, or is no template.
    """

    def __init__(self, sources: Sources, file: str, bounds: Bounds, find: Callable[[str], Entry]) -> None:
        self._sources = sources
        self._file = file
        self._sandbox = Sandbox(sources, all_filters(find), bounds)
        self._bounds = bounds
        self._template: Template = self._told(lambda: self._sandbox.get_template(file), ())

    def fill(self, values: Mapping[str, Any]) -> str:
        """The text that comes of it.

        Raises:
            Cancelled: Whoever watches called it off.
            DataError: It uses what is not there or may not be used, does too much, or makes no sense.
        """
        return str(self._told(lambda: self._filled(values), values))

    def _filled(self, values: Mapping[str, Any]) -> str:
        pieces = []
        for piece in self._template.generate(values):
            self._bounds.put(len(piece))
            pieces.append(piece)
        return "".join(pieces)

    def _told(self, do: Callable[[], Any], names: Mapping[str, Any] | tuple[()]) -> Any:
        try:
            return do()
        except PapershelfError:
            raise
        except Exception as error:  # a template is a program: it may raise whatever Python can
            raise in_words(error, self._sandbox, self._sources, self._file, names) from error
