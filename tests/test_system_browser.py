"""Opening addresses: web ones only, and every failure is words."""

import pytest

from papershelf.tui.system.browser import open_url


@pytest.mark.parametrize("url", ["https://example.org/a?b#c", "http://example.org", "HTTPS://example.org"])
def test_a_web_address_is_opened(url: str) -> None:
    opened: list[str] = []
    assert open_url(url, opener=opened.append) is None
    assert opened == [url]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "file:///etc/passwd", "vscode://x", "--help", "", "https://", "http://[bad",
        "https://example.org/\x1b]0;x\x07", "https://example.org/a b", "https://example.org/\u202e", "example.org",
    ],
)  # fmt: skip
def test_nothing_else_is(url: str) -> None:
    opened: list[str] = []
    problem = open_url(url, opener=opened.append)
    assert problem is not None
    assert "not opened" in problem
    assert problem.isprintable()
    assert not opened


def test_a_failing_browser_is_words() -> None:
    def fails(url: str) -> None:
        raise OSError("no \x1b display")

    assert open_url("https://example.org", opener=fails) == "the browser could not be opened: no display"
    assert "no browser was found" in (open_url("https://example.org", opener=lambda _: False) or "")
