"""What a package that adds to papershelf imports: the contract of docs/plugins.md, loaded name by name."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from papershelf.exporters.base import ITSELF as ITSELF
    from papershelf.exporters.base import Exporter as Exporter
    from papershelf.exporters.base import Options as Options
    from papershelf.importers.base import Importer as Importer
    from papershelf.importers.base import Page as Page
    from papershelf.importers.base import Problem as Problem
    from papershelf.importers.base import Record as Record
    from papershelf.marks import Entry as Entry
    from papershelf.marks import Mark as Mark
    from papershelf.paper import Paper as Paper
    from papershelf.plugins.contract import Context as Context
    from papershelf.plugins.contract import PluginCommand as PluginCommand
    from papershelf.plugins.contract import PluginTheme as PluginTheme
    from papershelf.progress import Progress as Progress
    from papershelf.progress import Step as Step
    from papershelf.progress import unheard as unheard

__all__ = [
    "ITSELF",
    "Context",
    "Entry",
    "Exporter",
    "Importer",
    "Mark",
    "Options",
    "Page",
    "Paper",
    "PluginCommand",
    "PluginTheme",
    "Problem",
    "Progress",
    "Record",
    "Step",
    "unheard",
]

_HOMES = {
    "exporters.base": ("ITSELF", "Exporter", "Options"),
    "importers.base": ("Importer", "Page", "Problem", "Record"),
    "marks": ("Entry", "Mark"),
    "paper": ("Paper",),
    "plugins.contract": ("Context", "PluginCommand", "PluginTheme"),
    "progress": ("Progress", "Step", "unheard"),
}


def __getattr__(name: str) -> Any:
    # Lazy, so that a theme does not load what reads and writes files.
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"papershelf.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
