"""Writes `docs/reference/json.md` from the JSON Schema that ships: `python -m tools.document_json`."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from papershelf.cli.scripting import SCHEMA_FILE

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "json.md"
Schema = Mapping[str, Any]

HEAD = """# JSON

Made by `make docs` from the JSON Schema that ships with papershelf: `papershelf schema` prints it,
and `papershelf schema VERB` that of one verb, for validators and generators of code. Tests hold it to what every verb
really prints.

Every document of `--json` has `"schema": 1`. Within a version keys are only added: pass over those that you do not
know. What comes with `--jsonl` is an object a line, without that number.
"""


def _named(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _kind(schema: Schema, before: str = "") -> str:
    """What stands at a key, in a few words; objects that have no name of their own are shown below it."""
    if "$ref" in schema:
        return f"{before}[{_named(schema)}](#{_named(schema)})"
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return ", ".join(f"`{json.dumps(value, ensure_ascii=False)}`" for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return _kind(schema["items"], "list of ") if "$ref" in schema.get("items", ()) else _list(schema)
    kinds = schema.get("type", "any")
    return " or ".join(kinds) if isinstance(kinds, list) else str(kinds)


def _list(schema: Schema) -> str:
    return f"list of {_kind(schema['items'])}" if "items" in schema else "list"


def _rows(schema: Schema, before: str = "") -> Iterator[str]:
    for key, each in schema.get("properties", {}).items():
        name = f"{before}{key}"
        needed = "" if key in schema.get("required", ()) else "; may be missing"
        about = str(each.get("description", "")).replace("|", "\\|")
        yield f"| `{name}` | {_kind(each)}{needed} | {about} |"
        inner = each.get("items", each) if each.get("type") == "array" else each
        yield from _rows(inner, f"{name}[]." if inner is not each else f"{name}.")
        if isinstance(values := each.get("additionalProperties"), dict):
            yield from _rows(values, f"{name}.….")


def _section(name: str, schema: Schema) -> list[str]:
    lines = ["", f"## {name}", ""]
    for each in schema.get("anyOf", (schema,)):
        if about := each.get("description"):
            lines += [about, ""]
        if "$ref" in each:
            lines += [f"Has the keys of {_kind(each)}" + (", and" if "properties" in each else "."), ""]
        if "enum" in each:
            lines += [f"One of {_kind(each)}.", ""]
        if "const" in each:
            lines += [f"Always {_kind(each)}.", ""]
        if rows := list(_rows(each)):
            lines += ["| key | what stands there | what it means |", "|---|---|---|", *rows, ""]
    return lines[:-1]


def json_page() -> str:
    """The page, as Markdown."""
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    first = [*schema["x-verbs"], *schema["x-lines"]]
    rest = [name for name in schema["$defs"] if name not in first]
    lines = [HEAD, "Verbs come first, then what they have in common."]
    for name in (*first, *rest):
        lines += _section(name, schema["$defs"][name])
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(json_page(), "utf-8")
