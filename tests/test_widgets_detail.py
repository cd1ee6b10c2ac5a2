"""The detail pane: what it says of a paper, that nothing stale stays, and that notes and links open nothing."""

from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.pilot import Pilot

from papershelf.marks import Entry, Mark, Status
from papershelf.paper import Link, LinkKind, Listing, Paper
from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.detail_view import NOTE_LINES, DetailView, Marked, detail_view
from tests.detail_tools import pane_text, place_of

LISTINGS = (
    Listing("page one.txt", 3, "2026-03-01T09:00:00Z", "Jul 1"),
    Listing("page two.txt", 12, "2026-03-02T09:00:00Z"),
)
LINKS = (
    Link("https://example.org/about", LinkKind.PROJECT),
    Link("https://arxiv.org/abs/2310.06927", LinkKind.PAPER),
    Link("https://github.com/a/b", LinkKind.CODE),
)


def entry(paper_id: str = "p1", *, note: str = "", abstract: str = "First part.\nSecond part.") -> Entry:
    paper = Paper(
        paper_id,
        f"Title of {paper_id}",
        abstract,
        "",
        "",
        "2026-03-01T09:00:00Z",
        authors=("Ada Lovelace", "Alan Turing"),
        published="2023-10-10",
        identifiers={"doi": "10.1/2", "arxiv": "2310.06927"},
        links=LINKS,
        sources=LISTINGS,
    )
    mark = Mark(paper_id, starred=True, status=Status.READING, tags=("nlp/rag", "sparse"), rating=4, note=note)
    return Entry(paper, mark)


class DetailApp(App[None]):
    """A pane alone, with the links written down."""

    def __init__(self, view: DetailView | None = None) -> None:
        super().__init__()
        self.first = view
        self.links: list[str] = []
        self.opened: list[str] = []

    def compose(self) -> ComposeResult:
        yield Detail()

    def on_mount(self) -> None:
        self.detail.show(self.first)
        self.detail.focus()

    @property
    def detail(self) -> Detail:
        return self.query_one(Detail)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:  # noqa: ARG002
        self.opened.append(url)

    def on_detail_link_chosen(self, event: Detail.LinkChosen) -> None:
        self.links.append(event.url)


def visible(app: App[None]) -> str:
    """All text of the pane, in order."""
    return pane_text(app.query_one(Detail))


