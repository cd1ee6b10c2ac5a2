"""Templates for tests: a folder of them, and what they come to."""

from collections.abc import Callable, Sequence
from pathlib import Path

from papershelf.errors import DataError
from papershelf.exporters import Options
from papershelf.exporters.base import ITSELF
from papershelf.library.templating import TemplateFolder, exporter_of
from papershelf.marks import Entry
from tests.export_samples import FULL

Fill = Callable[..., str]
FILE = "mine.md"


def own(config: Path, text: str | bytes, file: str = FILE, kind: str = "exports") -> Path:
    """Put a template into a configuration directory."""
    path = config / "templates" / kind / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return path


def exported(config: Path, name: str, entries: Sequence[Entry] = (FULL,), options: Options | None = None) -> str:
    """What a template of exports makes of papers."""
    folder = TemplateFolder(config, "exports")
    template = folder.named(name)
    assert template is not None
    return exporter_of(template, folder).render(entries, options or Options())[ITSELF]


def filled(config: Path, text: str | bytes, entries: Sequence[Entry] = (FULL,)) -> str:
    """What a text makes of papers as a template."""
    own(config, text)
    return exported(config, "mine", entries)


def error_of(config: Path, text: str | bytes, entries: Sequence[Entry] = (FULL,)) -> str:
    """What is said of a text that is no good template; empty where it is one."""
    try:
        filled(config, text, entries)
    except DataError as error:
        return error.message
    return ""
