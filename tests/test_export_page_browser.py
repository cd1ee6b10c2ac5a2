"""The page in a real browser: what its search shows and hides, and that no foreign text runs there."""

import shutil
import subprocess
from pathlib import Path

import pytest

from papershelf.marks import Entry, Status
from tests.export_samples import entry
from tests.page_tools import Element, parsed, rendered
from tests.test_export_page import NASTY, filled

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is on PATH")

SILENT = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip

SHELF = (
    entry(id="lora", title="LoRA: Low-Rank Adaptation", authors=("Łukasz Müller",), abstract="Of large models."),
    entry(id="quant", title="Quantisation", abstract=f"{'long ' * 200} straße", mark={"note": "like *LoRA*"}),
    entry(id="rag", title="検索拡張生成", mark={"tags": ("nlp/rag", "old"), "status": Status.READ, "starred": True}),
    entry(id="nlp", title="نموذج لغوي", mark={"tags": ("nlp",), "status": Status.READ}),
)


def browsed(folder: Path, text: str, address: str = "") -> Element:
    """The page as the browser holds it once its script has run."""
    path = folder / "page.html"
    path.write_text(text, "utf-8")
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [str(BROWSER), *SILENT, profile, "--dump-dom", f"{path.as_uri()}{address}"]
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return parsed(done.stdout.decode())


def shown(tree: Element) -> list[str]:
    """The papers that can be seen, by their places' names."""
    articles = tree.all("article")
    return [str(paper.attributes["id"]).removeprefix("p-") for paper in articles if "hidden" not in paper.attributes]


@pytest.mark.parametrize(
    ("address", "papers", "told"),
    [
        ("", ["lora", "quant", "rag", "nlp"], ""),
        ("#q=lora", ["lora", "quant"], "2 of 4 papers"),
        ("#q=LORA%20lukasz%20MULLER", ["lora"], "1 of 4 papers"),
        ("#q=strasse", ["quant"], "1 of 4 papers"),
        ("#q=%E6%A4%9C%E7%B4%A2", ["rag"], "1 of 4 papers"),
        ("#q=lora+nothere", [], "No paper has all of this; Escape shows all again."),
        ("#status=read", ["rag", "nlp"], "2 of 4 papers"),
        ("#tag=nlp", ["rag", "nlp"], "2 of 4 papers"),
        ("#tag=nlp&starred=1", ["rag"], "1 of 4 papers"),
        ("#tag=unheard&status=of", ["lora", "quant", "rag", "nlp"], ""),
        ("#q=%E0%A4%A", [], "No paper has all of this; Escape shows all again."),
        ("#p-rag", ["lora", "quant", "rag", "nlp"], ""),
    ],
)
def test_the_address_narrows_the_list(address: str, papers: list[str], told: str, tmp_path: Path) -> None:
    tree = browsed(tmp_path, rendered(*SHELF, group="none"), address)
    assert shown(tree) == papers
    (status,) = (element.text for element in tree.inside if element.attributes.get("id") == "found")
    assert status == told
    assert "hidden" not in tree.one("form").attributes


def test_a_folded_abstract_opens_where_the_word_stands_in_it(tmp_path: Path) -> None:
    text = rendered(*SHELF, group="none")
    for address, is_open in (("", False), ("#q=quant", False), ("#q=quant%20long", True)):
        assert ("open" in browsed(tmp_path, text, address).one("details").attributes) == is_open


def test_groups_and_pointers_go_with_their_papers(tmp_path: Path) -> None:
    tree = browsed(tmp_path, rendered(*SHELF, group="tag"), "#q=%E6%A4%9C")
    groups = {group.one("h2").text: group for group in tree.all(kind="group")}
    assert [name for name, group in groups.items() if "hidden" not in group.attributes] == ["nlp/rag", "old"]
    listed = [item.one("a").text for item in tree.one("nav").all("li") if "hidden" not in item.attributes]
    assert listed == ["nlp/rag", "old"]
    assert groups["old"].texts(kind="tally") == ["1 paper"]
    assert "hidden" not in groups["old"].one("li").attributes
    tree = browsed(tmp_path, rendered(*SHELF, group="status"), "#q=lora%20rank")
    assert [group.texts(kind="tally") for group in tree.all(kind="group") if "hidden" not in group.attributes] == [
        ["1 of 2 papers"]
    ]


def hostile_shelf() -> list[Entry]:
    """A page whose every text is out to do harm, were it to run."""
    texts = (*NASTY, "<script>document.title='owned'</script>", "<img src=x onerror=\"document.title='owned'\">")
    return [entry(filled(text).paper, id=f"n{n}", mark={"note": text, "tags": (text,)}) for n, text in enumerate(texts)]


def test_no_foreign_text_runs_or_loads_and_the_rest_works(tmp_path: Path) -> None:
    text = rendered(*hostile_shelf(), group="tag")
    tree, before = browsed(tmp_path, text, "#q=alert"), parsed(text)
    assert tree.one("title").text == "Reading list"
    assert len(shown(tree)) == sum("alert" in article.text for article in tree.all("article")) > 3
    for tag in ("script", "img", "svg", "b", "iframe"):
        assert len(tree.all(tag)) == len(before.all(tag)) == (tag == "script")
    assert tree.one("main").text.count("alert") == before.one("main").text.count("alert")
    options = [option.text for option in tree.one("select").all("option")]
    assert "<script>alert(1)</script> &amp; <b>" in options, "what the script makes of a tag is text too"
