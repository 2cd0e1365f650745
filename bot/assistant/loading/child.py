"""Work in a process of its own: answers go on beside it, and it can be stopped at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any


@contextmanager
def child(work: Callable[..., None], *arguments: Any) -> Iterator[Connection]:
    """Run `work(connection, *arguments)`, a function of a module, and hear what it sends until EOFError says
    that it has ended. Leaving the block stops it and every process that it has started."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_begin, args=(work, sender, *arguments))
    process.start()
    sender.close()
    try:
        yield receiver
    finally:
        receiver.close()
        assert process.pid is not None
        try:
            os.killpg(process.pid, signal.SIGTERM)  # also where it died and left some behind
        except ProcessLookupError:  # it has not come so far as to lead a group
            process.kill()
        process.join()


def _begin(work: Callable[..., None], sender: Connection, *arguments: Any) -> None:
    os.setpgrp()
    os.register_at_fork(after_in_child=sender.close)  # else those it forks would keep EOF from being heard
    work(sender, *arguments)
