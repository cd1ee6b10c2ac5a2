"""The grammar of the verbs for two machines: merge, sync, and the driver that git calls."""

from papershelf.cli import joining
from papershelf.cli.grammar import Verb, with_json


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    made = verb(
        "merge",
        joining.merge,
        "Merge another data directory, a backup or a conflict copy into the library.",
        "merge ~/laptop/papershelf --dry-run",
        "merge library-conflict.json",
    )
    made.add_argument("other", metavar="OTHER", help="a folder, a backup .zip, or a copy of one of papershelf's files")
    made.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    with_json(made)
    made = verb(
        "sync",
        joining.sync,
        "Commit, fetch, merge and push the library with git.",
        "sync --init",
        "sync",
        "sync origin --json",
    )
    made.add_argument("remote", nargs="?", metavar="REMOTE", help="the remote; with --init the address to set")
    made.add_argument("--init", action="store_true", help="make the data directory a git repository that can be synced")
    with_json(made)
    made = verb("merge-driver", joining.merge_driver, "What git calls to merge one of papershelf's files.")
    made.add_argument("versions", nargs=3, metavar="FILE", help="base, ours and theirs; ours is replaced")
    made.add_argument("path", metavar="PATH", help="the file's path in the repository")
