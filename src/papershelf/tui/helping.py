"""What help lists: the commands that work, those that do not with the reason why, filtered by what is typed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from textual.content import Content
from textual.screen import Screen

from papershelf.commands import COMMANDS, GROUPS, Command
from papershelf.commands.scopes import is_opener, opener_of
from papershelf.tui.host import host_of
from papershelf.tui.live import REGISTRY, Live, followers_of, live_of
from papershelf.tui.matching import Match, folded, match, words_of
from papershelf.tui.reasons import reason
from papershelf.tui.widgets.entry_list import Item

OTHER = "Here"  # the head over keys that stand in no registry


class Topic(NamedTuple):
    """A command that help tells of.

    Attributes:
        id: Its id.
        keys: Every key sequence that runs it.
        label: One or two words.
        help: One sentence.
        group: The head to list it under.
        depth: 1 where it follows a chord's first key.
        live: What to run, if it works now.
        why: Why it does not.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    depth: int = 0
    live: Live | None = None
    why: str = ""

    @property
    def words(self) -> Content:
        """Everything about it in a line or two."""
        why = f"  Not now: {self.why}." if self.why else "" if self.live else "  Not here."
        keys = ", ".join(self.keys)
        return Content.assemble((keys, "bold"), "  " if keys else "", self.help, (why, "$text-warning"))


class Asked(NamedTuple):
    """A line of help.

    Attributes:
        item: How it looks.
        topic: The command, unless the line is a head.
    """

    item: Item
    topic: Topic | None = None


def topics_of(screen: Screen[Any]) -> list[Topic]:
    """Every command as it stands for a screen at this moment, followers of a chord below their opener."""
    live = live_of(screen)
    live |= followers_of(screen, live)
    topics = []
    for command in COMMANDS:
        if not command.chord:
            topics.append(_topic(command, command.group, 0, live, screen))
            if is_opener(command):
                after = (each for each in COMMANDS if each.chord and opener_of(each.chord) is command)
                topics += [_topic(follower, command.group, 1, live, screen) for follower in after]
    rest = (each for name, each in live.items() if name not in REGISTRY)
    topics += [Topic(each.id, (each.keys,), each.label, each.help, OTHER, 0, each) for each in rest]
    return topics


def _topic(command: Command, group: str, depth: int, live: dict[str, Live], screen: Screen[Any]) -> Topic:
    now = live.get(command.id)
    keys = host_of(screen).keys.all_shown(command.id)
    why = "" if now else reason(command, screen)
    return Topic(command.id, keys, command.label, command.help, group, depth, now, why)


def filtered(topics: Iterable[Topic], typed: str, *, everything: bool) -> tuple[list[Asked], int]:
    """The lines to show, and which of them fits best what is typed.

    Args:
        topics: From `topics_of`.
        typed: Letters of the help, the label, the id, or keys; empty for all.
        everything: Also what does not work now.
    """
    words = words_of(typed)
    found = [(topic, hit) for topic in topics if everything or topic.live for hit in _hits(topic, typed, words)]
    lines: list[Asked] = []
    best, best_score = 0, 0.0
    for group in (OTHER, *GROUPS):
        members = [(topic, hit) for topic, hit in found if topic.group == group]
        if members:
            lines.append(Asked(Item(group, is_head=True)))
        for topic, (score, item) in members:
            if words and score > best_score:
                best, best_score = len(lines), score
            lines.append(Asked(item, topic))
    return lines, best


def _hits(topic: Topic, typed: str, words: Sequence[str]) -> Iterator[tuple[float, Item]]:
    """The line of a command with how well it fits, or nothing."""
    keys = "  ".join(topic.keys)
    item = Item(topic.help, keys, topic.why, is_dim=topic.live is None, depth=topic.depth)
    wanted = typed.strip()
    if not wanted:
        yield 1.0, item
        return
    if wanted in topic.keys:  # a key typed as it is: capital letters are other keys than small ones
        start = keys.find(wanted)
        yield 2.0, item._replace(keys_spans=((start, start + len(wanted)),))
        return
    fits = match(words, folded(topic.help)) if words else None
    if fits is not None:
        yield fits.score, item._replace(spans=fits.spans)
        return
    apart = _apart(topic, keys, words) if words else None
    if apart is not None:
        yield apart.score * 0.9, item._replace(spans=apart.spans)


def _apart(topic: Topic, keys: str, words: Sequence[str]) -> Match | None:
    """Each word somewhere in what is said of a command: help, label, id, keys or group."""
    texts = [folded(text) for text in (topic.help, topic.label, topic.id, keys, topic.group)]
    scores: list[float] = []
    spans: list[tuple[int, int]] = []
    for word in words:
        every = [(place, hit) for place, text in enumerate(texts) if (hit := match([word], text))]
        if not every:
            return None
        place, hit = max(every, key=lambda each: each[1].score)
        scores.append(hit.score)
        spans += hit.spans if place == 0 else ()
    return Match(sum(scores) / len(scores), tuple(sorted(spans)))
