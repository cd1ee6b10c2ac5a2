"""Documents that a person trusts: keys, verbs and links in them are the program's own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from papershelf.cli.arguments import parser
from papershelf.cli.verbs import VERBS
from papershelf.commands.keymap import Keymap
from papershelf.search.language.grammar import PREFIXES, Kind
from tools import document_json, document_keys, document_man, document_queries, document_settings, document_verbs

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))]
README = (ROOT / "README.md").read_text("utf-8")


MADE = {
    "keys": (document_keys.PAGE, document_keys.keys_page),
    "settings": (document_settings.PAGE, document_settings.settings_page),
    "verbs": (document_verbs.PAGE, document_verbs.verbs_page),
    "fields of queries": (document_queries.PAGE, document_queries.queries_page),
    "JSON": (document_json.PAGE, document_json.json_page),
    "manual": (document_man.PAGE, document_man.man_page),
}


@pytest.mark.parametrize("name", MADE)
def test_a_page_that_is_made_is_what_the_program_says(name: str) -> None:
    page, make = MADE[name]
    assert page.read_text("utf-8") == make(), "run `make docs`"


def test_every_key_has_one_meaning_where_it_works() -> None:
    assert Keymap().losses == ()


def test_every_verb_is_in_the_documents() -> None:
    text = README + (ROOT / "docs" / "command-line.md").read_text("utf-8")
    for verb in parser().verbs:
        assert f"papershelf {verb}" in text, verb


def test_every_field_of_a_query_is_told_in_words_too() -> None:
    text = (DOCS / "queries.md").read_text("utf-8")
    for prefix in PREFIXES:
        names = [f"{name}:" for name in (prefix.name, *prefix.aliases)]
        listed = prefix.values if prefix.kind in (Kind.CHOICE, Kind.SORT) else ()
        for word in (*names, *listed):
            assert f"`{word}`" in text, f"{prefix.name}: {word}"


def test_every_verb_and_command_is_in_the_manual() -> None:
    manual = document_man.man_page()
    for verb in VERBS:
        assert f".B papershelf {document_man.roff(verb)}" in manual, verb
    for line in manual.splitlines():
        assert line.isascii(), line
        assert not line.startswith("'"), "roff would take it for a request"


def anchors(page: Path) -> set[str]:
    """What links may lead to within a page: its headings as GitHub and the site call them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^): ]+)\)", page.read_text("utf-8")):
        name, _, anchor = target.partition("#")
        where = page.parent / name if name else page
        assert where.exists(), target
        assert not anchor or anchor in anchors(where), target


def test_every_document_is_on_the_start_page() -> None:
    start = DOCS / "index.md"
    linked = {(DOCS / target).resolve() for target in re.findall(r"^- \[.+?\]\((.+?)\)", start.read_text(), re.M)}
    assert {page.resolve() for page in DOCS.rglob("*.md")} - linked == {start.resolve()}


def test_the_site_is_made_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("myst_parser", reason="needs Sphinx and MyST, as requirements-dev.txt has them")
    site = tmp_path / "site"
    words = [sys.executable, "-m", "tools.site", str(site)]  # a process of its own: Sphinx changes much of one
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    made = [path for path in site.rglob("*") if path.suffix in (".html", ".css", ".svg", ".js")]
    assert site / "docs" / "tutorial.html" in made
    loads = re.compile(r"""(?:\bsrc=|<link[^>]*href=|url\(|@import |\bimport )["']?(?:https?:)?//""")
    for path in made:
        assert loads.search(path.read_text("utf-8")) is None, path


def test_commands_of_make_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for goal in re.findall(r"make ([a-z]+)", README):
        assert re.search(rf"^{goal}:", makefile, re.MULTILINE), goal
