"""Identifiers found by title: what is surely the paper, and what only looks like it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from papershelf.errors import OnlineError
from papershelf.identity import canonical_arxiv, canonical_doi, likeness, same_work, telling
from papershelf.identity.agreement import abstracts_agree, authors_agree
from papershelf.identity.near import NEAR_RATIO
from papershelf.importers import Problem, draft
from papershelf.online.client import Client
from papershelf.online.fetching import paper as fetch_paper
from papershelf.online.fetching import read
from papershelf.online.requests import LONGEST, Reference
from papershelf.online.services import DAY, Ask
from papershelf.paper import Paper
from papershelf.text import safe_line

MOST_SUGGESTIONS = 3
_SERVICES = 3
_LOOKED_AT = 50  # records of a reply; what is meant is among the first
_WORDS = re.compile(r"\w+")

Owners = Mapping[tuple[str, str], str]
"""The ids of the library's papers by what tells them: `("arxiv", "2310.06927")`."""


class Candidate(NamedTuple):
    """What a service knows under a like title.

    Attributes:
        paper: The record as a draft.
        reference: What tells which it is.
        service: Who knows it.
        likeness: Of the titles, from 0 to 100.
        owner: The id of another paper of the library that is told by the same; empty where there is none.
    """

    paper: Paper
    reference: Reference
    service: str
    likeness: float
    owner: str = ""


class Answer(NamedTuple):
    """What was found for a paper.

    Attributes:
        paper: The library's paper.
        sure: What it surely is, or None.
        suggestions: What it may be, the most alike first; a person decides.
    """

    paper: Paper
    sure: Candidate | None = None
    suggestions: tuple[Candidate, ...] = ()


class Resolver:
    """Finds papers by their titles, at one service after the other until it is sure.

    Args:
        client: Asks.
        owners: Which paper of the library is told by what already.

    Attributes:
        troubles: Services that failed and were asked no more, by name, with what happened.
    """

    def __init__(self, client: Client, owners: Owners) -> None:
        self._client = client
        self._owners = dict(owners)
        self.troubles: dict[str, OnlineError] = {}

    def resolve(self, papers: Iterable[Paper]) -> Iterator[Answer]:
        """What is found for each paper.

        Raises:
            Cancelled: It was called off.
            OnlineError: No service answers any more: what happened with the first.
        """
        for paper in papers:
            answer = self._one(paper)
            if answer.sure:
                for identifier in telling(answer.sure.paper):
                    self._owners.setdefault(identifier, paper.id)
            yield answer

    def _one(self, paper: Paper) -> Answer:
        found: dict[Reference, Candidate] = {}
        for ask in self._asks(paper):
            candidates = self._candidates(ask, paper)
            for each in candidates:
                found.setdefault(each.reference, each)
            sure = {each.reference: each for each in candidates if same_work(paper, each.paper)}
            if len(sure) == 1 and _is_certain(paper, only := next(iter(sure.values())), found):
                return Answer(paper, only)
        if len(self.troubles) == _SERVICES:
            raise next(iter(self.troubles.values()))
        near = [each for each in found.values() if each.likeness >= NEAR_RATIO or same_work(paper, each.paper)]
        near.sort(key=lambda each: -each.likeness)
        return Answer(paper, None, tuple(near[:MOST_SUGGESTIONS]))

    def _asks(self, paper: Paper) -> Iterator[Ask]:
        """The questions for a paper, the most telling service first; those that failed are asked no more."""
        title = safe_line(paper.title[: 2 * LONGEST])[:LONGEST]
        words = " ".join(_WORDS.findall(title))
        if not words:
            return
        services = self._client.services
        search = services.search(title, fresh_for=7 * DAY)
        for ask in (search, services.preprints_titled(words), services.works_titled(title)):
            if ask.service.label not in self.troubles:
                yield ask

    def _candidates(self, ask: Ask, paper: Paper) -> list[Candidate]:
        try:
            page = read(ask, self._client)
        except OnlineError as error:
            self.troubles[ask.service.label] = error
            return []
        if page is None:
            return []
        now = datetime.fromtimestamp(self._client.clocks.now(), UTC).isoformat(timespec="seconds")
        drafts = [_sound(draft(record, page, now)) for record in page.records[:_LOOKED_AT]]
        return [
            Candidate(each, Reference(*told[0]), ask.service.label, likeness(paper, each), self._owner(told, paper))
            for each in drafts
            if (told := telling(each))
        ]

    def _owner(self, told: Iterable[tuple[str, str]], paper: Paper) -> str:
        """Another paper that has one of these identifiers."""
        owners = (self._owners.get(identifier, "") for identifier in told)
        return next((owner for owner in owners if owner not in ("", paper.id)), "")


def owners_of(papers: Iterable[Paper]) -> dict[tuple[str, str], str]:
    """Which paper is told by what, the first of several."""
    owners: dict[tuple[str, str], str] = {}
    for paper in papers:
        for face in (paper, *paper.also):
            for identifier in telling(face):
                owners.setdefault(identifier, paper.id)
    return owners


def look_up(reference: Reference, client: Client) -> Paper | Problem:
    """The record of a paper that a person names by its identifier, or why there is none.

    Raises:
        Cancelled: It was called off.
        OfflineError: A service cannot be reached.
    """
    now = datetime.fromtimestamp(client.clocks.now(), UTC).isoformat(timespec="seconds")
    problem = Problem(reference.words, 0, "Nobody knows it.")
    for page in fetch_paper(reference, client):
        if isinstance(page, Problem):
            problem = page
            continue
        for record in page.records:
            found = _sound(draft(record, page, now))
            if reference in telling(found):
                return found
    return problem


def _is_certain(paper: Paper, only: Candidate, found: Mapping[Reference, Candidate]) -> bool:
    """Whether nothing makes the one candidate doubtful that is surely the same by its words."""
    if only.owner:
        return False
    if abstracts_agree(paper, only.paper) or authors_agree(paper, only.paper):
        return True
    # There is another work of this title, and nothing says that it is this one: a person must tell them apart.
    return not any(each.likeness == 100.0 and each.reference != only.reference for each in found.values())


def _sound(paper: Paper) -> Paper:
    """The record without arXiv ids and DOIs that are none: a reply may call anything so."""
    judges = {"arxiv": canonical_arxiv, "doi": canonical_doi}
    given = {kind: value for kind, value in paper.identifiers.items() if kind not in judges or judges[kind](value)}
    return replace(paper, identifiers=given)
