"""Whether a file that is there may be replaced: only one that papershelf wrote, and that nobody changed since."""

from collections.abc import Iterable

from papershelf.exporters.base import MergeProblem
from papershelf.exporters.stamp import digest


def check_stamp(existing: str, stamped: str, stamp: str) -> None:
    """Hear whether a file may be replaced: it is blank, or as papershelf wrote it.

    Args:
        existing: All of the file.
        stamped: The part that the stamp speaks for.
        stamp: What the file holds as its stamp; empty if it holds none.

    Raises:
        MergeProblem: Replacing it would lose what others wrote.
    """
    if (stamp and digest(stamped) == stamp) or not existing.strip("\ufeff \t\r\n"):
        return
    if stamp:
        raise MergeProblem("was changed by hand since papershelf wrote it; choose another name")
    raise MergeProblem("was not written by papershelf; choose another name")


def check_entries(existing: str, entries: Iterable[tuple[str, str]]) -> None:
    """The same for a format that has no place for remarks, where each entry bears its own stamp.

    Args:
        existing: All of the file.
        entries: What each stamp speaks for, and the stamp; empty for an entry that has none.

    Raises:
        MergeProblem: Replacing it would lose what others wrote.
    """
    count = 0
    for stamped, stamp in entries:
        check_stamp(existing, stamped, stamp)
        count += 1
    if not count:
        check_stamp(existing, "", "")
