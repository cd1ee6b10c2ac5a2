"""`papershelf resolve`: what is sure is stored as one change, what is not is shown with the way to take it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.errors import Cancelled
from papershelf.online import Client, timing
from papershelf.online.resolving import Resolver, owners_of
from tests.cli_tools import Run
from tests.hostile import HOSTILE
from tests.import_tools import paper
from tests.online_tools import (
    Reply,
    Service,
    Time,
    as_json,
    atom,
    crossref,
    hf_daily,
    hf_paper,
    serving,
    work,
)
from tests.progress_tools import Heard, bytes_of
from tests.test_online_fetch import settle

SEARCH, ARXIV, WORKS = "/hf/api/papers/search", "/arxiv/api/query", "/crossref/works"
TITLE = "Sparse Finetuning for Inference Acceleration of Large Language Models"
ABSTRACT = "We consider the problem of accurate sparse finetuning of large models and show that it can be done well."
LONELY = "A Study of Bees That Nobody Else Has Ever Undertaken Before"
PAGE = f"""new

Get trending papers in your email inbox!

Subscribe

byAK and the research community

Mar 11

{TITLE}

{ABSTRACT}

{LONELY}

Bees dance, and we say how, for all who would like to know it, in so many words that it makes an abstract.
"""


@pytest.fixture
def service(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service that knows nothing yet, and a clock that does not wait."""
    moment = Time()
    monkeypatch.setattr(timing, "SYSTEM", moment.clocks)
    with serving(moment) as running:
        settle(folder, running.config)
        running.answer(SEARCH, as_json([]))
        running.answer(ARXIV, atom())
        running.answer(WORKS, crossref())
        yield running


@pytest.fixture
def shelf(run: Run, tmp_path: Path, service: Service) -> Run:
    """A library of two papers without identifiers."""
    page = tmp_path / "page.txt"
    page.write_text(PAGE)
    assert run("import", str(page), "--json").json["new"] == 2
    return run


def identifiers(folder: Path) -> dict[str, dict[str, str]]:
    """The identifiers that the library holds, by title."""
    with Library.open(folder) as library:
        return {entry.paper.title: dict(entry.paper.identifiers) for entry in library.entries()}


# What is sure


def test_what_hugging_face_surely_knows_is_stored(shelf: Run, folder: Path, service: Service) -> None:
    service.answer(SEARCH, hf_daily(hf_paper("2310.11111", "Another"), hf_paper("2310.06927", TITLE, ABSTRACT)))
    done = shelf("resolve", "sparse finetuning")
    assert done.code == 0
    assert f"arXiv:2310.06927  {TITLE}" in done.out
    assert "stored identifiers of 1 of 1 paper; suggestions for 0, nothing for 0." in done.err
    assert service.paths == [SEARCH]  # nobody else is asked
    assert service.asked[0].query == {"q": TITLE}
    with Library.open(folder) as library:
        (entry,) = library.entries("sparse finetuning")
        assert entry.paper.identifiers == {"arxiv": "2310.06927"}
        assert entry.paper.authors == ("Ann Bell", "Cy Dell")
        assert entry.paper.published == "2026-11-19"
        assert [seen.file for seen in entry.paper.sources] == ["page.txt"]
        library.undo()
    assert identifiers(folder)[TITLE] == {}


def test_then_arxiv_then_crossref_are_asked(shelf: Run, folder: Path, service: Service) -> None:
    service.answer(ARXIV, atom(("2310.06927", TITLE, ABSTRACT)))
    service.answer(WORKS, crossref(work("10.1234/BEES", LONELY, "Eve Fox", **{"container-title": ["Bee World"]})))
    done = shelf("resolve", "--all", "--json")
    assert done.code == 0
    assert {row["title"]: row["identifiers"] for row in done.json["resolved"]} == {
        TITLE: {"arxiv": "2310.06927"},
        LONELY: {"doi": "10.1234/bees"},
    }
    assert done.json["unit"] is not None
    assert identifiers(folder) == {TITLE: {"arxiv": "2310.06927"}, LONELY: {"doi": "10.1234/bees"}}
    queries = [asked.query["search_query"] for asked in service.asked if asked.path == ARXIV]
    assert queries == [f'ti:"{TITLE}"', f'ti:"{LONELY}"']
    assert [asked.query["query.bibliographic"] for asked in service.asked if asked.path == WORKS] == [LONELY]
    times = [asked.at for asked in service.asked if asked.path == ARXIV]
    assert times[1] - times[0] >= 2.99
    assert shelf("history", "--json").json["history"][0]["words"] == "learnt the identifiers of 2 papers"


