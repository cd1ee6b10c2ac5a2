"""What services should not send: the client follows no false trail, unpacks no bomb, and says what was wrong."""

import gzip
import json
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.config import Config
from papershelf.errors import OfflineError, OnlineError
from papershelf.online import Client, wire
from papershelf.online.client import ATTEMPTS, FOLDER, MOST_REDIRECTS
from papershelf.online.decoding import LARGEST, BrokenError, TooLargeError, unpacked
from papershelf.online.judging import retry_after
from papershelf.online.timing import SYSTEM
from tests.hostile import HOSTILE
from tests.online_tools import (
    GOOD,
    MORNING,
    PAPER,
    Reply,
    Service,
    Time,
    get,
    hf_daily,
    hf_paper,
    refusal,
    serving,
)

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
