"""Makes the screenshots of the documents from the running program: `python -m tools.screenshots`."""

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from papershelf import Library
from papershelf.settings import seed_pages
from papershelf.tui.app import PapershelfApp

TARGET = Path(__file__).parent.parent / "docs" / "images"


def furnish(library: Library) -> None:
    """Marks as a person would have them after a week."""
    library.import_files(seed_pages())
    ids = [entry.paper.id for entry in library.entries()]
    library.star([ids[place] for place in (0, 3, 7, 19)])
    library.set_status([ids[place] for place in (1, 4, 9)], "queued")
    library.set_status([ids[2]], "reading")
    library.set_status([ids[place] for place in (5, 6)], "read")
    library.tag(ids[0:3], add=["nlp/sparse"])
    library.tag(ids[3:9], add=["nlp/instruction"])
    library.tag(ids[9:12], add=["vision"])
    library.rate([ids[0]], 5)
    library.set_note(
        ids[0], "**Distillation loss** is what makes it work.\n\n- compare with magnitude pruning\n- ask about T5"
    )


async def shoot(name: str, size: tuple[int, int], keys: list[str]) -> None:
    """One picture: a fresh library, some keys, the screen as SVG."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(folder, clock=lambda: datetime(2026, 3, 2, 8, tzinfo=UTC)) as library,
    ):
        furnish(library)
        app = PapershelfApp(library)
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.press(*keys)
            await pilot.pause()
            await pilot.pause()
            TARGET.mkdir(parents=True, exist_ok=True)
            app.save_screenshot(f"{name}.svg", str(TARGET))


async def main() -> None:
    """All pictures."""
    await shoot("main", (160, 45), [])
    await shoot("search", (120, 30), ["slash", *"spasre", "space", *"finetunig"])
    await shoot("complete", (120, 30), ["slash", *"mdoels", "space", "t", "a", "g", "colon", "n"])
    await shoot("mend", (120, 30), ["slash", *"titel", "colon", *"lora"])
    await shoot("narrow", (60, 20), [])


if __name__ == "__main__":
    asyncio.run(main())
