"""What a monkey does at the screen: keys, chords, words, streaks of undo, settings, wheels, clicks, drags, pastes."""

import random
import unicodedata
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from textual import events
from textual.keys import _character_to_key
from textual.pilot import OutOfBounds, Pilot

from papershelf.commands import COMMANDS

SIZES = ((160, 45), (100, 30), (80, 24), (60, 20), (40, 12))
# What leaves the app is left out; what ends in a menu of the terminal's cannot be pressed here.
KEYS = tuple(
    dict.fromkeys(
        [key for command in COMMANDS if command.id != "app.quit" for key in command.keys if key not in ("q", "ctrl+q")]
        + [*"abcdefghijklmnoprstuvwxyz0123456789 #:-*_[]", "enter", "escape", "tab", "backspace", "up", "down"]
        + ["enter", "escape", "escape", "left", "right", "shift+down", "shift+up", "ctrl+s", "ctrl+a", "ctrl+k"]
    )
)
OPENERS = ("v", "m", "y", "z")
WORDS = (
    "lora",
    "reward modl",
    "tag:nlp",
    "is:starred",
    "-is:read graph",
    "is:selected",
    "(a OR",
    '"model',
    "漢字",
    "added:week",
)
TAGS = ("nlp", "nlp/rag", "to read", "NLP", "a/b/c", "#x")
NOTES = ("- [ ] look at [[", "[[reward", "# head", "see [[x|y]] and [[", "```", "a https://example.org b")
PASTES = (
    "[/b] [Re]",
    "x\x1b[31m\u202e\ud800",
    "漢字👩‍🔬",
    "tag:nlp is:starred",
    "\n\n- a\n- b",
    "../../etc/x",
    "[[\n[[[[" + "x" * 3000,
)
MARKS = ("s", "m d", "m 3", "m q", "D", "t x enter enter", "y t", "x escape", "s s")
SELECTING = ("V j j j", "V G", "asterisk", "space j space", "shift+down shift+down", "exclamation_mark")
PALETTE = ("", ">", "#", "@", "?", ",", "/")
STUCK_KEYS = 25  # dialogs in dialogs, and filters in them


@dataclass
class Run:
    """One monkey.

    Attributes:
        seed: What it is drawn from.
        size: How large its terminal is at first.
        steps: How many things it does.
        recent: The last of them, for a report; what is pressed in one go stands in one.
    """

    seed: int
    size: tuple[int, int]
    steps: int
    recent: deque[str] = field(default_factory=lambda: deque(maxlen=80))


