"""Links between papers in exported notes: to the file where there is one, else the words."""

import pytest

from papershelf import Library
from papershelf.exporters import Options, find
from papershelf.exporters.note import with_links
from papershelf.text.linking import link_text
from tests.hostile import HOSTILE


def test_a_folder_links_its_files_and_names_what_is_not_in_it(library: Library) -> None:
    one, two, three = library.entries()[:3]
    note = f"see {link_text(two.paper.id, two.paper.title)}, {link_text(three.paper.id, 'Third')}, [[My page]]"
    library.set_note(one.paper.id, note)
    files = find("folder").render([library.entries()[0], two], Options())
    text = "".join(files.values())
    name = next(name for name in files if two.paper.id in name).removesuffix(".md")
    assert f"[[{name}|" in text
    assert "[[My page]]" in text, "what is no link to a paper is the person's own"
    assert ", Third, " in text
    assert three.paper.id not in text


def test_a_reading_list_shows_the_words(library: Library) -> None:
    one, two = library.entries()[:2]
    library.set_note(one.paper.id, f"see [[{two.paper.id}|Words]] and `[[{two.paper.id}]]`")
    (text,) = find("markdown").render([library.entries()[0]], Options()).values()
    assert f"see Words and `[[{two.paper.id}]]`" in text


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_words_stay_text(title: str) -> None:
    note = with_links(link_text("abcdefghjk", title), lambda _: None)
    assert "[[" not in note
    assert "\n" not in note
