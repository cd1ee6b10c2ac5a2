"""Clipboard, editor and browser, each behind a seam that tests replace."""
