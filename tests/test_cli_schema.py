"""The JSON Schema that ships is what every verb really prints with --json and --jsonl, key for key."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from papershelf.cli.arguments import parser
from papershelf.cli.scripting import SCHEMA_FILE, schema_of
from papershelf.online import timing
from tests.cli_tools import Run, find
from tests.conftest import PAGE
from tests.online_tools import Service, Time, atom, crossref, hf_daily, hf_paper
from tests.sync_things import bare
from tests.test_online_fetch import DAILY, ONE, TWO, settle

WHOLE = json.loads(SCHEMA_FILE.read_text("utf-8"))


def strict(whole: dict[str, Any]) -> dict[str, Any]:
    """The schema with no key allowed that it does not name: readers are to pass over such, we are not to print any."""
    whole = copy.deepcopy(whole)
    for name, each in whole["$defs"].items():
        _close(each, whole["$defs"], itself=name in {*whole["x-verbs"], *whole["x-lines"]})
    return whole


def _close(node: Any, defs: dict[str, Any], *, itself: bool = True) -> None:
    """Allow no unnamed key in what stands at a node; a definition that others add to is closed where it is used."""
    if not isinstance(node, dict):
        return
    for each in (*node.get("properties", {}).values(), *node.get("anyOf", ())):
        _close(each, defs)
    for name in ("items", "additionalProperties"):
        _close(node.get(name), defs)
    target = node
    while "properties" not in target and "$ref" in target:
        target = defs[target["$ref"].rpartition("/")[2]]
    if itself and "properties" in target:
        node["unevaluatedProperties"] = False


STRICT = strict(WHOLE)


def complaints(name: str, document: Any) -> list[str]:
    """What in a document is not as the strict schema of a verb says."""
    found = Draft202012Validator(schema_of(STRICT, name)).iter_errors(document)
    return [f"{name}: {list(error.absolute_path)}: {error.message[:300]}" for error in found]


def calls(one: str, two: str, tmp_path: Path) -> Iterator[tuple[str, ...]]:
    """Every form of every verb, in an order in which each finds something."""
    page, out = str(PAGE), str(tmp_path / "out")
    yield from (("import", page), ("import", page, "--dry-run"), ("import", "--formats"), ("paths",))
    yield from (("list",), ("list", "--sort", "like"), ("search", "spase ferets"), ("search", "pasta"))
    yield from (("related", one), ("show", one), ("show", one, two), ("links", one), ("links", one, two))
    yield from (("history",), ("history", "@unit"), ("tags",), ("tags", "--suggest", two), ("views",))
    yield from (("queue",), ("next",), ("review",), ("trash",), ("duplicates",), ("lists",), ("lists", "--show", "One"))
    yield from (("export", "--output", out, "--format", "folder"), ("export", "--formats"))
    yield from (("pull", out), ("templates",), ("stats",), ("doctor",), ("backup", str(tmp_path / "b.zip")))
    yield from (("restore",), ("restore", str(tmp_path / "b.zip")), ("merge", str(tmp_path / "b.zip")))
    yield from (("config",), ("config", "check"), ("keys",), ("plugins",))
    yield from (("fetch", "daily"), ("resolve", one, "--take", "arXiv:2310.06927"), ("resolve", "ferrets"), ("sync",))


def test_every_document_is_as_the_schema_says(
    full: Run, folder: Path, tmp_path: Path, service: Service, moment: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "SYSTEM", moment.clocks)
    settle(folder, service.config)
    with (folder / "config" / "config.toml").open("a") as file:
        file.write('review_days = 0\nthemee = "x"\n')
    service.answer(DAILY, hf_daily(ONE, TWO))
    title = "GraphPasta: Message Passing on Tangled Graphs"
    service.answer("/arxiv/api/query", atom(("2310.06927", title, "Tangled.")))
    service.answer("/hf/api/papers/search", hf_daily(hf_paper("2310.11111", "Sparse Ferrets: Another Look")))
    service.answer("/crossref/works", crossref())
    one, two, three = find(full, "pasta"), find(full, "ferrets"), find(full, "bridge")
    for deed in (
        ("star", one, two), ("tag", one, two, "+nlp/rag"), ("status", two, "queued"), ("due", two, "tomorrow"),
        ("snooze", one, "+1w"), ("rate", two, "5"), ("lists", "--make", "One"), ("lists", "--add", "One", one, two),
        ("delete", three), ("sync", "--init", str(bare(tmp_path / "remote"))),
    ):  # fmt: skip
        assert full(*deed).code == 0, deed
    unit = full("history", "--json").json["history"][0]["id"]
    wrong: list[str] = []
    seen: set[str] = set()
    for words in calls(one, two, tmp_path):
        result = full(*(unit if word == "@unit" else word for word in words), "--json")
        assert result.out, (words, result.err)
        wrong += complaints(words[0], result.json)
        seen.add(words[0])
    for verb, rest in (("list", ()), ("search", ("pasta",)), ("related", (one,))):
        for line in full(verb, *rest, "--jsonl").out.splitlines():
            wrong += complaints(f"{verb}-line", json.loads(line))
    assert wrong == []
    assert seen == set(WHOLE["x-verbs"]) == {name for name, sub in parser().verbs.items() if sub.option("--json")}


def test_the_strict_schema_is_strict() -> None:
    assert complaints("paths", {"schema": 1, "data": "", "config": "", "cache": ""}) == []
    assert complaints("paths", {"schema": 1, "data": "", "config": "", "cache": "", "new": ""})
    assert complaints("paths", {"schema": 2, "data": "", "config": "", "cache": ""})
    tag = {"tag": "x", "papers": 1}
    assert complaints("tags", {"schema": 1, "tags": [tag]}) == []
    assert complaints("tags", {"schema": 1, "tags": [tag | {"extra": 1}]})


def test_the_schema_is_one_and_says_what_each_key_means_by_verb(run: Run) -> None:
    Draft202012Validator.check_schema(WHOLE)
    assert run("schema").json == WHOLE
    verb = run("schema", "search").json
    Draft202012Validator.check_schema(verb)
    assert set(verb["$defs"]) == {"search", "hit", "paper", "link", "source", "status", "schema"}
    assert run("schema", "search-line").json["$ref"] == "#/$defs/search-line"
    missing = run("schema", "star")
    assert (missing.code, missing.err) == (2, "papershelf: “star” prints no JSON.\n")
    assert run("schema", "serch").err == "papershelf: “serch” prints no JSON; did you mean search?\n"
    assert set(WHOLE["x-lines"]) == {f"{name}-line" for name, sub in parser().verbs.items() if sub.option("--jsonl")}
