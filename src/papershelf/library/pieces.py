"""What can be copied from a paper without a template, by name."""

PIECES = ("repo", "paper", "pdf", "title", "bibtex", "markdown")
