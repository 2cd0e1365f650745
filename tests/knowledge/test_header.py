"""Header fields from letterheads of many kinds."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cleaning import clean
from knowledge.frame import Frame, frame_of, marker_of
from knowledge.header import parse as parse_header
from knowledge.models import DocumentHeader
from knowledge.structure import parse

HERE = Path(__file__).parent
LAYOUTS = tomllib.loads((HERE.parent / "cases" / "layouts.toml").read_text(encoding="utf-8"))["layout"]


HERE_CITY = "thành phố Hải Phòng"


def header_of(text: str) -> DocumentHeader:
    view = clean(text)
    return parse_header(view, parse(view))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["file"])
def test_layouts(layout: dict[str, object]) -> None:
    header = header_of((HERE / "layouts" / str(layout["file"])).read_text(encoding="utf-8"))
    expected = {key: value for key, value in layout.items() if key not in ("file", "sections")}
    assert header.model_dump(exclude_none=True) == expected


def letterhead(number: str = "Số: 12/BC-UBND", day: str = "ngày 03 tháng 9 năm 2025", tail: str = "") -> str:
    return f"""ỦY BAN NHÂN DÂN XÃ ĐỒNG SUỐI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{number}
Đồng Suối, {day}
BÁO CÁO
Công tác thủy lợi
I. KẾT QUẢ
Nạo vét 12 km kênh.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lương Văn Chắt
{tail}"""


@pytest.mark.parametrize(
    ("number", "symbol"),
    [
        ("Số: 12/BC-UBND", "12/BC-UBND"),
        ("Số 12 /BC - UBND", "12/BC-UBND"),
        ("Số:     /BC-UBND", None),
        ("Số: …/BC-UBND", None),
        ("Số: 04/2025/NQ-HĐND", "04/2025/NQ-HĐND"),
        ("Số: 15-BC/ĐU", "15-BC/ĐU"),
        ("Số: 1204/SKHCN-VP", "1204/SKHCN-VP"),
        ("S6:72 /BC-UBND", "72/BC-UBND"),
        ("Sd: 9/KH-UBND", "9/KH-UBND"),
    ],
)
def test_symbols(number: str, symbol: str | None) -> None:
    assert header_of(letterhead(number)).symbol == symbol


SIGNED = "2025-09-08T09:16:36+0700\nViệt Nam\nXã Đồng Suối <vanthu@dongsuoi.example> đã ký lên văn bản này!"


@pytest.mark.parametrize(
    ("day", "tail", "issued_on"),
    [
        ("ngày 03 tháng 9 năm 2025", "", "2025-09-03"),
        ("ngày 3 tháng 9 năm 2025", SIGNED, "2025-09-03"),
        ("ngày     tháng 9 năm 2025", "", None),
        ("ngày     tháng      năm 2025", SIGNED, "2025-09-08"),
        ("ngày … tháng … năm 2025", "Thời gian ký: 11/09/2025 08:30:12", "2025-09-11"),
        ("ngày 31 tháng 02 năm 2025", "", None),
        ("tháng 9 năm 2025", "", "2025-09"),
    ],
)
def test_dates(day: str, tail: str, issued_on: str | None) -> None:
    assert header_of(letterhead(day=day, tail=tail)).issued_on == issued_on


@pytest.mark.parametrize(
    ("lines", "issuer", "commune", "province"),
    [
        ("ỦY BAN NHÂN DÂN\nXÃ PHÚ THÁI", "Ủy ban nhân dân xã Phú Thái", "xã Phú Thái", HERE_CITY),
        ("UY BAN NHAN DAN\nXA KIEN THUY", "Ủy ban nhân dân xã Kiến Thụy", "xã Kiến Thụy", HERE_CITY),
        ("HĐND\nPHƯỜNG LÊ CHÂN", "Hội đồng nhân dân phường Lê Chân", "phường Lê Chân", HERE_CITY),
        ("UBND TỈNH TÂY NINH\nSỞ Y TẾ", "Sở Y tế tỉnh Tây Ninh", None, "tỉnh Tây Ninh"),
        ("UBND HUYỆN KIM THÀNH", "Ủy ban nhân dân huyện Kim Thành", None, HERE_CITY),
    ],
)
def test_issuers(lines: str, issuer: str, commune: str | None, province: str) -> None:
    header = header_of(letterhead().replace("ỦY BAN NHÂN DÂN XÃ ĐỒNG SUỐI", lines))
    assert (header.issuer, header.commune, header.province) == (issuer, commune, province)


def test_a_mail_domain_tells_communes_of_one_name_apart() -> None:
    text = letterhead(tail=SIGNED.replace("dongsuoi.example", "danang.gov.vn"))
    header = header_of(text.replace("XÃ ĐỒNG SUỐI", "PHƯỜNG AN HẢI").replace("Đồng Suối", "An Hải"))
    assert header.province == "thành phố Đà Nẵng"


def test_an_unknown_province_leaves_communes_of_one_name_without_code() -> None:
    header = header_of(letterhead().replace("XÃ ĐỒNG SUỐI", "PHƯỜNG AN HẢI").replace("Đồng Suối", "An Hải"))
    assert header.commune == "phường An Hải"
    assert header.commune_code == "phường An Hải"
    assert header.province is None


def test_a_report_without_letterhead_names_its_issuer_itself() -> None:
    text = """BÁO CÁO
