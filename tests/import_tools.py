"""What the tests of import and identity share: where the pages are, and short ways to read them."""

from pathlib import Path

import pytest

from papershelf.importers import Page, draft, load, read_source
from papershelf.paper import Paper

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
PAGES = Path(__file__).parent / "data" / "pages"
SHARED = ROOT.parent / "shared"
SAMPLES = SHARED / "samples"
NOW = "2026-03-01T09:00:00Z"

needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason=f"the shared samples are not at {SAMPLES}")


def page_of(path: Path) -> Page:
    """The page that a file holds."""
    return read_source(load(path))


def drafts_of(page: Page) -> list[Paper]:
    """The page's records as papers without ids."""
    return [draft(record, page, NOW) for record in page.records]


def paper(title: str = "A Title Long Enough to Be Compared", abstract: str = "", **more: object) -> Paper:
    """A draft with these words."""
    base = Paper("", title, abstract, title, abstract, NOW)
    return Paper(**{**{name: getattr(base, name) for name in Paper.__slots__}, **more})
