"""What reading a file would take, before it is read for good: the same readers, nothing recognised."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.errors import EmptyFile
from knowledge.models import FailedSource
from knowledge.reading.pages import PageProgress, ReadingLimits
from knowledge.reading.read import read_file


@dataclass(frozen=True)
class Glance:
    """What of a file cannot be read (as `read_file` would say), and its page images to be recognised."""

    failed: tuple[FailedSource, ...] = ()
    ocr_pages: int = 0


def glance(path: Path, name: str, *, limits: ReadingLimits | None = None) -> Glance:
    """Open a file, and every file in an archive. What stands on page images stays unknown: that they are
    blank, or bear a secrecy stamp, is found by recognition only."""
    images: Counter[str] = Counter()

    def note(done: PageProgress) -> None:
        images[done.name] += done.recognised

    unread = replace(limits or ReadingLimits(), recognise=False)
    failed = [
        found
        for found in read_file(path, name, limits=unread, progress=note)
        if isinstance(found, FailedSource) and not (found.code == EmptyFile.code and images[found.name])
    ]
    return Glance(tuple(failed), images.total())
