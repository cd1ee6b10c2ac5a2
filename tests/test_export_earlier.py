"""Formats of one file: what papershelf wrote is replaced, what anybody else wrote or changed is not."""

from pathlib import Path

import pytest

from papershelf.exporters import Options, find, write
from papershelf.exporters.base import ITSELF, MergeProblem
from papershelf.marks import Entry
from tests.export_samples import FULL, entry

BOTH = pytest.mark.parametrize(("name", "word"), [("markdown", "works"), ("html", "works")])


def rendered(name: str, *entries: Entry) -> str:
    """The file that a format makes."""
    return find(name).render(entries, Options())[ITSELF]


@BOTH
def test_an_earlier_file_is_replaced_and_nothing_else(name: str, word: str, tmp_path: Path) -> None:
    exporter, path = find(name), tmp_path / "list"
    first, second = ({ITSELF: rendered(name, *some)} for some in ([FULL], [FULL, entry(id="b", title="B")]))
    assert write(first, path, merge=exporter.merge).written == (path,)
    assert write(second, path, merge=exporter.merge).written == (path,)
    assert write(second, path, merge=exporter.merge).unchanged == (path,)
    changed = path.read_text("utf-8").replace(word, f"{word}, really,")
    assert changed != path.read_text("utf-8")
    for theirs in (changed, "<p>my own words\n"):
        path.write_text(theirs, "utf-8")
        report = write(first, path, merge=exporter.merge)
        assert path.read_text("utf-8") == theirs
        assert len(report.problems) == 1
    with pytest.raises(MergeProblem, match="not written by papershelf"):
        exporter.merge("my own words", first[ITSELF])


@BOTH
def test_windows_line_ends_alone_are_no_change_by_hand(name: str, word: str) -> None:
    text = rendered(name, FULL)
    assert word in text
    assert find(name).merge(text.replace("\n", "\r\n"), text) == text
