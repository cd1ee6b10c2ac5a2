"""Templates that ship, a person's own, the files they write, and the verbs that use them."""

import json
import os
import re
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.errors import UsageError
from papershelf.exporters import Options
from papershelf.exporters.templating.data import list_data, paper_data
from papershelf.exporters.templating.filters import PLAIN, WIDE, all_filters
from papershelf.library.templating import (
    KINDS,
    TemplateFolder,
    all_formats,
    find_template,
    format_of,
    problem_of,
    texts_of,
)
from papershelf.marks import Entry
from tests.cli_tools import Run
from tests.export_samples import FULL, each_hostile_text, entry
from tests.template_tools import exported, own
from tests.test_hygiene import loaded_by

PAGE = Path(__file__).parent.parent / "docs" / "templates.md"
BARE = entry(title="", abstract="", links=(), sources=())
SHIPPED = [(kind, name) for kind in KINDS for name in [each.name for each in TemplateFolder(Path("none"), kind).all()]]


def test_these_ship() -> None:
    assert SHIPPED == [("exports", "bibliography"), ("exports", "short"), ("copy", "citation"), ("copy", "message")]


@pytest.mark.parametrize(("kind", "name"), SHIPPED)
@pytest.mark.parametrize("paper", [FULL, BARE], ids=["full", "bare"])
def test_every_shipped_template_does_for_any_paper(tmp_path: Path, kind: str, name: str, paper: Entry) -> None:
    template = find_template(f"{kind}/{name}", tmp_path)
    assert problem_of(template, tmp_path) == ""
    if kind == "copy":
        assert texts_of(template, [paper], tmp_path)[0].strip()
        return
    for group in ("status", "tag", "source", "none"):
        for shown in (True, False):
            chosen = Options(group=group, abstracts=shown, notes=shown, links=shown)
            assert "None" not in exported(tmp_path, name, [paper, BARE], chosen)


@each_hostile_text
@pytest.mark.parametrize("name", ["citation", "message"])
def test_shipped_templates_take_hostile_text(tmp_path: Path, name: str, text: str) -> None:
    paper = entry(title=text, abstract=text, authors=(text,), venue=text, published=text)
    made = texts_of(find_template(name, tmp_path), [paper], tmp_path)[0]
    assert "\x1b" not in made
    assert "\u202e" not in made


def test_a_citation_reads_as_one(tmp_path: Path) -> None:
    paper = entry(FULL.paper, venue="TMLR")
    words = "Ada Lovelace, Alan Turing (2023). Sparse Fine-tuning for Inference. TMLR. https://arxiv.org/abs/2310.06927"
    assert texts_of(find_template("citation", tmp_path), [paper], tmp_path) == [words]


def test_ones_own_takes_the_place_of_one_that_ships(tmp_path: Path) -> None:
    own(tmp_path, "mine: {{ count }}", "short.txt.j2")
    template = find_template("short", tmp_path)
    assert (template.ships, template.ending) == (False, ".txt")
    assert exported(tmp_path, "short") == "mine: 1"


def test_what_no_template_is_is_not_listed(tmp_path: Path) -> None:
    for file in ("_part.md", ".hidden", "old.md~", "old.bak"):
        own(tmp_path, "x", file)
    (tmp_path / "templates" / "exports" / "folder").mkdir()
    assert [each.name for each in TemplateFolder(tmp_path, "exports").all()] == ["bibliography", "short"]


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no template “shrot”; did you mean “short”"):
        find_template("shrot", tmp_path, "exports")
    with pytest.raises(UsageError, match="there are bibliography, short"):
        format_of("template:zzzzzzz", tmp_path)


def test_formats_name_the_templates_last(tmp_path: Path) -> None:
    own(tmp_path, "x", "mine.tex")
    formats = all_formats(tmp_path)
    assert list(formats)[-3:] == ["template:bibliography", "template:mine", "template:short"]
    mine = formats["template:mine"]
    assert (mine.name, mine.into) == ("template:mine", "file")
    assert mine.summary == "template “mine” (templates/exports/mine.tex)"
    assert type(formats["template:short"]).summary != type(mine).summary


# The file that is written


