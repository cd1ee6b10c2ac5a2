"""Text reduced to what matters when two texts are compared: no accents, no case, no typographic variants."""

import re
from functools import cache, lru_cache
from typing import Final

# A pattern is a plain string: `re` compiles it when it is first used, and keeps it.
_STRANGE: Final = "[^\x00-\x7f]"
_FEW: Final = 12  # different letters beyond ASCII; where there are more, a text is rather of another script
_ASCII_SIGNS: Final = bytes(code for code in range(128) if not chr(code).isalnum())
_ASCII_LOWER: Final = bytes(range(256)).lower()


@cache
def _twins() -> dict[int, str]:
    """Letters that Unicode does not take apart, and the typographic signs that nobody types, by what they become."""
    return str.maketrans(
        {
            **dict(zip("øłđħŧıȷƀƚɨʉƶǥɫ", "oldhtijbliuzgl", strict=True)),
            **{"æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŋ": "ng", "ĸ": "k", "ſ": "s", "ə": "e"},
            **dict.fromkeys("‘’‚‛′ʼ", "'"),
            **dict.fromkeys("“”„‟″«»", '"'),
            **dict.fromkeys("‐‑‒–—―−", "-"),
            **dict.fromkeys("\u200c\u200d\ufe0e\ufe0f", ""),  # joiners and the choice between text and emoji
        }
    )


def _stripped(text: str) -> str:
    """The text taken apart, without its combining marks."""
    from unicodedata import combining, normalize  # an extension, for which plain ASCII has no use

    apart = normalize("NFKD", text)
    marks = [ord(char) for char in set(apart) if combining(char)]  # a long text has few different characters
    return apart.translate(dict.fromkeys(marks)) if marks else apart


def fold(text: str) -> str:
    """The text as it is compared: taken apart (NFKD), without accents, case-folded, special letters replaced.

    Args:
        text: Any string.

    Returns:
        The folded text; `fold(fold(text)) == fold(text)`. Its length may differ from the text's.
    """
    if text.isascii():
        return text.lower()
    # Each letter is folded by itself, whatever stands beside it. A few among ASCII are quickly replaced one by one.
    strange = set(re.findall(_STRANGE, text))
    if len(strange) > _FEW:
        return _folded(text)
    for letter in strange:
        text = text.replace(letter, _folded_letter(letter))
    return text.lower() if text.isascii() else text.casefold()


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    return _folded(letter)


def _folded(text: str) -> str:
    """The folded text, letter by letter."""
    # Case-folding can set free what may be taken apart once more, and the other way round: twice is enough.
    once = _stripped(_stripped(text).casefold()).translate(_twins())
    return once.lower() if once.isascii() else _stripped(once.casefold()).translate(_twins())


def letters(text: str) -> str:
    """The folded letters and digits of a text, and nothing else of it."""
    if text.isascii():  # nearly always, and bytes are gone through ten times as fast
        return text.encode().translate(_ASCII_LOWER, _ASCII_SIGNS).decode()
    key = fold(text)
    if key.isascii():
        return key.encode().translate(None, _ASCII_SIGNS).decode()
    return "".join(filter(str.isalnum, key))
