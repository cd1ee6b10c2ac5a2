"""Which letters light up, and which sentence is shown."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.library.found import Found, explain, reason, texts_of
from papershelf.marks import Entry, Mark
from papershelf.paper import Paper
from papershelf.search import Field, highlight, parse
from papershelf.search.highlight import Highlighter
from papershelf.search.index import Index
from papershelf.search.tokens import other_forms, places_of, tokenize
from tests.hostile import HOSTILE
from tests.search_shelf import ABSTRACTS, TITLES, shelf

INDEX = shelf()


def lit(typed: str, text: str, field: Field = Field.TITLE, index: Index = INDEX) -> list[str]:
    """The highlighted parts of a text."""
    return [text[start:end] for start, end in Highlighter(index, parse(typed)).spans(text, field)]


@pytest.mark.parametrize(
    ("typed", "key", "parts"),
    [
        ("sparse ", "sparse", ["Sparse"]),
        ("spar", "sparse", ["Spar"]),
        ("s", "sparse", ["S"]),
        ("spasre", "sparse", ["Sparse"]),
        ("sparse finet", "sparse", ["Sparse", "Finet"]),
        ("finetuning", "hyphen", ["Fine-Tuning"]),
        ("finetuning", "blank", ["Fine Tuning"]),
        ("fine tuning", "sparse", ["Finetuning"]),
        ("gpt4", "gpt", ["GPT-4"]),
        ("llama", "llama", ["LLaMA"]),
        ("head ", "square", ["Head"]),
        ("models", "model", ["Model"]),
        ("uber", "uber", ["Über"]),
        ("ube", "uber", ["Übe"]),
        ("漢字", "cjk", ["漢", "字"]),
        ("🦜", "emoji", ["🦜"]),
        ('"fine tuning"', "hyphen", ["Fine", "Tuning"]),
        ("-sparse", "sparse", []),
        ("zebra", "sparse", []),
    ],
)
def test_the_letters_that_matched(typed: str, key: str, parts: list[str]) -> None:
    assert "".join(lit(typed, TITLES[key])) == "".join(parts)


def test_a_misspelling_is_not_shown_beside_the_word_itself() -> None:
    assert lit("words ", "World Maps of Words") == ["Words"]
    assert lit("world ", "World Maps of Words") == ["World"]


@pytest.mark.parametrize(
    ("typed", "text", "parts"),
    [
        ("fin", "The ﬁnal word", ["ﬁn"]),
        ("e\u0301te", "un e\u0301te\u0301 chaud", ["e\u0301te\u0301"]),
        ("été", "un e\u0301te\u0301 chaud", ["e\u0301te\u0301"]),
        ("stra", "die Straße", ["Stra"]),
        ("strass", "die Straße", ["Straß"]),
    ],
)
def test_offsets_hold_where_folding_changes_lengths(typed: str, text: str, parts: list[str]) -> None:
    index = Index()
    index.put("one", {Field.TITLE: text})
    assert lit(typed, text, index=index) == parts


def test_a_tag_clause_lights_up_tags_only() -> None:
    assert lit("tag:nlp", "nlp/rag", Field.TAGS) == ["nlp"]
    assert lit("tag:nlp", "nlp/rag", Field.TITLE) == []


def test_the_best_sentence_holds_most_of_the_words() -> None:
    text = ABSTRACTS["sparse"]
    span = Highlighter(INDEX, parse("kangaroo weights")).best_sentence(text)
    assert span is not None
    assert text[slice(*span)] == "A kangaroo jumps over quantized weights."
    assert Highlighter(INDEX, parse("zebra")).best_sentence(text) is None
    assert Highlighter(INDEX, parse("zebra")).best_sentence("") is None


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "As Smith et al. Showed, e.g. Sparse nets in Fig. 3 learn. Next one."
    span = Highlighter(INDEX, parse("sparse")).best_sentence(text)
    assert span is not None
    assert text[slice(*span)] == "As Smith et al. Showed, e.g. Sparse nets in Fig. 3 learn."


def _sound(spans: tuple[tuple[int, int], ...], text: str) -> None:
    places = [place for span in spans for place in span]
    assert places == sorted(places)
    assert all(start < end for start, end in spans)
    assert all(left[1] < right[0] for left, right in pairwise(spans))
    assert not places or (places[0] >= 0 and places[-1] <= len(text))


@given(st.text(), st.text(max_size=30))
def test_spans_are_always_inside_sorted_and_apart(text: str, typed: str) -> None:
    index = Index()
    index.put("one", {Field.TITLE: text})
    for query in (typed, text[:20], text[:3]):
        _sound(Highlighter(index, parse(query)).spans(text, Field.TITLE), text)
        sentence = Highlighter(index, parse(query)).best_sentence(text)
        assert sentence is None or 0 <= sentence[0] < sentence[1] <= len(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_highlighted_soundly(text: str) -> None:
    index = shelf({"hostile": {Field.TITLE: text}})
    highlighter = Highlighter(index, parse(text + " sparse one the x"))
    _sound(highlighter.spans(text, Field.TITLE), text)
    highlighter.best_sentence(text)


WORDS = st.lists(st.sampled_from(("sparse", "spars", "Fine-Tuning", "nets", "graph", "x", "漢字")), max_size=5)
TYPED = st.lists(
    st.sampled_from(("sparse", "spras", "finetuning", "net", "title:graph", "-x", "tag:sparse", '"nets graph"')),
    max_size=4,
)


@given(st.fixed_dictionaries({field: WORDS.map(" ".join) for field in Field}), TYPED.map(" ".join))
def test_a_line_names_the_field_that_all_of_them_begin_with(texts: dict[Field, str], typed: str) -> None:
    """What a row shows is what `explain` says first, though it looks at no more fields than it must."""
    title, abstract = texts[Field.TITLE], texts[Field.ABSTRACT]
    paper = Paper("one", title, abstract, title, abstract, "2026-01-01T00:00:00Z", tuple(texts[Field.AUTHORS].split()))
    entry = Entry(paper, Mark("one", tags=tuple(filter(None, [texts[Field.TAGS]])), note=texts[Field.NOTE]))
    index = Index()
    index.put("one", texts_of(entry))
    found = Found(("one",), highlighter=Highlighter(index, parse(typed)))
    whole, line = explain(found, entry), reason(found, entry)
    assert line.fields == whole.fields[:1]
    assert line.sentence == whole.sentence
    shown = {Field.TITLE, *line.fields}
    assert dict(line.spans) == {field: spans for field, spans in whole.spans.items() if field in shown and spans}


def test_no_abstract_is_gone_through_where_the_title_says_all(monkeypatch: pytest.MonkeyPatch) -> None:
    highlighter = Highlighter(INDEX, parse("sparse finetuning"))
    looked_at = list[str]()
    find = highlighter._find

    def watched(text: str, field: Field) -> list[list[tuple[int, int]]]:
        looked_at.append(field)
        return find(text, field)

    monkeypatch.setattr(highlighter, "_find", watched)
    texts = {Field.TITLE: "Sparse Finetuning of it", Field.ABSTRACT: "Sparse finetuning " * 20}
    assert highlighter.best_field(texts) is Field.TITLE
    assert looked_at == [Field.TITLE]


@given(st.text(st.sampled_from("ab CD.!?'\")]\n\t,e.g"), max_size=40))
def test_sentences_end_in_ascii_where_they_end_in_any_text(text: str) -> None:
    ends = [found.span(found.lastindex or 0) for found in highlight._SENTENCE_END.finditer(text)]
    assert [found.span(found.lastindex or 0) for found in highlight._ASCII_SENTENCE_END.finditer(text)] == ends


@given(st.text(st.sampled_from("aB3 -_.'é漢👩\u0301"), max_size=30))
def test_words_are_found_again_where_they_stand(text: str) -> None:
    cut = highlight._Cut(text)
    assert [cut.token(place) for place in range(cut.count)] == tokenize(text)
    assert set(other_forms(text)) <= {cut.token(place) for place in range(cut.count, len(cut.letters))}
    assert places_of(text) == [(word.start, word.end) for word in tokenize(text)]


@pytest.mark.parametrize("text", ["Kim et al. Show it. More.", "See resp. Fig. A3. More.", "J. Doe wrote it. Why?"])
def test_no_sentence_ends_at_an_abbreviation(text: str) -> None:
    last = text.rindex(". ") + 1
    assert [text[start:end] for start, end in highlight._sentences(text)] == [text[:last], text[last + 1 :]]