def test_an_untouched_file_is_written_anew_and_a_changed_one_is_left(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "list.md"
    assert library.export("template:short", target).written == (target,)
    stamp = target.stat().st_mtime_ns
    assert library.export("template:short", target).unchanged == (target,)
    assert target.stat().st_mtime_ns == stamp
    library.star([library.entries()[0].paper.id])
    assert library.export("template:short", target).written == (target,)
    changed = target.read_text("utf-8").replace("papers", "papers of mine", 1)
    target.write_text(changed, "utf-8")
    report = library.export("template:short", target)
    assert [each.reason for each in report.problems] == [
        "was changed by hand since papershelf wrote it; choose another name"
    ]
    assert target.read_text("utf-8") == changed


def test_a_file_without_a_stamp_is_never_replaced(library: Library, tmp_path: Path) -> None:
    own(library.places.config, "{{ count }}")
    target = tmp_path / "list.md"
    target.write_text("precious", "utf-8")
    report = library.export("template:mine", target)
    assert "has no stamp of papershelf's" in report.problems[0].reason
    assert target.read_text("utf-8") == "precious"
    target.write_text(" \n", "utf-8")
    assert library.export("template:mine", target).written == (target,)
    assert library.export("template:mine", target).unchanged == (target,)
    own(library.places.config, "now {{ count }}")
    assert library.export("template:mine", target).problems


def test_a_stamp_in_the_data_is_no_stamp(tmp_path: Path) -> None:
    own(tmp_path, "{{ papers[0].title }}\n{{ stamp }}")
    paper = entry(title="papershelf:template 0123456789abcdef")
    made = exported(tmp_path, "mine", [paper])
    assert "0123456789abcdef" in made
    assert format_of("template:mine", tmp_path).merge(made, "new") == "new"


# The verbs


def test_templates_are_listed_with_what_is_wrong(run: Run, folder: Path) -> None:
    own(folder / "config", "{{ papr }}")
    own(folder / "config", "{{ paper.title }}", "title.txt", "copy")
    done = run("templates")
    assert done.code == 3
    assert re.search(r"^exports  mine +wrong  .*mine\.md$", done.out, re.MULTILINE)
    assert re.search(r"^copy     citation +fine   ships$", done.out, re.MULTILINE)
    assert "papershelf: templates/exports/mine.md, line 1: there is no “papr”; did you mean “papers”?" in done.err
    assert "“title” is copied without a template" in done.err
    rows = {row["name"]: row for row in run("templates", "--json").json["templates"]}
    assert rows["short"]["problem"] is None
    assert rows["mine"]["problem"].startswith("templates/exports/mine.md, line 1")
    assert not rows["mine"]["ships"]


def test_a_template_is_shown_to_begin_with(run: Run) -> None:
    done = run("templates", "--show", "short")
    assert done.code == 0
    assert done.out.startswith("# {{ title|md }}")
    assert "save your own as" in done.err
    assert run("templates", "--show", "copy/citation").code == 0
    assert run("templates", "--show", "nope").code == 2
    assert run("templates", "--show", "short", "--json").code == 2


def test_export_by_a_template(full: Run, tmp_path: Path, folder: Path) -> None:
    target = tmp_path / "out.md"
    assert full("export", "--template", "short", "--output", str(target)).code == 0
    assert target.read_text("utf-8").startswith("# Reading list\n")
    assert full("export", "--template", "shrt", "--output", str(target)).code == 2
    own(folder / "config", "\n{{ papr }}")
    done = full("export", "--template", "mine", "--output", str(tmp_path / "other.md"))
    assert (done.code, done.err.splitlines()[-1]) == (
        3,
        "papershelf: templates/exports/mine.md, line 2: there is no “papr”; did you mean “papers”?",
    )
    assert not (tmp_path / "other.md").exists()


def test_only_what_fills_templates_in_loads_the_engine(tmp_path: Path) -> None:
    data = ["--data-dir", str(tmp_path / "data")]
    page = str(Path(__file__).parent / "data" / "small.ris")
    assert loaded_by([*data, "import", page], ("jinja2",)) == []
    for verb in (["list"], ["copy", "x", "title"], ["export", "--output", str(tmp_path / "x.md")]):
        assert loaded_by([*data, *verb], ("jinja2",)) == []
    verb = ["export", "--template", "short", "--output", str(tmp_path / "y.md")]
    assert loaded_by([*data, *verb], ("jinja2", "textual")) == ["jinja2"]


# The page


def test_the_page_names_everything_that_a_template_is_given() -> None:
    page = PAGE.read_text("utf-8")
    paper = paper_data(FULL)
    for name in paper:
        assert f"`paper.{name}`" in page, name
    for name in list_data([FULL], Options(), ""):
        assert f"`{name}`" in page, name
    for name in all_filters({FULL.paper.id: FULL}.__getitem__):
        assert re.search(rf"`{name}(\(.*?\))?`", page), name
    named = set(re.findall(r"`paper\.([a-z_]+)", page))
    assert named <= set(paper)
    assert set(paper["links"]) == set(re.findall(r"`links\.([a-z]+)`", page))
    assert all(name in page for name in (*PLAIN, *WIDE))


def test_the_examples_of_the_page_are_templates(tmp_path: Path) -> None:
    examples = re.findall(r"^```jinja\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert examples
    for number, text in enumerate(examples):
        own(tmp_path, text, f"example{number}.md")
        assert exported(tmp_path, f"example{number}", [FULL, BARE])


def test_json_of_the_list_is_one_document(run: Run) -> None:
    assert json.loads(run("templates", "--json").out)["folders"].keys() == set(KINDS)


@pytest.mark.skipif(os.name == "nt", reason="folders can always be listed there")
def test_a_folder_that_is_a_file_is_told(run: Run, folder: Path) -> None:
    place = folder / "config" / "templates" / "exports"
    place.parent.mkdir(parents=True)
    place.write_text("x")
    done = run("templates")
    assert done.code == 3
    assert "the templates cannot be read" in done.err
