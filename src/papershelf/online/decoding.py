"""The body of a reply, unpacked piece by piece, so that a small one that swells is given up in time."""

import zlib
from collections.abc import Iterable
from typing import Protocol

LARGEST = 50_000_000  # bytes, unpacked
_PIECE = 1 << 20
_GZIP = 47  # what zlib calls “gzip or zlib, whichever it is”


class TooLargeError(Exception):
    """The body is larger than any reply is."""


class BrokenError(Exception):
    """The body cannot be unpacked, or ends too early."""


class Unpacker(Protocol):
    """Takes what came, hands out what it means."""

    def feed(self, data: bytes) -> Iterable[bytes]:
        """What some bytes mean, in pieces that are not large."""

    def end(self) -> None:
        """Nothing more comes.

        Raises:
            BrokenError: There should.
        """


class _Plain:
    def feed(self, data: bytes) -> Iterable[bytes]:
        return (data,)

    def end(self) -> None:
        """A plain body may end anywhere."""


class _Gzip:
    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(_GZIP)

    def feed(self, data: bytes) -> Iterable[bytes]:
        piece = b""
        while data or len(piece) == _PIECE:  # a full piece: there may be more of it inside
            try:
                piece = self._zlib.decompress(data, _PIECE)
            except zlib.error as error:
                raise BrokenError from error
            yield piece
            data = b"" if self._zlib.eof else self._zlib.unconsumed_tail

    def end(self) -> None:
        if not self._zlib.eof:
            raise BrokenError


def unpacked(chunks: Iterable[bytes], coding: str, largest: int = LARGEST) -> bytes:
    """A whole body.

    Args:
        chunks: What came.
        coding: What the reply says it is packed by.
        largest: Bytes it may have, unpacked.

    Raises:
        TooLargeError: It has more.
        BrokenError: It cannot be unpacked.
    """
    name = coding.strip().lower()
    if name not in ("", "identity", "gzip", "x-gzip"):
        raise BrokenError  # we asked for nothing else
    unpacker: Unpacker = _Plain() if name in ("", "identity") else _Gzip()
    body = bytearray()
    for chunk in chunks:
        for piece in unpacker.feed(chunk):
            body += piece
            if len(body) > largest:
                raise TooLargeError
    unpacker.end()
    return bytes(body)
