"""What triage and review say: the facts of a paper in two lines, what came of it all, how long it took."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from papershelf.library import counted
from papershelf.marks import Entry, Status
from papershelf.provenance import provenance_of
from papershelf.text import safe, safe_line
from papershelf.tui.triaging import Decision
from papershelf.tui.widgets.detail_view import votes_words

if TYPE_CHECKING:
    from papershelf.tui.widgets.glyphs import Glyphs

AUTHORS = 12  # that are named; the line is cut where it ends
NOTE_LETTERS = 4_000  # of a note; its own screen shows all
SAID: Mapping[Decision, str] = {
    Decision.KEPT: "kept",
    Decision.STARRED: "starred and kept",
    Decision.LATER: "put off",
    Decision.SKIPPED: "skipped",
    Decision.READ: "taken up to be read",
    Decision.LET_GO: "let go",
}


def authors_line(entry: Entry) -> str:
    """Who wrote it."""
    names = entry.paper.authors
    more = len(names) - AUTHORS
    return ", ".join(map(safe_line, names[:AUTHORS])) + (f" and {more} more" if more > 0 else "")


def facts_line(entry: Entry, signs: "Glyphs") -> str:
    """Its state where that is not the usual one, its date, where it was seen, code, votes, venue, tags."""
    paper, mark = entry.paper, entry.mark
    seen = provenance_of(paper)
    facts = (
        f"{signs.star} starred" if mark.starred else "",
        f"{signs.status[mark.status]} {mark.status}" if mark.status is not Status.INBOX else "",
        safe_line(paper.published or ""),
        f"seen on {counted(seen.pages, 'page')}" if seen.pages > 1 else "",
        "back again" if seen.is_back else "",
        f"{signs.code} code" if paper.repository else "",
        votes_words(paper.upvotes),
        safe_line(paper.venue),
        " ".join(signs.chip(safe_line(tag)) for tag in mark.tags),
    )
    return " · ".join(fact.strip() for fact in facts if fact.strip())


def note_text(entry: Entry) -> str:
    """The note as it is typed, its beginning where it is long."""
    note = safe(entry.mark.note[:NOTE_LETTERS]).strip()
    return note + ("\n…" if len(entry.mark.note) > NOTE_LETTERS else "")


def span_words(seconds: float) -> str:
    """How long something took: “40 seconds”, “4 minutes 20 seconds”, “1 hour 5 minutes”."""
    whole = max(0, round(seconds))
    if whole < 60:
        return counted(whole, "second")
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return counted(minutes, "minute") + (f" {counted(rest, 'second')}" if rest and minutes < 10 else "")
    hours, minutes = divmod(minutes, 60)
    return counted(hours, "hour") + (f" {counted(minutes, 'minute')}" if minutes else "")


def summary(decided: Mapping[Decision, int], left: int, seconds: float, more: Iterable[str] = ()) -> Sequence[str]:
    """What came of it, line by line.

    Args:
        decided: How often each was decided.
        left: How many papers nothing was decided of.
        seconds: How long it took.
        more: What else there is to say.
    """
    width = max([len(f"{count:,}") for count in (*decided.values(), left)] + [2])
    lines = [f"{decided[each]:>{width},}  {SAID[each]}" for each in Decision if decided.get(each)]
    if left:
        lines.append(f"{left:>{width},}  left")
    done = sum(decided.values())
    pace = f", {seconds / done:.0f} s each" if done and seconds >= 1 else ""
    lines += ["", f"{counted(done, 'paper')} in {span_words(seconds)}{pace}."] if done else []
    return [*lines, *more]
