"""Questions on a small corpus of three communes: what their tables, asides and papers of one number say."""

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
XÃ {upper}
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{name}, ngày {day}
{title}
{body}
Nơi nhận:
- UBND tỉnh (để b/c);
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Đàm Quang Trứ
"""
_POVERTY_PLAN = """Thực hiện Chỉ thị số 19/CT-UBND ngày 08/12/2025 của Chủ tịch UBND tỉnh Quảng Trị.
I. MỤC TIÊU
- Giảm tối thiểu 38 hộ nghèo, đưa tỷ lệ hộ nghèo xuống dưới 1,6% (cuối năm 2025: 2,15%, 121 hộ).
II. NHIỆM VỤ
Tổ chức cho các hộ đăng ký nhu cầu vay vốn, học nghề.
III. TỔ CHỨC THỰC HIỆN
1. Kinh phí thực hiện dự kiến 2,4 tỷ đồng, trong đó ngân sách xã 640 triệu đồng.
2. Phòng Kinh tế là cơ quan thường trực, tổng hợp báo cáo UBND xã trước ngày 12 tháng cuối quý.
PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
TT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn
1\tRà soát hộ nghèo\tDanh sách\tPhòng Kinh tế\tCác thôn\tTrước 20/11/2026
2\tHỗ trợ sửa nhà ở\tBiên bản nghiệm thu\tPhòng Kinh tế\tCác thôn\tQuý III/2026
3\tTổng kết việc thực hiện kế hoạch\tBáo cáo\tPhòng Kinh tế\tCác cơ quan\tTrước 08/12/2026
"""
_POVERTY_REPORT = """Thực hiện Chỉ thị số 19-CT/TW ngày 10/01/2018 của Ban Bí thư.
I. KẾT QUẢ
Số hộ nghèo còn 96 hộ, tỷ lệ hộ nghèo 1,9%.
II. HẠN CHẾ
Một số hộ còn trông chờ vào hỗ trợ của Nhà nước.
"""
_CRAFT_PLAN = """I. MỤC TIÊU
Phát triển làng nghề của xã.
PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
TT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn
1\tMở lớp dạy nghề đan lát\tDanh sách học viên\tPhòng Kinh tế\tCác thôn\tQuý II/2026
2\tBáo cáo kết quả thực hiện\tBáo cáo\tPhòng Kinh tế\tCác thôn\tTrước 08/12/2026
"""
_PAPERS = (
    ("Gio Linh", "31/KH-UBND", "05 tháng 01 năm 2026", "KẾ HOẠCH\nGiảm nghèo năm 2026", _POVERTY_PLAN),
    ("Mường Nhé", "77/BC-UBND", "11 tháng 12 năm 2025", "BÁO CÁO\nGiảm nghèo năm 2025", _POVERTY_REPORT),
    ("Cần Giuộc", "09/KH-UBND", "14 tháng 01 năm 2026", "KẾ HOẠCH\nLàng nghề năm 2026", _CRAFT_PLAN),
)


@pytest.fixture(scope="module")
def communes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Two plans with task tables and a report, of three communes."""
    folder, data = tmp_path_factory.mktemp("communes") / "files", tmp_path_factory.mktemp("data")
    folder.mkdir()
    for n, (name, number, day, title, body) in enumerate(_PAPERS):
        text = _PAPER.format(upper=name.upper(), name=name, number=number, day=day, title=title, body=body)
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    base = KnowledgeBase(data, LocalEmbedder())
    reload.load(base, [folder], LocalEmbedder())
    yield Assistant(base, LocalEmbedder(), folder)


