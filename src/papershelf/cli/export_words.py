"""The grammar of the verb that takes papers out: export."""

import argparse
from collections.abc import Callable

from papershelf.cli import exporting

Verb = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
GROUPS = ("status", "tag", "source", "none")


def add_verb(verb: Verb, with_query: Callable[[argparse.ArgumentParser], None], text: Callable[[str], str]) -> None:
    """Add it to the verbs there are.

    Args:
        verb: Makes the parser of a verb.
        with_query: Adds a query and `--view` to a parser.
        text: Reads a word that may begin with a dash.
    """
    made = verb("export", exporting.export, "Export papers with their notes: those of a query, of a view, or by id.")
    with_query(made)
    made.add_argument("--ids", nargs="+", metavar="ID", help="these papers, in this order; - reads ids, one a line")
    made.add_argument("--format", metavar="NAME", help="by default what the ending of PATH says; --formats lists all")
    made.add_argument("--template", metavar="NAME", help="a file as a template says; see papershelf templates")
    made.add_argument("--output", type=text, metavar="PATH", help="the file or folder to write; - for standard output")
    made.add_argument("--group", choices=GROUPS, help="what a list is grouped by; status by default")
    made.add_argument("--sort", type=text, metavar="KEY", default="", help="as for list; -title turns the order round")
    made.add_argument("--title", metavar="TITLE", help="the heading of a list")
    for name in ("abstracts", "notes", "links"):
        made.add_argument(f"--no-{name}", action="store_false", dest=name, help=f"leave {name} out")
    ways = made.add_mutually_exclusive_group()
    ways.add_argument("--dry-run", action="store_true", help="print what would change in each file, write nothing")
    ways.add_argument("--formats", action="store_true", help="list the formats")
    made.add_argument("--json", action="store_true", help="print one JSON document")
