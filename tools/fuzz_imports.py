"""Fires damaged and hostile inputs at every importer and checks what comes back: `python -m tools.fuzz_imports`."""

import argparse
import json
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from papershelf.importers import Page, Problem, draft, importers, load_bytes, read_source
from papershelf.paper import Paper
from papershelf.settings import seed_pages
from papershelf.store.records import PAPERS
from papershelf.text import safe
from tests.hostile import HOSTILE

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
OWN = Path(__file__).parents[1] / "tests" / "data"
NOW = "2026-01-01T00:00:00Z"
SLOW = 2.0  # processor seconds for a megabyte, or less, of input
_LONGEST = 60_000  # bytes taken of a sample, so that many inputs are tried
_PIECES = (
    *(b"{", b"}", b"[", b"]", b'"', b"'", b",", b":", b"\\", b"#", b"%", b"$", b"<", b">", b"&amp;", b"&#x0;"),
    *(b"\x00", b"\xff", b"\xed\xa0\x80", b"\n", b"\r", b"\t", b"\xef\xbb\xbf", b"\\u0000", b"\\ud800"),
    *(b"@article{", b"title = {", b"TY  - ", b"ER  - ", b"<entry>", b"</entry>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>"),
    *(b"data-props=", b'"title":', b'"paper":', b"null", b"-1e999", b"9" * 30),
)


@dataclass(slots=True)
class Report:
    """What came of a run.

    Attributes:
        counts: How often each thing happened.
        slowest: Processor seconds, size and reader of the slowest inputs.
        bugs: What went wrong, with the input's number.
    """

    counts: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, int, str]] = field(default_factory=list)
    bugs: list[str] = field(default_factory=list)


class Maker:
    """Makes inputs out of samples: cut, doubled, spliced, bytes flipped, hostile texts put in.

    Args:
        seed: The same one makes the same inputs.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._samples = [data for path in sorted(_sample_files()) if (data := path.read_bytes())]

    def make(self) -> bytes:
        """The next input."""
        chance = self._random
        data = bytearray(self._excerpt())
        for _ in range(chance.choice((0, 1, 1, 2, 3, 8, 40))):
            self._damage(data)
        return bytes(data)

    def _excerpt(self) -> bytes:
        sample = self._random.choice(self._samples)
        if len(sample) <= _LONGEST or self._random.random() < 0.02:
            return sample[: _LONGEST * 10]
        start = self._random.choice((0, 0, self._random.randrange(len(sample))))
        return sample[start : start + self._random.choice((_LONGEST, _LONGEST // 4, 3_000))]

    def _damage(self, data: bytearray) -> None:
        chance = self._random
        at = chance.randrange(len(data) + 1)
        match chance.randrange(7):
            case 0:
                del data[at : at + chance.choice((1, 1, 2, 20, 500))]
            case 1:
                data[at:at] = chance.choice(_PIECES) * chance.choice((1, 1, 1, 3, 200))
            case 2:
                data[at:at] = chance.choice(HOSTILE).encode("utf-8", "surrogatepass")
            case 3:
                del data[at:]
            case 4 if data:
                data[at % len(data)] = chance.randrange(256)
            case 5:
                data[at:at] = data[at : at + chance.choice((10, 300, 3_000))]
            case _:
                data[at:at] = self._excerpt()[:3_000]


def _sample_files() -> list[Path]:
    found = [path for folder in (SAMPLES, OWN) for path in folder.rglob("*") if path.is_file()]
    return [*found, *seed_pages()]


def check(data: bytes, name: str | None) -> Page:
    """Read an input and assert what must hold of whatever comes back.

    Args:
        data: The input.
        name: Name of the importer; found by sniffing if left out.
    """
    text = load_bytes(data, "fuzz").text
    page = read_source(load_bytes(data, "fuzz"), name)
    assert page.records or page.problems or not text, "neither a record nor a problem"
    for problem in page.problems:
        _check_problem(problem, text)
    for record in page.records:
        assert record.title.strip(), "a record without a title"
        paper = draft(record, page, NOW)
        _check_paper(paper)
    return page


def _check_problem(problem: Problem, text: str) -> None:
    assert problem.reason.strip(), "a problem without a reason"
    assert problem.reason == safe(problem.reason), "a reason that is not safe"
    assert problem.text == safe(problem.text), "an excerpt that is not safe"
    assert 0 <= problem.line <= text.count("\n") + 1, f"line {problem.line} is none of the text"
    assert not problem.entry or problem.format, "an entry that nobody can read again"


def _check_paper(paper: Paper) -> None:
    held = PAPERS.decode("x", PAPERS.encode(paper))
    json.dumps(PAPERS.encode(paper)).encode()
    assert held.title == paper.title == safe(paper.title), "a title that is not safe"
    assert "\n" not in paper.title, "a title of two lines"
    assert paper.abstract == safe(paper.abstract), "an abstract that is not safe"
    shown = (*paper.authors, *paper.keywords, paper.venue, paper.published or "", *paper.identifiers.values())
    assert all(text == safe(text) for text in shown), "a field that is not safe"
    assert all(link.url.startswith(("http://", "https://")) for link in paper.links), "a link that is none"


def run(count: int, seed: int, keep: Path | None = None) -> Report:
    """Try so many inputs, each with the importer that sniffing finds and with one named at random.

    Args:
        count: How many.
        seed: The same one tries the same.
        keep: A folder for the inputs that went wrong.
    """
    report, maker, chance = Report(), Maker(seed), random.Random(seed)
    names = [importer.name for importer in importers()]
    for place in range(count):
        data, before = maker.make(), len(report.bugs)
        for name in (None, chance.choice(names)):
            begun = time.process_time()
            try:
                page = check(data, name)
            except Exception:  # whatever it is, it is a finding
                trace = "".join(traceback.format_exc(limit=-3))
                report.bugs.append(f"input {place}, as {name}: {data[:300]!r}\n{trace}")
                continue
            spent = time.process_time() - begun
            report.counts.update(
                {"inputs": 1, "records": len(page.records), "problems": len(page.problems), page.format: 1}
            )
            report.slowest = sorted((*report.slowest, (spent, len(data), page.format)), reverse=True)[:8]
            if spent > SLOW * max(1.0, len(data) / 1e6):
                report.bugs.append(f"input {place}, as {name}: {spent:.1f} s for {len(data):,} bytes")
        if keep is not None and len(report.bugs) > before:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{seed}-{place}").write_bytes(data)
    return report


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print what came of it; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000, help="inputs; each is read twice")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the inputs that went wrong in a folder")
    arguments = parser.parse_args(argv)
    report = run(arguments.count, arguments.seed, arguments.keep)
    print(", ".join(f"{count:,} {name or 'nothing'}" for name, count in report.counts.most_common()))
    for spent, size, name in report.slowest:
        print(f"  {spent * 1e3:8.1f} ms  {size:9,} bytes  {name}")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    for bug in report.bugs[:20]:
        print("BUG", bug)
    print(f"{len(report.bugs)} bugs")
    return 1 if report.bugs else 0


if __name__ == "__main__":
    sys.exit(main())
