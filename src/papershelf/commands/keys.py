"""Names of keys: as a person writes and reads them, as Textual calls them, and what terminals can send at all."""

import unicodedata
from collections.abc import Mapping

MOST_KEYS = 3  # of one sequence
UNSENT = (
    "unsent."  # begins the names of keys that nobody can press, which stand for commands without a key of their own
)

# Where Textual's name is neither the letter nor its Unicode name.
_SIGNS = {
    "/": "slash",
    "\\": "backslash",
    "@": "at",
    "-": "minus",
    "+": "plus",
    "_": "underscore",
    " ": "space",
}
_SHORT = {
    "esc": "escape",
    "pgdn": "pagedown",
    "pgup": "pageup",
    "page_down": "pagedown",
    "page_up": "pageup",
    "del": "delete",
    "ins": "insert",
    "bs": "backspace",
    "return": "enter",
    "cr": "enter",
    "spc": "space",
    "↓": "down",
    "↑": "up",
    "←": "left",
    "→": "right",
}
_SHOWN = {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "down": "↓", "up": "↑"}
_NAMED = {
    *("enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown"),
    *("up", "down", "left", "right"),
    *(f"f{number}" for number in range(1, 25)),
}
_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")  # in the order in which Textual writes them: by name

# What a terminal cannot tell apart from another key, and from which.
_SAME = {"i": "tab", "m": "enter", "left_square_bracket": "escape", "h": "backspace"}


def normal_key(words: str) -> str:
    """A key in Textual's name, however a person wrote it: `/`, `esc`, `Ctrl+P`, `shift+g`.

    What is no key comes back as it is, for `is_key` to say so.
    """
    if len(words) == 1:
        return _of_sign(words)
    *modifiers, key = words.rsplit("+", 1) if not words.endswith("++") else (words[:-2], "+")
    held = {part.casefold() for part in modifiers[0].split("+")} if modifiers else set()
    key = _SHORT.get(key.casefold(), key)
    if len(key) == 1:
        if held == {"shift"} and key.isalpha():
            return key.upper()
        # With ctrl held, terminals send small letters.
        key = _of_sign(key.lower() if "ctrl" in held and "shift" not in held else key)
    elif key.casefold() in _NAMED or key.islower():
        key = key.casefold()
    return "+".join([*sorted(held), key]) if held else key


def _of_sign(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign in _SHORT:
        return _SHORT[sign]
    if sign.isalnum():
        return sign
    return unicodedata.name(sign, sign).lower().replace("-", "_").replace(" ", "_")


_NAMES = {_of_sign(sign): sign for sign in r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""}


def key_name(key: str) -> str:
    """A key as a person reads it; empty for one that nobody can press."""
    if key.startswith(UNSENT):
        return ""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, _SHOWN.get(last) or sign_of(last) or last])


def sign_of(key: str) -> str:
    """The sign that a key without modifiers types, or nothing; a blank types one too, but is shown by its name."""
    if len(key) == 1:
        return key if key.isalnum() else ""
    if key in _NAMES:
        return _NAMES[key]
    if key in _NAMED or not key.islower():
        return ""
    try:
        sign = unicodedata.lookup(key.replace("_", " ").upper())
    except KeyError:
        return ""
    return sign if sign.isprintable() else ""


def is_typed(key: str) -> bool:
    """Whether a key writes something where a person types."""
    return key == "space" or ("+" not in key and bool(sign_of(key)))


def is_key(key: str) -> bool:
    """Whether a name, as `normal_key` gives it, is that of a key."""
    *modifiers, last = key.split("+")
    known = last in _NAMED or bool(sign_of(last))
    return known and len(set(modifiers)) == len(modifiers) and set(modifiers) <= set(_MODIFIERS)


def known_names() -> list[str]:
    """What a person may have meant by a name that is none: keys with and without `ctrl`."""
    plain = [*sorted(_NAMED), *_SHORT, *(name for name in _NAMES)]
    letters = [f"ctrl+{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    return [*plain, *letters, *(f"{held}+{name}" for held in ("ctrl", "shift", "alt") for name in sorted(_NAMED))]


def unsendable(key: str) -> str:
    """Why a terminal cannot send a key so that it is told from others, or nothing."""
    *modifiers, last = key.split("+")
    held, shown = set(modifiers), key_name(key)
    if held & {"super", "hyper", "meta"}:
        return f"most terminals do not send {shown}"
    if held == {"ctrl"} and last in _SAME:
        return f"terminals send {_SAME[last]} for {shown}"
    if "ctrl" in held and last in {"enter", "tab", "space", "backspace", "escape"}:
        return f"most terminals do not tell {shown} from {last}"
    if held >= {"ctrl", "shift"} and len(last) == 1:
        return f"most terminals do not tell {shown} from {'+'.join(sorted(held - {'shift'}))}+{last}"
    if held == {"shift"} and last in {"enter", "space", "backspace", "escape"}:
        return f"most terminals do not tell {shown} from {last}"
    return ""


# Keys that are taken before they reach a program: by tmux and screen as a prefix, by zellij in its normal mode.
TMUX: Mapping[str, str] = {
    "ctrl+b": "tmux takes ctrl+b as its prefix",
    "ctrl+a": "tmux and screen often take ctrl+a as their prefix",
}
ZELLIJ: Mapping[str, str] = {
    key: f"zellij takes {key} in its normal mode"
    for key in (
        *(f"ctrl+{letter}" for letter in "ptnhsoqgb"),
        *("alt+left", "alt+right", "alt+up", "alt+down", "alt+h", "alt+j", "alt+k", "alt+l", "alt+n", "alt+f"),
        *("alt+i", "alt+o", "alt+p", "alt+plus", "alt+minus", "alt+equals_sign"),
        *("alt+left_square_bracket", "alt+right_square_bracket"),
    )
}
