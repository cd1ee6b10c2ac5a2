"""Which tags a typed one means: itself and those under it, or else those that it abbreviates part by part."""

from collections.abc import Callable, Collection

from papershelf.text import fold


def plain_tag(text: str) -> str:
    """A tag as it is compared: folded, without the `#` or `/` that may stand around it."""
    return fold(text).strip().lstrip("#").strip("/")


def tag_test(typed: str, known: Collection[str]) -> Callable[[str], bool]:
    """Whether a tag is meant by what was typed.

    Args:
        typed: `nlp`, `nlp/rag`, or the beginnings of neighbouring parts, `n/r` or `ra`.
        known: Every tag there is; beginnings count only where none of them is the typed one or stands under it.
    """
    wanted = plain_tag(typed)

    def lies_under(tag: str) -> bool:
        folded = fold(tag)
        return folded == wanted or folded.startswith(wanted + "/")

    if not known or any(map(lies_under, known)):
        return lies_under
    parts = wanted.split("/")
    meant = frozenset(tag for tag in known if abbreviates(parts, fold(tag).split("/")))
    return meant.__contains__


def abbreviates(typed: list[str], parts: list[str]) -> bool:
    """Whether each typed part is the beginning of a part, in neighbouring parts of a tag."""
    places = range(len(parts) - len(typed) + 1)
    return any(all(map(str.startswith, parts[place:], typed)) for place in places)
