"""How one paper looks: what is said, what is dropped first, and what is highlighted."""

import pytest
from rich.style import Style

from papershelf.marks import Status
from papershelf.tui.widgets.glyphs import ASCII, UNICODE, Glyphs
from papershelf.tui.widgets.paper_row import Row, RowPainter
from tests.hostile import HOSTILE

FULL = Row(
    "p",
    "Sparse Finetuning of Large Language Models",
    starred=True,
    status=Status.QUEUED,
    rating=4,
    tags=("nlp/rag", "sparse", "to-read"),
    has_code=True,
    has_note=True,
    seen=3,
)


def style(*parts: str) -> Style:
    return Style(bold="title" in parts, underline="hit" in parts, dim="done" in parts)


def paint(row: Row, width: int, height: int = 2, glyphs: Glyphs = UNICODE) -> list[str]:
    strips = RowPainter(width, style, glyphs).paint(row, height, cursor=True, selected=True)
    assert [strip.cell_length for strip in strips] == [width] * height
    return [strip.text for strip in strips]


def test_everything_is_said_where_there_is_room() -> None:
    first, second = paint(FULL, 100)
    assert first.startswith("▌✓★ Sparse Finetuning of Large Language Models ")
    assert second.startswith("▌   ◔ queued   ★★★★☆  ◆ code  ✎ note   nlp/rag   sparse   to-read ")
    assert second.endswith("seen 3× ")
    assert paint(FULL._replace(is_back=True), 100)[1].endswith("seen 3× again ")


def test_in_a_narrow_list_the_title_stays() -> None:
    first, second = paint(FULL, 30)
    assert first == "▌✓★ Sparse Finetuning of Lar… "
    assert second.startswith("▌   ◔ queued")
    assert paint(FULL, 12)[0] == "▌✓★ Sparse… "
    paint(FULL, 0)
    paint(FULL, 1)


def test_tags_without_room_are_counted() -> None:
    row = Row("p", "Title", tags=("one", "two", "three", "four"))
    assert paint(row, 46)[1].rstrip() == "▌   ○ inbox     one   two   three   four"
    assert paint(row, 34)[1].rstrip() == "▌   ○ inbox     one   two  +2"
    assert paint(row, 46, glyphs=ASCII)[1].rstrip() == "|   - inbox    [one] [two] [three] [four]"
    assert paint(Row("p", "Title", tags=("a" * 50, "b")), 40)[1].rstrip().endswith("…  +1")


def test_a_match_elsewhere_is_shown_with_its_words() -> None:
    row = Row("p", "Title", badge="abstract", snippet="… the sparse models …", snippet_spans=((6, 12),))
    strip = RowPainter(60, style, UNICODE).paint(row, 2, cursor=False, selected=False)[1]
    assert strip.text.startswith("    ○ inbox    abstract  … the sparse models …")
    assert [segment.text for segment in strip if segment.style and segment.style.underline] == ["sparse"]
    assert "tags" in paint(Row("p", "Title", badge="tags", tags=("nlp",)), 60)[1]


def test_letters_of_the_title_are_highlighted_and_what_is_read_is_quiet() -> None:
    painter = RowPainter(60, style, UNICODE)
    line = painter.paint(Row("p", "Large Language Models", spans=((6, 10),)), 1, cursor=False, selected=False)[0]
    styled = {segment.text: segment.style for segment in line}
    assert styled["Lang"] == Style(bold=True, underline=True, dim=False)
    assert styled["Large "] == Style(bold=True, underline=False, dim=False)
    for status in (Status.READ, Status.SKIPPED):
        line = painter.paint(Row("p", "Title", status=status), 2, cursor=False, selected=False)[0]
        assert {segment.text: segment.style for segment in line}["Title"] == Style(
            bold=False, underline=False, dim=True
        )


def test_every_status_is_a_word_and_columns_stand_below_one_another() -> None:
    for status in Status:
        second = paint(Row("p", "Title", status=status, tags=("tag",)), 60)[1]
        assert str(status) in second
        assert second.index(" tag ") == 15


def test_a_paper_without_a_title_can_still_be_seen() -> None:
    assert "(no title)" in paint(Row("p", "\x1b\x07 "), 40)[0]


def test_plain_terminals_get_plain_signs() -> None:
    assert all(line.isascii() for line in paint(FULL, 100, glyphs=ASCII)[:1])
    assert "= queued   ****.  + code" in paint(FULL, 100, glyphs=ASCII)[1]


def test_a_match_far_into_a_sentence_is_in_sight() -> None:
    sentence = "It takes a while until this sentence comes to speak of the sparse models it is about."
    start = sentence.index("sparse")
    row = Row("p", "Title", badge="abstract", snippet=sentence, snippet_spans=((start, start + 6),))
    strip = RowPainter(60, style, UNICODE).paint(row, 2, cursor=False, selected=False)[1]
    assert strip.text.startswith("    ○ inbox    abstract  …of the sparse models it is")
    assert [segment.text for segment in strip if segment.style and segment.style.underline] == ["sparse"]
    assert "It takes a while" in RowPainter(120, style, UNICODE).paint(row, 2, cursor=False, selected=False)[1].text


def test_a_compact_row_says_in_one_line_what_there_is_room_for() -> None:
    assert paint(FULL, 120, height=1)[0].startswith("▌✓★ Sparse Finetuning of Large Language Models ")
    assert paint(FULL, 120, height=1)[0].endswith("  nlp/rag   sparse   to-read   ★★★★☆  ◔ queued  ")
    assert paint(FULL, 80, height=1)[0].endswith("  nlp/rag   sparse  +1  ◔ queued  ")
    assert paint(FULL, 40, height=1)[0] == "▌✓★ Sparse Finetuning of Large Langu… ◔ "
    assert paint(FULL, 20, height=1)[0] == "▌✓★ Sparse Finetun… "
    for width in range(30):
        paint(FULL, width, height=1)


def test_the_columns_of_compact_rows_stand_below_one_another() -> None:
    for status in Status:
        line = paint(Row("p", "Title", status=status), 100, height=1)[0]
        assert line.index(str(status)) == 92
        rated = paint(Row("p", "Title", status=status, rating=3), 100, height=1)[0]
        assert rated.index("★★★☆☆") == 83


def test_a_compact_row_says_where_a_search_matched() -> None:
    row = Row("p", "Title", tags=("nlp",), badge="abstract", snippet="sparse models", snippet_spans=((0, 6),))
    assert "  abstract  " in paint(row, 80, height=1)[0]


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("height", [1, 2])
def test_hostile_text_leaves_every_row_as_wide_as_it_is(glyphs: Glyphs, height: int) -> None:
    for text in HOSTILE:
        row = Row("p", text, tags=(text, text), badge=text, seen=2, has_code=True)
        for width in (12, 40, 70, 100):
            for line in paint(row, width, height, glyphs):
                assert not set(line) & {"\x1b", "\x07", "\n", "\u202e"}
            paint(row._replace(badge=""), width, height, glyphs)
