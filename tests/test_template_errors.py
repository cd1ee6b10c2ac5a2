"""What is said of a template in which something is wrong: the file, the line, and what was probably meant."""

from pathlib import Path

import pytest

from tests.export_samples import FULL, entry
from tests.template_tools import error_of, exported, filled, own

MINE = "templates/exports/mine.md, line 3: "
WRONG = {
    "{{ papr }}": "there is no “papr”; did you mean “papers”?",
    "{% for paper in papers %}{{ papr.title }}{% endfor %}": "there is no “papr”; did you mean “paper”?",
    "{% set mine = 1 %}{{ mien }}": "there is no “mien”; did you mean “mine”?",
    "{{ zzzzzzzz }}": "there is no “zzzzzzzz”.",
    "{% if papr %}{% endif %}": "there is no “papr”; did you mean “papers”?",
    "{% for x in papr %}{% endfor %}": "there is no “papr”; did you mean “papers”?",
    "{{ papers[0].titel }}": "a paper has no “titel”; did you mean “title”?",
    "{{ papers[0]['titel'] }}": "a paper has no “titel”; did you mean “title”?",
    "{{ papers[0].links.cod }}": "a dictionary has no “cod”; did you mean “code”?",
    "{{ papers[7] }}": "a list of 1 has no “7”.",
    "{{ papers.title }}": "a list of 1 has no “title”.",
    "{{ title.upperr() }}": "a text has no “upperr”.",
    "{{ count.x }}": "a number has no “x”.",
    "{{ papers[0].title.format() }}": "“format” may not be used in a template.",
    "{{ papers.append(1) }}": "“append” may not be used in a template.",
    "{{ title|mdd }}": "there is no filter “mdd”; did you mean “md”?",
    "{% if title is defned %}{% endif %}": "there is no test “defned”; did you mean “defined”?",
    "{% include 'shrt.md' %}": "there is no template “shrt.md” beside it; did you mean “short.md”?",
    "{% if title %}": "Unexpected end of template",
    "{% fro x in y %}": "Encountered unknown tag 'fro'",
    "{{ title": "unexpected end of template",
    "{{ 1 / 0 }}": "division by zero.",
    "{{ title + 1 }}": "can only concatenate str",
    "{{ title() }}": "'str' object is not callable.",
    "{{ [[1], [2]]|sum(start=[]) }}": "“sum” adds numbers only.",
    "{{ papers|map('upper') }}": "what is put out is no text; end with “join” or “list” what “map” or “select” gives.",
    "{{ cycler('a') }}": "what is put out is no text",
    "{{ papers[cycler('a')] }}": "a list of 1 has no “Cycler”.",
    "{{ title|bibtex }}": "“bibtex” is for papers: write {{ paper|bibtex }}.",
    "{{ papers|batch(99999)|list }}": "“batch” takes no number above 1,000.",
}


@pytest.mark.parametrize("text", WRONG, ids=[text[:40] for text in WRONG])
def test_an_error_says_where_and_what(tmp_path: Path, text: str) -> None:
    said = error_of(tmp_path, f"\n{{# a comment #}}\n{text}")
    assert said.startswith(MINE + WRONG[text]), said


@pytest.mark.parametrize(
    "text",
    ["{% for x in papers %}" * 200 + "{% endfor %}" * 200, "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"],
    ids=["loops", "parentheses"],
)
def test_deep_nesting_is_told(tmp_path: Path, text: str) -> None:
    said = error_of(tmp_path, text)
    assert said.startswith("templates/exports/mine.md, line 1: it is nested too deeply")


def test_an_error_in_an_included_file_names_that_file(tmp_path: Path) -> None:
    own(tmp_path, "{{ count }}\n{{ coun }}", "_part.md")
    said = error_of(tmp_path, "{% include '_part.md' %}")
    assert said == "templates/exports/_part.md, line 2: there is no “coun”; did you mean “count”?"
    own(tmp_path, "\n\n{% if %}", "_part.md")
    assert error_of(tmp_path, "{% include '_part.md' %}").startswith("templates/exports/_part.md, line 3: ")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    said = error_of(tmp_path, "one\ntwo \u00e9".encode("latin-1"))
    assert said == "templates/exports/mine.md, line 2: not UTF-8; save the template as UTF-8."


def test_a_file_that_is_too_large_is_told(tmp_path: Path) -> None:
    assert filled(tmp_path, "x" * 200_000) == "x" * 200_000
    assert error_of(tmp_path, "x" * 200_001) == "templates/exports/mine.md: larger than 200 KB; that is no template."


@pytest.mark.parametrize("text", ["\ufefftitle: {{ title }}\r\n", "title: {{ title }}\n"])
def test_marks_and_line_ends_of_other_systems_are_taken(tmp_path: Path, text: str) -> None:
    assert filled(tmp_path, text) == "title: Reading list\n"


