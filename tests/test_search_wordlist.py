"""Words as one array of letters: beside a list of texts."""

from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.search import wordlist
from papershelf.search.wordlist import WordList

WORD = st.text(st.sampled_from("ab1é漢🦜\ud800"), min_size=1, max_size=5)
WORDS = st.sets(WORD, max_size=30).map(sorted)


@pytest.fixture(autouse=True, scope="module")
def _small_pages() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordlist, "_PAGE", 3)
        patch.setattr(wordlist, "_MOST_PAGES", 2)
        yield


@given(WORDS, st.lists(WORD, max_size=8))
def test_it_is_the_list_that_it_was_made_of(words: list[str], asked: list[str]) -> None:
    made = WordList.of(words)
    again = WordList(made.letters, made.starts, made.lengths)  # as from a file
    for found in (made, again):
        assert (len(found), list(found), [found[place] for place in range(len(words))]) == (len(words), words, words)
        assert found.lengths.tolist() == list(map(len, words))
        assert [found.place(word) for word in (*asked, *words)] == [
            bisect_left(words, word) for word in (*asked, *words)
        ]


@given(WORDS, st.integers(0, 30), st.integers(0, 30))
def test_parts_are_parts_of_the_list(words: list[str], first: int, end: int) -> None:
    first, end = min(first, len(words)), min(end, len(words))
    assert WordList.of(words).between(first, end) == words[first:end]


@given(WORDS, st.randoms())
def test_words_of_one_length_come_in_the_order_asked_for(words: list[str], chance: "np.random.Generator") -> None:
    made = WordList.of(words)
    for length in range(1, 6):
        places = [place for place, word in enumerate(words) if len(word) == length]
        chance.shuffle(places)
        found = made.at(np.array(places, np.int64), length)
        texts = [each if isinstance(each, str) else each.decode("ascii") for each in found]
        assert texts == [words[place] for place in places]
