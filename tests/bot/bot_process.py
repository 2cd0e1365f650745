"""The bot as a process of its own that a test can kill:  python -m tests.bot.bot_process URL DATA"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from bot.telegram.application import open_store, run_bot
from bot.telegram.turn import TelegramSettings
from tests.bot.scripted import ScriptedAssistant
from tests.bot.telegram_bot import ADMIN
from tests.fakes.telegram_server import TOKEN


def main(url: str, data: Path) -> None:
    settings = TelegramSettings(
        token=TOKEN,
        data=data,
        admins=frozenset({ADMIN}),
        api_url=url,
        poll_timeout=2,
        read_timeout=1,
        retry_pause=0.05,
        messages_per_second=0,
    )
    settings = replace(settings, questions_per_minute=1000)
    run_bot(settings, ScriptedAssistant(), open_store(data, settings.admins))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
