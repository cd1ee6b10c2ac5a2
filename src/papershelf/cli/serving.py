"""The verb that shows the screen in a browser, with its grammar; only here the server is loaded."""

import argparse
import importlib.util

from papershelf.cli.grammar import Verb
from papershelf.cli.opening import open_library
from papershelf.cli.output import complain, put, say
from papershelf.errors import UsageError
from papershelf.text import safe_line

PORT, VISITORS = 8000, 8
_INSTALL = (
    'The browser needs one library more: install papershelf with it, as papershelf[web]: pip install "papershelf[web]"'
)
_WARNING = (
    "other machines can reach it. Plain http hides neither the address nor your papers on the way, and whoever has the "
    "address can read and write files here as you, by importing and exporting."
)


def add_verbs(verb: Verb) -> None:
    """Add the verb to those there are."""
    made = verb(
        "serve",
        serve,
        "Show the screen in a browser on this machine, at an address that only those who are told it can open.",
        "serve",
        "serve --port 0",
        "serve --host 0.0.0.0 --public",
    )
    made.add_argument("--host", default="127.0.0.1", help="where to listen; without it, this machine alone")
    made.add_argument("--port", type=_port, default=PORT, metavar="N", help=f"{PORT} without it; 0 takes a free one")
    made.add_argument("--public", action="store_true", help="let other machines reach it, by plain http")
    made.add_argument("--name", action="append", default=[], help="another name that visitors ask for, as of a proxy")
    made.add_argument(
        "--visitors", type=_visitors, default=VISITORS, metavar="N", help=f"at most so many at a time; {VISITORS}"
    )


def serve(arguments: argparse.Namespace) -> int:
    """`papershelf serve`."""
    if importlib.util.find_spec("textual_serve") is None:
        raise UsageError(_INSTALL)
    from papershelf.web.gate import new_token
    from papershelf.web.listening import listen, place_of

    place = place_of(arguments.host, arguments.name, is_public=arguments.public)
    with open_library(arguments):
        pass  # what is wrong with the library is said here, not to the first visitor
    from papershelf.web.serving import serve as run
    from papershelf.web.site import Site
    from papershelf.web.visitor import command

    with listen(place.host, arguments.port) as listening:
        token = new_token()
        address = place.address(listening.getsockname()[1], token)

        def begun() -> None:
            put(address)
            _flush()
            say("papershelf: open this address in a browser; whoever has it has the library. Ctrl+c ends it.")
            if place.is_public:
                complain(f"papershelf: {_WARNING}")

        argv = command(getattr(arguments, "data_dir", None))
        run(Site(place.gate(token), argv, arguments.visitors, complain), listening, begun)
    say("papershelf: ended; every visitor's screen is closed.")
    return 0


def _flush() -> None:
    import sys

    sys.stdout.flush()  # a pipe would keep the address to itself


def _port(word: str) -> int:
    return _number(word, 0, 65535, "port")


def _visitors(word: str) -> int:
    return _number(word, 1, 100, "number of visitors from 1 to 100")


def _number(word: str, least: int, most: int, what: str) -> int:
    if word.isascii() and word.isdigit() and len(word) < 7 and least <= int(word) <= most:
        return int(word)
    raise argparse.ArgumentTypeError(f"{safe_line(word)[:40]} is no {what}")
