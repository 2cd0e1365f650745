"""The bot as a process of its own that a test can kill:

    python -m tests.bot.bot_process URL DATA [FOLDER]

With a knowledge folder the real assistant answers from what is loaded in DATA, else the scripted one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.telegram.application import open_store, run_bot
from bot.telegram.turn import Assistant, TelegramSettings
from tests.bot.scripted import ScriptedAssistant
from tests.bot.telegram_bot import ADMIN
from tests.fakes.telegram_server import TOKEN


def main(url: str, data: Path, folder: Path | None) -> None:
    settings = TelegramSettings(
        token=TOKEN,
        data=data,
        admins=frozenset({ADMIN}),
        api_url=url,
        poll_timeout=2,
        read_timeout=1,
        retry_pause=0.05,
        messages_per_second=0,
        questions_per_minute=1000,
    )
    assistant = ScriptedAssistant() if folder is None else _real(data, folder)
    run_bot(settings, assistant, open_store(data, settings.admins))


def _real(data: Path, folder: Path) -> Assistant:
    from bot.assistant.service import Assistant as Service
    from retrieval.base import KnowledgeBase
    from retrieval.embed import LocalEmbedder

    embedder = LocalEmbedder()
    return Service(KnowledgeBase(data, embedder), embedder, folder)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
