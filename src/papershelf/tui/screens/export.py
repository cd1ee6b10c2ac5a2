"""The export dialog: where to, as what, with what; what the file will say, and what would become of one there."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Checkbox, Input, OptionList, Select, Static
from textual.widgets.option_list import Option

from papershelf.errors import PapershelfError
from papershelf.exporters import Exporter, Options
from papershelf.library import counted
from papershelf.library.targets import target_path
from papershelf.text import fold, safe, safe_line
from papershelf.tui.export_words import offer, short
from papershelf.tui.host import host_of, on_server
from papershelf.tui.path_suggester import PathSuggester
from papershelf.tui.screens.dialog import FormDialog
from papershelf.tui.targets import GROUPS, Target
from papershelf.tui.widgets.check import Check

if TYPE_CHECKING:
    from papershelf.tui.outgoing import Exportable, Outgoing

PARTS = ("abstracts", "notes", "links")
PAUSE = 0.3  # seconds without a change after which the disk is looked at
LOOKING = "Looking at what is there …"


class ExportScreen(FormDialog[Target | None]):
    """Asks how and where to export.

    Args:
        outgoing: Says how an export begins, and what it would do.
        what: The papers.
        formats: The formats to offer, by name.
        offers: Targets to offer; those of the same place can be taken as they are.
    """

    VERB = "Export"
    AUTO_FOCUS = ""

    def __init__(
        self, outgoing: "Outgoing", what: "Exportable", formats: Mapping[str, Exporter], offers: Sequence[Target]
    ) -> None:
        super().__init__()
        self.outgoing = outgoing
        self.what = what
        self.offers = offers
        self.formats = formats
        self.stem = "-".join("".join(c if c.isalnum() else " " for c in fold(what.name)).split())[:40] or "papers"
        self._timer: Timer | None = None
        self._previews = 0

    def compose(self) -> ComposeResult:
        """Targets, path, format, options, what would be done, how the file begins."""
        first = next(iter(self.formats.values()))
        with Vertical(classes="dialog large"):
            title = f"Export {counted(len(self.what.ids), 'paper')}: {safe_line(self.what.name)}"
            yield Static(title + on_server(self), classes="dialog-title", markup=False)
            yield OptionList(*map(self._option, self.offers), id="export-targets", markup=False)
            with Horizontal(classes="export-line"):
                yield Static("to", classes="export-label", markup=False)
                yield Input(self._suggestion(first), suggester=PathSuggester(), id="export-path")
            with Horizontal(classes="export-line"):
                yield Static("as", classes="export-label", markup=False)
                formats = [(_choice(each), each.name) for each in self.formats.values()]
                yield Select(formats, value=first.name, allow_blank=False, id="export-format", compact=True)
            with Horizontal(id="export-options"):
                groups = [("not grouped" if group == "none" else f"by {group}", group) for group in GROUPS]
                yield Select(groups, value=GROUPS[0], allow_blank=False, id="export-group", compact=True)
                with Horizontal(id="export-parts"):
                    for part in PARTS:
                        yield Check(part, value=True, id=f"export-{part}")
            yield Static(LOOKING, id="export-outlook", markup=False)
            with VerticalScroll(id="export-preview", can_focus=False):
                yield Static(id="export-text", markup=False)

    def _option(self, target: Target) -> Option:
        where, how = offer(target, self.what.place)
        return Option(Content.assemble(where, (f"  {how}" if how else "", "$text-muted")))

    def on_mount(self) -> None:
        """Begin with the last target of this view, else at the path."""
        self.listing.display = bool(self.offers)
        if self.offers and self._is_mine(self.offers[0]):
            self.listing.focus()
            self._fill(self.offers[0])
        else:
            self.line.focus()
        self._show_format()

    # What is filled in

    @property
    def listing(self) -> OptionList:
        """What is offered."""
        return self.query_one("#export-targets", OptionList)

    @property
    def line(self) -> Input:
        """The path."""
        return self.query_one("#export-path", Input)

    @property
    def exporter(self) -> Exporter:
        """The format chosen."""
        return self.formats[str(self.query_one("#export-format", Select).value)]

    @property
    def options(self) -> Options:
        """The options chosen."""
        group = next(group for group in GROUPS if group == self.query_one("#export-group", Select).value)
        abstracts, notes, links = (self.query_one(f"#export-{part}", Check).value for part in PARTS)
        return Options(group=group, abstracts=abstracts, notes=notes, links=links)

    @property
    def target(self) -> Target:
        """What is filled in.

        Raises:
            UsageError: What is typed can be no path.
        """
        path = target_path(self.line.value.strip())
        return Target(self.exporter.name, str(path.absolute()), self.options, self.what.place, self.what.name)

    def _is_mine(self, target: Target) -> bool:
        return target.place == self.what.place

    def _suggestion(self, exporter: Exporter) -> str:
        return f"~/papershelf-{self.stem}{exporter.suffix}"

    def _fill(self, target: Target) -> None:
        """Fill in a remembered target."""
        self.line.value = safe_line(short(target.path))
        self.query_one("#export-format", Select).value = target.format
        self.query_one("#export-group", Select).value = target.options.group
        for part in PARTS:
            self.query_one(f"#export-{part}", Check).value = getattr(target.options, part)

    # What changes

    @on(OptionList.OptionHighlighted, "#export-targets")
    def _offered(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self._is_at_offers:  # the first one is highlighted before anyone is there
            self._fill(self.offers[event.option_index])
            self.refresh_bindings()

    @on(OptionList.OptionSelected, "#export-targets")
    def _taken(self, event: OptionList.OptionSelected) -> None:
        """Export so again; what other papers were written to is only filled in, for a person to look at."""
        event.stop()
        target = self.offers[event.option_index]
        self._fill(target)
        if self._is_mine(target):
            self.dismiss(target)
        else:
            self.line.focus()

    @on(Select.Changed, "#export-format")
    def _show_format(self) -> None:
        """Suggest another path for another format, unless the person typed one; offer what the format honours."""
        if self.line.value in {self._suggestion(exporter) for exporter in self.formats.values()}:
            self.line.value = self._suggestion(self.exporter)
        honours = self.exporter.honours
        self.query_one("#export-group", Select).display = "group" in honours
        for part in PARTS:
            self.query_one(f"#export-{part}", Check).display = part in honours
        self.query_one("#export-options").display = bool(honours & {"group", *PARTS})
        self._show()

    @on(Select.Changed, "#export-group")
    @on(Checkbox.Changed)
    def _show(self) -> None:
        """Show how the file begins, and look at what is there."""
        self._previews += 1
        ask = partial(self.outgoing.sample, self.what, self.exporter.name, self.options)
        self.run_worker(
            partial(self._sample, self._previews, ask), thread=True, group="export-preview", name="preview of an export"
        )
        self._look_soon()

    def _sample(self, number: int, ask: Callable[[], str]) -> None:
        """Runs on a thread."""
        try:
            words = ask()
        except PapershelfError as error:
            words = error.message
        self.app.call_later(self._sampled, number, words)

    def _sampled(self, number: int, words: str) -> None:
        for pane in self.query("#export-text").results(Static):  # there is none any more in a dialog that was left
            if number == self._previews:
                pane.update(Content(words))

    @on(Input.Changed, "#export-path")
    def _look_soon(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self.outgoing.stop_looking()
        self._say(LOOKING)
        self._timer = self.set_timer(PAUSE, self._look)

    def _look(self) -> None:
        if not self.query("#export-path"):
            return
        try:
            self.outgoing.look(self.what, self.target, self._say)
        except PapershelfError as error:
            self._say(error.message)

    def _say(self, words: str) -> None:
        for line in self.query("#export-outlook").results(Static):
            line.update(Content(safe(words)))

    # Keys

    def worth_knowing(self) -> Mapping[str, str]:
        """What enter does to the offer, or to what is filled in."""
        highlighted = self.listing.highlighted if self._is_at_offers else None
        if highlighted is None:
            return super().worth_knowing()
        return {"form.take": "Export again" if self._is_mine(self.offers[highlighted]) else "Fill in"}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where choices are open, the way out leaves those first; enter takes an offer as it takes a path."""
        if action == "leave" and any(select.expanded for select in self.query(Select)):
            return False
        if action == "form_take" and self._is_at_offers:
            return True
        return super().check_action(action, parameters)

    @property
    def _is_at_offers(self) -> bool:
        return self.focused is not None and self.focused.id == "export-targets"

    async def action_form_take(self) -> None:
        """Take the offer, or what is typed."""
        if self._is_at_offers:
            self.listing.action_select()
        else:
            await super().action_form_take()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Hand the decision over."""
        event.stop()
        try:
            self.dismiss(self.target)
        except PapershelfError as error:
            host_of(self).say(error.message, title=error.title, severity="warning")


def _choice(exporter: Exporter) -> Content:
    """A format in a line; a template's line names it already."""
    named = "" if exporter.name.startswith("template:") else f"{exporter.name}: "
    return Content(safe_line(f"{named}{exporter.summary}"))
