"""An officer's own template is filled from a draft: on the command line, and sent as a file in the chat."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from bot.assistant.draft import Draft, DraftPart, DraftSentence
from bot.assistant.drafting.given import from_json
from bot.assistant.drafting.own_unit import OwnUnit
from bot.assistant.service import Assistant
from bot.cli import main
from bot.rendering.template_fields import fill_template
from bot.rendering.word_template import TemplateError
from knowledge.models import SectionType
from tests.bot.telegram_bot import member, running, settings
from tests.bot.test_word_template import saved, template
from tests.fakes.telegram_server import FakeTelegram, Shown


def part(kind: SectionType, title: str, *sentences: str) -> DraftPart:
    return DraftPart(
        type=kind, title=title, sentences=tuple(DraftSentence(template=s, own=True) for s in sentences)
    )


DRAFT = Draft(
    own=OwnUnit(kind="xã", name="Mai Khê"),
    kind="Báo cáo",
    subject="Kết quả chuyển đổi số",
    parts=(
        part(SectionType.RESULTS, "Kết quả", "Có [… số liệu: Số Tổ công nghệ số cộng đồng, tổ …] tổ."),
        part(SectionType.DIFFICULTIES, "Khó khăn", "Thiếu người.", "Thiếu máy."),
    ),
    given=from_json({"B4": {"value": 12, "unit": "tổ"}}),
)


def lines(docx: bytes) -> list[str]:
    return [p.text for p in Document(io.BytesIO(docx)).paragraphs]


def paragraphs(*texts: str) -> bytes:
    doc = Document()
    for text in texts:
        doc.add_paragraph(text)
    return saved(doc)


def test_parts_head_and_figures_stand_in_their_fields() -> None:
    docx = paragraphs(
        "Đơn vị: {{đơn vị}}. Về việc: {{trích yếu}}.",
        "{{khó khăn, vướng mắc}}",
        "Số tổ: {{số Tổ công nghệ số cộng đồng}}; sáng kiến: {{Số sáng kiến được công nhận}}.",
        "{{kiến nghị}}",
        "Gói gọn: {{khó khăn}}",
        "Chữ có sẵn của mẫu.",
    )
    assert lines(fill_template(docx, DRAFT)) == [
        "Đơn vị: xã Mai Khê. Về việc: Kết quả chuyển đổi số.",
        "Thiếu người.",
        "Thiếu máy.",
        "Số tổ: 12 tổ; sáng kiến: [… số liệu: Số sáng kiến được công nhận, sáng kiến …].",
        "[… nội dung: kiến nghị …]",
        "Gói gọn: Thiếu người. Thiếu máy.",
        "Chữ có sẵn của mẫu.",
    ]


@pytest.mark.parametrize(
    ("docx", "complaint"),
    [
        (template("{{màu mực}} và {{khó khăn}}"), "màu mực"),
        (template("không có gì để điền"), "không có trường nào"),
        (template("{{khó khăn"), "dở dang"),
    ],
)
def test_what_cannot_be_filled_is_named(docx: bytes, complaint: str) -> None:
    with pytest.raises(TemplateError, match=complaint) as raised:
        fill_template(docx, DRAFT)
    assert "{{khó khăn}}" not in str(raised.value).partition(". ")[0] or complaint != "màu mực"


def test_on_the_command_line(
    sample_assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form, out = tmp_path / "mau.docx", tmp_path / "ra.docx"
    form.write_bytes(paragraphs("{{cơ quan}}", "{{khó khăn}}"))
    base = ["draft", "--commune", "xã Mai Khê", "--data", str(sample_assistant.base.data)]
    assert main([*base, "--template", str(form), "--docx", str(out)]) == 0
    said = lines(out.read_bytes())
    assert said[0] == "Ủy ban nhân dân xã Mai Khê" and len(said) > 3
    assert main([*base, "--template", str(form)]) == 2
    form.write_bytes(paragraphs("{{màu mực}}"))
    assert main([*base, "--template", str(form), "--docx", str(out)]) == 1
    assert main([*base, "--template", str(tmp_path / "khong-co.docx"), "--docx", str(out)]) == 1
    assert "màu mực" in capsys.readouterr().err


async def test_in_the_chat(sample_assistant: Assistant, tmp_path: Path) -> None:
    async with FakeTelegram() as telegram, running(settings(telegram, tmp_path), sample_assistant) as store:

        def last() -> Shown:
            return telegram.chats[7][-1] if telegram.chats.get(7) else Shown(0, 7, "", "")

        officer = await member(telegram, store, 7, "Lan", "officer", "xã Mai Khê")
        await officer.send_file("mau.docx", paragraphs("{{cơ quan}}", "{{khó khăn}}"))
        await telegram.until(lambda: "chưa có bản nháp nào" in last().text)
        await officer.say("soạn mục khó khăn, ngắn thôi")
        await telegram.until(lambda: "DỰ THẢO" in last().text)
        await officer.send_file("mau.docx", paragraphs("{{cơ quan}}", "{{khó khăn}}"))
        await telegram.until(lambda: last().file_name is not None)
        await officer.send_file("sai.docx", paragraphs("{{màu mực}}"))
        await telegram.until(lambda: "màu mực" in last().text)
        (filled,) = [m.file for m in telegram.chats[7] if m.file_name == "mau - đã điền.docx"]
        assert filled is not None
        assert lines(filled)[0] == "Ủy ban nhân dân xã Mai Khê" and len(lines(filled)) == 4
        assert telegram.invalid == []
