"""The screen in a browser: a small server that gives each visitor a papershelf of their own over the same library."""
