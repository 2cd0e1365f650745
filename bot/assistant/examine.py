"""What a file holds, before it is taken in or reviewed: read in a process of its own, so that a file
that kills its reader, or takes too long, is only a failed file."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from knowledge.catalog import Extraction
from knowledge.errors import DamagedFile, ReadingError
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
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_examine_and_tell, args=(sender, path, name, base))
    child.start()
    sender.close()
    try:
        waited = 0.0
        while not receiver.poll(_TICK):
            still_wanted()
            waited += _TICK
            if waited > LONGEST:
                raise TooSlow(name, "đọc tệp quá lâu")
        found: tuple[Extraction | FailedSource, ...] = receiver.recv()
        return found
    except EOFError:
        reason = "tệp hỏng: chương trình đọc tệp dừng đột ngột"
        return (FailedSource(name=name, code=DamagedFile.code, reason=reason),)
    finally:
        receiver.close()
        child.kill()
        child.join()


def _examine_and_tell(tell: Connection, path: Path, name: str, base: Path | None) -> None:
    if base is None:
        tell.send(tuple(extract_file(path, name)))
        return
    from bot.assistant.own_file import hold

    tell.send(hold(base, path, name))
