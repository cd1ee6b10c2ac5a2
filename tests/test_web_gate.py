"""Who may come in, where the server listens, and what the page may say: all of it without a server."""

import json
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.errors import DataError, UsageError
from papershelf.web.gate import Gate, new_token
from papershelf.web.listening import listen, place_of
from papershelf.web.page_words import HIGHEST, WIDEST, Looked, Pinged, Resized, Typed, size_asked, understood

NEAR = place_of("127.0.0.1", (), is_public=False).gate("t" * 43)


def test_tokens_are_long_new_and_fit_for_an_address() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) >= 43 and token.replace("-", "").replace("_", "").isalnum() for token in tokens)


@pytest.mark.parametrize("token", ["", "t", "t" * 42, "t" * 44, "T" * 43, "t" * 42 + "é", "t" * 42 + "\udc80"])
def test_a_token_is_right_as_a_whole_or_not_at_all(token: str) -> None:
    assert not NEAR.knows(token)
    assert NEAR.knows("t" * 43)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:9000", "LOCALHOST", "[::1]:8000"])
def test_this_machine_is_asked_by_its_names(host: str) -> None:
    assert NEAR.is_asked_rightly([host], [])
    for origin in (f"http://{host}", f"https://{host.lower()}"):
        assert NEAR.is_asked_rightly([host], [origin], needs_origin=True)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "192.168.1.2", "", "localhost:", "[::1",
     "user@localhost", "localhost/..", "localhost:8000:1", "localhost#", "127.0.0.1\n", "2130706433", "localhost.",
     "\u017focalhost"],
)  # fmt: skip
def test_a_name_that_leads_here_from_elsewhere_gets_nothing(host: str) -> None:
    assert not NEAR.is_asked_rightly([host], [])


@pytest.mark.parametrize(
    "origins",
    [[], ["null"], [""], ["http://evil.example"], ["http://localhost:8000"], ["http://127.0.0.1"],
     ["http://127.0.0.1:8001"], ["ws://127.0.0.1:8000"], ["http://127.0.0.1:8000/x"], ["http://x@127.0.0.1:8000"],
     ["http://127.0.0.1:8000", "http://127.0.0.1:8000"], ["http://[::1"]],
)  # fmt: skip
def test_a_websocket_is_for_the_own_page_alone(origins: list[str]) -> None:
    assert not NEAR.is_asked_rightly(["127.0.0.1:8000"], origins, needs_origin=True)


def test_two_hosts_in_one_request_are_none() -> None:
    assert not NEAR.is_asked_rightly(["127.0.0.1:8000", "127.0.0.1:8000"], [])
    assert not NEAR.is_asked_rightly([], [])


def test_in_public_numbers_and_given_names_count_and_other_names_do_not() -> None:
    gate = place_of("0.0.0.0", ["Shelf.Example"], is_public=True).gate("t")
    for host in ("192.168.1.2:8000", "[fe80::1]:8000", "shelf.example", f"{socket.gethostname()}:8000"):
        assert gate.is_asked_rightly([host], []), host
    assert not gate.is_asked_rightly(["evil.example"], [])


@given(st.text(), st.text())
def test_no_header_brings_the_gate_down(host: str, origin: str) -> None:
    gate = Gate("token", frozenset({"localhost"}), takes_numbers=True)
    assert not gate.is_asked_rightly([host], ["http://evil.example"])
    gate.is_asked_rightly(["localhost"], [origin])
    gate.knows(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "shelf.example", "127.1", "2130706433", ""])
def test_others_may_come_only_where_somebody_said_so(host: str) -> None:
    with pytest.raises(UsageError):
        place_of(host, (), is_public=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "localhost", "::1", "[::1]"])
def test_this_machine_stays_this_machine_even_in_public(host: str) -> None:
    place = place_of(host, (), is_public=True)
    assert not place.is_public
    assert not place.gate("t").takes_numbers


@pytest.mark.parametrize("host", ["a b", "x@y", "x/y", "x\x1b[2J", "x?y"])
def test_what_is_no_address_is_said_in_one_harmless_line(host: str) -> None:
    with pytest.raises(UsageError) as told:
        place_of(host, (), is_public=True)
    assert told.value.message.isprintable()


def test_the_address_says_what_a_visitor_opens() -> None:
    assert place_of("127.0.0.1", (), is_public=False).address(8000, "abc") == "http://127.0.0.1:8000/abc/"
    assert place_of("::1", (), is_public=False).address(80, "abc") == "http://[::1]:80/abc/"
    assert place_of("0.0.0.0", ["shelf.example"], is_public=True).address(1, "abc") == "http://shelf.example:1/abc/"
    assert place_of("::", (), is_public=True).address(1, "x") == f"http://{socket.gethostname().lower()}:1/x/"


def test_a_port_that_is_taken_is_said() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(DataError, match=rf"127\.0\.0\.1:{port}: .*--port 0"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('["stdin", "é\\ud800"]', Typed("é?".encode())),
        ('["resize", {"width": 80, "height": 24, "more": 1}]', Resized(80, 24)),
        ('["resize", {"width": 99999999, "height": -5}]', Resized(WIDEST, 1)),
        ('["focus"]', Looked("focus")),
        ('["blur", null]', Looked("blur")),
        ('["ping", "123"]', Pinged("123")),
        ('["ping", 123]', None),
        ('["quit"]', None),
        ('["stdin"]', None),
        ('["stdin", 5]', None),
        ('["resize", {"width": 80.5, "height": 24}]', None),
        ('["resize", {"width": "80", "height": 24}]', None),
        ('{"stdin": "x"}', None),
        ("[" * 100_000, None),
        (f'["resize", {{"width": {"9" * 5000}, "height": 1}}]', None),
        ("", None),
    ],
)
def test_what_the_page_may_say(text: str, word: object) -> None:
    assert understood(text) == word


_JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=8)


@settings(max_examples=50)
@given(st.text() | _JSON.map(json.dumps) | st.lists(_JSON).map(lambda parts: json.dumps(["resize", *parts])))
def test_nothing_that_is_said_brings_the_server_down(text: str) -> None:
    understood(text)


@given(st.text(), st.text())
def test_a_size_in_the_address_is_one_that_a_screen_can_have(width: str, height: str) -> None:
    wide, high = size_asked(width, height)
    assert 1 <= wide <= WIDEST
    assert 1 <= high <= HIGHEST
    assert size_asked("100", "") == (100, 24)
