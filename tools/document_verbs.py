"""Writes `docs/reference/verbs.md` from the command line's grammar: `python -m tools.document_verbs`."""

from pathlib import Path

from tools.verbs import Part, VerbWords, global_parts, verbs

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "verbs.md"

HEAD = """# Verbs

Made from the grammar of the command line by `make docs`; `papershelf VERB --help` says the same. What the exit
codes mean is told in [The command line](../command-line.md), what JSON holds in [JSON](json.md).
"""


def _cell(text: str) -> str:
    """A text as a cell of a table holds it."""
    return text.replace("|", "\\|")


def _table(parts: tuple[Part, ...]) -> list[str]:
    if not parts:
        return []
    return ["", "| | |", "|---|---|", *(f"| `{_cell(part.words)}` | {_cell(part.help)} |" for part in parts)]


def _section(verb: VerbWords) -> list[str]:
    examples = ["", "```", *verb.examples, "```"] if verb.examples else []
    return ["", f"## {verb.name}", "", verb.summary, "", "```", verb.usage, "```", *_table(verb.parts), *examples]


def verbs_page() -> str:
    """The page, as Markdown."""
    lines = [HEAD, "Before or after any verb:", *_table(global_parts())]
    for verb in verbs():
        lines += _section(verb)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(verbs_page(), "utf-8")
