"""The grammar of the verbs that mark: star, unstar, status, tag, rate, note."""

from papershelf.cli import marking
from papershelf.cli.grammar import Verb, text, with_ids


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    with_ids(verb("star", marking.star, "Star papers."))
    with_ids(verb("unstar", marking.unstar, "Take the stars of papers away."))
    made = verb("status", marking.status, "Set the status: inbox, queued, reading, read or skipped.")
    with_ids(made)
    made.add_argument("status", metavar="STATUS")
    made = verb("tag", marking.tag, "Add tags with +TAG and remove them with -TAG.")
    made.add_argument("words", nargs="+", type=text, metavar="ID|+TAG|-TAG")
    made = verb("rate", marking.rate, "Rate a paper 1 to 5; 0 takes the rating away.")
    made.add_argument("id", metavar="ID")
    made.add_argument("rating", metavar="N")
    made = verb(
        "note",
        marking.note,
        "Write a paper's Markdown note, from a file or standard input; print it without one.",
    )
    made.add_argument("id", metavar="ID")
    made.add_argument("--file", metavar="FILE", help="read the note from a file, or from standard input with -")
    made.add_argument("--append", action="store_true", help="add to the note's end")
