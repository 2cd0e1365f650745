"""Conversations with the bot over a real socket: asking, buttons, groups, limits."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.rendering.pieces import PIECE_UNITS, units
from tests.bot.scripted import ScriptedAssistant, StreamingScriptedAssistant
from tests.bot.telegram_bot import ADMIN, member, running, settings
from tests.fakes.telegram_check import INLINE_TAGS, parse_html
from tests.fakes.telegram_server import FakeTelegram
from tests.fakes.telegram_user import TelegramUser

GROUP = -1001


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
        copied = [b["copy_text"]["text"] for row in reply.keyboard for b in row if "copy_text" in b]
        assert copied[1] == "Nghị quyết số 57-NQ/TW"
    methods = [call.method for call in telegram.calls]
    assert methods.index("sendChatAction") < methods.index("sendMessage")


async def test_the_person_asks_with_role_commune_and_history(telegram: FakeTelegram, tmp_path: Path) -> None:
    assistant = ScriptedAssistant()
    async with running(settings(telegram, tmp_path), assistant) as store:
        officer = await member(telegram, store, 7, "Lan", "officer", "phường Minh Tân")
        await officer.asks("nq57 ghi the nao")
        await officer.asks("hồ sơ trực tuyến?")
        await officer.asks("/moi")
        await officer.asks("thế trước đó?")
    assert [q.history for q in assistant.asked] == [(), ("nq57 ghi the nao",), ()]
    assert {(q.role, q.commune, q.interactive) for q in assistant.asked} == {
        ("officer", "phường Minh Tân", True)
    }


async def test_an_edited_question_is_answered_again(telegram: FakeTelegram, tmp_path: Path) -> None:
    assistant = ScriptedAssistant()
    async with running(settings(telegram, tmp_path), assistant) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        message_id = telegram.next_message_id() + 1
        await officer.asks("nq75 ghi the nao")
        await officer.edit(message_id, "nq57 ghi the nao")
        reply = (await officer.hears())[0]
        assert reply.reply_to == message_id
        assert "57-NQ/TW" in reply.text
        assert assistant.asked[1].history == ()


async def test_a_long_answer_goes_rich_or_in_pieces(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        rich = await officer.asks("giải pháp nào")
        assert rich.rich
        telegram.rich = False
        await officer.say("giải pháp nào")
        first, second = await officer.hears(2)
    assert not first.keyboard
    assert second.keyboard
    assert units(first.text) <= PIECE_UNITS
    assert "<chuyển đổi số> &" in parse_html(first.html, INLINE_TAGS)
    assert "19. " in second.text
    assert "19. " in rich.text


async def test_sources_are_turned_over_one_by_one(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        await officer.asks("ho so truc tuyen")
        await officer.press("Nguồn (2)")
        view = (await officer.hears())[0]
        assert "Nguồn 1/2" in view.text
        await officer.press("Sau")
        await telegram.until(lambda: "Nguồn 2/2" in view.text)
        assert "trang 3" in view.text
        assert "Đọc lại từ bản quét" in view.text


async def test_a_complaint_becomes_a_gold_question(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        await officer.asks("ho so truc tuyen")
        await officer.press("👎")
        why = (await officer.hears())[0]
        await officer.press("Sai số liệu")
        await telegram.until(lambda: why.edits == 1)
        complaint = await admin.asks("/gopy")
        assert "Sai số liệu" in complaint.text
        await admin.press("Giữ làm câu kiểm tra")
        await telegram.until(lambda: complaint.edits == 1)
        assert store.conversations.gold_questions() == ["ho so truc tuyen"]


async def test_in_a_group_only_members_who_address_the_bot_are_answered(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    assistant = ScriptedAssistant()
    async with running(settings(telegram, tmp_path), assistant) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        officer.chat_id = GROUP
        outsider = TelegramUser(telegram, 99, "Khách", chat_id=GROUP)
        await officer.say("nq57 ghi thế nào, các bạn?")
        await outsider.say("@baocao_bot nq57 ghi the nao")
        await officer.say("@baocao_bot hồ sơ trực tuyến")
        reply = (await officer.hears())[0]
        assert reply.reply_to is not None
        await outsider.press("👍")
        await telegram.until(lambda: bool(telegram.toasts))
        assert telegram.toasts == ["Nút này dành cho người đã hỏi."]
    assert [q.text for q in assistant.asked] == ["hồ sơ trực tuyến"]
    assert len(officer.messages) == 1


async def test_stop_drops_the_running_and_the_waiting_question(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    assistant = ScriptedAssistant(hold=threading.Event())
    async with running(settings(telegram, tmp_path), assistant) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        other = await member(telegram, store, 8, "Minh", "officer")
        await officer.say("nq57 một")
        await officer.say("nq57 hai")
        await telegram.until(lambda: len(telegram.calls) > 3 and len(assistant.asked) == 1)
        stopped = await officer.asks("/huy")
        assert "Đã dừng 2 việc" in stopped.text
        assert assistant.hold is not None
        assistant.hold.set()
        await other.asks("nq57")
        assert (await officer.asks("hồ sơ")).text.startswith("Trên 85 %")
    assert "nq57 hai" not in [q.text for q in assistant.asked]


async def test_an_answer_is_previewed_while_it_grows(telegram: FakeTelegram, tmp_path: Path) -> None:
    step = threading.Semaphore(0)
    assistant = StreamingScriptedAssistant(pace=step.acquire)
    async with running(settings(telegram, tmp_path), assistant) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        await officer.say("nq57")
        await telegram.until(lambda: bool(telegram.drafts.get(7)))
        assert "57-NQ/TW" in telegram.drafts[7][0]
        step.release(2)
        assert "Nguồn (1)" in (await officer.hears())[0].text

        officer.chat_id, officer.read = GROUP, 0
        await officer.say("@baocao_bot nq57")
        await telegram.until(lambda: bool(telegram.chats[GROUP]))
        shown = telegram.chats[GROUP][0]
        step.release(2)
        await telegram.until(lambda: "Nguồn (1)" in shown.text)
        assert len(telegram.chats[GROUP]) == 1


async def test_a_failure_gets_an_apology_with_a_reference(telegram: FakeTelegram, tmp_path: Path) -> None:
    assistant = ScriptedAssistant(broken=True)
    async with running(settings(telegram, tmp_path), assistant) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        update_id = await officer.say("nq57")
        reply = (await officer.hears())[0]
        assert f"Mã tra cứu: {update_id}" in reply.text
        assert "chỉ mục hỏng" not in reply.text
        assistant.broken = False
        assert "57-NQ/TW" in (await officer.asks("nq57")).text


async def test_questions_from_downtime_are_answered_with_an_apology(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    now = time.time()
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        await member(telegram, store, 7, "Lan", "officer")
    officer = TelegramUser(telegram, 7, "Lan", clock=lambda: now - 3 * 3600)
    await officer.say("nq57")
    officer.clock = lambda: now - 30 * 3600
    await officer.say("nq57 hôm qua")
    async with running(settings(telegram, tmp_path), ScriptedAssistant()):
        apology, reply, too_late = await officer.hears(3)
    assert "hệ thống vừa gián đoạn" in apology.text
    assert "57-NQ/TW" in reply.text
    assert "«nq57 hôm qua»" in too_late.text


async def test_too_many_questions_are_slowed_down(telegram: FakeTelegram, tmp_path: Path) -> None:
    configured = replace(settings(telegram, tmp_path), questions_per_minute=2)
    async with running(configured, ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        for _ in range(2):
            await officer.asks("nq57")
        assert "quá nhanh" in (await officer.asks("nq57")).text


async def test_someone_who_blocked_the_bot_holds_nobody_up(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        other = await member(telegram, store, 8, "Minh", "officer")
        telegram.blocked.add(7)
        await officer.say("nq57")
        assert "57-NQ/TW" in (await other.asks("nq57")).text
        await telegram.until(lambda: 403 in telegram.refused)
    assert store.journal.queue_lengths()["dropped"] == 1


async def test_erasure_leaves_nothing_but_the_audit_log(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        update_id = await officer.say("nq57")
        await officer.hears()
        asked = await officer.asks("/xoadulieu")
        await officer.press("Xóa")
        await telegram.until(lambda: asked.edits == 1)
        assert store.conversations.find(update_id) is None
        assert store.people.audit_log(1)[0].act == "erase"
