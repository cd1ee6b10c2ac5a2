"""How text falls into words, and where they stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.search.tokens import original_length, other_forms, tokenize, words_of
from papershelf.text import fold


@pytest.mark.parametrize(
    ("text", "words", "forms"),
    [
        ("Fine-tuning of GPT-4", ["fine", "tuning", "of", "gpt", "4"], ["finetuning", "gpt4"]),
        ("version 3.5", ["version", "3", "5"], ["35"]),
        ("LLaMA-Adapter", ["llama", "adapter"], ["llamaadapter"]),
        ("SquareHead", ["squarehead"], ["square", "head"]),
        ("BERTScore ChatGPT", ["bertscore", "chatgpt"], ["bert", "score", "chat", "gpt"]),
        ("Text4VPR Llama3", ["text4vpr", "llama3"], ["text", "vpr", "llama"]),
        ("Plain LLMs PaLM words", ["plain", "llms", "palm", "words"], []),
        ("state-of-the-art", ["state", "of", "the", "art"], ["stateof", "stateofthe", "stateoftheart", "ofthe"]),
        ("Über ﬁne Łukasz", ["uber", "fine", "lukasz"], []),
        ("Über-groß", ["uber", "gross"], ["ubergross"]),
        ("漢字abc", ["漢", "字", "abc"], []),
        ("a 🦜!", ["a", "🦜"], []),
        ("don’t", ["don", "t"], ["dont"]),
        ("a\u00adb", ["ab"], []),
        ("…—!?", [], []),
    ],
)
def test_words_and_other_forms(text: str, words: list[str], forms: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == words
    found = [token.text for token in other_forms(text)]
    assert found[: len(forms)] == forms
    assert found == forms or "state" in text


def test_offsets_point_into_the_original() -> None:
    text = "Ein Über-ﬁt e\u0301te\u0301 漢"
    assert [text[token.start : token.end] for token in tokenize(text)] == [
        "Ein",
        "Über",
        "ﬁt",
        "e\u0301te\u0301",
        "漢",
    ]


@given(st.text())
def test_tokens_are_inside_in_order_folded_and_the_words(text: str) -> None:
    tokens = tokenize(text)
    assert [token.text for token in tokens] == words_of(text)
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        assert token.text
        end = token.end
    for form in other_forms(text):
        assert 0 <= form.start < form.end <= len(text)


@given(st.text(alphabet="abcXYZ09 -._é漢", max_size=40))
def test_folding_first_gives_the_same_words(text: str) -> None:
    assert [token.text for token in tokenize(text)] == [token.text for token in tokenize(fold(text))]


def test_a_part_of_the_folded_letters_covers_whole_letters() -> None:
    assert original_length("Sparse", 3) == 3
    assert original_length("ﬁnal", 1) == 1
    assert original_length("ﬁnal", 3) == 2
    assert original_length("e\u0301te", 1) == 2
    assert original_length("ab", 9) == 2


@pytest.mark.parametrize("piece", ["x", "a-", "aB", "é", "é-", "a1", "漢", "\u0301"])
def test_endless_words_take_no_endless_time(piece: str) -> None:
    text = piece * 50_000
    tokenize(text)
    for _ in other_forms(text):
        pass
