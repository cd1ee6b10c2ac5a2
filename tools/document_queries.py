"""Writes `docs/reference/query-fields.md` from the query language's one table: `python -m tools.document_queries`."""

from collections.abc import Mapping
from pathlib import Path

from papershelf.search.language.grammar import PREFIXES, SYNONYMS, Kind, Prefix

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "query-fields.md"

HEAD = """# Fields of queries

Made from the table that the query language itself goes by, with `make docs`. [Queries](../queries.md) says how fields
and words go together.
"""


def _values(values: Mapping[str, str], before: str) -> list[str]:
    return [
        "",
        "| typed | means |",
        "|---|---|",
        *(f"| `{before}{value}` | {does} |" for value, does in values.items()),
    ]


def _section(prefix: Prefix) -> list[str]:
    lines = ["", f"## {prefix.name}:", "", f"{prefix.help[0].upper()}{prefix.help[1:]}."]
    if prefix.takes:
        lines.append(f"It takes {prefix.takes}.")
    if prefix.kind is Kind.SORT:
        lines.append("With `-` before the key the order is turned round: `sort:-title`.")
    if prefix.aliases:
        lines.append("Also written " + ", ".join(f"`{alias}:`" for alias in prefix.aliases) + ".")
    if prefix.values:
        lines += _values(prefix.values, f"{prefix.name}:")
    if others := SYNONYMS.get(prefix.name):
        also = ", ".join(f"`{prefix.name}:{word}` is `{prefix.name}:{means}`" for word, means in others.items())
        lines += ["", f"Also {also}."]
    return lines


def queries_page() -> str:
    """The page, as Markdown."""
    lines = [HEAD.rstrip()]
    for prefix in PREFIXES:
        lines += _section(prefix)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(queries_page(), "utf-8")
