"""Papers fetched: what a request asks of whom, and the pages that the readers make of the replies."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from papershelf.errors import OfflineError, OnlineError
from papershelf.importers import Page, Problem, load_bytes, read_source
from papershelf.online.client import Client, RefusedError
from papershelf.online.judging import is_empty
from papershelf.online.requests import Daily, Papers, Reference, Request, Search
from papershelf.online.services import DAY, HOUR, PER_PAGE, Ask

MOST_PAGES = 30  # of a month; a service that never ends is not asked for ever
DAYS_BACK = 4  # for the latest day that has papers: nobody submits at weekends
_SETTLED = timedelta(days=7)  # after that a day's list hardly changes any more


def fetched(request: Request, client: Client) -> list[Page | Problem]:
    """The pages that answer a request; what could not be had of several things is a problem.

    Args:
        request: From `requests`.
        client: Asks.

    Raises:
        Cancelled: It was called off.
        OfflineError: A service cannot be reached.
        OnlineError: Nothing of what was asked for could be had.
    """
    match request:
        case Daily():
            return list(_daily(request, client))
        case Search():
            page = read(client.services.search(request.words, request.limit), client)
            return [_cut(page, request.limit)] if page else []
        case Papers():
            return [each for reference in request.references for each in paper(reference, client)]


def read(ask: Ask, client: Client) -> Page | None:
    """What a reader makes of the reply to a question; None where the service knows nothing.

    Raises:
        Cancelled: It was called off.
        OfflineError: The service cannot be reached.
        OnlineError: It does not answer as it should.
    """
    body = client.get(ask)
    if body is None or is_empty(ask, body):
        return None
    return read_source(load_bytes(body, ask.name), ask.format, client.progress)


def paper(reference: Reference, client: Client) -> Iterator[Page | Problem]:
    """The page of one paper: of an arXiv paper Hugging Face knows the repository too, so it is asked first.

    Raises:
        Cancelled: It was called off.
        OfflineError: A service cannot be reached.
    """
    services, value = client.services, reference.value
    asks = [services.paper(value), services.preprint(value)] if reference.kind == "arxiv" else [services.work(value)]
    for ask in asks:
        try:
            page = read(ask, client)
        except OfflineError:
            raise
        except OnlineError as error:
            yield Problem(ask.name, 0, error.message)
            continue
        if page is not None and (page.records or (page.problems and ask is asks[-1])):
            yield page
            return
        if ask is asks[-1]:
            yield Problem(ask.name, 0, f"{ask.service.label} knows no paper {reference.words}. Check the spelling.")


def _daily(request: Daily, client: Client) -> Iterator[Page]:
    today = datetime.fromtimestamp(client.clocks.now(), UTC).date()
    if request.value:
        yield from _pages(request, client, today)
        return
    for back in range(DAYS_BACK + 1):
        day = today - timedelta(days=back)
        try:
            found = list(_pages(Daily("date", day.isoformat(), day), client, today))
        except RefusedError:
            if back:  # today may not have begun where the service is
                raise
            continue
        if found:
            yield from found
            return


def _pages(request: Daily, client: Client, today: date) -> Iterator[Page]:
    """A day's, week's or month's papers; where there are many, they come in several replies."""
    is_settled = request.until is not None and request.until + _SETTLED < today
    fresh_for = 30 * DAY if is_settled else 3 * HOUR
    for number in range(MOST_PAGES):
        page = read(client.services.daily(request.span, request.value, number, fresh_for), client)
        if page is None:
            return
        yield page
        if len(page.records) * 2 < PER_PAGE:  # a reply may hold a few less than asked for, but not so few
            return


def _cut(page: Page, limit: int | None) -> Page:
    return page if limit is None else replace(page, records=page.records[:limit])
