"""`python -m benchmarks.scale [PAPERS…] [--quick] [--plot FILE]`: measure at some sizes only, and print the tables."""

import argparse
from pathlib import Path

from benchmarks.scale.measuring import PLOT, main
from benchmarks.scale.shelf import SIZES

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="PAPERS")
    parser.add_argument("--quick", action="store_true", help="few repeats and no other programs: to see that it runs")
    parser.add_argument("--alone", action="store_true", help="no other programs beside: those take most of the time")
    parser.add_argument("--plot", type=Path, default=PLOT, help="where to draw how cost grows")
    asked = parser.parse_args()
    for table in main(asked.sizes, quick=asked.quick, alone=asked.alone, plot=asked.plot):
        print(table)
