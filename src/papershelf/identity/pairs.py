"""All pairs of papers that may be one, found without comparing each with each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from papershelf.identity.agreement import abstract_key, ratio
from papershelf.identity.near import NEAR_RATIO, NearDuplicate
from papershelf.identity.register import arxiv_differs, reason, telling
from papershelf.identity.shared_doi import SAME_DOI, doi_misleads
from papershelf.paper import Paper
from papershelf.progress import Progress, told, unheard
from papershelf.text import fold, title_key

_WORDS = 5  # of a title, the rarest: two titles alike by nine parts in ten share one, if fewer words differ
_EDGE = 8  # letters at either end of a title, for titles of a word or two
_KEY_LONGEST = 400  # letters that are compared
_BLOCK_LARGEST = 300  # papers that share a word; of more, each is compared with its neighbours only
_NEIGHBOURS = 40
_ABSTRACT_SHORTEST = 200  # letters from which on two equal abstracts mean something
_GROUP_LARGEST = 10  # an abstract that more papers have is a phrase, no abstract
_LONGER = 1.23  # titles whose lengths differ by more cannot be alike by nine parts in ten
_DIGITS = re.compile(r"\d+")
_SPLIT = re.compile(r"[\W_]+")

Found = dict[tuple[int, int], tuple[str, float]]


def pairs(papers: Iterable[Paper], progress: Progress = unheard) -> list[NearDuplicate]:
    """Papers that look like one, the surest first; nothing is merged.

    Two do if they share an arXiv id, a DOI or a whole abstract, or have titles alike by 90 of 100 with the same digits.

    Args:
        papers: The library's papers, in the order they came.
        progress: Told how far it is.

    Returns:
        Each pair once; the paper is the one that came later, the other one the earlier.

    Raises:
        Cancelled: The listener wants no more of it.
    """
    known = sorted(papers, key=lambda paper: paper.added_at)  # keeps the order of those of one moment
    keys = [title_key(paper.title) for paper in told(known, progress, "reading titles", "paper", len(known))]
    found: Found = {}
    for pair, score in _alike(known, keys, progress):
        if pair not in found:
            found[pair] = reason(known[pair[1]], known[pair[0]], score), score
    for pair in _same_abstract(known):
        words, score = found.get(pair, ("The titles differ.", 0.0))
        found[pair] = f"The abstracts are the same. {words}", max(score, 100.0)
    for pair, words, score in _same_identifier(known):
        found[pair] = words, score
    ranked = sorted(found.items(), key=lambda item: (_doubt(known, *item), -item[1][1], item[0]))
    return [NearDuplicate(known[later].id, known[first].id, *why) for (first, later), why in ranked]


def _doubt(papers: Sequence[Paper], pair: tuple[int, int], found: tuple[str, float]) -> bool:
    """Whether something speaks against a pair: such come last."""
    return arxiv_differs(papers[pair[0]], papers[pair[1]]) or found[0] == SAME_DOI


def _alike(papers: Sequence[Paper], keys: Sequence[str], progress: Progress) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs of titles alike, possibly several times, with the likeness; of equal ones the first stands for all."""
    from rapidfuzz import fuzz

    equal: defaultdict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        equal[key].append(number)
    yield from ((pair, 100.0) for pair in _firsts(group for key, group in equal.items() if key))
    firsts = {group[0] for group in equal.values()}
    digits = [_DIGITS.findall(key) for key in keys]
    short = [key[:_KEY_LONGEST] if number in firsts else "" for number, key in enumerate(keys)]
    blocks = _blocks(papers, short)
    for block in told(blocks, progress, "comparing titles", "word", len(blocks)):
        for one, other in _candidates(block, short):
            if digits[one] != digits[other]:
                continue  # another volume, year or version: those titles are alike on purpose
            if score := fuzz.ratio(short[one], short[other], score_cutoff=NEAR_RATIO):
                yield (min(one, other), max(one, other)), round(score, 1)


def _blocks(papers: Sequence[Paper], keys: Sequence[str]) -> list[list[int]]:
    """Papers that share a rare word, or the letters at an end of the title; those without a key are left out."""
    words = [_words(paper.title) if key else [] for paper, key in zip(papers, keys, strict=True)]
    frequency = Counter(word for each in words for word in each)
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for number, (key, each) in enumerate(zip(keys, words, strict=True)):
        if not key:
            continue
        rarest = sorted(each, key=lambda word: (frequency[word], word))
        for name in (*rarest[:_WORDS], f"^{key[:_EDGE]}", f"{key[-_EDGE:]}$"):
            blocks[name].append(number)
    return [block for block in blocks.values() if len(block) > 1]


def _words(title: str) -> list[str]:
    found = _SPLIT.split(fold(title[: 2 * _KEY_LONGEST]))
    return list(dict.fromkeys(filter(None, found)))


def _candidates(block: Sequence[int], keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: all of a small block, neighbours by beginning and by end in a large one."""
    if len(block) <= _BLOCK_LARGEST:
        yield from _within(sorted(block, key=lambda number: len(keys[number])), keys, len(block))
        return
    for order in (lambda number: keys[number], lambda number: keys[number][::-1]):
        yield from _within(sorted(block, key=order), keys, _NEIGHBOURS)


def _within(block: Sequence[int], keys: Sequence[str], window: int) -> Iterator[tuple[int, int]]:
    for place, one in enumerate(block):
        length = len(keys[one])
        for other in block[place + 1 : place + 1 + window]:
            longer = len(keys[other])
            if longer <= length * _LONGER and length <= longer * _LONGER:
                yield one, other
            elif window == len(block):
                break  # these are in the order of their lengths


def _same_abstract(papers: Sequence[Paper]) -> Iterator[tuple[int, int]]:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, paper in enumerate(papers):
        if len(paper.abstract) >= _ABSTRACT_SHORTEST:
            groups[abstract_key(paper.abstract)].append(number)
    yield from _firsts(group for group in groups.values() if len(group) <= _GROUP_LARGEST)


def _same_identifier(papers: Sequence[Paper]) -> Iterator[tuple[tuple[int, int], str, float]]:
    """Pairs with one identifier, why they may be one, and the likeness."""
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, paper in enumerate(papers):
        for identifier in telling(paper):
            groups[identifier].append(number)
    for (kind, _), group in groups.items():
        for pair in _firsts([group]):
            one, other = (papers[number] for number in pair)
            if kind == "doi" and doi_misleads(one, other):
                yield pair, SAME_DOI, round(ratio(title_key(one.title), title_key(other.title), 0), 1)
            else:
                yield pair, "An arXiv id or a DOI is the same.", 100.0


def _firsts(groups: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    """The first of each group with each other."""
    for group in groups:
        for later in group[1:]:
            yield group[0], later
