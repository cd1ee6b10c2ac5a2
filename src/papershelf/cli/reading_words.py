"""The grammar of the verbs that read: list, search, related, history, paths."""

from papershelf.cli import reading
from papershelf.cli.grammar import Verb, count, text, with_json, with_query


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    made = verb(
        "list",
        reading.list_papers,
        "List papers, all or those that a query finds.",
        "list",
        "list is:starred --sort -added --limit 20",
        "list tag:nlp --jsonl | jq -r .title",
        "list --view inbox --quiet",
    )
    with_query(made)
    with_json(made, lines=True)
    made.add_argument("--sort", type=text, metavar="KEY", default="", help="a key of `sort:`, such as title or -added")
    made.add_argument("--limit", type=count, metavar="N")
    made = verb(
        "search",
        reading.search,
        "Search papers; typos are forgiven, the best match comes first.",
        "search 'spase finetunning'",
        "search lora has:code --json",
        "search lora --jsonl | jq -c 'select(.starred)' | papershelf tag - +lora",
    )
    with_query(made, needed=True)
    with_json(made, lines=True)
    made.add_argument("--limit", type=count, metavar="N")
    _others(verb)


def _others(verb: Verb) -> None:
    made = verb(
        "related",
        reading.related,
        "List papers about the same as one, with the words they share.",
        "related ab12",
        "related ab12 --limit 5 --jsonl",
    )
    made.add_argument("id", metavar="ID")
    with_json(made, lines=True)
    made.add_argument("--limit", type=count, metavar="N", default=10)
    made = verb(
        "history",
        reading.history,
        "Print the changes, the latest first, or all that one of them did.",
        "history --limit 10",
        "history 3f2a --json",
    )
    made.add_argument("unit", nargs="?", metavar="UNIT", help="a change by its id, or the beginning of it")
    made.add_argument("--limit", type=count, metavar="N")
    with_json(made)
    with_json(
        verb(
            "paths",
            reading.paths,
            "Print where papershelf keeps its files.",
            "paths",
            "paths --json",
        )
    )
