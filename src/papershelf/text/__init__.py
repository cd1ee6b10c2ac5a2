"""Foreign text made safe, readable and comparable; the lowest floor, it knows nothing of papers."""

from papershelf.text.clean import clean, title_key
from papershelf.text.fold import fold, letters
from papershelf.text.lines import unwrap
from papershelf.text.safe import safe, safe_line, safe_lines

__all__ = ["clean", "fold", "letters", "safe", "safe_line", "safe_lines", "title_key", "unwrap"]