def test_a_dry_run_stores_nothing(shelf: Run, folder: Path, service: Service) -> None:
    service.answer(SEARCH, hf_daily(hf_paper("2310.06927", TITLE, ABSTRACT)))
    before = bytes_of(folder)
    done = shelf("resolve", "sparse", "--dry-run")
    assert (done.code, "would store identifiers of 1 of 1 paper" in done.err) == (0, True)
    assert bytes_of(folder) == before


def test_papers_that_have_an_identifier_are_not_asked_for(shelf: Run, service: Service) -> None:
    service.answer(SEARCH, hf_daily(hf_paper("2310.06927", TITLE, ABSTRACT)))
    shelf("resolve", "sparse")
    asked = len(service.asked)
    assert shelf("resolve", "sparse").code == 1
    assert len(service.asked) == asked


def test_replies_that_were_kept_are_not_asked_for_again(shelf: Run, service: Service) -> None:
    shelf("resolve", "--all")
    asked = len(service.asked)
    assert asked == 6
    assert shelf("resolve", "--all").code == 1
    assert len(service.asked) == asked
    shelf("resolve", "--all", "--fresh")
    assert len(service.asked) == 2 * asked


# What is not


@pytest.mark.parametrize(
    "found",
    [
        hf_paper("2310.06927", TITLE, "Another text altogether, about bees and their keepers, and not about models."),
        hf_paper("2310.06927", TITLE.replace("for", "of"), "Another text altogether, about bees and their keepers."),
        hf_paper("2310.06927", TITLE.replace("Acceleration", "Accelerating")),
    ],
)
def test_what_only_looks_like_it_is_shown_and_never_stored(
    shelf: Run, folder: Path, service: Service, found: dict[str, object]
) -> None:
    service.answer(SEARCH, hf_daily(found))
    done = shelf("resolve", "sparse finetuning")
    assert done.code == 0
    with Library.open(folder) as library:
        paper_id = library.entries("sparse finetuning")[0].paper.id
    assert str(found["title"]) in done.out
    assert f"papershelf resolve {paper_id} --take arXiv:2310.06927" in done.out
    assert identifiers(folder)[TITLE] == {}
    assert len(service.asked) == 3  # the others might have been sure


def test_two_works_of_the_same_title_are_for_a_person_to_tell_apart(shelf: Run, folder: Path, service: Service) -> None:
    service.answer(SEARCH, hf_daily(hf_paper("2310.00001", TITLE, ABSTRACT), hf_paper("2310.00002", TITLE, ABSTRACT)))
    rows = shelf("resolve", "sparse", "--json").json["suggestions"]
    assert [row["take"] for row in rows] == ["arXiv:2310.00001", "arXiv:2310.00002"]
    assert {row["likeness"] for row in rows} == {100.0}
    assert identifiers(folder)[TITLE] == {}


def test_of_two_works_of_one_title_it_is_the_one_with_the_same_abstract(
    shelf: Run, folder: Path, service: Service
) -> None:
    other = hf_paper(
        "2310.00001", TITLE, "Another text altogether, about bees and their keepers, and not about models."
    )
    service.answer(SEARCH, hf_daily(other, hf_paper("2310.00002", TITLE, ABSTRACT)))
    shelf("resolve", "sparse")
    assert identifiers(folder)[TITLE] == {"arxiv": "2310.00002"}


