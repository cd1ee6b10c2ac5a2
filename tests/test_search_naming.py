"""Ids and numbers of papers: beside a dictionary that is never given the same number twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.search.naming import Names

IDS = st.sampled_from("abcdefg")


@given(st.sets(IDS).map(sorted), st.lists(st.tuples(st.booleans(), IDS), max_size=12), st.booleans())
def test_names_follow_what_comes_and_goes(
    compiled: list[str], changes: list[tuple[bool, str]], is_shared: bool
) -> None:
    shared = tuple(compiled)
    places = {name: number for number, name in enumerate(compiled)}
    names = Names(shared, dict(places) if is_shared else None)
    known, given_names = dict(places), list(compiled)
    for is_new, name in changes:
        if is_new and name not in known:
            known[name] = len(given_names)
            given_names.append(name)
            assert names.add(name) == known[name]
        elif not is_new:
            assert names.drop(name) == known.pop(name, None)
    assert (list(names), len(names)) == (sorted(known, key=known.__getitem__), len(given_names))
    assert [names[number] for number in range(len(names))] == given_names
    assert list(names.named(range(len(names)))) == given_names
    for name in "abcdefgh":
        assert (names.number(name), name in names) == (known.get(name), name in known)
    assert names.numbers("hgfedcba") == [known[name] for name in "hgfedcba" if name in known]
    assert (names.compiled, names.places) == (shared, places)


def test_a_number_that_was_never_given_has_no_name() -> None:
    with pytest.raises(IndexError):
        Names(["a"])[1]
