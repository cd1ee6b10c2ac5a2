"""The verb that finds identifiers online, by title: what is sure is kept, anything else is shown."""

import argparse
from typing import TYPE_CHECKING

from papershelf.cli.asking import find, nothing_found
from papershelf.cli.client import asking
from papershelf.cli.opening import open_library
from papershelf.cli.output import SHOWN_ID, complain, put, put_json, say
from papershelf.cli.watching import watching
from papershelf.errors import NothingFoundError, OnlineError, UsageError

if TYPE_CHECKING:
    from papershelf.library import Library
    from papershelf.online.resolving import Answer, Candidate, Resolver
    from papershelf.paper import Paper
    from papershelf.progress import Progress
    from papershelf.store import Unit


MANY = 20  # papers from which on it is said how long it may take
_SECONDS = 4.0  # for a paper that nobody is sure of: arXiv alone wants three


def resolve(arguments: argparse.Namespace) -> int:
    """`papershelf resolve`."""
    if arguments.take is not None:
        return _take(arguments)
    with open_library(arguments) as library, watching("resolving") as progress:
        papers = _unresolved(library, arguments)
        if not papers:
            raise NothingFoundError("Every paper that is meant has an arXiv id or a DOI.")
        from papershelf.online.resolving import Resolver, owners_of

        if len(papers) >= MANY:
            say(f"papershelf: asking about {len(papers)} papers; it may take {_duration(len(papers))}, ctrl+c ends it.")

        known = library.entries()
        with asking(library, arguments, progress) as client:
            resolver = Resolver(client, owners_of(entry.paper for entry in known))
            answers = _answers(resolver, papers, progress)
        sure = {answer.paper.id: answer.sure.paper for answer in answers if answer.sure}
        unit = None if arguments.dry_run else library.learn(sure)
    if arguments.json:
        put_json(_answers_json(answers, resolver, unit))
    else:
        for answer in answers:
            _put_answer(answer)
    return _tell(answers, resolver, len(papers), dry_run=arguments.dry_run)


def _unresolved(library: "Library", arguments: argparse.Namespace) -> "list[Paper]":
    """The papers that are meant and have neither arXiv id nor DOI."""
    from papershelf.identity import telling

    if arguments.all and (arguments.query or arguments.view is not None):
        raise UsageError("--all means every paper; leave the query out.")
    if not arguments.all and not arguments.query and arguments.view is None:
        raise UsageError("Name a query, or --all: services are asked one paper at a time, and many take their time.")
    found = find(library, arguments)
    if not found.ids:
        raise NothingFoundError(f"{nothing_found(library, arguments)}; nobody was asked.")
    entries = [entry for entry in map(library.entry, found.ids) if entry]
    return [entry.paper for entry in entries if not telling(entry.paper)]


def _answers(resolver: "Resolver", papers: "list[Paper]", progress: "Progress") -> "list[Answer]":
    """What is found, paper by paper; where nobody answers any more, what was found before counts.

    Raises:
        OnlineError: Nobody answered at all.
    """
    from papershelf.progress import told

    answers: list[Answer] = []
    try:
        for answer in told(resolver.resolve(papers), progress, "looking up", "paper", len(papers)):
            answers.append(answer)
    except OnlineError:
        if not answers:
            raise
    return answers  # the resolver knows what went wrong, and it is told with them


def _duration(papers: int) -> str:
    minutes = max(round(papers * _SECONDS / 60), 1)
    return "a minute" if minutes == 1 else f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"