def test_parts_and_macros_of_other_files_are_used(tmp_path: Path) -> None:
    own(tmp_path, "{% macro loud(text) %}{{ text|upper }}!{% endmacro %}", "_macros.md")
    own(tmp_path, "({{ count }})", "_part.md")
    text = "{% import '_macros.md' as m %}{% from '_macros.md' import loud %}{{ m.loud('a') }}{{ loud('b') }}"
    assert filled(tmp_path, text + "{% include '_part.md' %}") == "A!B!(1)"


LANGUAGE = {
    "{% block b %}x{% endblock %}{{ self.b() }}": "xx",
    "{% for a in [1, 2] %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{{ loop.last }}{% endfor %}": "1aFalse2bTrue",
    "{% for a in [] %}x{% else %}none{% endfor %}": "none",
    "{% for a in [1, [2]] recursive %}{{ loop(a) if a is iterable else a }}{% endfor %}": "12",
    "{% macro m(a, b=2) %}{{ a }}{{ b }}{{ caller() }}{% endmacro %}{% call m(1) %}c{% endcall %}": "12c",
    "{% set n = namespace(i=0) %}{% for a in [1, 2] %}{% set n.i = n.i + a %}{% endfor %}{{ n.i }}": "3",
    "{% set a %}b{% endset %}{{ a ~ 1 ~ none }}": "b1None",
    "{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.current }}": "aba",
    "{% filter upper %}a{% endfilter %}{% raw %}{{ }}{% endraw %}": "A{{ }}",
    "{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %}{{ {'a': 1}.get('b', 2) }}": "a12",
    "{{ 'a b'.split()[1].upper() }}{{ papers[0].title.startswith('S') }}{{ -7 // 2 }}{{ 2 ** 10 }}": "BTrue-41024",
    "{% with a = 1 %}{{ a }}{% endwith %}{{ range(3)|sum }}{{ papers|sum(attribute='rating') }}": "134",
    "{% extends 'base.md' %}{% block b %}[{{ super() }}]{% endblock %}": "<[x]>",
}


@pytest.mark.parametrize("text", LANGUAGE, ids=[text[:40] for text in LANGUAGE])
def test_the_language_is_all_there(tmp_path: Path, text: str) -> None:
    own(tmp_path, "<{% block b %}x{% endblock %}>", "base.md")
    assert filled(tmp_path, text) == LANGUAGE[text]


def test_what_is_not_there_can_be_asked_for(tmp_path: Path) -> None:
    text = "{{ nothing is defined }} {{ nothing|default('-') }} {{ papers[0].nothing|default('-') }}"
    assert filled(tmp_path, text) == "False - -"


FILTERS = {
    "{{ papers[0].title|md }}": r"a \*b\* \<i> \[x\]",
    "{{ papers[0].abstract|md }}": "One.\n\n\\# Two.",
    "{{ papers[0].title|tex }}": r"a *b* \textless{}i\textgreater{} [x]",
    "{{ papers[0].title|slug }}": "a-b-i-x",
    "{{ papers[0].title|link('https://example.org/a b') }}": r"[a \*b\* \<i> \[x\]](https://example.org/a%20b)",
    "{{ 'https://example.org'|link }}": "<https://example.org>",
    "{{ 'x'|link('javascript:alert(1)') }}": "x",
    "{{ papers[0].authors|authors }}": "A, B, C",
    "{{ papers[0].authors|authors(2) }}": "A, B et al.",
    "{{ papers[0]|authors(3) }}": "A, B, C",
    "{{ ''|authors }}": "",
    "{{ papers[0].published|date('%d.%m.%Y') }}": "10.10.2023",
    "{{ '2023-10'|date('%d.%m.%Y') }}": "2023-10",
    "{{ '2026-01-02T03:04:05Z'|date }}": "2026-01-02",
    "{{ none|date }}{{ none|md }}{{ none }}": "",
    "{{ papers|map(attribute='title')|join(', ')|length }}": "13",
    "{{ papers|sort(attribute='title')|map(attribute='id')|first }}": "3f9a1c",
    "{{ 'a-b'|replace('-', '+') }}": "a+b",
    "{{ ['a', 1]|join('|') }}": "a|1",
    "{{ 'a\nb'|indent(2) }}": "a\n  b",
}


@pytest.mark.parametrize("text", FILTERS, ids=[text[:40] for text in FILTERS])
def test_filters(tmp_path: Path, text: str) -> None:
    paper = entry(title="a *b* <i> [x]", abstract="One.\n# Two.", authors=("A", "B", "C"), published="2023-10-10")
    assert filled(tmp_path, text, [paper]) == FILTERS[text]


def test_a_bibtex_entry_stands_in_a_template(tmp_path: Path) -> None:
    made = filled(tmp_path, "{% for paper in papers %}{{ paper|bibtex }}\n{% endfor %}", [FULL, entry(id="other")])
    assert made.count("@misc{") == 2


def test_a_name_that_could_be_two_needs_its_ending(tmp_path: Path) -> None:
    own(tmp_path, "text", "twin.txt")
    own(tmp_path, "markdown", "twin.md.j2")
    assert exported(tmp_path, "twin.txt") == "text"
    assert exported(tmp_path, "twin.md") == "markdown"
