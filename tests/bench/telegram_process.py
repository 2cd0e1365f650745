"""The bot under load in a process of its own; says at its end how it fared:
python -m tests.bench.telegram_process URL DATA FOLDER
Without arguments: an event loop with nothing to do, to tell what the machine itself holds up.

The last line of its output is JSON: the longest time the event loop did not get round (ms), and resident
memory (MB) by the number of updates answered.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.assistant.service import Assistant
from bot.telegram.application import open_store, serve
from bot.telegram.turn import TelegramSettings
from retrieval.base import KnowledgeBase
from retrieval.embed import LocalEmbedder
from tests.bot.telegram_bot import ADMIN
from tests.fakes.telegram_server import TOKEN

TICK = 0.005


class Watch:
    """The longest delay of a timer, and the memory of the process now and then."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.memory: list[int] = []

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Measure from SIGUSR1 on: before it, the process starts."""
        begin = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, begin.set)
        task = asyncio.create_task(self._run(begin))
        yield
        task.cancel()

    async def _run(self, begin: asyncio.Event) -> None:
        await begin.wait()
        sampled = 0.0
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            late = time.perf_counter() - before - TICK
            self.longest = max(self.longest, late)
            if before - sampled > 1:
                sampled = before
                self.memory.append(_resident())


def _resident() -> int:
    """Resident memory in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 // 2**20


async def _main(url: str, data: Path, folder: Path) -> None:
    embedder = LocalEmbedder()
    assistant = Assistant(KnowledgeBase(data, embedder), embedder, folder)
    assistant.status()
    settings = TelegramSettings(
        token=TOKEN,
        data=data,
        admins=frozenset({ADMIN}),
        api_url=url,
        questions_per_minute=100_000,
        questions_per_day=1_000_000,
        messages_per_second=0,
    )
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    store = open_store(data, settings.admins)
    watch = Watch()
    async with watch.running():
        await serve(settings, assistant, store, stop)
    print(json.dumps({"stall_ms": round(watch.longest * 1000), "memory_mb": watch.memory}))


async def _idle() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    watch = Watch()
    async with watch.running():
        await stop.wait()
    print(json.dumps({"stall_ms": round(watch.longest * 1000)}))


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])) if sys.argv[1:] else _idle())
