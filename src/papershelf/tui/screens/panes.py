"""The panes of the main screen: going round them, their widths, and which of them are hidden."""

from dataclasses import replace
from typing import Any, Literal, cast

from textual import on
from textual.reactive import Reactive
from textual.timer import Timer
from textual.widget import Widget

from papershelf.errors import PapershelfError
from papershelf.library import Library
from papershelf.tui import themes
from papershelf.tui.host import host_of
from papershelf.tui.layout import SIDES, Layout, Mode, Side, mode_of
from papershelf.tui.screens.pointing import PointingScreen
from papershelf.tui.widgets.splitter import Splitter

Pane = Literal["sidebar", "list", "detail"]
PANES: tuple[Pane, ...] = ("sidebar", "list", "detail")
SAVE_SECONDS = 0.4  # after the last change of a width: a drag is many


class PanesScreen(PointingScreen):
    """A screen with a list between two side panes; a subclass composes them."""

    # Who gets or loses the focus paints itself; Textual's own would paint the whole screen once more.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.sizes = Layout(library.places.data)
        self._fitted: dict[Side, int | None] = dict.fromkeys(SIDES)
        self._saving: Timer | None = None
        self._is_quiet = False  # said once that widths cannot be remembered
        self.add_class("-at-list", update=False)  # before the styles are first worked out, not after
        for side in self.sizes.hidden:
            self.add_class(f"-no-{side}", update=False)

    # Going round

    @property
    def pane(self) -> Pane:
        """The pane the person is in; in a narrow terminal, the only one visible."""
        return next((name for name in PANES if self.has_class(f"-at-{name}")), "list")

    @property
    def mode(self) -> Mode:
        """How many panes there is room for."""
        return mode_of(self.app.size.width)

    def go_to_pane(self, pane: Pane) -> None:
        """Put the person into a pane; one that was hidden comes back."""
        self._at(pane)
        self.search_bar.display = bool(self.search_bar.value)
        target: Widget = self.papers if pane == "list" else self.query_one(f"#{pane}")
        target.focus(scroll_visible=False)  # at once: what it looks like with the focus is painted in the same frame

    def _at(self, pane: Pane) -> None:
        for name in PANES:
            self.set_class(name == pane, f"-at-{name}")

    def on_descendant_focus(self) -> None:
        """Know the pane the person is in also when a click brought them there: it must not go when room does."""
        focused = self.focused
        for name in SIDES:
            pane = self.query_one(f"#{name}")
            if focused is not None and (focused is pane or pane in focused.ancestors):
                if self.pane != name:
                    self._at(name)
                return
        if self.pane != "list":
            self._at("list")

    def action_next_pane(self, step: int) -> None:
        """Go round the panes that are not hidden."""
        there = [pane for pane in PANES if self.mode == "one" or pane not in self.sizes.hidden]
        self.go_to_pane(there[(there.index(self.pane) + step) % len(there)] if self.pane in there else "list")

    # Widths

    def on_mount(self) -> None:
        """Have the widths before anything is laid out, not after."""
        self._fit()

    def on_resize(self) -> None:
        """Fit the panes into what room there is now."""
        if self.mode != "one" and self.pane in self.sizes.hidden:
            self.go_to_pane("list")
        self._fit()

    def _fit(self) -> None:
        for side, width in self.sizes.widths(self.app.size.width).items():
            if self._fitted[side] != width:
                self._fitted[side] = width
                styles = self.query_one(f"#{side}").styles
                styles.width = width
                styles.max_width = width

    def _set_width(self, side: Side, width: int) -> None:
        self.sizes.set_width(side, width, self.app.size.width)
        self._fit()
        self._save_soon()

    def action_resize(self, step: int) -> None:
        """Make the pane the person is in wider or narrower; the list takes from the detail, or from the sidebar."""
        shown = [side for side in SIDES if self.query_one(f"#{side}").display]
        if self.mode == "one" or not shown:
            self.say("There is one pane only; in a wider terminal there are more.")
            return
        side, change = (shown[-1], -step) if self.pane == "list" else (self.pane, step)
        before = self.query_one(f"#{side}").outer_size.width
        self._set_width(side, before + change)
        if self._fitted[side] == before:
            self.say("There is no room for more." if change > 0 else "It cannot be narrower.")

    @on(Splitter.Dragged)
    def _dragged(self, event: Splitter.Dragged) -> None:
        pane = self.query_one(f"#{event.side}")
        width = event.column - pane.region.x if event.side == "sidebar" else pane.region.right - event.column - 1
        self._set_width(event.side, width)

    @on(Splitter.Reset)
    def _reset(self, event: Splitter.Reset) -> None:
        self.sizes.reset(event.side)
        self._fit()
        self._save_soon()

    # Hiding

    def action_hide(self, side: Side) -> None:
        """Hide a side pane, or show it again."""
        is_hidden = self.sizes.toggle(side)
        self.set_class(is_hidden, f"-no-{side}")
        if is_hidden and self.pane == side and self.mode != "one":
            self.go_to_pane("list")
        elif not is_hidden and self.mode == "two" and side == "sidebar":
            self.go_to_pane(side)  # else nothing would be seen of it
        self._fit()
        self._save_soon()
        keys = host_of(self).keys.shown(f"layout.{side}")
        if is_hidden:
            self.say(f"The {side} is hidden. {keys} shows it again." if keys else f"The {side} is hidden.")

    def action_reset_panes(self) -> None:
        """Show every pane in its first size."""
        self.sizes.reset()
        for side in SIDES:
            self.remove_class(f"-no-{side}")
        self._fit()
        self._save_soon()
        self.say("The panes are as they were at first.")

    # Density and theme

    def action_density(self) -> None:
        """One line to a paper, or two."""
        compact = host_of(self).config.density != "compact"
        self._set("density", "compact" if compact else "comfortable")
        self.say("Compact: one line to a paper." if compact else "Comfortable: two lines to a paper.")

    def action_next_theme(self) -> None:
        """Take the next theme of our own."""
        name = themes.after(self.app.theme)
        self._set("theme", name)
        self.say(f"Theme: {name}.")

    def _set(self, name: str, value: str) -> None:
        """Write a setting down; where that cannot be, which is said, it counts until the app ends."""
        host, change = host_of(self), cast(dict[str, Any], {name: value})
        if not host.configuring.set(name, value):
            host.apply_config(replace(host.config, **change))

    # Remembering

    def _save_soon(self) -> None:
        if self._saving is not None:
            self._saving.stop()
        self._saving = self.set_timer(SAVE_SECONDS, self._save)

    def _save(self) -> None:
        self._saving = None
        try:
            self.sizes.save()
        except PapershelfError as error:
            if not self._is_quiet:
                self._is_quiet = True
                self.say(f"The layout is not remembered. {error.message}", title=error.title, severity="warning")

    def on_unmount(self) -> None:
        """Write what is not written yet."""
        if self._saving is not None:
            self._saving.stop()
            self._save()
