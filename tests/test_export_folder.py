"""A note per paper: names that every system takes, front matter that others read, and no word of the person's lost."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml as pyyaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from ruamel.yaml import YAML

from papershelf.exporters import Options, find, write
from papershelf.exporters.base import MergeProblem
from papershelf.exporters.file_name import LONGEST_SLUG, file_name, slug
from papershelf.exporters.note_file import BEGIN, END, NOTE_BEGIN, NOTE_END
from papershelf.exporters.noting import hide_markers
from papershelf.exporters.yaml_text import dump
from papershelf.marks import Entry, Status
from papershelf.paper import Link, LinkKind, Listing
from papershelf.text import safe_line
from tests.export_samples import FULL, PAPER, TRICKY, each_hostile_text, entry

EXPORTER = find("folder")
WINDOWS = re.compile(
    r'(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z))[^<>:"/\\|?*\x00-\x1f.\s][^<>:"/\\|?*\x00-\x1f]*(?<![. ])', re.I
)
NOTED = entry(FULL.paper, mark={"note": "A new note.", "rating": 5, "status": Status.READ, "starred": True})

NEWER = entry(NOTED.paper, mark={"note": "A new note."}, abstract="Another one.", published="2024-01-01")


def note(sample: Entry = FULL, **options: object) -> str:
    """The note of one entry."""
    (text,) = EXPORTER.render([sample], Options(**options)).values()  # type: ignore[arg-type]
    return text


def merge(existing: str, fresh: str) -> str:
    """A note brought up to date, with nothing of the person's waiting in it."""
    merged = EXPORTER.merge(existing, fresh)
    assert isinstance(merged, str)
    return merged


def matter(text: str) -> dict[str, object]:
    """The front matter as PyYAML reads it, which is not ours."""
    loaded = pyyaml.safe_load(text.partition("\n---\n")[0])
    assert isinstance(loaded, dict)
    return loaded


def facts(text: str) -> dict[str, object]:
    """The front matter without the fingerprints, which tell whether a person's keys are in it."""
    return {key: value for key, value in matter(text).items() if key != "papershelf_base"}


def edited(text: str = "", *, front: str = "", below: str = "") -> str:
    """A note to which a person added keys and text."""
    return (text or note()).replace("papershelf_written", f"{front}papershelf_written") + below


class TestNames:
    """File names."""

    @each_hostile_text
    def test_every_system_takes_a_hostile_title(self, text: str, tmp_path: Path) -> None:
        (name,) = EXPORTER.render([entry(title=text)], Options())
        assert WINDOWS.fullmatch(name)
        assert name.isascii()
        (written,) = write({name: "x"}, tmp_path).written
        assert written.resolve().parent == tmp_path.resolve()

    @settings(deadline=None)
    @given(title=TRICKY, paper_id=TRICKY)
    def test_every_system_takes_any_title_and_id(self, title: str, paper_id: str) -> None:
        name = file_name(entry(title=title, id=paper_id).paper)
        assert WINDOWS.fullmatch(name)
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*\.md", name)
        assert len(name) < 150

    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("Über naïve Łukasz's ß", "uber-naive-lukasz-s-ss"),
            ("../../etc/passwd", "etc-passwd"),
            ("👩‍🔬", "paper"),
            ("漢字", "paper"),
            (".hidden. ", "hidden"),
            ("word " * 60, "-".join(["word"] * 16)),
            ("x" * 300, "x" * LONGEST_SLUG),
        ],
    )
    def test_slugs(self, title: str, expected: str) -> None:
        assert slug(title) == expected
        assert len(slug(title)) <= LONGEST_SLUG

    def test_papers_with_one_title_have_two_files(self) -> None:
        samples = [entry(id="a1"), entry(id="a2"), entry(id="A1"), entry(id="a/1"), entry(id="a-1")]
        assert len({name.lower() for name in EXPORTER.render(samples, Options())}) == len(samples)


