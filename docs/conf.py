"""How Sphinx makes the site of the documents: `make docs`. The pages are Markdown that GitHub shows as well."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from papershelf import __version__  # noqa: E402

project = "papershelf"
author = "The papershelf authors"
project_copyright = "the papershelf authors"
release = version = __version__

# The source is the whole repository, so that a link from a document to README.md or to benchmarks/ is the same here
# as on GitHub.
root_doc = "docs/index"
include_patterns = ["docs/**.md", "benchmarks/*.md", "CHANGELOG.md", "CONTRIBUTING.md"]
exclude_patterns = [".*", "build", "dist", "src", "tests", "seeds", "tools", "examples"]
extensions = ["myst_parser"]
myst_heading_anchors = 4
myst_number_code_blocks: list[str] = []
suppress_warnings = ["myst.strikethrough"]
nitpicky = True
highlight_language = "none"
smartquotes = False  # a dash of an option stays one

html_theme = "alabaster"  # Sphinx's own; it loads nothing from elsewhere
html_title = "papershelf"
html_extra_path = ["site"]
html_static_path = ["site-style"]
html_css_files = ["papershelf.css"]
html_use_index = False
html_copy_source = False
html_show_sphinx = False
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html", "relations.html"]}
html_theme_options = {
    "description": "A reading list for research papers that lives in your terminal",
    "fixed_sidebar": True,
    "page_width": "1100px",
    "sidebar_width": "240px",
    "font_family": "system-ui, sans-serif",
    "head_font_family": "system-ui, sans-serif",
    "code_font_family": "ui-monospace, Menlo, Consolas, monospace",
}

_LINK = re.compile(r"^\s*-\s+\[([^\]]+)\]\(([^)#]+\.md)\)", re.MULTILINE)


def _trees(page: str) -> str:
    """The tables of contents that the start page's own headings and links make; GitHub need not see them."""
    made = []
    for part in page.split("\n## ")[1:]:
        lines = "\n".join(f"{words} <{target.removesuffix('.md')}>" for words, target in _LINK.findall(part))
        made.append(f"```{{toctree}}\n:hidden:\n:caption: {part.splitlines()[0]}\n\n{lines}\n```\n")
    return "\n" + "\n".join(made)


def _read(_app: object, name: str, source: list[str]) -> None:
    if name == root_doc:
        source[0] += _trees(source[0])


def setup(app) -> None:  # type: ignore[no-untyped-def]  # Sphinx is no dependency of the tests
    """Sphinx asks for this."""
    app.connect("source-read", _read)
