"""What opens from anywhere: help, the palette, the settings, the long work, the tutorial."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.app import App

if TYPE_CHECKING:
    from papershelf.library import Library
    from papershelf.tui.app import PapershelfApp
    from papershelf.tui.configuring import Configuring
    from papershelf.tui.live import Live
    from papershelf.tui.tutoring import Tutoring

LOOKS = str(Path(__file__).absolute().with_name("screens.tcss"))
OF_TUTORIAL = ("tutorial_skip", "tutorial_end")


class Opening(App[int]):
    """An app whose screens open by keys that work everywhere; nothing of them is loaded before.

    Attributes:
        library: The open library.
        configuring: Changes the settings.
        stands: Whether there is something on the screen whose colours could be other ones.
    """

    library: "Library"
    configuring: "Configuring"
    stands = False

    def refresh_css(self, animate: bool = True) -> None:
        """Take the colours of another theme; before anything stands, no sheet was read for which that would be late."""
        if self.stands:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def read_looks(self) -> None:
        """Read how other screens and dialogs look, before one of them opens; the first paint does without."""
        if not self.stylesheet.has_source(LOOKS):
            self.stylesheet.read(LOOKS)
            self.stylesheet.parse()

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

    @cached_property
    def tutoring(self) -> "Tutoring":
        """Shows what to try; nothing of it is needed by whoever knows papershelf."""
        from papershelf.tui.tutoring import Tutoring

        return Tutoring(cast("PapershelfApp", self))

    @property
    def is_tutoring(self) -> bool:
        """Whether the tutorial runs."""
        return "tutoring" in vars(self) and self.tutoring.is_running

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What ends the tutorial, or goes on in it, needs one that runs."""
        if action in OF_TUTORIAL:
            return True if self.is_tutoring else None
        return super().check_action(action, parameters)

    def action_tutorial(self) -> None:
        """Begin the tutorial, or go on with it."""
        self.tutoring.begin()

    def action_tutorial_skip(self) -> None:
        """Go on to the next step."""
        self.tutoring.skip()

    def action_tutorial_end(self) -> None:
        """End the tutorial."""
        self.tutoring.end()

    def heed(self, deed: str) -> None:
        """Let the tutorial, if there is one, know what the person did and no change of the library tells."""
        if self.is_tutoring:
            self.tutoring.heed(deed)
