"""`papershelf fetch`: what is asked of whom, what comes into the library, and what does not."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.config import Config
from papershelf.errors import Cancelled
from papershelf.importers import Page
from papershelf.online import Client, fetch, fetched, timing
from papershelf.online.requests import daily, papers, search
from tests.cli_tools import Run
from tests.hostile import HOSTILE
from tests.import_tools import SAMPLES, needs_samples
from tests.online_tools import Reply, Service, Time, as_json, atom, hf_daily, hf_paper, serving, work
from tests.progress_tools import Heard, bytes_of

DAILY = "/hf/api/daily_papers"
SEARCH = "/hf/api/papers/search"
ONE = hf_paper("2611.00001", "Sparse Finetuning of Things", githubRepo="https://github.com/a/b")
TWO = hf_paper("2611.00002", "Dense Training of Others")


@pytest.fixture
def service(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service that the library's settings name, and a clock that does not wait."""
    moment = Time()
    monkeypatch.setattr(timing, "SYSTEM", moment.clocks)
    with serving(moment) as running:
        settle(folder, running.config)
        yield running


def settle(folder: Path, config: Config) -> None:
    """Write settings down."""
    (folder / "config").mkdir(parents=True, exist_ok=True)
    names = ("huggingface_url", "arxiv_url", "crossref_url")
    text = "".join(f'{name} = "{getattr(config, name)}"\n' for name in names)
    (folder / "config" / "config.toml").write_text(text)


# A day's papers


def test_a_day_is_imported_as_one_change(run: Run, folder: Path, service: Service) -> None:
    service.answer(DAILY, hf_daily(ONE, TWO))
    done = run("fetch", "daily", "--date", "2026-11-20", "--tag", "new", "--status", "queued", "--json")
    assert done.code == 0
    assert (done.json["listings"], done.json["new"], done.json["problems"]) == (2, 2, [])
    assert [asked.query for asked in service.asked] == [{"date": "2026-11-20", "limit": "100"}]
    with Library.open(folder) as library:
        entries = library.entries(sort="title")
        assert [entry.paper.title for entry in entries] == [TWO["title"], ONE["title"]]
        first = entries[1].paper
        assert first.identifiers == {"arxiv": "2611.00001"}
        assert first.repository is not None
        assert first.sources[0].file == "huggingface daily 2026-11-20.json"
        assert {(entry.mark.status, entry.mark.tags) for entry in entries} == {("queued", ("new",))}
        assert library.undo() is not None
        assert len(library) == 0


def test_the_same_day_again_is_known_and_not_even_asked_for(run: Run, service: Service) -> None:
    service.answer(DAILY, hf_daily(ONE, TWO))
    run("fetch", "daily", "--date", "2026-11-20")
    again = run("fetch", "daily", "--date", "2026-11-20", "--json").json
    assert (again["new"], again["known"], len(service.asked)) == (0, 2, 1)
    run("fetch", "daily", "--date", "2026-11-20", "--fresh")
    assert len(service.asked) == 2


def test_a_list_of_today_is_asked_for_again_sooner_than_an_old_one(run: Run, service: Service) -> None:
    service.answer(DAILY, hf_daily(ONE))
    for day in ("2026-11-20", "2026-01-05"):
        run("fetch", "daily", "--date", day)
        service.time.now += 4 * 3600
        run("fetch", "daily", "--date", day)
    assert [asked.query["date"] for asked in service.asked] == ["2026-11-20", "2026-11-20", "2026-01-05"]


def test_a_dry_run_writes_nothing(run: Run, folder: Path, service: Service) -> None:
    service.answer(DAILY, hf_daily(ONE))
    done = run("fetch", "daily", "--date", "2026-11-20", "--dry-run", "--json")
    assert (done.code, done.json["new"]) == (0, 1)
    assert bytes_of(folder) == {}


def test_without_a_date_it_is_the_latest_day_that_has_papers(run: Run, folder: Path, service: Service) -> None:
    service.answer(DAILY, as_json({"error": "not yet"}, 400), as_json([]), hf_daily(ONE))
    assert run("fetch", "daily").code == 0
    assert [asked.query["date"] for asked in service.asked] == ["2026-11-21", "2026-11-20", "2026-11-19"]
    with Library.open(folder) as library:
        assert library.entries()[0].paper.sources[0].file == "huggingface daily 2026-11-19.json"


def test_a_service_that_fails_today_is_not_asked_for_yesterday(run: Run, service: Service) -> None:
    service.answer(DAILY, Reply(b"", 503))
    assert run("fetch", "daily").code == 3
    assert {asked.query["date"] for asked in service.asked} == {"2026-11-21"}


def test_days_without_papers_are_not_searched_for_ever(run: Run, folder: Path, service: Service) -> None:
    service.answer(DAILY, as_json([]))
    done = run("fetch", "daily")
    assert (done.code, "Hugging Face has no papers for the last days." in done.err) == (1, True)
    assert len(service.asked) == 5
    assert bytes_of(folder) == {}


