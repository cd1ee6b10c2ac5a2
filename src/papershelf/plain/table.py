"""Every command of plain mode, once: its name, what runs it, how it is typed, what it does."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Final, NamedTuple

from papershelf.commands import command_of
from papershelf.library import PIECES
from papershelf.marks import Priority, Status
from papershelf.plain import browsing, filing, marking, moving, noting, numbers, rounds
from papershelf.plain.session import Session
from papershelf.plain.speech import LEAST_WIDTH

_LIKE: Final = 0.75  # from which a word is taken for a misspelt command, not for something to search for
_LONGEST: Final = 20  # letters of a word that may be a misspelt command
_MOST: Final = 1_000

Run = Callable[[Session, list[str]], None]


class Command(NamedTuple):
    """Something that can be typed.

    Attributes:
        name: Its first word.
        run: Does it, given the words after the name.
        usage: How it is typed.
        of: The id of the same command on the screen: its letter works here too, and says what it does.
        does: What it does, where the screen's words do not fit.
        also: Other names.
        offers: What may follow it, for completion.
    """

    name: str
    run: Run
    usage: str
    of: str = ""
    does: str = ""
    also: tuple[str, ...] = ()
    offers: Callable[[Session], Iterable[str]] = lambda _: ()

    @property
    def help(self) -> str:
        """What it does, in a sentence."""
        return self.does or command_of(self.of).help

    @property
    def letters(self) -> tuple[str, ...]:
        """The single keys that the screen has for it."""
        signs = {"question_mark": "?", "slash": "/"}
        keys = command_of(self.of).keys if self.of and not command_of(self.of).chord else ()
        return tuple(sign for key in keys if len(sign := signs.get(key, key)) == 1)


def quit_(session: Session, typed: list[str]) -> None:
    """`quit`."""
    numbers.alone("quit", typed)
    session.is_over = True


def help_(session: Session, typed: list[str]) -> None:
    """`help`, `help COMMAND`."""
    wanted = command_named(typed[0]) if typed else None
    for command in [wanted] if wanted else COMMANDS:
        session.say(f"{command.usage}: {command.help}")
    if wanted:
        if names := (*wanted.letters, *wanted.also):
            session.say(f"Also: {', '.join(names)}")
        return
    session.say("A number alone reads that paper. Words that are no command are searched for.")
    session.say("Where no number is given, a command is about the paper read last. Numbers look like 1 3-5, or all.")


def _tags(session: Session) -> Iterable[str]:
    return (sign + tag for tag in session.library.tags() for sign in "+-")


def _views(session: Session) -> Iterable[str]:
    return (view.key for view in session.library.views(quick=True))


def wrap(session: Session, typed: list[str]) -> None:
    """`wrap N`, `wrap off`."""
    session.talk.width = 0 if typed == ["off"] else max(LEAST_WIDTH, _amount(typed, "wrap 72, or wrap off"))
    width = session.talk.width
    session.say(f"Lines end at column {width}." if width else "Lines are not wrapped.")


def page(session: Session, typed: list[str]) -> None:
    """`page N`."""
    session.page_size = _amount(typed, "page 20")
    session.say(f"{session.page_size} papers a page.")


def _amount(typed: list[str], example: str) -> int:
    from papershelf.errors import UsageError

    if len(typed) != 1 or not (typed[0].isascii() and typed[0].isdigit() and 0 < int(typed[0][:9]) <= _MOST):
        raise UsageError(f"It takes a number up to {_MOST}: {example}.")
    return int(typed[0])


COMMANDS: tuple[Command, ...] = (
    Command("help", help_, "help, or help COMMAND", "app.help", "Says the commands.", offers=lambda _: names()),
    Command("list", browsing.list_papers, "list", does="List from the beginning, found anew.", also=("ls",)),
    Command("more", browsing.more, "more", does="The next page; next page is the same."),
    Command("back", browsing.back, "back", does="The page before; previous page is the same.", also=("previous",)),
    Command("read", browsing.read, "read N, or N alone", does="Read a paper; next paper and previous paper go on."),
    Command("find", browsing.find, "find WORDS", "main.search", "Search; typos are forgiven.", ("search",)),
    Command("sort", browsing.sort, "sort KEY", does="List in another order: title, added, -votes; none ends that."),
    Command("views", browsing.views, "views, view N", "main.views", "Say the views, or list one.", ("view",), _views),
    Command("lists", filing.lists, "lists, lists N, lists make NAME", "paper.lists", "Say the lists, or list one."),
    Command("put", filing.put, "put N on LIST", does="Put papers on a reading list."),
    Command("take", filing.take, "take N off LIST", does="Take papers off a reading list."),
    Command("move", filing.move, "move N up, down, top or bottom", does="Move papers in a list or the queue."),
    Command("related", browsing.related, "related N", "main.related"),
    Command("next", browsing.following, "next", "main.next"),
    Command("star", marking.star, "star N", "paper.star", "Star papers."),
    Command("unstar", marking.unstar, "unstar N", does="Take the stars away."),
    Command(
        "status", marking.status, "status N WORD", "paper.status", f"Set the status: {', '.join(Status)}.",
        offers=lambda _: Status,
    ),
    Command("tag", marking.tag, "tag N +x -y", "paper.tags", "Add and remove tags; alone: say them.", ("tags",), _tags),
    Command("rate", marking.rate, "rate N RATING", does="Rate from 1 to 5; 0 takes the rating away."),
    Command("note", noting.note, "note N, note edit N, note clear N", "paper.note", "Write a note; edit: in $EDITOR."),
    Command("drafts", noting.drafts, "drafts", "view.drafts", "Say which notes were typed and not saved."),
    Command("due", marking.due, "due N DAY", "queue.due", "Say by which day papers are to be read; none ends that."),
    Command("snooze", marking.snooze, "snooze N DAY", "queue.snooze", "Put off until a day; none brings back now."),
    Command(
        "priority", marking.priority, "priority N LEVEL", does="Give high, normal or low priority.",
        offers=lambda _: Priority,
    ),
    Command("triage", rounds.triage, "triage, triage N", "main.triage", "Go through what is listed, paper by paper."),
    Command("review", rounds.review, "review", "main.review"),
    Command(
        "copy", moving.copy, "copy N WHAT", "paper.copy", f"Copy one of {', '.join(PIECES)}.", offers=lambda _: PIECES
    ),
    Command("open", moving.browse, "open N", "paper.links", "Open link N of the paper read last in the browser."),
    Command("import", moving.bring_in, "import PATH", "main.import"),
    Command(
        "export", moving.export, "export FORMAT PATH", "main.export", "Write what is listed; alone: say the formats.",
        offers=lambda session: session.library.formats(),
    ),
    Command("undo", marking.take_back, "undo, undo N", "paper.undo", "Undo the last change, or one of the history."),
    Command("redo", marking.do_again, "redo, redo N", "paper.redo"),
    Command("delete", marking.delete, "delete N", "main.delete", "Move papers to the trash; undo brings them back."),
    Command("history", moving.history, "history, history N", "paper.history", "Say the last changes."),
    Command("stats", moving.stats, "stats", "main.statistics", "Say what was saved and read when."),
    Command("wrap", wrap, "wrap N, wrap off", does="Wrap lines at column N, or not at all."),
    Command("page", page, "page N", does="List N papers at once."),
    Command("quit", quit_, "quit", "app.quit", also=("exit", "bye")),
)  # fmt: skip

_BY_NAME = {name: command for command in COMMANDS for name in (command.name, *command.also)}
_BY_LETTER = {letter: command for command in reversed(COMMANDS) for letter in command.letters}


def names() -> tuple[str, ...]:
    """Every name that can be typed, without the letters."""
    return tuple(_BY_NAME)


def command_named(word: str) -> Command | None:
    """The command of a name in whatever case, or of a letter of the screen in its own."""
    return _BY_NAME.get(word.lower()) or _BY_LETTER.get(word)


def nearest(word: str) -> str:
    """The name that was probably meant by a misspelt one; empty where none is near."""
    if len(word) > _LONGEST:
        return ""
    return next(iter(get_close_matches(word.lower(), _BY_NAME, 1, _LIKE)), "")
