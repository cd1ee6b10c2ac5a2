"""One request and its reply, on a thread of its own, so that whoever waits for it can call it off at once."""

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from papershelf.errors import OnlineError
from papershelf.online.decoding import LARGEST, BrokenError, TooLargeError, unpacked
from papershelf.text import safe_line

if TYPE_CHECKING:
    import httpx

CONNECTING, READING = 10.0, 30.0  # seconds without a sign
WHOLE = 300.0  # seconds for a reply that only drips
_LISTENING = 0.05  # seconds between two looks at whether it is called off
REDIRECT = "x-papershelf-location"
_REASON = 120  # characters of an error's own words
_INSTALL = "Asking online needs one library more: install papershelf with it, as papershelf[online], or add httpx."


class Trouble(Exception):
    """A request came to nothing.

    Attributes:
        words: Why, for a person, as the end of a sentence that begins with the service's name.
        may_pass: Whether another attempt makes sense.
        is_offline: Whether nobody answered at all.
        is_refusal: Whether the service says that the question makes no sense.
        after: Seconds that the service wants us to wait; None where it does not say.
    """

    def __init__(
        self,
        words: str,
        *,
        may_pass: bool = False,
        is_offline: bool = False,
        is_refusal: bool = False,
        after: float | None = None,
    ) -> None:
        super().__init__(words)
        self.is_refusal = is_refusal
        self.words = words
        self.may_pass = may_pass
        self.is_offline = is_offline
        self.after = after


class Answer(NamedTuple):
    """What came.

    Attributes:
        status: The number that says how it went: 200.
        headers: By name, in lower case.
        body: Unpacked.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Stopped(Exception):
    """Nobody wants the reply any more."""


def connect() -> "httpx.Client":
    """What sends requests: it keeps no cookies and follows no redirects by itself.

    Raises:
        OnlineError: The library for it is not installed, or the environment names what cannot be used.
    """
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    try:
        import httpx
    except ImportError:
        raise OnlineError(_INSTALL) from None
    timeout = httpx.Timeout(READING, connect=CONNECTING)
    jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    try:
        return httpx.Client(timeout=timeout, cookies=jar, event_hooks={"response": [_hide_redirect]})
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:  # from what the environment says
        raise OnlineError(f"The proxy or the certificates that the environment names: {_said(error)}.") from error


def _hide_redirect(response: "httpx.Response") -> None:
    """Put where a redirect leads out of sight: httpx looks into it even where it is not to follow."""
    if "location" in response.headers:
        response.headers[REDIRECT] = response.headers.pop("location")


def exchange(client: "httpx.Client", url: str, headers: Mapping[str, str], heard: Callable[[], None]) -> Answer:
    """Send a request and take its reply.

    Args:
        client: From `connect`.
        url: The whole address.
        headers: To send along.
        heard: Called again and again while waiting; whatever it raises ends the waiting at once.

    Raises:
        Trouble: Nothing came, or nothing that can be used.
    """
    stop, done = threading.Event(), threading.Event()
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(_exchange(client, url, headers, stop))
        except BaseException as error:
            errors.append(error)
        finally:
            done.set()

    threading.Thread(target=run, name="papershelf-online", daemon=True).start()
    try:
        while not done.wait(_LISTENING):
            heard()
    finally:
        stop.set()
    if errors:
        raise _trouble(errors[0], url) from errors[0]
    return answers[0]


def _exchange(client: "httpx.Client", url: str, headers: Mapping[str, str], stop: threading.Event) -> Answer:
    with client.stream("GET", url, headers=dict(headers)) as response:
        told = {name.lower(): value for name, value in response.headers.items()}
        length = told.get("content-length", "")
        if length.isascii() and length.isdigit() and (len(length) > 12 or int(length) > LARGEST):
            raise TooLargeError
        body = unpacked(_chunks(response, stop), told.get("content-encoding", ""))
        return Answer(response.status_code, told, body)


def _chunks(response: "httpx.Response", stop: threading.Event) -> Iterator[bytes]:
    end = time.monotonic() + WHOLE
    for chunk in response.iter_raw():
        if stop.is_set():
            raise _Stopped
        if time.monotonic() > end:
            raise Trouble(f"took more than {WHOLE / 60:.0f} minutes to answer", may_pass=True)
        yield chunk


def _trouble(error: BaseException, url: str) -> Trouble:
    """What went wrong, in words, and whether it may go better soon."""
    import httpx

    if isinstance(error, Trouble):
        return error
    if isinstance(error, httpx.ConnectError):
        return _unreachable(error, url)
    slow = f"cannot be reached: {_host(url)} did not answer within {CONNECTING:.0f} seconds"
    large = f"sent more than {LARGEST // 1_000_000} MB, which no list of papers is"
    broken = Trouble("sent a reply that breaks off", may_pass=True)
    known: tuple[tuple[type[BaseException], Trouble], ...] = (  # the narrower kind before the wider
        (TooLargeError, Trouble(large)),
        (BrokenError, broken),
        (httpx.ConnectTimeout, Trouble(slow, may_pass=True, is_offline=True)),
        (httpx.TimeoutException, Trouble(f"sent nothing for {READING:.0f} seconds", may_pass=True)),
        (httpx.RemoteProtocolError, broken),
        (httpx.NetworkError, broken),
        *((kind, Trouble(f"cannot be asked: {_said(error)}")) for kind in (httpx.HTTPError, httpx.InvalidURL)),
        *((kind, Trouble(f"cannot be asked: {_said(error)}")) for kind in (ValueError, OSError)),
    )
    for kind, trouble in known:
        if isinstance(error, kind):
            return trouble
    raise error


def _unreachable(error: BaseException, url: str) -> Trouble:
    """No connection came about: there is no network, nobody is there, or the certificate is not to be trusted."""
    import ssl  # loaded by then

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            why = getattr(cause, "verify_message", "") or cause.reason or "TLS failed"
            return Trouble(f"cannot be trusted: {_host(url)} did not prove who it is ({safe_line(str(why))})")
        cause = cause.__cause__ or cause.__context__
    return Trouble(f"cannot be reached: {_host(url)}: {_said(error)}", is_offline=True)


def _host(url: str) -> str:
    with suppress(ValueError):
        return safe_line(urlsplit(url).hostname or url)[:_REASON]
    return safe_line(url[:_REASON])


def _said(error: BaseException) -> str:
    words = safe_line(str(error)[: 4 * _REASON]) or type(error).__name__
    return re.sub(r"^\[Errno -?\d+\] ", "", words)[:_REASON].rstrip(".")
