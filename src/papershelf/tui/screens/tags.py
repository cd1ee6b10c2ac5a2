"""The tag picker: type to filter, put tags on and take them off, rename, merge and delete them everywhere."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from papershelf.errors import UsageError
from papershelf.library import Library
from papershelf.marks import parse_tag
from papershelf.text import fold, safe_line
from papershelf.tui.host import host_of
from papershelf.tui.screens.dialog import Dialog, first_bindings_of
from papershelf.tui.tag_keys import TagKeys
from papershelf.tui.tag_lines import TagLine, grouped, last_used, narrowed

Choice = tuple[list[str], list[str]]
SHOWN = 200  # tags offered at once; typing narrows them


class TagScreen(Dialog[Choice | None]):
    """Picks tags to add to, and to remove from, one or more papers.

    Args:
        library: Where the tags are.
        ids: The papers.
        keys: Changes a tag everywhere.
        heading: What the tags are for, where there are no papers yet.
        chosen: Tags that are on already, where there are no papers yet.
    """

    BINDINGS: ClassVar[list[BindingType]] = first_bindings_of("tags")

    def __init__(
        self, library: Library, ids: Sequence[str], keys: TagKeys, heading: str = "", chosen: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self.library = library
        self.ids = ids
        self.keys = keys
        self.heading = safe_line(heading)
        self.added: dict[str, None] = dict.fromkeys(chosen)
        self.removed: dict[str, None] = {}
        self._load()

    def _load(self) -> None:
        self.counts = self.library.tags()
        carried = [set(entry.mark.tags) for entry in map(self.library.entry, self.ids) if entry]
        self.on_all = set.intersection(*carried) if carried else set()
        self.on_some = set().union(*carried) - self.on_all
        self.recent = last_used(self.library.entries("has:tag" if self.library.is_warm else ""))
        warm = len(self.ids) == 1 and self.library.is_warm  # to build the index here would keep the dialog away
        fitting = self.library.suggest_tags(self.ids[0]) if warm else []
        self.suggested = {one.tag: one.because for one in fitting}

    def compose(self) -> ComposeResult:
        """What for, the line to type in, the tags."""
        entry = self.library.entry(self.ids[0]) if len(self.ids) == 1 else None
        title = safe_line(entry.paper.title) if entry else self.heading or f"Tags of {len(self.ids)} papers"
        with Vertical(classes="dialog"):
            yield Static(title, classes="dialog-title", markup=False)
            yield Input(placeholder="a tag, such as nlp/rag", id="tag-input")
            yield OptionList(id="tag-options", markup=False)

    def on_mount(self) -> None:
        """Offer every tag."""
        self.query_one(OptionList).can_focus = False  # the line keeps the keys
        self.query_one(Input).focus()
        self._offer("")

    def worth_knowing(self) -> Mapping[str, str]:
        """With nothing typed and nothing highlighted, toggling means that one is done."""
        is_idle = self._highlighted is None and not self.query_one(Input).value.strip()
        return {"tags.toggle": "Done" if is_idle else "On or off"}

    # Offering

    def _is_on(self, tag: str) -> bool | None:
        """Whether a tag will be on all papers; None for some of them."""
        if tag in self.added:
            return True
        if tag in self.removed:
            return False
        return True if tag in self.on_all else None if tag in self.on_some else False

    def _offer(self, typed: str, highlight: str = "") -> None:
        wanted = typed.strip().lstrip("#")
        every = dict.fromkeys([*self.on_all, *self.on_some, *self.added, *self.counts])
        on = {tag for tag in every if self._is_on(tag) is not False}
        lines = narrowed(every, wanted, self.counts) if wanted else grouped(every, on, self.recent, self.counts)
        if not wanted:  # what is suggested stands above all, until it is on
            offered = [TagLine(tag, tag) for tag in self.suggested if tag not in on and tag not in self.removed]
            named = {line.tag for line in offered}
            lines = offered + [line for line in lines if line.tag not in named]
        options = [Option(self._line(line), id=line.tag) for line in lines[:SHOWN]]
        if len(lines) > SHOWN:
            options.append(Option(Content(f"… {len(lines) - SHOWN} more; type to narrow"), disabled=True))
        if wanted and not any(fold(tag) == fold(wanted) for tag in every):
            options.append(Option(Content(f"+ make the new tag “{safe_line(wanted)}”"), id=wanted))
        listing = self.query_one(OptionList)
        listing.clear_options()
        listing.add_options(options)
        names = [option.id for option in options]
        listing.highlighted = names.index(highlight) if highlight in names else 0 if options and wanted else None
        self.refresh_bindings()

    def _line(self, line: TagLine) -> Content:
        box = {True: "[x]", False: "[ ]", None: "[-]"}[self._is_on(line.tag)]
        count = self.counts.get(line.tag, 0) or ""
        why = ", ".join(map(safe_line, self.suggested.get(line.tag, ())))
        because = f"  suggested because: {why}" if why and self._is_on(line.tag) is False else ""
        return Content.assemble(f"{'  ' * line.depth}{box} ", line.shown, (f"  {count}{because}", "$text-muted"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the offer to what is typed."""
        self._offer(event.value)

    # Choosing

    @property
    def _highlighted(self) -> str | None:
        option = self.query_one(OptionList).highlighted_option
        return option.id if option else None

    def action_toggle_tag(self) -> None:
        """Toggle what is highlighted; with nothing typed and nothing highlighted, finish."""
        if self._highlighted is not None:
            self._toggle(self._highlighted)
        elif not self.query_one(Input).value.strip():
            self.action_done()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click toggles too."""
        if event.option_id is not None:
            self._toggle(event.option_id)

    def _toggle(self, typed: str) -> None:
        """On, off, and where only some of the papers have it, as it was."""
        try:
            tag = parse_tag(typed)
        except UsageError as error:
            host_of(self).say(error.message, title=error.title, severity="warning")
            return
        tag = next((known for known in self.counts if known.casefold() == tag.casefold()), tag)
        state = self._is_on(tag)
        self.added.pop(tag, None)
        self.removed.pop(tag, None)
        if state is True:  # off, which for one that no paper has is no change
            self.removed.update({tag: None} if tag in self.on_all | self.on_some else {})
        elif tag not in self.on_all and not (state is False and tag in self.on_some):
            self.added[tag] = None
        self._clear()

    def _clear(self) -> None:
        entry = self.query_one(Input)
        with self.prevent(Input.Changed):
            entry.value = ""
        self._offer("")

    def action_highlight(self, delta: int) -> None:
        """Move through the offer without leaving the line."""
        listing = self.query_one(OptionList)
        if delta > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()
        self.refresh_bindings()

    def action_complete(self) -> None:
        """Write the highlighted, or the first, tag into the line."""
        listing = self.query_one(OptionList)
        option = listing.highlighted_option or (listing.get_option_at_index(0) if listing.option_count else None)
        if option is not None and option.id is not None:
            entry = self.query_one(Input)
            entry.value = option.id
            entry.cursor_position = len(option.id)

    def action_done(self) -> None:
        """Hand the choice over."""
        self.dismiss((list(self.added), list(self.removed)))

    def action_leave(self) -> None:
        """Leave the tags of the papers as they were; what was renamed stays so."""
        self.dismiss(None)

    def leave_by_click(self) -> None:
        """A click beside it leaves only where nothing was chosen yet."""
        if not self.added and not self.removed:
            super().leave_by_click()

    # Everywhere

    def _everywhere(self) -> str | None:
        """The highlighted tag, if any paper has it."""
        tag = self._highlighted
        if tag is None or tag not in self.counts:
            down, up = map(host_of(self).keys.shown, ("tags.down", "tags.up"))
            host_of(self).say(f"Highlight a tag that a paper has: {down} and {up} move.")
            return None
        return tag

    def action_rename(self) -> None:
        """Rename the highlighted tag on all papers."""
        if (tag := self._everywhere()) is not None:
            self.keys.rename(tag, self._renamed)

    def _renamed(self, old: str, new: str) -> None:
        self.added = {_moved(tag, old, new): None for tag in self.added}
        self.removed = {_moved(tag, old, new): None for tag in self.removed}
        self.keys.follow(old, new)
        self._reload(new)

    def action_delete(self) -> None:
        """Take the highlighted tag off all papers, if the person is sure."""
        if (tag := self._everywhere()) is not None:
            self.keys.delete(tag, self._reload)

    def _reload(self, highlight: str = "") -> None:
        self._load()
        self.added = {tag: None for tag in self.added if tag not in self.on_all}
        self.removed = {tag: None for tag in self.removed if tag in self.on_all | self.on_some}
        if self.is_attached:
            self._offer(self.query_one(Input).value if not highlight else "", highlight)


def _moved(tag: str, old: str, new: str) -> str:
    return new + tag[len(old) :] if tag == old or tag.startswith(f"{old}/") else tag
