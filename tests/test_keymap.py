"""The keymap: names of keys, which sequences run which command, what gives way, and what is said about it."""

import string
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.keys import _character_to_key

from papershelf.commands import COMMANDS, Command, command_of
from papershelf.commands.clashes import clashes, would_take
from papershelf.commands.command import PLUGIN_SCOPE
from papershelf.commands.configured import refusal
from papershelf.commands.keymap import Keymap, read_sequence
from papershelf.commands.keys import UNSENT, is_key, is_typed, key_name, normal_key, unsendable
from papershelf.commands.scopes import STAGES, TYPING, is_opener, opener_of, stages_of
from tests.hostile import HOSTILE

IDS = [command.id for command in COMMANDS]


def test_signs_are_called_as_textual_calls_them_and_shown_as_they_are() -> None:
    for sign in string.printable[:94] + "äß§漢€":
        assert normal_key(sign) == _character_to_key(sign)
        assert key_name(normal_key(sign)) == sign
        assert is_key(normal_key(sign))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("esc", "escape"),
        ("PgDn", "pagedown"),
        ("Ctrl+P", "ctrl+p"),
        ("ctrl+/", "ctrl+slash"),
        ("ctrl++", "ctrl+plus"),
        ("shift+g", "G"),
        ("G", "G"),
        ("shift+tab", "shift+tab"),
        ("F5", "f5"),
        ("del", "delete"),
        ("alt+ctrl+x", "alt+ctrl+x"),
        ("ctrl+alt+x", "alt+ctrl+x"),
        ("return", "enter"),
        ("question_mark", "question_mark"),
        ("↓", "down"),
    ],
)
def test_keys_are_understood_as_people_write_them(written: str, key: str) -> None:
    assert normal_key(written) == key
    assert is_key(key)


@pytest.mark.parametrize("written", ["foo", "ctrl+", "+a", "a+b", "ctrl+foo", "\x1b", "\ud800", *HOSTILE])
def test_what_is_no_key_is_refused(written: str) -> None:
    if written.strip():
        assert refusal(written, "paper.star")[0]


@given(st.text(max_size=30))
def test_any_text_can_be_asked_about(words: str) -> None:
    for key in read_sequence(words):
        if is_key(key):
            assert normal_key(key_name(key)) == key, "what is shown can be typed into the file"
            is_typed(key)
            unsendable(key)
    refusal(words, "paper.star")


def test_every_default_key_is_a_key() -> None:
    for command in COMMANDS:
        for key in command.keys:
            assert is_key(normal_key(key)), (command.id, key)
            assert not unsendable(normal_key(key))


def test_defaults_are_free_of_clashes_and_ask_nothing_of_textual() -> None:
    keymap = Keymap()
    assert keymap.losses == ()
    assert keymap.singles() == {}
    assert keymap.loose == frozenset()
    assert [each.words for each in clashes(keymap, {}) if each.kind != "elsewhere"] == []


def test_keys_that_zellij_takes_are_known() -> None:
    taken = {each.id for each in clashes(Keymap(), {"ZELLIJ": "0"})}
    assert taken >= {"app.palette"}
    assert clashes(Keymap(), {"TMUX": "x"}) == []
    assert any("tmux" in each.words for each in clashes(Keymap({"paper.star": ("ctrl+b",)}), {"TMUX": "x"}))


def test_scopes_that_are_named_exist() -> None:
    known = {command.scope for command in COMMANDS}
    assert {scope for scopes in STAGES.values() for scope in scopes} <= {*known, PLUGIN_SCOPE}
    assert {"search"} <= set(TYPING)


