"""A service on this machine that answers as a test wants, a clock without waiting, and made-up replies."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest

from papershelf.config import Config
from papershelf.errors import OnlineError
from papershelf.online import Client
from papershelf.online.timing import Clocks
from papershelf.text import safe_line
from tests.progress_tools import Heard

MORNING = 1_795_255_200.0  # 2026-11-21, 10:00 in UTC


class Reply(NamedTuple):
    """What the service sends.

    Attributes:
        body: Its bytes, or a function that yields them piece by piece.
        status: The number that says how it went.
        headers: Besides the length.
        length: What it says of its length; the truth if left out, nothing for -1.
    """

    body: bytes | Callable[[], Iterator[bytes]] = b""
    status: int = 200
    headers: Mapping[str, str] = {}
    length: int | None = None


class Asked(NamedTuple):
    """A request that came.

    Attributes:
        path: Without its query.
        query: By name.
        headers: By name, in lower case.
        at: By the test's clock.
    """

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    at: float


class Time:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = MORNING
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.now += seconds

    @property
    def waited(self) -> float:
        """Seconds slept in all."""
        return sum(self.slept)

    @property
    def clocks(self) -> Clocks:
        """The same for a client; chance is even."""
        return Clocks(lambda: self.now, self.sleep, lambda: 0.5)


class Service:
    """Answers each path from a list, whose last reply stands for all that follow; 404 for other paths."""

    def __init__(self, url: str, time: Time) -> None:
        self.url = url
        self.time = time
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[Asked] = []

    def answer(self, path: str, *replies: Reply) -> None:
        """Say what a path answers from now on."""
        self.replies[path] = list(replies)

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [each.path for each in self.asked]

    @property
    def config(self) -> Config:
        """Settings under which all is asked here."""
        return Config(
            huggingface_url=f"{self.url}/hf", arxiv_url=f"{self.url}/arxiv/", crossref_url=f"{self.url}/crossref"
        )

    def take(self, asked: Asked) -> Reply:
        """The reply to a request."""
        self.asked.append(asked)
        left = self.replies.get(asked.path, [Reply(b'{"error": "not found"}', 404)])
        return left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def serving(time: Time) -> Iterator[Service]:
    """A service that runs meanwhile."""
    stop = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = service.take(Asked(parts.path, query, headers, time.now))
            with suppress(ConnectionError):
                self._send(reply)

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            pieces = [reply.body] if isinstance(reply.body, bytes) else reply.body()
            length = len(reply.body) if isinstance(reply.body, bytes) and reply.length is None else reply.length
            if length is not None and length >= 0:
                self.send_header("Content-Length", str(length))
            self.send_header("Connection", "close")
            self.end_headers()
            for piece in pieces:
                if stop.is_set():
                    break
                self.wfile.write(piece)
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service = Service(f"http://127.0.0.1:{server.server_address[1]}", time)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    """A reply of JSON."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(json.dumps(value).encode(), status, {"Content-Type": "application/json", **named})


def hf_paper(arxiv_id: str, title: str, summary: str = "", **more: object) -> dict[str, object]:
    """A paper as Hugging Face states it."""
    summary = summary or f"We look into {title} and find out more than was known, in several ways and at some length."
    given = {"id": arxiv_id, "title": title, "summary": summary, "authors": [{"name": "Ann Bell"}, {"name": "Cy Dell"}]}
    return {**given, "publishedAt": "2026-11-19T10:00:00.000Z", "upvotes": 3, **more}


def hf_daily(*papers: Mapping[str, object]) -> Reply:
    """A day's list."""
    return as_json([{"paper": paper, "title": paper["title"], "publishedAt": "2026-11-20"} for paper in papers])


def atom(*entries: tuple[str, str, str]) -> Reply:
    """A feed of arXiv: ids, titles, abstracts."""
    rows = "".join(
        f"<entry><id>http://arxiv.org/abs/{arxiv_id}v2</id><title>{title}</title><summary>{abstract}</summary>"
        "<published>2023-10-10T17:50:00Z</published><author><name>Ann Bell</name></author></entry>"
        for arxiv_id, title, abstract in entries
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title>'
    return Reply(f"{head}{rows}</feed>".encode(), 200, {"Content-Type": "application/atom+xml"})


def work(doi: str, title: str, *authors: str, **more: object) -> dict[str, object]:
    """A work as Crossref states it."""
    names = [{"given": name.partition(" ")[0], "family": name.partition(" ")[2]} for name in authors]
    issued = {"date-parts": [[2019, 5]]}
    return {"DOI": doi, "title": [title], "author": names, "issued": issued, "type": "journal-article", **more}


def crossref(*works: Mapping[str, object]) -> Reply:
    """Works that Crossref found."""
    return as_json({"status": "ok", "message-type": "work-list", "message": {"items": list(works)}})


PAPER = "/hf/api/papers/2310.06927"
GOOD = as_json(hf_paper("2310.06927", "Sparse Finetuning"))


@contextmanager
def client(service: Service, cache: Path, *, fresh: bool = False, heard: Heard | None = None) -> Iterator[Client]:
    """A client of that service, with its clock."""
    clocks = service.time.clocks
    with Client(service.config, cache, heard or Heard(), fresh=fresh, clocks=clocks) as made:
        yield made


def get(service: Service, cache: Path, *, fresh: bool = False) -> bytes | None:
    """One question about one paper, by a client of its own."""
    with client(service, cache, fresh=fresh) as made:
        return made.get(made.services.paper("2310.06927"))


def refusal(service: Service, cache: Path) -> str:
    """Why a question came to nothing."""
    with pytest.raises(OnlineError) as refused:
        get(service, cache)
    assert refused.value.exit_code == 3
    assert safe_line(refused.value.message) == refused.value.message
    return refused.value.message
