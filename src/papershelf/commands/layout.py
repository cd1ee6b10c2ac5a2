"""The look of the screen: density, panes and their widths, themes."""

from papershelf.commands.command import LOOK, Command

LAYOUT: tuple[Command, ...] = (
    Command("main.layout", ("z",), "chord('z')", "Layout", "Panes, density, theme: a letter follows.", LOOK),
    Command("layout.density", ("c",), "density", "compact", "One line to a paper, or two.", LOOK, chord="z"),
    Command("layout.sidebar", ("s",), "hide('sidebar')", "sidebar", "Hide or show the sidebar.", LOOK, chord="z"),
    Command("layout.detail", ("d",), "hide('detail')", "detail", "Hide or show the detail pane.", LOOK, chord="z"),
    Command("layout.theme", ("t",), "next_theme", "next theme", "Take the next theme of our own.", LOOK, chord="z"),
    Command(
        "layout.reset", ("z",), "reset_panes", "reset panes", "Show all panes in their first size.", LOOK, chord="z"
    ),
    Command("main.narrower", ("less_than_sign",), "resize(-4)", "Narrower", "Make this pane narrower.", LOOK),
    Command("main.wider", ("greater_than_sign",), "resize(4)", "Wider", "Make this pane wider.", LOOK),
)
