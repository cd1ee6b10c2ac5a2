"""The grammar of the verbs that copy and travel in time: copy, undo, redo."""

from papershelf.cli import moving
from papershelf.cli.grammar import Verb, with_ids


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    made = verb(
        "copy",
        moving.copy,
        "Copy a piece of papers to the clipboard.",
        "copy ab12 repo",
        "copy ab12 bibtex",
        "search lora --quiet | papershelf copy - markdown",
    )
    with_ids(made)
    made.add_argument("kind", metavar="WHAT", help="repo, paper, pdf, title, bibtex, markdown, or a template")
    for name, run, summary in (
        ("undo", moving.undo, "Undo the last change, also one of another day, or any one that no later one builds on."),
        ("redo", moving.redo, "Redo what was undone last, or any one that is undone."),
    ):
        verb(name, run, summary, name, f"{name} 3f2a").add_argument(
            "unit", nargs="?", metavar="UNIT", help="a change by its id, or the beginning of it; see history"
        )
