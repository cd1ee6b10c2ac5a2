"""The file of settings: read whatever stands in it, told by line, written without touching anything else."""

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.commands import COMMANDS
from papershelf.commands.configured import configured, judged
from papershelf.config import Config
from papershelf.config.lines import lines_of
from papershelf.config.place import FILE
from papershelf.config.reading import LARGEST, read_config, read_text
from papershelf.config.schema import SETTINGS, Setting
from papershelf.config.writing import ConfigError, changed, set_value, unset_value
from tests.hostile import HOSTILE

LAYOUT = """# Mine, all mine
theme   =   "nord"   # cold

[keys]  # below the fold
'paper.star' = [ "s",
  "f", # two
]
paper.tags = 'w'

[unknown]
density = "none of yours"
"""


def told(text: str) -> list[str]:
    """What is said of a file."""
    return [problem.words for problem in judged(read_text(text)).problems]


def test_no_file_means_defaults(tmp_path: Path) -> None:
    now = configured(tmp_path / "nowhere")
    assert now.config == Config()
    assert now.problems == ()
    assert not now.reading.is_there


def test_every_setting_is_read() -> None:
    text = 'theme="nord"\nsigns="ascii"\ndensity="compact"\nmotion=false\nmeasure=40\npreview=false\n'
    text += 'toast_seconds=0.5\nnote_template="review"\nwatch_folder="~/papers"\n'
    text += 'huggingface_url="http://127.0.0.1:80/hub/"\ncontact="jo@here.org"\n'
    text += '[keys]\n"paper.star"="f"\npaper.tags=["w", "g t"]\npaper.note=[]'
    config = judged(read_text(text)).config
    assert config == Config(
        "nord",
        "ascii",
        "compact",
        False,
        40,
        False,
        0.5,
        "review",
        "~/papers",
        huggingface_url="http://127.0.0.1:80/hub/",
        contact="jo@here.org",
        keys={"paper.star": ("f",), "paper.tags": ("w", "g t"), "paper.note": ()},
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("thme = 1", 'config.toml, line 1: there is no setting "thme"; did you mean "theme"?'),
        ("\nzzzzzz = 1", 'config.toml, line 2: there is no setting "zzzzzz".'),
        ('theme = "papershlf"', 'did you mean "papershelf"?'),
        ("measure = 39", "measure cannot be 39: it must be a whole number from 40 to 200."),
        ("measure = 80.0", "measure cannot be 80.0: it must be a whole number"),
        ("measure = true", "measure cannot be true"),
        ("motion = 1", "motion cannot be 1: it must be true or false."),
        ("toast_seconds = nan", "it must be a number from 0.5 to 60."),
        (
            "arxiv_url = 'file:///etc'",
            'arxiv_url cannot be "file:///etc": it must be an address that begins with https://',
        ),
        ("arxiv_url = 'https://'", "it must be an address"),
        ("arxiv_url = 'https://me:secret@arxiv.org'", "it must be an address"),
        ("arxiv_url = 'https://arxiv.org:99999'", "it must be an address"),
        ("contact = 'jo@here.org)\u00e9'", "it must be a mail address, or empty"),
        ("contact = 'jo'", "it must be a mail address, or empty"),
        ("keys = 4", "keys must be a table: [keys]"),
        ("[keys]\n'paper.str' = 's'", 'line 2: there is no command "paper.str"; did you mean "paper.star"?'),
        ("[keys]\npaper.star = 'spce'", 'line 2: paper.star: there is no key "spce"; did you mean "space"?'),
        ("[keys]\npaper.star = 'a b c d'", "has more than 3 keys"),
        ("[keys]\npaper.star = 4", 'line 2: the keys of "paper.star" must be a text'),
        ("[keys]\npaper.star = 'w'\npaper.tags = 'w'", "line 3: w cannot run Tags (paper.tags): Star (paper.star) has"),
        ("[keys]\npaper.star = 'ctrl+m'", "terminals send enter for ctrl+m"),
        ("[keys]\nsearch.take = 'x'", "in the search line it is typed"),
        ("theme = ", "config.toml, line 1: it is no TOML"),
        ("theme = 'a'\ntheme = 'b'", "config.toml, line 2: it is no TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_was_meant(text: str, words: str) -> None:
    assert words in "\n".join(told(text))


def test_one_wrong_value_leaves_the_others() -> None:
    config = judged(read_text("theme = 3\nmeasure = 90\n[keys]\n'paper.star' = ['nokey', 'f']\n'x.y' = 'z'")).config
    assert config.theme == Config().theme
    assert config.measure == 90
    assert config.keys == {"paper.star": ("f",)}


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xef\xbb\xbfmeasure = 90\n")
    set_value(tmp_path, "theme", "nord")
    assert (tmp_path / FILE).read_bytes() == b'\xef\xbb\xbfmeasure = 90\ntheme = "nord"\n'
    assert configured(tmp_path).config.measure == 90


@pytest.mark.parametrize("data", [b"\xff\xfe", b"theme = '\x00'", b"#" * (LARGEST + 1), b"a=" + b"[" * 5000])
def test_what_is_no_settings_at_all_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FILE).write_bytes(data)
    reading = read_config(tmp_path)
    assert reading.is_broken
    assert len(reading.problems) == 1
    with pytest.raises(ConfigError, match="left as it is"):
        set_value(tmp_path, "theme", "nord")
    assert (tmp_path / FILE).read_bytes() == data


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    assert "cannot be read" in read_config(tmp_path).problems[0].words
    with pytest.raises(ConfigError):
        set_value(tmp_path, "theme", "nord")


VALUES = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.sampled_from(HOSTILE) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from([*(setting.name for setting in SETTINGS), "keys", "thme"]) | st.text(max_size=8)


@settings(deadline=None)
@given(st.text(max_size=300) | st.text("[]=\"'.# \n\\abt{},", max_size=120))
def test_any_text_gives_settings(text: str) -> None:
    assert isinstance(judged(read_text(text)).config, Config)
    lines_of(text)


@settings(deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_any_values_give_settings_that_can_be_used(values: dict[str, Any]) -> None:
    import tomlkit

    text = tomlkit.dumps(values).encode("utf-8", "replace").decode()
    config = judged(read_text(text)).config
    for setting in SETTINGS:
        assert setting.refusal(getattr(config, setting.name)) == ""


def test_long_hostile_lines_are_read_in_no_time() -> None:
    for text in ("a." * 200_000, "[" * 300_000, '"' * 300_000, "a='" * 100_000, "[keys]\n" + "'a' = 1\n" * 50_000):
        lines_of(text)


# Writing


def test_only_the_value_changes() -> None:
    after = changed(LAYOUT.encode(), {"theme": "dracula"}).decode()
    assert after == LAYOUT.replace('"nord"', '"dracula"')
    after = changed(LAYOUT.encode(), {"keys.paper.tags": "x"}).decode()
    assert after == LAYOUT.replace("'w'", '"x"')
    after = changed(LAYOUT.encode(), {"keys.paper.tags": None}).decode()
    assert after == LAYOUT.replace("paper.tags = 'w'\n", "")
    after = changed(LAYOUT.encode(), {"measure": 90}).decode()
    assert after == LAYOUT.replace("# cold\n", "# cold\nmeasure = 90\n")


COMMENTS = st.sampled_from(["# one", "  # two", "", "\t", "x = 1 # kept", "y.z = 'a'", "preview = true  # m"])
TAILS = st.sampled_from(["", "[keys] # k\n'paper.tags' = 'w' # w\n", "[other]\n# deep\na = [\n 1, # one\n]\n"])
CHANGES = st.sampled_from(
    [
        ("theme", "nord"),
        ("measure", 90),
        ("keys.paper.star", ["g s", "f"]),
        ("keys.paper.note", "N"),
        ("signs", "ascii"),
    ]
)


@settings(deadline=None)
@given(st.lists(COMMENTS, max_size=6, unique=True), TAILS, CHANGES, st.sampled_from(["\n", "\r\n"]))
def test_writing_keeps_every_other_line_byte_for_byte(
    head: list[str], tail: str, change: tuple[str, Any], newline: str
) -> None:
    before = "\n".join([*head, tail]).replace("\n", newline).encode()
    after = changed(before, {change[0]: change[1]})
    kept = iter(after.split(b"\n"))
    assert all(line in kept for line in before.split(b"\n") if line.strip())
    reading = read_text(after.decode())
    assert reading.found[change[0]] in (change[1], [change[1]])
    back = changed(after, {change[0]: None})
    assert tomllib.loads(back.decode()).get("x") == tomllib.loads(before.decode()).get("x")
    assert change[0] not in read_text(back.decode()).found


def test_what_others_wrote_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_text("# first\n")
    replace = os.fsync
    calls: list[int] = []

    def slow(descriptor: int) -> None:
        if not calls:
            (tmp_path / FILE).write_text("# first\nmeasure = 90\n")
        calls.append(descriptor)
        replace(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    set_value(tmp_path, "theme", "nord")
    assert (tmp_path / FILE).read_text() == '# first\nmeasure = 90\ntheme = "nord"\n'
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".tmp") == []


def test_the_file_is_its_owners_alone_and_a_link_stays(tmp_path: Path) -> None:
    elsewhere = tmp_path / "dotfiles" / "shelf.toml"
    elsewhere.parent.mkdir()
    elsewhere.write_text("# linked\n")
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / FILE).symlink_to(elsewhere)
    set_value(folder, "theme", "nord")
    assert (folder / FILE).is_symlink()
    assert elsewhere.read_text() == '# linked\ntheme = "nord"\n'
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600


def test_taking_out_what_is_not_there_writes_nothing(tmp_path: Path) -> None:
    unset_value(tmp_path, "theme")
    unset_value(tmp_path, "keys.paper.star")
    assert not (tmp_path / FILE).exists()


# The schema


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_default_is_valid_and_comes_back_from_its_words(setting: Setting) -> None:
    assert setting.refusal(setting.default) == ""
    assert setting.parse(str(setting.default)) == setting.default
    assert setting.help.endswith(".")


@given(st.sampled_from(SETTINGS), st.text(max_size=20) | st.sampled_from(HOSTILE))
def test_what_is_typed_is_a_value_or_refused(setting: Setting, words: str) -> None:
    try:
        value = setting.parse(words)
    except ValueError:
        return
    assert setting.refusal(value) == ""


def test_every_command_can_be_named_in_the_file() -> None:
    text = "[keys]\n" + "\n".join(f'"{command.id}" = []' for command in COMMANDS)
    assert told(text) == []
