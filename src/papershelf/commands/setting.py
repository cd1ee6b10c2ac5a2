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
    Command("capture.take", ("enter",), "capture_take", "Take", "Setting keys: take those pressed.", GENERAL, True),
    Command("capture.yes", ("y",), "capture_yes", "Take it", "Setting keys: take them from there.", GENERAL, True),
    Command("capture.no", ("n",), "capture_no", "Go back", "Setting keys: leave them there.", GENERAL, True),
    Command("capture.back", ("backspace",), "capture_back", "One back", "Setting keys: one back.", GENERAL, True),
    Command("capture.cancel", ("escape",), "leave", "Cancel", "Setting keys: leave them as they are.", GENERAL, True),
)
