"""What a key costs does not grow with the library: counts that no machine changes, for ten times the papers."""

from pathlib import Path

import pytest

from papershelf import Library
from tests.count_tools import FEW, KEYS, MANY, Costs, costs, counting, filled
from tests.store_things import packs

WINDOW = 25  # rows that a screen of 45 lines shows, and one that is cut
LOOKED_AT = WINDOW + 10  # papers that a key may read: what is in view, and what lies beside it
TOUCHES = 4  # times that each of those may be asked for: row, detail, mark and what is like it
_known: dict[int, Costs] = {}


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A small library and one of ten times as many papers."""
    made = {}
    for papers in (FEW, MANY):
        made[papers] = tmp_path_factory.mktemp("counts") / str(papers)
        filled(made[papers], papers)
    return made


async def of_both(shelves: dict[int, Path], monkeypatch: pytest.MonkeyPatch) -> tuple[Costs, Costs]:
    """What keys cost in either, worked out once."""
    for papers, folder in shelves.items():
        if papers not in _known:
            _known[papers] = await costs(folder, monkeypatch)
    return _known[FEW], _known[MANY]


@pytest.mark.parametrize("name", KEYS)
async def test_a_key_touches_only_papers_that_are_looked_at(
    name: str, shelves: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = await of_both(shelves, monkeypatch)
    assert many[name]["papers"] <= LOOKED_AT
    assert many[name]["touched"] <= TOUCHES * LOOKED_AT
    assert many[name]["touched"] <= few[name]["touched"] + LOOKED_AT


@pytest.mark.parametrize("name", KEYS)
async def test_a_key_builds_the_rows_in_view(
    name: str, shelves: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = await of_both(shelves, monkeypatch)
    assert many[name]["rows"] <= (4 if name == "move" else 2 * WINDOW)
    assert many[name]["rows"] <= few[name]["rows"] + 2


@pytest.mark.parametrize("name", KEYS)
async def test_a_key_lays_out_and_paints_as_often_in_a_large_library(
    name: str, shelves: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = await of_both(shelves, monkeypatch)
    assert many[name]["layouts"] <= max(few[name]["layouts"], 1)
    assert many[name]["parsed"] <= few[name]["parsed"] + 4_096 * LOOKED_AT


async def test_the_cursor_moves_with_one_layout_that_of_the_paper_beside(
    shelves: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, many = await of_both(shelves, monkeypatch)
    assert all(many[name]["layouts"] <= 1 for name in ("move", "page", "end", "top"))


async def test_a_star_writes_as_much_in_a_large_library(
    shelves: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = await of_both(shelves, monkeypatch)
    assert 0 < many["star"]["written"] <= few["star"]["written"] + 64
    assert not any(costs[name]["written"] for costs in (few, many) for name in ("move", "page", "end", "top"))


@packs
async def test_the_start_reads_only_papers_that_are_shown(
    shelves: dict[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = await of_both(shelves, monkeypatch)
    assert many["start"]["papers"] <= 2 * LOOKED_AT
    assert many["start"]["rows"] <= few["start"]["rows"] + 2
    assert many["start"]["parsed"] <= few["start"]["parsed"] + 4_096 * LOOKED_AT


@packs
def test_listing_reads_no_paper(shelves: dict[int, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    with counting(monkeypatch) as calls, Library.open(shelves[MANY]) as library:
        assert len(library.find("").ids) == MANY
        assert library.views(quick=True)
        assert calls["papers"] == 0


@packs
def test_opening_parses_no_large_file(shelves: dict[int, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    with counting(monkeypatch) as calls, Library.open(shelves[MANY]) as library:
        assert len(library) == MANY
        opened = calls["parsed"]
        assert calls["papers"] == 0
        assert library.entry("p00007") is not None
        assert calls["papers"] == 1
    assert opened < 65_536 < (shelves[MANY] / "library.json").stat().st_size / 10


def test_ranked_ids_read_no_paper(shelves: dict[int, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(shelves[MANY]) as library:
        library.warmed(library.start_warming()())
        with counting(monkeypatch) as calls:
            for typed in ("s", "sp", "sparse", "sparse atention", "is:starred sparse", "tag:nlp", "sort:title"):
                assert library.find(typed).ids or "starred" in typed
            assert calls["papers"] == 0
