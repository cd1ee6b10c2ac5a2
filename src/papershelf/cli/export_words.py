"""The grammar of the verbs that take papers out, and words back in: export, pull, templates."""

from papershelf.cli import exporting, pulling, templating
from papershelf.cli.grammar import Verb, text, with_json, with_query

GROUPS = ("status", "tag", "source", "none")


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    _add_export(verb)
    made = verb(
        "pull",
        pulling.pull,
        "Take in what was changed by hand in exported notes.",
        "pull vault --dry-run",
        "pull vault",
    )
    made.add_argument("folder", metavar="FOLDER", help="the folder that was exported to")
    made.add_argument("--dry-run", action="store_true", help="say what would be taken in, change nothing")
    with_json(made)
    made = verb(
        "templates",
        templating.templates,
        "List the templates of exports and of what is copied; show one.",
        "templates",
        "templates --show citation",
    )
    made.add_argument("--show", metavar="NAME", help="print a template, to begin one of your own with")
    with_json(made)


def _add_export(verb: Verb) -> None:
    made = verb(
        "export",
        exporting.export,
        "Export papers with their notes: those of a query, of a view, or by id.",
        "export --output papers.md",
        "export is:starred --output papers.bib",
        "export tag:thesis --format obsidian --output vault",
        "export --ids ab12 cd34 --format bibtex --output -",
    )
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
    with_json(made)
