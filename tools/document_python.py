"""Writes the list of all that `Library` offers into `docs/python.md`: `python -m tools.document_python`."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from papershelf import Library

PAGE = Path(__file__).parent.parent / "docs" / "python.md"
HEAD = "## All of `Library`\n"


def offered() -> Iterator[tuple[str, str, str]]:
    """Name, how it is called, and what it is for, of everything public."""
    for name in sorted(name for name in dir(Library) if not name.startswith("_")):
        value: Any = inspect.getattr_static(Library, name)
        if isinstance(value, property):
            called, told = name, value.fget
        elif callable(function := getattr(value, "__func__", value)):
            called, told = f"{name}({', '.join(_parameters(function))})", function
        else:
            continue
        yield name, called, (inspect.getdoc(told) or "").partition("\n")[0]


def _parameters(function: Any) -> Iterator[str]:
    has_star = False
    for parameter in list(inspect.signature(function).parameters.values())[1:]:
        if parameter.kind is parameter.KEYWORD_ONLY and not has_star:
            has_star = True
            yield "*"
        has_default = parameter.default is not parameter.empty
        plain = isinstance(parameter.default, str | int | tuple | None)
        yield (
            f"{parameter.name}={parameter.default!r}"
            if has_default and plain
            else (f"{parameter.name}=…" if has_default else parameter.name)
        )


def python_page() -> str:
    """The page, its list made anew."""
    before = PAGE.read_text("utf-8").partition(HEAD)[0]
    rows = (f"| `{called}` | {words.replace('|', '&#124;')} |" for _, called, words in offered())
    return "\n".join((before + HEAD, "| | |", "|---|---|", *rows, ""))


if __name__ == "__main__":
    PAGE.write_text(python_page(), "utf-8")
