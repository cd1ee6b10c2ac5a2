"""Whether two records are surely of one work: what a service finds by title is stored only then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.identity import likeness, same_work
from papershelf.paper import Paper
from tests.hostile import HOSTILE
from tests.import_tools import paper

TITLE = "Sparse Finetuning for Inference Acceleration of Large Language Models"
ABSTRACT = "We consider the problem of accurate sparse finetuning of large models and show that it can be done."
OTHER = "A wholly different text about bees, their dances, and how farmers keep them through a long cold winter."


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        # The same title, long enough: unless something speaks against it.
        (paper(TITLE), paper(TITLE.upper() + "."), True),
        (paper(TITLE, ABSTRACT), paper(TITLE), True),
        (paper(TITLE, ABSTRACT), paper(TITLE, ABSTRACT), True),
        (paper(TITLE, ABSTRACT), paper(TITLE, OTHER), False),
        (paper(TITLE, ABSTRACT, authors=("Eldar Kurtic",)), paper(TITLE, OTHER, authors=("Kurtic, E.",)), True),
        (paper(TITLE, authors=("Ann Bell",)), paper(TITLE, authors=("Cy Dell",)), False),
        (paper(TITLE, identifiers={"arxiv": "2310.06927"}), paper(TITLE, identifiers={"arxiv": "2310.1"}), False),
        # The same title, but many works may have it.
        (paper("Introduction"), paper("Introduction"), False),
        (paper("Introduction", ABSTRACT), paper("Introduction", ABSTRACT), True),
        (paper("Attention", authors=("Ann Bell",)), paper("Attention", authors=("A. Bell",)), True),
        # Nearly the same title: something must speak for it.
        (paper(TITLE), paper(TITLE.replace("for", "fo")), False),
        (paper(TITLE, ABSTRACT), paper(TITLE.replace("for", "fo"), ABSTRACT), True),
        (paper(TITLE, authors=("Ann Bell",)), paper(TITLE.replace("for", "fo"), authors=("Ann Bell",)), True),
        (paper(TITLE, published="2023"), paper(TITLE.replace("for", "fo"), published="2023-10-10"), True),
        (paper(TITLE, published="2023"), paper(TITLE.replace("for", "fo"), published="2024"), False),
        (paper(f"{TITLE} 2", ABSTRACT), paper(f"{TITLE} 3", ABSTRACT), False),
        (paper("Deep Nets", ABSTRACT), paper("Deep Net", ABSTRACT), False),
        # Not the same title.
        (paper(TITLE, ABSTRACT), paper("Another Title Altogether, About Other Things", ABSTRACT), False),
        (paper(""), paper(""), False),
    ],
)
def test_what_is_sure_and_what_is_not(one: Paper, other: Paper, is_same: bool) -> None:
    assert same_work(one, other) is is_same
    assert same_work(other, one) is is_same


@given(st.text(max_size=40) | st.sampled_from(HOSTILE), st.text(max_size=40) | st.sampled_from(HOSTILE))
def test_any_two_records_are_compared(one: str, other: str) -> None:
    assert same_work(paper(one), paper(other)) is same_work(paper(other), paper(one))
    assert 0 <= likeness(paper(one), paper(other)) <= 100
