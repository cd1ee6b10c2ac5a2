"""Whether a DOI that two records share is wrong in one of them: bibliographies give many papers that of the volume."""

from papershelf.identity.agreement import abstract_key, abstracts_agree, author_keys, authors_agree, ratio
from papershelf.paper import Paper
from papershelf.text import title_key

OTHER_TITLE = 50.0
"""Below this likeness (0–100) two title keys are wholly different.

Measured: of all pairs of titles in three real bibliographies (2,353, 947 and 500 titles; 3.3 million pairs, of papers
that are not the same) 99.4, 99.5 and 99.8 of 100 lie below 50, with a median of 35 to 37; at 40 it would be 74 to 85 of
100. Of the 3,800 entries there, and of 100,000 papers of a corpus (10,658 with a DOI), two pairs share a DOI, both
under the same title: so this rule costs a good bibliography nothing.
"""
_TELLING = 40  # letters from which on an abstract is more than a word
SAME_DOI = "The same DOI, but other titles."


def doi_misleads(one: Paper, other: Paper) -> bool:
    """Whether two records with one DOI are two papers: wholly other titles, and what else is known differs too.

    Where neither authors nor abstracts worth the name are known of both, the DOI stands: nothing but a title speaks
    against it.
    """
    keys = [title_key(paper.title) for paper in (one, other)]
    if not all(keys) or ratio(keys[0], keys[1], OTHER_TITLE):
        return False
    if abstracts_agree(one, other) or authors_agree(one, other):
        return False
    both_have_authors = bool(author_keys(one.authors) and author_keys(other.authors))
    return both_have_authors or min(len(abstract_key(paper.abstract)) for paper in (one, other)) >= _TELLING
