"""Documents that a person trusts: keys, verbs and links in them are the program's own."""

import re
from pathlib import Path

from papershelf.cli.arguments import parser
from papershelf.commands.keymap import Keymap
from tools import document_settings
from tools.document_keys import PAGE, keys_page

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_page_of_keys_is_what_the_registry_says() -> None:
    assert PAGE.read_text("utf-8") == keys_page(), "run `make docs`"


def test_the_page_of_settings_is_what_the_schema_says() -> None:
    assert document_settings.PAGE.read_text("utf-8") == document_settings.settings_page(), "run `make docs`"


def test_every_key_has_one_meaning_where_it_works() -> None:
    assert Keymap().losses == ()


def test_every_verb_is_in_the_documents() -> None:
    text = README + (ROOT / "docs" / "command-line.md").read_text("utf-8")
    for verb in parser().verbs:
        assert f"papershelf {verb}" in text, verb


def test_links_between_documents_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_commands_of_make_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for goal in re.findall(r"make ([a-z]+)", README):
        assert re.search(rf"^{goal}:", makefile, re.MULTILINE), goal
