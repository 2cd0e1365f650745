"""Questions on a plan of a year and the report on its first quarter: whose time a figure is, aims that are no
results, what was not done, numbers that do not bear each other out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.assistant import reload
from bot.assistant.models import Question
from bot.assistant.service import Assistant
from bot.rendering.message import plain_text
from retrieval.base import KnowledgeBase
from retrieval.embed import LocalEmbedder

_PAPER = """ỦY BAN NHÂN DÂN
XÃ MƯỜNG NHÉ
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Mường Nhé, ngày {day}
{title}
{body}
Nơi nhận:
- UBND tỉnh (để b/c);
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Đàm Quang Trứ
"""
_PLAN = """I. MỤC TIÊU
- Mức độ hài lòng của người dân đạt từ 93% trở lên.
- Tối thiểu 75% hồ sơ thủ tục hành chính nộp trực tuyến.
- Tối thiểu 60% hồ sơ được thanh toán trực tuyến.
II. TỔ CHỨC THỰC HIỆN
Văn phòng theo dõi, tổng hợp.
"""
_REPORT = """I. KẾT QUẢ
- Hồ sơ nộp trực tuyến đạt 71,5%.
- Thành lập 14 Tổ công nghệ số cộng đồng với 98 thành viên (mỗi tổ 06 thành viên).
- Chi cho chuyển đổi số 360 triệu đồng, tăng 20% so với cùng kỳ năm 2025 (300 triệu đồng).
II. HẠN CHẾ
- Chưa khảo sát mức độ hài lòng của người dân trong quý I.
III. NHIỆM VỤ QUÝ II
- Phấn đấu tổ chức 03 lớp tập huấn.
"""
_PAPERS = (
    ("11/KH-UBND", "14 tháng 01 năm 2026", "KẾ HOẠCH\nCải cách hành chính năm 2026", _PLAN),
    (
        "52/BC-UBND",
        "19 tháng 3 năm 2026",
        "BÁO CÁO\nCông tác cải cách hành chính quý I năm 2026 và nhiệm vụ trọng tâm quý II năm 2026",
        _REPORT,
    ),
)


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A plan and a report of one commune."""
    folder, data = tmp_path_factory.mktemp("quarter") / "files", tmp_path_factory.mktemp("data")
    folder.mkdir()
    for n, (number, day, title, body) in enumerate(_PAPERS):
        text = _PAPER.format(number=number, day=day, title=title, body=body)
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    base = KnowledgeBase(data, LocalEmbedder())
    reload.load(base, [folder], LocalEmbedder())
    yield Assistant(base, LocalEmbedder(), folder)


CASES = [
    # what is asked, what is said, what is not
    ("Quý I Mường Nhé nộp hồ sơ trực tuyến đạt bao nhiêu?", ["71,5%", "quý I/2026"], ["quý II"]),
    (
        "muong nhe quy 1 nop ho so online dat bao nhieu, da bang chi tieu ca nam chua",
        ["71,5%", "75%", "Chưa tới mức mục tiêu"],
        [],
    ),
    ("quy 2 nam 2026 muong nhe nop ho so qua mang dat may %", ["không suy ra từ kỳ khác"], []),
    (
        "Quý I năm 2026 dân Mường Nhé hài lòng bao nhiêu phần trăm?",
        ["Chưa khảo sát mức độ hài lòng", "[mục tiêu"],
        [],
    ),
    ("muong nhe thanh toan online duoc may phan tram", ["60%", "chưa nêu kết quả"], ["71,5%"]),
    ("muong nhe may to cong nghe so, tong bao nhieu nguoi", ["14 tổ", "98 thành viên"], []),
    ("Mường Nhé lập bao nhiêu tổ công nghệ số, chi chuyển đổi số hết bao tiền?", ["14 tổ", "360 triệu"], []),
    ("Mường Nhé 14 tổ 98 người, mỗi tổ 6 người, tính vậy đúng chưa?", ["14 × 06 = 84", "ghi 98"], []),
    ("Mường Nhé chi 360 triệu, tăng 20% so với cùng kỳ, phép tính đúng không?", ["đúng như văn bản"], []),
    ("Báo cáo Mường Nhé có cộng trừ sai chỗ nào không?", ["1 chỗ không khớp", "14 × 06 = 84"], ["360"]),
]


@pytest.mark.parametrize(("text", "said", "unsaid"), CASES, ids=lambda value: str(value)[:40])
def test_what_is_said(quarter: Assistant, text: str, said: list[str], unsaid: list[str]) -> None:
    answer = quarter.answer(Question(text=text))
    shown = plain_text(answer)
    assert [words for words in said if words not in shown] == [], shown
    claims = "\n".join(claim.text for claim in answer.claims)
    assert [words for words in unsaid if words in claims] == [], shown
