"""The verbs of the queue: order, priority, due days, sleep, what next, and the limit on what is being read."""

from pathlib import Path

from papershelf.settings import find_places
from tests.cli_tools import Run


def ids_of(full: Run, count: int) -> list[str]:
    """The ids of the first papers."""
    return [paper["id"] for paper in full("list", "--json", "--limit", str(count)).json["papers"]]


def test_the_queue_is_listed_and_moved_in(full: Run) -> None:
    assert (full("queue").code, full("next").code) == (1, 1)
    one, two, three = ids_of(full, 3)
    full("status", one, two, three, "queued")
    full("priority", two, "low")
    order = [line.split()[0] for line in full("queue").out.splitlines()]
    assert order[2] == two
    moved = full("queue", "--move", two, "top")
    assert moved.code == 0
    assert moved.err.endswith(" to the top of the queue.\n")
    result = full("queue", "--json").json
    assert [paper["id"] for paper in result["papers"]] == [two, *order[:2]]
    assert result["papers"][0]["place"] == 1.0
    assert "(low)" in full("queue").out.splitlines()[0]
    assert full("queue", "--move", two, "up").err == "papershelf: it was so already; nothing changed.\n"
    for words in (
        ("--move", two),
        ("--move", two, "aside"),
        ("--move", "nowhere", "up"),
        ("--move", two, "up", "--json"),
    ):
        assert full("queue", *words).code in (1, 2)
    assert [line.split()[0] for line in full("list", "is:queued", "--sort", "queue").out.splitlines()] == [
        two,
        *order[:2],
    ]


def test_days_are_set_taken_away_and_refused(full: Run) -> None:
    one, two = ids_of(full, 2)
    assert "due on 2099-12-24: 2 papers" in full("due", one, two, "2099-12-24").err
    assert full("due", one, "none").err.startswith("papershelf: took the due day from")
    shown = full("show", two).out
    assert "due        2099-12-24" in shown
    assert full("due", one, "2001-02-03").code == 0
    assert full("list", "is:due", "--json").json["papers"][0]["due"] == "2001-02-03"
    assert "days over" in full("next").out
    refused = full("snooze", one, "2001-02-03")
    assert refused.code == 2
    assert "give a day after today" in refused.err
    assert "2099-03-04" in full("due", one, "03/04/2099").err
    assert full("due", one, "+9999y").code == 2
    assert full("due", one).code == 2
    assert full("snooze", one, "2099-01-01").code == 0
    assert full("next").code == 1
    assert "snoozed    until 2099-01-01" in full("show", one).out
    assert full("snooze", one, "none").err.startswith("papershelf: woke ")
    reasons = full("next", "--json", "--limit", "1").json["papers"][0]["reasons"]
    assert "days over" in reasons[0]
    unit = full("history", "--json").json["history"][0]["id"]
    assert "snoozed 2099-01-01 → none" in full("history", unit).out


def test_one_more_than_was_set_is_said_on_stderr(full: Run, folder: Path) -> None:
    one, two = ids_of(full, 2)
    config = find_places(folder).config
    config.mkdir(parents=True, exist_ok=True)
    (config / "config.toml").write_text("most_reading = 1\n")
    assert "you set" not in full("status", one, "reading").err
    result = full("status", two, "reading")
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("papershelf: That makes 2 papers being read; you set 1 as the most.\n")
    assert "you set" not in full("status", two, "read").err


def test_the_history_tells_of_the_queue_in_words(full: Run) -> None:
    (one,) = ids_of(full, 1)
    full("status", one, "queued")
    for words, said in (
        (("due", one, "2099-12-01"), "due none → 2099-12-01"),
        (("priority", one, "h"), "priority normal → high"),
        (("queue", "--move", one, "top"), "moved in the queue"),
    ):
        assert full(*words).code == 0
        unit = full("history", "--json").json["history"][0]["id"]
        assert said in full("history", unit).out
