"""What the screen says where there is little to show: why a list is empty, what was searched, and the next key."""

from collections.abc import Sequence

from papershelf.library import Relaxed, View, counted
from papershelf.tui.widgets.cells import cut

LONGEST = 40  # cells of a query or a word that is quoted
SCHEME = "papershelf:"  # what the address of a link between papers begins with, where a note is shown
GETTING_READY = "Getting ready to search…"
PLACES = "titles, abstracts, authors, tags and notes"

_HINTS = {
    "inbox": "The inbox is empty: well done.",
    "queued": "The queue is empty.\nIn the list, m then q puts a paper here.",
    "reading": "Nothing is being read.\nIn the list, m then r marks a paper so.",
    "read": "Nothing has been read yet.\nIn the list, m then d marks a paper as read.",
    "skipped": "Nothing was skipped.\nIn the list, m then s skips a paper.",
    "starred": "No stars yet.\nIn the list, s stars a paper.",
    "no-note": "Every paper has a note.",
    "seen": "No paper was listed twice.",
    "forgotten": "Nothing is forgotten: every star of old was read.",
    "note": "No notes yet.\nIn the list, n writes one.",
}


def nothing_found(text: str, view: View, *, elsewhere: int, papers: int) -> str:
    """An empty list under a query: what was searched for, where, and where to look on.

    Args:
        text: What was typed.
        view: Where it was looked for.
        elsewhere: How many papers of the whole library it finds, if that was not the whole library.
        papers: How many papers there are.
    """
    lines = [f"Nothing found for “{text.strip()}” in {view.label}."]
    if elsewhere:
        lines.append(f"In all papers: {elsewhere}; press 0 in the list.")
    else:
        lines.append(f"Looked through {PLACES} of {counted(papers, 'paper')}.")
    return "\n".join([*lines, "escape steps back."])


def empty_view(view: View, papers: int) -> str:
    """An empty list without a query."""
    if not papers:
        return "No papers yet.\nPress i to import a saved page."
    if view.section == "tag":
        return f"No paper has the tag “{view.label}” any more.\nescape goes back to all papers."
    return _HINTS.get(view.key, "No papers here.") + "\nescape goes back to all papers."


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


def order_words(sort: str) -> str:
    """The order of the list for the head line: `by added`, turned round or not; nothing without an order."""
    if not sort:
        return ""
    return f"  by {sort.removeprefix('-')}" + (", turned round" if sort.startswith("-") else "")
