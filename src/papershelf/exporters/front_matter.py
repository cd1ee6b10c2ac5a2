"""A note's front matter rewritten key by key: ours brought up to date, the person's kept to the byte."""

import json
import re
import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from papershelf.exporters.base import MergeProblem
from papershelf.exporters.stamp import exact

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^']|'')*'")
# Lines as ruamel counts them; `splitlines` would also break at U+2028 and others.
LINES = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")
COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


@dataclass(frozen=True)
class FrontMatter:
    """A front matter as text, and its values in ruamel's mapping, which knows the line of each key."""

    text: str
    values: Any

    @classmethod
    def read(cls, text: str) -> "FrontMatter":
        """Read what stands between the two `---`.

        Raises:
            MergeProblem: It is no YAML mapping with one key a line, or has a key twice.
        """
        return cls(text, _parse(text))


def plain(values: Mapping[str, Any], keys: Iterable[str]) -> str:
    """The values of some keys, in whatever YAML style they stand: `"2024"` and `2024` are alike."""
    chosen = {key: values.get(key) for key in keys}
    return json.dumps(_plain(chosen), sort_keys=True, ensure_ascii=False)


def mark_digest(value: Any) -> str:
    """A short fingerprint of a value; whatever says “nothing” is alike: no, null, an empty text or list.

    Nor does the order of a list count: its items are tags.
    """
    plain_value = _plain(value)
    if isinstance(plain_value, list):
        plain_value = sorted(map(str, plain_value))
    return exact(json.dumps(plain_value, ensure_ascii=False) if value else "")[:8]


def merge(existing: FrontMatter, fresh: FrontMatter, keep: Collection[str] = (), eol: str = "\n") -> str:
    """The existing front matter with the keys of the fresh one brought up to date.

    Works on lines rather than by dumping the whole again, because no YAML writer gives a person's comments,
    quotes and indentation back exactly. What comes out is read once more and compared.

    Args:
        existing: What is there.
        fresh: What is to be.
        keep: Keys of the fresh one to be left as they are, where they are there.
        eol: What ends a new line.

    Raises:
        MergeProblem: The existing text cannot be rewritten without risk.
    """
    before = existing.values
    wanted = {key: value for key, value in fresh.values.items() if key not in keep or key not in before}
    chunks = {chunk.partition(":")[0]: chunk for chunk in re.split(r"(?m)^(?=[a-z_]+:)", fresh.text) if chunk}
    chunks = {key: chunk.replace("\n", eol) for key, chunk in chunks.items() if key in wanted}
    lines = LINES.findall(existing.text)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += eol
    # From the last line up, so that earlier line numbers stay right.
    for key, start, end in sorted(_spans(before, lines), key=lambda span: -span[1]):
        if key in wanted and _plain(before[key]) != _plain(wanted[key]):
            lines[start:end] = [*(comment + eol for comment in _comments(lines[start:end])), chunks[key]]
    merged = "".join([*lines, *(chunk for key, chunk in chunks.items() if key not in before)])
    _verify(before, wanted, merged)
    return merged


def _parse(yaml_text: str) -> Any:
    """The values of a front matter."""
    from ruamel.yaml import YAML  # only a changed note needs it
    from ruamel.yaml.comments import CommentedMap

    try:
        with warnings.catch_warnings(action="ignore"):  # an anchor used twice is nothing to print about
            values = YAML(typ="rt").load(yaml_text)
    except Exception as error:  # beside its own errors it lets through ValueError, IndexError and others
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""  # the first line is the `---`
        raise MergeProblem(f"has front matter that is not valid YAML{where}; left as it is") from None
    if values is None:
        return CommentedMap()
    if not isinstance(values, CommentedMap) or any(values.lc.key(key)[1] for key in values):
        raise MergeProblem("has front matter that is not one key a line; left as it is")
    return values


def _spans(values: Any, lines: list[str]) -> list[tuple[str, int, int]]:
    """The lines of each key; blank lines and comments at the end belong to what follows."""
    starts = [(str(key), values.lc.key(key)[0]) for key in values]
    spans = []
    for (key, start), (_, end) in pairwise([*starts, ("", len(lines))]):
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1  # noqa: PLW2901
        spans.append((key, start, end))
    return spans


def _comments(lines: list[str]) -> list[str]:
    """Comments from inside lines that are to be replaced, to stand above the new ones."""
    found = (COMMENT.search(QUOTED.sub("", line)) for line in lines)
    return [match.group().rstrip() for match in found if match]


def _verify(before: Any, wanted: Any, merged: str) -> None:
    """Make sure that nothing of the person's changed and everything of ours is there."""
    after = _parse(merged)
    theirs = all(_plain(after.get(key)) == _plain(before[key]) for key in before if key not in wanted)
    ours = all(_plain(after.get(key)) == _plain(wanted[key]) for key in wanted)
    if not (theirs and ours):
        raise MergeProblem("has front matter that cannot be rewritten safely; left as it is")


def _plain(value: Any) -> Any:
    """A value without its YAML style."""
    if type(value) is str:
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