@pytest.mark.parametrize(
    ("changed", "losers"),
    [
        ({"paper.star": ("t",)}, ["paper.tags"]),
        ({"paper.star": ("g s",)}, ["move.top"]),
        ({"paper.star": ("m",)}, ["paper.status"]),
        ({"paper.star": ("m q",)}, ["status.queued"]),
        ({"paper.star": ("f",), "paper.tags": ("f",)}, ["paper.tags"]),
        ({"paper.star": ("f",), "paper.tags": ("f f",)}, ["paper.tags"]),
        ({"past.undo": ("s",), "reader.next": ("Z",)}, []),
        ({"past.undo": ("j",)}, ["move.down"]),
        ({"paper.star": ("t",), "paper.tags": ("s",)}, []),
        ({"nothing.known": ("s",)}, []),
    ],
)
def test_what_is_set_comes_before_defaults(changed: dict[str, tuple[str, ...]], losers: list[str]) -> None:
    assert [loss.loser for loss in Keymap(changed).losses] == losers


def test_what_follows_a_key_goes_with_it() -> None:
    assert Keymap({"paper.status": ("w", "g m")}).all_shown("status.queued") == ("w q", "g m q")
    assert Keymap({"paper.status": ()}).all_shown("status.queued") == ()
    assert Keymap({"status.queued": ("Q",)}).all_shown("status.queued") == ("Q",)


def test_commands_without_a_key_of_their_own_get_one_that_nobody_can_press() -> None:
    singles = Keymap({"paper.star": ("g s",), "paper.tags": ()}).singles()
    assert singles["paper.star"] == f"{UNSENT}paper.star"
    assert singles["paper.tags"] == f"{UNSENT}paper.tags"
    assert key_name(singles["paper.tags"]) == ""
    assert not is_key(singles["paper.tags"])


def test_who_would_lose_a_key_is_said_before() -> None:
    assert would_take(Keymap(), "paper.star", ("t",)) == ["paper.tags"]
    assert would_take(Keymap({"paper.note": ("t",)}), "paper.star", ("t",)) == ["paper.note"]
    assert would_take(Keymap({"paper.star": ("f",)}), "paper.note", ("f",)) == ["paper.star"]
    assert would_take(Keymap(), "paper.star", ("f", "x")) == []


SEQUENCES = st.lists(st.sampled_from(["s", "t", "m", "q", "g", "w", "/", "ctrl+x", "esc", "G"]), min_size=1, max_size=3)
CHANGED = st.dictionaries(st.sampled_from(IDS), st.lists(SEQUENCES.map(" ".join), max_size=3).map(tuple), max_size=8)


@settings(deadline=None, max_examples=50)
@given(CHANGED)
def test_no_two_commands_of_one_place_share_a_sequence(changed: dict[str, tuple[str, ...]]) -> None:
    keymap = Keymap(changed)
    every = [(sequence, command_of(name)) for name in IDS for sequence in keymap.sequences(name)]
    alike: defaultdict[str, list[tuple[tuple[str, ...], Command]]] = defaultdict(list)
    for sequence, command in every:
        alike[sequence[0]].append((sequence, command))
    for sequence, command in every:
        for other_sequence, other in alike[sequence[0]]:
            if other.id == command.id or not stages_of(command) & stages_of(other):
                continue
            assert sequence != other_sequence
            if other_sequence[: len(sequence)] == sequence:
                assert is_opener(command)


@settings(deadline=None, max_examples=50)
@given(CHANGED)
def test_every_sequence_is_reached_by_a_binding_or_key_by_key(changed: dict[str, tuple[str, ...]]) -> None:
    keymap = Keymap(changed)
    singles = keymap.singles()
    for name in IDS:
        command = command_of(name)
        for sequence in keymap.sequences(name):
            assert (sequence, command) in keymap.beginning([sequence[:1]])
            if len(sequence) == 1 and not command.chord:
                bound = singles.get(name, ",".join(map(normal_key, command.keys)))
                assert sequence[0] in bound.split(",")
            else:
                opener = opener_of(command.chord) if command.chord else None
                opens = opener is not None and sequence[:1] in keymap.sequences(opener.id)
                assert sequence[0] in keymap.loose or opens
