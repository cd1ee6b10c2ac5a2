"""What the search does not do: look up words anew at a key, or load what a query does not need."""

import subprocess
import sys

import pytest

from papershelf.search.expand import Tier, Words, expand
from papershelf.search.plan import Slot
from tests.search_shelf import shelf


@pytest.mark.parametrize("glue", [" ", " OR "])
def test_at_a_key_only_the_word_at_the_end_is_looked_up(glue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[Slot] = []

    def counted(slot: Slot, words: Words) -> list[Tier]:
        looked_up.append(slot)
        return expand(slot, words)

    monkeypatch.setattr("papershelf.search.rank.expand", counted)
    index = shelf()
    typed = glue.join(f"word{place}" for place in range(30))
    index.search(typed + glue)
    assert len(looked_up) >= 30
    looked_up.clear()
    index.search(typed + glue + "s")
    assert [slot.word for slot in looked_up] == ["s"]


def test_importing_the_search_loads_no_rapidfuzz() -> None:
    code = "import sys, papershelf.search; sys.exit('rapidfuzz' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
