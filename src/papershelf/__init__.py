"""papershelf: a keyboard-driven terminal reading list for research papers."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from papershelf.library import Library as Library

__version__ = "0.1.0"
__all__ = ["Library", "__version__"]


def __getattr__(name: str) -> Any:
    # Lazy, so that `papershelf --version` pays for nothing it does not use.
    if name == "Library":
        from papershelf.library import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
