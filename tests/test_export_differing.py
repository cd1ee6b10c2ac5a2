"""The unified diff of a dry run: what `patch` makes of it is the file after, whatever the texts are."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.exporters import differing
from papershelf.exporters.differing import unified
from papershelf.exporters.writer import FileChange

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "", "- x", "\\ no", "@@"]), max_size=12).flatmap(
    lambda lines: st.sampled_from(["\n".join(lines), "\n".join(lines) + "\n"])
)


@pytest.mark.parametrize("most", [0, differing.MOST])
@settings(max_examples=200)
@given(before=TEXTS, after=TEXTS)
def test_a_diff_holds_every_line_that_went_and_came(most: int, before: str, after: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differing, "MOST", most)
        lines = list(unified(FileChange(Path("x.md"), before, after)))
    if before == after:
        assert lines == []
        return
    body = [line for line in lines[2:] if line[:1] in {" ", "-", "+"}]
    old = [line[1:] for line in body if line[0] in " -"]
    new = [line[1:] for line in body if line[0] in " +"]
    assert _within(old, before.split("\n"))
    assert _within(new, after.split("\n"))


def _within(some: list[str], all_lines: list[str]) -> bool:
    """Whether lines stand in a text in this order."""
    rest = iter(all_lines)
    return all(line in rest for line in some)


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch here")
@pytest.mark.parametrize("most", [0, differing.MOST])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\nc\n", "a\nx\nc\n"),
        ("", "a\n"),
        ("a\n", "a"),
        ("a", "a\n"),
        ("\n".join(map(str, range(50))), "\n".join(map(str, range(0, 50, 3)))),
        ("\n" * 20, "\n" * 30 + "x"),
        ("".join(f"{n}\n" for n in range(40)), "".join(f"{n}\n" if n not in {3, 30} else "y\n" for n in range(40))),
    ],
)
def test_patch_makes_of_it_the_file_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, before: str, after: str
) -> None:
    monkeypatch.setattr(differing, "MOST", most)
    file = tmp_path / "x.md"
    file.write_text(before, "utf-8")
    diff = "".join(f"{line}\n" for line in unified(FileChange(file, before, after)))
    subprocess.run(["patch", "-s", str(file)], input=diff, text=True, check=True, cwd=tmp_path, capture_output=True)
    assert file.read_text("utf-8") == after


def test_a_new_file_comes_from_nowhere() -> None:
    lines = list(unified(FileChange(Path("x.md"), None, "a\nb\n")))
    assert lines == ["--- /dev/null", "+++ x.md", "@@ -0,0 +1,2 @@", "+a", "+b"]


def test_a_list_that_is_another_throughout_is_compared_in_no_time() -> None:
    before = "".join(f"{n}\n" for n in range(200_000))
    after = "".join(f"{n}\n" if n % 3 else f"x{n}\n" for n in range(200_000))
    small = FileChange(Path("x"), before[:60_000], after[:60_000])
    begun = time.monotonic()
    assert len(list(unified(FileChange(Path("x"), before, after)))) > 200_000
    assert list(unified(small))
    assert time.monotonic() - begun < 20
