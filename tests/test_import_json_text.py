"""JSON of foreign making: entries one by one, the broken ones by themselves, whatever the text."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.errors import Cancelled
from papershelf.importers.json_entries import Entries, Entry
from papershelf.importers.json_text import DEEPEST, decode, dict_of, encode, int_of, list_of, text_of, texts_of
from papershelf.progress import Step

plain = st.none() | st.booleans() | st.integers(-99, 10**20) | st.text(max_size=6)
values = plain | st.lists(st.fixed_dictionaries({"y": plain}), max_size=2) | st.fixed_dictionaries({"z": plain})
records = st.lists(st.builds(lambda number, x: {"id": number, "x": x}, st.integers(0, 99), values), max_size=5)
BROKEN = (
    '{"id": 1, "x": "y}',
    '{"id": 1, "x": [{"y": 1, {"y": 2}]}',
    '{"id": 1 "x": 2}',
    '{"id": 1, x}',
    '{"id": 1, "x": [1, 2}',
    '{"id": 1, "x": "a"b"}',
    '{"id": 1,, "y": {"z": 2}',
)


def read(text: str, *names: str) -> list[Entry]:
    """The entries of a text."""
    return list(Entries(text, names))


def squeeze(text: str) -> str:
    """The text without blanks and commas, which stand between entries."""
    return "".join(text.replace(",", " ").split())


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('{"a": 1,\n "b" 2}', 8, 6, "a colon is missing"),
        ('{"a": 1\n "b": 2}', 8, 2, "a comma or a closing bracket"),
        ('{"a": }', 7, 7, "a value is missing"),
        ('{"a": "b}', 7, 7, "no closing quotation mark"),
        ('{"a": 1} {', 7, 10, "more follows"),
        ('{"a": "\\q"}', 7, 8, "a backslash"),
        ("{'a': 1}", 7, 2, "a name in double quotation marks"),
    ],
)
def test_what_breaks_is_said_with_line_and_column(text: str, line: int, column: int, words: str) -> None:
    value, reason = decode(text, 7)
    assert value is None
    assert f"line {line}, column {column}" in reason
    assert words in reason


def test_what_the_fast_decoder_refuses_is_read_all_the_same() -> None:
    digits = "9" * 5000
    value, reason = decode(f'{{"a": "\\ud800", "b": "x\ny", "c": {digits}, "d": NaN, "e": {"9" * 30}}}')
    assert reason == ""
    told = dict_of(value)
    assert (told["a"], told["b"], told["c"]) == ("\ud800", "x\ny", digits)
    assert told["e"] == int("9" * 30)
    assert decode('"\ud800"').value == "\ud800"
    del told["d"]
    assert json.loads(encode(told)) == told
    assert b"ud800" in encode(told).encode()


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_nesting_is_refused_with_a_word(opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    for depth in (DEEPEST + 1, 5000, 200_000):
        whole = opening * depth + "1" + closing * depth
        for text in (whole, opening * depth):
            assert "nested" in decode(text).reason
            if depth > DEEPEST + 1:  # the outermost list stands round the entries, and does not count
                assert [entry.value for entry in read(text)] == [None]
    assert decode(opening * DEEPEST + "1" + closing * DEEPEST).reason == ""
    assert decode('{"a": "' + "[" * 5000 + '"}').value == {"a": "[" * 5000}


@given(records, st.sampled_from([None, 1]), st.booleans())
def test_entries_are_those_of_the_list_with_their_lines(
    given_: list[dict[str, object]], indent: int | None, framed: bool
) -> None:
    source = {"day": "x", "papers": given_, "more": {"a": 1}} if framed else given_
    text = json.dumps(source, indent=indent)
    entries = Entries(text, ["papers"])
    found = list(entries)
    assert [entry.value for entry in found] == given_
    assert entries.frame == ({"day": "x", "papers": [], "more": {"a": 1}} if framed else {})
    lines = text.split("\n")
    for entry in found:
        assert lines[entry.line - 1].strip().startswith(entry.text[0]) or indent is None


@given(records.filter(bool), st.data())
def test_one_broken_entry_takes_no_other_with_it(given_: list[dict[str, object]], data: st.DataObject) -> None:
    texts = [json.dumps(each) for each in given_]
    place = data.draw(st.integers(0, len(texts) - 1))
    broken = data.draw(st.sampled_from(BROKEN))
    texts[place] = broken
    found = read("[" + ",\n".join(texts) + "]")
    expected = [None if at == place else each for at, each in enumerate(given_)]
    assert [entry.value for entry in found] == expected
    assert found[place].text == broken
    assert found[place].line == place + 1
    assert f"line {place + 1}" in found[place].reason


@given(
    st.text()
    | st.text(alphabet='[]{}":,\\ \n1ax')
    | st.builds(lambda each, at: json.dumps(each)[:at], records, st.integers(0, 200))
)
def test_of_any_text_nothing_is_lost(text: str) -> None:
    entries = read(text)
    kept = "".join(squeeze(entry.text) for entry in entries)
    whole = squeeze(text)
    brackets = whole.replace("[", "").replace("]", "")
    assert kept.replace("[", "").replace("]", "") == brackets
    assert all(bool(entry.reason) == (entry.value is None) or entry.text == "null" for entry in entries)
    assert [entry.line for entry in entries] == sorted(entry.line for entry in entries)


@settings(max_examples=50)
@given(records.filter(bool), st.data())
def test_a_list_cut_anywhere_gives_what_stood_whole_before(
    given_: list[dict[str, object]], data: st.DataObject
) -> None:
    text = json.dumps({"papers": given_})
    cut = data.draw(st.integers(text.index("[") + 1, len(text) - 1))
    found = read(text[:cut], "papers")
    values_ = [entry.value for entry in found if not entry.reason]
    assert values_ == given_[: len(values_)]
    assert found[-1].reason


def test_objects_one_after_the_other_and_lists_within_an_object_are_taken() -> None:
    assert [entry.value for entry in read('{"a": 1}\n{"a": 2} {"a": 3}')] == [{"a": 1}, {"a": 2}, {"a": 3}]
    assert [entry.value for entry in read('{"message": {"items": [{"a": 1}], "n": 1}}', "items")] == [{"a": 1}]
    deeper = {"a": {"b": {"items": [1]}}}
    assert [entry.value for entry in read(json.dumps(deeper), "items")] == [deeper]
    both = Entries('{"a": [{"x": 1}], "c": 2, "b": [{"x": 2}]}', ("a", "b"))
    assert [entry.value for entry in both] == [{"x": 1}, {"x": 2}]
    assert both.frame == {"a": [], "b": [], "c": 2}
    assert [entry.text for entry in read('[1, {"a": 1}}, "x"]')] == ["1", '{"a": 1}', '}, "x"']


@pytest.mark.parametrize(
    "text",
    ['"' * 1_000_000, '{"id":"x},' * 200_000, "[" + '"",' * 300_000 + '"":', '[{"a":' + "[]," * 300_000],
    ids=["quotes", "broken", "strings", "brackets"],
)
def test_a_long_text_can_be_called_off_while_it_is_read(text: str) -> None:
    def cancel(_step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        for _entry in Entries(text, (), cancel):
            pass


def test_getters_never_fail() -> None:
    things: list[object] = ["a", 1, 1.5, True, None, [], {}]
    assert [text_of(each) for each in things] == ["a", "1", "1.5", "", "", "", ""]
    assert list_of([1]) == [1]
    assert list_of("ab") == list_of(None) == []
    assert dict_of({"a": 1}) == {"a": 1}
    assert dict_of([1]) == {}
    assert texts_of(["a", " ", None, 2, ["b"]]) == ("a", "2")
    assert [int_of(each) for each in (3, "42", 5.0, True, 5.5, "x", None, float("inf"), "٣")] == [
        *(3, 42, 5),
        *[None] * 6,
    ]
