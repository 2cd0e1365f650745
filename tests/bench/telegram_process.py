"""The bot under load in a process of its own; says at its end how it fared:
python -m tests.bench.telegram_process URL DATA FOLDER

The last line of its output is JSON: the longest time the event loop did not get round (ms), and resident
memory (MB) by the number of updates answered.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
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

    async def run(self) -> None:
        """Measure until cancelled."""
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
    # The first question loads the corpus; that is start-up, not load.
    serving = asyncio.create_task(serve(settings, assistant, store, stop))
    await asyncio.sleep(1)
    watching = asyncio.create_task(watch.run())
    await serving
    watching.cancel()
    print(json.dumps({"stall_ms": round(watch.longest * 1000), "memory_mb": watch.memory}))


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
