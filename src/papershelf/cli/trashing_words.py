"""The grammar of the verbs that take papers away or make one of two: delete, trash, duplicates."""

from papershelf.cli import doubling, trashing
from papershelf.cli.grammar import Verb, with_ids, with_json


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    with_ids(
        verb(
            "delete",
            trashing.delete,
            "Move papers to the trash, with their marks and notes; import leaves them there.",
            "delete ab12",
            "list is:skipped --quiet | papershelf delete -",
        )
    )
    made = verb(
        "trash",
        trashing.trash,
        "List the papers in the trash, the last deleted first; restore or purge them.",
        "trash",
        "trash --restore ab12",
        "trash --purge-all",
    )
    with_json(made)
    deeds = made.add_mutually_exclusive_group()
    deeds.add_argument("--restore", nargs="+", metavar="ID", help="bring papers back, with their marks and notes")
    deeds.add_argument(
        "--purge", nargs="+", metavar="ID", help="delete papers for good; the history still holds them, so undo works"
    )
    deeds.add_argument("--purge-all", action="store_true", help="purge every paper in the trash")
    made = verb(
        "duplicates",
        doubling.duplicates,
        "List pairs of papers that may be one; merge two.",
        "duplicates",
        "duplicates --merge ab12 cd34",
        "duplicates --apart ab12 cd34",
    )
    with_json(made)
    deeds = made.add_mutually_exclusive_group()
    deeds.add_argument("--merge", nargs=2, metavar=("KEEP", "OTHER"), help="make OTHER a part of KEEP; nothing is lost")
    deeds.add_argument("--apart", nargs=2, metavar=("ONE", "OTHER"), help="remember that they are not the same")
