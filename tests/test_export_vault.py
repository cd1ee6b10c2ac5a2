"""A folder of notes over time: files found wherever they are, read at the head only, written only where need be."""

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papershelf.errors import DataError
from papershelf.exporters import Options, WriteReport, export, find, front_matter, survey
from papershelf.exporters.file_name import LONGEST_NAME, title_name
from papershelf.exporters.note_file import KEYS, MARKS, NoteFile, owner
from papershelf.exporters.placing import alike, link_targets, place
from papershelf.marks import Entry
from papershelf.progress import unheard
from tests.export_samples import FULL, TRICKY, each_hostile_text, entry

BOTH = pytest.mark.parametrize("format", ["folder", "obsidian"])
FORBIDDEN = re.compile(r'[#^\[\]|\\/:*?"<>\x00-\x1f]|[. ]\Z|\A[. ]')
SAMPLES = [FULL, entry(id="b1", title="Other"), entry(id="c1", title="Third: a/b #1 [x]")]


def out(target: Path, samples: Sequence[Entry] = SAMPLES, format: str = "folder", **more: Any) -> WriteReport:
    """Export samples."""
    return export(find(format), samples, Options(), target, **more)


def state(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """Every file with its bytes and when it was written."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def changed(sample: Entry, **mark: Any) -> Entry:
    """The same paper with another mark."""
    return Entry(sample.paper, replace(sample.mark, **mark))


class TestFinding:
    """Files are found by the paper they are about."""

    @BOTH
    def test_a_moved_and_renamed_file_is_written_where_it_is(self, tmp_path: Path, format: str) -> None:
        first = out(tmp_path, format=format).written[0]
        moved = tmp_path / "Reading" / "Deep" / "My favourite.md"
        moved.parent.mkdir(parents=True)
        first.rename(moved)
        moved.write_text(moved.read_text() + "\nmine\n")
        before = state(tmp_path)
        assert not out(tmp_path, format=format).written
        assert state(tmp_path) == before
        report = out(tmp_path, [changed(FULL, rating=5), *SAMPLES[1:]], format)
        assert report.written == (moved,)
        assert "rating: 5\n" in moved.read_text()
        assert moved.read_text().endswith("\nmine\n")

    @BOTH
    def test_another_title_gives_no_other_file(self, tmp_path: Path, format: str) -> None:
        first = out(tmp_path, format=format).written[0]
        report = out(tmp_path, [entry(FULL.paper, title="Called otherwise now"), *SAMPLES[1:]], format)
        assert report.written == (first,)
        assert len(list(tmp_path.iterdir())) == 3

    def test_of_two_copies_the_one_with_the_expected_name_counts(self, tmp_path: Path) -> None:
        first = out(tmp_path).written[0]
        copy = tmp_path / "a copy.md"
        copy.write_text(first.read_text() + "mine")
        report = out(tmp_path, [changed(FULL, rating=5)])
        assert report.written == (first,)
        assert [problem.path for problem in report.problems] == [copy]
        assert f"is about the same paper as {first.name}, which is written; left as it is" in str(report.problems[0])
        assert copy.read_text().endswith("mine")

    def test_links_follow_the_files(self, tmp_path: Path) -> None:
        ids = ["aaaaaaaaaa", "bbbbbbbbbb"]
        samples = [entry(id=ids[0], mark={"note": f"[[{ids[1]}|that]]"}), entry(id=ids[1], title="Other")]
        first, second = out(tmp_path, samples).written
        assert f"[[{second.stem}|that]]" in first.read_text()
        second.rename(tmp_path / "Its new name.md")
        assert out(tmp_path, samples[:1]).written == (first,)
        assert "[[Its new name|that]]" in first.read_text()

    def test_one_name_in_two_folders_needs_the_path(self) -> None:
        assert link_targets({"a": "x/n.md", "b": "N.md", "c": "m.md"}) == {"a": "x/n", "b": "N", "c": "m"}

    def test_only_heads_are_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        out(tmp_path)
        (tmp_path / "huge.md").write_bytes(b"# mine\n" + b"x" * 3_000_000)
        (tmp_path / "late.md").write_text("---\nmine: |\n" + "  words\n" * 2000 + 'papershelf_id: "late1"\n---\n')
        (tmp_path / ".obsidian").mkdir()
        (tmp_path / ".obsidian" / "hidden.md").write_text('---\npapershelf_id: "hidden"\n---\n')
        (tmp_path / "loop").symlink_to(tmp_path)
        real, read = os.read, 0

        def counting(handle: int, count: int) -> bytes:
            nonlocal read
            data = real(handle, count)
            read += len(data)
            return data

        monkeypatch.setattr(os, "read", counting)
        found = survey.survey(tmp_path, owner, unheard)
        assert sorted(found.places) == ["3f9a1c", "b1", "c1", "late1"]
        assert read <= 5 * survey.HEAD

    def test_a_target_that_cannot_be_read_is_told(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        def fails(folder: str) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "scandir", fails)
        with pytest.raises(DataError, match="Permission denied"):
            out(tmp_path)

    @pytest.mark.parametrize(
        ("head", "paper"),
        [
            ('---\npapershelf_id: "a1"\n---\n', "a1"),
            ("\ufeff---\r\nmine: 1\r\npapershelf_id: a1\r\n---\r\n", "a1"),
            ("---\npapershelf_id: 'a1' # mine\n", "a1"),
            ('---\npapershelf_id: "a\\u0031"\n---\n', "a1"),
            ("---\nmine: 1\n---\npapershelf_id: a1\n", None),
            ("papershelf_id: a1\n", None),
            ("---\npapershelf_id:\n---\n", None),
            ('---\npapershelf_id: ""\n---\n', None),
            ("", None),
        ],
    )
    def test_whose_a_file_is(self, head: str, paper: str | None) -> None:
        assert owner(head) == paper


class TestNames:
    """Names by title."""

    @each_hostile_text
    def test_a_hostile_title(self, text: str, tmp_path: Path) -> None:
        (path,) = out(tmp_path / "vault", [entry(title=text)], "obsidian").written
        assert path.parent == tmp_path / "vault"
        assert path.is_file()
        assert not FORBIDDEN.search(path.stem)

    @given(TRICKY)
    def test_any_title(self, title: str) -> None:
        name = title_name(title)
        assert not FORBIDDEN.search(name)
        assert len(name.encode()) <= LONGEST_NAME

    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("../../etc/x", "etc x"),
            ("CON", ""),
            ("aux.md", ""),
            ("👩‍🔬", ""),
            ("x" * 300, "x" * LONGEST_NAME),
            ("Ω: all, or nothing?", "Ω all, or nothing"),
            ("漢" * 300, "漢" * (LONGEST_NAME // 3)),
            (".hidden.", "hidden"),
        ],
    )
    def test_names(self, title: str, name: str) -> None:
        assert title_name(title) == name

    def test_where_names_meet_the_id_tells_them_apart(self, tmp_path: Path) -> None:
        (tmp_path / "MINE.md").write_text("my own")
        titles = ["One: two", "one two", "Mine", "e\u0301", "\u00e9", "👩‍🔬"]
        samples = [entry(id=f"p{place}", title=title) for place, title in enumerate(titles)]
        report = out(tmp_path, samples, "obsidian")
        assert [path.name for path in report.written] == [
            "One two.md", "one two (p1).md", "Mine (p2).md", "é.md", "é (p4).md", "Paper p5.md",
        ]  # fmt: skip
        assert (tmp_path / "MINE.md").read_text() == "my own"
        before = state(tmp_path)
        assert not out(tmp_path, samples[::-1], "obsidian").written
        assert state(tmp_path) == before

    @given(st.lists(TRICKY, max_size=8))
    def test_no_two_papers_have_one_file(self, titles: list[str]) -> None:
        papers = [entry(id=f"p{number}", title=title).paper for number, title in enumerate(titles)]
        places = place(papers, find("obsidian").file_names)
        assert len({alike(path) for path in places.values()}) == len(papers)


class TestObsidian:
    """What Obsidian and Dataview want of the front matter."""

    def test_the_front_matter_is_flat(self, tmp_path: Path) -> None:
        sample = changed(FULL, tags=("2024", "c++", "nlp/rag"))
        (path,) = out(tmp_path, [sample], "obsidian").written
        found = pyyaml.safe_load(path.read_text().split("---\n")[1])
        assert found.pop("papershelf_base")
        assert found.pop("papershelf_written")
        assert found == {
            "papershelf_id": "3f9a1c",
            "title": "Sparse Fine-tuning for Inference",
            "aliases": ["Sparse Fine-tuning for Inference"],
            "authors": ["Ada Lovelace", "Alan Turing"],
            "published": "2023-10-10",
            "year": 2023,
            "arxiv": "2310.06927",
            "doi": "",
            "url": "https://arxiv.org/abs/2310.06927",
            "links": ["https://github.com/a/b_c", "https://huggingface.co/a/b"],
            "status": "reading",
            "starred": True,
            "rating": 4,
            "tags": ["_2024", "c", "nlp/rag"],
            "sources": ["page_1.txt", "page_2.txt"],
            "added": "2026-01-02",
        }
        assert path.name == "Sparse Fine-tuning for Inference.md"

    @BOTH
    def test_the_list_of_keys_is_what_is_written(self, format: str) -> None:
        exporter: Any = find(format)
        written = [key for key in exporter.values(FULL, Options()) if key not in MARKS]
        assert tuple(written) in KEYS

    def test_a_key_of_the_persons_that_the_other_format_writes_stays_theirs(self, tmp_path: Path) -> None:
        path = out(tmp_path, [FULL]).written[0]
        path.write_text(path.read_text().replace("sources:", "aliases: [mine] # x\nsources:"))
        out(tmp_path, [changed(FULL, rating=5)])
        for _ in range(2):
            assert out(tmp_path, [FULL], "obsidian").problems == ()
            assert "aliases: [mine] # x\n" in path.read_text()
            assert "year: 2023\n" in path.read_text()
        assert not out(tmp_path, [FULL], "obsidian").written

    @given(TRICKY)
    def test_any_tag_is_one_for_obsidian(self, tag: str) -> None:
        exporter: Any = find("obsidian")
        assert re.fullmatch(r"[\w/-]*[^\d/][\w/-]*", exporter.tag(tag))

    def test_a_folder_of_the_other_format_is_taken_over(self, tmp_path: Path) -> None:
        first = out(tmp_path).written
        report = out(tmp_path, format="obsidian")
        assert (set(report.written), report.problems) == (set(first), ())
        assert "aliases:" in first[0].read_text()


class TestAgain:
    """A second export."""

    @BOTH
    def test_it_changes_nothing_and_parses_nothing(
        self, tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        written = out(tmp_path, format=format).written
        for path in written:
            path.write_text(path.read_text() + "\nmine\n")
        written[0].write_text(written[0].read_text().replace("papershelf_base", "mine: 1 # x\npapershelf_base", 1))
        before, parsed = state(tmp_path), []
        real = front_matter.FrontMatter.read
        monkeypatch.setattr(front_matter.FrontMatter, "read", lambda text: parsed.append(text) or real(text))  # type: ignore[func-returns-value]
        report = out(tmp_path, format=format)
        assert (report.written, len(report.unchanged), parsed) == ((), 3, [])
        assert state(tmp_path) == before
        starred = [changed(sample, starred=not sample.mark.starred) for sample in SAMPLES]
        assert len(out(tmp_path, starred, format).written) == 3
        assert len(parsed) <= 3, "only the one with keys of the person's is parsed"
        assert "mine: 1 # x\n" in written[0].read_text()

    def test_one_changed_paper_writes_one_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        samples = [entry(id=f"p{number}") for number in range(40)]
        out(tmp_path, samples)
        opened: list[str] = []
        real = os.open

        def counting(path: Any, flags: int, *more: Any, **others: Any) -> int:
            if flags & os.O_CREAT:
                opened.append(str(path))
            return real(path, flags, *more, **others)

        monkeypatch.setattr(os, "open", counting)
        samples[7] = changed(samples[7], starred=True)
        assert len(out(tmp_path, samples).written) == 1
        assert len(opened) == 1

    def test_a_dry_run_shows_both_texts(self, tmp_path: Path) -> None:
        path = out(tmp_path).written[0]
        before = state(tmp_path)
        report = out(tmp_path, [changed(FULL, rating=5), *SAMPLES[1:]], dry_run=True)
        (change,) = report.changes
        assert change.path == path
        assert change.before == path.read_text()
        assert "rating: 5\n" in change.after
        assert len(set(change.after.splitlines()) ^ set((change.before or "").splitlines())) == 4, "rating and base"
        assert state(tmp_path) == before

    def test_an_export_without_notes_takes_none_away(self, tmp_path: Path) -> None:
        (path,) = out(tmp_path, [FULL]).written
        before = path.read_bytes()
        bare = Options(notes=False)
        assert not export(find("folder"), [FULL], bare, tmp_path).written
        newer = entry(FULL.paper, abstract="Another.", mark={"note": "Other words."})
        export(find("folder"), [newer], bare, tmp_path)
        assert "It *works*." in path.read_text()
        assert "Another." in path.read_text()
        out(tmp_path, [FULL])
        assert NoteFile.of(path.read_text()).block == NoteFile.of(before.decode()).block
        assert "It *works*." in path.read_text()

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(above=TRICKY, below=TRICKY, value=TRICKY, notes=st.lists(TRICKY, min_size=2, max_size=2), eol=st.booleans())
    def test_any_edit_outside_our_part_survives_any_number_of_exports(
        self, tmp_path: Path, above: str, below: str, value: str, notes: list[str], eol: bool
    ) -> None:
        format, end = find("folder"), "\r\n" if eol else "\n"
        above, below, value = (
            re.sub("[\r\n]+", "\n", text.encode("utf-8", "replace").decode()).replace("<!-- papershelf", "")
            for text in (above, below, value)
        )
        front = f"# {value!a}\nmine:   '{re.sub('[^ -~]', '', value).replace(chr(39), '')}' # c\n"
        (fresh,) = format.render([FULL], Options()).values()
        text = fresh.replace("---\n\n<!--", f"---\n{above}\n<!--", 1).replace("sources:", f"{front}sources:") + below
        text = text.replace("\n", end)
        theirs = [part.replace("\n", end) for part in (front, f"---\n{above}\n<!--", below)]
        path = tmp_path / "a.md"
        path.write_bytes(text.encode())
        for number, note in enumerate([*notes, notes[-1]]):
            sample = entry(
                FULL.paper, abstract=f"Number {min(number, 1)}", mark={"note": note, "tags": (f"t{number}",)}
            )
            report = out(tmp_path, [sample])
            assert (report.problems, report.kept) == ((), ())
            assert not out(tmp_path, [sample]).written
            now = path.read_bytes().decode()
            assert all(part in now for part in theirs)
            assert now.endswith(theirs[-1])
            assert f"t{number}" in now


Change = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data.replace(b"works", "wörks".encode("latin-1")), r"is not UTF-8 \(line \d+\); left as it is"),
        (lambda data: data.replace(b"<!-- papershelf:note:begin -->", b""), "papershelf:note:begin --> is missing"),
        (lambda data: data.replace(b"<!-- papershelf:note:end -->", b""), "papershelf:note:end --> is missing"),
        (lambda data: data.replace(b"<!-- papershelf:begin -->", b""), "marker <!-- papershelf:begin --> is missing"),
        (lambda data: data.replace(b"<!-- papershelf:end -->", b""), "marker <!-- papershelf:end --> is missing"),
        (
            lambda data: data + b"<!-- papershelf:note:begin -->\n",
            r"in line \d+ the marker <!-- papershelf:note:begin --> stands there again",
        ),
        (lambda data: data.replace(b"\nstatus:", b"\nstatus: [\nx:"), r"not valid YAML in line \d+"),
        (lambda data: data.replace(b"\n---\n", b"\nstatus: read\n---\n", 1), r"not valid YAML in line \d+"),
        (lambda data: data.replace(b"\n---\n", b"\n", 1), "has no front matter"),
        (lambda data: data.replace(b"Second paragraph", b"My paragraph"), "was changed by hand in papershelf's part"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("eol", [b"\n", b"\r\n"])
def test_a_broken_file_keeps_every_byte(tmp_path: Path, change: Change, words: str, eol: bytes) -> None:
    path = out(tmp_path, [FULL]).written[0]
    data = change(path.read_bytes()).replace(b"\n", eol)
    path.write_bytes(data)
    sample = entry(FULL.paper, abstract="Another.", mark={"note": "x", "status": "queued"})
    report = out(tmp_path, [sample, SAMPLES[1]])
    assert [bool(re.search(words, str(problem))) for problem in report.problems] == [True], report.problems
    assert path.read_bytes() == data
    assert len(report.written) == 1
