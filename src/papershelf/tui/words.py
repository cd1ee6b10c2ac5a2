"""What the screen says where there is little to show: why a list is empty, what was searched, and the next key."""

from collections.abc import Callable, Mapping, Sequence

from papershelf.library import Relaxed, View, counted
from papershelf.tui.widgets.cells import cut

LONGEST = 40  # cells of a query or a word that is quoted
SCHEME = "papershelf:"  # what the address of a link between papers begins with, where a note is shown
GETTING_READY = "Getting ready to search…"
PLACES = "titles, abstracts, authors, tags and notes"

Shown = Callable[[str], str]  # by command id, the keys as a person reads them

# What a view is empty of, and which command puts something into it.
_HINTS: Mapping[str, tuple[str, str, str]] = {
    "inbox": ("All done: the inbox is empty.", "", ""),
    "queued": ("The queue is empty.", "status.queued", "puts a paper here"),
    "due": ("Nothing is due within a week.", "queue.due", "says by when a paper is to be read"),
    "snoozed": ("Nothing is asleep.", "queue.snooze", "puts a paper off until a day"),
    "reading": ("Nothing is being read.", "status.reading", "marks a paper as being read"),
    "read": ("Nothing has been read yet.", "status.read", "marks a paper as read"),
    "skipped": ("Nothing was skipped.", "status.skipped", "skips a paper"),
    "starred": ("No stars yet.", "paper.star", "stars a paper"),
    "no-note": ("Every paper has a note.", "", ""),
    "seen": ("No paper was listed twice.", "", ""),
    "forgotten": ("Nothing is forgotten: every star of old was read.", "", ""),
    "note": ("No notes yet.", "paper.note", "writes one"),
}


def _hint(shown: Shown, command_id: str, does: str) -> list[str]:
    """“s in the list stars a paper”, with the key that does it; nothing where the person gave it none."""
    keys = shown(command_id) if command_id else ""
    return [f"{keys} {does}"] if keys else []


def nothing_found(text: str, view: View, shown: Shown, *, elsewhere: int, papers: int) -> str:
    """An empty list under a query: what was searched for, where, and where to look on.

    Args:
        text: What was typed.
        view: Where it was looked for.
        shown: The keys.
        elsewhere: How many papers of the whole library it finds, if that was not the whole library.
        papers: How many papers there are.
    """
    lines = [f"Nothing found for “{cut(text.strip(), 2 * LONGEST)}” in {view.label}."]
    if elsewhere:
        lines += [f"In all papers: {elsewhere}", *_hint(shown, "main.view_0", "in the list shows them")]
    else:
        lines.append(f"Looked through {PLACES} of {counted(papers, 'paper')}.")
    return "\n".join([*lines, *_hint(shown, "paper.back", "steps back")])


def empty_view(view: View, papers: int, shown: Shown, waits: int = 0) -> str:
    """An empty list without a query: why, and the next key.

    Args:
        view: What is shown.
        papers: How many papers there are.
        shown: The keys.
        waits: How many papers wait to be looked at again.
    """
    if not papers:
        hints = (*_hint(shown, "main.import", "imports a saved page"), *_hint(shown, "app.help", "shows every key"))
        return "\n".join(["The shelf is empty.", "", *hints])
    back = _hint(shown, "paper.back", "goes back to all papers")
    if view.section == "tag":
        return "\n".join([f"No paper has the tag “{view.label}” any more.", "", *back])
    if view.section == "list":
        put = _hint(shown, "paper.lists", "on a paper puts it here")
        return "\n".join([f"No papers on the list “{view.label}” yet.", "", *put, *back])
    words, command, does = _HINTS.get(view.key, ("No papers here.", "", ""))
    again = _hint(shown, "main.review", f"looks again at {counted(waits, 'paper')} of old") if waits else []
    return "\n".join([words, "", *_hint(shown, command, f"in the list {does}"), *again, *back])


def relaxed_line(text: str, relaxed: Relaxed, elsewhere: int) -> Sequence[str]:
    """Over the papers that a query finds with a part left out: the same in fewer and fewer cells.

    Args:
        text: What was typed.
        relaxed: What is shown instead.
        elsewhere: How many papers of the whole library have all of it, if only a view was searched.
    """
    whole, part = cut(text.strip(), LONGEST), cut(relaxed.left_out.strip(), LONGEST)
    count = counted(len(relaxed.found.ids), "paper")
    hidden = f" (in all papers: {elsewhere}; key 0)" if elsewhere else ""
    return (
        f"Nothing has all of “{whole}”{hidden}. Without “{part}”: {count}",
        f"Nothing has all of it{hidden}. Without “{part}”: {count}",
        f"Without “{part}”: {count}",
        f"Without “{cut(part, LONGEST // 4)}”: {count}",
    )


def order_words(sort: str, lacks: str = "") -> str:
    """The order of the list for the head line: `by added`, turned round or not; nothing without an order.

    Args:
        sort: Its key.
        lacks: What it lacks to be one, in words.
    """
    if not sort:
        return ""
    if lacks:
        return f"  by {sort.removeprefix('-')}: {lacks}"
    return f"  by {sort.removeprefix('-')}" + (", turned round" if sort.startswith("-") else "")
