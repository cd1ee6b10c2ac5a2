"""The five seed pages as plain pairs of title and abstract, read without any of the program's own readers."""

import re
from functools import cache
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"
# Everything above the first title, whose line the second layout glues to the word `Subscribe`.
_HEADER = re.compile(r".*?Subscribe(?:\n+byAK and the research community\n+[A-Z][a-z]{2} \d{1,2}\n)?", re.DOTALL)


@cache
def seed_records() -> tuple[tuple[str, str], ...]:
    """Title and raw abstract of all 574 listings; titles and abstracts strictly alternate."""
    records: list[tuple[str, str]] = []
    for page in sorted(SEEDS.glob("*.txt")):
        body = _HEADER.sub("", page.read_text(encoding="utf-8"), count=1)
        lines = [line.strip() for line in body.split("\n") if line.strip()]
        records += zip(lines[::2], lines[1::2], strict=True)
    return tuple(records)
