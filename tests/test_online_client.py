"""The client: polite, patient within bounds, and unimpressed by whatever a service sends; no test really waits."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest

from papershelf import __version__
from papershelf.config import Config
from papershelf.errors import Cancelled
from papershelf.online import Client
from papershelf.online.client import ATTEMPTS, FOLDER
from papershelf.online.judging import retry_after
from papershelf.online.services import Services
from papershelf.online.timing import SLICE, Pace
from papershelf.progress import Step
from tests.hostile import HOSTILE
from tests.online_tools import GOOD, MORNING, PAPER, Reply, Service, Time, as_json, atom, client, get, refusal
from tests.progress_tools import Heard

# Asking


def test_a_question_says_who_asks_and_little_more(service: Service, tmp_path: Path) -> None:
    service.answer(PAPER, GOOD)
    assert get(service, tmp_path) == GOOD.body
    headers = service.asked[0].headers
    assert headers["user-agent"] == f"papershelf/{__version__}"
    assert headers["accept-encoding"] == "gzip"
    assert not {"cookie", "authorization", "referer", "if-none-match"} & headers.keys()


def test_a_mail_address_is_told_to_those_who_ask_for_one_only(service: Service, moment: Time, tmp_path: Path) -> None:
    config = replace(service.config, contact="jo@here.org")
    service.answer("/arxiv/api/query", atom(("2310.06927", "T", "A")))
    service.answer(PAPER, GOOD)
    with Client(config, tmp_path, clocks=moment.clocks) as made:
        made.get(made.services.preprint("2310.06927"))
        made.get(made.services.paper("2310.06927"))
    told = [asked.headers["user-agent"] for asked in service.asked]
    assert told == [f"papershelf/{__version__} (mailto:jo@here.org)", f"papershelf/{__version__}"]


def test_cookies_are_not_kept(service: Service, tmp_path: Path) -> None:
    service.answer(PAPER, GOOD._replace(headers={"Set-Cookie": "who=me; Path=/"}))
    with client(service, tmp_path, fresh=True) as made:
        made.get(made.services.paper("2310.06927"))
        made.get(made.services.paper("2310.06927"))
    assert len(service.asked) == 2
    assert "cookie" not in service.asked[1].headers


def test_what_is_not_there_is_none(service: Service, tmp_path: Path) -> None:
    assert get(service, tmp_path) is None
    assert get(service, tmp_path) is None
    assert len(service.asked) == 2  # it may be there another time


def test_identifiers_never_lead_to_another_path(service: Service, tmp_path: Path) -> None:
    with client(service, tmp_path) as made:
        for doi in ("10.1234/../../works", "10.1234/x?mailto=a#b", "10.1234/%2e%2e/a b"):
            assert made.get(made.services.work(doi)) is None
    assert [path.removeprefix("/crossref/works/") for path in service.paths] == [
        "10.1234%2F..%2F..%2Fworks",
        "10.1234%2Fx%3Fmailto%3Da%23b",
        "10.1234%2F%252e%252e%2Fa%20b",
    ]


# What was kept


def test_a_reply_is_kept_for_a_while(service: Service, moment: Time, tmp_path: Path) -> None:
    service.answer(PAPER, GOOD)
    assert get(service, tmp_path) == get(service, tmp_path) == GOOD.body
    assert len(service.asked) == 1
    moment.now += 8 * 24 * 3600
    assert get(service, tmp_path) == GOOD.body
    assert len(service.asked) == 2
    assert get(service, tmp_path, fresh=True) == GOOD.body
    assert len(service.asked) == 3


def test_a_reply_that_is_still_the_same_is_not_sent_again(service: Service, moment: Time, tmp_path: Path) -> None:
    service.answer(PAPER, GOOD._replace(headers={"ETag": '"one"'}), Reply(status=304))
    get(service, tmp_path)
    moment.now += 8 * 24 * 3600
    assert get(service, tmp_path) == GOOD.body
    assert service.asked[1].headers["if-none-match"] == '"one"'
    assert get(service, tmp_path) == GOOD.body
    assert len(service.asked) == 2  # it is fresh again


def test_a_clock_that_was_set_back_keeps_nothing_for_ever(service: Service, moment: Time, tmp_path: Path) -> None:
    service.answer(PAPER, GOOD)
    get(service, tmp_path)
    moment.now -= 365 * 24 * 3600
    get(service, tmp_path)
    assert len(service.asked) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"Sparse", b"Dense"),
        lambda data: b"\xff" + data,
        lambda data: b"[" * 100 * len(data),
        lambda data: data.replace(PAPER.encode(), b"/other"),
        lambda data: b"null\n" + data,
        lambda data: data.replace(b'"at": ', b'"at": "x", "was": '),
        lambda data: data.replace(b'"etag": ""', b'"etag": "a\\nb"'),
    ],
)
def test_a_kept_reply_that_is_damaged_is_none(service: Service, tmp_path: Path, damage: "object") -> None:
    assert callable(damage)
    service.answer(PAPER, GOOD)
    get(service, tmp_path)
    (kept,) = (tmp_path / FOLDER).glob("*.reply")
    before = kept.read_bytes()
    kept.write_bytes(damage(before))
    assert kept.read_bytes() != before
    assert get(service, tmp_path) == GOOD.body
    assert len(service.asked) == 2


def test_a_cache_that_cannot_be_written_is_no_matter(service: Service, tmp_path: Path) -> None:
    service.answer(PAPER, GOOD)
    (tmp_path / FOLDER).write_text("in the way")
    assert get(service, tmp_path) == get(service, tmp_path) == GOOD.body
    assert len(service.asked) == 2


def test_the_cache_does_not_grow_for_ever(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.online.cache._MOST_FILES", 3)
    with client(service, tmp_path) as made:
        for number in range(6):
            path = f"/hf/api/papers/2310.0000{number}"
            service.answer(path, GOOD)
            made.get(made.services.paper(f"2310.0000{number}"))
    assert len(list((tmp_path / FOLDER).glob("*.reply"))) == 3


# Patience


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(service: Service, moment: Time, tmp_path: Path, status: int) -> None:
    service.answer(PAPER, Reply(b"busy", status), Reply(b"busy", status), GOOD)
    assert get(service, tmp_path) == GOOD.body
    assert len(service.asked) == 3
    assert moment.waited == pytest.approx(1 + 2, abs=0.01)  # twice as long each time
    assert max(moment.slept) <= SLICE


def test_patience_ends(service: Service, moment: Time, tmp_path: Path) -> None:
    service.answer(PAPER, as_json({"error": "over \x1b[31mcapacity [/red]"}, 503))
    words = refusal(service, tmp_path)
    assert "Hugging Face is busy (503: over [31mcapacity [/red]). Try again later." in words
    assert len(service.asked) == ATTEMPTS
    assert moment.waited == pytest.approx(1 + 2 + 4, abs=0.01)


def test_what_does_not_pass_is_not_tried_again(service: Service, moment: Time, tmp_path: Path) -> None:
    service.answer(PAPER, as_json({"error": "no such field"}, 400))
    assert refusal(service, tmp_path) == "Hugging Face answered (400: no such field)."
    assert len(service.asked) == 1
    assert moment.slept == []


def test_a_service_is_left_alone_as_long_as_it_asks(service: Service, moment: Time, tmp_path: Path) -> None:
    later = formatdate(moment.now + 3 + 20, usegmt=True)
    service.answer(PAPER, Reply(b"", 429, {"Retry-After": "3"}), Reply(b"", 503, {"Retry-After": later}), GOOD)
    assert get(service, tmp_path) == GOOD.body
    times = [asked.at - MORNING for asked in service.asked]
    assert times == pytest.approx([0, 3, 23], abs=1)


@pytest.mark.parametrize("after", ["86400", "9" * 5000, "Fri, 27 Nov 2099 10:00:00 GMT"])
def test_nobody_is_made_to_wait_for_a_day(service: Service, moment: Time, tmp_path: Path, after: str) -> None:
    service.answer(PAPER, Reply(b"", 429, {"Retry-After": after}))
    assert "wants to be left alone for" in refusal(service, tmp_path)
    assert len(service.asked) == 1
    assert moment.slept == []


@pytest.mark.parametrize("words", ["", "soon", "-3", "١", "1.5", "Mon", "0x10", *HOSTILE])
def test_a_wait_that_makes_no_sense_is_none(words: str) -> None:
    assert retry_after(words, MORNING) is None


def test_a_wait_that_is_over_is_none_to_speak_of() -> None:
    assert retry_after(formatdate(MORNING - 100, usegmt=True), MORNING) == 0


# Pace


def test_arxiv_is_asked_once_in_three_seconds(service: Service, moment: Time, tmp_path: Path) -> None:
    service.answer("/arxiv/api/query", atom(("2310.06927", "T", "A")))
    for number in range(3):  # each as a process of its own
        with client(service, tmp_path) as made:
            made.get(made.services.preprint(f"2310.0000{number}"))
    assert [asked.at - MORNING for asked in service.asked] == pytest.approx([0, 3, 6], abs=0.01)


def test_many_at_once_take_turns(moment: Time, tmp_path: Path) -> None:
    arxiv = Services(Config()).arxiv
    turns: list[float] = []

    def take() -> None:
        turns.extend(Pace(tmp_path, moment.clocks).take(arxiv) for _ in range(3))

    threads = [threading.Thread(target=take) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(turns) == pytest.approx([3.0 * place for place in range(15)], abs=0.1)


def test_where_no_stamp_can_be_left_one_process_keeps_its_own_pace(moment: Time, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    pace, arxiv = Pace(tmp_path / "file", moment.clocks), Services(Config()).arxiv
    assert [pace.take(arxiv) for _ in range(3)] == [0, 3, 6]


@pytest.mark.parametrize("stamp", ["", "nonsense", "nan", "inf", "1e400", "-5", "9" * 400, "4000000000"])
def test_a_stamp_that_makes_no_sense_stops_nobody(service: Service, moment: Time, tmp_path: Path, stamp: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "arxiv.next").write_text(stamp)
    service.answer("/arxiv/api/query", atom(("2310.06927", "T", "A")))
    with client(service, tmp_path) as made:
        made.get(made.services.preprint("2310.06927"))
    assert moment.slept == []
    assert len(service.asked) == 1


def test_waiting_says_what_for(service: Service, tmp_path: Path) -> None:
    heard = Heard()
    service.answer("/arxiv/api/query", atom(("2310.06927", "T", "A")))
    with client(service, tmp_path, heard=heard) as made:
        made.get(made.services.preprint("2310.00001"))
        made.get(made.services.preprint("2310.00002"))
    assert heard.stages == ["asking arXiv", "waiting for arXiv’s turn"]
    assert Step("asking arXiv", 1, None, "request") in heard.steps


def test_who_calls_it_off_while_it_waits_is_heard(service: Service, moment: Time, tmp_path: Path) -> None:
    service.answer(PAPER, Reply(b"", 503, {"Retry-After": "50"}))

    def stop(step: Step) -> None:
        if "again" in step.stage:
            raise Cancelled

    with (
        Client(service.config, tmp_path, stop, clocks=moment.clocks) as made,
        pytest.raises(Cancelled),
    ):
        made.get(made.services.paper("2310.06927"))
    assert moment.slept == []


def test_who_calls_it_off_while_nothing_comes_is_heard(service: Service, moment: Time, tmp_path: Path) -> None:
    held = threading.Event()

    def never() -> Iterator[bytes]:
        yield b"{"
        held.wait(20)

    def stop(step: Step) -> None:
        if len(service.asked):
            raise Cancelled

    service.answer(PAPER, Reply(never))
    began = time.monotonic()
    with Client(service.config, tmp_path, stop, clocks=moment.clocks) as made:
        with pytest.raises(Cancelled):
            made.get(made.services.paper("2310.06927"))
        took = time.monotonic() - began
    held.set()
    assert took < 5  # and not the half minute for which a reply is waited
