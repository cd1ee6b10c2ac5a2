"""Keeps the columns of a library: opened from the cache or compiled, and brought up to date with what changes."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np

from papershelf.library.columns.compiled import Compiled, Flags
from papershelf.library.columns.compiling import compile_papers
from papershelf.library.columns.filing import read, write
from papershelf.library.columns.head import UnfitFileError, fingerprint
from papershelf.library.columns.judging import Judge
from papershelf.library.columns.line import Line
from papershelf.library.columns.marked import Marked
from papershelf.library.columns.ranking import Ranking
