"""What every reader takes and gives: a file's bytes in, its pages of text out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

_BULLETS = re.compile("[\uf000-\uf0ff]")
"""Symbol fonts put their bullets into this private area."""
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_TRAILING = re.compile(r" +(?=\n)")


@dataclass(frozen=True)
class ReadingLimits:
    """Bounds of one file. Sizes in bytes; `seconds_a_page` bounds the recognition of one page image."""

    max_bytes: int = 50 * 2**20
    max_unpacked_bytes: int = 300 * 2**20
    max_members: int = 2_000
    max_pages: int = 1_000
    seconds_a_page: float = 60.0
    allow_internal: bool = False
    """Whether documents marked "lưu hành nội bộ" are taken in."""
    recognise: bool = True
    """Whether page images are recognised. Where not, each is reported as if it had been, and left blank."""


@dataclass(frozen=True)
class PageProgress:
    """Page `page` of `pages` of a file is done; `recognised` says that it was a page image."""

    name: str
    page: int
    pages: int
    recognised: bool


@dataclass(frozen=True)
class SourceFile:
    """A file, or a member of an archive, to be read. Readers raise `knowledge.errors.ReadingError`."""

    name: str
    content: bytes = field(repr=False)
    limits: ReadingLimits = ReadingLimits()
    progress: Callable[[PageProgress], None] | None = None

    def report(self, page: int, pages: int, *, recognised: bool) -> None:
        """Tell who watches that a page is done (pages count from 1)."""
        if self.progress is not None:
            self.progress(PageProgress(self.name, page, pages, recognised))


@dataclass(frozen=True)
class PageText:
    """The text of one page or sheet; `confidence` 0-100 where it was recognised from an image."""

    text: str
    confidence: float | None = None


@dataclass(frozen=True)
class FileText:
    """The text of a file. Without real pages there is one and `paged` is False. `margins` holds running
    headers and footers: no part of the text, but a secrecy stamp may stand there."""

    pages: tuple[PageText, ...]
    paged: bool = False
    margins: str = ""
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, *, margins: str = "", notes: tuple[str, ...] = ()) -> FileText:
        """A text without pages."""
        return cls((PageText(text),), margins=margins, notes=notes)


def tidy(text: str) -> str:
    """NFC, "\\n" line ends, plain spaces, no invisible characters, no spaces at line ends (tabs may be
    empty cells)."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = _BULLETS.sub("-", _SPACES.sub(" ", _INVISIBLE.sub("", text)))
    return _TRAILING.sub("", unicodedata.normalize("NFC", text + "\n"))[:-1]
