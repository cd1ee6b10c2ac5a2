"""The screen: everything that knows Textual lives in this room."""
