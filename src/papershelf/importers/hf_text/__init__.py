"""Pages of Hugging Face Papers as plain text: lines sorted, wraps undone, titles paired with abstracts."""

from papershelf.importers.hf_text.reader import HfText

__all__ = ["HfText"]
