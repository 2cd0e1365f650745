"""`run`: the bot, or the terminal chat where no token is set."""

from __future__ import annotations

import argparse
import shutil
from typing import Any

from bot import texts
from bot.config import Settings


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of this group."""
    parser = commands.add_parser("run", parents=[shared], help=texts.HELP_RUN)
    parser.add_argument("--with-sample-corpus", action="store_true", help=texts.HELP_SAMPLE)
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace, settings: Settings) -> int:
    if chosen.with_sample_corpus:
        _load_sample(settings)
    if settings.telegram_token is None:
        print(texts.NO_TOKEN)
        if chosen.with_sample_corpus:
            from bot.commands.asking import talk

            return talk(settings, "officer", None)
        return 1
    from bot import wiring
    from bot.telegram.application import open_store, run_bot

    telegram = wiring.telegram_settings(settings)
    store = open_store(settings.data, settings.admins)
    run_bot(telegram, wiring.assistant(settings), store)
    return 0


def _load_sample(settings: Settings) -> None:
    """Put the sample corpus into the knowledge folder and load it, where nothing was loaded yet."""
    from bot import wiring
    from bot.assistant import reload
    from knowledge import sample_corpus
    from retrieval import build

    if build.current(settings.data) is not None:
        return
    if not settings.folder.exists():
        shutil.copytree(sample_corpus.folder(), settings.folder)
    base = wiring.knowledge_base(settings)
    report = reload.load(base, [settings.folder], wiring.embedder(settings))
    print(texts.SAMPLE_LOADED.format(count=len(report.change.added), data=settings.data))
