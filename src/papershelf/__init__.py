"""papershelf: a keyboard-driven terminal reading list for research papers."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from papershelf.errors import PapershelfError as PapershelfError
    from papershelf.library import Library as Library
    from papershelf.marks import Entry as Entry
    from papershelf.marks import Mark as Mark
    from papershelf.marks import Status as Status
    from papershelf.paper import Paper as Paper

__version__ = "0.1.0"
__all__ = ["Entry", "Library", "Mark", "Paper", "PapershelfError", "Status", "__version__"]

_HOMES = {
    "Entry": "marks",
    "Library": "library",
    "Mark": "marks",
    "Paper": "paper",
    "PapershelfError": "errors",
    "Status": "marks",
}


def __getattr__(name: str) -> Any:
    # Lazy, so that `papershelf --version` pays for nothing it does not use.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"papershelf.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
