"""Papers, marks, views and faults for the tests of the store."""

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from papershelf.marks import Mark, Status
from papershelf.paper import Link, LinkKind, Listing, Paper
from papershelf.saved import SHIPPED, SavedView
from papershelf.store import Store
from papershelf.system import WINDOWS

packs = pytest.mark.skipif(WINDOWS, reason="a file that is held open cannot be replaced there, so that none is packed")
NOW = "2024-05-01T12:00:00+00:00"


def a_paper(key: str, title: str | None = None) -> Paper:
    """A paper with every field filled in."""
    title = title or f"The paper {key}"
    return Paper(
        id=key,
        title=title,
        abstract="First paragraph.\nSecond.",
        raw_title=f"\\textbf{{{title}}}",
        raw_abstract="First paragraph.\n\nSecond.",
        added_at=NOW,
        authors=("Ada L.", "Łukasz K."),
        published="2024-04",
        identifiers={"arxiv": f"2404.{key}"},
        links=(Link("https://github.com/a/b", LinkKind.CODE), Link("https://example.org", LinkKind.OTHER)),
        sources=(
            Listing("page.txt", 3, NOW, "April 2024"),
            Listing("refs.bib", 7, NOW, None, 101, "bibtex", "@article{x,\n  volume = {3}\n}"),
        ),
        venue="ICML",
        keywords=("rag", "Größe"),
    )


def a_mark(key: str, **fields: Any) -> Mark:
    """A mark with these fields set, and when."""
    return replace(Mark(key), changed=dict.fromkeys(fields, NOW), **fields)


FULL = a_mark("a", starred=True, status=Status.READING, tags=("nlp/rag", "äöü"), rating=4, note="# Hm\n\nwell\n")


def a_view(key: str, **fields: Any) -> SavedView:
    """A saved view, of one's own or one that ships, with these fields set."""
    return replace(SHIPPED.get(key) or SavedView(key, f"The view {key}", "is:starred tag:x", 20.0), **fields)


def put(store: Store, *things: Paper | Mark | SavedView, words: str = "put") -> None:
    """One unit that puts these."""
    with store.transaction(words) as edit:
        for thing in things:
            if isinstance(thing, Paper):
                edit.put_paper(thing)
            elif isinstance(thing, Mark):
                edit.put_mark(thing)
            else:
                edit.put_view(thing)


State = tuple[dict[str, Paper], dict[str, Mark], dict[str, SavedView]]
EMPTY: State = ({}, {}, {})


def state(store: Store) -> State:
    """Everything that the store holds."""
    return dict(store.papers), dict(store.marks), dict(store.views)


def reopened(folder: Path) -> State:
    """Everything that is on disk."""
    with Store.open(folder) as store:
        return state(store)


class DiedError(BaseException):
    """The process is gone: nothing that it would do now reaches the disk."""


class FaultyOs:
    """Stands in for `os` in the store, and lets the n-th call that changes the disk go wrong.

    Modes: `refuse` (the call fails), `interrupt` (Ctrl+C right after it), `before`, `halfway` and `after`
    (the process dies then).
    """

    CALLS = (
        *("open", "write", "fsync", "replace", "ftruncate", "unlink", "makedirs"),
        *("link", "mkdir", "rename", "rmdir", "chmod"),
    )

    def __init__(self, fatal: int, mode: str, code: int = errno.ENOSPC) -> None:
        self.fatal, self.mode, self.code = fatal, mode, code
        self.calls: list[str] = []
        self.died = False

    @property
    def struck(self) -> bool:
        """Whether the fault came about."""
        return len(self.calls) > self.fatal

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._wrap(name, real) if name in self.CALLS else real

    def _wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if self.died:
                raise DiedError
            self.calls.append(name)
            if len(self.calls) - 1 != self.fatal:
                return real(*args, **kwargs)
            return self._go_wrong(name, real, args, kwargs)

        return call

    def _go_wrong(self, name: str, real: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self.mode == "refuse":
            raise OSError(self.code, os.strerror(self.code))
        if self.mode == "interrupt":
            real(*args, **kwargs)
            raise KeyboardInterrupt
        self.died = True
        if self.mode == "halfway" and name == "write":
            real(args[0], args[1][: len(args[1]) // 2])
        elif self.mode == "after":
            real(*args, **kwargs)
        raise DiedError

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put it in the place of `os` in every module that writes for the store."""
        for module in ("store.disk", "store.storage", "store.journal", "store.care.rolling", "system"):
            monkeypatch.setattr(f"papershelf.{module}.os", self)
