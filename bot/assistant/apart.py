"""Loading in a process of its own, so that answers go on beside it and it can be stopped at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from bot.assistant import reload
from bot.assistant.load_report import LoadReport
from bot.assistant.readers import Progress, Tell
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
    """`reload.load` in a child process. An exception raised by `progress` stops the load; the old
    generation then goes on serving. Raises what `load` raises."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_load_and_tell, args=(sender, data, tuple(paths), embedder, add))
    child.start()
    sender.close()
    try:
        while True:
            told = receiver.recv()
            if isinstance(told, Progress):
                progress(told)
            elif isinstance(told, LoadReport):
                return told
            else:
                raise told
    except EOFError:
        raise KnowledgeBaseError(f"{data}: tiến trình nạp dừng đột ngột; kho cũ vẫn phục vụ") from None
    finally:
        receiver.close()
        if child.is_alive() and child.pid is not None:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
        child.join()


def _load_and_tell(
    tell: Connection, data: Path, paths: Sequence[Path], embedder: Embedder, add: bool
) -> None:
    os.setpgrp()  # so that stopping it stops the readers it started, too
    base = KnowledgeBase(data, embedder)
    try:
        tell.send(reload.load(base, paths, embedder, add=add, progress=tell.send))
    except AssistantError as error:
        tell.send(error)
