"""Asking a service: kept replies first, politely, again where that may help, and never longer than a person wants."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Self
from urllib.parse import urljoin, urlsplit

from papershelf import __version__
from papershelf.config import Config
from papershelf.errors import OfflineError, OnlineError
from papershelf.online import timing
from papershelf.online.cache import Cache, Kept
from papershelf.online.judging import judge
from papershelf.online.services import Ask, Service, Services
from papershelf.online.timing import Clocks, Pace, wait
from papershelf.online.wire import REDIRECT, Answer, Trouble, connect, exchange
from papershelf.progress import Progress, Step, unheard

FOLDER = "online"  # in the cache directory
ATTEMPTS = 4
ATTEMPTS_OFFLINE = 2
LONGEST_WAIT = 60.0  # seconds; whoever wants us to wait longer is asked another day
MOST_REDIRECTS = 5
_GONE = (404, 410)
_ACCEPT = {"arxiv-atom": "application/atom+xml"}
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{1,200}"')


class RefusedError(OnlineError):
    """A service says that the question makes no sense, as for a day that has not begun."""


class Client:
    """Asks services, one question after the other; a context manager.

    Args:
        config: The settings: addresses, and what the services are told of the person.
        cache: The cache directory.
        progress: Told of each request and each wait, and may call it off.
        fresh: Whether to ask even where a reply was kept.
        clocks: Time and chance; the real ones if left out.

    Raises:
        OnlineError: The library for it is not installed.
    """

    def __init__(
        self,
        config: Config,
        cache: Path,
        progress: Progress = unheard,
        *,
        fresh: bool = False,
        clocks: Clocks | None = None,
    ) -> None:
        self.services = Services(config)
        self.progress = progress
        self.clocks = clocks or timing.SYSTEM
        self._fresh = fresh
        self._cache = Cache(cache / FOLDER)
        self._pace = Pace(cache / FOLDER, self.clocks)
        self._http = connect()
        self._asked = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()
        self._cache.trim()

    def get(self, ask: Ask) -> bytes | None:
        """The reply to a question, or None where the service knows nothing of it.

        Raises:
            Cancelled: It was called off.
            OfflineError: The service cannot be reached.
            OnlineError: It does not answer as it should.
        """
        kept = None if self._fresh else self._cache.read(ask.url)
        if kept and 0 <= self.clocks.now() - kept.at < ask.fresh_for:
            return kept.body
        answer = self._persist(ask, {"If-None-Match": kept.etag} if kept and kept.etag else {})
        if answer.status in _GONE:
            return None
        if answer.status == 304 and kept:
            self._cache.write(ask.url, kept._replace(at=self.clocks.now()))
            return kept.body
        tag = answer.headers.get("etag", "")
        etag = tag if _TAG.fullmatch(tag) else ""
        self._cache.write(ask.url, Kept(answer.body, self.clocks.now(), etag))
        return answer.body

    def _persist(self, ask: Ask, extra: Mapping[str, str]) -> Answer:
        """The answer to a question, asked again while that may help."""
        attempt = 0
        while True:
            attempt += 1
            try:
                answer = self._follow(ask, extra)
                judge(ask, answer, may_be_same=bool(extra), now=self.clocks.now())
                return answer
            except Trouble as trouble:
                pause = _pause(trouble, attempt, self.clocks.chance())
                most = ATTEMPTS_OFFLINE if trouble.is_offline else ATTEMPTS
                if attempt >= most or not trouble.may_pass or pause > LONGEST_WAIT:
                    raise _error(ask.service, trouble, pause) from trouble
                why = f"{ask.service.label} {trouble.words}; asking again in {pause:.0f} s"
            wait(pause, why, self.progress, self.clocks)

    def _follow(self, ask: Ask, extra: Mapping[str, str]) -> Answer:
        """The answer, from wherever the service sends us."""
        url = ask.url
        for _hop in range(MOST_REDIRECTS + 1):
            answer = self._once(ask, url, extra)
            target = answer.headers.get(REDIRECT, "")
            if answer.status not in (301, 302, 303, 307, 308) or not target:
                return answer
            url = _redirected(url, target)
        raise Trouble("sends us in a circle")

    def _once(self, ask: Ask, url: str, extra: Mapping[str, str]) -> Answer:
        wait(self._pace.take(ask.service), f"waiting for {ask.service.label}’s turn", self.progress, self.clocks)
        step = Step(f"asking {ask.service.label}", self._asked, None, "request")
        self.progress(step)
        headers = {
            "User-Agent": agent(ask.service.contact),
            "Accept": _ACCEPT.get(ask.format, "application/json"),
            "Accept-Encoding": "gzip",
            **extra,
        }
        answer = exchange(self._http, url, headers, lambda: self.progress(step))
        self._asked += 1
        return answer


def agent(contact: str) -> str:
    """What a service is told of who asks."""
    return f"papershelf/{__version__}" + (f" (mailto:{contact})" if contact else "")


def _pause(trouble: Trouble, attempt: int, chance: float) -> float:
    """Seconds until the next attempt: what the service says, else twice as long each time, never quite the same."""
    if trouble.after is not None:
        return max(trouble.after, 1.0)
    return float(2 ** (attempt - 1)) * (0.5 + chance)


def _error(service: Service, trouble: Trouble, pause: float) -> OnlineError:
    if trouble.is_offline:
        words = f"{service.label} {trouble.words}. Is there a network? All verbs but fetch, resolve and sync need none."
        return OfflineError(words)
    if trouble.may_pass and pause > LONGEST_WAIT:
        return OnlineError(f"{service.label} {trouble.words}, and wants to be left alone for {_long(pause)}.")
    if trouble.is_refusal:
        return RefusedError(f"{service.label} {trouble.words}.")
    again = " Try again later." if trouble.may_pass else ""
    return OnlineError(f"{service.label} {trouble.words}.{again}")


def _long(seconds: float) -> str:
    if seconds < 7200:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.0f} hours" if seconds < 100 * 3600 else "days"


def _redirected(url: str, target: str) -> str:
    """Where a redirect leads; only the web is followed, and nothing that was sealed goes on in the open.

    Raises:
        Trouble: It leads elsewhere.
    """
    try:
        goal = urljoin(url, target)
        parts, before = urlsplit(goal), urlsplit(url)
    except ValueError:
        raise Trouble("sends us to an address that is none") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Trouble("sends us out of the web")
    if before.scheme == "https" and parts.scheme == "http":
        raise Trouble("sends us to an address that is not safe (http)")
    return goal
