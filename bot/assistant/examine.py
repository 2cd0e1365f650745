"""What a file holds, before it is taken in or reviewed: read in a process of its own, so that a file
that kills its reader, or takes too long, is only a failed file."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from bot.assistant.loading.child import child
from bot.assistant.loading.workers import killed
from knowledge.catalog import Extraction
from knowledge.errors import ReadingError
from knowledge.ingest import extract_file
from knowledge.models import FailedSource

LONGEST = 600.0
"""Seconds one file may take; a scan of 200 pages takes about seven minutes."""
_TICK = 0.5


class TooSlow(ReadingError):
    """Reading was given up."""

    code = "too_slow"


def examine(
    path: Path, name: str, still_wanted: Callable[[], object], base: Path | None = None
) -> tuple[Extraction | FailedSource, ...]:
    """The documents of a file. `still_wanted` is called now and then and may raise to stop. With `base`, the
    directory becomes a knowledge base of this file alone (own_file.py).

    Raises TooSlow after `LONGEST` seconds; a reader that dies is a failed source.
    """
    with child(_examine_and_tell, path, name, base) as heard:
        waited = 0.0
        while not heard.poll(_TICK):
            still_wanted()
            waited += _TICK
            if waited > LONGEST:
                raise TooSlow(name, "đọc tệp quá lâu")
        try:
            found: tuple[Extraction | FailedSource, ...] = heard.recv()
        except EOFError:
            return (killed(name),)
        return found


def _examine_and_tell(tell: Connection, path: Path, name: str, base: Path | None) -> None:
    if base is None:
        tell.send(tuple(extract_file(path, name)))
        return
    from bot.assistant.own_file import hold

    tell.send(hold(base, path, name))
