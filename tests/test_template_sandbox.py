"""What no template may do: get out of the sandbox, run without end, fill the memory; and what foreign text may not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.errors import Cancelled
from papershelf.exporters import Options
from papershelf.exporters.templating import bounds
from papershelf.library.templating import TemplateFolder, exporter_of
from papershelf.progress import Step, Told
from papershelf.text import safe_line
from tests.export_samples import FULL, each_hostile_text, entry
from tests.template_tools import error_of, filled, own

ESCAPES = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ papers.__init__ }}",
    "{{ papers.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ joiner('').__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__['__builtins__'] }}",
    "{{ range.__globals__ }}",
    "{{ range(3).__class__ }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ dict.mro() }}",
    "{{ dict.__subclasses__() }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m.__call__.__func__ }}",
    "{% for x in papers %}{{ loop._iterable }}{% endfor %}",
    "{% for x in papers %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "{% import 'other.md' as o %}{{ o.__loader__ }}",
    "{% import 'other.md' as o %}{{ o._body_stream }}",
    "{% import 'other.md' as o %}{{ o.m._environment }}",
    "{{ '{0.__class__}'.format(papers) }}",
    "{{ '{x.__class__}'.format_map({'x': papers}) }}",
    "{{ '%s'|format(papers) }}",
    "{{ papers|attr('__class__') }}",
    "{{ papers|map(attribute='__class__')|list }}",
    "{{ [papers]|map('attr', '__class__')|list }}",
    "{{ papers|sum(attribute='__class__') }}",
    "{{ [papers]|groupby('__class__') }}",
    "{{ papers.append(1) }}",
    "{{ papers[0].clear() }}",
    "{{ papers[0].update({'a': 1}) }}",
    "{{ papers[0].pop('id') }}",
    "{{ (1).to_bytes(4) }}",
    "{{ ''.encode() }}",
    "{{ (papers|map('upper')).gi_frame }}",
    "{{ lipsum() }}",
    "{{ config }}",
    "{% include '/etc/passwd' %}",
    "{% include '../copy/citation.txt' %}",
    "{% include '../../config.toml' %}",
    "{% extends '/etc/hostname' %}",
    "{% import 'os' as os %}",
]


@pytest.mark.parametrize("text", ESCAPES)
def test_no_template_gets_out(tmp_path: Path, text: str) -> None:
    own(tmp_path, "{% macro m() %}{% endmacro %}", "other.md")
    said = error_of(tmp_path, f"\n\n{text}\n")
    assert said.startswith("templates/exports/mine.md, line 3: ")
    assert "object at 0x" not in said


ENDLESS = {
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "macros in a ring": "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a tree of macros": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a template that includes itself": "{% include 'mine.md' %}",
    "loops in loops": "{% set r = range(100000) %}{% for a in r %}{% for b in r %}{% endfor %}{% endfor %}",
    "filters in loops": "{% set r = range(999) %}{% for a in r %}{% for b in r if r|sum < 0 %}{% endfor %}{% endfor %}",
    "a loop that calls itself": "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "a range too long": "{{ range(100000000)|list }}",
}  # fmt: skip


@pytest.mark.parametrize("text", ENDLESS.values(), ids=list(ENDLESS))
def test_what_never_ends_is_ended(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "STEPS", 10_000)
    said = error_of(tmp_path, f"\n{text}")
    assert said.startswith("templates/exports/mine.md, line ")
    assert any(words in said for words in ("too many steps", "calls itself without end", "Range too big"))


def test_what_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 0.0)
    text = "{% for x in range(100000) %}{% endfor %}"
    assert "it takes more than 0 seconds" in error_of(tmp_path, text)


HUGE = [
    "{{ 'a' * 10000000000 }}",
    "{{ 10000000000 * 'a' }}",
    "{{ [0] * 10000000000 }}",
    "{{ 10 ** (10 ** 10) }}",
    "{{ 2 ** 100000 }}",
    "{{ (2.5 ** 4000) }}",
    "{{ '%9999999999d' % 1 }}",
    "{{ '%9999999999d' is even }}",
    "{{ '%9999999999d' is divisibleby(1) }}",
    "{{ '{:>9999999999}'.format(1) }}",
    "{{ 'a'.ljust(9999999999) }}",
    "{{ 'a'|center(9999999999) }}",
    "{{ 'a\na'|indent(9999999999) }}",
    "{{ [1]|batch(9999999999, 0)|list }}",
    "{{ [1]|slice(9999999999)|list }}",
    "{{ {}|tojson(9999999999) }}",
    "{% set n = namespace(s='aaaaaaaaaa') %}{% for x in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    "{% set n = namespace(s='aaaaaaaaaa') %}{% for x in range(60) %}{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s=[1]) %}{% for x in range(60) %}{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s=9) %}{% for x in range(60) %}{% set n.s = n.s * n.s %}{% endfor %}",
    "{% set n = namespace(s='a') %}{% for x in range(60) %}{% set n.s = n.s|replace('a', 'aa') %}{% endfor %}",
    "{% set n = namespace(s='a') %}{% for x in range(60) %}{% set n.s = [n.s, n.s]|join %}{% endfor %}",
    "{% set n = namespace(s='ab') %}{% for x in range(60) %}{% set b %}{{ n.s }}{{ n.s }}{% endset %}"
    "{% set n.s = b %}{% endfor %}",
    "{% for x in range(99999) %}{{ 'a' * 100000 }}{% endfor %}",
]


@pytest.mark.parametrize("text", HUGE)
def test_what_would_fill_the_memory_is_refused(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "LETTERS", 1_000_000)
    said = error_of(tmp_path, text)
    assert said.startswith("templates/exports/mine.md, line ")


def test_text_written_out_as_it_stands_counts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "LETTERS", 10_000)
    text = "{% for x in range(2000) %}0123456789{% endfor %}"
    assert error_of(tmp_path, text) == "templates/exports/mine.md, line 1: it makes more than 0 million letters."


@each_hostile_text
def test_foreign_text_is_never_run(tmp_path: Path, text: str) -> None:
    paper = entry(title=f"{{{{ 6 * 7 }}}}{text}{{% for %}}", mark={"note": text, "tags": ("{{ 6 * 7 }}",)})
    made = filled(tmp_path, "{{ papers[0].title }}|{{ papers[0].tags|join }}|{{ papers[0] }}", [paper])
    assert "42" not in made
    assert made.startswith("{{ 6 * 7 }}")


@given(st.text(max_size=200))
def test_a_title_comes_out_as_it_went_in(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    paper = entry(title=title)
    config = tmp_path_factory.getbasetemp()
    assert filled(config, "{{ papers[0].title }}", [paper]) == safe_line(title)


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", " for x in papers ", " endfor ", " if ", " endif ",
             " else ", " set x = ", " macro m(a) ", " endmacro ", " include 'x' ", " import 'mine.md' as y ",
             " block b ", " endblock ", " raw ", " endraw ", " extends 'short.md' ", " filter upper ", " endfilter ",
             " call m() ", "papers", "paper", "x", ".title", "[0]", "[", "]", "(", ")", "|md", "|nope", "|join",
             "'", '"', "1", " + ",
             " ~ ", " is ", "\n", "\r\n", " in ", "not ", "{", "}", "**", "0", "/", "-", "loop", "self", "caller",
             "super()", ",", ":", "="]
        ),
        st.characters(),
        st.integers().map(str),
    ),
    max_size=16,
).map("".join)  # fmt: skip


@given(PIECES)
def test_any_text_is_a_template_or_is_told_why_not(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    config = tmp_path_factory.getbasetemp()
    said = error_of(config, text)
    if said:
        head, _, rest = said.partition(", line ")
        assert head in {"templates/exports/mine.md", "shipped templates/exports/short.md"}
        assert rest.partition(":")[0].isdigit()
        assert said == " ".join(said.split())


def test_it_can_be_called_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "_TELL", 0.0)
    own(tmp_path, "{% for x in range(100000) %}{% endfor %}")
    folder = TemplateFolder(tmp_path, "exports")
    template = folder.named("mine")
    assert template is not None

    def stop(step: Step) -> None:
        if step.stage == "filling in the template":
            raise Cancelled

    with pytest.raises(Cancelled):
        exporter_of(template, folder).render(Told([FULL], stop, "putting into words", "paper"), Options())