def _take(arguments: argparse.Namespace) -> int:
    """Give a paper the identifier that a person names."""
    from papershelf.identity import telling
    from papershelf.importers import Problem
    from papershelf.online.requests import Reference, reference_of
    from papershelf.online.resolving import look_up, owners_of

    if len(arguments.query) != 1 or arguments.all or arguments.view is not None:
        raise UsageError("--take needs one paper: papershelf resolve ID --take arXiv:2310.06927")
    reference = reference_of(arguments.take)
    with open_library(arguments) as library, watching("resolving") as progress:
        paper_id = library.resolve(arguments.query[0])
        entry = library.entry(paper_id)
        assert entry is not None, "a resolved id is in the library"
        has = dict(telling(entry.paper)).get(reference.kind, reference.value)
        if has != reference.value:
            raise UsageError(f"{paper_id} has {Reference(reference.kind, has).words} already, and that stays.")
        with asking(library, arguments, progress) as client:
            found = look_up(reference, client)
        if isinstance(found, Problem):
            raise NothingFoundError(found.reason)
        owner = owners_of(each.paper for each in library.entries() if each.paper.id != paper_id).get(reference)
        unit = None if arguments.dry_run else library.learn({paper_id: found})
    if arguments.json:
        row = {"id": paper_id, "title": entry.paper.title, "identifiers": dict(found.identifiers)}
        put_json({"resolved": [{**row, "found": found.title}], "unit": unit.id if unit else None})
    if owner:
        merge = f"papershelf duplicates --merge {owner} {paper_id}"
        say(f"papershelf: {owner} has {reference.words} too; if they are one paper: {merge}")
    if unit is None and not arguments.dry_run:
        say(f"papershelf: {paper_id} holds all of that already.")
        return 0
    verb = "would give" if arguments.dry_run else "gave"
    say(f"papershelf: {verb} “{entry.paper.title}” {reference.words}, which is “{found.title}”.")
    return 0


def _put_answer(answer: "Answer") -> None:
    paper = answer.paper
    if answer.sure:
        put(f"{paper.id:<{SHOWN_ID}}  {answer.sure.reference.words}  {paper.title}")
        return
    if answer.suggestions:
        put(f"{paper.id:<{SHOWN_ID}}  perhaps  {paper.title}")
    for each in answer.suggestions:
        put(f"{'':<{SHOWN_ID}}  {each.likeness:.0f}%  {each.paper.title}  ({_doubt(each)})")
        put(f"{'':<{SHOWN_ID}}       papershelf resolve {paper.id} --take {each.reference.words}")


def _doubt(candidate: "Candidate") -> str:
    if candidate.owner:
        return f"{candidate.service}; {candidate.owner} has this identifier already: is it the same paper?"
    return candidate.service


def _tell(answers: "list[Answer]", resolver: "Resolver", asked: int, *, dry_run: bool) -> int:
    from papershelf.library import counted

    for error in resolver.troubles.values():
        complain(f"papershelf: {error.message}")
    sure = sum(answer.sure is not None for answer in answers)
    unsure = sum(bool(answer.suggestions) for answer in answers)
    verb = "would store" if dry_run else "stored"
    rest = f"; {asked - len(answers)} not asked about" if len(answers) < asked else ""
    say(
        f"papershelf: {verb} identifiers of {sure} of {counted(asked, 'paper')}; "
        f"suggestions for {unsure}, nothing for {len(answers) - sure - unsure}{rest}."
    )
    if sure or unsure:
        return 0
    return OnlineError.exit_code if resolver.troubles else NothingFoundError.exit_code


def _answers_json(answers: "list[Answer]", resolver: "Resolver", unit: "Unit | None") -> dict[str, object]:
    return {
        "resolved": [
            {
                "id": answer.paper.id,
                "title": answer.paper.title,
                "identifiers": dict(answer.sure.paper.identifiers),
                "found": answer.sure.paper.title,
                "service": answer.sure.service,
            }
            for answer in answers
            if answer.sure
        ],
        "suggestions": [
            {
                "id": answer.paper.id,
                "title": answer.paper.title,
                "found": each.paper.title,
                "likeness": each.likeness,
                "service": each.service,
                "take": each.reference.words,
                "owner": each.owner or None,
            }
            for answer in answers
            for each in answer.suggestions
        ],
        "nothing": [answer.paper.id for answer in answers if not answer.sure and not answer.suggestions],
        "problems": [error.message for error in resolver.troubles.values()],
        "unit": unit.id if unit else None,
    }
