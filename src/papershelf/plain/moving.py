"""The commands that reach outside: copy, open, import, export; and what was done and how much there is."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from papershelf.errors import NothingFoundError, UsageError
from papershelf.library import PIECES, counted, piece, pieces, template_piece
from papershelf.plain import numbers
from papershelf.plain.session import BACK, Session
from papershelf.plain.speech import sentence
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.exporters import Exporter

HISTORY: Final = 10
PROBLEMS: Final = 5
_TAGS: Final = 10


def copy(session: Session, typed: list[str]) -> None:
    """`copy N… WHAT`, in whichever order."""
    named, others = numbers.apart(typed)
    if len(others) != 1:
        raise UsageError(f"Copy what? One of {', '.join(PIECES)}, or a template of yours: copy 1 bibtex.")
    entries, kind = [session.entry(paper_id) for paper_id in session.chosen(named)], others[0]
    if kind not in PIECES:
        made = template_piece(entries, kind, session.library.places.config)
    else:
        made = piece(entries[0], kind) if len(entries) == 1 else pieces(entries, kind)
    copied = session.outside.copy(made.text)
    session.say(sentence(f"{safe_line(made.words)}: {safe_line(copied.words)}"))
    if not copied.done:
        session.say(made.text)


def browse(session: Session, typed: list[str]) -> None:
    """`open N`: a link of the paper in hand; alone: which there are."""
    from papershelf.links import in_order
    from papershelf.plain import words

    entry = session.one([])
    found = in_order(entry.paper.links)
    if not found:
        raise NothingFoundError("No link of this paper is known.")
    if not typed:
        session.say(*words.links(entry.paper), "open and a number opens one in the browser.")
        return
    if len(typed) > 1 or not typed[0].isdecimal() or not 1 <= int(typed[0][:9]) <= len(found):
        raise UsageError(f"The links of this paper go from 1 to {len(found)}; open alone says them.")
    url = found[int(typed[0][:9]) - 1].url
    problem = session.outside.browse(url)
    session.say(sentence(problem) if problem else f"Opened {safe_line(url)}")


def bring_in(session: Session, typed: list[str]) -> None:
    """`import PATH`."""
    path = " ".join(typed).strip("\"'")
    if not path:
        raise UsageError("Import what? import and the path of a file or a folder.")
    session.say("Importing...")
    try:
        wanted = str(Path(path).expanduser())
    except RuntimeError:  # the home of nobody
        wanted = path
    report = session.library.import_files([wanted])
    for problem in report.problems[:PROBLEMS]:
        place = f"{safe_line(problem.file)}, line {problem.line}" if problem.line else safe_line(problem.file)
        session.say(f"{place}: {safe_line(problem.reason)}")
    if (left := len(report.problems) - PROBLEMS) > 0:
        session.say(f"and {counted(left, 'problem')} more.")
    if report.new or report.changed or report.lists:
        session.say(sentence(f"{safe_line(report.words)}; {BACK}"))
    else:
        session.say("Nothing new came of it.")


def export(session: Session, typed: list[str]) -> None:
    """`export FORMAT PATH`: what is listed; alone: which formats there are."""
    if not typed:
        for known in session.library.formats().values():
            session.say(f"{safe_line(known.name)}: {safe_line(known.summary)}")
        session.say("export, a format and a path writes what is listed: export bibtex refs.bib")
        return
    exporter, path = _exporter(session, typed)
    ids = [paper_id for paper_id in session.place.ids if session.library.entry(paper_id)]
    if not ids:
        raise NothingFoundError("Nothing is listed; nothing was written.")
    report = session.library.export(exporter.name, path, ids=ids)
    for problem in (*report.problems, *report.kept):
        session.say(safe_line(str(problem)))
    for written in report.written[:PROBLEMS]:
        session.say(f"Wrote {safe_line(str(written))}")
    if not (report.written or report.unchanged):
        session.say("Nothing was written.")
        return
    more = len(report.written) - PROBLEMS
    others = f"and {counted(more, 'file')} more; " if more > 0 else ""
    session.say(f"{counted(len(ids), 'paper')} exported; {others}{len(report.unchanged)} already up to date.")


def _exporter(session: Session, typed: list[str]) -> "tuple[Exporter, str]":
    """The format that is named, or that the ending of the path says.

    Raises:
        UsageError: Neither is known, or no path is named.
    """
    from papershelf.exporters import by_ending

    path = " ".join(typed).strip("\"'")
    known = session.library.formats()
    if typed[0] in known:
        path = " ".join(typed[1:]).strip("\"'")
        if not path:
            raise UsageError(f"Where to? export {safe_line(typed[0])} and a path.")
        return known[typed[0]], path
    exporter = by_ending(path)
    if exporter is None:
        raise UsageError(f"Which format? One of {', '.join(map(safe_line, known))}; then the path.")
    return exporter, path


def history(session: Session, typed: list[str]) -> None:
    """`history`, `history N`: what was done last."""
    if len(typed) > 1 or (typed and not (typed[0].isdecimal() and len(typed[0]) < 6)):
        raise UsageError("history, or history and how many changes.")
    found = session.library.timeline(int(typed[0]) if typed else HISTORY)
    session.past = tuple(standing.unit.id for standing in found)
    for number, standing in enumerate(found, 1):
        undone = "undone: " if standing.undone else ""
        session.say(f"{number}. {_when(standing.unit.at)}: {undone}{safe_line(standing.unit.words)}")
    session.say("undo and a number takes that one back." if found else "Nothing has been changed yet.")


def _when(at: str) -> str:
    """A moment as it is here; what cannot be read, as it stands."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError, OSError):
        return safe_line(at)


def stats(session: Session, typed: list[str]) -> None:
    """`stats`: how much there is, and what was done, in words."""
    numbers.alone("stats", typed)
    from papershelf.library.statistics.page import in_words

    found = session.library.statistics()
    session.say(*map(sentence, in_words(found)))
    for one in found.tags[:_TAGS]:
        session.say(
            f"Tag {safe_line(one.tag)}: {counted(one.papers, 'paper')}, {one.read} read, {one.starred} starred."
        )
    for seen in found.seen_unread[:PROBLEMS]:
        session.say(f"On {seen.pages} pages and not read: {safe_line(seen.title)}")
