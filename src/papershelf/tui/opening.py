"""What opens from anywhere: help, the palette, the settings, the long work."""

from typing import TYPE_CHECKING, cast

from textual.app import App

if TYPE_CHECKING:
    from papershelf.library import Library
    from papershelf.tui.app import PapershelfApp
    from papershelf.tui.configuring import Configuring
    from papershelf.tui.live import Live


class Opening(App[int]):
    """An app whose screens open by keys that work everywhere; nothing of them is loaded before.

    Attributes:
        library: The open library.
        configuring: Changes the settings.
    """

    library: "Library"
    configuring: "Configuring"

    def action_settings(self, name: str = "") -> None:
        """Show the settings, to change them; with the cursor on one, if it is named."""
        from papershelf.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.library, self.configuring, name))

    def action_command_palette(self) -> None:
        """Show the palette."""
        from papershelf.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_work(self) -> None:
        """Show what takes its time."""
        from papershelf.tui.screens.work import WorkScreen

        self.push_screen(WorkScreen(self.library))

    def action_run_plugin(self, name: str) -> None:
        """Run a command that another package adds."""
        from papershelf.tui.plugged import run

        run(cast("PapershelfApp", self), name)

    def action_help(self) -> None:
        """Show the keys that work here."""
        from papershelf.tui.screens.help import HelpScreen

        async def run(chosen: "Live | None") -> None:
            if chosen is not None:
                await chosen.run()

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen.of(self.screen), run)