class TestFrontMatter:
    """Front matter, read by PyYAML and by ruamel.yaml."""

    def test_our_keys_in_their_order(self) -> None:
        text = note()
        found = matter(text)
        assert list(found) == [
            "papershelf_id", "title", "authors", "published", "identifiers", "links", "status", "starred",
            "rating", "tags", "sources", "added", "papershelf_base", "papershelf_written",
        ]  # fmt: skip
        assert found == found | {
            "papershelf_id": "3f9a1c",
            "title": PAPER.title,
            "authors": ["Ada Lovelace", "Alan Turing"],
            "published": "2023-10-10",
            "identifiers": {"arxiv": "2310.06927"},
            "links": {"code": ["https://github.com/a/b_c"], "model": ["https://huggingface.co/a/b"]},
            "status": "reading",
            "starred": True,
            "rating": 4,
            "tags": ["nlp/rag", "sparse"],
            "added": "2026-01-02T03:04:05Z",
        }
        assert YAML(typ="safe").load(io.StringIO(text.partition("\n---\n")[0])) == found

    @each_hostile_text
    def test_hostile_text_comes_back_the_same(self, text: str) -> None:
        sample = entry(
            title=text, abstract=text, authors=(text,), published=text, identifiers={text: text},
            links=(Link(text, LinkKind.OTHER),), sources=(Listing(text, 1, "2026"),), mark={"tags": (text,)},
        )  # fmt: skip
        rendered, line = note(sample), safe_line(text)
        found = matter(rendered)
        assert found["title"] == line
        assert found["authors"] == found["tags"] == [line]
        assert found["links"] == {"other": [line]}
        assert found["identifiers"] == {line: line}
        assert rendered.count(f"\n{BEGIN}\n") == rendered.count(f"\n{END}\n") == 1
        body = MarkdownIt("gfm-like").parse(rendered.split("\n---\n", 1)[1])
        heading = next(place for place, token in enumerate(body) if token.type == "heading_open")
        assert "".join(c.content for c in body[heading + 1].children or ()) == (line or "Untitled")
        assert merge(rendered, note(FULL if sample.paper.id != FULL.paper.id else sample))

    @settings(deadline=None)
    @given(
        st.dictionaries(
            TRICKY.map(safe_line),
            st.recursive(
                st.one_of(st.none(), st.booleans(), st.integers(), TRICKY.map(safe_line)),
                lambda inner: st.one_of(
                    st.lists(st.one_of(TRICKY.map(safe_line), st.dictionaries(TRICKY.map(safe_line), inner))),
                    st.dictionaries(TRICKY.map(safe_line), inner, max_size=3),
                ),
                max_leaves=6,
            ),
            max_size=4,
        )
    )
    def test_any_values_load_the_same_everywhere(self, values: dict[str, object]) -> None:
        text = dump(values)
        assert (pyyaml.safe_load(text) or {}) == values
        assert (YAML(typ="safe", pure=True).load(text) or {}) == values

    @pytest.mark.parametrize(
        "word", ["no", "on", "2024", "1_000", "12:30:45", "~", "null", "1e3", "0o17", "<<", "=", "y"]
    )
    def test_words_that_yaml_takes_for_something_else_stay_words(self, word: str) -> None:
        values = {word: word, "list": [word]}
        assert pyyaml.safe_load(dump(values)) == values


class TestBody:
    """What stands between the markers."""

    def test_the_body(self) -> None:
        body = note().split("\n---\n", 1)[1]
        assert body.startswith(f"\n{BEGIN}\n# {PAPER.title}\n\n- Paper: <https://arxiv.org/abs/2310.06927>\n- Code: ")
        assert "\n> First paragraph.\n>\n> Second paragraph.\n" in body
        assert body.endswith(f"\n## Note\n\n{NOTE_BEGIN}\n# Mine\n\nIt *works*.\n{NOTE_END}\n{END}\n")

    def test_parts_can_be_left_out(self) -> None:
        text = note(abstracts=False, notes=False, links=False)
        assert "First paragraph" not in text
        assert "It *works*" not in text
        assert "https://" not in text

    @pytest.mark.parametrize("marker", [BEGIN, END])
    def test_a_marker_pasted_into_a_note_is_none(self, marker: str) -> None:
        pasted = f"before\n{marker}\nafter <!-- papershelf\\: -->"
        text = note(entry(mark={"note": pasted}))
        assert text.count(f"\n{marker}\n") == 1
        assert re.sub(r"(<!-- papershelf\\*)\\(?=:)", r"\1", hide_markers(pasted)) == pasted
        merge(text, note(entry(mark={"note": "x"})))


