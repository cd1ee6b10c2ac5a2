"""A program over the library: `python examples/reading_group.py FOLDER` prints what the next reading group reads."""

import sys

from papershelf import Entry, Library, PapershelfError


def line(entry: Entry) -> str:
    """A paper in one line."""
    paper, mark = entry.paper, entry.mark
    star = "★" if mark.starred else " "
    return f"{star} {paper.title}, {len(paper.links)} links, {mark.status.value}"


def agenda(library: Library, words: str) -> list[str]:
    """The best papers about some words, marked as being read, by title."""
    ids = [hit.paper.id for hit in library.search(words, limit=3)]
    library.tag(ids, add=["group/next"])
    library.set_status(ids, "reading")
    return [line(entry) for entry in library.entries("tag:group/next", sort="title")]


def main(folder: str, words: str = "language models") -> int:
    """Print the agenda; what goes wrong is one line."""
    try:
        with Library.open(folder) as library:
            print(*agenda(library, words), sep="\n")
    except PapershelfError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
