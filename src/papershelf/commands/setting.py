"""Settings: the screen that shows and changes them, keys among them."""

from papershelf.commands.command import GENERAL, Command

SETTING_COMMANDS: tuple[Command, ...] = (
    Command("app.settings", ("comma",), "settings", "Settings", "Change settings and keys.", GENERAL),
    Command("settings.change", ("enter", "space"), "change", "Change", "In settings: change it.", GENERAL, True),
    Command("settings.next", ("l", "right"), "turn(1)", "Next", "In settings: the next choice, or more.", GENERAL),
    Command("settings.last", ("h", "left"), "turn(-1)", "Before", "In settings: the choice before, or less.", GENERAL),
    Command("settings.reset", ("r", "backspace"), "reset", "Default", "In settings: back to default.", GENERAL, True),
    Command("settings.add_key", ("a",), "add_key", "Add key", "In settings: give a further key.", GENERAL, True),
    Command("settings.unbind", ("x",), "unbind", "No key", "In settings: take all keys of the command.", GENERAL),
    Command("settings.filter", ("slash",), "filter", "Filter", "In settings: filter as you type.", GENERAL, True),
    Command("settings.close", ("escape", "q", "comma"), "leave", "Close", "Leave filter and settings.", GENERAL, True),
    Command("themes.take", ("enter",), "take", "Take", "Choosing a theme: take it.", GENERAL, True),
    Command("themes.down", ("j", "down"), "step(1)", "Down", "Choosing a theme: look at the next.", GENERAL),
    Command("themes.up", ("k", "up"), "step(-1)", "Up", "Choosing a theme: look at the one before.", GENERAL),
    Command("themes.cancel", ("escape", "q"), "leave", "Cancel", "Choosing a theme: leave it.", GENERAL, True),
    Command("ask.cancel", ("escape",), "dismiss(None)", "Cancel", "Typing a setting: leave it.", GENERAL, True),
)
