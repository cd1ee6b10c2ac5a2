"""Every setting once: its name, what it may be, its default and what it is for; all that lists them asks here."""

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Literal, NamedTuple

from papershelf.config.model import Config

Value = str | bool | int | float
Kind = Literal["choice", "flag", "integer", "number", "text"]
Form = Literal["", "address", "mail"]

OWN_THEMES = ("papershelf", "papershelf-light", "papershelf-contrast", "papershelf-contrast-light")
# Textual's own; a test holds them against what the app offers.
THEMES = (
    *OWN_THEMES,
    "textual-dark",
    "textual-light",
    "nord",
    "gruvbox",
    "catppuccin-mocha",
    "dracula",
    "tokyo-night",
    "monokai",
    "flexoki",
    "catppuccin-latte",
    "catppuccin-frappe",
    "catppuccin-macchiato",
    "solarized-light",
    "solarized-dark",
    "rose-pine",
    "rose-pine-moon",
    "rose-pine-dawn",
    "atom-one-dark",
    "atom-one-light",
    "ansi-dark",
    "ansi-light",
)
KEYS = "keys"  # the table of keys, which is no setting of one value
LONGEST_TEXT = 200  # characters of a setting that is a text


def _is_plugged(value: object) -> bool:
    """Whether it may be a theme that another package adds: those are looked for when the screen stands."""
    return isinstance(value, str) and bool(re.fullmatch(r"plugin\.[a-z0-9_-]{1,40}", value))


class Setting(NamedTuple):
    """Something that has one value.

    Attributes:
        name: Its key in the file, and the field of `Config`.
        kind: What the value is.
        help: What it is for, in one sentence.
        choices: What it may be, where there are only a few.
        low: The least it may be, of numbers.
        high: The most it may be, of numbers.
        unit: What its number counts.
        form: What a text must look like, where not any will do.
    """

    name: str
    kind: Kind
    help: str
    choices: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    unit: str = ""
    form: Form = ""

    @property
    def default(self) -> Value:
        """The value where nothing is set."""
        value: Value = getattr(_DEFAULTS, self.name)
        return value

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        if self.kind == "flag":
            return "true or false"
        if self.kind == "choice":
            return _either(self.choices) if len(self.choices) < 6 else "the name of a theme"
        if self.kind == "text":
            return _FORMS[self.form]
        return f"a {'whole ' if self.kind == 'integer' else ''}number from {self.low:g} to {self.high:g}"

    def refusal(self, value: object) -> str:
        """Why a value cannot be taken, or nothing."""
        fits = {
            "flag": lambda: isinstance(value, bool),
            "choice": lambda: value in self.choices or (self.choices is THEMES and _is_plugged(value)),
            "text": lambda: isinstance(value, str) and self._is_such_a_text(value),
            "integer": lambda: isinstance(value, int) and not isinstance(value, bool) and self._is_within(value),
            "number": lambda: isinstance(value, int | float) and not isinstance(value, bool) and self._is_within(value),
        }[self.kind]()
        return "" if fits else f"it must be {self.allowed}"

    def _is_such_a_text(self, text: str) -> bool:
        if not text.isprintable() or len(text) > LONGEST_TEXT:
            return False
        return not self.form or (is_address(text) if self.form == "address" else not text or is_mail(text))

    def _is_within(self, number: float) -> bool:
        return self.low <= number <= self.high  # False for nan

    def parse(self, words: str) -> Value:
        """A value as typed by a person.

        Raises:
            ValueError: It makes no sense; the message says what would.
        """
        value: Value = words
        folded = words.strip().casefold()
        if self.kind == "flag" and folded in _FLAGS:
            value = _FLAGS[folded]
        elif self.kind == "integer" and folded.isascii() and folded.isdigit() and len(folded) < 10:
            value = int(folded)
        elif self.kind == "number":
            value = _number(folded) or words
        elif self.kind == "choice":
            value = folded
        if reason := self.refusal(value):
            raise ValueError(reason)
        return value


_DEFAULTS = Config()
_FORMS = {
    "": "a text",
    "address": "an address that begins with https:// or http://",
    "mail": "a mail address, or empty",
}
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}

SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "choice", "The colours.", THEMES),
    Setting("signs", "choice", "Which signs stand for star, status and the like.", ("unicode", "ascii")),
    Setting("density", "choice", "Two lines to a paper in the list, or one.", ("comfortable", "compact")),
    Setting("motion", "flag", "Whether anything may move by itself: smooth scrolling, spinners, animations."),
    Setting("measure", "integer", "The widest line of the reader.", low=40, high=200, unit="cells"),
    Setting("preview", "flag", "Whether the note's preview stands beside the line it is written in."),
    Setting("toast_seconds", "number", "How long a message stays.", low=0.5, high=60, unit="seconds"),
    Setting("note_template", "text", "The name of the template that a new note begins with; empty for none."),
    Setting(
        "review_days",
        "integer",
        "After how many days a starred paper or one with a note is brought up for review; 0 for never.",
        low=0,
        high=3650,
        unit="days",
    ),
    Setting(
        "watch_folder",
        "text",
        "The folder whose pages are imported as they are saved, while the screen is open; empty for none.",
    ),
    Setting("huggingface_url", "text", "Where `fetch` and `resolve` ask Hugging Face.", form="address"),
    Setting("arxiv_url", "text", "Where `fetch` and `resolve` ask arXiv.", form="address"),
    Setting("crossref_url", "text", "Where `fetch` and `resolve` ask Crossref.", form="address"),
    Setting("contact", "text", "Your mail address, told to arXiv and Crossref with each request.", form="mail"),
    Setting(
        "most_reading",
        "integer",
        "How many papers you want to be reading at most; one more is marked so, and you are told. 0 for no limit.",
        low=0,
        high=999,
        unit="papers",
    ),
    Setting("suggest", "flag", "Whether tags are suggested, and papers ordered, by what you tagged and starred."),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}
assert {field.name for field in fields(Config)} == {*_BY_NAME, KEYS}, "each field of Config is a setting, and back"


def setting_of(name: str) -> Setting | None:
    """The setting with a name, if there is one."""
    return _BY_NAME.get(name)


def names() -> Iterator[str]:
    """The names that may stand at the top of the file."""
    yield from (*_BY_NAME, KEYS)


def is_address(text: str) -> bool:
    """Whether a text is the address of a service on the web, to which paths can be added."""
    from urllib.parse import urlsplit  # only who sets one pays for it

    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = text.isascii() and not any(sign in text for sign in ' \\?#@<>"')
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0


def is_mail(text: str) -> bool:
    """Whether a text can be a mail address; it is sent in a header, so letters and a few signs are all it may hold."""
    name, _, host = text.partition("@")
    signs = "._-+@"
    return text.isascii() and bool(name and "." in host) and all(sign.isalnum() or sign in signs for sign in text)


def words_of(value: object) -> str:
    """A value as it is written in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def _either(choices: tuple[str, ...]) -> str:
    quoted = [f'"{choice}"' for choice in choices]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else quoted[0]


def _number(words: str) -> float | None:
    try:
        return float(words)
    except ValueError:
        return None
