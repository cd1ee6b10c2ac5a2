"""The foot of triage and review: what may be decided keeps its room before anything else."""

from papershelf.tui.live import Live
from papershelf.tui.widgets.key_bar import ALWAYS, OUT, KeyBar, fitting

DECISIONS = 4  # the first commands, which must be seen whatever the width
HELP = ALWAYS[0]


class CardKeys(KeyBar):
    """Where not all decisions fit, the ways out and on do without their words."""

    def shown(self) -> list[Live]:
        """What there is room for now."""
        entries, width = self.entries(), self.content_size.width
        shown = fitting(entries, width)
        if {each.id for each in entries[:DECISIONS]} <= {each.id for each in shown}:
            return shown
        short = [each._replace(label="") if _is_way(each) else each for each in entries if _is_meant(each)]
        return fitting(short, width)


def _is_way(each: Live) -> bool:
    return each.key == OUT or each.id == HELP


def _is_meant(each: Live) -> bool:
    """Whether a command is worth room where there is little: the palette, which help also shows, is not."""
    return each.id not in ALWAYS or each.id == HELP
