"""The grammar of the verbs about named papers: show, links."""

from papershelf.cli import showing
from papershelf.cli.grammar import Verb, with_ids, with_json


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    made = verb(
        "show",
        showing.show,
        "Show a paper, or several, with everything known of it.",
        "show ab12",
        "show 2310.06927 --json",
        "search lora --quiet | papershelf show -",
    )
    with_ids(made)
    with_json(made)
    made.add_argument("--raw", action="store_true", help="print the records as their sources state them instead")
    made = verb(
        "links",
        showing.links,
        "Print a paper's links, each with its kind.",
        "links ab12",
        "links ab12 --json",
    )
    with_ids(made)
    with_json(made)
