"""Who asks online, for the verbs that do."""

import argparse
from typing import TYPE_CHECKING

from papershelf.cli.output import complain

if TYPE_CHECKING:
    from papershelf.library import Library
    from papershelf.online import Client
    from papershelf.progress import Progress

ADDRESSES = ("huggingface_url", "arxiv_url", "crossref_url", "contact")


def asking(library: "Library", arguments: argparse.Namespace, progress: "Progress") -> "Client":
    """Who asks, by the settings in force; an address in them that does not count is told."""
    from papershelf.config.reading import read_config
    from papershelf.online import Client

    reading = read_config(library.places.config)
    for problem in reading.problems:
        if problem.key in ADDRESSES or reading.is_broken:
            complain(f"papershelf: {problem.words}")
    return Client(reading.config, library.places.cache, progress, fresh=arguments.fresh)
