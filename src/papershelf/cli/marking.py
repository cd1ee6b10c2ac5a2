"""Verbs that mark: star, unstar, status, tag, rate, note."""

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from papershelf.cli.naming import STDIN, named, one, resolved
from papershelf.cli.opening import open_library, read_text
from papershelf.cli.output import put, say
from papershelf.errors import UsageError

if TYPE_CHECKING:
    from papershelf.library import Library
    from papershelf.store import Unit


def mark(
    arguments: argparse.Namespace,
    references: Sequence[str],
    change: "Callable[[Library, list[str]], Unit | None]",
    tell: "Callable[[Library], str]" = lambda _: "",
) -> int:
    """Change what is named and say what was done.

    Every reference is resolved before anything is changed, so that a mistyped one changes nothing.

    Args:
        arguments: Say where the library is.
        references: To papers; `-` for those on standard input.
        change: Makes the change.
        tell: What else is to be said afterwards; nothing if it is empty.
    """
    wanted = named(references)
    with open_library(arguments) as library:
        unit = change(library, resolved(library, wanted))
        told = tell(library)
    say(f"papershelf: {unit.words}." if unit else "papershelf: it was so already; nothing changed.")
    if told:
        say(f"papershelf: {told}")
    return 0


def star(arguments: argparse.Namespace) -> int:
    """`papershelf star`."""
    return mark(arguments, arguments.ids, lambda library, ids: library.star(ids))


def unstar(arguments: argparse.Namespace) -> int:
    """`papershelf unstar`."""
    return mark(arguments, arguments.ids, lambda library, ids: library.unstar(ids))


def status(arguments: argparse.Namespace) -> int:
    """`papershelf status`."""
    return mark(
        arguments,
        arguments.ids,
        lambda library, ids: library.set_status(ids, arguments.status),
        _beyond_reading if arguments.status.strip().lower() == "reading" else lambda _: "",
    )


def _beyond_reading(library: "Library") -> str:
    """What to tell a person who is reading more papers at once than they set."""
    import os

    from papershelf.commands.configured import configured  # the settings; only this status asks for one

    return library.beyond_reading(configured(library.places.config, os.environ).config.most_reading)


def tag(arguments: argparse.Namespace) -> int:
    """`papershelf tag`."""
    words: list[str] = arguments.words
    ids = [word for word in words if word == STDIN or word[:1] not in ("+", "-")]
    add = [word[1:] for word in words if word[:1] == "+"]
    remove = [word[1:] for word in words if word[:1] == "-" and word != STDIN]
    if not ids or not (add or remove):
        raise UsageError("Name at least one paper and one +TAG or -TAG.")
    return mark(arguments, ids, lambda library, chosen: library.tag(chosen, add, remove))


def rate(arguments: argparse.Namespace) -> int:
    """`papershelf rate`."""
    return mark(arguments, arguments.ids, lambda library, ids: library.rate(ids, arguments.rating))


def note(arguments: argparse.Namespace) -> int:
    """`papershelf note`: print the note, or write it from a file."""
    if arguments.file is None:
        if arguments.append:
            raise UsageError("--append needs --file FILE, or --file - for standard input.")
        wanted = one([arguments.id])
        with open_library(arguments) as library:
            entry = library.entry(resolved(library, [wanted])[0])
        assert entry is not None, "a resolved id is in the library"
        put(entry.mark.note) if entry.mark.note else say(f"papershelf: “{entry.paper.title}” has no note.")
        return 0 if entry.mark.note else 1
    if arguments.id == arguments.file == STDIN:
        raise UsageError("Standard input gives the paper or the note, not both.")
    wanted = one([arguments.id])
    text = read_text(arguments.file)
    return mark(
        arguments,
        [wanted.word],
        lambda library, ids: library.set_note(ids[0], text, append=arguments.append),
    )
