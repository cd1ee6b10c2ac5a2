"""An exported page taken apart by the HTML parser of the standard library, as strictly as no browser does it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from papershelf.exporters import Options, find
from papershelf.exporters.base import ITSELF
from papershelf.marks import Entry

VOID = {"meta", "input", "br", "hr"}
RAW = {"script", "style"}


@dataclass(slots=True)
class Element:
    """An element with its attributes, its texts and what is inside it."""

    tag: str
    attributes: dict[str, str | None]
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def inside(self) -> "Iterator[Element]":
        """Every element inside, in their order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.inside

    def all(self, tag: str = "", kind: str = "") -> "list[Element]":
        """Elements inside by tag and by class."""
        return [
            element
            for element in self.inside
            if (not tag or element.tag == tag) and (not kind or kind in (element.attributes.get("class") or "").split())
        ]

    def one(self, tag: str = "", kind: str = "") -> "Element":
        """The only element of a kind."""
        (element,) = self.all(tag, kind)
        return element

    def texts(self, tag: str = "", kind: str = "") -> list[str]:
        """The texts of elements, without the blanks around them."""
        return [element.text.strip() for element in self.all(tag, kind)]

    @property
    def skeleton(self) -> object:
        """What is no text: tags and names of attributes, nested as they are."""
        inner = [child.skeleton for child in self.children if isinstance(child, Element)]
        return (self.tag, tuple(self.attributes), inner)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.comments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice: {attrs}"
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID, tag
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def parsed(html: str) -> Element:
    """The page's tree; what is not closed, or closed twice, fails, and so does a comment but the stamp."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [element.tag for element in reader.open] == [""]
    assert [comment.split()[0] for comment in reader.comments] in ([], ["papershelf:page"])
    return reader.root


def rendered(*entries: Entry, **options: object) -> str:
    """The page of some entries."""
    return find("html").render(entries, Options(**options))[ITSELF]  # type: ignore[arg-type]


def page(*entries: Entry, **options: object) -> Element:
    """The tree of the page of some entries."""
    return parsed(rendered(*entries, **options))
