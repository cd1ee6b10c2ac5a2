"""The exporter of one web page that needs nothing but itself: to send to somebody, to keep, to print."""

from papershelf.exporters.html_page.page import HtmlPage

__all__ = ["HtmlPage"]
