"""Whether a reply can be used: refusals, pages made for persons, and what breaks off are told apart from data."""

import json
import re
from email.utils import parsedate_to_datetime
from typing import Any

from papershelf.online.services import Ask
from papershelf.online.wire import Answer, Trouble
from papershelf.text import safe_line

_PASSING = (408, 425, 429, 500, 502, 503, 504)
_SHOWN = 120  # characters of what a service says of its refusal
_NEVER = 10.0**9  # seconds
_EMPTY_LONGEST = 10_000  # bytes of a reply that holds no paper
_ENTRY = re.compile(rb"<(?:[\w.-]{1,40}:)?entry[\s>]")
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)


def judge(ask: Ask, answer: Answer, *, may_be_same: bool, now: float) -> None:
    """Let an answer pass that can be used, or that says that there is nothing.

    Args:
        ask: The question.
        answer: What came.
        may_be_same: Whether we said which state of it we have.
        now: Seconds since 1970.

    Raises:
        Trouble: It is no good.
    """
    if answer.status in (404, 410) or (answer.status == 304 and may_be_same):
        return
    if answer.status != 200:
        may_pass = answer.status in _PASSING
        after = retry_after(answer.headers.get("retry-after", ""), now) if may_pass else None
        raise Trouble(_refusal(answer), may_pass=may_pass, is_refusal=answer.status in (400, 422), after=after)
    if not answer.body.strip():
        raise Trouble("sent an empty reply", may_pass=True)
    if _PAGE.match(answer.body[:2000]):
        raise Trouble("sent a web page instead of data", may_pass=True)
    if not (_is_whole_feed if ask.format == "arxiv-atom" else _is_whole_json)(answer.body):
        raise Trouble("sent a reply that breaks off", may_pass=True)


def is_empty(ask: Ask, body: bytes) -> bool:
    """Whether a whole reply says that there is no paper: to a reader of files that is a problem, to us an answer."""
    if ask.format == "arxiv-atom":
        return _ENTRY.search(body) is None
    if len(body) > _EMPTY_LONGEST:
        return False
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError):
        return False
    for name in ("message", "items"):
        if isinstance(told, dict):
            told = told.get(name, told)
    return isinstance(told, list) and not told


def retry_after(words: str, now: float) -> float | None:
    """Seconds that a service asks us to wait, said as a number or as a date; None where it says nothing we know."""
    words = words.strip()
    if words.isascii() and words.isdigit():
        return float(words) if len(words) < 10 else _NEVER
    try:
        return max(parsedate_to_datetime(words[:100]).timestamp() - now, 0.0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _refusal(answer: Answer) -> str:
    said = _said(answer.body[:20_000])
    words = "is busy" if answer.status in (429, 503) else "answered"
    return f"{words} ({answer.status}{f': {said}' if said else ''})"


def _said(body: bytes) -> str:
    """What a service says of its refusal, in a short line; a page made for persons says nothing."""
    if _PAGE.match(body[:2000]):
        return ""
    text = body.decode("utf-8", "replace")
    try:
        told: Any = json.loads(text)
    except (ValueError, RecursionError):
        told = "" if text.lstrip()[:1] in ("{", "[", "<") else text
    for name in ("error", "message"):
        if isinstance(told, dict):
            told = told.get(name, told)
    line = safe_line(told[: 4 * _SHOWN]) if isinstance(told, str) else ""
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _is_whole_json(body: bytes) -> bool:
    import orjson

    try:
        return isinstance(orjson.loads(body), list | dict)
    except ValueError:  # it is strict, and not all that is sent is clean
        pass
    try:
        return isinstance(json.loads(body), list | dict)
    except (ValueError, RecursionError):
        return False


def _is_whole_feed(body: bytes) -> bool:
    return body[-200:].rstrip().endswith((b"feed>", b"/>"))  # an empty one may close itself
