"""The grammar of the verbs for tags and saved views."""

from papershelf.cli import reading, viewing
from papershelf.cli.grammar import Verb, text, with_json


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    made = verb(
        "tags",
        reading.tags,
        "Print every tag with its number of papers; rename or delete one everywhere.",
        "tags",
        "tags --rename nlp ai",
        "tags --suggest ab12",
    )
    with_json(made)
    deeds = made.add_mutually_exclusive_group()
    deeds.add_argument(
        "--rename",
        nargs=2,
        metavar=("OLD", "NEW"),
        help="on every paper and in views; a NEW that exists is merged with",
    )
    deeds.add_argument("--delete", metavar="TAG", help="take a tag, and those under it, from every paper")
    deeds.add_argument("--suggest", metavar="ID", help="print tags that may fit a paper, with the words that say why")
    made = verb(
        "views",
        viewing.views,
        "List the saved views with their counts; save, rename, move and delete them.",
        "views",
        "views --save 'To read' is:queued has:code",
        "views --move 'To read' top",
    )
    made.add_argument("query", nargs="*", type=text, metavar="QUERY", help="what --save saves")
    with_json(made)
    deeds = made.add_mutually_exclusive_group()
    deeds.add_argument("--save", type=text, metavar="NAME", help="save QUERY under a name, new or known")
    deeds.add_argument("--rename", nargs=2, type=text, metavar=("VIEW", "NAME"), help="give a view another name")
    deeds.add_argument("--move", nargs=2, type=text, metavar=("VIEW", "WHERE"), help="up, down, top or bottom")
    deeds.add_argument("--delete", type=text, metavar="VIEW", help="take a view away, also one that ships")
