"""A week of a person in Berlin, day by day, with exact numbers: what comes in, what becomes of it, what comes back.

It is the last week of March 2026: the night to Sunday is an hour shorter.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from papershelf import Library
from papershelf.library.statistics import Day, Waiting
from papershelf.provenance import provenance_of
from papershelf.store import Unit
from papershelf.tui.triaging import Decision, Round
from tests.cli_tools import Run
from tests.conftest import FrozenClock
from tests.view_tools import view_of

SEEDS = Path(__file__).parent.parent / "seeds"
MONDAY_PAGE, TUESDAY_PAGE = SEEDS / "003_d8476a722937649d.txt", SEEDS / "001_d0dc647c02722ed9.txt"
FRIDAY_LINES = 22  # of Monday's page: its first three papers
BERLIN = ZoneInfo("Europe/Berlin")


class Week:
    """The person, their library and their clock."""

    def __init__(self, library: Library, clock: FrozenClock) -> None:
        self.library, self.clock = library, clock
        self.papers: list[str] = []  # of Monday's page, in its order

    def wake(self, day: int, hour: int = 8, minute: int = 0) -> None:
        """Go on to a day and an hour where the person is; a library that another program changed is looked at anew."""
        self.clock.now = datetime(2026, 3, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)
        self.library.refresh()

    def count(self, view: str) -> int | None:
        """How many papers a view of the sidebar holds; what it lists agrees."""
        shown = view_of(self.library, view)
        assert shown.count == len(self.library.find("", view=shown.query).ids)
        return shown.count

    def ids(self, query: str) -> list[str]:
        """The papers that a query finds, in its order."""
        return [entry.paper.id for entry in self.library.entries(query)]

    def numbers(self, query: str) -> list[int]:
        """The same, by their numbers on Monday's page; all of them must be from there."""
        return [self.papers.index(paper_id) + 1 for paper_id in self.ids(query)]

    def paper(self, number: int) -> str:
        """A paper of Monday's page, the first being 1."""
        return self.papers[number - 1]

    def counts(self) -> dict[str, int | None]:
        """What the views of a morning hold."""
        return {view: self.count(view) for view in ("Inbox", "Queue", "Snoozed", "Skipped", "Starred")}

    def decide(self, ids: Iterable[str], decisions: str) -> Round:
        """Triage, a letter for each paper: k keep, s star, l until Wednesday, x skip, u undo."""
        library = self.library
        going = Round(ids, lambda paper_id: library.entry(paper_id) is not None)
        acts: dict[str, tuple[Decision, Callable[[list[str]], Unit | None]]] = {
            "k": (Decision.KEPT, library.take_up),
            "s": (Decision.STARRED, lambda ids: library.take_up(ids, starred=True)),
            "l": (Decision.LATER, lambda ids: library.snooze(ids, "wednesday")),
            "x": (Decision.SKIPPED, lambda ids: library.set_status(ids, "skipped")),
        }
        for letter in decisions:
            self.clock.advance(seconds=6)  # fifty papers in five minutes
            if letter == "u":
                step = going.undo()
                assert step is not None
                library.undo(step.units[-1])
                continue
            decision, act = acts[letter]
            step = going.decide(decision)
            unit = act([step.paper_id])
            assert unit is not None
            step.units.append(unit.id)
        return going

    def next_up(self) -> list[tuple[int, tuple[str, ...]]]:
        """What comes next: the number of each paper on Monday's page, and the reasons."""
        return [(self.papers.index(pick.entry.paper.id) + 1, pick.reasons) for pick in self.library.what_next(3)]


