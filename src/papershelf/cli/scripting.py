"""Verbs for scripts and shells: schema, completion, and what the scripts of completion call."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papershelf.cli.output import put
from papershelf.errors import UsageError
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.cli.completing import Offer

ROOM = Path(__file__).parent
SCHEMA_FILE = ROOM.parent / "schema" / "output-1.json"
SHELLS = {"bash": "bash", "zsh": "zsh", "fish": "fish", "powershell": "ps1"}  # with the endings of their scripts
OPEN = (":", "+", "=")  # a word that ends so is typed on
_MARK = "M"  # stands where the cursor does while a line is cut
_BARE = "\\'\"`$&|;<>()[]{}*?!#~ "  # what bash would read as more than a letter


def schema(arguments: argparse.Namespace) -> int:
    """`papershelf schema`."""
    text = SCHEMA_FILE.read_text("utf-8")
    if arguments.of is None:
        put(text.rstrip("\n"))
        return 0
    import json

    whole = json.loads(text)
    known = [*whole["x-verbs"], *whole["x-lines"]]
    if arguments.of not in known:
        from papershelf.cli.grammar import meant
        from papershelf.cli.verbs import VERBS

        hint = "" if arguments.of in VERBS else meant(arguments.of, known)
        raise UsageError(f"“{safe_line(arguments.of)}” prints no JSON{hint or '.'}")
    put(json.dumps(schema_of(whole, arguments.of), ensure_ascii=False, indent=2))
    return 0


def schema_of(whole: dict[str, Any], name: str) -> dict[str, Any]:
    """The schema of what one verb prints, with the definitions that it needs and no more."""
    defs: dict[str, Any] = {}
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each not in defs:
            defs[each] = whole["$defs"][each]
            waiting += _refs(defs[each])
    return {
        "$schema": whole["$schema"],
        "$id": f"{whole['$id']}:{name}",
        "$ref": f"#/$defs/{name}",
        "$defs": {each: defs[each] for each in whole["$defs"] if each in defs},
    }


def _refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(ref := value.get("$ref"), str):
            yield ref.rpartition("/")[2]
        for each in value.values():
            yield from _refs(each)
    elif isinstance(value, list):
        for each in value:
            yield from _refs(each)


def completion(arguments: argparse.Namespace) -> int:
    """`papershelf completion`: the script that a shell is to read."""
    put((ROOM / "shells" / f"papershelf.{SHELLS[arguments.shell]}").read_text("utf-8").rstrip("\n"))
    return 0


def complete(words: Sequence[str]) -> int:
    """`papershelf complete SHELL …`: what the script of a shell asks for; whatever goes wrong, it offers nothing.

    Args:
        words: The shell; then, for bash, the line up to the cursor and what cuts words, for others `--` and the words.
    """
    try:
        lines = list(_lines(words[0], words[1:]))
    except Exception:  # a person who presses tab wants no message in the middle of their line, whatever it is
        return 0
    for line in lines:
        put(line)
    return 0


def _lines(shell: str, rest: Sequence[str]) -> Iterator[str]:
    from papershelf.cli.completing import offers

    if shell == "bash":
        typed, quote = cut(rest[0])
        place = 0 if quote else 1 + max((typed[-1].rfind(each) for each in ":=" if each in rest[1]), default=-1)
        for offer in offers(typed[1:]):
            yield offer.text if quote or offer.text.startswith(":") else bare(offer.text[place:])
        return
    typed = list(rest[1:] or [""])
    if shell == "powershell":
        typed[-1] = typed[-1].removeprefix("=")
    yield from (_line(shell, offer) for offer in offers(typed))


def _line(shell: str, offer: "Offer") -> str:
    text, help = safe_line(offer.text), safe_line(offer.help)
    if text.startswith(":"):
        return text
    if shell == "zsh":
        escaped = text.replace("\\", "\\\\").replace(":", "\\:")
        return f"{'open' if text.endswith(OPEN) else 'whole'}\t{escaped}:{help}"
    if shell == "powershell" and not all(letter.isalnum() or letter in "-_./:+=" for letter in text):
        text = "'" + text.replace("'", "''") + "'"
    return f"{text}\t{help}" if help else text


def cut(line: str) -> tuple[list[str], str]:
    """A half-typed line as words, the last being typed, and the quote in which it stands, if it stands in one."""
    import shlex

    for quote in ("", '"', "'"):
        try:
            words = shlex.split(line + _MARK + quote)
        except ValueError:  # another quote is open
            continue
        return [*words[:-1], words[-1].removesuffix(_MARK)], quote
    return [""], ""


def bare(text: str) -> str:
    """A word as bash takes it without quotes."""
    return "".join(f"\\{letter}" if letter in _BARE else letter for letter in safe_line(text))


def complete_verb(arguments: argparse.Namespace) -> int:
    """`papershelf complete`, where an option stands before the verb."""
    sys.stdout.flush()
    return complete([arguments.shell, *arguments.words])
