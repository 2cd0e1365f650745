"""People, roles and the knowledge base in the hands of admins, over a real socket."""

from __future__ import annotations

import re
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time as dtime
from pathlib import Path
from typing import Any

import pytest

from bot.assistant.models import Role
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
        report = (await admin.hears())[0]
        await telegram.until(lambda: "Đã chuyển sang bản mới" in report.text)
        assert "hong.pdf: tệp có mật khẩu" in report.text
        assert assistant.generation == 2
        await admin.press("Quay lại bản trước")
        assert "Đã quay lại bản kho g1" in (await admin.hears())[0].text
        assert [entry.act for entry in store.people.audit_log(2)] == ["rollback", "reload"]


async def test_questions_are_answered_during_a_load_which_can_be_stopped(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    assistant = ScriptedAssistant(pending=change("a.txt", "b.txt"))
    configured = replace(settings(telegram, tmp_path), admins=frozenset({ADMIN, ADMIN + 1}))
    async with running(configured, assistant) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        second = await member(telegram, store, ADMIN + 1, "Phó", "admin")
        await admin.asks("/naplai")
        await second.asks("/naplai")
        assistant.hold = threading.Event()
        await admin.press("Nạp")
        progress = (await admin.hears())[0]
        assert "Hủy" in str(progress.keyboard)
        await second.press("Nạp")
        assert "Đang có một lần nạp khác" in (await second.hears())[0].text
        hold, assistant.hold = assistant.hold, None
        assert "57-NQ/TW" in (await admin.asks("nq57")).text
        await admin.press("Hủy")
        await telegram.until(lambda: bool(telegram.toasts))
        hold.set()
        await telegram.until(lambda: "Đã hủy lần nạp" in progress.text)
        assert assistant.generation == 1


@pytest.mark.parametrize(
    "words", ["/trangthai", "file nào lỗi khi nạp, liệt kê ra", "kho hien co bao nhieu van ban"]
)
async def test_status_names_documents_and_failures(
    telegram: FakeTelegram, tmp_path: Path, words: str
) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        status = (await admin.asks(words)).text
    assert "1 văn bản" in status
    assert "bao-cao-minh-tan.docx: Báo cáo, phường Minh Tân" in status
    assert "hong.pdf: tệp có mật khẩu" in status


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


async def test_an_empty_folder_empties_no_base(telegram: FakeTelegram, tmp_path: Path) -> None:
    """A disk that is not mounted looks like a folder without files."""
    telegram.chats[ADMIN] = []
    assistant = ScriptedAssistant(pending=replace(change("moi.docx"), holdings=()))
    configured = replace(settings(telegram, tmp_path), watch_seconds=0.01)
    async with running(configured, assistant) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        for _ in range(5):
            await admin.asks("/moi")
    assert assistant.generation == 1
