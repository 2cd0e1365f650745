"""Loading in a process of its own, so that answers go on beside it and it can be stopped at once."""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from bot.assistant import reload
from bot.assistant.loading.child import child
from bot.assistant.loading.load_report import LoadReport
from bot.assistant.loading.workers import TICK, Progress, Tell
from knowledge.errors import AssistantError, KnowledgeBaseError
from retrieval.base import KnowledgeBase
from retrieval.embed import Embedder


def load_apart(
    data: Path,
    paths: Sequence[Path],
    embedder: Embedder,
    progress: Tell = lambda _: None,
    *,
    add: bool = False,
) -> LoadReport:
    """`reload.load` in a child process. An exception raised by `progress`, which is called at least every
    `TICK` seconds, stops the load; the old generation then goes on serving. Raises what `load` raises."""
    told: object = Progress("beginning", 0, 0)
    with child(_load_and_tell, data, tuple(paths), embedder, add) as heard:
        while not isinstance(told, LoadReport):
            if isinstance(told, AssistantError):
                raise told
            assert isinstance(told, Progress)
            progress(told)
            try:
                if heard.poll(TICK):
                    told = heard.recv()
            except EOFError:
                raise KnowledgeBaseError(
                    f"{data}: tiến trình nạp dừng đột ngột; kho cũ vẫn phục vụ"
                ) from None
    return told


def _load_and_tell(
    tell: Connection, data: Path, paths: Sequence[Path], embedder: Embedder, add: bool
) -> None:
    base = KnowledgeBase(data, embedder)
    try:
        tell.send(reload.load(base, paths, embedder, add=add, progress=tell.send))
    except AssistantError as error:
        tell.send(error)
