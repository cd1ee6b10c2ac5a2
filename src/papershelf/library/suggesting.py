"""The part of `Library` that suggests: what is like the starred papers, and which tags fit."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from papershelf.library.editing import Editing
from papershelf.library.liking import Like, TagSuggestion

if TYPE_CHECKING:
    from papershelf.settings import Places

OFF = "suggestions are switched off (the setting “suggest”)"
NOTHING_LIKED = "no paper is starred or rated 4 or 5 yet"


class Suggesting(Editing):
    """Learns from what a person starred, rated and tagged; from the library's own index alone."""

    places: "Places"

    def _set_to_suggest(self) -> bool:
        """What the file of settings says; asked as long as no front end says what counts."""
        from papershelf.config.reading import read_config

        self.suggests = read_config(self.places.config).config.suggest
        return self.suggests

    @property
    def suggests(self) -> bool:
        """Whether the person wants suggestions; without them nothing here finds anything."""
        return self._finder.liking.is_wanted()

    @suggests.setter
    def suggests(self, wanted: bool) -> None:
        self._finder.liking.is_wanted = lambda: wanted

    @property
    def liking_lacks(self) -> str:
        """What the order `like` lacks, in words; empty where it lacks nothing."""
        if not self.suggests:
            return OFF
        return "" if self._finder.liking.is_possible else NOTHING_LIKED

    def likes(self, ids: Sequence[str]) -> list[Like]:
        """How much papers are like the starred ones, and those rated 4 or 5, and which words say so.

        Args:
            ids: Papers; one that is gone is like nothing.

        Returns:
            One for each of them. A starred paper is compared with the other starred ones.
        """
        known = [entry for entry in map(self._finder.entry, ids) if entry]
        found = {entry.paper.id: like for entry, like in zip(known, self._finder.liking.of(known), strict=True)}
        return [found.get(paper_id, Like(0.0, ())) for paper_id in ids]

    def liked_spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """The words of a text that are telling for the papers that were starred, or rated 4 or 5.

        Args:
            text: The text exactly as it will be shown.

        Returns:
            Half-open ranges, in order, not touching; none while the index is not there (`is_warm`), where nothing
            is starred, or where suggestions are not wanted (`suggests`).
        """
        return self._finder.liking.spans(text)

    def suggest_tags(self, paper_id: str, limit: int = 3) -> list[TagSuggestion]:
        """Tags that may fit a paper, by the tags of papers like it, the likeliest first; builds the index if need be.

        Args:
            paper_id: The paper; for one that is not in the library nothing is suggested.
            limit: At most so many.

        Returns:
            No tag that the paper has or that stands above one, nor any that was taken off it when its tags last
            changed; nothing where suggestions are not wanted (`suggests`).
        """
        entry = self._finder.entry(paper_id)
        if entry is None or not self.suggests:
            return []
        from papershelf.library.fitting import fitting_tags

        return self._finder.indexing.ask(lambda index: fitting_tags(index, self._store, entry, limit))
