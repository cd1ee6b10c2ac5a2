"""BibTeX and BibLaTeX: text split into entries, entries parsed one by one, their fields made a record."""

from papershelf.importers.bibtex.reader import Bibtex

__all__ = ["Bibtex"]
