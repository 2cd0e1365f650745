"""Which row of a unit's own table is highest or lowest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.assistant import reload
from bot.assistant.models import Question
from bot.assistant.service import Assistant
from bot.rendering.message import plain_text
from retrieval.base import KnowledgeBase
from retrieval.embed import LocalEmbedder

_REPORT = """ỦY BAN NHÂN DÂN
XÃ MƯỜNG NHÉ
Số: 61/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Mường Nhé, ngày 12 tháng 12 năm 2025
BÁO CÁO
Công tác cải cách hành chính năm 2025
I. KẾT QUẢ
Tiếp nhận 1.500 hồ sơ, trong đó 1.110 hồ sơ nộp trực tuyến, đạt 74,0%. Chi tiết theo lĩnh vực:
STT\tLĩnh vực\tSố hồ sơ tiếp nhận\tTrong đó nộp trực tuyến\tTỷ lệ (%)\tQuá hạn
1\tHộ tịch\t600\t510\t85,0\t3
2\tChứng thực\t700\t490\t70,0\t1
3\tĐất đai\t150\t65\t43,3\t14
4\tXây dựng\t50\t45\t90,0\t0
Toàn xã có 210 doanh nghiệp đang hoạt động, 164 doanh nghiệp sử dụng nền tảng số.
II. HẠN CHẾ
- Phần mềm còn chậm.
Nơi nhận:
- UBND tỉnh (để b/c);
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Đàm Quang Trứ
"""
_LOWEST = "Mường Nhé lĩnh vực nào dân nộp hồ sơ trực tuyến thấp nhất?"
_CASES = (
    ((), _LOWEST, "43,3", "Đất đai"),
    ((_LOWEST,), "con cao nhat la gi", "90,0", "Xây dựng"),
    ((), "muong nhe linh vuc nao nhieu ho so qua han nhat", "14", "Đất đai"),
    ((), "Mường Nhé lĩnh vực nào ít hồ sơ quá hạn nhất", "0", "Xây dựng"),
)


@pytest.fixture(scope="module")
def by_field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A report with a table of fields."""
    folder, data = tmp_path_factory.mktemp("fields") / "files", tmp_path_factory.mktemp("data")
    folder.mkdir()
    (folder / "fields.txt").write_text(_REPORT, encoding="utf-8")
    base = KnowledgeBase(data, LocalEmbedder())
    reload.load(base, [folder], LocalEmbedder())
    yield Assistant(base, LocalEmbedder(), folder)


@pytest.mark.parametrize(("history", "question", "value", "row"), _CASES)
def test_row_of_table(
    by_field: Assistant, history: tuple[str, ...], question: str, value: str, row: str
) -> None:
    """The row is told with its value, and no total in its place."""
    said = plain_text(by_field.answer(Question(text=question, history=history)))
    told = [line for line in said.splitlines() if line.startswith("•")]
    assert len(told) == 1
    assert row in told[0] and f": {value} (" in told[0]


def test_noun_is_not_said_twice(by_field: Assistant) -> None:
    """ "Bao nhiêu cái" counts what the question before it counted."""
    text = "Mường Nhé có bn doanh nghiệp, bao nhiêu cái xài nền tảng số rồi?"
    said = plain_text(by_field.answer(Question(text=text)))
    assert "210 doanh nghiệp" in said
    assert "164 doanh nghiệp" in said


def test_whole_is_no_row(by_field: Assistant) -> None:
    """What is asked of the commune itself stays the value of all fields together."""
    said = plain_text(by_field.answer(Question(text="Mường Nhé nộp hồ sơ trực tuyến đạt bao nhiêu %?")))
    assert "74,0%" in said
