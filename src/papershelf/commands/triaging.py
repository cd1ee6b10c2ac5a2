"""Triage and review: one paper at a time, a key for each thing that may become of it."""

from papershelf.commands.command import FILE, LOOK, MARK, MOVE, NOTE, Command

MAIN: tuple[Command, ...] = (
    Command(
        "main.triage", ("T",), "triage", "Triage", "Triage what is listed or selected, paper by paper.", MARK, True
    ),
    Command(
        "view.came", ("T",), "triage_came", "triage import", "Triage what the last import brought.", MARK, chord="v"
    ),
    Command(
        "inbox.triage", ("T",), "inbox_import(True)", "Triage", "In the import inbox: import it and triage it.", FILE
    ),
    Command("main.review", ("r",), "review", "Review", "Look again at papers starred or noted long ago.", MARK),
)


def _triage(name: str, keys: tuple[str, ...], action: str, label: str, help: str, group: str = MARK) -> Command:
    return Command(f"triage.{name}", keys, action, label, f"In the triage: {help}", group, name not in _QUIET)


def _review(name: str, keys: tuple[str, ...], action: str, label: str, help: str, group: str = MARK) -> Command:
    return Command(f"review.{name}", keys, action, label, f"In the review: {help}", group, name not in _QUIET)


_QUIET = {"day", "links", "copy", "anew", "after"}  # what the footer leaves to help

TRIAGING: tuple[Command, ...] = (
    *MAIN,
    _triage("keep", ("a",), "keep", "Keep", "keep it, in the queue, and go on."),
    _triage("star", ("s",), "star", "Star", "star it, queue it, and go on."),
    _triage("later", ("d",), "later", "Later", "put it off until tomorrow, and go on."),
    _triage("day", ("D",), "later_day", "Later, on …", "put it off until a day that you name."),
    _triage("skip", ("x",), "skip", "Skip", "skip it, and go on."),
    _triage("undo", ("u",), "undo", "Undo", "take the last decision back, and return to its paper."),
    _triage("tags", ("t",), "tags", "Tags", "add and remove tags.", NOTE),
    _triage("note", ("n",), "note", "Note", "write its note.", NOTE),
    _triage("open", ("enter",), "open", "Read", "read it full-screen.", MOVE),
    _triage("before", ("b", "h", "left"), "step(-1)", "Before", "the paper before, as it is.", MOVE),
    _triage("after", ("f", "l", "right"), "step(1)", "Pass over", "the next paper; this one stays as it is.", MOVE),
    _triage("browse", ("o",), "browse", "Link", "open its link in the browser.", LOOK),
    _triage("links", ("O",), "links", "Links", "choose among all its links.", LOOK),
    _triage("copy", ("y",), "copy_menu", "Copy", "choose what of it to copy.", LOOK),
    _triage("queue", ("Q",), "go_to_queue", "Queue", "at its end, leave and show the queue.", MOVE),
    _triage("anew", ("A",), "anew", "Anew", "one that was gone on with begins anew.", MARK),
    _triage("close", ("escape", "q"), "close", "Leave", "leave it; the rest is remembered.", MOVE),
    _review("keep", ("a",), "keep", "Keep", "it is worth it; see it again in twice the time."),
    _review("read", ("enter",), "read", "Read", "mark it as being read, and read it.", MOVE),
    _review("let_go", ("x",), "let_go", "Let go", "do not bring it again; star and note stay."),
    _review("undo", ("u",), "undo", "Undo", "take the last decision back, and return to its paper."),
    _review("tags", ("t",), "tags", "Tags", "add and remove tags.", NOTE),
    _review("note", ("n",), "note", "Note", "write its note.", NOTE),
    _review("before", ("b", "h", "left"), "step(-1)", "Before", "the paper before, as it is.", MOVE),
    _review("after", ("f", "l", "right"), "step(1)", "Pass over", "the next paper; this one stays as it is.", MOVE),
    _review("browse", ("o",), "browse", "Link", "open its link in the browser.", LOOK),
    _review("links", ("O",), "links", "Links", "choose among all its links.", LOOK),
    _review("copy", ("y",), "copy_menu", "Copy", "choose what of it to copy.", LOOK),
    _review("close", ("escape", "q"), "close", "Leave", "leave it.", MOVE),
)