def test_a_title_that_another_work_has_is_not_enough(shelf: Run, folder: Path, service: Service) -> None:
    other = hf_paper(
        "2310.00001", TITLE, "Another text altogether, about bees and their keepers, and not about models."
    )
    service.answer(SEARCH, hf_daily(other))
    service.answer(WORKS, crossref(work("10.1234/x", TITLE, "Eve Fox")))  # neither abstract nor authors to compare
    rows = shelf("resolve", "sparse", "--json").json["suggestions"]
    assert [row["take"] for row in rows] == ["arXiv:2310.00001", "doi:10.1234/x"]
    assert identifiers(folder)[TITLE] == {}


def test_what_another_paper_has_already_is_not_given_to_a_second(shelf: Run, folder: Path, service: Service) -> None:
    with Library.open(folder) as library:
        first, second = (library.entries(words)[0].paper.id for words in ("bees", "sparse"))
        library.learn({first: paper("x", identifiers={"arxiv": "2310.06927"})})
    service.answer(SEARCH, hf_daily(hf_paper("2310.06927", TITLE, ABSTRACT)))
    done = shelf("resolve", "--all")
    assert f"{first} has this identifier already: is it the same paper?" in done.out
    assert second in done.out
    assert identifiers(folder)[TITLE] == {}


def test_what_is_no_identifier_is_nothing(shelf: Run, folder: Path, service: Service) -> None:
    service.answer(SEARCH, hf_daily(hf_paper("../../2310.06927", TITLE, ABSTRACT)))
    service.answer(WORKS, crossref(work("javascript:alert(1)", TITLE, "Ann Bell")))
    assert shelf("resolve", "sparse").code == 1
    assert identifiers(folder)[TITLE] == {}


def test_a_suggestion_is_taken_by_its_command(shelf: Run, folder: Path, service: Service) -> None:
    service.answer("/hf/api/papers/2310.06927", as_json(hf_paper("2310.06927", "Another Name of It")))
    with Library.open(folder) as library:
        paper_id = library.entries("sparse")[0].paper.id
    assert shelf("resolve", paper_id, "--take", "arXiv:2310.06927", "--dry-run").code == 0
    assert identifiers(folder)[TITLE] == {}
    done = shelf("resolve", paper_id, "--take", "arXiv:2310.06927")
    assert (done.code, "which is “Another Name of It”" in done.err) == (0, True)
    assert identifiers(folder)[TITLE] == {"arxiv": "2310.06927"}
    again = shelf("resolve", paper_id, "--take", "2310.06927v3", "--json")
    assert (again.code, again.json["unit"]) == (0, None)


def test_taking_never_replaces_and_says_who_else_has_it(shelf: Run, folder: Path, service: Service) -> None:
    service.answer("/hf/api/papers/2310.06927", as_json(hf_paper("2310.06927", TITLE)))
    with Library.open(folder) as library:
        bees, sparse = (library.entries(words)[0].paper.id for words in ("bees", "sparse"))
    assert shelf("resolve", sparse, "--take", "2310.06927").code == 0
    done = shelf("resolve", bees, "--take", "2310.06927")
    assert f"{sparse} has arXiv:2310.06927 too" in done.err
    assert f"papershelf duplicates --merge {sparse} {bees}" in done.err
    done = shelf("resolve", bees, "--take", "2310.11111")
    assert (done.code, f"{bees} has arXiv:2310.06927 already, and that stays." in done.err) == (2, True)


def test_what_nobody_knows_cannot_be_taken(shelf: Run, folder: Path, service: Service) -> None:
    with Library.open(folder) as library:
        paper_id = library.entries("sparse")[0].paper.id
    done = shelf("resolve", paper_id, "--take", "2310.99999")
    assert (done.code, "arXiv knows no paper arXiv:2310.99999" in done.err) == (1, True)
    service.answer(ARXIV, atom(("2310.11111", "Another Paper", "It is not what was asked for.")))
    assert shelf("resolve", paper_id, "--take", "2310.99998").code == 1
    assert identifiers(folder)[TITLE] == {}


# What goes wrong


