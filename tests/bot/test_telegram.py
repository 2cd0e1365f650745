"""Conversations with the bot over a real socket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.scripted import ScriptedAssistant
from tests.bot.telegram_bot import ADMIN, member, running, settings
from tests.fakes.telegram_server import FakeTelegram
from tests.fakes.telegram_user import TelegramUser


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server
        assert server.invalid == []


async def test_a_question_gets_typing_and_a_sourced_answer(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer", "phường Minh Tân")
        reply = await officer.asks("nq57 ghi the nao")
        assert "Nghị quyết số 57-NQ/TW ngày 22/12/2024" in reply.text
        assert "<blockquote expandable>" in reply.html
        assert [b.get("copy_text", {}).get("text") for row in reply.keyboard for b in row][1] == (
            "Nghị quyết số 57-NQ/TW"
        )
    methods = [call.method for call in telegram.calls]
    assert methods.index("sendChatAction") < methods.index("sendMessage")


async def test_strangers_are_turned_away_and_admitted_by_a_button(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    assistant = ScriptedAssistant()
    async with running(settings(telegram, tmp_path), assistant) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        stranger = TelegramUser(telegram, 99, "Khách")
        reply = await stranger.asks("nq57")
        assert "chỉ phục vụ cán bộ đã được cấp quyền" in reply.text
        assert assistant.asked == []
        await stranger.press("Xin cấp quyền")
        await stranger.hears()
        await admin.hears()
        await admin.press("Duyệt: cán bộ")
        welcome = (await stranger.hears())[0]
        assert "cán bộ" in welcome.text
        assert store.people.find(99).role == "officer"  # type: ignore[union-attr]
