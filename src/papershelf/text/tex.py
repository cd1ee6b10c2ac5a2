"""TeX in titles and abstracts turned to Unicode, where it is surely meant; everything else is left alone.

The text is cut into cells once; each step looks at a cell and its nearest neighbours only and rewrites them in
place, so that the time taken grows with the length of the text, however hostile it is.
"""

import re
import unicodedata
from typing import Final

from papershelf.text import symbols
from papershelf.text.grouping import dashes, ungroup
from papershelf.text.maths import fraction, root, unwrap_maths
from papershelf.text.pairs import braces, quotations

# One class stands first, so that `re` passes over what can begin no cell; lookbehinds then tell what it took.
_CELL: Final = re.compile(
    r"""
    ([hA-Z\\{}`'"~$](?:
      (?<=h)ttps?://[^\s{}\\'`"$]+              # an address: nothing inside it is TeX
    | (?<=[A-Z])(?<![A-Za-z0-9].):\\(?!text[a-z]+\{\}|_)[\w.\\-]+    # a path of Windows, neither
    | (?<=\\)(?:[A-Za-z]+|.) | (?<=[{}"]) | (?<=`)`* | (?<=')'* | (?<=~)~* | (?<=\$)\$*
    ))""",
    re.VERBOSE,
)
# Beside these a tilde is a tie; after a blank or a bracket it means `about`.
_BEFORE_TIE: Final = frozenset(".,:;!?)]}%'\"”’")
_AFTER_TIE: Final = frozenset("\\([{$“`")
_OPENERS: Final = frozenset("([{<“‘\"'/")
_DELIMITERS: Final = frozenset("()[]|/.<>")
_DELIMITER_COMMANDS: Final = frozenset(
    "\\" + name for name in ("{", "}", "|", "langle", "rangle", "lfloor", "rfloor", "lceil", "rceil")
)
# Letters that carry a dot without braces; before others `\.` is rather an escaped full stop.
_DOTTED: Final = frozenset("zZIeE")
# In cells: the longest group that may become one letter, `{\mathcal{O}}` with room to spare.
_LONGEST_LETTER: Final = 8


def detex(text: str, *, is_bibtex: bool = False) -> str:
    """One paragraph with its TeX turned to Unicode.

    Args:
        text: A paragraph without line ends.
        is_bibtex: Whether it is TeX for sure, in which braces only group and two hyphens are a dash.

    Returns:
        The text, in which every letter and digit is still there, the names of commands understood excepted.
    """
    if not _CELL.search(text):
        return dashes(text) if is_bibtex else text
    return _Rewriter([cell for cell in _CELL.split(text) if cell], is_bibtex=is_bibtex).run()