CASES = [
    # what is asked, the turns before, what is said, what is not
    (
        "Hộ nghèo cuối 2025 của Gio Linh và Mường Nhé: số hộ, tỷ lệ mỗi nơi?",
        [],
        ["121 hộ", "2,15%", "96 hộ", "1,9%"],
        ["1,6%", "Không nêu"],
    ),
    (
        "tỷ lệ hộ nghèo của Gio Linh với Mường Nhé là mấy phần trăm",
        [],
        ["xã Gio Linh | 2,15%", "xã Mường Nhé | 1,9%"],
        ["Không nêu"],
    ),
    ("Kinh phí cho khoa học công nghệ của Gio Linh?", [], [], ["2,4 tỷ"]),
    (
        "Xã nào có hạn báo cáo tổng kết trước ngày 08/12/2026?",
        [],
        ["Gio Linh: hạn trước 08/12/2026. “Tổng kết", "Cần Giuộc: hạn trước 08/12/2026. “Báo cáo kết quả"],
        ["tháng cuối quý"],
    ),
    (
        "còn mục 3?",
        ["Kế hoạch Gio Linh: mục 1 trong phụ lục làm khi nào?"],
        ["đầu việc số 3", "08/12/2026"],
        [],
    ),
    ("thế số 2 thì sao", ["mục 1 phụ lục Cần Giuộc ai chủ trì"], ["Báo cáo kết quả thực hiện"], ["sửa nhà"]),
    (
        "Chỉ thị 19 trong kế hoạch Gio Linh với chỉ thị 19 của Mường Nhé là một hay hai văn bản?",
        [],
        ["Là 2 văn bản khác nhau", "08/12/2025", "10/01/2018", "Ban Bí thư"],
        ["Cần Giuộc"],
    ),
    (
        "Chỉ thị 19-CT/TW ở Mường Nhé và ở Cần Giuộc có phải cùng một văn bản không?",
        [],
        ["Là một văn bản", "Không viện dẫn văn bản nào nêu trên: xã Cần Giuộc"],
        ["khác nhau"],
    ),
    ("Chỉ thị 19-CT/TW và nghị quyết 88 về việc gì", [], ["19-CT/TW", "không có văn bản nào viện dẫn"], []),
    (
        "nghị quyết của HĐND tỉnh cụ thể hóa chỉ thị 19-CT/TW số mấy",
        [],
        ["Kho không nêu số, ký hiệu của văn bản được hỏi"],
        [],
    ),
    (
        "Cho mình hỏi 2 việc: Mường Nhé còn bao nhiêu hộ nghèo, với lại dân số xã đó bao nhiêu?",
        [],
        ["96 hộ", "phần “dân số xã đó bao nhiêu”"],
        [],
    ),
    (
        "con số dưới 1,6% đó xã đạt rồi hả",
        ["Gio Linh đặt mục tiêu tỷ lệ hộ nghèo bao nhiêu?"],
        ["dưới 1,6%", "chưa nêu kết quả đã đạt"],
        ["2,15%"],
    ),
    ("Kho có mấy xã mấy phường", [], ["của 3 đơn vị"], ["Tây Phương"]),
    (
        "soạn báo cáo phòng cháy chữa cháy của xã",
        [],
        ["Kho không có văn bản nào nói về nội dung này", "[… nội dung: khó khăn, vướng mắc …]"],
        ["hộ nghèo", "Chỉ thị"],
    ),
    (
        "Báo cáo Mường Nhé có chỗ nào chép nhầm tên đơn vị khác không?",
        [],
        ["Kiểm tra trước khi trình"],
        ["Không có cặp"],
    ),
    ("viết phần khó khăn về tiêm phòng dại", [], ["[… nội dung: khó khăn"], ["trông chờ"]),
    ("viết phần khó khăn về giảm nghèo", [], ["trông chờ"], ["[… nội dung"]),
    (
        "soạn phần tổ chức thực hiện cho kế hoạch giảm nghèo",
        [],
        ["Kinh phí thực hiện"],
        ["khoa học", "2,4 tỷ"],
    ),
]


@pytest.mark.parametrize(("text", "history", "said", "unsaid"), CASES, ids=lambda value: str(value)[:40])
def test_what_is_said(
    communes: Assistant, text: str, history: list[str], said: list[str], unsaid: list[str]
) -> None:
    answer = communes.answer(Question(text=text, history=tuple(history)))
    shown = plain_text(answer)
    assert [words for words in said if words not in shown] == [], shown
    claims = "\n".join(claim.text for claim in answer.claims)
    assert [words for words in unsaid if words in claims] == [], shown
