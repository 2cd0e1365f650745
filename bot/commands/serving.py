"""`run`: the bot, or the terminal chat where no token is set."""

from __future__ import annotations

import argparse
import shutil
from threading import Timer
from typing import TYPE_CHECKING, Any

from bot import texts
from bot.config import Settings

if TYPE_CHECKING:
    from bot.assistant.service import Assistant


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
    assistant = wiring.assistant(settings)
    _prepare(assistant)
    run_bot(telegram, assistant, store)
    return 0


_CALM = 5.0
"""Seconds after the start: what waited for an answer comes first."""


def _prepare(assistant: Assistant) -> None:
    """Do beside the first answers what the first chart and the first check of all reports would wait for."""
    from bot.rendering import chart

    def work() -> None:
        chart.prepare()
        assistant.look_ahead()

    timer = Timer(_CALM, work)
    timer.daemon = True
    timer.start()


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
