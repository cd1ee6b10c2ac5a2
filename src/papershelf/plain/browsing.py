"""The commands that look: lists page by page, searches, views, tags, one paper, what is related, what is next."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from papershelf.errors import NothingFoundError, PapershelfError, UsageError
from papershelf.library import counted
from papershelf.plain import numbers, words
from papershelf.plain.session import Place, Session
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.library import View

RELATED: Final = 10
NEXT: Final = 5
_QUOTED: Final = 60  # letters of a query that are said again
SAME: Final = ("page", "pages")


def list_papers(session: Session, typed: list[str]) -> None:
    """`list`: the place from its beginning, found anew."""
    numbers.alone("list", typed)
    session.look_up()
    session.shown = 0
    show_page(session)


def show_page(session: Session) -> None:
    """Say the papers that come after those shown last."""
    place, first = session.place, session.shown
    ids = place.ids[first : first + session.page_size]
    if not place.ids:
        session.say(f"{place.label}: no papers.")
        return
    if not ids:
        session.say("That was the last page; list begins anew, back goes back.")
        return
    last = first + len(ids)
    session.say(f"{place.label}, {first + 1} to {last} of {len(place.ids)}:")
    for number, paper_id in enumerate(ids, first + 1):
        if place.divider == number - 1:
            session.say("Only similar to what you typed:")
        entry = session.library.entry(paper_id)
        why = place.why.get(paper_id, "")
        session.say(words.row(number, entry, session.today, why) if entry else f"{number}. (not there any more)")
    session.shown = last
    left = len(place.ids) - last
    session.say(f"{left} more; type more." if left else "That is all.")


def more(session: Session, typed: list[str]) -> None:
    """`more`: the next page."""
    numbers.alone("more", typed)
    show_page(session)


def back(session: Session, typed: list[str]) -> None:
    """`back`, `previous page`: the page before the one shown last; `previous paper` reads that."""
    if typed[:1] == ["paper"]:
        _step(session, -1)
        return
    size = session.page_size
    begin = max(0, (session.shown - 1) // size * size - size) if session.shown else 0
    session.shown = begin
    show_page(session)


def following(session: Session, typed: list[str]) -> None:
    """`next`: what to read next; `next page` and `next paper` go on in the list."""
    if typed[:1] and typed[0] in SAME:
        show_page(session)
    elif typed[:1] == ["paper"]:
        _step(session, 1)
    elif typed:
        raise UsageError("It is next alone for what to read next, or next page, or next paper.")
    else:
        picks = session.library.what_next(NEXT)
        if not picks:
            raise NothingFoundError("Nothing is queued, being read, due or back.")
        why = {pick.entry.paper.id: ", ".join(pick.reasons) for pick in picks}
        session.go(Place("What next", ids=tuple(why), why=why, is_fixed=True))
        show_page(session)


def _step(session: Session, step: int) -> None:
    ids = session.place.ids
    if session.paper_id not in ids:
        raise UsageError("No paper of this list is in hand; type its number.")
    number = ids.index(session.paper_id) + 1 + step
    if not 1 <= number <= len(ids):
        raise UsageError("This is the last paper of the list." if step > 0 else "This is the first paper of the list.")
    read_number(session, str(number))


def find(session: Session, typed: list[str]) -> None:
    """`find WORDS`: search in all papers."""
    search(session, " ".join(typed))


def search(session: Session, query: str) -> None:
    """Search in all papers for a query as typed, and list what is found."""
    if not query.strip():
        raise UsageError("Find what? Type find and some words, such as find sparse attention.")
    said = safe_line(query[: 4 * _QUOTED])
    said = said if len(said) <= _QUOTED else f"{said[:_QUOTED]}..."
    found = session.library.find(query)
    for problem in found.problems:
        perhaps = f" Perhaps: {safe_line(problem.suggestion)[:300]}" if problem.suggestion else ""
        session.say(f"{safe_line(problem.words)}.{perhaps}")
    if not str(found.query).strip():  # it asks for nothing, and would find everything
        raise NothingFoundError("There is no word in it to search for.")
    if not found.ids:
        relaxed = session.library.relaxed(query)
        left_out = safe_line(relaxed.left_out)[:_QUOTED] if relaxed else ""
        without = f' Without "{left_out}" it would be {len(relaxed.found.ids)}.' if relaxed else ""
        raise NothingFoundError(f'No paper matches "{said}".{without}')
    session.go(Place(f'"{said}"', query))
    try:
        session.library.searches.remember(query)
    except PapershelfError as error:  # the search itself went well
        session.say(error.message)
    show_page(session)


def sort(session: Session, typed: list[str]) -> None:
    """`sort KEY`: the place in another order."""
    from papershelf.library import LIKE, SORTS

    keys = (*SORTS, LIKE)
    if session.place.is_fixed:
        raise UsageError("This list has an order of its own; sort works in a view or in what find found.")
    if len(typed) != 1:
        raise UsageError(
            f"Sort by what? One of {', '.join(keys)}; a minus before it turns it round; none for as it was."
        )
    session.go(replace(session.place, sort="" if typed[0] == "none" else typed[0]))
    show_page(session)


# Views, tags, lists


def saved_views(session: Session) -> "list[View]":
    """The views that have a number, all papers being number 0."""
    return [view for view in session.library.views() if view.section == "view"]


def views(session: Session, typed: list[str]) -> None:
    """`views`, and `view N` or `view NAME`."""
    known = saved_views(session)
    if not typed:
        for number, view in enumerate(known):
            session.say(f"{number}. {safe_line(view.label)}, {counted(view.count or 0, 'paper')}")
        session.say("view and a number goes to one; tags and lists have their own.")
        return
    reference = " ".join(typed)
    if reference.isascii() and reference.isdigit():
        number = int(reference) if len(reference) < 9 else len(known)
        if number >= len(known):
            raise UsageError(f"There is no view {reference[:9]}; they go from 0 to {len(known) - 1}.")
        enter(session, known[number])
    else:
        enter(session, session.library.find_view(reference))


def enter(session: Session, view: "View") -> None:
    """Go to a view and list it."""
    session.go(Place(view.label, view=view.query))
    show_page(session)


def tags(session: Session) -> None:
    """Say every tag with the number of its papers."""
    counts = session.library.tags()
    for tag, count in counts.items():
        session.say(f"{safe_line(tag)}, {counted(count, 'paper')}")
    session.say(
        "view tag: and a name, as in view tag:nlp, goes to one."
        if counts
        else "No paper has a tag yet; tag 1 +name adds one."
    )


# One paper


def read_number(session: Session, word: str) -> None:
    """Read the paper of a number; from now on it is the one in hand."""
    session.paper_id = session.one([word]).paper.id
    read(session, [])


def read(session: Session, typed: list[str]) -> None:
    """`read N`, or a number alone: all about a paper."""
    entry = session.one(typed)
    session.paper_id = entry.paper.id
    about(session)


def about(session: Session) -> None:
    """Say all about the paper in hand."""
    entry, library = session.entry(session.paper_id), session.library
    session.say(*words.head(entry, session.today))
    if lists := library.lists_of(entry.paper.id):
        session.say(f"On the lists: {', '.join(safe_line(made.name) for made in lists)}.")
    session.say(*words.links(entry.paper), "", *words.abstract(entry.paper), *words.note(entry.mark))
    if linked := [library.entry(other) for other in library.backlinks(entry.paper.id)]:
        session.say("", "Linked from the notes on:")
        session.say(*(words.title_of(other.paper) for other in linked if other))


def related(session: Session, typed: list[str]) -> None:
    """`related N`: papers about the same."""
    entry = session.one(typed)
    near = session.library.related(entry.paper.id, RELATED)
    if not near:
        raise NothingFoundError("No paper is about the same.")
    why = {one.paper.id: f"shares {', '.join(one.shared)}" if one.shared else "" for one in near}
    session.go(Place("Related papers", ids=tuple(why), why=why, is_fixed=True))
    session.say(f"Related to: {words.title_of(entry.paper)}")
    show_page(session)
