"""What a note screen can do beside writing and saving: drafts, templates, links, the person's own editor."""

from datetime import datetime
from typing import TYPE_CHECKING

from papershelf.errors import PapershelfError
from papershelf.text import safe_line
from papershelf.tui.host import Host, host_of
from papershelf.tui.widgets.note_area import HalfLink

if TYPE_CHECKING:
    from papershelf.library.drafts import Draft
    from papershelf.library.templates import Templates
    from papershelf.search.language.completion import Choice
    from papershelf.tui.screens.note import NoteScreen


class NoteExtras:
    """Helps one note screen.

    Args:
        screen: The screen.
    """

    def __init__(self, screen: "NoteScreen") -> None:
        self._screen = screen
        self._shut: HalfLink | None = None

    @property
    def _host(self) -> Host:
        return host_of(self._screen)

    def title_of(self, paper_id: str) -> str | None:
        """The title of a paper, or None where there is no such paper."""
        entry = self._screen.library.entry(paper_id)
        return safe_line(entry.paper.title) or "(no title)" if entry else None

    # What a note begins with

    @property
    def _templates(self) -> "Templates":
        from papershelf.library.templates import Templates

        return Templates(self._screen.library.places.config)

    def begin(self) -> str:
        """The saved note; where there is none, the template that the person set."""
        screen, host = self._screen, self._host
        name, note = host.config.note_template, screen.entry.mark.note
        if note or not name:
            return note
        try:
            text = self._templates.text(name, screen.entry, datetime.now().astimezone())
        except PapershelfError as error:
            host.say(error.message, title=error.title, severity="warning")
            return note
        screen.noting.untouched = text
        return text

    def choose_template(self) -> None:
        """Put a template in at the cursor, in place of an untouched one."""
        from papershelf.tui.screens.templates import TemplateScreen

        screen = self._screen

        def put(text: str | None) -> None:
            if text is None:
                return
            if screen.noting.is_unchanged(screen.text) and not screen.noting.base:
                screen.put(text)
            else:
                screen.area.insert(text)

        screen.app.push_screen(TemplateScreen(self._templates, screen.entry), put)

    # Drafts that were left

    def offer_drafts(self) -> None:
        """Tell of a text that was typed and never saved, and let the person choose."""
        screen = self._screen
        note = screen.entry.mark.note
        left = [draft for draft in screen.library.drafts.left(screen.entry.paper.id) if draft.text != note]
        if not left:
            return
        if len(left) == 1 and not note.strip():
            from papershelf.tui.screens.left_drafts import from_when

            if screen.library.drafts.take(left[0]):
                screen.put(left[0].text)
                screen.area.move_cursor(screen.area.document.end)
                self._host.say(f"{from_when(left[0])} that was not saved is shown.", title="Draft")
            return
        from papershelf.tui.screens.left_drafts import LeftDraftsScreen

        def decide(choice: "tuple[str, Draft] | None") -> None:
            if choice is not None:
                self._settle(*choice)

        screen.app.push_screen(LeftDraftsScreen(screen.noting.title, note, left), decide)

    def _settle(self, choice: str, draft: "Draft") -> None:
        from papershelf.tui.noting import both
        from papershelf.tui.screens.left_drafts import from_when

        screen = self._screen
        if choice == "saved":
            screen.noting.give_up(draft)
            key = self._host.keys.shown("paper.history")
            self._host.say(f"The saved note stands. The draft is in the history; {key} in the list shows it.")
            return
        if not screen.library.drafts.take(draft):
            self._host.say("Another papershelf has taken this draft meanwhile.", title="Draft", severity="warning")
            return
        heads = ("## Saved", f"## {from_when(draft)}")
        screen.put(draft.text if choice == "draft" else both(screen.entry.mark.note, draft.text, heads))
        screen.area.move_cursor(screen.area.document.end)

    # Links

    def offer_links(self, *, moved: bool = False) -> None:
        """Offer papers for the link being typed, under the cursor.

        Args:
            moved: Whether only the cursor moved; then nothing is offered that was not before.
        """
        screen = self._screen
        half, was = screen.area.half_link, screen.area.is_offering
        if half is None or (self._shut is not None and self._shut.start == half.start) or (moved and not was):
            if half is None:
                self._shut = None
            screen.area.is_offering = False
            screen.choices.show([])
            return
        if moved and was:
            return
        from papershelf.tui.link_offers import offers

        found = offers(screen.library, half.query, screen.entry.paper.id)
        screen.area.is_offering = bool(found)
        self._place(found)

    def _place(self, found: "list[Choice]") -> None:
        """Under the cursor, or above it where there is no room."""
        screen = self._screen
        body = screen.query_one("#note-body").region
        x, y = screen.area.cursor_screen_offset
        lines = min(len(found), 8, max(1, body.height // 3))
        top = y - body.y + 1
        if top + lines > body.height:
            top = max(0, y - body.y - lines)
        screen.choices.show(found, left=x - body.x, top=top)

    def choose(self, step: int) -> None:
        """Move among the papers offered, or with 0 take the highlighted one."""
        screen = self._screen
        if step:
            screen.choices.move(step)
        elif (chosen := screen.choices.chosen) is not None:
            screen.area.finish_link(chosen.text)

    def step_back(self) -> bool:
        """Shut what is open over the text; False where nothing is."""
        screen = self._screen
        if screen.area.is_offering:
            self._shut = screen.area.half_link
            screen.area.is_offering = False
            screen.choices.show([])
            return True
        if screen.find.display:
            screen.find.shut()
            return True
        return False

    def go(self, paper_id: str | None) -> None:
        """Save the note, and go to another paper."""
        if paper_id is None or self.title_of(paper_id) is None:
            self._host.say(f"There is no paper “{safe_line(paper_id or '')}” in the library.", severity="warning")
        else:
            self._screen.action_save_and_close(paper_id)

    def browse(self, address: str) -> None:
        """Open an address in the browser."""
        from papershelf.tui.system.browser import open_url

        problem = open_url(address, opener=self._screen.app.open_url)
        if problem is not None:
            self._host.say(problem, title="Not opened", severity="warning")

    # The person's own editor

    def edit_outside(self) -> None:
        """Hand the text as it stands to `$EDITOR`, and take back what it makes of it."""
        from papershelf.tui.outside_editor import edit_outside

        screen = self._screen
        outcome = edit_outside(screen.app, self._host, screen.library, screen.entry.paper.id, screen.text)
        if outcome.problem is not None:
            self._host.say(f"{outcome.problem} Your text here is as it was.", title="Editor", severity="warning")
        elif outcome.text is not None and outcome.text != screen.text:
            screen.put(outcome.text)
