"""The grammar of the verbs that mark: star, unstar, status, tag, rate, note."""

from papershelf.cli import marking
from papershelf.cli.grammar import Verb, text, with_ids


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    with_ids(
        verb(
            "star",
            marking.star,
            "Star papers.",
            "star ab12 cd34",
            "search lora --quiet | papershelf star -",
        )
    )
    with_ids(
        verb(
            "unstar",
            marking.unstar,
            "Take the stars of papers away.",
            "unstar ab12",
            "list is:starred is:read --quiet | papershelf unstar -",
        )
    )
    made = verb(
        "status",
        marking.status,
        "Set the status: inbox, queued, reading, read or skipped.",
        "status ab12 reading",
        "list tag:thesis --quiet | papershelf status - queued",
    )
    with_ids(made)
    made.add_argument("status", metavar="STATUS")
    _tagging(verb)
    _noting(verb)


def _tagging(verb: Verb) -> None:
    made = verb(
        "tag",
        marking.tag,
        "Add tags with +TAG and remove them with -TAG.",
        "tag ab12 +nlp/rag -later",
        "search lora --jsonl | papershelf tag - +lora",
    )
    made.add_argument("words", nargs="+", type=text, metavar="ID|+TAG|-TAG")
    made = verb(
        "rate",
        marking.rate,
        "Rate papers 1 to 5; 0 takes the rating away.",
        "rate ab12 4",
        "rate ab12 0",
    )
    with_ids(made)
    made.add_argument("rating", metavar="N")


def _noting(verb: Verb) -> None:
    made = verb(
        "note",
        marking.note,
        "Write a paper's Markdown note, from a file or standard input; print it without one.",
        "note ab12",
        "note ab12 --file note.md",
        "note ab12 --append --file -",
    )
    made.add_argument("id", metavar="ID")
    made.add_argument("--file", metavar="FILE", help="read the note from a file, or from standard input with -")
    made.add_argument("--append", action="store_true", help="add to the note's end")
