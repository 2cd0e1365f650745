"""People, roles and the knowledge base in the hands of admins, over a real socket."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import time as dtime
from pathlib import Path
from typing import Any

import pytest

from bot.assistant.loading.load_report import LoadReport
from bot.assistant.loading.workers import Progress
from bot.assistant.models import Role
from knowledge.errors import KnowledgeBaseError
from tests.bot.scripted import ScriptedAssistant, change
from tests.bot.telegram_bot import ADMIN, member, running, settings
from tests.fakes.telegram_server import FakeTelegram
from tests.fakes.telegram_user import TelegramUser


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server
        assert server.invalid == []


async def test_strangers_are_turned_away_and_admitted_by_a_button(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    assistant = ScriptedAssistant()
    async with running(settings(telegram, tmp_path), assistant) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        stranger = TelegramUser(telegram, 99, "Khách")
        reply = await stranger.asks("nq57")
        assert "chỉ phục vụ cán bộ đã được cấp quyền" in reply.text
        await stranger.press("Xin cấp quyền")
        await stranger.hears()
        request = (await admin.hears())[0]
        await admin.press("Duyệt: cán bộ")
        assert "cán bộ" in (await stranger.hears())[0].text
        await telegram.until(lambda: "chat 99" in telegram.menus and request.edits == 1)
        assert "naplai" not in telegram.menus["chat 99"]
        notice = await stranger.asks("nq57")
        assert "bí mật nhà nước" in notice.text
        assert assistant.asked == []
        await stranger.press("đồng ý")
        assert "57-NQ/TW" in (await stranger.hears())[0].text
        assert store.people.find(99).role is Role.OFFICER  # type: ignore[union-attr]


async def test_an_invitation_lets_one_person_in_once(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        link = await admin.asks("/moinguoi lãnh đạo theo dõi phường Minh Tân")
        code = re.search(r"start=(\S+)", link.text)[1]  # type: ignore[index]
        guest, thief = TelegramUser(telegram, 50, "Hoa"), TelegramUser(telegram, 51, "Kẻ lạ")
        assert "bí mật nhà nước" in (await guest.asks(f"/start {code}")).text
        assert "không đúng, đã hết hạn hoặc đã được dùng" in (await thief.asks(f"/start {code}")).text
        person = store.people.find(50)
        assert person is not None
        assert (person.role, person.commune) == (Role.SUPERVISOR, "phường Minh Tân")
        assert [entry.act for entry in store.people.audit_log(2)] == ["join", "invite"]
        assert code not in (tmp_path / "people.sqlite").read_bytes().decode("latin-1")


async def test_an_expired_invitation_is_refused(telegram: FakeTelegram, tmp_path: Path) -> None:
    configured = replace(settings(telegram, tmp_path), invitation_lifetime=-1)
    async with running(configured, ScriptedAssistant()) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        await admin.asks("/moinguoi")
        await admin.press("Cán bộ")
        link = (await admin.hears())[0]
        code = re.search(r"start=(\S+)", link.text)[1]  # type: ignore[index]
        reply = await TelegramUser(telegram, 50, "Hoa").asks(f"/start {code}")
        assert "đã hết hạn" in reply.text


async def test_a_role_is_withdrawn_at_once_and_the_configured_admin_stays(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    assistant = ScriptedAssistant()
    async with running(settings(telegram, tmp_path), assistant) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        officer = await member(telegram, store, 7, "Lan", "officer")
        listed = await admin.asks("/nguoidung")
        assert "Lan (mã 7): cán bộ" in listed.text
        await admin.press("Lan")
        await admin.hears()
        await admin.press("Thu hồi quyền")
        assert "thu hồi" in (await officer.hears())[0].text
        assert "chỉ phục vụ" in (await officer.asks("nq57")).text
        assert assistant.asked == []
        await admin.press("Quản")
        await admin.hears()
        await admin.press("Thu hồi quyền")
        assert "BAOCAO_ADMINS" in (await admin.hears())[0].text


@pytest.mark.parametrize("command", ["/naplai", "/reload", "/nguoidung", "/nhatky", "/gopy", "/moinguoi"])
async def test_officers_may_not_administer(telegram: FakeTelegram, tmp_path: Path, command: str) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant(pending=change("a.txt"))) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        assert "dành cho quản trị viên" in (await officer.asks(command)).text


async def test_help_lists_what_the_role_may_do(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        boss = await member(telegram, store, 8, "Hà", "supervisor")
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        texts = [(await user.asks("/help")).text for user in (officer, boss, admin)]
    assert ["/trangthai" in text for text in texts] == [False, True, True]
    assert ["/naplai" in text for text in texts] == [False, False, True]


@pytest.mark.parametrize(
    "words", ["/naplai", "/reload", "nạp lại kho văn bản đi, vừa thêm 2 báo cáo mới", "reload kb"]
)
async def test_reload_shows_the_difference_then_loads_and_reports(
    telegram: FakeTelegram, tmp_path: Path, words: str
) -> None:
    assistant = ScriptedAssistant(pending=change("bao-cao-an-phu.docx", "bao-cao-ha-dong.pdf"))
    async with running(settings(telegram, tmp_path), assistant) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        difference = await admin.asks(words)
        assert "+2 mới, 1 sửa, 0 xóa" in difference.text
        await admin.press("Nạp")
        await telegram.until(lambda: "Đã chuyển sang bản mới" in difference.text)
        assert "hong.pdf: tệp có mật khẩu" in difference.text
        assert assistant.generation == 2
        await admin.press("Quay lại bản trước")
        assert "Đã quay lại bản kho g1" in (await admin.hears())[0].text
        await admin.press("Quay lại bản trước")
        assert "không còn đang dùng" in (await admin.hears())[0].text
        assert assistant.generation == 1
        assert [entry.act for entry in store.people.audit_log(2)] == ["rollback", "reload"]


async def test_a_long_load_is_reported_in_a_message_that_rings(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    assistant = ScriptedAssistant(pending=change("a.txt"), seconds=90)
    async with running(settings(telegram, tmp_path), assistant) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        progress = await admin.asks("/naplai")
        await admin.press("Nạp")
        report = (await admin.hears())[0]
        assert "Đã chuyển sang bản mới" in report.text
        assert progress.text == "Đã nạp xong, báo cáo ở tin nhắn dưới đây."


async def test_questions_are_answered_during_a_load_which_can_be_stopped(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    assistant = ScriptedAssistant(pending=change("a.txt", "b.txt"))
    configured = replace(settings(telegram, tmp_path), admins=frozenset({ADMIN, ADMIN + 1}))
    async with running(configured, assistant) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        second = await member(telegram, store, ADMIN + 1, "Phó", "admin")
        progress, of_second = await admin.asks("/naplai"), await second.asks("/naplai")
        assistant.hold = threading.Event()
        await admin.press("Nạp")
        await telegram.until(lambda: "Đang đọc tệp" in progress.text)
        assert str(progress.keyboard).count("text") == 1 and "Hủy" in str(progress.keyboard)
        await second.press("Nạp")
        await telegram.until(lambda: "Đang có một lần nạp khác" in of_second.text)
        for refused in ("/naplai", "nạp lại kho đi"):
            assert "Đang có một lần nạp khác" in (await second.asks(refused)).text
        hold, assistant.hold = assistant.hold, None
        assert "57-NQ/TW" in (await admin.asks("nq57")).text
        await admin.press("Hủy")
        await telegram.until(lambda: bool(telegram.toasts))
        hold.set()
        await telegram.until(lambda: "Đã hủy lần nạp" in progress.text)
        assert assistant.generation == 1


@pytest.mark.parametrize("stop", ["the button", "/huy"])
@pytest.mark.parametrize("words", ["/naplai", "/reload", "nạp lại kho văn bản đi"])
async def test_a_long_look_into_the_files_shows_how_far_it_is_and_can_be_stopped(
    telegram: FakeTelegram, tmp_path: Path, words: str, stop: str
) -> None:
    assistant = ScriptedAssistant(pending=change("a.txt", "b.txt"), hold=threading.Event())
    begun = time.time()
    async with running(
        settings(telegram, tmp_path), assistant, lambda: begun + (30 if assistant.looking else 0)
    ) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        progress = await admin.asks(words)
        assert progress.text == "Đang xem trước 0/2 tệp mới hoặc đã sửa…"
        assert telegram.calls[-1].method == "sendMessage"
        assert "sendChatAction" in [call.method for call in telegram.calls]
        hold, assistant.hold = assistant.hold, None
        assert "57-NQ/TW" in (await admin.asks("nq57")).text
        if stop == "/huy":
            assert "Đã dừng 1 việc" in (await admin.asks(stop)).text
        else:
            await admin.press("Hủy")
        await telegram.until(lambda: "Đã dừng theo yêu cầu" in progress.text)
        assert hold is not None
        hold.set()
        assert progress.keyboard == []
        await admin.asks(words)
        await admin.press("Nạp")
        await telegram.until(lambda: assistant.generation == 2)


async def test_only_what_was_shown_is_loaded_and_only_once(telegram: FakeTelegram, tmp_path: Path) -> None:
    assistant = ScriptedAssistant(pending=change("a.txt"))
    async with running(settings(telegram, tmp_path), assistant) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        shown = await admin.asks("/naplai")
        assistant.pending = change("a.txt", "b.txt")
        await admin.press("Nạp")
        await telegram.until(lambda: "đã thay đổi từ lúc xem trước" in shown.text)
        assert "+2 mới" in shown.text and assistant.generation == 1
        first, second = await asyncio.gather(admin.press("Nạp"), admin.press("Nạp"))
        assert first != second
        await telegram.until(lambda: any("không có gì thay đổi" in toast for toast in telegram.toasts))
        assert "Đã chuyển sang bản mới" in shown.text
        assert assistant.generation == 2


@pytest.mark.parametrize("words", ["/trangthai", "kho hien co bao nhieu van ban"])
async def test_status_names_documents_and_failures(
    telegram: FakeTelegram, tmp_path: Path, words: str
) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        status = (await admin.asks(words)).text
    assert "1 văn bản" in status
    assert "bao-cao-minh-tan.docx: Báo cáo, phường Minh Tân" in status
    assert "hong.pdf: tệp có mật khẩu" in status


@pytest.mark.parametrize(
    "words",
    ["file nào lỗi khi nạp, liệt kê ra", "tep nao khong doc duoc", "có văn bản nào nạp bị lỗi không?"],
)
async def test_asked_for_the_failures_only_these_are_told(
    telegram: FakeTelegram, tmp_path: Path, words: str
) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        told = (await admin.asks(words)).text
    assert "1 tệp không đọc được:\n• hong.pdf: tệp có mật khẩu" in told
    assert "bao-cao-minh-tan.docx" not in told and "Hàng đợi" not in told


@pytest.mark.parametrize("schedule", [{"reload_at": dtime(0, 0)}, {"watch_seconds": 0.05}])
async def test_the_base_is_loaded_without_being_asked_and_admins_hear_of_it(
    telegram: FakeTelegram, tmp_path: Path, schedule: dict[str, Any]
) -> None:
    telegram.chats[ADMIN] = []
    assistant = ScriptedAssistant(pending=change("moi.docx"))
    async with running(replace(settings(telegram, tmp_path), **schedule), assistant) as store:
        admin = TelegramUser(telegram, ADMIN, "Quản")
        report = (await admin.hears())[0]
        assert "1 mới" in report.text
        await admin.press("Quay lại bản trước")
        assert "Đã quay lại" in (await admin.hears())[0].text
        assert [entry.actor for entry in store.people.audit_log(2)] == [ADMIN, 0]


@pytest.mark.parametrize("state", [{"holdings": ()}, {"taken_back": True}])
async def test_what_nobody_wants_is_not_loaded_unasked(
    telegram: FakeTelegram, tmp_path: Path, state: dict[str, Any]
) -> None:
    """A disk that is not mounted looks like a folder without files; what a rollback took back still lies in
    the folder."""
    telegram.chats[ADMIN] = []
    assistant = ScriptedAssistant(pending=replace(change("moi.docx"), **state))
    configured = replace(settings(telegram, tmp_path), watch_seconds=0.01)
    async with running(configured, assistant) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        for _ in range(5):
            await admin.asks("/moi")
    assert assistant.generation == 1


class Locked(ScriptedAssistant):
    """A base that another process is loading all the time."""

    def reload(self, progress: Callable[[Progress], None]) -> LoadReport:
        raise KnowledgeBaseError("đang được một tiến trình khác nạp")


async def test_a_load_that_fails_unasked_is_told_of_once(telegram: FakeTelegram, tmp_path: Path) -> None:
    telegram.chats[ADMIN] = []
    configured = replace(settings(telegram, tmp_path), watch_seconds=0.01)
    async with running(configured, Locked(pending=change("moi.docx"))) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        assert "Nạp không thành công" in (await admin.hears())[0].text
        for _ in range(10):
            await admin.asks("/moi")
    assert sum("Nạp không thành công" in message.text for message in admin.messages) == 1
