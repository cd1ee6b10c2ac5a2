"""Plugins that no package brings: entry points that a test makes up, and things that go wrong in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import pytest

from papershelf import plugging
from papershelf.commands import COMMANDS
from papershelf.exporters.plugged import exporter_plugins
from papershelf.importers.plugged import _FAILED, importer_plugins
from papershelf.plugins import ITSELF, Entry, Exporter, Importer, Options, Page, Progress, Record, unheard


@dataclass
class FakePackage:
    """A package as `importlib.metadata` describes it."""

    metadata: Mapping[str, str] = field(default_factory=lambda: {"Name": "acme-shelf", "Version": "2.0"})


@dataclass
class FakePoint:
    """An entry point whose object is at hand, or raises when it is loaded."""

    name: str
    value: Any
    dist: FakePackage | None = field(default_factory=FakePackage)

    def load(self) -> Any:
        """The object."""
        if isinstance(self.value, BaseException):
            raise self.value
        return self.value


Install = Callable[..., None]


def installing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Gives a function that installs entry points: `install(importers=[("name", object)])`; all are gone after it."""
    groups: dict[str, list[FakePoint]] = {}

    def install(**kinds: Sequence[tuple[str, Any]]) -> None:
        groups.clear()
        forget()
        for kind, every in kinds.items():
            groups[f"papershelf.{kind}"] = [FakePoint(name, value) for name, value in every]

    monkeypatch.setattr(plugging, "entry_points", lambda group: groups.get(group, ()))
    forget()
    yield install
    forget()


def forget() -> None:
    """Let what was found be looked for anew."""
    plugging.loaded.cache_clear()
    plugging._installed.cache_clear()
    importer_plugins.cache_clear()
    exporter_plugins.cache_clear()
    _FAILED.clear()
    COMMANDS.reset()


class Lines(Importer):
    """A title a line, after a first line that says so; does what a test wants instead of reading."""

    name: ClassVar[str] = "lines"
    label: ClassVar[str] = "lines of a test"
    suffixes: ClassVar[tuple[str, ...]] = (".lines",)
    does: Callable[[], Any] | None = None

    def sniff(self, text: str) -> float:
        """Sure of the first line."""
        return 0.95 if text.startswith("LINES") else 0.0

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:  # noqa: ARG002 - the contract's
        """A record a line."""
        if self.does is not None:
            found: Page = self.does()
            return found
        titles = text.split("\n")[1:]
        return Page(
            "elsewhere", tuple(Record(title, "", place, 7) for place, title in enumerate(titles, 2) if title), ()
        )


class Titles(Exporter):
    """Titles only; does what a test wants instead."""

    name: ClassVar[str] = "titles"
    summary: ClassVar[str] = "Titles only"
    into: ClassVar[Literal["file", "folder"]] = "file"
    suffix: ClassVar[str] = ".titles"
    does: Callable[[], Any] | None = None

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:  # noqa: ARG002 - likewise
        """A title a line."""
        if self.does is not None:
            found: Mapping[str, str] = self.does()
            return found
        return {ITSELF: "".join(f"{entry.paper.title}\n" for entry in entries)}


def raising(error: BaseException) -> Callable[[], Any]:
    """A function that raises."""

    def fail() -> Any:
        raise error

    return fail
