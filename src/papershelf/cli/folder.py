"""The verb that watches a folder, and imports what is saved into it, until it is told to end."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.cli.import_report import exit_code, tell_problems
from papershelf.cli.opening import open_library
from papershelf.cli.output import complain, say
from papershelf.errors import Cancelled, UsageError
from papershelf.progress import Step

if TYPE_CHECKING:
    import argparse
    from types import FrameType

    from papershelf.library import ImportReport
    from papershelf.library.watching import Watcher

_NAP = 0.1  # seconds; a signal is answered as soon


class _Ending:
    """Whether somebody wants it to end; a second wish is not waited for."""

    def __init__(self) -> None:
        self.is_wanted = False

    def wish(self, _number: int, _frame: "FrameType | None") -> None:
        """Take note of a signal."""
        if self.is_wanted:
            raise KeyboardInterrupt
        self.is_wanted = True

    def hear(self, step: Step) -> None:
        """Call an import off that is being made, until it is being written."""
        if self.is_wanted and not step.is_final:
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Wait, but no longer than until the end is wanted."""
        until = time.monotonic() + seconds
        while not self.is_wanted and (left := until - time.monotonic()) > 0:
            time.sleep(min(_NAP, left))


def watch(arguments: "argparse.Namespace") -> int:
    """`papershelf watch`."""
    from papershelf.library import ImportReport
    from papershelf.library.watching import Watcher

    folder = Path(arguments.folder).expanduser()
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder that can be watched; make it first.")
    total = ImportReport()
    with _signals() as ending, open_library(arguments) as library:
        if folder.resolve() == library.places.data.resolve():
            raise UsageError(f"{folder} is where the library itself lies; watch another folder.")
        watcher = Watcher(
            library,
            folder,
            tags=arguments.tag,
            status=arguments.status,
            format=arguments.format,
            progress=ending.hear,
        )
        if not arguments.once:
            say(f"papershelf: watching {folder}; ctrl+c ends it.")
        looks = 0
        while not ending.is_wanted and not (arguments.once and looks == 2):  # two see what is whole
            _look(watcher, total)
            looks += 1
            if not (arguments.once and looks == 2):
                ending.wait(arguments.every)
    pages = "1 page" if len(total.files) == 1 else f"{len(total.files)} pages"
    say(f"papershelf: imported {pages}: {total.new} new of {total.listings} listings.")
    return exit_code(total) if arguments.once else 0


def _look(watcher: "Watcher", total: "ImportReport") -> None:
    """Look once, tell of what was seen, and add it up."""
    try:
        seen = watcher.look()
    except Cancelled:
        return
    for each in seen:
        if each.report is None:
            complain(f"{each.path.name}: {each.error}")
            continue
        if each.report.listings:
            say(f"papershelf: {each.report.words}.")
            total.files += each.report.files
        tell_problems(each.report)
        total.listings += each.report.listings
        total.new += each.report.new
        total.problems += each.report.problems


@contextmanager
def _signals() -> Iterator[_Ending]:
    """Within this, ctrl+c and a polite request to end are heeded when it fits."""
    ending = _Ending()
    before = {number: signal.signal(number, ending.wish) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
