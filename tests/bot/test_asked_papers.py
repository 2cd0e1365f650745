"""Papers asked for otherwise than by their symbol: by nickname, by what they replace, without their year."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant.models import Question, Role, Status
from bot.assistant.service import Assistant
from tests.bench.comparison import load

_HEAD = """ỦY BAN NHÂN DÂN
{unit}
Số: {symbol}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

{place}, ngày {day}

"""
_END = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
_DECREE = "Nghị định số 214/2025/NĐ-CP ngày 05/8/2025 của Chính phủ về quản lý thư viện cơ sở"
_DOCUMENTS = {
    "quyet-dinh.txt": (
        ("PHƯỜNG HẢI AN", "58/QĐ-UBND", "Hải An", "03 tháng 02 năm 2026"),
        """QUYẾT ĐỊNH
Về việc kiện toàn Tổ đọc sách cộng đồng phường Hải An

Căn cứ Luật Thư viện số 46/2019/QH14 ngày 21/11/2019;

QUYẾT ĐỊNH:

Điều 1. Kiện toàn 05 Tổ đọc sách cộng đồng.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 19/QĐ-UBND ngày 11/8/2025 của Chủ \
tịch Ủy ban nhân dân phường Hải An về việc thành lập Tổ đọc sách cộng đồng. Quyết định số 07/QĐ-UBND ngày \
06/7/2025 của Ủy ban nhân dân phường Hải An hết hiệu lực kể từ ngày Quyết định này có hiệu lực.

Điều 3. Văn phòng và các Tổ đọc sách chịu trách nhiệm thi hành./.""",
    ),
    "bao-cao-de-an.txt": (
        ("PHƯỜNG HÒA BÌNH", "33/BC-UBND", "Hòa Bình", "20 tháng 3 năm 2026"),
        f"""BÁO CÁO
Kết quả thực hiện Đề án 31 quý I năm 2026

Thực hiện Quyết định số 31/QĐ-TTg ngày 09/01/2023 của Thủ tướng Chính phủ phê duyệt Đề án phát triển văn hóa \
đọc ở cơ sở đến năm 2030 (Đề án 31), Ủy ban nhân dân phường Hòa Bình báo cáo như sau:

I. KẾT QUẢ THỰC HIỆN
1. Tổ công tác Đề án 31 của phường gồm 12 thành viên.
2. Thư viện phường hoạt động theo {_DECREE}.

II. KHÓ KHĂN
Kinh phí dành cho Đề án 31 còn hạn hẹp.""",
    ),
    "bao-cao-thu-vien.txt": (
        ("PHƯỜNG HẢI AN", "41/BC-UBND", "Hải An", "22 tháng 3 năm 2026"),
        """BÁO CÁO
Kết quả công tác thư viện quý I năm 2026

I. KẾT QUẢ THỰC HIỆN
Phường mở cửa thư viện theo Nghị định số 214/NĐ-CP ngày 05/8/2024 của Chính phủ về quản lý thư viện cơ sở.""",
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("asked-papers")
    (folder / "documents").mkdir()
    for name, ((unit, symbol, place, day), body) in _DOCUMENTS.items():
        head = _HEAD.format(unit=unit, symbol=symbol, place=place, day=day)
        (folder / "documents" / name).write_text(head + body + _END, encoding="utf-8")
    return load(folder / "documents", folder / "data")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("QĐ 58 của Hải An ra thay cho quyết định nào?", ("19/QĐ-UBND", "11/8/2025", "07/QĐ-UBND")),
        ("quyet dinh kien toan to doc sach cua Hai An thay the van ban nao", ("19/QĐ-UBND",)),
        ("Quyết định 19 của Hải An còn hiệu lực không?", ("58/QĐ-UBND", "thay thế")),
        ("QĐ 19 bị thay bằng quyết định nào", ("58/QĐ-UBND",)),
        ("Đề án 31 là theo quyết định số bao nhiêu của Thủ tướng?", ("31/QĐ-TTg", "09/01/2023")),
        ("de an 31 ghi can cu quyet dinh nao", ("31/QĐ-TTg", "09/01/2023")),
        ("Tổ công tác Đề án 31 có mấy thành viên?", ("12",)),
        ("Luật về thư viện mà quyết định Hải An căn cứ là luật số mấy", ("46/2019/QH14",)),
        ("Luật Thư viện mà Hải An căn cứ số mấy, ban hành ngày nào", ("46/2019/QH14", "21/11/2019")),
        (
            "Hải An ghi Nghị định số 214/NĐ-CP ngày 05/8/2024, em chép theo có ổn không ạ?",
            ("214/2025/NĐ-CP", "05/8/2025", "thiếu năm"),
        ),
        ("nghị định 214/NĐ-CP viết vậy đúng chưa", ("214/2025/NĐ-CP", "thiếu năm")),
        ("Soạn phần mở đầu, căn cứ cho báo cáo Đề án 31 quý II của phường", ("31/QĐ-TTg", "09/01/2023")),
    ],
)
def test_the_paper_meant_is_told(assistant: Assistant, text: str, said: tuple[str, ...]) -> None:
    answer = assistant.answer(Question(text=text, role=Role.OFFICER))
    shown = "\n".join([*(claim.text for claim in answer.claims), *answer.warnings])
    assert answer.status is Status.ANSWERED, shown
    assert [words for words in said if words not in shown] == [], shown


def test_a_paper_that_replaces_nothing_is_told_so(assistant: Assistant) -> None:
    answer = assistant.answer(Question(text="Báo cáo 33 thay thế báo cáo nào?", role=Role.OFFICER))
    assert "31/QĐ-TTg" not in "\n".join(claim.text for claim in answer.claims)
