"""Questions about a file that somebody sent: answered from it alone, for its sender alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.assistant.models import Role
from bot.assistant.own_file import Meant, meant
from tests.bot.scripted import ScriptedAssistant
from tests.bot.telegram_bot import ADMIN, member, running, settings
from tests.fakes.telegram_server import FakeTelegram
from tests.fakes.telegram_user import TelegramUser

REPORT = """ỦY BAN NHÂN DÂN
XÃ LỘC KHÊ
Số: 45/BC-UBND
Lộc Khê, ngày 08 tháng 8 năm 2025

BÁO CÁO
Kết quả phát triển kinh tế - xã hội 6 tháng đầu năm 2025

Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị, UBND xã báo cáo như sau:
I. KẾT QUẢ
Toàn xã còn 37 hộ nghèo; 52 hộ cận nghèo. Dữ liệu trong kho dữ liệu dùng chung đã được làm sạch.
II. KHÓ KHĂN, VƯỚNG MẮC
Cán bộ kiêm nhiệm nhiều việc.
"""


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server
        assert server.invalid == []


async def _send(user: TelegramUser, caption: str = "") -> None:
    await user.send_file("bao cao.txt", REPORT.encode(), caption)
    preview = (await user.hears())[0]
    await user.telegram.until(lambda: "Báo cáo," in preview.text)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("báo cáo này của ai", Meant.FILE),
        ("so sánh tệp này với xã khác", Meant.FILE),
        ("so sánh hồ sơ trực tuyến", Meant.BASE),
        ("soạn mục khó khăn", Meant.BASE),
        ("nq57 ghi the nao cho dung", Meant.BASE),
        ("có bao nhiêu hộ nghèo?", Meant.EITHER),
        ("", Meant.EITHER),
    ],
)
def test_where_the_answer_is_to_come_from(text: str, source: Meant) -> None:
    assert meant(text) is source


async def test_an_officer_asks_about_a_file(telegram: FakeTelegram, tmp_path: Path) -> None:
    brain = ScriptedAssistant()
    async with running(settings(telegram, tmp_path), brain) as store:
        officer = await member(telegram, store, 7, "Lan", "officer", "phường Minh Tân")
        await _send(officer)
        cited = await officer.asks("báo cáo này viện dẫn những văn bản nào?")
        assert "Theo tệp của anh/chị, bao cao.txt" in cited.text
        assert "«Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị»" in cited.text
        poor = await officer.asks("có bao nhiêu hộ nghèo?")
        assert "37 hộ" in poor.text
        assert "(tệp của anh/chị: bao cao.txt)" in poor.text
        assert "👎" not in str(poor.keyboard)
        assert "52 hộ" in (await officer.asks("còn hộ cận nghèo?")).text
        assert brain.asked == []
        silent = await officer.asks("tệp này nêu bao nhiêu trường học?")
        assert "không nêu nội dung này" in silent.text
        await officer.press("Hỏi trong kho chung")
        assert "Kho chưa có thông tin" in (await officer.hears())[0].text
        # The conversation is now about the shared base, until the words say otherwise.
        assert "Kho chưa có" in (await officer.asks("có bao nhiêu hộ nghèo?")).text
        assert "37 hộ" in (await officer.asks("trong tệp có bao nhiêu hộ nghèo?")).text
        assert brain.asked[-1].history == ("tệp này nêu bao nhiêu trường học?",)


async def test_a_question_may_come_with_the_file(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        await officer.send_file("bao cao.txt", REPORT.encode(), "tóm tắt giúp mình báo cáo này")
        _, summary = await officer.hears(2)
        assert "Kết quả phát triển kinh tế - xã hội" in summary.text
        assert "II. KHÓ KHĂN, VƯỚNG MẮC" in summary.text


async def test_words_of_the_source_are_left_as_they_are(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        await _send(officer)
        answer = await officer.asks("tệp này nói gì về dữ liệu dùng chung")
        assert "trong kho dữ liệu dùng chung" in answer.text.split("Nguồn")[0]


async def test_nobody_else_is_answered_from_it(telegram: FakeTelegram, tmp_path: Path) -> None:
    brain = ScriptedAssistant()
    async with running(settings(telegram, tmp_path), brain) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        colleague = await member(telegram, store, 8, "Minh", "officer")
        await _send(officer)
        assert "37" not in (await colleague.asks("báo cáo này có bao nhiêu hộ nghèo?")).text
        in_group = TelegramUser(telegram, 7, "Lan", chat_id=-5)
        said = await in_group.asks("@baocao_bot báo cáo này có bao nhiêu hộ nghèo?")
        assert "37" not in said.text
        assert len(brain.asked) == 2


async def test_a_new_conversation_is_not_about_it(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        await _send(officer)
        await officer.asks("/moi")
        assert "Kho chưa có" in (await officer.asks("có bao nhiêu hộ nghèo?")).text


async def test_the_file_and_what_was_answered_from_it_expire(telegram: FakeTelegram, tmp_path: Path) -> None:
    now = 1_800_000_000.0
    configured = replace(settings(telegram, tmp_path), upload_lifetime=3600)
    async with running(configured, ScriptedAssistant(), lambda: now) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        officer.clock = lambda: now
        await _send(officer)
        asked = await officer.say("có bao nhiêu hộ nghèo?")
        assert "37 hộ" in (await officer.hears())[0].text
        now += 3601
        assert "37" not in (await officer.asks("báo cáo này có bao nhiêu hộ nghèo?")).text
        store.uploads.purge()
        assert store.conversations.find(asked) is None
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_admins_see_the_files_of_their_commune(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        lan = await member(telegram, store, 7, "Lan", "officer", "phường Minh Tân")
        minh = await member(telegram, store, 8, "Minh", "officer", "xã Sông La")
        nearby = await member(telegram, store, 9, "Hải", "admin", "phường Minh Tân")
        for_all = await member(telegram, store, ADMIN, "Quản", "admin")
        await _send(lan)
        await _send(minh)
        own = (await lan.asks("/tepdagui")).text
        assert "Lan, phường Minh Tân" in own
        assert "xã Sông La" not in own
        listed = (await nearby.asks("/tepdagui")).text
        assert "Lan, phường Minh Tân" in listed
        assert "xã Sông La" not in listed
        assert "xã Sông La" in (await for_all.asks("/tepdagui")).text
        await nearby.press("Mở tệp 1")
        assert (await nearby.hears())[0].file == REPORT.encode()
        entry = store.people.audit_log(1)[0]
        assert (entry.act, entry.actor, entry.subject, entry.detail) == ("open_file", 9, 7, "bao cao.txt")
        # What could be seen yesterday may not be seen today.
        store.people.admit(ADMIN, 9, Role.ADMIN, "xã Sông La")
        await nearby.press("Mở tệp 1")
        assert "Tệp không còn" in (await nearby.hears())[0].text
