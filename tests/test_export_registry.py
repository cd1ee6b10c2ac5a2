"""Exporters are found by name; each says what it is for."""

import pytest

from papershelf.errors import UsageError
from papershelf.exporters import Options, exporters, find
from papershelf.exporters.base import ITSELF
from tests.export_samples import FULL


@pytest.mark.parametrize("name", exporters())
def test_each_exporter_keeps_its_word(name: str) -> None:
    exporter = find(f" {name.upper()} ")
    assert exporter.name == name
    assert exporter.summary
    files = exporter.render([FULL], Options())
    assert (list(files) == [ITSELF]) == (exporter.into == "file")
    assert exporter.render([FULL], Options()) == files, "nothing changes by itself: no time of writing, no chance"


def test_an_unknown_name_names_the_known_ones() -> None:
    words = r"“docx” is no export format; the formats are markdown, folder, obsidian, .*\."
    with pytest.raises(UsageError, match=words):
        find("docx\x1b")
