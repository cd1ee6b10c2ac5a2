"""Text reduced to what matters when two texts are compared: no accents, no case, no typographic variants."""

from functools import cache


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

    return "".join(char for char in normalize("NFKD", text) if not combining(char))


def fold(text: str) -> str:
    """The text as it is compared: taken apart (NFKD), without accents, case-folded, special letters replaced.

    Args:
        text: Any string.

    Returns:
        The folded text; `fold(fold(text)) == fold(text)`. Its length may differ from the text's.
    """
    if text.isascii():
        return text.lower()
    # Case-folding can set free what may be taken apart once more, and the other way round: twice is enough.
    once = _stripped(_stripped(text).casefold()).translate(_twins())
    return _stripped(once.casefold()).translate(_twins())
