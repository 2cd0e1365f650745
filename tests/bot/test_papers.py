"""Questions about the documents themselves: what is held, what is blank, who it goes to, how it is built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assistant import reload
from bot.assistant.comparing import copies
from bot.assistant.models import Answer, Question, Status
from bot.assistant.service import Assistant
from bot.scoring import score_file
from retrieval.base import KnowledgeBase
from retrieval.embed import LocalEmbedder

GOLD = Path(__file__).parents[1] / "gold" / "questions_papers.jsonl"

_HEAD = """ỦY BAN NHÂN DÂN
{unit}
Số: {number}/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày {day} tháng 9 năm 2025
BÁO CÁO
{about}
"""
_TAIL = """Nơi nhận:
- Sở Văn hóa và Thể thao (để b/c);
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Đàm Quang Trứ
"""
_OF_OTHER = "Phong trào thể thao của người dân xã Lộc Vọng được giữ vững, nhiều câu lạc bộ ra mắt.\n"
_TEXT = "Xã đã tổ chức thực hiện các nội dung được giao, đạt kết quả tốt.\n"


def test_the_gold_questions_about_documents_pass(sample_assistant: Assistant) -> None:
    report = score_file(GOLD, sample_assistant)
    assert {v.question.id: v.reasons for v in report.verdicts if not v.passed} == {}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Three reports: one numbers II twice and has neither number nor day, one leaves out III, one has no
    head."""
    folder, data = tmp_path_factory.mktemp("faulty") / "files", tmp_path_factory.mktemp("data")
    folder.mkdir()
    for name, head, headings in (
        ("mot.txt", ("XÃ ĐÔNG VỌNG", "", "Đông Vọng", ""), ("I. KẾT QUẢ", "II. HẠN CHẾ", "II. KIẾN NGHỊ")),
        (
            "hai.txt",
            ("XÃ LỘC VỌNG", "21", "Lộc Vọng", "09"),
            ("I. KẾT QUẢ", "II. HẠN CHẾ", "IV. KIẾN NGHỊ"),
        ),
        ("ba.txt", None, ("I. KẾT QUẢ", "II. HẠN CHẾ", "III. KIẾN NGHỊ")),
    ):
        about = "Công tác văn hóa, thể thao năm 2025"
        top = f"BÁO CÁO\n{about} trên địa bàn xã Trúc Vọng\n"
        if head is not None:
            unit, number, place, day = head
            top = _HEAD.format(unit=unit, number=number, place=place, day=day, about=about)
        body = "".join(f"{heading}\n{_TEXT}" for heading in headings)
        body = body.replace(_TEXT, _OF_OTHER, 1) if name == "mot.txt" else body
        (folder / name).write_text(top + body + _TAIL, encoding="utf-8")
    (folder / "hong.docx").write_bytes(b"PK\x03\x04 cut off")
    base = KnowledgeBase(data, LocalEmbedder())
    reload.load(base, [folder], LocalEmbedder())
    yield Assistant(base, LocalEmbedder(), folder)


def _said(assistant: Assistant, text: str) -> tuple[Answer, str]:
    answer = assistant.answer(Question(text=text))
    return answer, "\n".join(claim.text for claim in answer.claims)


def test_numbers_that_come_twice_or_are_left_out_are_said_with_their_headings(faulty: Assistant) -> None:
    answer, said = _said(faulty, "có báo cáo nào đánh số đề mục La Mã bị trùng, bị nhảy số không?")
    assert answer.status is Status.ANSWERED
    assert "Số II bị trùng" in said and "II. HẠN CHẾ" in said and "II. KIẾN NGHỊ" in said
    assert "thiếu III" in said
    assert "Đang ghi: I, II, II. Đánh lại liên tục: I, II, III." in said
    assert {source.document for source in answer.sources} >= {"mot.txt", "hai.txt"}


def test_a_number_is_blank_only_where_its_place_is_seen(faulty: Assistant) -> None:
    _, said = _said(faulty, "văn bản nào còn để trống số")
    assert "1 trong 3 văn bản" in said and "xã Đông Vọng" in said
    assert "ngày để trống (tháng 9/2025)" in said
    assert "xã Lộc Vọng" not in said
    assert "Không rõ số, vì bản trong kho không có phần đầu: Báo cáo" in said


def test_files_that_could_not_be_read_are_named(faulty: Assistant) -> None:
    _, said = _said(faulty, "có tệp nào đọc lỗi không")
    assert "đọc được 3 tệp, 1 tệp không đọc được" in said
    assert "hong.docx" in said


def test_another_units_name_is_found_where_no_report_is_copied(faulty: Assistant) -> None:
    corpus = faulty.corpus
    documents = [d for d in corpus.documents if d.name == "mot.txt"]
    found = copies.naming_others(corpus, documents)
    assert [corpus.text_of(s.document, s.start, s.end).strip() for s in found] == [_OF_OTHER.strip()]
    assert copies.naming_others(corpus, [d for d in corpus.documents if d.name == "hai.txt"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Báo cáo Thuận Trì có tỷ lệ văn bản ký số mấy phần trăm",
        "Kế hoạch Sa Đoài đặt mấy mục tiêu",
        "báo cáo nào nói về việc quét hồ sơ giấy",
        "xã Mai Khê gửi báo cáo trước ngày nào",
    ],
)
def test_questions_about_what_documents_say_are_not_taken_over(
    sample_assistant: Assistant, text: str
) -> None:
    _, said = _said(sample_assistant, text)
    assert "mục lớn" not in said and "bản quét hoặc" not in said and "nơi nhận" not in said
    assert "Kho có" not in said
