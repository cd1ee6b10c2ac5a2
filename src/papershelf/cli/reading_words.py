"""The grammar of the verbs that read: list, search, related, show, links, history, paths."""

from papershelf.cli import reading
from papershelf.cli.grammar import Verb, count, text, with_json, with_query

SORT_HELP = "added, title, published, rating, seen, status, changed, votes, due, priority, queue, like"


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    made = verb("list", reading.list_papers, "List papers, all or those that a query finds.")
    with_query(made)
    with_json(made, lines=True)
    made.add_argument("--sort", type=text, metavar="KEY", default="", help="a key of `sort:`, such as title or -added")
    made.add_argument("--limit", type=count, metavar="N")
    made = verb("search", reading.search, "Search papers; typos are forgiven, the best match comes first.")
    with_query(made, needed=True)
    with_json(made, lines=True)
    made.add_argument("--limit", type=count, metavar="N")
    made = verb("related", reading.related, "List papers about the same as one, with the words they share.")
    made.add_argument("id", metavar="ID")
    with_json(made, lines=True)
    made.add_argument("--limit", type=count, metavar="N", default=10)
    made = verb("show", reading.show, "Show a paper with everything known of it.")
    made.add_argument("id", metavar="ID")
    with_json(made)
    made.add_argument("--raw", action="store_true", help="print the records as their sources state them instead")
    made = verb("links", reading.links, "Print a paper's links, each with its kind.")
    made.add_argument("id", metavar="ID")
    with_json(made)
    made = verb("history", reading.history, "Print the changes, the latest first, or all that one of them did.")
    made.add_argument("unit", nargs="?", metavar="UNIT", help="a change by its id, or the beginning of it")
    made.add_argument("--limit", type=count, metavar="N")
    with_json(made)
    with_json(verb("paths", reading.paths, "Print where papershelf keeps its files."))
