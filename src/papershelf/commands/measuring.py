"""Statistics."""

from papershelf.commands.command import PAST, Command

MEASURING: tuple[Command, ...] = (
    Command("main.statistics", ("S",), "statistics", "Statistics", "Show what was saved and read when.", PAST),
    Command(
        "stats.deed", ("s",), "stats_deed", "Count", "In the statistics: count another deed by the day.", PAST, True
    ),
    Command("stats.close", ("escape", "q", "S"), "stats_close", "Close", "Leave the statistics.", PAST, True),
)
