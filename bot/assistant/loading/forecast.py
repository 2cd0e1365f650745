"""What a load would meet, before it is begun: files that cannot be read, page images to be recognised.

The files are opened by the readers of the load, in a process of its own, which imports this module and no
more.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from bot.assistant.loading.child import child
from bot.assistant.loading.workers import TICK, Progress, Tell, each, killed
from knowledge.models import FailedSource
from knowledge.reading import PageProgress, ReadingLimits
from knowledge.reading.glance import Glance, glance

if TYPE_CHECKING:
    from bot.assistant.loading.load_report import Change
    from retrieval.base import KnowledgeBase

LONGEST = 30.0
"""Seconds that whoever asked is kept waiting: then it is told how many files were looked at."""


@dataclass(frozen=True)
class Forecast:
    """What a load would report of the whole base: `failed`, and the pages it would recognise, as far as known
    after a look at `looked` of the `total` files that it would read."""

    failed: tuple[FailedSource, ...]
    ocr_pages: int
    looked: int
    total: int

    @property
    def complete(self) -> bool:
        """Every file was looked at."""
        return self.looked == self.total


def forecast(
    base: KnowledgeBase,
    change: Change,
    tell: Tell = lambda _: None,
    *,
    limits: ReadingLimits | None = None,
    seconds: float = LONGEST,
) -> Forecast:
    """Look at the files that the load would read, no longer than `seconds`. `tell` is called at least every
    `TICK` seconds and may raise to stop."""
    failures = base.catalog.known_failures()
    hashes = {held.path: held.file_hash for held in change.unread}
    looked = pages = 0
    for name, found in _look([(name, change.files[name]) for name in hashes], limits, tell, seconds):
        looked += 1
        pages += found.ocr_pages
        failures[hashes[name]] = [
            failure.model_copy(update={"name": failure.name.removeprefix(name)})
            for failure in sorted(found.failed, key=lambda failure: failure.name)
        ]
    failed = tuple(
        failure.model_copy(update={"name": held.path + failure.name})
        for held in change.holdings
        for failure in failures.get(held.file_hash, ())
    )
    return Forecast(failed, pages, looked, len(hashes))


def _look(
    files: Sequence[tuple[str, Path]], limits: ReadingLimits | None, tell: Tell, seconds: float
) -> Iterator[tuple[str, Glance]]:
    """A glance at each file, in order; ends early at the time bound, or where the process that looks dies."""
    if not files:
        return
    end = time.monotonic() + seconds
    with child(_look_and_tell, files, limits) as heard:
        done = 0
        while time.monotonic() < end:
            tell(Progress("looking", done, len(files)))
            try:
                if heard.poll(TICK):
                    yield heard.recv()
                    done += 1
            except EOFError:
                return


def _look_and_tell(tell: Connection, files: Sequence[tuple[str, Path]], limits: ReadingLimits | None) -> None:
    for name, found in each(files, _glance, limits, lambda _: None, fork=True):
        tell.send((name, Glance((killed(name),)) if found is None else found))


def _glance(
    path: Path, name: str, limits: ReadingLimits | None, progress: Callable[[PageProgress], None]
) -> Glance:
    return glance(path, name, limits=limits)
