"""Text reduced to what matters when two texts are compared: no accents, no case, no typographic variants."""

import unicodedata
from typing import Final

# Letters that Unicode does not take apart, and the typographic signs that nobody types.
_TWINS: Final = str.maketrans(
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
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


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
    once = _stripped(_stripped(text).casefold()).translate(_TWINS)
    return _stripped(once.casefold()).translate(_TWINS)
