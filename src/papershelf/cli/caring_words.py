"""The grammar of the verbs that keep a library safe: doctor, backup, restore."""

from papershelf.cli import caring
from papershelf.cli.grammar import Verb, with_json


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    made = verb(
        "doctor",
        caring.doctor,
        "Look for everything that is wrong with the library's files.",
        "doctor",
        "doctor --fix",
    )
    made.add_argument("--fix", action="store_true", help="repair what can be; a copy of it goes to quarantine first")
    with_json(made)
    made = verb(
        "backup",
        caring.backup,
        "Write everything into one zip file.",
        "backup",
        "backup papers.zip --force",
    )
    made.add_argument("file", nargs="?", metavar="FILE", help="the file; by default named by the time, here")
    made.add_argument("--force", action="store_true", help="write over a file that is there")
    with_json(made)
    made = verb(
        "restore",
        caring.restore,
        "Make everything as it was in a backup; without one, list the backups.",
        "restore",
        "restore papers.zip --dry-run",
    )
    made.add_argument("name", nargs="?", metavar="NAME|FILE", help="a rolling backup, or a zip file of `backup`")
    made.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    with_json(made)
