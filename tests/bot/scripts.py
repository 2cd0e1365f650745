"""The conversations that are kept as golden transcripts: every command and every button.

python -m tests.bot.scripts [NAME]...        writes tests/bot/transcripts/*.md anew
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.telegram.turn import Assistant
from tests.bot.scripted import ScriptedAssistant, change
from tests.bot.transcript import FOLDER, Cast, Press, Restart, Say, Script, Send, record

_REPORT = """ỦY BAN NHÂN DÂN
PHƯỜNG KIẾN AN
Số: 12/BC-UBND
Kiến An, ngày 08 tháng 8 năm 2025

BÁO CÁO
Kết quả chuyển đổi số

Thực hiện Nghị quyết số 71-NQ/CP ngày 01/4/2025 của Chính phủ, phường đã triển khai như sau:
I. KẾT QUẢ
Tỷ lệ hồ sơ trực tuyến đạt 91,5%.
"""

_ON_POVERTY = """ỦY BAN NHÂN DÂN
PHƯỜNG SA ĐOÀI
Số:      /BC-UBND
Sa Đoài, ngày     tháng 11 năm 2025

BÁO CÁO
Kết quả giảm nghèo năm 2025

Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị và Kế hoạch số 03/KH-UBND \
ngày 20/01/2025 của UBND phường Sa Đoài, UBND phường báo cáo như sau:
I. KẾT QUẢ
Toàn phường còn 37 hộ nghèo, giảm 12 hộ so với năm 2024; 52 hộ cận nghèo.
II. KHÓ KHĂN
Nguồn vốn vay còn ít.
"""

OFFICER: Final = Script(
    "Cán bộ: hỏi, chép, xem nguồn, soạn, nhắc hạn, gửi tệp",
    {"lan": Cast("Lan", "officer", "phường Minh Tân")},
    [
        Say("lan", "/start"),
        Press("lan", "Tôi đã đọc và đồng ý"),
        Say("lan", "/start"),
        Say("lan", "/help"),
        Say("lan", "nq57 ghi trong bao cao the nao cho dung"),
        Press("lan", "Nguồn (1)"),
        Press("lan", "Soạn phần căn cứ"),
        Say("lan", "hồ sơ trực tuyến đạt bao nhiêu?"),
        Press("lan", "Nguồn (2)"),
        Press("lan", "Sau ›"),
        Press("lan", "👍"),
        Press("lan", "👎"),
        Press("lan", "Sai số liệu"),
        Press("lan", "👎"),
        Press("lan", "Viết lý do"),
        Say("lan", "Số này của năm 2024, báo cáo cần số sáu tháng đầu năm 2025"),
        Press("lan", "Đây là câu hỏi, hãy trả lời"),
        Press("lan", "👎"),
        Press("lan", "Bỏ qua"),
        Say("lan", "tư liệu đó ghi sao?"),
        Press("lan", "Nghị quyết số 57-NQ/TW"),
        Say("lan", "tư liệu đó ghi sao?"),
        Say("lan", "2"),
        Say("lan", "có bao nhiêu trường đạt chuẩn?"),
        Say("lan", "/soan"),
        Say("lan", "/soan mục khó khăn"),
        Say("lan", "/moi"),
        Say("lan", "/huy"),
        Say("lan", "/hanbaocao"),
        Press("lan", "Nhắc tôi việc 1"),
        Say("lan", "/hanbaocao"),
        Press("lan", "Thôi nhắc việc 1"),
        Send("lan", "bao cao.txt", _REPORT.encode()),
        Say("lan", "báo cáo này viện dẫn những văn bản nào?"),
        Press("lan", "Nguồn (1)"),
        Say("lan", "hồ sơ trực tuyến đạt bao nhiêu?"),
        Press("lan", "Hỏi trong kho chung"),
        Say("lan", "tệp này nêu bao nhiêu hộ nghèo?"),
        Say("lan", "/tepdagui"),
        Press("lan", "Mở tệp 1"),
        Press("lan", "Kiểm tra trước khi trình"),
        Say("lan", "/kiemtra"),
        Say("lan", "/kiemtra Thực hiện Nghị quyết số 71-NQ/CP ngày 31/4/2025 của Chính phủ"),
        Press("lan", "Xóa tệp"),
        Say("lan", "/naplai"),
        Say("lan", "/khongco"),
        Say("lan", "@baocao_bot hồ sơ trực tuyến?", group=True),
        Say("lan", "/xoadulieu"),
        Press("lan", "Hủy"),
        Say("lan", "/xoadulieu"),
        Press("lan", "Xóa"),
    ],
    accepted=False,
)

SUPERVISOR: Final = Script(
    "Lãnh đạo theo dõi: so sánh các đơn vị, xem tình trạng kho",
    {"ha": Cast("Hà", "supervisor")},
    [
        Say("ha", "/help"),
        Say("ha", "/sosanh"),
        Say("ha", "/sosanh hồ sơ trực tuyến"),
        Say("ha", "/trangthai"),
        Say("ha", "/nguoidung"),
    ],
)

ADMINISTRATOR: Final = Script(
    "Quản trị viên: cho người vào, nạp kho, xử lý góp ý",
    {
        "quan": Cast("Quân", "admin"),
        "lan": Cast("Lan", "officer", "phường Minh Tân"),
        "khach": Cast("Khách"),
        "hoa": Cast("Hoa"),
        "la": Cast("Người lạ"),
    },
    [
        Say("quan", "/help"),
        Say("khach", "xin chào"),
        Press("khach", "Xin cấp quyền"),
        Say("khach", "xin chào"),
        Press("quan", "Duyệt: cán bộ"),
        Say("quan", "/nguoidung 2002 phường Minh Tân"),
        Say("la", "/start sai-ma"),
        Say("la", "/start"),
        Press("la", "Xin cấp quyền"),
        Press("quan", "Từ chối"),
        Say("quan", "/moinguoi"),
        Press("quan", "Lãnh đạo theo dõi"),
        Say("hoa", "/start <mã>"),
        Press("hoa", "Tôi đã đọc và đồng ý"),
        Say("quan", "/nguoidung"),
        Press("quan", "Lan"),
        Press("quan", "Lãnh đạo theo dõi"),
        Press("quan", "Lan"),
        Press("quan", "Thu hồi quyền"),
        Say("lan", "nq57 là gì"),
        Press("quan", "Quân"),
        Press("quan", "Thu hồi quyền"),
        Say("quan", "nạp lại kho đi, vừa thêm 2 báo cáo"),
        Press("quan", "Xem chi tiết"),
        Press("quan", "Nạp"),
        Press("quan", "Quay lại bản trước"),
        Say("quan", "/naplai"),
        Say("quan", "/quaylai"),
        Press("quan", "Hủy"),
        Say("quan", "file nào lỗi khi nạp"),
        Send("quan", "bao-cao.txt", _REPORT.encode()),
        Press("quan", "Thêm vào kho"),
        Say("quan", "/tepdagui"),
        Say("quan", "hồ sơ trực tuyến?"),
        Press("quan", "👎"),
        Press("quan", "Viết lý do"),
        Say("quan", "chưa nêu kỳ báo cáo"),
        Say("quan", "/gopy"),
        Press("quan", "Giữ làm câu kiểm tra"),
        Say("quan", "/gopy"),
        Say("quan", "/nhatky"),
    ],
)

REAL_OFFICER: Final = Script(
    "Cán bộ hỏi kho văn bản mẫu",
    {"lan": Cast("Lan", "officer", "phường Sa Đoài")},
    [
        Say("lan", "nq57 ghi trong bao cao the nao cho dung"),
        Say("lan", "Xã Mai Khê có bao nhiêu tổ công nghệ số cộng đồng?"),
        Say("lan", "còn Thuận Trì thì sao?"),
        Say("lan", "Phường Kiến Hải có bao nhiêu tổ công nghệ số cộng đồng?"),
        Say("lan", "Báo cáo cần nêu những chỉ tiêu nào?"),
        Say("lan", "/hanbaocao"),
        Say("lan", "soạn giúp mục khó khăn cho phường mình, ngắn thôi"),
        Press("lan", "Tải Word"),
        Send("lan", "bao-cao-giam-ngheo.txt", _ON_POVERTY.encode()),
        Say("lan", "báo cáo này viện dẫn những văn bản nào?"),
        Say("lan", "có bao nhiêu hộ nghèo?"),
        Press("lan", "Xóa tệp"),
    ],
)

REAL_DRAFTER: Final = Script(
    "Cán bộ sửa bản nháp, hôm sau làm tiếp",
    {"lan": Cast("Lan", "officer", "xã Mai Khê")},
    [
        Say("lan", "soạn giúp mục kết quả, ngắn thôi"),
        Say("lan", "điền số liệu"),
        Say("lan", "120"),
        Say("lan", "91,5%"),
        Say("lan", "bỏ qua"),
        Restart(),
        Say("lan", "12 tổ"),
        Say("lan", "dừng"),
        Say("lan", "thêm ý về OCOP"),
        Say("lan", "bỏ câu 2"),
        Say("lan", "thay số tổ công nghệ bằng 14"),
        Say("lan", "số lớp tập huấn là 10 lớp, cùng kỳ năm trước 8 lớp"),
        Restart(),
        Say("lan", "hoàn tác"),
        Say("lan", "sửa câu 2 thành: Xã đã bố trí máy quét tại nơi tiếp nhận hồ sơ."),
        Say("lan", "văn phong trang trọng hơn"),
        Say("lan", "các phiên bản"),
        Say("lan", "quay lại bản 3"),
        Say("lan", "/moi"),
        Say("lan", "hoàn tác"),
        Press("lan", "Mở bản nháp 1"),
        Press("lan", "Tải Word"),
    ],
)

REAL_SUPERVISOR: Final = Script(
    "Lãnh đạo hỏi kho văn bản mẫu",
    {"ha": Cast("Hà", "supervisor")},
    [
        Say("ha", "Khó khăn nào các đơn vị đều nêu?"),
        Say("ha", "Đơn vị nào viện dẫn Nghị quyết 57, đơn vị nào không?"),
        Say("ha", "so sánh tỷ lệ hồ sơ trực tuyến giữa các đơn vị"),
        Press("ha", "Biểu đồ"),
        Press("ha", "Excel"),
        Say("ha", "xuất Word giúp tôi"),
    ],
)

REAL_ADMIN: Final = Script(
    "Quản trị viên nạp kho văn bản mẫu",
    {"quan": Cast("Quân", "admin")},
    [
        Say("quan", "nạp lại kho đi, vừa thêm báo cáo"),
        Press("quan", "Nạp"),
        Say("quan", "kho hiện có bao nhiêu văn bản"),
        Press("quan", "Quay lại bản trước"),
    ],
)


def _scripted(data: Path) -> Assistant:
    return ScriptedAssistant(
        folder=data / "knowledge", pending=change("bao-cao-an-phu.docx", "hong.pdf"), scanned=23
    )


def _real(data: Path) -> Assistant:
    """The assistant over the sample corpus, loaded."""
    from bot.assistant import reload
    from bot.assistant.service import Assistant as Service
    from knowledge import sample_corpus
    from retrieval.base import KnowledgeBase
    from retrieval.embed import LocalEmbedder

    folder = data / "knowledge"
    shutil.copytree(sample_corpus.folder(), folder)
    embedder = LocalEmbedder()
    base = KnowledgeBase(data, embedder)
    held_back = sorted(folder.glob("*.txt"))[0]
    aside = held_back.rename(data / held_back.name)
    reload.load(base, [folder], embedder)
    aside.rename(held_back)
    return Service(base, embedder, folder)


SCRIPTS: Final[dict[str, tuple[Script, Callable[[Path], Assistant]]]] = {
    "can-bo": (OFFICER, _scripted),
    "lanh-dao": (SUPERVISOR, _scripted),
    "quan-tri": (ADMINISTRATOR, _scripted),
    "mau-can-bo": (REAL_OFFICER, _real),
    "mau-soan-thao": (REAL_DRAFTER, _real),
    "mau-lanh-dao": (REAL_SUPERVISOR, _real),
    "mau-quan-tri": (REAL_ADMIN, _real),
}


async def _write(names: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in names or SCRIPTS:
        script, make = SCRIPTS[name]
        with tempfile.TemporaryDirectory() as data:
            text, _ = await record(script, make(Path(data)), Path(data))
        (FOLDER / f"{name}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_write(sys.argv[1:]))
