"""JATS and HTML markup as registries put it into titles and abstracts: made plain text, no letter of the words lost."""

import html
import re
from html.entities import html5

_NAMES = (
    "abstract|p|sec|title|list|list-item|break|br|div|span|i|b|u|em|strong|italic|bold|sub|sup|sc|scp|tt|underline|roman|"
    "sans-serif|monospace|ext-link|xref|a|li|ul|ol|h[1-6]|inline-formula|disp-formula|tex-math|math|mi|mo|mn|mrow|msub|"
    "msup|msubsup|mfrac|mtext|mspace|mover|munder|mstyle|mfenced|msqrt|alternatives|inline-graphic|graphic|label|fn|font"
)
_VALUE = r"""(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>]++)"""
# Only names that such markup uses, and nothing but attributes after them: `a <b and c> d` is no markup.
_TAG = re.compile(
    rf"<(/?)(?:(?:jats|mml|m|ns\d|xhtml|html):([A-Za-z][\w.-]{{0,40}})|({_NAMES}))"
    rf"(?:\s++[\w:.-]{{1,60}}\s*+=\s*+{_VALUE})*+\s*+/?>",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    {
        *("abstract", "p", "sec", "title", "list", "list-item", "div", "li", "ul", "ol", "disp-formula", "break", "br"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    }
)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
# With its semicolon: `html.unescape` alone takes `&region` for ® and `ion`.
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_ESCAPED_TWICE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,6});")
_HEADING = re.compile(r"\s*<(?:jats:)?title(?:\s[^<>]*)?>\s*abstract\s*[:.]?\s*</(?:jats:)?title>", re.IGNORECASE)


def plain(text: str) -> str:
    """Marked-up text as plain text: paragraphs a blank line apart, the heading “Abstract” at the top left out.

    Args:
        text: JATS, HTML, or plain text already.
    """
    if "<" in text:
        opened = re.match(r"\s*(?:<(?:jats:)?(?:abstract|sec)(?:\s[^<>]*)?>\s*)*", text, re.IGNORECASE)
        start = opened.end() if opened else 0
        heading = _HEADING.match(text, start)
        text = _TAG.sub(_spaced, _CDATA.sub("", text[heading.end() :] if heading else text))
    if "&" in text:
        text = _ENTITY.sub(_letter, text)
        text = _ENTITY.sub(_letter, text) if _ESCAPED_TWICE.search(text) else text
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", text))
    return "\n\n".join(filter(None, paragraphs))


def _letter(entity: re.Match[str]) -> str:
    name = entity[0][1:]
    return html.unescape(entity[0]) if name[0] == "#" else html5.get(name, entity[0])


def _spaced(tag: re.Match[str]) -> str:
    name = (tag[2] or tag[3]).lower()
    return "\n\n" if name in _BLOCKS else ""
