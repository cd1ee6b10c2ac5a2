"""Makes the queries of `tools.fuzz_search`: whatever a person, a paste or a cat on the keyboard may type."""

import random
from collections.abc import Callable, Sequence

from papershelf.search.language.grammar import PREFIXES, Kind

LONG = 10_000  # characters of a monster
_ODD = (
    *("\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\x9b", "\t", "\n", "\r\n", "\u2028", "\u00a0", "\u3000", "\ufeff"),
    *("\u202e", "\u2066x\u2069", "\u200b", "\u200d", "\ud800", "\udfff", "\udc80", "\ufdfd", "\U0010ffff", "\ufffe"),
    *(
        "مرحبا",
        "نماذج اللغة",
        "שָׁלוֹם",
        "مَ",
        "漢字",
        "かな混じり",
        "모델",
        "ภาษาไทย",
        "हिन्दी",
        "தமிழ்",
        "ﬁ",
        "ß",
        "İ",
        "ı",
        "ſ",
        "Å",
    ),
    *("🦜", "👩‍🔬", "🇩🇪", "1️⃣", "❤️", "e\u0301", "\u0301", "a" + "\u0300" * 30, "ǅ", "Ω", "½", "²", "…", "’", "–", "́"),
    *("[/]", "[bold]", "\\", "%", "$", "&", "{{x}}", "<b>", "`", "^", "*", "?", "!", "@", "#", "|", ";", ",", "'"),
)
_SIGNS = ("-", "~", "=", "--", "-~", "=-", "~=", "- ", "(", ")", '"', '""', ":", "OR", " OR ", "or", "AND", "NOT", "/")
_VALUES = (
    "<7d",
    ">1y",
    "2024",
    "2023..2024",
    "..",
    "5",
    ">=4",
    "any",
    "none",
    "today",
    "-1",
    "9" * 30,
    "x",
    "",
    "<",
    "nlp",
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


class Maker:
    """Makes one query after the other; the same seed makes the same ones.

    Args:
        texts: Titles, abstracts, tags and notes to take words from.
        seed: Any text.
    """

    def __init__(self, texts: Sequence[str], seed: str) -> None:
        self._texts = [text for text in texts if text.strip()] or ["nothing"]
        self._random = random.Random(seed)
        self._atoms: tuple[tuple[int, Callable[[], str]], ...] = (
            (10, self._word),
            (4, self._slip),
            (3, self._clause),
            (3, self._stretch),
            (2, self._phrase),
            (2, self._odd),
            (1, self._sign),
            (1, self._rubbish),
        )

    def query(self) -> str:
        """A query."""
        chance = self._random.random()
        if chance < 0.004:
            return self._monster()
        text = self._expression(0) if chance < 0.8 else self._mutated(self._stretch())
        if self._random.random() < 0.35:
            text = self._mutated(text)
        if self._random.random() < 0.3:
            text = text[: self._random.randrange(len(text) + 1)]  # still being typed
        return text + self._random.choice(("", "", " "))

    def _expression(self, depth: int) -> str:
        pick = self._random
        parts: list[str] = []
        for _ in range(pick.choice((1, 1, 2, 2, 3, 4, 7))):
            if depth < 4 and pick.random() < 0.12:
                inner = self._expression(depth + 1)
                parts.append(f"{pick.choice(('', '', '-', 'title:', 'tag:', '~', '='))}({inner})")
            else:
                atom = pick.choices([make for _, make in self._atoms], [weight for weight, _ in self._atoms])[0]
                parts.append(pick.choice(("", "", "", "", "-", "~", "=")) + atom())
        return pick.choice((" ", " ", " ", " OR ", "")).join(parts)

    def _word(self) -> str:
        words = self._random.choice(self._texts).split()
        word = self._random.choice(words)
        return self._random.choice((word, word, word.lower(), word.upper(), word[: self._random.randint(1, len(word))]))

    def _slip(self) -> str:
        word = self._word()
        place = self._random.randrange(len(word))
        letter = self._random.choice(_LETTERS)
        return self._random.choice(
            (
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            )
        )

    def _stretch(self) -> str:
        words = self._random.choice(self._texts).split()
        first = self._random.randrange(len(words))
        return " ".join(words[first : first + self._random.choice((2, 3, 5, 9, 40))])

    def _phrase(self) -> str:
        return '"' + self._stretch() + self._random.choice(('"', '"', '"', "", '""'))

    def _clause(self) -> str:
        prefix = self._random.choice(PREFIXES)
        name = self._random.choice((prefix.name, prefix.name, *prefix.aliases, prefix.name[:-1], prefix.name.upper()))
        if prefix.kind is Kind.WORDS:
            return f"{name}:{self._random.choice((self._word, self._phrase, self._slip, self._odd))()}"
        return f"{name}:{self._random.choice((*prefix.values, *_VALUES, self._word(), self._odd()))}"

    def _odd(self) -> str:
        return self._random.choice(_ODD)

    def _sign(self) -> str:
        return self._random.choice(_SIGNS)

    def _rubbish(self) -> str:
        """Any characters at all."""
        return "".join(chr(self._random.randrange(0x110000)) for _ in range(self._random.randint(1, 6)))

    def _mutated(self, text: str) -> str:
        for _ in range(self._random.choice((1, 1, 2, 5))):
            place = self._random.randrange(len(text) + 1)
            piece = self._random.choice((self._odd, self._sign, self._rubbish, lambda: ""))()
            text = text[:place] + piece + text[place + self._random.choice((0, 0, 1, 3)) :]
        return text

    def _monster(self) -> str:
        """Ten thousand characters: one piece again and again, or ever new ones."""
        makes = [make for _, make in self._atoms]
        if self._random.random() < 0.5:
            piece = self._random.choice(
                (self._random.choice(makes)() + self._random.choice(("", " ")), "(", '"', "-", "a-")
            )
            return (piece * LONG)[:LONG] if piece else "x" * LONG
        glue = self._random.choice((" ", " ", " OR ", "", " -", " (", '" "', "-", "."))
        chosen = self._random.choice((makes, makes[:2], [self._rubbish]))
        parts: list[str] = []
        while sum(map(len, parts)) + len(glue) * len(parts) < LONG:
            parts += (self._random.choice(chosen)() for _ in range(100))
        return glue.join(parts)[:LONG]
