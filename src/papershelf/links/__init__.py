"""Addresses: found in raw text and mended, told apart by what they lead to, and made for a paper."""

from papershelf.links.addresses import Address, paper_address, pdf_address
from papershelf.links.classify import classify
from papershelf.links.find import find_links

__all__ = ["Address", "classify", "find_links", "paper_address", "pdf_address"]
