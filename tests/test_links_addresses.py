"""Where a paper itself is to be found."""

from collections.abc import Mapping

import pytest
from hypothesis import given

from papershelf.links import Address, paper_address, pdf_address
from papershelf.paper import Link, LinkKind, Paper
from tests.hostile import HOSTILE
from tests.test_text_safe import ANY_TEXT


def paper(identifiers: Mapping[str, str], title: str = "A Title & More?") -> Paper:
    """A paper of which only the title, the identifiers and a link to another paper matter."""
    link = Link("https://arxiv.org/abs/1111.11111", LinkKind.PAPER)
    return Paper("p", title, "", title, "", "2026-01-01T00:00:00Z", identifiers=identifiers, links=(link,))


@pytest.mark.parametrize(
    ("identifiers", "address", "pdf"),
    [
        ({"arxiv": "2310.06927"}, "https://arxiv.org/abs/2310.06927", "https://arxiv.org/pdf/2310.06927"),
        ({"arxiv": "arXiv:2310.06927v2"}, "https://arxiv.org/abs/2310.06927v2", "https://arxiv.org/pdf/2310.06927v2"),
        ({"arxiv": "cs/0102003"}, "https://arxiv.org/abs/cs/0102003", "https://arxiv.org/pdf/cs/0102003"),
        ({"doi": "10.48550/arXiv.2310.06927"}, "https://arxiv.org/abs/2310.06927", "https://arxiv.org/pdf/2310.06927"),
        ({"doi": "10.1145/1.2"}, "https://doi.org/10.1145/1.2", None),
        ({"doi": "https://doi.org/10.1145/1.2"}, "https://doi.org/10.1145/1.2", None),
        ({"doi": "10.1002/(SICI)1097<1::AID>3.0"}, "https://doi.org/10.1002/(SICI)1097%3C1::AID%3E3.0", None),
        ({"doi": "10.1/x", "arxiv": "1234.5678"}, "https://arxiv.org/abs/1234.5678", "https://arxiv.org/pdf/1234.5678"),
        ({"acl": "P19-1001"}, "https://aclanthology.org/P19-1001/", "https://aclanthology.org/P19-1001.pdf"),
        ({"doi": "10.18653/v1/P19-1001", "acl": "P19-1001"}, "https://doi.org/10.18653/v1/P19-1001",
         "https://aclanthology.org/P19-1001.pdf"),
    ],
)  # fmt: skip
def test_an_identifier_gives_the_address(identifiers: dict[str, str], address: str, pdf: str | None) -> None:
    assert paper_address(paper(identifiers)) == Address(address, is_search=False)
    assert pdf_address(paper(identifiers)) == pdf


@pytest.mark.parametrize("identifiers", [{}, {"arxiv": " "}, {"isbn": "123"}])
def test_without_an_identifier_it_is_a_search_that_says_so(identifiers: dict[str, str]) -> None:
    expected = Address("https://huggingface.co/papers?q=A%20Title%20%26%20More%3F", is_search=True)
    assert paper_address(paper(identifiers)) == expected
    assert pdf_address(paper(identifiers)) is None


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_and_identifiers_stay_inside_the_address(text: str) -> None:
    addresses = [paper_address(paper({name: text})).url for name in ("arxiv", "doi", "acl")]
    for url in [*addresses, paper_address(paper({}, text)).url]:
        assert url.isascii()
        assert not set(url) & set(' "<>\\^`{|}\n\t')


@given(ANY_TEXT)
def test_any_title_gives_an_address(title: str) -> None:
    assert paper_address(paper({}, title)).url.startswith("https://huggingface.co/papers?q=")
