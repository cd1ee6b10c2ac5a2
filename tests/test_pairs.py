"""Papers that may be one are found, all of them, without comparing each with each."""

import random

import pytest
from rapidfuzz import fuzz

from papershelf.errors import Cancelled
from papershelf.identity import pairs
from papershelf.identity.near import NEAR_RATIO
from papershelf.paper import Paper
from papershelf.text import title_key
from tests.double_tools import LONG, made, twins
from tests.progress_tools import Heard


def found(*papers: Paper) -> list[tuple[str, str]]:
    """The pairs, each the earlier paper first."""
    return [(pair.other_id, pair.paper_id) for pair in pairs(papers)]


def test_alike_titles_equal_abstracts_and_identifiers_make_pairs() -> None:
    first, second = twins()
    assert found(first, second) == [("first00000", "second0000")]
    assert "arXiv ids differ" in pairs([first, second])[0].reason
    assert found(made("a", "One thing", LONG), made("b", "Quite another matter", LONG + "!")) == [("a", "b")]
    assert found(
        made("a", "X", identifiers={"doi": "10.1234/Z"}), made("b", "Y", identifiers={"doi": "10.1234/z"})
    ) == [("a", "b")]
    same = made("a", "A Survey of Ferrets", "One."), made("b", "A survey of ferrets", "Two, by others.")
    assert "abstracts or authors differ" in pairs(same)[0].reason


def test_what_only_looks_alike_makes_none() -> None:
    assert found(made("a", "Ferrets in Graphs, Part 1"), made("b", "Ferrets in Graphs, Part 2")) == []
    assert found(made("a", "Ferrets dream"), made("b", "Goldfish sleep")) == []
    assert found(made("a", ""), made("b", "")) == []
    assert found(made("a", "One", "short"), made("b", "Two", "short")) == []
    assert found(*(made(f"p{number}", f"{word} q", LONG) for number, word in enumerate("abcdefghijklmn"))) == []


def test_the_earlier_paper_is_the_one_that_stays() -> None:
    first, second = twins()
    assert found(second, first) == [("first00000", "second0000")]


def test_no_pair_is_missed_that_comparing_each_with_each_would_find() -> None:
    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefgh", k=chance.randint(3, 9))) for _ in range(120)]
    titles = [" ".join(chance.choices(words, k=chance.randint(2, 9))) for _ in range(250)]
    for title in titles[:120]:
        letters = list(title)
        for _ in range(chance.randint(1, max(1, len(letters) // 20))):
            letters[chance.randrange(len(letters))] = chance.choice("abcdefgh ")
        titles.append("".join(letters))
    titles = list({title_key(title): title for title in titles}.values())
    papers = [made(f"p{number:03}", title) for number, title in enumerate(titles)]
    keys = [title_key(title) for title in titles]
    wanted = {
        (f"p{one:03}", f"p{other:03}")
        for one in range(len(keys))
        for other in range(one + 1, len(keys))
        if fuzz.ratio(keys[one], keys[other]) >= NEAR_RATIO
    }
    assert len(wanted) > 100
    assert set(found(*papers)) == wanted


def test_thousands_that_begin_alike_take_no_square_of_time() -> None:
    papers = [made(f"p{number}", f"{'word ' * 2000}{number:05}") for number in range(600)]
    heard = Heard()
    assert len(pairs(papers, heard)) == 0
    assert heard.stages == ["reading titles", "comparing titles"]
    with pytest.raises(Cancelled):
        pairs(papers, Heard(3))
