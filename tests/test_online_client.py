"""The client: polite, patient within bounds, and unimpressed by whatever a service sends; no test really waits."""

import gzip
import json
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import __version__
from papershelf.config import Config
from papershelf.errors import Cancelled, OfflineError, OnlineError
from papershelf.online import Client, wire
from papershelf.online.client import ATTEMPTS, FOLDER, MOST_REDIRECTS
from papershelf.online.decoding import LARGEST, BrokenError, TooLargeError, unpacked
from papershelf.online.judging import retry_after
from papershelf.online.services import Services
from papershelf.online.timing import SLICE, SYSTEM, Pace
from papershelf.progress import Step
from papershelf.text import safe_line
from tests.hostile import HOSTILE
from tests.online_tools import MORNING, Reply, Service, Time, as_json, atom, hf_daily, hf_paper, serving
from tests.progress_tools import Heard

PAPER = "/hf/api/papers/2310.06927"
GOOD = as_json(hf_paper("2310.06927", "Sparse Finetuning"))


@pytest.fixture
def moment() -> Time:
    """A clock that moves when somebody sleeps."""
    return Time()


@pytest.fixture
def service(moment: Time) -> Iterator[Service]:
    """A service that answers as told."""
    with serving(moment) as running:
        yield running


@contextmanager
def client(service: Service, cache: Path, *, fresh: bool = False, heard: Heard | None = None) -> Iterator[Client]:
    """A client of that service, with its clock."""
    clocks = service.time.clocks
    with Client(service.config, cache, heard or Heard(), fresh=fresh, clocks=clocks) as made:
        yield made


def get(service: Service, cache: Path, *, fresh: bool = False) -> bytes | None:
    """One question about one paper, by a client of its own."""
    with client(service, cache, fresh=fresh) as made:
        return made.get(made.services.paper("2310.06927"))


def refusal(service: Service, cache: Path) -> str:
    """Why a question came to nothing."""
    with pytest.raises(OnlineError) as refused:
        get(service, cache)
    assert refused.value.exit_code == 3
    assert safe_line(refused.value.message) == refused.value.message
    return refused.value.message


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


# Redirects


def test_a_redirect_is_followed(service: Service, tmp_path: Path) -> None:
    service.answer(PAPER, Reply(b"", 302, {"Location": "/elsewhere"}))
    service.answer("/elsewhere", GOOD)
    assert get(service, tmp_path) == GOOD.body


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("file:///etc/passwd", "sends us out of the web"),
        ("javascript:alert(1)", "sends us out of the web"),
        ("http://", "sends us in a circle"),
        ("http://[bad", "sends us to an address that is none"),
        (PAPER, "sends us in a circle"),
    ],
)
def test_a_redirect_that_leads_astray_is_not(service: Service, tmp_path: Path, target: str, words: str) -> None:
    service.answer(PAPER, Reply(b"", 302, {"Location": target}))
    assert words in refusal(service, tmp_path)
    assert len(service.asked) <= MOST_REDIRECTS + 1


def test_nothing_sealed_goes_on_in_the_open() -> None:
    from papershelf.online.client import _redirected
    from papershelf.online.wire import Trouble

    assert _redirected("http://a.org/x", "https://b.org/y") == "https://b.org/y"
    with pytest.raises(Trouble, match="not safe"):
        _redirected("https://a.org/x", "http://a.org/x")


# Replies that are none


@pytest.mark.parametrize(
    ("reply", "words", "tries"),
    [
        (Reply(b""), "sent an empty reply", ATTEMPTS),
        (Reply(b" \n"), "sent an empty reply", ATTEMPTS),
        (GOOD._replace(body=b'{"id": "2310', length=None), "sent a reply that breaks off", ATTEMPTS),
        (Reply(b'{"id": 1}', length=500), "sent a reply that breaks off", ATTEMPTS),
        (Reply(b"<!DOCTYPE html><p>Sorry"), "sent a web page instead of data", ATTEMPTS),
        (Reply(b"<html><b>secret</b>", 502), "Hugging Face answered (502).", ATTEMPTS),
        (Reply(b'"a word"'), "breaks off", ATTEMPTS),
        (Reply(b"[" * 200_000), "breaks off", ATTEMPTS),
        (Reply(b"x", headers={"Content-Encoding": "gzip"}), "breaks off", ATTEMPTS),
        (Reply(gzip.compress(b"[1]")[:-3], headers={"Content-Encoding": "gzip"}), "breaks off", ATTEMPTS),
        (Reply(b"[1]", headers={"Content-Encoding": "br"}), "breaks off", ATTEMPTS),
        (Reply(b"[]", 304), "answered (304", 1),
        (Reply(b"[]", 302), "answered (302", 1),
        (Reply(b"x", length=LARGEST + 1), "more than 50 MB", 1),
        (Reply(b"", 500, {"X": "y" * 60_000}), "Hugging Face", ATTEMPTS),
    ],
)
def test_what_cannot_be_used_is_told_and_not_kept(
    service: Service, tmp_path: Path, reply: Reply, words: str, tries: int
) -> None:
    service.answer(PAPER, reply)
    assert words in refusal(service, tmp_path)
    assert len(service.asked) == tries
    assert list((tmp_path / FOLDER).glob("*.reply")) == []


def test_a_reply_without_end_is_given_up(service: Service, tmp_path: Path) -> None:
    sent = [0]

    def endless() -> Iterator[bytes]:
        while True:
            sent[0] += 1
            yield b" " * 1_000_000

    service.answer(PAPER, Reply(endless))
    assert "more than 50 MB" in refusal(service, tmp_path)
    assert sent[0] < 80
    assert len(service.asked) == 1


