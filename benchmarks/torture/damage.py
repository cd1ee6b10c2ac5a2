"""Files are damaged at random: the library opens or says why, and every record that was not touched is there."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.report import Table
from benchmarks.torture.power import quick_folder
from benchmarks.torture.work import ids, import_page, open_library
from papershelf.errors import DataError
from papershelf.store import Store

TABLES = {"library.json": "papers", "shelf.json": "marks", "views.json": "views", "trash.json": "trash"}
HISTORY = "history.jsonl"
Records = dict[str, dict[str, object]]
"""What a library holds, by table and id."""


def flip(data: bytearray, random: Random) -> None:
    """One to eight bits become others."""
    for _ in range(random.choice((1, 1, 1, 2, 8))):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def truncate(data: bytearray, random: Random) -> None:
    """The end is gone."""
    del data[random.randrange(len(data)) :]


def swap(data: bytearray, random: Random) -> None:
    """Two blocks change places."""
    size = min(random.choice((16, 64, 512)), len(data) // 2)
    first = random.randrange(len(data) - 2 * size + 1)
    second = random.randrange(first + size, len(data) - size + 1)
    data[first : first + size], data[second : second + size] = data[second : second + size], data[first : first + size]


def zero(data: bytearray, random: Random) -> None:
    """A block is zeros."""
    start, size = random.randrange(len(data)), random.choice((1, 16, 64, 512, 4096))
    stop = min(start + size, len(data))
    data[start:stop] = bytes(stop - start)


def insert(data: bytearray, random: Random) -> None:
    """Something foreign stands between."""
    start = random.randrange(len(data) + 1)
    data[start:start] = random.choice((random.randbytes(random.randint(1, 64)), b"\n", b'"', b"}", b"{}", b"\xff\xfe"))


def cut_out(data: bytearray, random: Random) -> None:
    """A block is gone."""
    start = random.randrange(len(data))
    del data[start : start + random.choice((1, 16, 64, 512))]


DAMAGES: tuple[Callable[[bytearray, Random], None], ...] = (flip, truncate, swap, zero, insert, cut_out)


@dataclass
class Findings:
    """What came of damaging one file.

    Attributes:
        tries: How often it was damaged.
        refused: How often it did not open and said why.
        unnoticed: Records that were lost or altered because the damage left good JSON that says something else.
        wrong: What was not as it must be, in words.
    """

    tries: int = 0
    refused: int = 0
    unnoticed: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sample:
    """A small library whose files are damaged.

    Attributes:
        folder: Where it is.
        files: The bytes of its files, whole.
        records: What it holds.
    """

    folder: Path
    files: Mapping[str, bytes]
    records: Records


def held(folder: Path) -> Records:
    """Everything in a data directory, by table and id."""
    with Store.open(folder) as store:
        tables: dict[str, Mapping[str, Any]] = {"papers": store.papers, "marks": store.marks, "views": store.views}
        if hasattr(store, "trash"):
            tables["trash"] = store.trash
        return {name: dict(table) for name, table in tables.items()}


def sample(folder: Path) -> Sample:
    """Make the small library, in several units, some of them undone."""
    with open_library(folder) as library:
        import_page(library, range(4))
        first, second, third, _ = ids(library)
        library.star([first, second])
        library.set_note(second, "a note\n\nof two parts")
        library.tag([first, third], add=["nlp/rag", "äöü"])
        library.save_view("Mine", "is:starred")
        import_page(library, range(4, 6))
        library.rate(first, 4)
        library.undo()
        library.save_view("Yours", "tag:nlp/rag sparse")
        library.set_status([second], "reading")
        if hasattr(library, "delete"):
            library.delete(ids(library)[3:5])
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.name in {*TABLES, HISTORY}}
    return Sample(folder, files, held(folder))


def restore(made: Sample, without: str = "") -> None:
    """Put the files as they were, but one."""
    for path in made.folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in made.files and path.name != "lock":
            path.unlink()
    for name, content in made.files.items():
        path = made.folder / name
        if name == without:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)


def untouched(whole: bytes, damaged: bytes) -> set[str]:
    """The ids of the records whose line still stands there as it was."""
    there = {line.rstrip(b",") for line in damaged.split(b"\n")}
    found = set()
    for line in whole.split(b"\n"):
        if line.startswith(b'"') and not line.endswith(b"{") and line.rstrip(b",") in there:
            found.add(str(json.loads(line[: line.index(b'":') + 1])))
    return found - {"file"}


def damage_often(made: Sample, name: str, tries: int, random: Random, *, history: bool) -> Findings:
    """Damage one file so many times, with the history beside it or not."""
    found = Findings()
    original = made.files[name]
    for turn in range(tries):
        kind = DAMAGES[turn % len(DAMAGES)]
        data = bytearray(original)
        kind(data, random)
        if bytes(data) == original:
            continue
        restore(made, "" if history else HISTORY)
        (made.folder / name).write_bytes(data)
        found.tries += 1
        _look(made, name, bytes(data), found, history=history, write=turn % 3 == 0, kind=kind.__name__)
    return found


def _look(made: Sample, name: str, data: bytes, found: Findings, *, history: bool, write: bool, kind: str) -> None:
    label = f"{name}, {kind}, history {'there' if history else 'gone'}"
    try:
        for problem, key in _missing(made, name, data, held(made.folder), history=history):
            if problem == "unnoticed":
                found.unnoticed += 1
            else:
                found.wrong.append(f"{label}: {problem} {key}")
        if write:
            with open_library(made.folder) as library:
                library.star([next(iter(made.records["papers"]))])
            for problem, key in _missing(made, name, data, held(made.folder), history=history, starred=True):
                if problem != "unnoticed":
                    found.wrong.append(f"{label}: after a change {problem} {key}")
    except DataError:
        found.refused += 1
    except Exception as error:
        found.wrong.append(f"{label}: {type(error).__name__}: {error}")


def _missing(
    made: Sample, name: str, data: bytes, now: Records, *, history: bool, starred: bool = False
) -> list[tuple[str, str]]:
    problems: list[tuple[str, str]] = []
    unnoticed = _other_lines_are_json(made.files[name], data) if name == HISTORY else _is_json(data)
    for table, records in made.records.items():
        mine = TABLES.get(name) == table
        intact = untouched(made.files[name], data) if mine else set(records)
        twice = Counter(data.split(b'"')) if mine else Counter[bytes]()
        for key, record in records.items():
            if key not in now[table] and (history or key in intact):
                problems.append(("unnoticed" if mine and unnoticed else "lost", f"{table} {key}"))
            elif key in intact and now[table][key] != record and twice[key.encode()] < 2 and not starred:
                problems.append(("unnoticed" if unnoticed else "altered", f"{table} {key}"))
    return problems


def _other_lines_are_json(whole: bytes, damaged: bytes) -> bool:
    """Whether a line of the history is another one and can be read nevertheless."""
    for line in set(damaged.split(b"\n")) - set(whole.split(b"\n")):
        try:
            json.loads(line)
        except ValueError:
            continue
        return True
    return False


def _is_json(data: bytes) -> bool:
    """Whether a damaged file still is what it should look like, so that only a checksum would tell."""
    try:
        tables = json.loads(data)
    except ValueError:
        return False
    return isinstance(tables, dict) and all(isinstance(rows, dict) for rows in tables.values())


def main(quick: bool = False, seed: int = 526) -> list[Table]:
    """Damage every file, and return the table."""
    random, tries = Random(seed), 600 if quick else 10_200
    table = Table(
        "Damaged files, at random",
        (
            "file",
            "history",
            "times damaged",
            "refused with the reason",
            "changed in what is still good JSON",
            "otherwise wrong",
        ),
    )
    with quick_folder() as root:
        made = sample(root / "data")
        for name in sorted(made.files):
            for history in (True, False) if name != HISTORY else (True,):
                found = damage_often(made, name, tries // (1 if name == HISTORY else 2), random, history=history)
                words = "damaged" if name == HISTORY else "whole" if history else "gone"
                counts = (found.tries, found.refused, found.unnoticed, len(found.wrong))
                table.add(f"`{name}`", words, *(f"{count:,}" for count in counts))
                for problem in found.wrong[:10]:
                    print(f"  {problem}")
    return [table]
