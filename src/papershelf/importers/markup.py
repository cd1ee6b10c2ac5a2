"""Titles and abstracts that hold a little HTML, as reference managers write it, made plain text."""

import html
import re
from typing import Final

# Only what has the form of an attribute may stand in a tag: `x <b and c> y` is none.
_ATTRIBUTES: Final = r"""(?:\s{1,4}[\w:-]{1,40}=(?:"[^"<>]{0,400}"|'[^'<>]{0,400}')){0,8}\s{0,4}/?>"""
_BREAK: Final = r"</?(?:jats:)?(?:p|br|div|li|title|sec)" + _ATTRIBUTES
_TAG: Final = r"</?(?:jats:)?(?:i|b|u|em|strong|italic|bold|sub|sup|sc|span|tt|code|a|small)" + _ATTRIBUTES
_ENTITY: Final = r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});"


def plain(text: str) -> str:
    """The text without its tags and with letters for its entities; paragraphs come apart, no letter is lost.

    Only tags that such texts hold are taken for some: `a < b` and `<MASK>` stay as they are.

    Args:
        text: Any text.
    """
    if "<" in text:
        text = re.sub(_TAG, "", re.sub(_BREAK, "\n\n", text, flags=re.IGNORECASE), flags=re.IGNORECASE)
    if "&" in text:
        text = re.sub(_ENTITY, lambda match: html.unescape(match[0]), text)
    return text