@pytest.fixture
def week(folder: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Week]:
    """Somebody in Berlin; verbs go by the same clock."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    monkeypatch.setitem(Library.open.__func__.__kwdefaults__, "clock", clock)  # type: ignore[attr-defined]
    with Library.open(folder) as library:
        yield Week(library, clock)


def test_a_week(week: Week, run: Run, tmp_path: Path) -> None:
    monday(week)
    tuesday(week)
    wednesday(week, run)
    thursday(week, run)
    friday(week, run, tmp_path)
    sunday(week, run)
    in_may(week)


def monday(week: Week) -> None:
    """A page of 28 papers is triaged as far as the eighth; one decision is taken back on the way."""
    week.wake(23)
    report = week.library.import_files([MONDAY_PAGE])
    assert (report.new, report.known, week.count("Inbox"), week.count("Queue")) == (28, 0, 28, 0)
    week.papers = week.ids("")
    assert week.ids("last:2026-03-12") == week.papers, "the page says Mar 12"
    going = week.decide(week.ids("is:inbox"), "ksxlkulxsk")
    assert sorted(going.counts.values()) == [2, 2, 2, 2]
    assert (len(going.left), going.current) == (20, week.paper(9))
    assert week.counts() == {"Inbox": 20, "Queue": 4, "Snoozed": 2, "Skipped": 2, "Starred": 2}
    week.library.set_note(week.paper(2), "Start here.")
    week.library.set_due([week.paper(8)], "thu")
    assert week.numbers("is:queued sort:due") == [8, 1, 2, 7]
    assert week.next_up()[0][0] == 8
    assert week.next_up()[0][1][0] == "due Thu"
    assert week.library.next_undo is not None


def tuesday(week: Week) -> None:
    """A second page brings known papers again: those asleep or skipped stay so."""
    week.wake(24)
    report = week.library.import_files([TUESDAY_PAGE])
    assert (report.new, report.known) == (129, 6)
    assert week.numbers("seen:2") == [5, 6, 7, 9, 14, 26]
    assert week.count("Seen more than once") == 6
    assert week.ids("is:again") == [], "a day after the first page is no coming back"
    assert week.counts() == {"Inbox": 149, "Queue": 4, "Snoozed": 2, "Skipped": 2, "Starred": 2}
    week.wake(24, 23, 59)
    assert week.count("Snoozed") == 2


def wednesday(week: Week, run: Run) -> None:
    """At midnight where the person is, what was put off stands in the inbox again, until they decide."""
    week.wake(25, 0, 0)
    assert (week.count("Snoozed"), week.count("Inbox")) == (0, 151)
    assert week.numbers("is:back") == [4, 5]
    assert [number for number, _ in week.next_up()] == [8, 5, 4], "one was seen on two pages"
    assert week.next_up()[1][1][:2] == ("back from being snoozed", "seen on 2 pages")
    week.decide(week.ids("is:back"), "xk")
    assert (week.numbers("is:back"), week.count("Inbox")) == ([], 149)
    week.wake(25, 19)
    assert run("status", week.paper(2), "reading").code == 0
    week.wake(25, 19, 1)
    assert week.counts() == {"Inbox": 149, "Queue": 4, "Snoozed": 0, "Skipped": 3, "Starred": 2}
    first, second = week.next_up()[:2]
    assert (first[0], first[1][0]) == (8, "due tomorrow")
    assert (second[0], second[1][:2]) == (2, ("begun already", "starred"))


def thursday(week: Week, run: Run) -> None:
    """What is due today comes first; a paper is read, and papers are put into a list."""
    week.wake(26)
    assert (week.numbers("is:due"), week.count("Due this week")) == ([8], 1)
    assert week.next_up()[0][1][0] == "due today"
    week.wake(26, 20)
    assert run("status", week.paper(2), "read").code == 0
    week.wake(26, 20, 1)
    assert (week.count("Read"), week.count("Reading")) == (1, 0)
    assert 2 not in [number for number, _ in week.next_up()]
    assert week.library.make_list("Thesis", ids=[week.paper(7), week.paper(1)])
    week.library.prioritise([week.paper(1)], "high")
    assert week.numbers("list:thesis") == [7, 1]


def friday(week: Week, run: Run, tmp_path: Path) -> None:
    """What was due is over by a day, and read; a slip is undone; the list is shared; three papers are back again."""
    week.wake(27)
    assert [(number, reasons[0]) for number, reasons in week.next_up()[:2]] == [(8, "1 day over"), (1, "high priority")]
    week.wake(27, 18)
    week.library.set_status([week.paper(8)], "read")
    assert week.next_up()[0][0] == 1
    slip = week.library.set_status([week.paper(7)], "read")
    assert slip is not None
    assert week.count("Read") == 3
    week.library.undo()
    assert (week.count("Read"), week.count("Queue")) == (2, 3)
    share(week, run, tmp_path)
    page = tmp_path / "friday.txt"
    page.write_text("\n".join(MONDAY_PAGE.read_text().replace("Mar 12", "Mar 27").splitlines()[:FRIDAY_LINES]))
    report = week.library.import_files([page])
    assert (report.new, report.known) == (0, 3)
    assert week.numbers("is:again") == week.numbers("last:today") == [1, 2, 3]
    assert week.ids("sort:last")[:3] == week.papers[:3]
    assert week.count("Seen more than once") == 9


def share(week: Week, run: Run, tmp_path: Path) -> None:
    """The list goes out as Markdown and as JSON Lines; read again it makes no double, elsewhere it is whole."""
    for ending in ("md", "jsonl"):
        file = tmp_path / f"thesis.{ending}"
        assert run("lists", "--share", "thesis", str(file)).code == 0
        week.library.refresh()
        pages = [provenance_of(entry.paper) for entry in week.library.entries()]
        assert run("lists", "--import", str(file)).code == 0
        week.library.refresh()
        assert [provenance_of(entry.paper) for entry in week.library.entries()] == pages, "handed on, but on no page"
        assert week.numbers("list:thesis") == [7, 1]
        with Library.open(tmp_path / ending) as other:
            assert other.import_files([file]).new == 2
            titles = [entry.paper.title for entry in other.entries("list:thesis")]
            assert titles == [entry.paper.title for entry in week.library.entries("list:thesis")]
            assert other.entries("is:starred") == [], "stars stay with whoever gave them"


def sunday(week: Week, run: Run) -> None:
    """The week in figures, on its shortest day."""
    week.wake(29, 1, 59)
    before = week.clock.now
    week.wake(29, 3, 0)
    assert (week.clock.now - before).total_seconds() == 60, "two o'clock is skipped"
    week.library.star([week.paper(1)])
    week.wake(29, 20)
    told = week.library.statistics(weeks=1)
    assert told.today == date(2026, 3, 29)
    assert list(told.days) == [
        Day(date(2026, 3, 23), saved=28, starred=2, noted=1),
        Day(date(2026, 3, 24), saved=129),
        Day(date(2026, 3, 25)),
        Day(date(2026, 3, 26), read=1),
        Day(date(2026, 3, 27), read=1),
        Day(date(2026, 3, 28)),
        Day(date(2026, 3, 29), starred=1),
    ]
    assert [(day.inbox, day.queued, day.reading) for day in told.backlog] == [
        (22, 4, 0),
        (151, 4, 0),
        (149, 4, 1),
        (149, 4, 0),
        *[(149, 3, 0)] * 3,
    ]
    assert isinstance(told.backlog[0], Waiting)
    assert told.by_status == {"inbox": 149, "queued": 3, "reading": 0, "read": 2, "skipped": 3}
    assert (told.papers, told.starred, told.noted) == (157, 3, 1)
    assert told.reading_time.papers == 2
    assert told.reading_time.median_days == pytest.approx((3.5 + 4 + 10 / 24) / 2, abs=0.01)
    often = {week.papers.index(one.paper_id) + 1: one.pages for one in told.seen_unread}
    assert often == dict.fromkeys((1, 5, 7, 9, 14, 26), 2)
    assert (told.streak.current_days, told.streak.longest_days) == (1, 2)
    assert told.caveats == type(told.caveats)(history_begins=date(2026, 3, 23))
    assert run("stats", "--json", "--weeks", "1").json["papers"] == 157


def in_may(week: Week) -> None:
    """Sixty days after the last that was done with it, what was starred or noted comes up, to be kept or let go."""
    for day, numbers in (("2026-05-21", []), ("2026-05-22", [7]), ("2026-05-25", [7, 2])):
        week.clock.now = datetime.fromisoformat(f"{day}T08:00").replace(tzinfo=BERLIN).astimezone(UTC)
        assert [week.papers.index(one.entry.paper.id) + 1 for one in week.library.reviews()] == numbers, day
    assert [one.words for one in week.library.reviews()] == [
        "you starred this 63 days ago",
        "you starred this 63 days ago",
    ]
    week.library.keep([week.paper(7)])
    week.library.let_go([week.paper(2)])
    assert week.library.reviews() == []
    week.clock.advance(days=3)
    assert [one.entry.paper.id for one in week.library.reviews()] == [week.paper(1)]
    week.clock.advance(days=200)
    assert week.paper(7) in [one.entry.paper.id for one in week.library.reviews()]
    assert week.paper(2) not in [one.entry.paper.id for one in week.library.reviews()]
