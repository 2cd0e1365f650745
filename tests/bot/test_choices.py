"""Choosing among readings: by number, in words, in the terminal. Buttons: the transcript can-bo.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant.choices import chosen
from bot.assistant.models import Action
from bot.commands.asking import talk
from bot.config import Settings
from tests.bot.scripted import ScriptedAssistant

OFFERED = (
    Action(label="Nghị quyết số 57-NQ/TW", question="Nghị quyết 57 ghi thế nào?"),
    Action(label="Hồ sơ trực tuyến", question="Hồ sơ trực tuyến đạt bao nhiêu?"),
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 0),
        ("2.", 1),
        (" 2 ", 1),
        ("2)", 1),
        ("ho so truc tuyen", 1),
        ("NGHỊ QUYẾT SỐ 57-NQ/TW", 0),
        ("0", None),
        ("3", None),
        ("57", None),
        ("hồ sơ", None),
        ("", None),
    ],
)
def test_chosen(text: str, number: int | None) -> None:
    assert chosen(OFFERED, text) == (None if number is None else OFFERED[number])


def test_nothing_offered_nothing_chosen() -> None:
    assert chosen((), "1") is None


def test_terminal_numbers_the_readings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = iter(["tư liệu đó ghi sao?", "2", "2", "/thoat"])
    brain = ScriptedAssistant()
    monkeypatch.setattr("builtins.input", lambda _: next(said))
    monkeypatch.setattr("bot.wiring.assistant", lambda _: brain)
    assert talk(Settings(data=tmp_path), "officer", None) == 0
    assert [question.text for question in brain.asked] == [
        "tư liệu đó ghi sao?",
        "Hồ sơ trực tuyến đạt bao nhiêu?",
        "2",
    ]
    assert "  2. Hồ sơ trực tuyến" in capsys.readouterr().out
