"""Themes: whatever is painted in one of ours can be read, and every name of a setting leads to a theme."""

from collections.abc import Sequence

import pytest
from textual.theme import BUILTIN_THEMES

from papershelf import Library
from papershelf.config import Config
from papershelf.tui.app import PapershelfApp
from papershelf.tui.themes import OWN, after, known
from tests.app_tools import Stage, staged
from tests.contrast_tools import Pair, pairs

# Keys from the main screen; each screen is judged after each step.
WALKS: dict[str, Sequence[Sequence[str]]] = {
    "main": [["space"], ["j", "s"], ["tab"], ["tab"]],
    "search": [["slash", *"sparse"], ["space", *"tga", "colon", *"nlp"], ["ctrl+u", *"tag", "colon"], ["down"]],
    "nothing": [["slash", *"xyzzy"], ["enter"]],
    "reader": [["enter"]],
    "help": [["question_mark"]],
    "tags": [["t"], [*"nlp"]],
    "note": [["n"], [*"a *b*"]],
    "export": [["space", "x"]],
    "chords": [["y"], ["escape", "v"]],
    "past": [["s", "H"]],
    "trash": [["D", "v", "t", "space"]],
    "refused": [["v", "r"]],
}


def furnished(library: Library) -> None:
    """Marks of every kind."""
    ids = [entry.paper.id for entry in library.entries()]
    library.star(ids[:1])
    library.set_status([ids[1]], "read")
    library.tag(ids[:2], add=["nlp/sparse", "vision"])
    library.rate([ids[0]], 4)
    library.set_note(
        ids[0], "# A head\n\nCompare *with* `code` and [a link](https://example.org).\n\n> quoted\n\n- item"
    )


async def seen(stage: Stage, walk: Sequence[Sequence[str]]) -> list[Pair]:
    """Everything painted on the way."""
    found = list(pairs(stage.app))
    for keys in walk:
        await stage.press(*keys)
        found += pairs(stage.app)
    return found


@pytest.mark.parametrize("walk", WALKS)
async def test_what_is_painted_in_our_themes_can_be_read(library: Library, walk: str) -> None:
    furnished(library)
    async with staged(library, (120, 40)) as stage:
        for keys in ([], *WALKS[walk]):
            await stage.press(*keys)
            for name in OWN:
                stage.app.theme = name
                await stage.pilot.pause()
                found = list(pairs(stage.app))
                assert found
                least = 7.0 if "contrast" in name else 4.5
                assert [pair for pair in found if pair.ratio < least] == [], name


@pytest.mark.parametrize("name", ["nord", "gruvbox", "textual-light", "ansi-dark"])
async def test_other_themes_are_not_unreadable(library: Library, name: str) -> None:
    """They are not ours to mend; but what is painted must not vanish."""
    if name not in BUILTIN_THEMES:
        pytest.skip(f"this Textual has no theme {name}")
    furnished(library)
    async with staged(library, (120, 40), Config(theme=name)) as stage:
        assert stage.app.theme == name
        found = await seen(stage, [["j", "space"], ["tab"]])
        assert found
        assert [pair for pair in found if pair.ratio < 2] == []


def test_a_theme_that_is_not_there_gives_the_default() -> None:
    assert known("papershelf-light", OWN) == "papershelf-light"
    assert known("of-another-version", OWN) == "papershelf"


def test_the_next_theme_goes_round_ours() -> None:
    name, met = "papershelf", []
    for _ in OWN:
        met.append(name)
        name = after(name)
    assert (tuple(met), name) == (OWN, "papershelf")
    assert after("nord") == "papershelf"


def test_an_unknown_theme_of_the_settings_starts_the_app_all_the_same(library: Library) -> None:
    assert PapershelfApp(library, config=Config(theme="of-another-version")).theme == "papershelf"