def test_a_service_that_falls_silent_is_given_up(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "READING", 0.1)
    held = threading.Event()

    def silent() -> Iterator[bytes]:
        yield b"["
        held.wait(20)

    service.answer(PAPER, Reply(silent))
    assert "Hugging Face sent nothing for" in refusal(service, tmp_path)
    held.set()
    assert len(service.asked) == ATTEMPTS


def test_a_reply_that_only_drips_is_given_up(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "WHOLE", 0.05)
    held = threading.Event()

    def drops() -> Iterator[bytes]:
        while not held.wait(0.02):
            yield b" "

    service.answer(PAPER, Reply(drops))
    assert "minutes to answer" in refusal(service, tmp_path)
    held.set()


def test_a_reply_that_swells_is_given_up(service: Service, tmp_path: Path) -> None:
    bomb = gzip.compress(b" " * (LARGEST + 1))
    assert len(bomb) < 100_000
    service.answer(PAPER, Reply(bomb, headers={"Content-Encoding": "gzip"}))
    assert "more than 50 MB" in refusal(service, tmp_path)


def test_unpacking_never_holds_much_more_than_it_may() -> None:
    bomb = zlib.compress(b"\0" * 30_000_000)
    with pytest.raises(TooLargeError):
        unpacked([bomb], "gzip", 5_000_000)
    data = bytes(range(256)) * 9_000
    packed = gzip.compress(data)
    assert unpacked([packed[place : place + 7] for place in range(0, len(packed), 7)], "GZIP") == data
    assert unpacked([packed, b"trailing"], "gzip") == data
    with pytest.raises(BrokenError):
        unpacked([gzip.compress(packed)], "gzip, gzip")


@given(st.binary(max_size=3000), st.integers(1, 500), st.booleans())
def test_what_was_packed_comes_out_however_it_is_cut(data: bytes, size: int, is_packed: bool) -> None:
    sent = gzip.compress(data) if is_packed else data
    chunks = [sent[place : place + size] for place in range(0, len(sent), size)]
    assert unpacked(chunks, "gzip" if is_packed else "") == data


@given(st.binary(max_size=400))
def test_what_was_not_packed_breaks_and_nothing_else(data: bytes) -> None:
    with suppress(BrokenError):
        unpacked([data], "gzip", 100_000)


@given(st.text(max_size=40) | st.sampled_from(HOSTILE))
def test_any_wait_is_some_seconds_or_none(words: str) -> None:
    seconds = retry_after(words, MORNING)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_service_says_of_its_refusal_can_be_shown(service: Service, tmp_path: Path, text: str) -> None:
    body = json.dumps({"error": text * 20}).encode("utf-8", "surrogatepass")
    service.answer(PAPER, Reply(body, 400))
    assert len(refusal(service, tmp_path)) < 200
    service.answer(PAPER, Reply(text.encode("utf-8", "surrogatepass") or b"x", 400))
    refusal(service, tmp_path)


def test_a_packed_reply_is_unpacked(service: Service, tmp_path: Path) -> None:
    daily = hf_daily(hf_paper("2310.06927", "T"))
    assert isinstance(daily.body, bytes)
    service.answer(PAPER, Reply(gzip.compress(daily.body), headers={"Content-Encoding": "gzip"}))
    assert get(service, tmp_path) == daily.body


# Nobody there


def test_nobody_there_is_one_clear_line(moment: Time, tmp_path: Path) -> None:
    with serving(moment) as service:
        config = service.config
    began = len(moment.slept)
    with Client(config, tmp_path, clocks=moment.clocks) as made, pytest.raises(OfflineError) as refused:
        made.get(made.services.paper("2310.06927"))
    assert "Hugging Face cannot be reached: 127.0.0.1" in refused.value.message
    assert "Is there a network?" in refused.value.message
    assert len(moment.slept) == began  # it is not tried again


def test_a_name_that_nobody_knows_is_offline(
    service: Service, moment: Time, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    config = replace(service.config, huggingface_url="http://no.such.host")
    with Client(config, tmp_path, clocks=moment.clocks) as made, pytest.raises(OfflineError) as refused:
        made.get(made.services.paper("2310.06927"))
    assert "cannot be reached: no.such.host: Name or service not known. Is there" in refused.value.message


def test_who_does_not_prove_who_they_are_is_not_trusted(service: Service, moment: Time, tmp_path: Path) -> None:
    config = replace(service.config, huggingface_url=service.url.replace("http:", "https:"))
    with Client(config, tmp_path, clocks=moment.clocks) as made, pytest.raises(OnlineError) as refused:
        made.get(made.services.paper("2310.06927"))
    assert "did not prove who it is" in refused.value.message
    assert service.asked == []


def test_the_real_clock_waits_in_slices() -> None:
    assert SYSTEM.sleep is time.sleep
    assert SYSTEM.now is time.time


@pytest.mark.parametrize(
    ("name", "value"),
    [("ALL_PROXY", "nonsense://127.0.0.1:1"), ("ALL_PROXY", "socks5://127.0.0.1:1"), ("SSL_CERT_FILE", "/no/such")],
)
def test_what_the_environment_names_wrongly_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(OnlineError, match="that the environment names"):
        Client(Config(), tmp_path)


def test_without_the_library_for_it_one_line_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(OnlineError, match=r"install papershelf with it, as papershelf\[online\]"):
        Client(Config(), tmp_path)


def test_no_test_reaches_the_network() -> None:
    import socket

    for host in ("192.0.2.1", "huggingface.co"):  # the first is nobody's, whatever happens
        with pytest.raises(AssertionError, match="reaches for the network"):
            socket.create_connection((host, 80), timeout=0.1)
    with socket.socket() as plain, pytest.raises(AssertionError, match="reaches for the network"):
        plain.connect(("192.0.2.1", 80))
