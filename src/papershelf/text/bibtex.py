"""What stands in a field of BibTeX, as a person reads it."""

import re
from typing import Final

_LONGEST: Final = 100_000
_BLANK_LINE: Final = r"\n(?:[ \t\r]*\n)+"
_SIGNS: Final = ("\\", "{", "}", "``", "~", "$", "--", "`")


def unmark(raw: str) -> str:
    r"""A field's text without the markup that BibTeX brings: commands, accents, and braces that only group.

    A line's end is a blank, a blank line separates paragraphs. Maths that some program escaped (`\$\textbackslash
    alpha\$`) comes out as the maths it was, for `clean` to show.

    Args:
        raw: The field's value, without the braces or quotation marks around it.

    Returns:
        The text; no letter and no digit is lost, except the names of commands that were turned into their meaning.
    """
    if "\n" not in raw:
        return _unmarked(" ".join(raw.split()))
    paragraphs = (" ".join(part.split()) for part in re.split(_BLANK_LINE, raw))
    return "\n\n".join(filter(None, map(_unmarked, paragraphs)))


def _unmarked(text: str) -> str:
    if len(text) > _LONGEST or not any(sign in text for sign in _SIGNS):
        return text
    from papershelf.text.tex import detex  # its tables and patterns take a while

    return " ".join(detex(text, is_bibtex=True).split())
