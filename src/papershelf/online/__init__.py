"""Papers from the network, only when a person asks: what is asked of whom, how politely, and what comes of it."""

from pathlib import Path

from papershelf.config import Config
from papershelf.importers import Page, Problem
from papershelf.online.client import Client
from papershelf.online.fetching import fetched
from papershelf.online.requests import Daily, Papers, Reference, Request, Search
from papershelf.online.timing import Clocks
from papershelf.progress import Progress, unheard

__all__ = ["Client", "Clocks", "Daily", "Papers", "Reference", "Request", "Search", "fetch", "fetched"]


def fetch(
    request: Request,
    config: Config,
    progress: Progress = unheard,
    *,
    cache: Path | None = None,
    fresh: bool = False,
) -> list[Page | Problem]:
    """Ask for papers, and read the replies; nothing is imported. It may run on another thread.

    Args:
        request: From `papershelf.online.requests`.
        config: The settings, for addresses and contact.
        progress: Told of each request and each wait, and may call it off at once.
        cache: The cache directory; the platform's if left out.
        fresh: Whether to ask even where a reply was kept.

    Returns:
        The pages, for `Library.plan_pages`; what could not be had of several things is a problem.

    Raises:
        Cancelled: It was called off.
        OfflineError: A service cannot be reached.
        OnlineError: It does not answer as it should, or the library for it is not installed.
    """
    from papershelf.settings import find_places

    with Client(config, cache or find_places().cache, progress, fresh=fresh) as client:
        return fetched(request, client)
