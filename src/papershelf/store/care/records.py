"""The doctor's look at what is in the files: damage, records that mean nothing, and what does not go together."""

import re
from collections.abc import Iterator
from typing import Any

from papershelf.errors import DataError
from papershelf.progress import Progress, unheard
from papershelf.store import disk
from papershelf.store.care import lines
from papershelf.store.care.findings import FIX, Ailment
from papershelf.store.caring import Caring
from papershelf.store.recordfile import RecordFile
from papershelf.store.recovery import MOST_BEHIND

_SHOWN = 5
UPDATE = (
    "update papershelf; if no newer one was ever used here, a byte of it is damaged: copy the file away and take "
    "it from a backup"
)


def of_files(store: Caring) -> Iterator[Ailment | str]:
    """What is wrong with each file; texts are notes."""
    for file in store.files.values():
        try:
            file.load()
        except DataError as error:
            yield Ailment(file.name, "unreadable", error.message, "see that it is a file that you may read")
            continue
        yield from _of_file(file)


def _of_file(file: RecordFile[Any]) -> Iterator[Ailment | str]:
    if file.newer:
        yield Ailment(file.name, "newer", file.newer, UPDATE)
        return
    reading = file.storage.reading
    for bad in reading.bad:
        reason = f"this cannot be read: “{bad.text}”"
        yield Ailment(file.name, "damaged", reason, FIX, bad.line, is_fixable=True)
    if reading.damage:
        yield Ailment(file.name, "damaged", reading.damage, FIX, is_fixable=True)
    for key, (_, why) in file.bad.items():
        line = _line_of(file, key)
        yield Ailment(file.name, "bad record", f"the record “{key}”: {why}", FIX, line, is_fixable=True)
    if file.is_strange:
        reason = "it names a last change that the history does not know: it, or the history, came from elsewhere"
        yield Ailment(file.name, "strange", reason, f"{FIX}, and takes its records as they are", is_fixable=True)
    if file.lags and file.storage.size is None:
        yield Ailment(file.name, "missing", "it is missing; the history has its records", FIX, is_fixable=True)
    elif file.lag > MOST_BEHIND:
        reason = f"the history is ahead of it by {file.lag} records"
        yield Ailment(file.name, "behind", reason, FIX, is_fixable=True)
    elif file.lags and not reading.damage:
        yield f"{file.name}: the history is ahead of it by {file.lag} records, as it may be; nothing is missing"
    if file.head.is_older:
        yield f"{file.name}: an older papershelf wrote it (schema {file.head.schema}); the next change renews it"


def _line_of(file: RecordFile[Any], key: str) -> int | None:
    try:
        content = file.storage.path.read_bytes()
    except OSError:
        return None
    from papershelf.store.layout import line_key

    found = re.search(re.escape(line_key(key)) + rb"\s*:\s*", content)
    return content.count(b"\n", 0, found.start()) + 1 if found else None


def of_history(store: Caring, progress: Progress = unheard) -> Iterator[Ailment | str]:
    """What is wrong with the history."""
    path = store.history_path
    try:
        found = lines.examine(path, progress)
    except OSError as error:
        reason = f"it cannot be read: {disk.reason_of(error)}"
        yield Ailment(path.name, "unreadable", reason, "see that it is a file that you may read")
        return
    if found.is_newer:
        yield Ailment(path.name, "newer", "a newer papershelf wrote to it", UPDATE)
    for bad in found.bad:
        what = "torn line" if "whole" in bad.reason else "bad line"
        yield Ailment(path.name, what, bad.reason, FIX, bad.number, is_fixable=not found.is_newer)


def of_what_goes_together(store: Caring, progress: Progress = unheard) -> Iterator[Ailment | str]:
    """What the files say of each other, and what the history says of them."""
    papers, marks, trash = (store.files[table].records for table in ("papers", "marks", "trash"))
    for key in papers.keys() & trash.keys():
        reason = f"the paper “{key}” is in the library and in the trash"
        yield Ailment("trash.json", "twice", reason, f"{FIX}: it stays in the library", is_fixable=True)
    if orphans := [key for key in marks if key not in papers]:
        yield f"shelf.json: {len(orphans)} marks are of papers that are not in the library; they are kept"
    if store.read_only:
        return
    try:
        known = lines.changes(store.history_path, progress)
    except OSError:
        return
    strange = [
        key
        for (table, key), change in known.items()
        if table in store.files and store.files[table].records.get(key) != change.after
    ]
    if strange:
        shown = ", ".join(strange[:_SHOWN]) + ("…" if len(strange) > _SHOWN else "")
        yield f"{len(strange)} records are not as the history made them, edited by hand or damaged: {shown}"
