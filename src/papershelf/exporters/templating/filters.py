"""The filters of templates: ours for papers, and those of Jinja's that can do no harm."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date as Date
from functools import wraps
from typing import Any, Final

from jinja2 import Environment
from jinja2.filters import FILTERS, do_join, do_replace, make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.runtime import Undefined
from jinja2.utils import pass_environment, pass_eval_context

from papershelf.exporters.bibtex import bibtex_entry, escape_tex
from papershelf.exporters.escape import escape_line, named_link, plain_link
from papershelf.exporters.file_name import slug
from papershelf.exporters.templating.bounds import WIDEST, Refused, fits
from papershelf.marks import Entry
from papershelf.text import safe, safe_line

Filter = Callable[..., Any]
# Of Jinja's own: none that gives away attributes of objects, relies on chance, or writes more than it got.
PLAIN: Final = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby", "int",
    "items", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round",
    "select", "selectattr", "sort", "string", "title", "trim", "truncate", "unique", "upper", "wordcount",
)  # fmt: skip
WIDE: Final = ("batch", "indent", "slice", "tojson", "wordwrap")  # these take a number that decides how much they write


def all_filters(find: Callable[[str], Entry]) -> dict[str, Filter]:
    """Every filter by name.

    Args:
        find: Gives the paper that an id means, for `bibtex`; raises KeyError where it is none.
    """

    def bibtex(paper: Mapping[str, Any]) -> str:
        """The paper's BibTeX entry, without the newline at its end."""
        try:
            return bibtex_entry(find(paper["id"])).rstrip("\n")
        except (KeyError, TypeError):
            raise Refused("“bibtex” is for papers: write {{ paper|bibtex }}") from None

    ours: dict[str, Filter] = {
        "authors": authors, "bibtex": bibtex, "date": date, "link": link, "md": md, "slug": name, "tex": tex
    }  # fmt: skip
    jinja: dict[str, Filter] = {
        **{each: FILTERS[each] for each in PLAIN},
        **{each: _narrow(each, FILTERS[each]) for each in WIDE},
        "join": _join,
        "replace": _replace,
        "sum": _sum,
    }
    return jinja | ours


def md(value: object) -> str:
    """Text that shows as it stands in Markdown; paragraphs stay paragraphs."""
    lines = map(escape_line, safe(_text(value)).splitlines())
    return "\n\n".join(filter(None, lines))


def link(value: object, url: object = None) -> str:
    """A Markdown link: an address that shows itself, or with an address a text that leads there."""
    return plain_link(_text(value)) if url is None else named_link(_text(value), _text(url))


def tex(value: object) -> str:
    """Text on one line that prints as it stands in TeX."""
    return escape_tex(safe_line(_text(value)))


def name(value: object) -> str:
    """Lower-case letters, digits and hyphens, as for the name of a file."""
    return slug(_text(value))


def authors(value: object, most: int = 0) -> str:
    """Names with commas between them; from more than `most` only so many, and “et al.”."""
    if isinstance(value, Mapping):
        value = value.get("authors", ())
    names = [value] if isinstance(value, str) else list(value) if isinstance(value, Sequence) else []
    shown = [_text(each) for each in (names[:most] if most > 0 else names)]
    return ", ".join(shown) + (" et al." if len(shown) < len(names) else "")


def date(value: object, form: str = "%Y-%m-%d") -> str:
    """A date in another form, as Python's `strftime` takes it; a year or a month alone stays as it is."""
    text = _text(value)
    try:
        day = Date.fromisoformat(text[:10])
    except ValueError:
        return text
    return day.strftime(form)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _narrow(called: str, do: Filter) -> Filter:
    """A filter that refuses a number so large that a little text becomes a huge one."""

    @wraps(do)
    def narrow(*args: Any, **named: Any) -> Any:
        for each in (*args, *named.values()):
            if isinstance(each, int) and each > WIDEST:
                raise Refused(f"“{called}” takes no number above {WIDEST:,}")
            if called == "indent" and each is not args[-1] and isinstance(each, str):
                fits(len(each))
        return do(*args, **named)

    return narrow


@pass_eval_context
def _join(context: EvalContext, value: Any, d: object = "", attribute: str | int | None = None) -> str:
    """Jinja's `join`, which refuses a huge result before it is made."""
    items = list(value if attribute is None else map(make_attrgetter(context.environment, attribute), value))
    between = str(d)
    fits(sum(len(each) if isinstance(each, str) else 1 for each in items) + len(between) * len(items))
    return str(do_join(context, items, between))


@pass_environment
def _sum(environment: Environment, iterable: Any, attribute: str | int | None = None, start: Any = 0) -> Any:
    """Jinja's `sum` of numbers; of lists it would make ever longer ones."""
    numbers = list(iterable if attribute is None else map(make_attrgetter(environment, attribute), iterable))
    for each in (*numbers, start):
        if isinstance(each, Undefined):
            str(each)  # says what is not there
        if not isinstance(each, int | float):
            raise Refused("“sum” adds numbers only")
    return sum(numbers, start)


@pass_eval_context
def _replace(context: EvalContext, s: object, old: object, new: object, count: int | None = None) -> str:
    """Jinja's `replace`, likewise."""
    text, before, after = str(s), str(old), str(new)
    fits(len(text) + text.count(before) * len(after))
    return do_replace(context, text, before, after, count)
