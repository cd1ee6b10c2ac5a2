"""Benchmarks: what the program costs, measured beside what others cost, in one run."""
