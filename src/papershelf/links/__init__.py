"""Addresses: found in raw text and mended, told apart by what they lead to, and made for a paper."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papershelf.links.addresses import Address, paper_address, pdf_address
    from papershelf.links.find import find_links, may_hold_links, may_name_links
    from papershelf.links.kinds import classify
    from papershelf.links.order import in_order
else:
    _ROOMS = {
        "find_links": "find",
        "may_hold_links": "find",
        "may_name_links": "find",
        "classify": "kinds",
        "in_order": "order",
    }

    def __getattr__(name: str) -> object:
        # Lazy: whoever shows or exports a paper pays for its address, and only an import for finding and telling apart.
        from importlib import import_module

        if name in __all__:
            room = _ROOMS.get(name, "addresses")
            return getattr(import_module(f"{__name__}.{room}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Address",
    "classify",
    "find_links",
    "in_order",
    "may_hold_links",
    "may_name_links",
    "paper_address",
    "pdf_address",
]
