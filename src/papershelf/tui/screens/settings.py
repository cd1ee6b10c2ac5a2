"""The settings and the keys in one list: each is changed where it stands, written down and in force at once."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from papershelf.commands import COMMANDS, Command, key_name
from papershelf.commands.clashes import clashes
from papershelf.commands.keymap import default_keys
from papershelf.config.schema import KEYS, SETTINGS, Setting, Value, words_of
from papershelf.library import Library
from papershelf.text import fold, safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.configuring import Configuring
from papershelf.tui.host import key_hint
from papershelf.tui.screens.filtering import FilteringScreen
from papershelf.tui.widgets.line_list import Line

TOLD = 3  # problems of the file that are shown
STEPS = {"integer": 1, "number": 0.5}


class Row(NamedTuple):
    """A line of the list: a setting, or a command whose keys are set."""

    name: str
    setting: Setting | None = None
    command: Command | None = None


def every_row() -> tuple[Row, ...]:
    """A row for each setting and each command that there is now."""
    commands = (Row(f"{KEYS}.{command.id}", command=command) for command in COMMANDS)
    return (*(Row(setting.name, setting=setting) for setting in SETTINGS), *commands)


class SettingsScreen(FilteringScreen):
    """Lists every setting and the keys of every command.

    Args:
        library: What the app is open on.
        configuring: Reads and writes the file.
        start: The setting, or `keys.` and a command, that the cursor begins on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("settings")]
    HEADING = "Settings"
    FILTER_HINT = "a setting, a command, or a key"

    def __init__(self, library: Library, configuring: Configuring, start: str = "") -> None:
        super().__init__(library)
        self.configuring = configuring
        self.start = start
        self.all_rows = every_row()
        self.rows: Sequence[Row] = self.all_rows

    def above(self) -> ComposeResult:
        """What is wrong with the file, and the line to filter with; both show themselves when there is reason."""
        yield Static(id="settings-problems", markup=False)
        yield from super().above()
        yield Static(id="settings-help", markup=False)

    def on_mount(self) -> None:
        """Say more of what is under the cursor."""
        super().on_mount()
        self.watch(self.lines, "cursor", self._explain, init=False)
        self.lines.cursor = next((place for place, row in enumerate(self.all_rows) if row.name == self.start), 0)

    # Showing

    def settings_changed(self) -> None:
        """Show the settings as they are now."""
        self.lines.forget_strips()
        self.reload()

    def reload(self) -> None:
        """Show what fits the filter, and what is wrong with the file."""
        typed = self.typed.strip()
        way = key_hint(self.host.keys, "settings.close", "shows all.")
        self.lines.empty_text = f"No setting and no command is called so.\n{way}"
        pressed = [row for row in self.all_rows if self._runs_on(row, typed)]  # a key that is typed finds what it runs
        self.rows = [*pressed, *(row for row in self.all_rows if row not in pressed and _fits(row, typed))]
        self.lines.show([row.name for row in self.rows])
        self.lines.forget_strips()
        self.lines.refresh()
        self.show_head(str(self.configuring.now.reading.path))
        problems = self.configuring.now.problems
        line = self.query_one("#settings-problems", Static)
        line.display = bool(problems)
        line.update(Content("\n".join(problem.words for problem in problems[:TOLD])))
        self._explain()

    def _runs_on(self, row: Row, keys: str) -> bool:
        return row.command is not None and keys in self.host.keys.all_shown(row.command.id)

    def line(self, index: int) -> Line:
        """How a setting, or a command with its keys, looks."""
        row = self.rows[index]
        if row.command is not None:
            keys = self.host.keys
            shown = "  ".join(keys.all_shown(row.command.id)) or "no key"
            end = "changed" if keys.is_changed(row.command.id) else row.command.id
            return Line(row.name, shown, row.command.help, end, is_dim=shown == "no key")
        assert row.setting is not None, "a row is one or the other"
        value = safe_line(words_of(self._value(row.setting)))
        end = "" if self._value(row.setting) == row.setting.default else "changed"
        return Line(row.name, row.name, f"{value} · {row.setting.help}", end)

    def _value(self, setting: Setting) -> Value:
        value: Value = getattr(self.host.config, setting.name)
        return value

    @property
    def chosen(self) -> Row | None:
        """What is under the cursor."""
        return self.rows[self.lines.cursor] if self.lines.has_cursor and self.rows else None

    def _explain(self) -> None:
        row, words = self.chosen, ""
        if row is not None and row.setting is not None:
            unit = f" {row.setting.unit}" if row.setting.unit else ""
            words = f"{row.setting.name} is {row.setting.allowed}{unit}; by default {words_of(row.setting.default)}."
        elif row is not None and row.command is not None:
            usual = " and ".join(default_keys(row.command.id)) or "none"
            told = clashes(self.host.keys, self.host.seams.environ)
            notes = "".join(f"; {each.words}" for each in told if row.command.id in {each.id, each.other})
            words = f"{row.command.id}; keys by default: {usual}{notes}."
        self.query_one("#settings-help", Static).update(Content(safe_line(words)))

    # Filtering and leaving

    def action_filter(self) -> None:
        """Open the line to filter with."""
        self.open_filter()

    def show_fitting(self) -> None:
        """Show what fits the words typed."""
        self.reload()

    def action_leave(self) -> None:
        """Step back: out of the filter, then out of the settings."""
        self.step_back()

    # Changing

    def open(self) -> None:
        """Change what is under the cursor."""
        self.action_change()

    def action_change(self) -> None:
        """Toggle, cycle, choose or ask, whatever fits what is under the cursor."""
        row = self.chosen
        if row is None:
            return
        if row.command is not None:
            self._capture(row.command, add=False)
        elif row.setting is not None and row.setting.name == "theme":
            self._choose_theme()
        elif row.setting is not None and row.setting.kind in {"flag", "choice"}:
            self.action_turn(1)
        elif row.setting is not None:
            self._ask(row.setting)

    def action_turn(self, step: int) -> None:
        """Take the next choice, or a little more or less."""
        setting = self.chosen.setting if self.chosen else None
        if setting is None or setting.kind == "text":
            return
        value = self._value(setting)
        if setting.kind == "flag":
            self._set(setting, not value)
        elif setting.kind == "choice":
            choices = setting.choices if setting.name != "theme" else tuple(self.themes)
            place = choices.index(str(value)) + step if value in choices else 0
            self._set(setting, choices[place % len(choices)])
        elif isinstance(value, int | float):
            wanted = type(value)(min(max(value + step * STEPS[setting.kind], setting.low), setting.high))
            self._set(setting, wanted)

    @property
    def themes(self) -> list[str]:
        """The themes that there are, in the order in which they are offered."""
        choices = next(setting.choices for setting in SETTINGS if setting.name == "theme")
        plugged = sorted(name for name in self.app.available_themes if name.startswith("plugin."))
        return [*(name for name in choices if name in self.app.available_themes), *plugged]

    def _set(self, setting: Setting, value: Value) -> None:
        self.configuring.set(setting.name, value)
        self.reload()

    def action_reset(self) -> None:
        """Go back to the default of what is under the cursor."""
        if self.chosen is not None:
            self.configuring.set(self.chosen.name, None)
            self.reload()

    def _choose_theme(self) -> None:
        from papershelf.tui.screens.setting_dialogs import ThemeScreen

        def take(name: str | None) -> None:
            if name is not None:
                self.configuring.set("theme", name)
            self.reload()

        self.app.push_screen(ThemeScreen(self.themes), take)

    def _ask(self, setting: Setting) -> None:
        from papershelf.tui.screens.setting_dialogs import AskScreen

        def take(value: Value | None) -> None:
            if value is not None:
                self._set(setting, value)

        self.app.push_screen(AskScreen(setting, self._value(setting)), take)

    # Keys

    def action_add_key(self) -> None:
        """Give the command under the cursor one key more."""
        if self.chosen is not None and self.chosen.command is not None:
            self._capture(self.chosen.command, add=True)

    def action_unbind(self) -> None:
        """Take every key of the command under the cursor."""
        command = self.chosen.command if self.chosen else None
        if command is None:
            return
        if "escape" in command.keys:
            self.host.say("Without a key for it there might be no way out; press other keys for it instead.")
            return
        self.configuring.set(f"{KEYS}.{command.id}", [])
        self.reload()

    def _capture(self, command: Command, *, add: bool) -> None:
        from papershelf.tui.screens.key_capture import KeyCaptureScreen, remapped

        def take(sequence: tuple[str, ...] | None) -> None:
            if sequence is not None:
                for name, keys in remapped(self.host.keys, command.id, sequence, add=add).items():
                    words = [" ".join(map(key_name, each)) for each in keys]
                    if not self.configuring.set(f"{KEYS}.{name}", words[0] if len(words) == 1 else words):
                        break
            self.reload()

        self.app.push_screen(KeyCaptureScreen(command, self.host.keys), take)


def _fits(row: Row, typed: str) -> bool:
    help = row.setting.help if row.setting else row.command.help if row.command else ""
    text = fold(f"{row.name} {help}")
    return all(word in text for word in fold(typed).split())
