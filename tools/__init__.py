"""Tools for maintainers: the documents that are made from the program."""
