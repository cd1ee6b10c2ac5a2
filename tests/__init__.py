"""The tests of papershelf."""
