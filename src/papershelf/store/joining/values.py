"""Values that joining knows nothing about, such as fields of newer versions: by the base, or what says more."""

from typing import Any

import orjson

ABSENT: Any = object()


def weight(value: Any) -> tuple[bool, bytes]:
    """An order among values that is the same on every machine; no value at all comes first."""
    if value is ABSENT:
        return False, b""
    return True, orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def join_values(base: Any, ours: Any, theirs: Any) -> Any:
    """One of two values, or, of two sets of fields, each field by itself.

    Args:
        base: What both came from; `ABSENT` where there was none, or none is known.
        ours: What one side has, or `ABSENT`.
        theirs: What the other side has, or `ABSENT`.
    """
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if isinstance(ours, dict) and isinstance(theirs, dict):
        before = base if isinstance(base, dict) else {}
        names = dict.fromkeys((*ours, *theirs))
        joined = {
            name: join_values(before.get(name, ABSENT), ours.get(name, ABSENT), theirs.get(name, ABSENT))
            for name in names
        }
        return {name: value for name, value in joined.items() if value is not ABSENT}
    return max(ours, theirs, key=weight)
