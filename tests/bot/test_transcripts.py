"""Golden transcripts: what the bot says, as a reader sees it. `python -m tests.bot.scripts` writes them
anew; the difference is then there to be judged. Every script is played twice: by polling and by webhook."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.telegram.access import COMMANDS
from bot.telegram.routes import PRESSES
from tests.bot.scripts import SCRIPTS
from tests.bot.transcript import FOLDER, Press, Say, record

_RUNNING_ONLY = {"stop_reload"}
"""Buttons that stand only below work under way; test_telegram_admin.py presses them."""


@pytest.mark.parametrize("name", SCRIPTS)
async def test_transcript(name: str, tmp_path: Path) -> None:
    script, make = SCRIPTS[name]
    text, _ = await record(script, make(tmp_path), tmp_path)
    assert text == (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def test_every_command_is_in_a_transcript() -> None:
    said = {
        step.text.split()[0].removeprefix("/")
        for script, _ in SCRIPTS.values()
        for step in script.steps
        if isinstance(step, Say) and step.text.startswith("/")
    }
    assert set(COMMANDS) <= said


async def test_every_button_is_in_a_transcript_and_a_webhook_gives_the_same(tmp_path: Path) -> None:
    acts: set[str] = set()
    for name, (script, make) in SCRIPTS.items():
        if any(isinstance(step, Press) for step in script.steps):
            data = tmp_path / name
            text, pressed = await record(script, make(data), data, webhook=True)
            assert text == (FOLDER / f"{name}.md").read_text(encoding="utf-8")
            acts |= pressed
    assert acts | _RUNNING_ONLY == set(PRESSES) | {"access"}