def test_a_month_comes_in_several_replies(run: Run, folder: Path, service: Service) -> None:
    def many(start: int, count: int) -> Reply:
        return hf_daily(*(hf_paper(f"2610.{n:05}", f"Title {n * 7919} of {n}") for n in range(start, start + count)))

    service.answer(DAILY, many(0, 100), many(100, 98), many(198, 5))
    assert run("fetch", "daily", "--month", "2026-10", "--json").json["listings"] == 203
    assert [asked.query.get("p") for asked in service.asked] == [None, "1", "2"]
    with Library.open(folder) as library:
        names = {entry.paper.sources[0].file for entry in library.entries()}
    ends = (".json", " page 2.json", " page 3.json")
    assert names == {f"huggingface monthly 2026-10{end}" for end in ends}


def test_a_week_that_never_ends_does_end(service: Service, tmp_path: Path) -> None:
    service.answer(DAILY, hf_daily(*(hf_paper(f"2610.{n:05}", f"Title {n}") for n in range(60))))
    with Client(service.config, tmp_path, clocks=service.time.clocks) as client:
        assert len(fetched(daily(week="2026-W40"), client)) == 30


# Words


def test_papers_found_by_words(run: Run, folder: Path, service: Service) -> None:
    service.answer(SEARCH, hf_daily(ONE, TWO))
    assert run("fetch", "search", "sparse", "fine/../tuning", "--limit", "1", "--json").json["listings"] == 1
    assert service.asked[0].query == {"q": "sparse fine/../tuning", "limit": "1"}
    with Library.open(folder) as library:
        assert library.entries()[0].paper.sources[0].file == "huggingface search sparse fine_.._tuning.json"


# Named papers


def test_an_arxiv_paper_is_asked_of_hugging_face_first(run: Run, folder: Path, service: Service) -> None:
    service.answer("/hf/api/papers/2611.00001", as_json(ONE))
    service.answer("/arxiv/api/query", atom(("2310.06927", "Older Work on Things", "What it says.")))
    service.answer("/crossref/works/10.1145%2F1.2", as_json({"message": work("10.1145/1.2", "A Journal Article")}))
    done = run("fetch", "paper", "https://huggingface.co/papers/2611.00001", "arXiv:2310.06927v2", "doi:10.1145/1.2")
    assert done.code == 0, done.err
    assert service.paths == [
        "/hf/api/papers/2611.00001",
        "/hf/api/papers/2310.06927",
        "/arxiv/api/query",
        "/crossref/works/10.1145%2F1.2",
    ]
    assert service.asked[2].query == {"id_list": "2310.06927"}
    with Library.open(folder) as library:
        files = {entry.paper.sources[0].file for entry in library.entries()}
        assert files == {
            "huggingface paper 2611.00001.json",
            "arxiv 2310.06927.xml",
            "crossref 10.1145_1.2.json",
        }
        assert len(library.history()) == 1


def test_who_knows_nothing_is_said_and_the_rest_comes(run: Run, service: Service) -> None:
    service.answer("/hf/api/papers/2611.00001", as_json(ONE))
    service.answer("/arxiv/api/query", atom())
    done = run("fetch", "paper", "2611.99999", "10.1145/9.9", "2611.00001", "--json")
    assert (done.code, done.json["new"]) == (0, 1)
    reasons = [problem["reason"] for problem in done.json["problems"]]
    assert reasons == [
        "arXiv knows no paper arXiv:2611.99999. Check the spelling.",
        "Crossref knows no paper doi:10.1145/9.9. Check the spelling.",
    ]
    assert run("fetch", "paper", "10.1145/9.9").code == 3


def test_where_hugging_face_fails_arxiv_is_asked(run: Run, service: Service) -> None:
    service.answer("/hf/api/papers/2310.06927", Reply(b"", 500))
    service.answer("/arxiv/api/query", atom(("2310.06927", "Older Work on Things", "What it says.")))
    done = run("fetch", "paper", "2310.06927")
    assert done.code == 0
    assert "huggingface paper 2310.06927.json: Hugging Face answered (500). Try again later." in done.err


# What goes wrong


