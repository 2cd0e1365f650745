"""Files and deadlines in the chat, over a real socket; files are read by the real reader."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.telegram.dates import VIETNAM
from bot.telegram.handlers.files import LARGEST_DOWNLOAD
from knowledge import sample_corpus
from tests.bot.scripted import ScriptedAssistant, change
from tests.bot.telegram_bot import ADMIN, member, running, settings
from tests.fakes.telegram_server import FakeTelegram

REPORT = """ỦY BAN NHÂN DÂN
PHƯỜNG KIẾN AN
Số: 12/BC-UBND
Kiến An, ngày 08 tháng 8 năm 2025

BÁO CÁO
Kết quả chuyển đổi số

Thực hiện Nghị quyết số 71-NQ/CP ngày 01/4/2025 của Chính phủ, phường đã triển khai như sau:
I. KẾT QUẢ
Tỷ lệ hồ sơ trực tuyến đạt 91,5%.
"""


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server
        assert server.invalid == []


async def test_an_officers_file_is_read_and_stays_the_officers(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    assistant = ScriptedAssistant(folder=tmp_path / "knowledge")
    async with running(settings(telegram, tmp_path), assistant) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        await officer.send_file("bao cao.txt", REPORT.encode())
        preview = (await officer.hears())[0]
        await telegram.until(lambda: "Báo cáo" in preview.text)
        assert "1 văn bản viện dẫn" in preview.text
        assert "1 chỗ viện dẫn cần xem lại" in preview.text
        assert "Thêm vào kho" not in str(preview.keyboard)
        await officer.press("Kiểm tra trước khi trình")
        review = (await officer.hears())[0]
        await telegram.until(lambda: "71/NQ-CP" in review.text)
        await officer.press("Xóa tệp")
        await telegram.until(lambda: preview.text == "Đã xóa tệp.")
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_a_word_file_comes_back_with_comments(telegram: FakeTelegram, tmp_path: Path) -> None:
    content = (sample_corpus.folder() / "bao-cao-khcn-phuong-luong-thuy.docx").read_bytes()
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        await officer.send_file("bao-cao.docx", content, caption="/kiemtra")
        _, findings, marked = await officer.hears(3)
    assert findings.text
    assert marked.file_name == "bao-cao (ghi chú).docx"
    with ZipFile(io.BytesIO(marked.file or b"")) as package:
        assert "word/comments.xml" in package.namelist()


async def test_an_admin_takes_a_file_in_after_the_preview(telegram: FakeTelegram, tmp_path: Path) -> None:
    assistant = ScriptedAssistant(folder=tmp_path / "knowledge", pending=change("bao-cao.txt"))
    async with running(settings(telegram, tmp_path), assistant) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        await admin.send_file("../../bao-cao.txt", REPORT.encode())
        preview = (await admin.hears())[0]
        await telegram.until(lambda: "Báo cáo" in preview.text)
        await admin.press("Thêm vào kho")
        assert "+1 mới" in (await admin.hears())[0].text
        assert store.people.audit_log(1)[0].act == "take_in"
    assert [path.name for path in (tmp_path / "knowledge").iterdir()] == ["bao-cao.txt"]


async def test_a_clean_copy_replaces_a_bad_scan(telegram: FakeTelegram, tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "bao-cao-minh-tan.docx").write_bytes(b"ban quet")
    assistant = ScriptedAssistant(folder=folder, pending=change("sach.txt"), commune="phường Kiến An")
    async with running(settings(telegram, tmp_path), assistant) as store:
        admin = await member(telegram, store, ADMIN, "Quản", "admin")
        await admin.send_file("sach.txt", REPORT.encode())
        preview = (await admin.hears())[0]
        await telegram.until(lambda: "Báo cáo" in preview.text)
        await admin.press("Thay bao-cao-minh-tan.docx")
        await admin.hears()
    assert [path.name for path in folder.iterdir()] == ["sach.txt"]
    assert [path.read_bytes() for path in (tmp_path / "replaced").rglob("*.docx")] == [b"ban quet"]


async def test_a_confidential_file_is_refused_and_not_kept(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        await officer.send_file("mat.txt", ("MẬT\n" + REPORT).encode())
        refusal = (await officer.hears())[0]
        await telegram.until(lambda: "MẬT" in refusal.text)
        assert not refusal.keyboard
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_a_file_telegram_will_not_hand_over_is_explained(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        await officer.send_file("to.pdf", bytes(LARGEST_DOWNLOAD + 1))
        assert "20 MB" in (await officer.hears())[0].text


async def test_a_reminder_comes_once_at_working_hours_also_after_a_restart(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    now = datetime(2025, 11, 21, 9, 0, tzinfo=VIETNAM)
    clock = lambda: now.timestamp()  # noqa: E731
    async with running(settings(telegram, tmp_path), ScriptedAssistant(), clock) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        assert "05/12/2025" in (await officer.asks("/hanbaocao")).text
        await officer.press("Nhắc tôi việc 1")
        assert "Sẽ nhắc" in (await officer.hears())[0].text
    # Tuesday, three days before, but too early in the morning.
    now = datetime(2025, 12, 2, 6, 0, tzinfo=VIETNAM)
    async with running(settings(telegram, tmp_path), ScriptedAssistant(), clock):
        await officer.asks("/moi")
    now = datetime(2025, 12, 2, 8, 0, tzinfo=VIETNAM)
    for _ in range(2):
        async with running(settings(telegram, tmp_path), ScriptedAssistant(), clock):
            await officer.asks("/moi")
            await telegram.until(lambda: any("🔔 Hạn 05/12/2025" in m.text for m in officer.messages))
            officer.read = len(officer.messages)
    assert sum("🔔 Hạn" in message.text for message in officer.messages) == 1
    assert store.reminders.pending()[0].due.year == 2026
