"""How long work ends that has more to tell than a toast holds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from papershelf.tui.host import host_of

if TYPE_CHECKING:
    from papershelf.tui.jobs import Ending
    from papershelf.tui.screens.paper_screen import PaperScreen


def reported(screen: "PaperScreen", title: str, summary: str, lines: Sequence[str]) -> "Ending":
    """Show a report, unless the person has gone on to something else meanwhile: then they hear where it is."""
    from papershelf.tui.jobs import Ending
    from papershelf.tui.screens.report import ReportScreen

    if screen.app.screen is screen:
        screen.app.clear_notifications()  # the report says more than a toast that stands there still
        screen.app.push_screen(ReportScreen(title, summary, lines))
    else:
        shown = host_of(screen).keys.shown("app.work")
        screen.say(f"{summary} {shown} shows them.", title=title, severity="warning")
    return Ending(summary, lines)
