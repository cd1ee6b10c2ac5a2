"""The services that are asked, and the addresses at which each answers a question."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, urlencode

from papershelf.config import Config

HOUR = 3600.0
DAY = 24 * HOUR
PER_PAGE = 100  # papers that Hugging Face hands out at most at once
CANDIDATES = 5  # papers asked for by title: what is meant is the first of them, or not there


class Service(NamedTuple):
    """Who is asked.

    Attributes:
        key: A word for its files in the cache.
        label: What a person calls it.
        base: Its address, without a slash at the end.
        gap: Seconds from one request to the next, of all processes together.
        contact: The mail address that it is told; empty for none.
    """

    key: str
    label: str
    base: str
    gap: float
    contact: str = ""


class Ask(NamedTuple):
    """One question to a service.

    Attributes:
        service: Who is asked.
        url: The whole address.
        name: What the listings of the reply call it, as a file name.
        format: The importer that reads the reply.
        fresh_for: Seconds for which a reply that was kept need not be asked for again.
    """

    service: Service
    url: str
    name: str
    format: str
    fresh_for: float


class Services:
    """All that is asked, at the addresses that the settings name.

    Args:
        config: The settings.
    """

    def __init__(self, config: Config) -> None:
        self.hugging_face = Service("huggingface", "Hugging Face", _base(config.huggingface_url), 0.2)
        self.arxiv = Service("arxiv", "arXiv", _base(config.arxiv_url), 3.0, config.contact)
        self.crossref = Service("crossref", "Crossref", _base(config.crossref_url), 0.2, config.contact)

    def daily(self, span: str, value: str, page: int, fresh_for: float) -> Ask:
        """The papers of a day, week or month on Hugging Face.

        Args:
            span: `date`, `week` or `month`.
            value: Which one: `2026-11-20`, `2026-W47`, `2026-11`.
            page: From 0.
            fresh_for: As in `Ask`.
        """
        given: dict[str, str] = {span: value, "limit": str(PER_PAGE)}
        if page:
            given["p"] = str(page)
        kind = {"date": "daily", "week": "weekly", "month": "monthly"}[span]
        name = f"huggingface {kind} {value}{f' page {page + 1}' if page else ''}.json"
        return self._hugging_face("daily_papers", name, fresh_for, given)

    def search(self, words: str, limit: int | None = None, fresh_for: float = 6 * HOUR) -> Ask:
        """The papers that Hugging Face finds by words."""
        given = {"q": words} | ({"limit": str(limit)} if limit else {})
        return self._hugging_face("papers/search", f"huggingface search {_named(words)}.json", fresh_for, given)

    def paper(self, arxiv_id: str) -> Ask:
        """What Hugging Face knows of a paper, its repository above all."""
        path = f"papers/{quote(arxiv_id, safe='')}"
        return self._hugging_face(path, f"huggingface paper {_named(arxiv_id)}.json", 7 * DAY)

    def _hugging_face(self, path: str, name: str, fresh_for: float, given: Mapping[str, str] | None = None) -> Ask:
        query = f"?{urlencode(given)}" if given else ""
        return Ask(self.hugging_face, f"{self.hugging_face.base}/api/{path}{query}", name, "hf-json", fresh_for)

    def preprint(self, arxiv_id: str) -> Ask:
        """What arXiv knows of a paper."""
        return self._arxiv(f"arxiv {_named(arxiv_id)}.xml", {"id_list": arxiv_id})

    def preprints_titled(self, title: str) -> Ask:
        """The papers on arXiv that have a phrase in their title.

        Args:
            title: Words and blanks only: anything else means something in arXiv's language.
        """
        given = {"search_query": f'ti:"{title}"', "max_results": str(CANDIDATES)}
        return self._arxiv(f"arxiv title {_named(title)}.xml", given)

    def _arxiv(self, name: str, given: Mapping[str, str]) -> Ask:
        return Ask(self.arxiv, f"{self.arxiv.base}/api/query?{urlencode(given)}", name, "arxiv-atom", 7 * DAY)

    def work(self, doi: str) -> Ask:
        """What Crossref knows of a DOI."""
        return self._crossref(f"works/{quote(doi, safe='')}", f"crossref {_named(doi)}.json")

    def works_titled(self, words: str) -> Ask:
        """The works that Crossref finds by the words of a reference."""
        query = urlencode({"query.bibliographic": words, "rows": str(CANDIDATES)})
        return self._crossref(f"works?{query}", f"crossref title {_named(words)}.json")

    def _crossref(self, path: str, name: str) -> Ask:
        return Ask(self.crossref, f"{self.crossref.base}/{path}", name, "crossref", 7 * DAY)


def _base(address: str) -> str:
    return address.rstrip("/")


def _named(words: str) -> str:
    """Words as they can stand in a file's name: none of them may lead to another folder."""
    plain = "".join(sign if sign not in '/\\:*?"<>|' else "_" for sign in words)
    return plain if len(plain) <= 80 else plain[:79].rstrip() + "…"