Công tác thu ngân sách 6 tháng đầu năm
Thực hiện Công văn số 15/STC-NS, Ủy ban nhân dân xã Mai Khê báo cáo như sau:
I. KẾT QUẢ
Thu 2,1 tỷ đồng.
Trên đây là báo cáo của Ủy ban nhân dân xã Mai Khê./.
"""
    assert header_of(text).issuer == "Ủy ban nhân dân xã Mai Khê"


def test_a_note_without_letterhead_is_from_the_commune_it_speaks_of() -> None:
    header = header_of("Đến 17h00 ngày 12/9/2025, xã Mai Khê có 35 hộ bị ngập. Xã Mai Khê đã di dời 12 hộ.")
    assert (header.issuer, header.commune) == (None, "xã Mai Khê")
    assert header_of("Xã Mai Khê và xã Lộc Khê cùng bị ngập.").commune is None


def test_the_kind_of_an_untitled_document_is_in_its_symbol() -> None:
    text = "Số: 33/TTr-UBND\nKính gửi: Sở Nội vụ\nXã đề nghị bổ sung biên chế./."
    assert header_of(text).kind == "Tờ trình"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("V/v rà soát hộ nghèo", "Rà soát hộ nghèo"),
        ("V/v: báo cáo thu ngân sách Đồng Suối, ngày 3 tháng 9 năm 2025", "Báo cáo thu ngân sách"),
        ("V/v về việc cấp đất Đồng Suối, ngày 3 tháng 9 năm 2025\nở thôn mới", "Cấp đất ở thôn mới"),
    ],
)
def test_subjects_of_dispatches(subject: str, title: str) -> None:
    header = header_of(f"Số: 7/UBND-VP\n{subject}\nKính gửi: Sở Tài chính\nXã đề nghị cấp vốn./.")
    assert (header.kind, header.title) == ("Công văn", title)


@pytest.mark.parametrize(
    ("line", "frame"),
    [
        ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", Frame.MOTTO),
        ("Poc 14p - Tw do - Hanh phiic", Frame.MOTTO),
        ("KẾ HOẠCH", Frame.KIND),
        ("BAO CAO", Frame.KIND),
        ("Noi nhin: TM. UY BAN NHAN DAN", Frame.RECIPIENTS),
        ("KT. CHỦ TỊCH", Frame.AUTHORITY),
        ("Kính gửi: Sở Y tế", Frame.ADDRESSEE),
        ("V/v báo cáo tiến độ", Frame.SUBJECT),
        ("SỞ Y TẾ", Frame.ISSUER),
        ("SỐ LIỆU TỔNG HỢP", None),
        ("PHÒNG, CHỐNG DỊCH BỆNH", None),
        ("Số lượng 12/15 thôn", None),
        ("Báo cáo này gồm 3 phần.", None),
        ("số 03/NQ-CP ngày 09/01/2025 của Chính phủ", None),
    ],
)
def test_fixed_lines(line: str, frame: Frame | None) -> None:
    assert frame_of(line) is frame


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("I. KẾT QUẢ", "roman"),
        ("I11. PINH HUONG", "roman"),
        ("II- HẠN CHẾ", "roman"),
        ("1. Về y tế", "decimal"),
        ("1.1 Tăng cường", "decimal"),
        ("4.Thực hiện", "decimal"),
        ("a) Rà soát", "letter"),
        ("* Lĩnh vực", "star"),
        ("-Tiếp tục", "dash"),
        ("Phần thứ hai: ĐỊNH HƯỚNG", "part"),
        ("Điều 1. Phạm vi", "article"),
        ("V/v báo cáo", None),
        ("1/ Công tác", "decimal"),
        ("03/NQ-CP của Chính phủ", None),
        ("02/8/2025 xã họp", None),
        ("100% các thôn", None),
        ("2025. Trong đó", None),
    ],
)
def test_markers(line: str, kind: str | None) -> None:
    marker = marker_of(line)
    assert (marker.kind if marker else None) == kind


@given(st.text(max_size=300))
def test_any_text_has_a_header(text: str) -> None:
    header_of(text)


@pytest.mark.parametrize(
    ("header", "unsigned"),
    [
        (DocumentHeader(kind="Báo cáo"), True),
        (DocumentHeader(kind="Báo cáo", issued_on="2025-08"), True),
        (DocumentHeader(kind="Báo cáo", issued_on="2025-08-08"), False),
        (DocumentHeader(kind="Kế hoạch", symbol="14/KH-UBND"), False),
        (DocumentHeader(), False),
    ],
)
def test_unsigned(header: DocumentHeader, unsigned: bool) -> None:
    assert header.unsigned is unsigned


@pytest.mark.parametrize("between", ["\n", "\t"])
def test_a_name_that_begins_with_a_letter_is_no_part_of_the_unit_above(between: str) -> None:
    text = f"""ỦY BAN NHÂN DÂN
XÃ A DƠI{between}A Dơi, ngày 03 tháng 9 năm 2025
Số: 12/BC-UBND

BÁO CÁO
Kết quả công tác quý III năm 2025
"""
    assert header_of(text).commune == "xã A Dơi"
