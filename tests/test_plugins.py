"""Importers and exporters of other packages: found when ours do not do, cleaned as ours, harmless when they fail."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from papershelf import exporters, importers, plugging
from papershelf.errors import Cancelled, DataError, UsageError
from papershelf.importers import Page, Problem, Record
from papershelf.marks import Mark
from papershelf.plugins import ITSELF
from tests.cli_tools import Run
from tests.conftest import PAGE
from tests.export_samples import FULL
from tests.hostile import HOSTILE
from tests.plugin_tools import FakePoint, Install, Lines, Titles, installing, raising

TEXT = "LINES\nA first paper\nA second paper\n"


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    yield from installing(monkeypatch)


def failing(error: BaseException) -> Lines:
    made = Lines()
    made.does = raising(error)
    return made


def giving(page: Any) -> Lines:
    made = Lines()
    made.does = lambda: page
    return made


def test_a_format_of_another_package_is_found_by_look_name_and_ending(
    install: Install, run: Run, tmp_path: Path
) -> None:
    install(importers=[("lines", Lines)], exporters=[("titles", Titles())])
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.lines").write_text(TEXT)
    assert importers.sniff(TEXT) is importers.find("Lines")
    assert run("import", str(tmp_path / "in")).code == 0  # a folder: the ending counts too
    assert run("list").out.count("paper") == 2
    assert run("export", "--output", str(tmp_path / "out.titles")).code == 0
    assert sorted((tmp_path / "out.titles").read_text().split("\n")) == ["", "A first paper", "A second paper"]
    assert "lines of a test" in run("import", "--formats").out
    assert "titles" in exporters.exporters()


def test_nobody_who_does_without_plugins_looks_for_them(
    monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path
) -> None:
    def never(group: str) -> Any:
        raise AssertionError(group)

    plugging.loaded.cache_clear()
    monkeypatch.setattr(plugging, "entry_points", never)
    assert run("import", str(PAGE)).code == 0
    assert run("import", str(PAGE), "--format", "hf-text").code == 0
    assert run("export", "--output", str(tmp_path / "x.bib")).code == 0
    assert run("export", "--output", str(tmp_path / "y"), "--format", "folder").code == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_plugin_reads_is_made_safe(install: Install, text: str) -> None:
    record = Record(text, text, -1, 0, (text,), text, {text: text}, (text,), text, (text,), 2**70, text, (text, text))
    page = Page(text, (replace(record, mark=Mark(text)),), (Problem(text, 0, text, text, text, text),), text)
    install(importers=[("lines", giving(page))])
    read = importers.find("lines").read("", "f")
    (safe,), (problem,) = read.records, read.problems
    shown = [
        safe.title,
        safe.abstract,
        *safe.authors,
        safe.raw,
        *safe.identifiers,
        *safe.urls,
        problem.reason,
        read.date,
    ]
    for each in shown:
        assert each is not None
        each.encode()  # no lone surrogate
        assert all(letter in "\n\t" or letter >= " " for letter in each)
    assert (read.file, safe.position, safe.mark, safe.paper) == ("f", 1, None, None)
    assert importers.draft(safe, read, "2026-01-01T00:00:00Z").title is not None


@pytest.mark.parametrize(
    "importer",
    [
        failing(ValueError("boom \x1b[31m" + "x" * 5000)),
        failing(DataError("no \x07 good")),
        failing(RecursionError()),
        giving(None),
        giving(Page("f", (Record(b"x", "", 1, 1),), ())),  # type: ignore[arg-type]  # as a plugin may do
        giving(Page("f", (Record("x", "", 1, 1, authors="Ada"),), ())),  # type: ignore[arg-type]
        giving(Page("f", (Record("x", "", True, 1),), ())),
        giving(Page("f", ("x",), ())),  # type: ignore[arg-type]
    ],
)
def test_an_importer_that_fails_is_a_problem_that_names_it(
    install: Install, run: Run, tmp_path: Path, importer: Lines
) -> None:
    install(importers=[("cards", importer)])
    (tmp_path / "a.lines").write_text(TEXT)
    done = run("import", str(tmp_path / "a.lines"), str(PAGE))
    assert "The importer “cards” of acme-shelf 2.0 failed: " in done.err
    assert "Traceback" not in done.err
    assert "\x1b" not in done.err
    assert max(map(len, done.err.splitlines())) < 500
    assert len(run("list").out.splitlines()) >= 8, "the other file was read"


def test_an_importer_may_be_called_off(install: Install) -> None:
    install(importers=[("lines", failing(Cancelled()))])
    with pytest.raises(Cancelled):
        importers.find("lines").read(TEXT, "f")


@pytest.mark.parametrize(
    "does",
    [
        raising(ZeroDivisionError("boom")),
        raising(UsageError("no \x1b good")),
        lambda: None,
        lambda: {ITSELF: b"x"},
        lambda: {"other": "x"},
    ],
)
def test_an_exporter_that_fails_writes_nothing_and_is_named(
    install: Install, run: Run, tmp_path: Path, does: Callable[[], Any]
) -> None:
    made = Titles()
    made.does = does
    install(exporters=[("tt", made)])
    run("import", str(PAGE))
    (tmp_path / "x.titles").write_text("mine")
    done = run("export", "--output", str(tmp_path / "x.titles"))
    assert done.code == 3
    assert "The exporter “tt” of acme-shelf 2.0 failed: " in done.err
    assert "Nothing was written." in done.err
    assert len(done.err.splitlines()) == 1
    assert (tmp_path / "x.titles").read_text() == "mine"


def test_a_folder_of_a_plugin_stays_in_its_folder(install: Install, tmp_path: Path) -> None:
    class Folder(Titles):
        into = "folder"
        does = staticmethod(lambda: {"../out.txt": "x", "/etc/x": "x", "in.txt": "x"})

    install(exporters=[("f", Folder)])
    target = tmp_path / "target"
    report = exporters.export(exporters.find("titles"), [FULL], exporters.Options(), target)
    assert [path.name for path in report.written] == ["in.txt"]
    assert len(report.problems) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


class Ours(Lines):
    name = "bibtex"


class Odd(Lines):
    name = "Odd Name"


class Endless(Lines):
    suffixes = ("lines",)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (ImportError("no module named gone"), "ImportError: no module named gone"),
        (SyntaxError("bad\nline"), "SyntaxError: bad line"),
        (SystemExit(3), "SystemExit: 3"),
        (42, "it is no papershelf.plugins.Importer"),
        (Titles, "it is no papershelf.plugins.Importer"),
        (Ours, "papershelf itself has the name “bibtex” already"),
        (Odd, "its name must be of small letters, digits, - and _"),
        (Endless, "its suffixes must be a tuple of endings in small letters, each with its dot"),
    ],
)
def test_what_cannot_be_used_is_listed_with_the_reason(install: Install, run: Run, value: Any, why: str) -> None:
    install(importers=[("bad\x1b", value), ("lines", Lines)])
    rows = run("plugins", "--json").json["plugins"]
    assert [(row["name"], row["state"], row["remark"]) for row in rows] == [
        ("bad", "broken", why),
        ("lines", "ready", ""),
    ]
    assert rows[0]["package"] == "acme-shelf"
    assert run("plugins").out.splitlines()[0] == f"broken  importer  bad               acme-shelf 2.0  {why}"
    assert importers.find("lines"), "one that is broken keeps no other from working"


def test_who_wants_what_is_broken_hears_why(install: Install, run: Run, tmp_path: Path) -> None:
    install(importers=[("bad", ImportError("gone"))], exporters=[("bad", ImportError("gone"))])
    (tmp_path / "a.txt").write_text("CARDS of some kind\n")
    why = "of acme-shelf 2.0 cannot be used: ImportError: gone."
    assert f"The importer “bad” {why}" in run("import", str(tmp_path / "a.txt")).err
    assert f"The importer “bad” {why}" in run("import", str(PAGE), "--format", "cards").err
    assert f"The exporter “bad” {why}" in run("export", "--output", "x", "--format", "cards").err
    assert "The importer" not in run("import", str(PAGE)).err


class Blind(Lines):
    """Fails before it can say whether it knows a text."""

    def sniff(self, text: str) -> float:  # noqa: ARG002 - it does not get so far
        raise RuntimeError("no eyes")


def test_one_that_fails_to_look_is_named_where_nobody_else_knows_the_text(
    install: Install, run: Run, tmp_path: Path
) -> None:
    install(importers=[("blind", Blind)])
    (tmp_path / "a.txt").write_text("CARDS of some kind\n")
    said = "The importer “blind” of acme-shelf 2.0 failed to look at a text: RuntimeError: no eyes."
    assert said in run("import", str(tmp_path / "a.txt")).err


def test_of_two_with_one_name_the_first_counts(install: Install, run: Run) -> None:
    install(exporters=[("b", Titles), ("a", Titles)])
    rows = run("plugins", "--json").json["plugins"]
    assert [(row["name"], row["state"]) for row in rows] == [("a", "ready"), ("b", "broken")]
    assert rows[1]["remark"] == "The exporter “a” of acme-shelf 2.0 has the name “titles” already"


def test_a_package_that_says_nothing_of_itself_is_named_all_the_same(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    plugging.loaded.cache_clear()
    monkeypatch.setattr(plugging, "entry_points", lambda group: [FakePoint("x", 1, None)] if "theme" in group else ())
    assert "an unknown package" in run("plugins").out
    plugging.loaded.cache_clear()


def test_a_person_may_do_without(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setenv(plugging.OFF_VARIABLE, "1")
    assert list(plugging.entry_points("console_scripts")) == []
    monkeypatch.delenv(plugging.OFF_VARIABLE)
    assert list(plugging.entry_points("console_scripts"))
