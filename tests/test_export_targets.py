"""The targets of exports that are remembered: which are offered, and a file of them that may be anything."""

import json
from pathlib import Path

import pytest

from papershelf.exporters import Options, exporters
from papershelf.tui.targets import FILE, KEPT, OFFERED, Target, Targets


def test_targets_of_the_place_come_first_then_others_each_path_once(tmp_path: Path) -> None:
    targets = Targets(tmp_path)
    for number in range(6):
        targets.add(Target("markdown", f"/o{number}", place="other", name="O"))
    for path in ("/a", "/b", "/o5", "/a"):
        targets.add(Target("markdown", path, Options(group="tag"), place="mine"))
    targets.add(Target("gone", "/x", place="mine"))
    offers = targets.offers("mine", exporters())
    assert [each.path for each in offers] == ["/a", "/o5", "/b", "/o4", "/o3", "/o2", "/o1", "/o0"]
    assert offers[0].options.group == "tag"
    for number in range(KEPT * 2):
        targets.add(Target("markdown", f"/{number}", place="mine"))
    assert len(targets.offers("mine", exporters())) == OFFERED
    assert len(json.loads((tmp_path / FILE).read_bytes())["targets"]) == KEPT


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"targets": 3}',
        b'{"targets": [3, {}, {"format": "markdown"}, null]}',
        b'{"targets": [{"format": "markdown", "path": " ", "place": "p", "name": ""}]}',
        b'{"targets": ' * 200,
    ],
)
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    targets = Targets(tmp_path)
    assert targets.offers("p", exporters()) == []
    targets.add(Target("markdown", "/a", place="p"))
    assert [each.path for each in targets.offers("p", exporters())] == ["/a"]


def test_options_of_another_version_do_not_count(tmp_path: Path) -> None:
    row = {"format": "markdown", "path": "/a", "place": "p", "name": ""}
    options = {"group": "colour", "notes": 1, "links": False, "title": "x", "sparkle": True}
    (tmp_path / FILE).write_text(json.dumps({"targets": [row | {"options": options}]}), "utf-8")
    assert Targets(tmp_path).offers("p", exporters())[0].options == Options(links=False)


def test_half_a_letter_is_kept_as_a_question_mark(tmp_path: Path) -> None:
    Targets(tmp_path).add(Target("markdown", "/a", place="p", name="\ud800"))
    assert Targets(tmp_path).offers("p", exporters())[0].name == "?"
    Targets(tmp_path).add(Target("markdown", "/" + "a" * 10_000, place="p"))
    assert len(Targets(tmp_path).offers("p", exporters())) == 1
