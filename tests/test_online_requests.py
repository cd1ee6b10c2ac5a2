"""What a person may ask for online: understood, or refused in plain words before anything is sent."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.errors import UsageError
from papershelf.online.requests import Reference, daily, papers, reference_of, search
from papershelf.text import safe_line
from tests.hostile import HOSTILE


@pytest.mark.parametrize(
    ("word", "kind", "value"),
    [
        ("2310.06927", "arxiv", "2310.06927"),
        ("arXiv:2310.06927v2", "arxiv", "2310.06927"),
        ("cs.CL/0112017", "arxiv", "cs/0112017"),
        ("https://arxiv.org/abs/2310.06927v1", "arxiv", "2310.06927"),
        ("https://arxiv.org/pdf/2310.06927v1.pdf", "arxiv", "2310.06927"),
        ("http://www.arxiv.org/html/2310.06927?x=1#S2", "arxiv", "2310.06927"),
        ("arxiv.org/abs/hep-th/9901001", "arxiv", "hep-th/9901001"),
        ("https://huggingface.co/papers/2310.06927", "arxiv", "2310.06927"),
        ("huggingface.co/papers/2310.06927#comments", "arxiv", "2310.06927"),
        ("10.1145/3292500.3330701", "doi", "10.1145/3292500.3330701"),
        ("doi:10.1145/ABC", "doi", "10.1145/abc"),
        ("https://doi.org/10.1145/ABC", "doi", "10.1145/abc"),
        ("https://dx.doi.org/10.1002/%28sici%291/x", "doi", "10.1002/(sici)1/x"),
        ("10.48550/arXiv.2310.06927", "arxiv", "2310.06927"),
    ],
)
def test_identifiers_and_addresses_are_understood(word: str, kind: str, value: str) -> None:
    assert reference_of(word) == Reference(kind, value)


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("https://example.org/papers/2310.06927", "is no address of a paper that can be fetched"),
        ("https://huggingface.co.evil.org/papers/2310.06927", "is no address of a paper"),
        ("https://huggingface.co/models/2310.06927", "is no address of a paper"),
        ("file:///arxiv.org/abs/2310.06927", "is no address of a paper"),
        ("ftp://arxiv.org/abs/2310.06927", "is no address of a paper"),
        ("https://[bad/abs/2310.06927", "is no address of a paper"),
        ("../../etc/passwd", "is no arXiv id"),
        ("Attention", "is no arXiv id"),
        ("", "is no arXiv id"),
    ],
)
def test_anything_else_is_refused(word: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        reference_of(word)


@given(st.text(max_size=60) | st.sampled_from(HOSTILE) | st.from_regex(r"https?://(arxiv|doi)\.org/.{0,20}"))
def test_any_word_is_a_reference_or_refused(word: str) -> None:
    with suppress(UsageError):
        reference = reference_of(word)
        assert reference_of(reference.words) == reference


@given(st.text(max_size=60) | st.sampled_from(HOSTILE))
def test_a_refusal_can_be_shown(word: str) -> None:
    with pytest.raises(UsageError) as refused:
        reference_of(f"no {word}")
    assert safe_line(refused.value.message) == refused.value.message


def test_papers_are_asked_for_once() -> None:
    assert papers(["2310.06927", "arXiv:2310.06927v3"]).references == (Reference("arxiv", "2310.06927"),)
    with pytest.raises(UsageError, match="Name papers"):
        papers([])


def test_days_weeks_and_months() -> None:
    assert daily().value == ""
    assert daily(day="2026-11-20").until == date(2026, 11, 20)
    assert daily(week="2026-W47").until == date(2026, 11, 22)
    assert daily(month="2026-12").until == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"day": "2026-02-30"}, "is no day; write it as 2026-11-20"),
        ({"day": "yesterday"}, "is no day"),
        ({"day": "20261120"}, "is no day"),
        ({"week": "2026-W54"}, "is no week"),
        ({"week": "2026-47"}, "is no week"),
        ({"month": "2026-13"}, "is no month"),
        ({"month": "٢٠٢٦-١١"}, "is no month"),
        ({"month": "9999-12"}, "is no month"),
        ({"day": "2026-11-20", "week": "2026-W47"}, "name one"),
    ],
)
def test_what_is_no_day_is_refused(given: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        daily(**given)


def test_words_to_search_for_are_made_one_line() -> None:
    assert search(" sparse\x1b[31m\n finetuning ").words == "sparse[31m finetuning"
    with pytest.raises(UsageError, match="Name the words"):
        search(" \u200b ")
    with pytest.raises(UsageError, match="telling words"):
        search("x " * 400)
    with pytest.raises(UsageError, match="1 to 100"):
        search("x", 0)
