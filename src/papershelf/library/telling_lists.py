"""What a change did to a reading list, in words: its fields, and the papers that came, went and moved."""

from collections.abc import Iterator, Mapping
from typing import Any

from papershelf.library.events import counted
from papershelf.text import safe_line

_TEXT_SHOWN = 60  # characters of a value


def list_words(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[str]:
    """The words for one change of a list's record.

    Args:
        before: The fields that changed, as they were; None where there was no list.
        after: Likewise as they became; None where there is none any more.
    """
    if before is None or after is None:
        yield "the list came" if before is None else "the list went"
        return
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        if name == "places":
            yield _papers(was if isinstance(was, dict) else {}, now if isinstance(now, dict) else {})
        elif name == "name":
            yield f"name {_short(was)} → {_short(now)}"
        elif name == "parent":
            yield "stands under another list" if now else "stands at the top level"
        elif name == "position":
            yield "moved among the lists"
        else:
            yield f"{safe_line(str(name))} changed"


def _papers(was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    came, went = len(now.keys() - was.keys()), len(was.keys() - now.keys())
    told = [f"+{counted(came, 'paper')}" if came else "", f"-{counted(went, 'paper')}" if went else ""]
    moved = any(was[paper_id] != now[paper_id] for paper_id in was.keys() & now.keys())
    return " ".join((*filter(None, told), *(["order changed"] if moved else [])))


def _short(value: Any) -> str:
    text = "none" if value is None else safe_line(str(value)[: 4 * _TEXT_SHOWN])
    return text if len(text) <= _TEXT_SHOWN else text[: _TEXT_SHOWN - 1] + "…"
