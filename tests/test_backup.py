"""A backup made as docs/operate.md says, while the bot runs, brings everything back on another machine."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot import wiring
from bot.assistant import reload
from bot.assistant.models import Question, Role
from bot.assistant.service import Assistant
from bot.config import Settings
from bot.telegram.application import open_store
from knowledge import sample_corpus

QUESTION = Question(text="Mai Khê có bao nhiêu tổ công nghệ số cộng đồng?")


def settings_for(data: Path) -> Settings:
    settings = Settings()
    settings.data, settings.knowledge_folder, settings.openai_key = data, None, None
    return settings


def loaded(settings: Settings) -> Assistant:
    reload.load(wiring.knowledge_base(settings), [settings.folder], wiring.embedder(settings))
    return wiring.assistant(settings)


def test_restored_from_documents_and_people(tmp_path: Path) -> None:
    old, backup, new = (settings_for(tmp_path / name) for name in ("old", "backup", "new"))
    shutil.copytree(sample_corpus.folder(), old.folder)
    before = loaded(old).answer(QUESTION)
    running = open_store(old.data, frozenset({1}))
    code = running.people.invite(1, Role.SUPERVISOR, commune=None, lifetime=3600)

    shutil.copytree(old.folder, backup.folder)
    with (
        closing(sqlite3.connect(old.data / "people.sqlite")) as source,
        closing(sqlite3.connect(backup.data / "people.sqlite")) as target,
    ):
        source.backup(target)
    shutil.copytree(backup.data, new.data)

    assert loaded(new).answer(QUESTION) == before
    restored = open_store(new.data, frozenset({1}))
    person = restored.people.redeem(code, 2, "Lê Thu")
    assert person is not None and person.role is Role.SUPERVISOR
