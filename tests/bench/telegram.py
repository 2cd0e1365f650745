"""The Telegram bot under load, default mode, against the fake Bot API server: questions at a steady pace;
then 100 users who each wait for their answer before they ask the next, alone and beside a reload; then many
updates for memory."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from bot.telegram.application import open_store
from knowledge import sample_corpus
from tests.bot.telegram_bot import ADMIN, member
from tests.fakes.telegram_server import FakeTelegram
from tests.fakes.telegram_user import TelegramUser

ROOT = Path(__file__).parents[2]
USERS, QUESTIONS, UPDATES = 100, 1000, 10_000
STEADY, PER_SECOND = 300, 10
ASKED = (
    "nq57 ghi trong bao cao the nao cho dung",
    "Báo cáo cần nêu những chỉ tiêu nào?",
    "Xã nào có tổ công nghệ số cộng đồng?",
    "Khó khăn, vướng mắc các xã nêu là gì?",
    "Cơ quan nào chủ trì bảo đảm an toàn thông tin?",
)


def run() -> list[str]:
    """Lines for the report of `make bench`."""
    return asyncio.run(_run())


async def _run() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        data, documents = Path(folder) / "data", Path(folder) / "knowledge"
        shutil.copytree(sample_corpus.folder(), documents)
        await _baocao("reload", str(documents), "--data", str(data))
        async with FakeTelegram() as telegram, AsyncExitStack() as held:
            store = open_store(data, frozenset({ADMIN}))
            users = [await member(telegram, store, 1000 + n, f"Cán bộ {n}", "officer") for n in range(USERS)]
            admin = await member(telegram, store, ADMIN, "Quản trị", "admin")
            process = await held.enter_async_context(_watched(telegram.url, str(data), str(documents)))
            idle = await held.enter_async_context(_watched())
            await users[0].asks(ASKED[0])
            for watched in (process, idle):
                watched.send_signal(signal.SIGUSR1)
            lines = [_line(f"{PER_SECOND} a second", *await _steady(users))]
            lines.append(_line("as fast as answers come", *await _load(users)))
            lines.append(_line("beside a reload", *await _beside_reload(users, admin, documents)))
            lines.append(await _many_updates(users))
            told, beside = await _told(process), await _told(idle)
        memory = told["memory_mb"]
        quarter = memory[len(memory) // 4 :]
        lines.append(
            f"telegram: longest event-loop stall {told['stall_ms']} ms, reload included "
            f"({beside['stall_ms']} ms in a process that does nothing); "
            f"memory after the first quarter {quarter[0]} MB, "
            f"at the end {quarter[-1]} MB, peak {max(memory)} MB"
        )
        assert telegram.invalid == []
        return lines


async def _load(users: list[TelegramUser]) -> tuple[list[float], float]:
    """Seconds from each update to its answer, and in all."""
    started = time.perf_counter()
    waits = await asyncio.gather(*(_ask(user, n) for n, user in enumerate(users)))
    return [wait for one in waits for wait in one], time.perf_counter() - started


async def _steady(users: list[TelegramUser]) -> tuple[list[float], float]:
    """The same for questions that come at a steady pace, a third of what Telegram lets the bot send."""
    started = time.perf_counter()
    asking = []
    for number in range(STEADY):
        asking.append(asyncio.create_task(_once(users[number % USERS], number)))
        await asyncio.sleep(max(0.0, started + (number + 1) / PER_SECOND - time.perf_counter()))
    return list(await asyncio.gather(*asking)), time.perf_counter() - started


async def _once(user: TelegramUser, number: int) -> float:
    started = time.perf_counter()
    await user.asks(ASKED[number % len(ASKED)])
    return time.perf_counter() - started


async def _ask(user: TelegramUser, number: int) -> list[float]:
    return [await _once(user, number + turn) for turn in range(QUESTIONS // USERS)]


async def _beside_reload(
    users: list[TelegramUser], admin: TelegramUser, documents: Path
) -> tuple[list[float], float]:
    """The same while an admin loads changed documents."""
    for path in documents.glob("*.txt"):
        path.write_bytes(path.read_bytes() + b"\n")
    difference = await admin.asks("/naplai")
    await admin.telegram.until(lambda: "Nạp" in str(difference.keyboard))
    await admin.press("Nạp")
    loaded = await _load(users)
    await admin.telegram.until(
        lambda: any("Đã chuyển sang bản mới" in message.text for message in admin.messages), seconds=120
    )
    return loaded


async def _many_updates(users: list[TelegramUser]) -> str:
    """Ten thousand updates in all, for the memory."""
    started = time.perf_counter()
    rest = (UPDATES - 2 * QUESTIONS - STEADY) // USERS

    async def chatter(user: TelegramUser) -> None:
        for _ in range(rest):
            await user.asks("/moi")

    await asyncio.gather(*(chatter(user) for user in users))
    seconds = time.perf_counter() - started
    return f"telegram: {rest * USERS} further updates at {rest * USERS / seconds:.0f}/s"


def _line(name: str, waits: list[float], seconds: float) -> str:
    cuts = statistics.quantiles(waits, n=100)
    p50, p95, p99 = (round(cuts[n - 1] * 1000) for n in (50, 95, 99))
    return (
        f"telegram: {len(waits)} questions of {USERS} users, {name}: {len(waits) / seconds:.0f} answers/s, "
        f"update to sendMessage p50 {p50} ms, p95 {p95} ms, p99 {p99} ms"
    )


@asynccontextmanager
async def _watched(*arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot, or an idle loop, in a process that does not outlive a failed measurement."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.telegram_process",
        *arguments,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _told(process: asyncio.subprocess.Process) -> Any:
    process.terminate()
    output, _ = await process.communicate()
    return json.loads(output.decode().splitlines()[-1])


async def _baocao(*arguments: str) -> Any:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
    )
    assert await process.wait() == 0