async def settle(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def test_the_view_says_everything_and_code_comes_first() -> None:
    view = detail_view(entry(), lambda _text, field: [(0, 5)] if field == "title" else [(6, 10)])
    assert view.title == Marked("Title of p1", ((0, 5),))
    assert view.byline == ("Ada Lovelace, Alan Turing", "2023-10-10 · arXiv 2310.06927 · DOI 10.1/2")
    assert view.links == (
        ("code", "https://github.com/a/b"),
        ("paper", "https://arxiv.org/abs/2310.06927"),
        ("project", "https://example.org/about"),
    )
    assert view.abstract == (Marked("First part.", ((6, 10),)), Marked("Second part.", ((6, 10),)))
    assert view.seen == (
        "page page two.txt · 12th · imported 2 March 2026, 09:00",
        "page page one.txt · 3rd · dated Jul 1 · imported 1 March 2026, 09:00",
    )
    assert (view.pages, view.provenance) == (2, "first 1 July 2025, last 2 March 2026; back again")
    assert view.problems == ()


def test_a_missing_abstract_is_said() -> None:
    view = detail_view(entry(abstract=" \n"), problems=["two repositories"])
    assert view.problems == ("The page carried no abstract.", "two repositories")


def test_a_note_as_long_as_a_book_is_cut_and_says_so() -> None:
    view = detail_view(entry(note="line\n" * 10_000))
    assert view.note.count("\n") <= NOTE_LINES + 2
    assert view.note.endswith("the editor shows all of it.*")


async def test_everything_stands_in_the_pane() -> None:
    app = DetailApp(detail_view(entry(note="# Why\n\nIt *matters*, says <b>me</b>.")))
    async with app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        text = visible(app)
        for part in (
            "Title of p1",
            "Ada Lovelace",
            "★ starred",
            "◑ reading",
            "★★★★☆",
            " nlp/rag   sparse ",
            "1 code     https://github.com/a/b",
            "First part.\n\nSecond part.",
            "It matters, says <b>me</b>.",
            "Seen on 2 pages\nfirst 1 July 2025, last 2 March 2026; back again",
            "dated Jul 1",
        ):
            assert part in text, part
        assert "No paper" not in text


async def test_without_a_paper_nothing_stale_stays() -> None:
    app = DetailApp(detail_view(entry(note="old note")))
    async with app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        assert "old note" in visible(app)
        app.detail.show(None)
        assert visible(app).strip() == "No paper under the cursor"


async def test_a_note_is_never_seen_under_another_paper() -> None:
    app = DetailApp(detail_view(entry("p1", note="note one")))
    async with app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        app.detail.show(detail_view(entry("p2", note="note two")))
        assert "note one" not in visible(app)
        for number in range(3, 9):
            app.detail.show(detail_view(entry(f"p{number}", note=f"note {number}")))
        await settle(pilot)
        assert "note 8" in visible(app)
        assert "note one" not in visible(app)


async def test_moving_over_papers_mounts_no_widgets() -> None:
    app = DetailApp(detail_view(entry()))
    async with app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        before = list(app.query("*"))
        for number in range(20):
            app.detail.show(detail_view(entry(f"p{number}")))
            await pilot.pause()
        assert list(app.query("*")) == before


async def test_links_are_numbered_and_a_click_hands_them_on_without_opening() -> None:
    app = DetailApp(detail_view(entry()))
    async with app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        assert app.detail.link(1) == "https://github.com/a/b"
        assert (app.detail.link(0), app.detail.link(4)) == (None, None)
        await pilot.click(offset=place_of(app.detail, "links") + Offset(15, 2))
        await pilot.pause()
        assert app.links == ["https://arxiv.org/abs/2310.06927"]
        assert app.opened == []


async def test_a_link_of_the_note_is_handed_on_as_it_stands_there() -> None:
    address = "https://example.org/a%20b?q=%27"
    app = DetailApp(detail_view(entry(note=f"[a link]({address})")))
    async with app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        await pilot.click(offset=place_of(app.detail, "note") + Offset(2, 0))
        await pilot.pause()
        assert (app.links, app.opened) == ([address], [])


async def test_keys_scroll_and_another_paper_begins_at_its_top() -> None:
    view = detail_view(entry(abstract="\n".join("word " * 50 for _ in range(20))))
    app = DetailApp(view)
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await pilot.press("j", "j", "k", "ctrl+d")
        await pilot.pause()
        assert round(app.detail.scroll_y) == 11
        await pilot.press("pagedown", "pageup", "ctrl+u")
        await pilot.pause()
        assert round(app.detail.scroll_y) == 1
        await pilot.press("G")
        await pilot.pause()
        assert round(app.detail.scroll_y) == app.detail.max_scroll_y > 20
        marked = entry(abstract="\n".join("word " * 50 for _ in range(20)))
        app.detail.show(detail_view(Entry(marked.paper, Mark("p1"))))
        await pilot.pause()
        assert app.detail.scroll_y > 20
        app.detail.show(detail_view(entry("p2")))
        await pilot.pause()
        assert app.detail.scroll_y == 0


async def test_the_pane_can_be_filled_before_it_is_shown() -> None:
    detail = Detail()
    detail.show(detail_view(entry(note="early note")))

    class EarlyApp(App[None]):
        def compose(self) -> ComposeResult:
            yield detail

    app = EarlyApp()
    async with app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        assert "Title of p1" in visible(app)
        assert "early note" in visible(app)
