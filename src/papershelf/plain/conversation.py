"""The conversation itself: welcome, then prompt, line and answer until the person leaves."""

import os
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

from papershelf.errors import PapershelfError
from papershelf.library import Library
from papershelf.library.welcoming import waiting_drafts, waiting_words, welcome_words
from papershelf.plain import browsing, numbers
from papershelf.plain.keyboard import line_editing
from papershelf.plain.outside import Outside
from papershelf.plain.session import BACK, Place, Session
from papershelf.plain.table import command_named, nearest
from papershelf.plain.talk import Talk
from papershelf.text import safe, safe_line

if TYPE_CHECKING:
    from papershelf.config import Config

FIRST_VIEW = "inbox"


def converse(library: Library, talk: Talk, outside: Outside, *, edits_lines: bool = False) -> int:
    """Talk with a person about their library until they leave.

    Args:
        library: The open library.
        talk: How lines come and go.
        outside: Clipboard, browser and editor.
        edits_lines: Whether lines come from a terminal, where they can be edited and completed.

    Returns:
        0, the exit code of a conversation that ended well, at the end of the input too.

    Raises:
        KeyboardInterrupt: They pressed ctrl+c where nothing else is to be left.
    """
    session = Session(library, talk, outside, _config(library))
    talk.say("papershelf in plain mode. Type help for the commands, quit to leave.")
    _welcome(session)
    with line_editing(session) if edits_lines else nullcontext(_forget) as remember, suppress(EOFError):
        while not session.is_over:
            line = talk.ask(_prompt(session))
            remember(line)
            answer(session, line)
    talk.say("Everything is saved.")
    return 0


def _forget(_line: str) -> None:
    """A line that comes from no terminal need not come back."""


def _config(library: Library) -> "Config":
    from papershelf.commands.configured import configured

    return configured(library.places.config, os.environ).config


def _welcome(session: Session) -> None:
    """Fill an empty library, say what waits, and go to the first view."""
    library = session.library
    if library.is_untouched:
        session.say("Loading the seed pages...")
        if words := welcome_words(library.import_seeds()):
            session.say(f"{words[:-1]}; {BACK}.")
    if words := waiting_words(len(waiting_drafts(library))):
        session.say(f"{words} drafts says which.")
    known = {view.key: view for view in browsing.saved_views(session)}
    view = known.get(FIRST_VIEW) or next(iter(known.values()))
    session.go(Place(view.label, view=view.query))


def _prompt(session: Session) -> str:
    try:
        session.take_in_changes()
        return session.prompt
    except PapershelfError as error:
        session.say(error.message)
        return "papershelf>"


def answer(session: Session, line: str) -> None:
    """Do what one line says; whatever is wrong with it is said, and nothing else happens.

    Args:
        session: The conversation.
        line: As typed.
    """
    words = safe(line).split()
    if not words:
        return
    try:
        _do(session, words, " ".join(words))
    except PapershelfError as error:
        session.say(error.message)


def _do(session: Session, words: list[str], line: str) -> None:
    first = words[0]
    if len(words) == 1 and numbers.is_numbers(first) and first.lower() != numbers.ALL:
        browsing.read_number(session, first)
    elif first.startswith("/"):
        browsing.search(session, line[1:])
    elif command := command_named(first):
        command.run(session, words[1:])
    elif meant := nearest(first):
        said = safe_line(line[:100])
        session.say(f"There is no command {safe_line(first)}. Did you mean {meant}? find {said} searches for it.")
    else:
        browsing.search(session, line)
