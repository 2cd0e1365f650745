"""`baocao run` as a user starts it, and the five real documents asked through Telegram."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import pytest

from bot.assistant import reload
from bot.assistant.service import Assistant
from knowledge.vietnamese import fold, nfc
from retrieval.base import KnowledgeBase
from retrieval.embed import LocalEmbedder
from tests.bot.telegram_bot import ADMIN, member, running, settings
from tests.fakes.telegram_server import TOKEN, FakeTelegram
from tests.fakes.telegram_user import TelegramUser

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.mark.timeout(240)
async def test_baocao_run_serves_the_sample_corpus(tmp_path: Path) -> None:
    async with FakeTelegram() as telegram:
        environment = {
            **os.environ,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": telegram.url,
            "BAOCAO_ADMINS": str(ADMIN),
            "BAOCAO_DATA": str(tmp_path / "data"),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            "--with-sample-corpus",
            cwd=ROOT,
            env=environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        admin = TelegramUser(telegram, ADMIN, "Quản")
        try:
            await admin.say("nq57 do ai ban hành")
            await telegram.until(lambda: bool(admin.messages), seconds=180)
            await admin.press("đồng ý")
            await telegram.until(lambda: any("Bộ Chính trị" in m.text for m in admin.messages), seconds=120)
            admin.read = len(admin.messages)
            assert "không có gì thay đổi" in (await admin.asks("/reload")).text
            assert "8 văn bản" in (await admin.asks("/trangthai")).text
            process.send_signal(signal.SIGTERM)
            _, errors = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        assert process.returncode == 0
        assert TOKEN not in errors.decode()
        assert telegram.invalid == []


QUESTIONS = {
    "QD 569 la gi, ngay may, ai ban hanh?": r"11/0?5/2022.*thu tuong",
    "nq57 ghi trong bao cao the nao cho dung": r"57-nq/tw ngay 22/12/2024 cua bo chinh tri",
    "Phú Thái có bao nhiêu tổ công nghệ số cộng đồng, bao nhiêu thành viên?": r"26 to.*145 thanh vien",
    "tthc truc tuyen kien thuy dat bao nhieu %": r"tren 80 ?%",
    "ai chủ trì bảo đảm an toàn thông tin trong kế hoạch Chu Văn An": r"phong van hoa|cong an|van phong",
    "Xã Kiến Hải đạt bao nhiêu % TTHC trực tuyến?": r"kho (hien )?khong co",
}


@pytest.mark.timeout(240)
@pytest.mark.skipif(not CORPUS.exists(), reason="../shared/corpus: the five real documents are not here")
async def test_the_real_documents_answer_in_telegram(tmp_path: Path) -> None:
    embedder = LocalEmbedder()
    base = KnowledgeBase(tmp_path / "data", embedder)
    reload.load(base, [CORPUS], embedder)
    async with FakeTelegram() as telegram:
        assistant = Assistant(base, embedder, CORPUS)
        async with running(settings(telegram, tmp_path / "data"), assistant) as store:
            officer = await member(telegram, store, 7, "Lan", "officer")
            for question, expected in QUESTIONS.items():
                reply = await officer.asks(question)
                said = " ".join(fold(nfc(reply.text)).split())
                assert re.search(expected, said), question
                assert ("Nguồn (" in reply.text) is ("Kiến Hải" not in question), question
                await officer.asks("/moi")
        assert telegram.invalid == []
