"""What a file holds, before it is taken in or reviewed: read in a process of its own, so that a file
that kills its reader, or takes too long, is only a failed file."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from knowledge.errors import ReadingError
from knowledge.ingest import extract_file
from knowledge.models import Citation, DocumentHeader, Fact, FailedSource, TextQuality

LONGEST = 600.0
"""Seconds one file may take; a scan of 200 pages takes about seven minutes."""
_TICK = 0.5


class Examined(Fact):
    """One document of a file, or why it cannot be read (`failure`; then the rest is empty)."""

    name: str
    failure: FailedSource | None = None
    header: DocumentHeader | None = None
    citations: tuple[Citation, ...] = ()
    figures: int = 0
    tasks: int = 0
    deadlines: int = 0
    quality: TextQuality | None = None


class TooSlow(ReadingError):
    """Reading was given up."""

    code = "too_slow"


def examine(path: Path, name: str, still_wanted: Callable[[], object]) -> tuple[Examined, ...]:
    """The documents of a file. `still_wanted` is called now and then and may raise to stop.

    Raises TooSlow after `LONGEST` seconds; a reader that dies yields a document with a failure.
    """
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_examine_and_tell, args=(sender, path, name))
    child.start()
    sender.close()
    try:
        waited = 0.0
        while not receiver.poll(_TICK):
            still_wanted()
            waited += _TICK
            if waited > LONGEST:
                raise TooSlow(name, "đọc tệp quá lâu")
        found: tuple[Examined, ...] = receiver.recv()
        return found
    except EOFError:
        reason = "tệp hỏng: chương trình đọc tệp dừng đột ngột"
        return (Examined(name=name, failure=FailedSource(name=name, code="damaged", reason=reason)),)
    finally:
        receiver.close()
        child.kill()
        child.join()


def _examine_and_tell(tell: Connection, path: Path, name: str) -> None:
    found = []
    for result in extract_file(path, name):
        if isinstance(result, FailedSource):
            found.append(Examined(name=result.name, failure=result))
            continue
        facts = result.facts
        found.append(
            Examined(
                name=result.source.name,
                header=facts.header,
                citations=facts.citations,
                figures=len(facts.figures),
                tasks=len(facts.tasks),
                deadlines=len(facts.deadlines),
                quality=facts.quality,
            )
        )
    tell.send(tuple(found))
