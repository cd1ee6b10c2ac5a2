"""Bytes to text: whatever a file holds, the reading ends in text or in a plain sentence, never in an exception."""

import codecs
import io
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from papershelf.importers.base import Problem, excerpt
from papershelf.progress import Progress, Step, unheard
from papershelf.text import safe_line

SIZE_LIMIT = 200_000_000
TEXT_SUFFIXES = (".txt", ".md", ".text")

_SAMPLE = 65_536
_HEAD = 262_144  # bytes that are decoded to find out what a file is
_PIECE = 4_000_000  # bytes that are read, or decoded, before whoever watches is told
_MB = 1_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_EMPTY = "This file is empty. Save the page again."
_SAVE_AS_TEXT = "Open the page in a browser, save or copy it as plain text, and import that."


class Text(NamedTuple):
    """What bytes say.

    Attributes:
        text: With `\\n` line ends and no byte order mark; empty when nothing could be read.
        problems: What was wrong with the bytes; a text may come with some.
    """

    text: str
    problems: tuple[Problem, ...]


class Source:
    """The bytes of a file, decoded when somebody asks for the text; or why there are none.

    Attributes:
        name: The file's name, without its folder.
        data: Without a byte order mark.
        encoding: How they are to be decoded.
        trouble: Why there are no bytes.
    """

    def __init__(
        self, name: str, data: bytes = b"", encoding: str = "utf-8", trouble: tuple[Problem, ...] = ()
    ) -> None:
        self.name = name
        self.data = data
        self.encoding = encoding
        self.trouble = trouble

    @property
    def text(self) -> str:
        """All of it as text, as in `Text`."""
        return self.decoded().text

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the bytes."""
        return self.decoded().problems

    @property
    def head(self) -> str:
        """The beginning of the text."""
        return _with_plain_ends([codecs.getincrementaldecoder(self.encoding)("replace").decode(self.data[:_HEAD])])

    def decoded(self, progress: Progress = unheard) -> Text:
        """The text, and what was wrong with the bytes.

        Args:
            progress: Told how far it is where that takes a while, and may call it off.

        Raises:
            Cancelled: It was called off.
        """
        if self.trouble or not self.data:
            return Text("", self.trouble)
        text, problems = _decode(self, progress)
        if not text or text.isspace():
            return Text("", (*problems, Problem(self.name, 0, _EMPTY)))
        return Text(text, problems + _nul_problem(text, self.name))

    def let_go(self) -> None:
        """Forget the bytes: a large file need not be in memory as bytes, as text and as records at once."""
        self.data = b""


def load(path: Path, progress: Progress = unheard) -> Source:
    """The bytes of a file. Every failure is a problem in the result.

    Args:
        path: The file.
        progress: Told how far it is where that takes a while, and may call it off.

    Raises:
        Cancelled: It was called off.
    """
    name = safe_line(path.name or str(path))
    try:
        if path.is_dir():
            return _unusable(name, "This is a folder, not a file. Name the files in it, or import the folder.")
        with path.open("rb") as file:
            data = _bytes_of(file, progress)
    except FileNotFoundError:
        return _unusable(name, f"There is no file at {safe_line(str(path))}. Check the spelling of its name.")
    except PermissionError:
        return _unusable(name, "You may not read this file. Change its permissions and import it again.")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = safe_line(getattr(error, "strerror", None) or str(error))
        return _unusable(name, f"This file cannot be read ({why}). Copy it to another place and import that.")
    return load_bytes(data, name)


def _bytes_of(file: BinaryIO, progress: Progress) -> bytes:
    """At most one byte more than the limit, so that an endless device cannot fill the memory."""
    total, left = -(-os.fstat(file.fileno()).st_size // _MB) or None, SIZE_LIMIT + 1
    whole = io.BytesIO()  # what it grew to it hands out, where pieces put together are in memory twice
    while left and (piece := file.read(min(_PIECE, left))):
        left -= len(piece)
        if whole.tell():
            progress(Step("reading", (SIZE_LIMIT + 1 - left) // _MB, total, "MB"))
        whole.write(piece)
    return whole.getvalue()


def load_bytes(data: bytes, name: str) -> Source:
    """The source of bytes that were read elsewhere, for instance from standard input."""
    name = safe_line(name)
    if len(data) > SIZE_LIMIT:
        too_large = f"This file is larger than {SIZE_LIMIT // _MB} MB."
        return _unusable(name, f"{too_large} Split it into smaller files and import those.")
    encoding, start = _encoding(data)
    kind = _binary_kind(data[start : start + _SAMPLE], encoding)
    if kind:
        return _unusable(name, f"This is {kind}, not text. {_SAVE_AS_TEXT}")
    data = data[start:]
    return Source(name, data, encoding) if data and not data.isspace() else _unusable(name, _EMPTY)


def expand(paths: Iterable[Path], suffixes: tuple[str, ...] = TEXT_SUFFIXES) -> Iterator[Path | Problem]:
    """The files meant by paths: a file as it is, a folder as the files directly in it, in order of name.

    Args:
        paths: Files and folders. A file named here is taken whatever its ending.
        suffixes: The endings taken from a folder; hidden files are none of them.

    Yields:
        Each file once; and a problem for every folder that cannot be read or from which something was left out.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _in_folder(path, suffixes) if is_folder(path) else (path,):
            if isinstance(found, Problem):
                yield found
            elif (real := _real(found)) not in seen:
                seen.add(real)
                yield found


