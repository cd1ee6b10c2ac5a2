"""The sandbox: Jinja's own, made narrower, in which no template reaches more than the plain data it was given."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateRuntimeError, UndefinedError
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import test_divisibleby, test_even, test_odd
from jinja2.utils import Cycler, Joiner, Namespace, missing, pass_context

from papershelf.exporters.templating.bounds import Bounds, Refused, calculated, joined, of_numbers
from papershelf.exporters.templating.filters import Filter
from papershelf.exporters.templating.sources import Sources

TEXT: Final = frozenset(
    ("capitalize", "casefold", "count", "endswith", "find", "isalnum", "isalpha", "isdigit", "islower", "isspace",
     "isupper", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "rfind", "rpartition", "rsplit",
     "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "upper")
)  # fmt: skip
MAPPING: Final = frozenset({"get", "items", "keys", "values"})
SEQUENCE: Final = frozenset({"count", "index"})
GLOBALS: Final = ("range", "dict", "cycler", "joiner", "namespace")
DIVIDING: Final[dict[str, Callable[..., bool]]] = {"divisibleby": test_divisibleby, "even": test_even, "odd": test_odd}
_ENGINES_OWN: Final = (LoopContext, Macro, Cycler, Joiner, Namespace)


class Absent(UndefinedError):
    """Something is used that is not there.

    Attributes:
        name: What.
        owner: What should have it; `jinja2.utils.missing` where it is a variable.
    """

    def __init__(self, message: str, name: object, owner: object) -> None:
        super().__init__(message)
        self.name = name
        self.owner = owner


class _Undefined(StrictUndefined):
    """Remembers what was asked for, so that the error can say what was probably meant."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        def absent(message: str | None = None) -> Absent:
            return Absent(message or "", name, obj)

        kind: Any = absent if exc is UndefinedError and hint is None else exc
        super().__init__(hint, obj, name, kind)

    __repr__ = StrictUndefined.__str__  # nor does it hide in a list that is put out


class _Code(CodeGenerator):
    """Jinja's code, in which every round of a loop can be counted and `~` knows a bound."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        node.body.insert(0, nodes.Output([nodes.Const("")], lineno=node.lineno))
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.joined((")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")


class _Loader(BaseLoader):
    """Loads the templates of one folder, and nothing else on the disk."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def get_source(self, _environment: Any, template: str) -> tuple[str, str, None]:
        if template not in self._sources.files:
            raise TemplateNotFound(template)
        return self._sources.text(template), self._sources.place(template), None


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for one filling in.

    Args:
        sources: The templates.
        filters: The filters, by name.
        bounds: Counts what is done.
    """

    code_generator_class = _Code
    intercepted_binops = frozenset({"+", "*", "**", "%", "-", "/", "//"})
    joined = staticmethod(joined)

    def __init__(self, sources: Sources, filters: Mapping[str, Filter], bounds: Bounds) -> None:
        # Not optimized: what is constant would be worked out while compiling, where nothing is counted.
        super().__init__(
            loader=_Loader(sources),
            undefined=_Undefined,
            autoescape=False,
            trim_blocks=True,
            keep_trailing_newline=True,
            optimized=False,
            auto_reload=False,
        )

        @pass_context
        def put(_context: Context, value: Any) -> Any:
            bounds.step()
            if value is None:
                return ""
            if isinstance(value, Undefined):
                return value  # turning it into text is what raises
            if not isinstance(value, str | int | float | list | tuple | dict | range):
                raise Refused("what is put out is no text; end with “join” or “list” what “map” or “select” gives")
            text = str(value)
            bounds.put(len(text))
            return text

        self.bounds = bounds
        self.finalize = put
        self.filters = {name: bounds.counted(do) for name, do in filters.items()}
        self.tests = {**self.tests, **{name: of_numbers(test) for name, test in DIVIDING.items()}}
        self.globals = {name: self.globals[name] for name in GLOBALS}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only what is listed here, and what the engine's own helpers offer."""
        if isinstance(obj, str):
            return attr in TEXT
        if isinstance(obj, Mapping):
            return attr in MAPPING
        if isinstance(obj, list | tuple):
            return attr in SEQUENCE
        if isinstance(obj, _ENGINES_OWN):
            return super().is_safe_attribute(obj, attr, value)
        if isinstance(obj, TemplateModule):  # what an import gives: its macros, and what it sets
            return not attr.startswith("_")
        return False

    def wrap_str_format(self, value: Any) -> None:
        """None: `format` is not offered, because a width in it makes a letter a gigabyte."""

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """What comes of an attribute that a template may not use."""
        return self.undefined(f"“{attribute}” may not be used in a template", obj, attribute, SecurityError)

    def call(__self, __context: Context, __obj: Any, *args: Any, **named: Any) -> Any:
        """Call something, as a step."""
        __self.bounds.step()
        return super().call(__context, __obj, *args, **named)

    def call_binop(self, _context: Context, operator: str, left: Any, right: Any) -> Any:
        """Work an operator out, within bounds."""
        return calculated(operator, self.binop_table[operator], left, right)
