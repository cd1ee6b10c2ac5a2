"""Drafts of several windows: none writes over another's, and what a crash left is found."""

from pathlib import Path

import pytest

from papershelf.errors import DataError
from papershelf.library.drafts import Drafts, paper_of
from tests.hostile import HOSTILE


@pytest.fixture
def mine(tmp_path: Path) -> Drafts:
    """One window."""
    return Drafts(tmp_path / "drafts")


@pytest.fixture
def other(tmp_path: Path) -> Drafts:
    """Another one, in another process."""
    return Drafts(tmp_path / "drafts")


def test_two_windows_never_write_over_each_other(mine: Drafts, other: Drafts) -> None:
    mine.keep("abc", "mine")
    other.keep("abc", "theirs")
    mine.keep("abc", "mine, longer")
    assert (mine.read("abc"), other.read("abc")) == ("mine, longer", "theirs")
    assert {draft.text for draft in mine.every("abc")} == {"mine, longer", "theirs"}
    assert mine.left() == [], "both are being written"
    mine.discard("abc")
    assert other.read("abc") == "theirs"
    assert mine.read("abc") == "theirs", "the newest where none is one's own"


def test_what_a_window_left_is_found_and_not_written_over(mine: Drafts, other: Drafts) -> None:
    mine.keep("abc", "left")
    mine.close()
    (draft,) = other.left("abc")
    assert (draft.paper_id, draft.text) == ("abc", "left")
    other.keep("abc", "fresh")
    assert [draft.text for draft in Drafts(other.folder).left("abc")] == ["left"]


def test_a_left_draft_is_taken_by_one_window_only(mine: Drafts, other: Drafts) -> None:
    mine.keep("abc", "left")
    mine.close()
    (draft,) = other.left()
    assert other.take(draft)
    assert not mine.take(draft)
    other.keep("abc", "left, and more")
    assert [kept.text for kept in mine.every()] == ["left, and more"]
    other.discard("abc")
    assert list(other.folder.iterdir()) == [], "neither text nor lock stays"


def test_giving_a_left_draft_up_forgets_only_what_was_seen(mine: Drafts, other: Drafts) -> None:
    mine.keep("abc", "left")
    mine.close()
    (draft,) = other.left()
    other.drop(draft._replace(text="something else"))
    assert other.left()
    other.drop(draft)
    assert not other.left()


def test_a_draft_of_a_former_version_or_an_editor_is_found(mine: Drafts) -> None:
    mine.folder.mkdir()
    (mine.folder / "abc.md").write_text("old")
    (mine.folder / "abc-x7_q2.md").write_bytes("Größe".encode("latin-1"))
    (mine.folder / "abcd.md").write_text("another paper's")
    assert {draft.text for draft in mine.left("abc")} == {"old", "Größe"}
    assert paper_of(Path("abc-12.md")) == "abc"


def test_a_draft_that_cannot_be_kept_is_an_error(mine: Drafts) -> None:
    mine.folder.write_text("a file stands in the way")
    with pytest.raises(DataError, match="cannot be kept"):
        mine.keep("abc", "text")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_kept(mine: Drafts, text: str) -> None:
    mine.keep("abc", text)
    assert mine.read("abc") == text.encode("utf-8", "replace").decode().removeprefix("\ufeff")