def _in_folder(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path | Problem]:
    name = safe_line(folder.name or str(folder))
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        why = safe_line(error.strerror or str(error))
        yield Problem(name, 0, f"This folder cannot be read ({why}). Change its permissions and import it again.")
        return
    taken = [entry for entry in entries if entry.suffix.lower() in suffixes and _is_file(entry)]
    yield from taken
    left = [entry for entry in entries if entry not in set(taken)]
    if left:
        yield Problem(name, 0, _left_out(len(left), suffixes), excerpt(", ".join(entry.name for entry in left)))
    elif not taken:
        yield Problem(name, 0, "This folder is empty. Save pages into it, or name another.")


def _left_out(count: int, suffixes: tuple[str, ...]) -> str:
    what = "One entry of this folder was" if count == 1 else f"{count} entries of this folder were"
    return f"{what} left out: only files ending in {', '.join(suffixes)} are read. Name a file to import it anyway."


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _is_file(path: Path) -> bool:
    """Whether it is a plain file: reading a pipe that lies in a folder would wait for ever."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return path.is_symlink()  # a broken link is better reported than passed over


def _real(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)


def _unusable(name: str, reason: str) -> Source:
    return Source(name, trouble=(Problem(name, 0, reason),))


def _encoding(data: bytes) -> tuple[str, int]:
    """The encoding, and where the text begins."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, len(mark)
    sample = data[: _SAMPLE & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # Latin text in UTF-16 has a NUL in every pair of bytes, always on the same side.
    if max(even, odd) * 10 > len(sample) * 4 and min(even, odd) * 20 < max(even, odd):
        return ("utf-16-be" if even > odd else "utf-16-le"), 0
    return "utf-8", 0


def _binary_kind(sample: bytes, encoding: str) -> str | None:
    if encoding != "utf-8":
        return None
    for signature, kind in _SIGNATURES:
        if sample.startswith(signature):
            return kind
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    broken = sample.decode("utf-8", "replace").count("\ufffd") - sample.count(b"\xef\xbf\xbd")
    # A few NULs or stray bytes are an accident in a text; one byte in ten is no text.
    return "a binary file" if controls * 10 > len(sample) or broken * 10 > len(sample) else None


def _decode(source: Source, progress: Progress) -> tuple[str, tuple[Problem, ...]]:
    done: list[str] = []
    try:
        for piece in _decoded_pieces(source, "strict", progress):
            done.append(piece)
        return _with_plain_ends(done), ()
    except UnicodeDecodeError as error:
        line, around = sum(piece.count("\n") for piece in done) + 1, error.object
        read = around[: error.start].decode(source.encoding, "replace")
    bad = around.decode(source.encoding, "replace")[read.rfind("\n") + 1 :]
    label = source.encoding.upper().removesuffix("-LE").removesuffix("-BE")
    reason = (
        f"From here on, some bytes are not {label}; each shows as “�”, and the rest was read. "
        f"If letters are missing, save the page again as UTF-8."
    )
    problem = Problem(source.name, line + read.count("\n"), reason, excerpt(bad.partition("\n")[0]))
    return _with_plain_ends(_decoded_pieces(source, "replace", progress)), (problem,)


def _decoded_pieces(source: Source, errors: str, progress: Progress) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(source.encoding)(errors)
    size = len(source.data)
    for start in range(0, size, _PIECE):
        if start:
            progress(Step("reading", start // _MB, -(-size // _MB), "MB"))
        yield decoder.decode(source.data[start : start + _PIECE], final=start + _PIECE >= size)


def _with_plain_ends(pieces: Iterable[str]) -> str:
    """The text of the pieces, every line ending in a newline, without a byte order mark."""
    ends = io.IncrementalNewlineDecoder(None, translate=True)
    return "".join([*map(ends.decode, pieces), ends.decode("", final=True)]).removeprefix("\ufeff")


def _nul_problem(text: str, name: str) -> tuple[Problem, ...]:
    count = text.count("\0")
    if not count:
        return ()
    at = text.index("\0")
    line = text.count("\n", 0, at) + 1
    start = text.rfind("\n", 0, at) + 1
    what = "A NUL character stands here" if count == 1 else f"{count} NUL characters stand here and below"
    reason = f"{what}; the text around was read without. If a word looks broken, save the page again."
    return (Problem(name, line, reason, excerpt(text[start : start + 1000].partition("\n")[0])),)
