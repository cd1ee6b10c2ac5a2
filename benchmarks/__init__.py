"""Benchmarks: what the program costs, measured beside what others cost, in one run."""

READY = "ready-to-measure"  # what the empty app paints; here, so that it need load nothing for it
