"""What may stand where an argument is expected: ids, tags, views, lists, statuses, formats, and what else there is."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple, Self

from papershelf.cli.completing import FILES, FOLDERS, Offer, Slot
from papershelf.settings import find_places

if TYPE_CHECKING:
    from papershelf.library import Library

MOST_IDS = 2000  # more than a person looks through; a letter more narrows them
DAYS = ("today", "tomorrow", "+1w", "+2w", "none")
# What one word for several things means, by verb and by option.
MEANINGS: Mapping[tuple[str, str], str] = {
    ("lists", "NAME"): "LIST",
    ("templates", "show"): "TEMPLATE",
    ("export", "template"): "TEMPLATE",
    ("export", "format"): "EXPORT-FORMAT",
    ("import", "format"): "IMPORT-FORMAT",
    ("watch", "format"): "IMPORT-FORMAT",
    ("trash", "ID"): "TRASHED",
    ("lists", "make"): "",
    ("queue", "ID"): "ID… WHERE",
    ("config", "words"): "SETTING",
    ("fetch", "words"): "",
}


class Source:
    """What the library of a person has to offer; it is opened for what needs it only, and nothing is made.

    Args:
        data_dir: Its folder, as `--data-dir` names it.
    """

    def __init__(self, data_dir: str | None) -> None:
        self.data_dir = data_dir
        self._open = ExitStack()
        self._library: Library | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def offers(self, slot: Slot, current: str) -> list[Offer]:
        """What may stand in a place, where so much of it is typed."""
        action = slot.action
        if action.choices is not None:
            return [Offer(str(each)) for each in action.choices]
        name = next(
            (MEANINGS[key] for key in ((slot.verb, action.dest), (slot.verb, slot.name)) if key in MEANINGS), slot.name
        )
        make = _MAKERS.get(name)
        return list(make(Ask(self, slot, current))) if make else []

    @property
    def library(self) -> "Library | None":
        """The library; None where there is none yet."""
        if self._library is None and find_places(self.data_dir).data.is_dir():
            from papershelf.library import Library

            self._library = self._open.enter_context(Library.open(self.data_dir))
        return self._library

    def ids(self, current: str) -> Iterator[Offer]:
        """Papers by their ids, with their titles."""
        if self.library is None:
            return
        left = MOST_IDS
        for paper_id in self.library.find("").ids:
            if not paper_id.startswith(current):
                continue
            entry = self.library.entry(paper_id)
            if entry and (left := left - 1) >= 0:
                yield Offer(paper_id, entry.paper.title)

    def tags(self, before: str = "") -> Iterator[Offer]:
        """Tags with their numbers of papers, after a sign."""
        for tag, papers in (self.library.tags() if self.library else {}).items():
            yield Offer(before + tag, _counted(papers))


def _counted(papers: int | None) -> str:
    return "" if papers is None else "1 paper" if papers == 1 else f"{papers} papers"


class Ask(NamedTuple):
    """What is asked of the makers of offers.

    Attributes:
        source: What the library has.
        slot: The place.
        current: What is typed of the word.
    """

    source: Source
    slot: Slot
    current: str


Maker = Callable[[Ask], Iterator[Offer]]


def _ids(ask: Ask) -> Iterator[Offer]:
    return ask.source.ids(ask.current)


def _ids_and(*words: str) -> Maker:
    def make(ask: Ask) -> Iterator[Offer]:
        if ask.slot.before or ask.slot.action.option_strings:
            yield from map(Offer, words)
            if not ask.current:  # all ids would hide them
                return
        yield from ask.source.ids(ask.current)

    return make


def _tags(ask: Ask) -> Iterator[Offer]:
    return ask.source.tags()


def _ids_or_tags(ask: Ask) -> Iterator[Offer]:
    if ask.current[:1] in ("+", "-"):
        yield from ask.source.tags(ask.current[:1])
        return
    if ask.slot.before:
        yield Offer("+", "add a tag")
        yield Offer("-", "remove a tag")
        if not ask.current:  # all ids would hide them
            return
    yield from ask.source.ids(ask.current)


def _query(ask: Ask) -> Iterator[Offer]:
    from papershelf.search.language.completion import Known, complete

    signs = ask.current[: len(ask.current) - len(ask.current.lstrip("-~="))]
    if ask.current[len(signs) :].startswith("tag:"):
        yield from ask.source.tags(f"{signs}tag:")
        return
    library = ask.source.library
    lists = {one.made.name: one.count for one in library.lists()} if library and "list:" in ask.current else {}
    found = complete(ask.current, len(ask.current), Known(lists=lists)) if ask.current else None
    for option in found.options if found else ():
        yield Offer(ask.current[: found.start] + option.text.rstrip() if found else "", option.help)


def _views(ask: Ask) -> Iterator[Offer]:
    for view in ask.source.library.views(quick=True) if ask.source.library else ():
        yield Offer(view.key, view.label)


def _lists(ask: Ask) -> Iterator[Offer]:
    for one in ask.source.library.lists() if ask.source.library else ():
        yield Offer(one.made.name, _counted(one.count))


def _trashed(ask: Ask) -> Iterator[Offer]:
    for one in ask.source.library.trash() if ask.source.library else ():
        yield Offer(one.paper.id, one.paper.title)


def _units(ask: Ask) -> Iterator[Offer]:
    from papershelf.library import describe

    for unit in ask.source.library.history(100) if ask.source.library else ():
        yield Offer(unit.id, describe(unit))


def _backups(ask: Ask) -> Iterator[Offer]:
    for backup in ask.source.library.backups() if ask.source.library else ():
        yield Offer(backup.name, _counted(backup.papers))
    yield Offer(FILES)


def _statuses(ask: Ask) -> Iterator[Offer]:
    from papershelf.marks import Status

    if ask.slot.action.option_strings or ask.slot.before:
        yield from map(Offer, Status)


def _sorts(_: Ask) -> Iterator[Offer]:
    from papershelf.library import LIKE, SORTS

    yield from (Offer(sign + each) for sign in ("", "-") for each in (*SORTS, LIKE))


def _export_formats(_: Ask) -> Iterator[Offer]:
    from papershelf.exporters import exporters

    yield from (Offer(each.name, each.summary) for each in exporters().values())


def _import_formats(_: Ask) -> Iterator[Offer]:
    from papershelf.importers import importers

    yield from (Offer(each.name, each.label) for each in importers())


def _templates(ask: Ask) -> Iterator[Offer]:
    from papershelf.library.templating import KINDS, TemplateFolder

    config = find_places(ask.source.data_dir).config
    yield from (Offer(each.name, kind) for kind in KINDS for each in TemplateFolder(config, kind).all())


def _pieces(ask: Ask) -> Iterator[Offer]:
    from papershelf.library import PIECES

    if ask.slot.before:
        yield from map(Offer, PIECES)
        yield from _templates(ask)


def _settings(ask: Ask) -> Iterator[Offer]:
    from papershelf.commands import COMMANDS
    from papershelf.config.schema import KEYS, SETTINGS, setting_of

    what, *rest = [*ask.slot.before, ""]
    if what not in {"set", "unset"}:
        return
    if len(ask.slot.before) == 1:
        yield from (Offer(each.name, each.help) for each in SETTINGS)
        yield from (Offer(f"{KEYS}.{each.id}", each.help) for each in COMMANDS)
    elif setting := setting_of(rest[0]):
        yield from map(Offer, map(str, setting.choices or ()))


def _fixed(*words: str) -> Maker:
    return lambda _: iter(map(Offer, words))


_MAKERS: Mapping[str, Maker] = {
    "ID": _ids,
    **dict.fromkeys(("KEEP", "OTHER", "ONE"), _ids),
    "ID… DAY": _ids_and(*DAYS),
    "ID… LEVEL": _ids_and("high", "normal", "low"),
    "ID… WHERE": _ids_and("up", "down", "top", "bottom"),
    "ID|+TAG|-TAG": _ids_or_tags,
    **dict.fromkeys(("TAG", "OLD"), _tags),
    "QUERY": _query,
    "VIEW": _views,
    **dict.fromkeys(("LIST", "PARENT"), _lists),
    "TRASHED": _trashed,
    "UNIT": _units,
    "NAME|FILE": _backups,
    "STATUS": _statuses,
    "KEY": _sorts,
    "EXPORT-FORMAT": _export_formats,
    "IMPORT-FORMAT": _import_formats,
    "TEMPLATE": _templates,
    "WHAT": _pieces,
    "SETTING": _settings,
    "WHERE": _fixed("up", "down", "top", "bottom"),
    **dict.fromkeys(("FILE", "PATH"), _fixed(FILES)),
    **dict.fromkeys(("DIR", "FOLDER"), _fixed(FOLDERS)),
}
