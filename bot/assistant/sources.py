"""The words that something stands on."""

from __future__ import annotations

from knowledge.models import Fact


class SourceRef(Fact):
    """The words behind a claim. `quote` differs from the source in white space only; `readable` is
    the repaired reading of a poor scan. `unsigned`: the document has no number and day of issue yet.
    `own`: it is a file that the asker sent, seen by nobody else."""

    document: str
    section: str
    quote: str
    commune: str | None = None
    page: int | None = None
    ocr: bool = False
    unsigned: bool = False
    own: bool = False
    readable: str | None = None