def test_many_papers_are_said_to_take_long(shelf: Run, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "may take" not in shelf("resolve", "--all").err
    monkeypatch.setattr("papershelf.cli.resolving.MANY", 2)
    done = shelf("resolve", "--all")
    assert "asking about 2 papers; it may take a minute, ctrl+c ends it." in done.err
    assert done.out == ""  # of whom nothing is known nothing is listed


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("--all", "x"), 2),
        (("--all", "--view", "inbox"), 2),
        (("--take", "2310.06927"), 2),
        (("x", "y", "--take", "2310.06927"), 2),
        (("x", "--take", "https://example.org"), 2),
        (("zebra",), 1),
    ],
)
def test_what_makes_no_sense_is_refused(shelf: Run, service: Service, words: tuple[str, ...], code: int) -> None:
    assert shelf("resolve", *words).code == code
    assert service.asked == []


def test_a_service_that_fails_is_asked_no_more_and_the_others_are(shelf: Run, folder: Path, service: Service) -> None:
    service.answer(SEARCH, Reply(b"", 400))
    service.answer(ARXIV, atom(("2310.06927", TITLE, ABSTRACT)))
    done = shelf("resolve", "--all")
    assert done.code == 0
    assert "Hugging Face answered (400)." in done.err
    assert service.paths.count(SEARCH) == 1
    assert identifiers(folder)[TITLE] == {"arxiv": "2310.06927"}


def test_where_all_fail_it_ends_and_what_was_found_stays(shelf: Run, folder: Path, service: Service) -> None:
    service.answer(SEARCH, hf_daily(hf_paper("2310.06927", TITLE, ABSTRACT)), Reply(b"", 400))
    for path in (ARXIV, WORKS):
        service.answer(path, Reply(b"", 400))
    done = shelf("resolve", "sparse OR bees", "--json")
    assert identifiers(folder)[TITLE] == {"arxiv": "2310.06927"}
    assert len(done.json["problems"]) == 3
    assert done.code == 0


def test_offline_is_said_and_the_library_is_as_it_was(shelf: Run, folder: Path, service: Service) -> None:
    with serving(Time()) as gone:
        config = gone.config
    settle(folder, config)
    before = bytes_of(folder)
    done = shelf("resolve", "--all")
    assert done.code == 3
    assert done.err.startswith("papershelf: Hugging Face cannot be reached")
    assert len(done.err.splitlines()) == 1
    assert bytes_of(folder) == before


def test_titles_of_any_kind_are_asked_for_safely(service: Service, tmp_path: Path) -> None:
    titles = [*HOSTILE, 'AND "x" OR ti:(y)', "   ", "…—!", "x" * 10_000]
    with Client(service.config, tmp_path, clocks=service.time.clocks) as client:
        resolver = Resolver(client, {})
        answers = list(resolver.resolve(paper(title) for title in titles))
    assert [answer.sure for answer in answers] == [None] * len(titles)
    assert resolver.troubles == {}
    for asked in service.asked:
        phrase = asked.query.get("search_query", 'ti:""')
        assert phrase.startswith('ti:"')
        assert phrase.count('"') == 2
        assert max(map(len, asked.query.values())) < 400


def test_who_calls_it_off_is_heard(service: Service, tmp_path: Path) -> None:
    with Client(service.config, tmp_path, Heard(3), clocks=service.time.clocks) as client, pytest.raises(Cancelled):
        list(Resolver(client, {}).resolve(paper(f"{TITLE} {number}") for number in range(5)))
    assert len(service.asked) <= 3


def test_papers_are_told_by_what_was_merged_into_them_too() -> None:
    former = paper("b", identifiers={"doi": "10.1145/1.2"})
    kept = paper("a", id="one", identifiers={"arxiv": "2310.06927v2"}, also=(former,))
    assert owners_of([kept]) == {("arxiv", "2310.06927"): "one", ("doi", "10.1145/1.2"): "one"}


def test_the_document_is_json(shelf: Run, service: Service) -> None:
    told = json.loads(shelf("resolve", "--all", "--json").out)
    assert sorted(told) == ["nothing", "problems", "resolved", "schema", "suggestions", "unit"]
    assert len(told["nothing"]) == 2
