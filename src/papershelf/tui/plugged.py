"""What other packages add to the screen: looked for after the first paint, adopted, and run without harm."""

from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.theme import Theme

from papershelf.errors import PapershelfError, PluginError
from papershelf.plugging import Plugin, is_any
from papershelf.tui.host import host_of
from papershelf.tui.jobs import Ending, Job

if TYPE_CHECKING:
    from papershelf.plugins.contract import PluginTheme
    from papershelf.progress import Progress
    from papershelf.tui.app import PapershelfApp

TOLD = 4  # plugins in one toast; `papershelf plugins` tells of all
PREFIX = "plugin."  # before the name of a theme, so that it is never another's


def look(app: "PapershelfApp") -> None:
    """Import commands and themes on a thread, and adopt them when they are there."""

    def work(_progress: "Progress") -> tuple[Plugin, ...]:
        if not is_any("command", "theme"):
            return ()
        from papershelf.plugins import commands, themes  # only who has plugins pays for them

        return (*commands.command_plugins(), *themes.theme_plugins())

    def done(found: tuple[Plugin, ...]) -> Ending:
        if found:
            adopt(app, found)
        return Ending("ready")

    app.jobs.start(Job("plugins", "Plugins", "Looking for plugins", is_quiet=True), work, done, app.say_error)


def adopt(app: "PapershelfApp", found: tuple[Plugin, ...]) -> None:
    """Let what can be used work from now on, and say what cannot."""
    from papershelf.plugins import commands

    keyless = commands.adopt()
    for plugin in found:
        if plugin.kind == "theme" and not plugin.why:
            app.register_theme(theme_of(plugin.value))
    app.apply_config(app.config)  # keys and theme may be set to what is only now there
    told = [plugin.complaint for plugin in found if plugin.why]
    told += [f"{command_id}: {words}" for command_id, words in keyless.items()]
    if told:
        more = [f"and {len(told) - TOLD} more; papershelf plugins"] if len(told) > TOLD else []
        app.add_toast("\n".join([*told[:TOLD], *more]), "Plugins", "warning", 12)


def theme_of(given: "PluginTheme") -> Theme:
    """A plugin's colours as a theme of Textual's."""
    return Theme(
        name=PREFIX + given.name,
        primary=given.primary,
        secondary=given.secondary,
        accent=given.accent,
        foreground=given.foreground,
        background=given.background,
        surface=given.surface,
        panel=given.panel,
        success=given.success,
        warning=given.warning,
        error=given.error,
        dark=given.dark,
        variables={"text-muted": given.muted, "text-disabled": given.muted},
    )


def works_on(screen: Screen[Any]) -> bool:
    """Whether the commands of plugins work on a screen: in the list and in the reader."""
    from papershelf.tui.screens.main import MainScreen
    from papershelf.tui.screens.reader import ReaderScreen

    return isinstance(screen, MainScreen | ReaderScreen)


def run(app: "PapershelfApp", name: str) -> None:
    """Run a command on the screen in front; whatever goes wrong becomes a toast."""
    from papershelf.plugins.commands import run as run_command
    from papershelf.plugins.contract import Context
    from papershelf.tui.screens.paper_screen import PaperScreen

    screen = app.screen
    if not isinstance(screen, PaperScreen) or not works_on(screen):
        return
    try:
        told = run_command(name, Context(app.library, tuple(screen.targets())))
    except PluginError as error:
        cause = error.__cause__
        host_of(screen).say(
            error.message, title=cause.title if isinstance(cause, PapershelfError) else error.title, severity="error"
        )
        return
    if told:
        host_of(screen).say(told)
