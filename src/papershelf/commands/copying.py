"""Copying something of a paper, and opening its links."""

from papershelf.commands.command import COPY, Command

COPYING: tuple[Command, ...] = (
    Command(
        "paper.copy",
        ("y",),
        "chord('y')",
        "Copy",
        "Copy something of the paper: a letter follows.",
        COPY,
        True,
    ),
    Command("copy.repo", ("r",), "copy('repo')", "repository", "Copy the repository's link.", COPY, chord="y"),
    Command("copy.paper", ("p",), "copy('paper')", "paper", "Copy the paper's link.", COPY, chord="y"),
    Command("copy.pdf", ("f",), "copy('pdf')", "PDF", "Copy the link of the PDF.", COPY, chord="y"),
    Command("copy.title", ("t",), "copy('title')", "title", "Copy the title.", COPY, chord="y"),
    Command("copy.bibtex", ("b",), "copy('bibtex')", "BibTeX", "Copy a BibTeX entry.", COPY, chord="y"),
    Command("copy.markdown", ("m",), "copy('markdown')", "Markdown link", "Copy a Markdown link.", COPY, chord="y"),
    Command(
        "copy.selection",
        ("s",),
        "copy_selection",
        "selected text",
        "Copy the selected text; ctrl+c does so too.",
        COPY,
        chord="y",
    ),
    Command(
        "copy.menu",
        ("y",),
        "copy_menu",
        "list, templates",
        "List all that can be copied, also by your own templates.",
        COPY,
        chord="y",
    ),
    Command("paper.browse", ("o",), "browse", "Open link", "Open the paper's link in the browser.", COPY, True),
)
