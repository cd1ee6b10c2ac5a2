"""The export dialog: which format, grouped by what, and where to."""

from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Select, Static

from papershelf.exporters import Exporter, Group, exporters
from papershelf.text import fold
from papershelf.tui.screens.dialog import FormDialog

GROUPS: tuple[Group, ...] = ("status", "tag", "source", "none")


@dataclass(frozen=True, slots=True)
class Target:
    """What the person decided.

    Attributes:
        format: Name of the exporter.
        group: What a list is grouped by.
        path: The file or folder to write.
    """

    format: str
    group: Group
    path: Path


class ExportScreen(FormDialog[Target | None]):
    """Asks how and where to export."""

    VERB = "Export"

    def __init__(self, count: int, name: str) -> None:
        super().__init__()
        self.count = count
        self.stem = "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())[:40] or "papers"
        self.formats = list(exporters().values())

    def compose(self) -> ComposeResult:
        """Format, grouping, path."""
        papers = "1 paper" if self.count == 1 else f"{self.count} papers"
        with Vertical(classes="dialog"):
            yield Static(f"Export {papers}", classes="dialog-title", markup=False)
            yield Input(str(self._suggestion(self.formats[0])), id="export-path")
            formats = [(exporter.summary, exporter.name) for exporter in self.formats]
            yield Select(formats, value=self.formats[0].name, allow_blank=False, id="export-format")
            groups = [("not grouped" if group == "none" else f"grouped by {group}", group) for group in GROUPS]
            yield Select(groups, value=GROUPS[0], allow_blank=False, id="export-group")

    def _suggestion(self, exporter: Exporter) -> Path:
        name = f"papershelf-{self.stem}"
        return Path.home() / (f"{name}.md" if exporter.into == "file" else name)

    @property
    def _format(self) -> Exporter:
        chosen = self.query_one("#export-format", Select).value
        return next(exporter for exporter in self.formats if exporter.name == chosen)

    @on(Select.Changed, "#export-format")
    def _suggest(self) -> None:
        """Suggest another path for another format, unless the person typed one."""
        entry = self.query_one("#export-path", Input)
        if entry.value in {str(self._suggestion(exporter)) for exporter in self.formats}:
            entry.value = str(self._suggestion(self._format))
        self.query_one("#export-group", Select).display = self._format.into == "file"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where choices are open, the way out leaves those first."""
        if action == "leave" and any(select.expanded for select in self.query(Select)):
            return False
        return super().check_action(action, parameters)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the decision over."""
        if event.value.strip():
            group = next(group for group in GROUPS if group == self.query_one("#export-group", Select).value)
            self.dismiss(Target(self._format.name, group, Path(event.value.strip()).expanduser()))
