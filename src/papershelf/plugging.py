"""Finding what other packages add by their entry points; whatever is wrong with one is told, and never raised."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from papershelf.text import safe_line

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Kind = Literal["importer", "exporter", "command", "theme"]
KINDS: tuple[Kind, ...] = get_args(Kind)
OFF_VARIABLE = "PAPERSHELF_NO_PLUGINS"
_LONGEST_WHY = 200  # characters of what an exception says


class Plugin(NamedTuple):
    """Something that another package adds.

    Attributes:
        kind: What it is.
        name: The name of its entry point; safe.
        package: The package that it comes in; safe.
        version: Of that package; safe.
        value: What the entry point leads to; None where it cannot be used.
        why: Why it cannot be used, in a few words; empty where it can.
    """

    kind: Kind
    name: str
    package: str
    version: str
    value: Any = None
    why: str = ""

    @property
    def words(self) -> str:
        """The plugin and its package, as every message names them."""
        return f"The {self.kind} “{self.name}” of {f'{self.package} {self.version}'.strip()}"

    @property
    def complaint(self) -> str:
        """That it cannot be used and why, in one line."""
        return f"{self.words} cannot be used: {self.why}"


class UnfitError(Exception):
    """Why what an entry point leads to is no plugin; a fragment for a person."""


Check = Callable[[Any], Any]
"""Gives what is to be used of what an entry point leads to, or raises `UnfitError`."""


def entry_points(group: str) -> "Iterable[EntryPoint]":
    """The entry points of a group that are installed; none where the person wants no plugins."""
    if os.environ.get(OFF_VARIABLE):
        return ()
    return _installed(group)


@cache
def _installed(group: str) -> "Sequence[EntryPoint]":
    from importlib.metadata import entry_points as installed  # 40 ms that nobody pays who asks for no plugin

    return list(installed(group=group))


def is_any(*kinds: Kind) -> bool:
    """Whether any plugin of some kinds is installed; nothing of it is imported."""
    return any(tuple(entry_points(f"papershelf.{kind}s")) for kind in kinds)


@cache
def loaded(kind: Kind, check: Check) -> tuple[Plugin, ...]:
    """Every plugin of a kind, imported and checked once; by package and name, so that the order never changes.

    Args:
        kind: What is wanted.
        check: Says whether it is that, and what of it is to be used.
    """
    found = [_found(kind, point) for point in entry_points(f"papershelf.{kind}s")]
    found.sort(key=lambda each: (each[0].package, each[0].name))
    return tuple(_loaded(plugin, point, check) for plugin, point in found)


def _found(kind: Kind, point: "EntryPoint") -> "tuple[Plugin, EntryPoint]":
    package = point.dist
    metadata: Mapping[str, str] = package.metadata if package else {}  # type: ignore[assignment]  # a message, read by name
    names = (point.name, metadata.get("Name") or "an unknown package", metadata.get("Version") or "")
    return Plugin(kind, *map(safe_line, names)), point


def _loaded(plugin: Plugin, point: "EntryPoint", check: Check) -> Plugin:
    try:
        return plugin._replace(value=check(point.load()))
    except UnfitError as reason:
        return plugin._replace(why=safe_line(str(reason)))
    except (Exception, SystemExit) as error:  # whatever a stranger's module does while it is imported
        return plugin._replace(why=said(error))


def adopted(kind: Kind, check: Check, guard: Callable[[Plugin], Any], taken: Iterable[str]) -> tuple[Plugin, ...]:
    """All plugins of a kind that go by their value's name, also those that cannot be used.

    Args:
        kind: What is wanted.
        check: Says whether it is that, and what of it is to be used.
        guard: Makes of a plugin that can be used what is called instead of it, and raises nothing but our own errors.
        taken: The names that papershelf itself uses.
    """
    plugins = without_clashes(loaded(kind, check), taken, lambda value: str(value.name))
    return tuple(plugin if plugin.why else plugin._replace(value=guard(plugin)) for plugin in plugins)


def usable(plugins: Iterable[Plugin]) -> tuple[Any, ...]:
    """What can be used of them."""
    return tuple(plugin.value for plugin in plugins if not plugin.why)


def complaints(plugins: Iterable[Plugin]) -> tuple[str, ...]:
    """Which of them cannot be used, and why, a line each."""
    return tuple(plugin.complaint for plugin in plugins if plugin.why)


def without_clashes(plugins: Iterable[Plugin], taken: Iterable[str], name_of: Callable[[Any], str]) -> list[Plugin]:
    """The same plugins, but those whose name somebody else has cannot be used.

    Args:
        plugins: All of a kind.
        taken: The names that papershelf itself uses.
        name_of: The name that a plugin's value goes by.
    """
    owners = dict.fromkeys(taken, "papershelf itself")
    kept = []
    for plugin in plugins:
        if not plugin.why:
            name = name_of(plugin.value)
            if name in owners:
                plugin = plugin._replace(value=None, why=f"{owners[name]} has the name “{safe_line(name)}” already")  # noqa: PLW2901
            else:
                owners[name] = plugin.words
        kept.append(plugin)
    return kept


def said(error: BaseException) -> str:
    """What an exception says, in one line that is not long."""
    words = safe_line(str(error)[: 4 * _LONGEST_WHY])
    shown = words if len(words) <= _LONGEST_WHY else words[: _LONGEST_WHY - 1] + "…"
    return f"{type(error).__name__}: {shown}" if shown else type(error).__name__


def wants_text(value: Any, name: str, longest: int = 80) -> str:
    """A short text of a plugin, which is shown and typed.

    Raises:
        UnfitError: It is none.
    """
    text = getattr(value, name, None)
    if not isinstance(text, str) or not text.strip() or text != safe_line(text) or len(text) > longest:
        raise UnfitError(f"its {name} must be one line of 1 to {longest} plain characters")
    return text


def wants_name(value: Any) -> str:
    """The name that a plugin goes by.

    Raises:
        UnfitError: It is none that can be typed.
    """
    name = wants_text(value, "name", 40)
    if not all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in name) or name != name.lower():
        raise UnfitError("its name must be of small letters, digits, - and _")
    return name
