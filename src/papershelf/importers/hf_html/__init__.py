"""Pages of Hugging Face Papers as HTML: the data that they carry for their own scripts, else the cards as they show."""

from papershelf.importers.hf_html.reader import HfHtml

__all__ = ["HfHtml"]
