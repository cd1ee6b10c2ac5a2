"""What the program's index costs: building, memory, reloading, growing by one paper; each in a process of its own."""

import gc
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.report import Table, percentile

# Nothing that loads numpy or the index stands above: the process that reloads tells their times apart.

ROOT = Path(__file__).parents[1]
MEGA = 1 << 20
SEARCHES = 300
Figures = dict[str, Any]


def tables(sizes: Sequence[str], repeats: int, say: Callable[[str], None]) -> list[Table]:
    """Measure the index at each size that it can hold, and return the table."""
    measured: dict[str, Figures] = {}
    for size in sizes:
        say(f"{size}: cost of the index …")
        with tempfile.TemporaryDirectory() as folder:
            built = _in_a_process("build", size, folder)
            if not built:
                continue
            loads = [_in_a_process("load", size, folder) for _ in range(repeats)] if built["saves"] else []
            measured[size] = {**built, "loads": loads, **_in_a_process("grow", size, folder, repeats * 10)}
    if not measured:
        return []
    head = (f"{figures['papers']:,} papers" for figures in measured.values())
    table = Table("What the index costs", ("what", *head))
    for name, cell in _ROWS.items():
        table.add(name, *(cell(figures) for figures in measured.values()))
    return [table]


def _in_a_process(mode: str, size: str, folder: str, count: int = 0) -> Figures:
    command = [sys.executable, "-m", "benchmarks.search_cost", mode, size, folder, str(count)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    figures: Figures = json.loads(done.stdout)
    return figures


def _of_loads(key: str) -> Callable[[Figures], str]:
    return lambda figures: f"{statistics.median(one[key] for one in figures['loads']):.1f}" if figures["loads"] else "–"


def _median_and_p95(key: str) -> Callable[[Figures], str]:
    return lambda figures: f"{statistics.median(figures[key]):.2f} / {percentile(figures[key], 95):.2f}"


_ROWS: Mapping[str, Callable[[Figures], str]] = {
    "building, s": lambda figures: f"{figures['build']:.2f}",
    "memory it adds, MB (with the modules that it loads)": lambda figures: f"{figures['resident'] / MEGA:.0f}",
    "memory it adds at the height of building, MB": lambda figures: f"{figures['peak'] / MEGA:.0f}",
    "saving, s": lambda figures: f"{figures['save']:.2f}" if figures["saves"] else "–",
    "on disk, MB": lambda figures: f"{figures['disk'] / MEGA:.1f}" if figures["saves"] else "–",
    "reloading, ms, numpy's import apart (median)": _of_loads("load"),
    "numpy's import, ms (median)": _of_loads("numpy"),
    "import of the index's own modules, ms (median)": _of_loads("modules"),
    "warming after it, ms (median)": _of_loads("warm"),
    "first search after that, ms (median)": _of_loads("first"),
    f"memory it adds when reloaded and searched {SEARCHES} times, MB": _of_loads("megabytes"),
    "of it the program's own; the rest is the mapped file, which the system may drop, MB": _of_loads("own"),
    "adding one paper, ms, median / p95": _median_and_p95("paper"),
    "the search after it, ms, median / p95": _median_and_p95("after_paper"),
    "adding one note, ms, median / p95": _median_and_p95("note"),
    "the search after that, ms, median / p95": _median_and_p95("after_note"),
}


def build(size: str, folder: str, _: int) -> Figures:
    """Build the index of a collection and save it; nothing where it is too large or not there."""
    from benchmarks.corpora import MissingCorpusError, corpus
    from benchmarks.engines.own import MOST_PAPERS, SAVES, build_index
    from benchmarks.known_items import steady
    from benchmarks.queries import KINDS, make

    try:
        found = corpus(size)
    except MissingCorpusError:
        return {}
    papers = found.papers
    if len(papers) > MOST_PAPERS:
        print(f"{size}: too many for an index that grows paper by paper", file=sys.stderr)
        return {}
    with steady():
        before = resident()
        forget_peak()
        index, built = timed(lambda: build_index(papers))
    gc.collect()
    figures = {"papers": len(papers), "build": built / 1e3, "resident": resident() - before, "peak": peak() - before}
    saved = timed(lambda: index.save(Path(folder) / "index"))[1] / 1e3 if SAVES else None
    disk = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    queries = make(found.seeds, 1, SEARCHES // len(KINDS) + 1)
    (Path(folder) / "queries.json").write_text(json.dumps([query.typed for query in queries[-SEARCHES:]]))
    return {**figures, "saves": SAVES, "save": saved, "disk": disk}


def load(_: str, folder: str, __: int) -> Figures:
    """Reload a saved index as the program does at its start."""
    queries = json.loads((Path(folder) / "queries.json").read_text())
    before, own_before = resident(), own()
    numpy = timed(lambda: __import__("numpy"))[1]
    modules = timed(lambda: __import__("papershelf.search.index"))[1]
    from papershelf.search.index import Index

    kind: Any = Index
    index, loaded = timed(lambda: kind.load(Path(folder) / "index"))
    warm = timed(index.warm)[1]
    first = timed(lambda: index.search("sparse finetu", limit=10))[1]
    times = {"numpy": numpy, "modules": modules, "load": loaded, "warm": warm, "first": first}
    for typed in queries:
        index.search(typed, limit=10)
    return {**times, "megabytes": (resident() - before) / MEGA, "own": (own() - own_before) / MEGA}


def grow(size: str, folder: str, count: int) -> Figures:
    """Put papers and notes in one by one, with a search after each: what is put off until then counts too."""
    from benchmarks.corpora import corpus
    from benchmarks.engines.own import SAVES, build_index, fields_of
    from benchmarks.known_items import spread, steady
    from benchmarks.queries import Known
    from papershelf.search import Field
    from papershelf.search.index import Index

    papers = corpus(size).papers
    kind: Any = Index
    index = kind.load(Path(folder) / "index") if SAVES else build_index(papers)
    index.warm()
    times: dict[str, list[float]] = {"paper": [], "after_paper": [], "note": [], "after_note": []}
    chosen = spread(papers, 2 * count)
    with steady():
        for number, (one, other) in enumerate(zip(chosen[::2], chosen[1::2], strict=True)):
            # A paper that is new: a name never seen, one paper's title, another's abstract.
            new = Known(f"new{number}", f"Qua{number}zor: {one.title}", other.abstract)
            asked = " ".join(one.title.split()[:3])
            note = {Field.NOTE: other.abstract[:200]}
            for what, paper_id, fields in (("paper", new.id, fields_of(new)), ("note", one.id, note)):
                times[what].append(timed(partial(index.put, paper_id, fields))[1])
                times[f"after_{what}"].append(timed(partial(index.search, asked, limit=10))[1])
    return {**times}


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What some work gives, and the milliseconds that it takes."""
    began = time.perf_counter()
    result = work()
    return result, (time.perf_counter() - began) * 1e3


def resident() -> int:
    """Bytes of memory this process holds now; its highest so far where the system does not say."""
    return _status("VmRSS:") or _highest()


def own() -> int:
    """The same without pages of mapped files, where the system tells them apart."""
    return _status("RssAnon:") or resident()


def peak() -> int:
    """Bytes of memory it held at most, since `forget_peak` where the system can forget."""
    return _status("VmHWM:") or _highest()


def forget_peak() -> None:
    """Count the highest anew from here."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5")


def _status(name: str) -> int:
    status = Path("/proc/self/status")
    lines: Iterable[str] = status.read_text().splitlines() if status.exists() else ()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), 0)


def _highest() -> int:
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest if sys.platform == "darwin" else highest * 1024


if __name__ == "__main__":
    mode, size, folder, count = sys.argv[1:5]
    print(json.dumps({"build": build, "load": load, "grow": grow}[mode](size, folder, int(count))))