class _Rewriter:
    """One pass over the cells of a paragraph."""

    def __init__(self, cells: list[str], *, is_bibtex: bool = False) -> None:
        self.is_bibtex: Final = is_bibtex
        self.source: Final = tuple(cells)
        self.cells: Final = cells
        """What each cell has become so far; an empty one has been used up."""
        self.closing: Final = braces(self.source)
        """Index of the closing brace, by the index of the opening one."""
        self.opening: Final = {close: start for start, close in self.closing.items()}
        self.last = ""
        """The character before the cell in hand, as it will be shown."""
        self.quoted: Final = '\\"' in cells and _escapes_quotes(self.source)

    def run(self) -> str:
        """Rewrite every cell, from left to right."""
        for place, sign in quotations(self.source).items():
            self.cells[place] = sign
        for place in range(len(self.cells)):
            cell = self.cells[place]
            if cell[:1] == "\\" and len(cell) > 1:
                self._command(place, cell[1:])
            elif cell == "~":
                self._tie(place)
            elif cell == "}":
                self._group(place)
            self.last = self.cells[place][-1:] or self.last
        unwrap_maths(self.source, self.cells)
        if self.is_bibtex:
            ungroup(self.source, self.cells, self.closing)
        return "".join(self.cells).replace("^∘", "°")

    def _next(self, place: int) -> str:
        """The cell after this one, as it is now."""
        return self.cells[place + 1] if place + 1 < len(self.cells) else ""

    def _command(self, place: int, name: str) -> None:
        """Rewrite the command in this cell, if it is one that is known."""
        if name in symbols.LETTERS:
            self.cells[place] = symbols.LETTERS[name]
            self._swallow(place, blank=True)
        elif name in symbols.SYMBOLS:
            self.cells[place] = symbols.SYMBOLS[name]
            self._swallow(place, blank=self.is_bibtex and name.startswith("text"))
        elif name in symbols.WORDS:
            self._word(place, symbols.WORDS[name])
        elif name in symbols.ACCENTS:
            self._accent(place, name)
        elif name.isalpha():
            self._dress(place, name)
        else:
            self._sign(place, name)

    def _swallow(self, place: int, *, blank: bool = False) -> None:
        """Empty braces after a command, or the blank that only ended its name."""
        if self.closing.get(place + 1) == place + 2:
            self.cells[place + 1] = self.cells[place + 2] = ""
        elif blank and re.match(r" [^\W\d]", following := self._next(place)):
            self.cells[place + 1] = following[1:]

    def _word(self, place: int, word: str) -> None:
        self._swallow(place)
        if word.endswith(".") and self._next(place).startswith("."):
            word = word[:-1]
        self.cells[place] = f" {word}" if self.last.isalnum() else word

    def _sign(self, place: int, sign: str) -> None:
        """A backslash before a sign: the sign itself, a space of some width, a hyphen that may come, a new line."""
        following = self._next(place)[:1]
        if sign in symbols.ESCAPED:
            self.cells[place] = symbols.ESCAPED[sign]
        elif sign == "/" and self.is_bibtex:
            self.cells[place] = ""  # keeps two letters, or two hyphens, apart
        elif sign == " " or (sign in ",;:" and not following.isspace()):
            if self.last.isalnum() or self.last in _BEFORE_TIE:
                self.cells[place] = " "
        elif (sign == "-" and self.last.isalnum() and following.isalnum()) or (sign == "\\" and following == " "):
            self.cells[place] = ""

    def _accent(self, place: int, name: str) -> None:
        """An accent over the bare letter after it; one over a braced letter waits for the closing brace."""
        following = self._next(place)
        if name in "\"'" and self._is_quote(name, following):
            self.cells[place] = name
        elif name.isalpha():
            if (self.last.isalpha() or self.is_bibtex) and following[:1] == " ":  # `Fran\c cois`
                self._put_accent(place, name, following[1:2], following[2:])
        elif following in {"\\i", "\\j"}:
            self._put_accent(place, name, following[1], "")
            self._swallow(place + 1, blank=True)
        elif self.is_bibtex and following[:2] in {"\\i", "\\j"}:
            self._put_accent(place, name, following[1], following[2:])  # Mendeley writes `D\'\iaz`
        elif name in "^~" and self.closing.get(place + 1) == place + 2:
            self.cells[place : place + 3] = [name, "", ""]  # the sign by itself
        elif name != "." or following[:1] in _DOTTED:
            self._put_accent(place, name, following[:1], following[1:])

    def _put_accent(self, place: int, name: str, base: str, rest: str) -> None:
        """Write the accented letter, if there is such a letter."""
        letter = unicodedata.normalize("NFC", base + symbols.ACCENTS[name])
        if base.isalpha() and len(letter) == 1:
            self.cells[place], self.cells[place + 1] = letter, rest

    def _maths_accent(self, place: int, name: str) -> None:
        """`\\tilde O`: the letter with its accent; with braces it waits for the closing one."""
        following = self._next(place)
        if re.match(r" [A-Za-z](?![^\W\d_])", following):
            letter = following[1] + symbols.MATHS_ACCENTS[name]
            self.cells[place : place + 2] = [unicodedata.normalize("NFC", letter), following[2:]]

    def _is_quote(self, name: str, following: str) -> bool:
        """Whether this accent is rather a quotation mark or an apostrophe that some program escaped."""
        if name == "'":
            return self.last.isalpha() and following[:1] == "s" and not following[1:2].isalpha()
        return self.quoted and not (self.last.isalnum() and following[:1].isalpha())

    def _dress(self, place: int, name: str) -> None:
        """Commands that change the look of what is braced after them, or of the braces around them."""
        close = self.closing.get(place + 1)
        if name in symbols.SPACES:
            self.cells[place] = " "
        elif self.is_bibtex and name in symbols.SILENT:
            self.cells[place] = ""
            self.cells[place + 1 : place + 2] = [each.removeprefix(" ") for each in self.cells[place + 1 : place + 2]]
        elif name in symbols.SIZES:
            following = self._next(place)
            self.cells[place] = "" if following[:1] in _DELIMITERS or following in _DELIMITER_COMMANDS else f"\\{name}"
        elif name in symbols.SWITCHES:
            self._switch(place)
        elif name in symbols.MATHS_ACCENTS:
            self._maths_accent(place, name)
        elif name == "frac":
            fraction(self.cells, place, self.closing)
        elif close is not None:
            self._argument(place, close, name)
        elif name in symbols.STYLES and name.startswith("math") and re.match(r" [A-Z]\b", self._next(place)):
            self.cells[place], self.cells[place + 1] = "", self._next(place)[1:]  # `\mathcal O`

    def _argument(self, place: int, close: int, name: str) -> None:
        """Commands that act on one braced argument."""
        if name == "sqrt":
            root(self.cells, place, close)
        elif name == "url":
            self._address(place, close)
        elif name == "href":
            self._named_address(place, close)
        elif name in symbols.STYLES:
            letter = "".join(self.cells[place + 2 : close]) if close == place + 3 else ""
            if name == "mathbb" and letter in symbols.DOUBLE_STRUCK:
                self.cells[place + 2] = symbols.DOUBLE_STRUCK[letter]
            self.cells[place] = self.cells[place + 1] = self.cells[close] = ""

    def _switch(self, place: int) -> None:
        """`{\\bf word}`: the word."""
        end = self.closing.get(place - 1)
        if end is not None and end > place + 1:
            self.cells[place - 1] = self.cells[place] = self.cells[end] = ""
            self.cells[place + 1] = self.cells[place + 1].removeprefix(" ")

    def _address(self, place: int, close: int) -> None:
        """`\\url{…}`: the address, kept apart from the words on both sides."""
        self.cells[place] = " " if self.last and not self.last.isspace() and self.last not in _OPENERS else ""
        self.cells[place + 1] = ""
        self.cells[close] = " " if self._next(close)[:1].isalnum() else ""

    def _named_address(self, place: int, close: int) -> None:
        """`\\href{address}{words}`: the address, and the words in brackets after it."""
        end = self.closing.get(close + 1)
        if end is not None:
            self._address(place, close)
            self.cells[close], self.cells[close + 1], self.cells[end] = " (", "", ")"

    def _tie(self, place: int) -> None:
        """A tilde between two words is a blank; before a number, or between two, it may mean `about` or `to`."""
        after = self._next(place)[:1]
        if after.isdigit():
            tied = self.last.isalpha() or self.last == "."
        else:
            tied = (self.last.isalnum() or self.last in _BEFORE_TIE) and (after.isalnum() or after in _AFTER_TIE)
        if tied and self.last and after:
            self.cells[place] = " "

    def _group(self, close: int) -> None:
        """Braces that only held one letter or one command together, or an accent's letter."""
        start = self.opening.get(close)
        if start is None or self.cells[start] != "{" or close - start > _LONGEST_LETTER:
            return
        inner = "".join(self.cells[start + 1 : close])
        before = self.cells[start - 1] if start else ""
        name = before[1:] if before[:1] == "\\" and self.source[start - 1] == before else ""
        if mark := symbols.ACCENTS.get(name) or symbols.MATHS_ACCENTS.get(name):
            if inner.isalpha() and (len(inner) == 1 or self.is_bibtex):  # TeX puts it on the first letter
                base = {"ı": "i", "ȷ": "j"}.get(inner[0], inner[0])
                letters = unicodedata.normalize("NFC", base + mark) + inner[1:]
                self.cells[start - 1 : close + 1] = [letters, *[""] * (close - start + 1)]
        elif not name and (self._is_command(start, close, inner) or self._keeps_case(start, close, before)):
            self.cells[start] = self.cells[close] = ""

    def _is_command(self, start: int, close: int, inner: str) -> bool:
        """Whether the braces hold a command that became a letter or a word: `{\\deg}`, `{\\"u}`."""
        first = start + 1
        return self.source[first] != self.cells[first] and (len(inner) == 1 or close == start + 2)

    def _keeps_case(self, start: int, close: int, before: str) -> bool:
        """Whether the braces only keep a capital from BibTeX: `{B}ayesian`."""
        capital = close == start + 2 and self.cells[start + 1][:1].isupper() and self.cells[start + 1].isalnum()
        return capital and self._next(close)[:1].islower() and not re.search(r"[\w^}]$", before)


def _escapes_quotes(source: tuple[str, ...]) -> bool:
    """Whether a backslash and a straight quotation mark stand where no accent can: some program escaped them."""
    following = (*source[1:], " ")
    return any(
        cell == '\\"' and not (after[0].isalpha() or after[0] in "{\\")
        for cell, after in zip(source, following, strict=True)
    )
