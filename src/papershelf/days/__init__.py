"""Days of the calendar: which one it is, as they are kept, as a person types them, and in words."""

from papershelf.days.calendar import day_at, day_of, kept_day
from papershelf.days.reading import TAKES, parse_day
from papershelf.days.words import day_words, due_words, short_day, since_words

__all__ = ["TAKES", "day_at", "day_of", "day_words", "due_words", "kept_day", "parse_day", "short_day", "since_words"]