class TestExportingAgain:
    """A second export into the same folder."""

    def test_everything_of_the_persons_is_kept(self) -> None:
        front = "# a comment\nmine:  [1,2]   # odd spacing\nnested:\n    deep: 'single'\n\n"
        theirs = edited(front=front, below="\n## My own chapter\n\ttext  \n").replace(
            f"\n{BEGIN}", f"\nAbove, by hand.\n\n{BEGIN}"
        )
        merged = merge(theirs, note(NOTED))
        assert front in merged
        assert "\nAbove, by hand.\n" in merged
        assert merged.endswith(f"{END}\n\n## My own chapter\n\ttext  \n")
        assert "A new note." in merged
        assert "It *works*." not in merged
        assert facts(merged) == facts(theirs) | facts(note(NOTED))
        assert merge(merged, note(NOTED)) == merged, "a second run changes nothing"

    def test_what_did_not_change_is_not_rewritten(self) -> None:
        theirs = (
            note().replace('"reading"', "reading # now").replace('  - "nlp/rag"\n  - "sparse"', " [nlp/rag, sparse]")
        )
        assert merge(theirs, note()) == theirs
        sample = entry(
            FULL.paper, mark={"status": Status.READING, "starred": True, "rating": 4, "tags": ("nlp/rag", "sparse")}
        )
        merged = merge(theirs, note(sample))
        assert "status: reading # now\n" in merged
        assert "tags:\n [nlp/rag, sparse]\n" in merged

    def test_comments_inside_our_keys_are_kept(self) -> None:
        theirs = (
            note()
            .replace("rating: 4\n", 'rating: 4 # "great" #1\n')
            .replace('  - "sparse"', '  # why?\n  - "sparse"  # yes')
        )
        merged = merge(theirs, note(NOTED))
        for comment in ("#1", "# why?", "# yes"):
            assert comment in merged
        assert facts(merged) == facts(note(NOTED))

    def test_odd_line_separators_do_not_shift_the_lines(self) -> None:
        theirs = edited(note(), front='mine: "a\u2028b\x85c"\n').replace(
            "papershelf_id", 'first: "\u2029"\npapershelf_id'
        )
        merged = merge(theirs, note(NOTED))
        assert 'mine: "a\u2028b\x85c"\n' in merged
        assert matter(merged)["rating"] == 5

    def test_windows_line_ends_and_bom_are_kept(self) -> None:
        theirs = "\ufeff" + edited(front="mine: 1\n", below="below\n").replace("\n", "\r\n")
        merged = merge(theirs, note(NOTED))
        assert merged.startswith("\ufeff---\r\n")
        assert "mine: 1\r\n" in merged
        assert "A new note.\r\n" in merged
        assert merged.count("\n") == merged.count("\r\n")
        assert merge(merged, note(NOTED)) == merged

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            (lambda text: text.replace(BEGIN, ""), "markers exactly once"),
            (lambda text: text.replace(END, ""), "markers exactly once"),
            (lambda text: text + f"\n{END}\n", "markers exactly once"),
            (lambda text: text + f"\n{BEGIN}\n{END}\n", "markers exactly once"),
            (lambda text: text.replace(BEGIN, "@").replace(END, BEGIN).replace("@", END), "markers exactly once"),
            (lambda _: "my own words", "no front matter"),
            (lambda _: "---\nunclosed: 1\n", "no front matter"),
            (lambda text: text.replace("3f9a1c", "another"), "belongs to another paper"),
            (lambda text: text.replace("status:", "title: again\nstatus:"), "not valid YAML in line"),
            (lambda text: text.replace("status:", "bad: [\nstatus:"), "not valid YAML in line"),
            (lambda text: text.replace("status:", "\tstatus:"), "not valid YAML in line"),
            (lambda text: re.sub(r"---\n[\s\S]*?\n---", "---\n{a: 1, b: 2}\n---", text, count=1), "names no paper"),
            (lambda text: re.sub(r"---\n[\s\S]*?\n---", "---\n- a\n---", text, count=1), "names no paper"),
            (lambda text: text.replace('"3f9a1c"', '"3f9a1c"\n{a: 1, b: 2}'), "not valid YAML in line 4"),
            (lambda text: text.replace("First paragraph", "My paragraph"), "changed by hand"),
            (lambda text: text.replace("## Note", "## My note"), "changed by hand"),
            (lambda text: text.replace('published: "', 'published: "1'), "changed by hand"),
            (lambda text: re.sub(r"papershelf_wri.*\n", "", text).replace("First", "My"), "changed by hand"),
        ],
    )  # fmt: skip
    def test_a_file_in_doubt_is_left_alone(self, change: Callable[[str], str], reason: str) -> None:
        theirs = change(note())
        with pytest.raises(MergeProblem, match=reason):
            merge(theirs, note(NEWER))

    def test_an_emptied_stamp_is_leave_to_write(self) -> None:
        theirs = re.sub("papershelf_written: .*", "papershelf_written:", note()).replace("First", "My")
        merged = merge(theirs, note(NOTED))
        assert "A new note." in merged
        assert "My paragraph" not in merged

    def test_an_alias_to_our_key_is_not_broken(self) -> None:
        theirs = edited(note().replace("tags:", "tags: &mine"), front="copy: *mine\n")
        with pytest.raises(MergeProblem, match="left as it is"):
            merge(theirs, note(NEWER))

    @settings(deadline=None)
    @given(below=TRICKY, value=TRICKY.map(safe_line), now=TRICKY)
    def test_any_words_of_the_persons_stay(self, below: str, value: str, now: str) -> None:
        below = "\n" + below.replace("papershelf:", "")
        theirs = edited(front=dump({"mine": value}), below=below)
        fresh = note(entry(FULL.paper, mark={"note": now, "tags": (now,)}))
        merged = merge(theirs, fresh)
        assert merged.endswith(END + "\n" + below)
        assert facts(merged) == facts(fresh) | {"mine": value}
        assert merge(merged, fresh) == merged


def test_a_folder_can_be_exported_every_day(tmp_path: Path) -> None:
    samples = [FULL, entry(id="b", title="Other")]
    first = write(EXPORTER.render(samples, Options()), tmp_path, merge=EXPORTER.merge)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in first.written}
    assert len(before) == 2
    again = write(EXPORTER.render(samples, Options()), tmp_path, merge=EXPORTER.merge)
    assert set(again.unchanged) == set(before)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before
    changed = write(EXPORTER.render([NOTED, samples[1]], Options()), tmp_path, merge=EXPORTER.merge)
    assert (len(changed.written), len(changed.unchanged)) == (1, 1)