class Hand:
    """Does one random thing after the other.

    Args:
        run: Whose hand it is; is told what is done.
        pilot: The running app.
        chance: What everything is drawn from.
    """

    def __init__(self, run: Run, pilot: Pilot[int], chance: random.Random) -> None:
        self._run, self._pilot, self._chance = run, pilot, chance

    async def act(self) -> None:
        """Do one thing, which may be several keys."""
        ways: dict[Callable[[], Awaitable[None]], int] = {
            self._key: 55,
            self._chord: 9,
            self._travel: 5,
            self._type: 8,
            self._select: 5,
            self._set: 2,
            self._ask: 3,
            self._burst: 3,
            self._click: 4,
            self._drag: 2,
            self._wheel: 4,
            self._paste: 2,
            self._resize: 1,
        }
        way = self._chance.choices([*ways], [*ways.values()])[0]
        try:
            await way()
        except OutOfBounds:
            self._run.recent.append("(outside)")

    async def press(self, *keys: str) -> None:
        """Press keys as a person does, one after the other."""
        self._run.recent.append(" ".join(keys))
        await self._pilot.press(*({" ": "space"}.get(key, key) for key in keys))

    async def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        await self.press(*(letter if letter.isalnum() else _character_to_key(letter) for letter in text))

    async def _key(self) -> None:
        await self.press(self._chance.choice(KEYS))

    async def _chord(self) -> None:
        opener = self._chance.choice(OPENERS)
        fitting = [key for command in COMMANDS if command.chord == opener for key in command.keys]
        await self.press(opener, self._chance.choice(fitting if self._chance.random() < 0.85 else KEYS))

    async def _travel(self) -> None:
        await self.press(*"u" * self._chance.randint(1, 5), *"U" * self._chance.randint(0, 5))

    async def _type(self) -> None:
        opener, texts = self._chance.choice((("slash", WORDS), ("t", TAGS), ("n", NOTES), ("plus", WORDS), ("", NOTES)))
        if opener:
            await self.press(opener)
        await self.type(self._chance.choice(texts))
        await self.press(self._chance.choice(("enter", "escape", "tab", "ctrl+s", "down", "ctrl+n")))

    async def _select(self) -> None:
        keys = f"{self._chance.choice(SELECTING)} {self._chance.choice(MARKS)}"
        await self.press(*keys.split())

    async def _set(self) -> None:
        await self.press(
            "comma", *["j"] * self._chance.randrange(12), self._chance.choice(("l", "h", "enter", "r", "a", "x"))
        )
        if self._chance.random() < 0.3:
            await self.press("G", *["k"] * self._chance.randrange(60), "enter", self._chance.choice(KEYS), "enter")

    async def _ask(self) -> None:
        await self.press("ctrl+p")
        await self.type(self._chance.choice(PALETTE) + self._chance.choice(("", "star", "lora", "nlp", "theme")))
        await self.press(self._chance.choice(("enter", "escape", "down", "tab")))

    async def _burst(self) -> None:
        """Keys that come faster than the screen follows, as from a terminal that was stopped."""
        keys = self._chance.choices(KEYS, k=self._chance.randint(3, 12))
        self._run.recent.append(f"burst({' '.join(keys)})")
        driver = self._pilot.app._driver
        assert driver is not None, "it runs"
        for key in keys:
            name = {" ": "space"}.get(key, key) if len(key) > 1 or key.isalnum() else _character_to_key(key)
            event = events.Key(name, key if len(key) == 1 else _character(name))
            event.set_sender(self._pilot.app)
            driver.send_message(event)
        await self._pilot.pause()

    @property
    def _place(self) -> tuple[int, int]:
        width, height = self._pilot.app.size
        return self._chance.randrange(max(1, width)), self._chance.randrange(max(1, height))

    async def _click(self) -> None:
        place, times, button = self._place, self._chance.choice((1, 1, 2)), self._chance.choice((1, 1, 3))
        self._run.recent.append(f"click{(*place, times, button)}")
        await self._pilot.click(offset=place, times=times, button=button)

    async def _drag(self) -> None:
        start, end = self._place, self._place
        self._run.recent.append(f"drag{start}{end}")
        await self._pilot.mouse_down(offset=start)
        await self._pilot.hover(offset=end)
        await self._pilot.mouse_up(offset=end)

    async def _wheel(self) -> None:
        place, times = self._place, self._chance.randint(1, 6)
        way = self._chance.choice((events.MouseScrollUp, events.MouseScrollDown))
        self._run.recent.append(f"{way.__name__}{(*place, times)}")
        await self._pilot._post_mouse_events([way], offset=place, times=times, shift=self._chance.random() < 0.1)

    async def _paste(self) -> None:
        text = self._chance.choice(PASTES)
        self._run.recent.append(f"paste {text[:40]!r}")
        self._pilot.app.post_message(events.Paste(text))
        await self._pilot.pause()

    async def _resize(self) -> None:
        size = self._chance.choice(SIZES)
        self._run.recent.append(f"resize{size}")
        await self._pilot.resize_terminal(*size)


def _character(name: str) -> str | None:
    """What a key types, by Textual's name for it."""
    try:
        return unicodedata.lookup(name.replace("_", " ").upper())
    except KeyError:
        return {"space": " ", "slash": "/", "minus": "-", "plus": "+", "comma": ","}.get(name)