@pytest.mark.parametrize(
    "words",
    [
        ("paper", "https://example.org/2310.06927"),
        ("paper",),
        ("search",),
        ("search", "x", "--limit", "1000"),
        ("search", "x", "--date", "2026-11-20"),
        ("daily", "x"),
        ("daily", "--limit", "3"),
        ("daily", "--date", "tomorrow"),
        ("daily", "--date", "2026-11-20", "--tag", " "),
        ("daily", "--date", "2026-11-20", "--status", "eaten"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_asked(run: Run, service: Service, words: list[str]) -> None:
    done = run("fetch", *words)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert service.asked == []


def test_offline_is_one_line_and_the_library_is_as_it_was(full: Run, folder: Path) -> None:
    with serving(Time()) as gone:
        config = gone.config
    settle(folder, config)
    before = bytes_of(folder)
    done = full("fetch", "daily", "--date", "2026-11-20")
    assert done.code == 3
    assert done.err.startswith("papershelf: Hugging Face cannot be reached: 127.0.0.1")
    assert len(done.err.splitlines()) == 1
    assert bytes_of(folder) == before


def test_a_reply_that_breaks_off_brings_nothing_in(full: Run, folder: Path, service: Service) -> None:
    body = hf_daily(ONE, TWO).body
    assert isinstance(body, bytes)
    service.answer(DAILY, Reply(body[: len(body) * 2 // 3]))
    before = bytes_of(folder)
    done = full("fetch", "daily", "--date", "2026-11-20")
    assert (done.code, "breaks off. Try again later." in done.err) == (3, True)
    assert bytes_of(folder) == before


def test_an_address_that_does_not_count_is_said(run: Run, folder: Path, service: Service) -> None:
    (folder / "config" / "config.toml").write_text(f'huggingface_url = "{service.url}/hf"\narxiv_url = "file:///x"\n')
    service.answer(DAILY, hf_daily(ONE))
    done = run("fetch", "daily", "--date", "2026-11-20")
    assert done.code == 0
    assert "config.toml, line 2: arxiv_url cannot be" in done.err


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip().isprintable() and text.strip()])
def test_hostile_titles_are_only_text(service: Service, tmp_path: Path, text: str) -> None:
    service.answer(DAILY, hf_daily(hf_paper("../../../etc", f"A {text} title", f"{text} and more")))
    with Client(service.config, tmp_path, clocks=service.time.clocks) as client:
        (page,) = fetched(daily(day="2026-11-20"), client)
    with Library.open(tmp_path / "shelf") as library:
        library.carry_out(library.plan_pages([page]))
        assert len(library) == 1
    inside = {path.name for path in (tmp_path / "online").iterdir()}
    assert all(name.endswith((".reply", ".next", ".lock")) for name in inside)


def test_who_calls_it_off_leaves_the_library_as_it_was(
    run: Run, folder: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.answer(DAILY, hf_daily(ONE))
    for stop_at in range(2):
        heard = Heard(stop_at)
        with pytest.raises(Cancelled):
            fetch(daily(day="2026-11-20"), service.config, heard, cache=folder / "cache", fresh=True)
    assert bytes_of(folder) == {}


def test_the_screen_may_fetch_too(service: Service, tmp_path: Path) -> None:
    service.answer(SEARCH, hf_daily(ONE, TWO))
    heard = Heard()
    (page,) = fetch(search("things"), service.config, heard, cache=tmp_path)
    assert isinstance(page, Page)
    assert [record.title for record in page.records] == [ONE["title"], TWO["title"]]
    assert "asking Hugging Face" in heard.stages


def test_ctrl_c_ends_it_at_once(folder: Path, service: Service) -> None:
    held = threading.Event()

    def never() -> Iterator[bytes]:
        yield b"["
        held.wait(20)

    service.answer(DAILY, Reply(never))
    words = [sys.executable, "-m", "papershelf", "--data-dir", str(folder), "fetch", "daily", "--date", "2026-11-20"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as program:
        while not service.asked and program.poll() is None:
            time.sleep(0.01)
        began = time.monotonic()
        program.send_signal(signal.SIGINT)
        _, err = program.communicate(timeout=20)
        took = time.monotonic() - began
    held.set()
    assert (program.returncode, err) == (130, "papershelf: interrupted; what was acknowledged is on disk.\n")
    assert took < 5  # a reply is waited for six times as long
    assert bytes_of(folder) == {}


# The real replies


@needs_samples
@pytest.mark.parametrize(
    ("name", "count"), [("daily_papers_2026-06-12_sotawhat.json", 30), ("daily_papers_zzjjay.json", 3)]
)
def test_real_lists_of_a_day(run: Run, service: Service, name: str, count: int) -> None:
    service.answer(DAILY, Reply((SAMPLES / "hf_json" / name).read_bytes()))
    assert run("fetch", "daily", "--date", "2026-06-12", "--json").json["new"] == count


@needs_samples
def test_a_real_reply_of_arxiv(run: Run, service: Service) -> None:
    path = SAMPLES / "arxiv_atom" / "arxiv_response_zzjjay.xml"
    service.answer("/arxiv/api/query", Reply(path.read_bytes()))
    assert run("fetch", "paper", "2605.08083", "--json").json["new"] == 2  # it answers what it likes


def test_any_request_gives_pages_or_problems(service: Service, tmp_path: Path) -> None:
    for request in (search("nothing of the kind"), papers(["2310.06927"]), daily(day="2026-11-20")):
        with Client(service.config, tmp_path, clocks=service.time.clocks) as client:
            assert all(not isinstance(each, Page) for each in fetched(request, client))
