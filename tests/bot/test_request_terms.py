"""A request for reports that is held: its terms, its form, and the day by which others cite it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant.models import Answer, Question, Status
from bot.assistant.service import Assistant
from tests import sample

_REQUEST = """ỦY BAN NHÂN DÂN THÀNH PHỐ GIANG LĨNH
SỞ TÀI CHÍNH
Số: 2331/STC-NS
V/v báo cáo tình hình thực hiện dự toán năm 2025
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Giang Lĩnh, ngày 14 tháng 10 năm 2025

Kính gửi: Ủy ban nhân dân các xã, phường

Sở Tài chính đề nghị Ủy ban nhân dân các xã, phường báo cáo tình hình thực hiện dự toán năm 2025 như sau:

1. Số liệu tính từ ngày 01/01/2025 đến hết ngày 30/9/2025. Khoản chưa quyết toán thì ghi số ước thực hiện;
khoản không phát sinh ghi số 0, không bỏ trống ô nào.

2. Báo cáo do Chủ tịch Ủy ban nhân dân xã, phường ký, gửi về Sở Tài chính trước ngày 31/10/2025. Bản mềm
gửi vào hộp thư của Phòng Ngân sách.

3. Quá thời hạn trên, đơn vị chịu trách nhiệm về việc chậm cấp bổ sung kinh phí.

Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC

Phạm Thị Thùy Lâm

PHỤ LỤC
BIỂU SỐ LIỆU DỰ TOÁN
(Kèm theo Công văn số 2331/STC-NS ngày 14/10/2025 của Sở Tài chính)

TT\tChỉ tiêu\tĐơn vị tính\tThực hiện
1\tTổng thu ngân sách trên địa bàn\tTriệu đồng\t
2\tTổng chi ngân sách xã\tTriệu đồng\t
3\tChi đầu tư phát triển\tTriệu đồng\t
4\tSố công trình khởi công mới\tCông trình\t
"""
_REPORT = """ỦY BAN NHÂN DÂN
XÃ {name}
Số: {number}/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày 29 tháng 10 năm 2025

BÁO CÁO
Tình hình thực hiện dự toán năm 2025

Kính gửi: Sở Tài chính thành phố Giang Lĩnh

Thực hiện Công văn số 2331/STC-NS ngày {day} của Sở Tài chính thành phố Giang Lĩnh về việc báo cáo tình
hình thực hiện dự toán năm 2025, Ủy ban nhân dân xã báo cáo như sau:

I. KẾT QUẢ THỰC HIỆN
Tổng thu ngân sách trên địa bàn đạt {income} triệu đồng.

Nơi nhận:
- Sở Tài chính;
- Lưu: VT.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("request")
    (folder / "de-nghi.txt").write_text(_REQUEST, encoding="utf-8")
    for name, day, income in (("Nậm Cắn", "14/10/2025", 910), ("Ba Vì", "14/10/2024", 720)):
        report = _REPORT.format(name=name.upper(), place=name, number=income, day=day, income=income)
        (folder / f"{income}.txt").write_text(report, encoding="utf-8")
    return sample.load(tmp_path_factory.mktemp("request-data"), folder)


def _asked(assistant: Assistant, text: str, *history: str) -> Answer:
    return assistant.answer(Question(text=text, history=history))


def _said(answer: Answer) -> str:
    return "\n".join(claim.text for claim in answer.claims)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("công văn 2331 lấy số liệu đến ngày nào", ["01/01/2025", "30/9/2025"]),
        ("so lieu bao cao so tai chinh tinh tu ngay nao toi ngay nao", ["01/01/2025", "30/9/2025"]),
        ("Sở bảo khoản chưa có số thì ghi thế nào", ["số ước thực hiện", "không bỏ trống"]),
        ("cv 2331 co cho de trong so lieu khong", ["không bỏ trống"]),
        ("han chot gui bao cao ve so giang linh la hom nao, gui ban mem vao dau", ["31/10/2025", "hộp thư"]),
        ("công văn 2331 quy định ai ký báo cáo", ["Chủ tịch Ủy ban nhân dân xã, phường ký"]),
        ("trễ hạn gửi báo cáo cho Sở Tài chính thì sao", ["chậm cấp bổ sung kinh phí"]),
        ("Công văn 2331 yêu cầu những gì", ["31/10/2025", "không bỏ trống"]),
        ("biểu kèm theo công văn 2331 có mấy chỉ tiêu", ["4 chỉ tiêu", "Số công trình khởi công mới"]),
    ],
)
def test_terms_are_told_from_the_request(assistant: Assistant, question: str, told: list[str]) -> None:
    answer = _asked(assistant, question)
    assert answer.status is Status.ANSWERED
    assert {source.document for source in answer.sources} == {"de-nghi.txt"}
    assert all(part in " ".join(_said(answer).split()) for part in told), _said(answer)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("chốt số liệu đến hôm nào", "30/9/2025"),
        ("bieu so lieu kem theo co tat ca bao nhieu chi tieu", "4 chỉ tiêu"),
    ],
)
def test_terms_are_told_after_the_request_was_spoken_of(
    assistant: Assistant, question: str, told: str
) -> None:
    assert told in _said(_asked(assistant, question, "công văn 2331 hạn nộp ngày nào"))


def test_a_term_that_is_not_set_is_not_made_up(assistant: Assistant) -> None:
    answer = _asked(assistant, "đầu mối tiếp nhận báo cáo của công văn 2331 là ai")
    assert answer.status is Status.INSUFFICIENT
    assert "không nêu đầu mối tiếp nhận" in _said(answer)


def test_a_request_that_is_only_cited_tells_no_terms(sample_assistant: Assistant) -> None:
    answer = _asked(sample_assistant, "công văn 3315 chốt số liệu đến ngày nào")
    assert "15/8/2025" not in _said(answer)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Ba Vì ghi công văn 2331 ngày 14/10/2024, đúng ngày chưa", "Chưa đúng ngày"),
        ("cv 2331 ngay 14/10/2024 la dung hay sai", "Chưa đúng ngày"),
        ("Nậm Cắn ghi ngày của công văn 2331 có khớp không", "Đúng ngày"),
    ],
)
def test_the_day_of_a_cited_paper_is_held_against_the_paper(
    assistant: Assistant, question: str, verdict: str
) -> None:
    said = _said(_asked(assistant, question))
    assert said.startswith(verdict), said
    assert "14/10/2025" in said
