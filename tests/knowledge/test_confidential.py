"""Stamps keep a document out; personal data is masked, figures are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.confidential import INTERNAL, has_personal_numbers, mask, stamp

HEAD = "ỦY BAN NHÂN DÂN\nXÃ LỘC KHÊ\n{}\nSố: 12/BC-UBND\n\nBÁO CÁO\nTình hình an ninh trật tự"


@pytest.mark.parametrize(
    ("line", "grade"),
    [
        ("MẬT", "MẬT"),
        ("  TỐI MẬT  ", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        ("M Ậ T", "MẬT"),
        ("T Ố I   M Ậ T", "TỐI MẬT"),
        ("TUYET MAT", "TUYỆT MẬT"),
        ("| TỐI MẶT |", "TỐI MẬT"),
        ("[MẬT]", "MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("XÃ LỘC KHÊ\tMẬT", "MẬT"),
        ("Mật", "MẬT"),
        ("TÀI LIỆU MẬT", "MẬT"),
        ("TỐI MẬT Lộc Khê, ngày 08 tháng 8 năm 2025", "TỐI MẬT"),
        ("MẬT Độc lập - Tự do - Hạnh phúc", "MẬT"),
        ("LƯU HÀNH NỘI BỘ", INTERNAL),
        ("(Tài liệu lưu hành nội bộ)", INTERNAL),
        ("LUU HANH NOI BO", INTERNAL),
        ("LƯU HÀNH NỘI BỘ\nMẬT", "MẬT"),
    ],
)
def test_stamps(line: str, grade: str) -> None:
    assert stamp(HEAD.format(line)) == grade


@pytest.mark.parametrize(
    "line",
    [
        "",
        "100% hồ sơ được xử lý trên môi trường điện tử (trừ hồ sơ mật)",
        "xử lý trên môi trường điện tử (trừ hồ sơ\n\nmật); chứng thư số",
        "Công tác bảo vệ bí mật nhà nước",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "MẬT ĐỘ DÂN SỐ",
        "MẬT ONG RỪNG, sản phẩm OCOP",
        "Tài liệu mật mã học",
        "BỆNH VIỆN\nMẮT",
        "tài liệu lưu hành nội bộ của ngành được quản lý chặt chẽ",
    ],
)
def test_no_stamps(line: str) -> None:
    assert stamp(HEAD.format(line)) is None


def test_a_stamp_stands_in_the_head() -> None:
    assert stamp(HEAD.format("\n".join(f"Dòng {number}" for number in range(60)) + "\nMẬT")) is None


PERSONAL = {
    "Thư điện tử: lockhe.ubnd@tinh.gov.vn": "lockhe.ubnd@tinh.gov.vn",
    "di động 0912 345 678": "0912 345 678",
    "ĐT: 0987.654.321": "0987.654.321",
    "ĐT 0225.3842123": "0225.3842123",
    "gọi +84 912 345 678": "+84 912 345 678",
    "số điện thoại: 3842.123": "3842.123",
    "CCCD số 031085012345": "031085012345",
    "công dân 031 085 012 345": "031 085 012 345",
    "CMND: 031234567": "031234567",
    "Chứng minh nhân dân số 031 234 567": "031 234 567",
}


@pytest.mark.parametrize(("text", "personal"), PERSONAL.items())
def test_personal_data_is_masked(text: str, personal: str) -> None:
    masked = mask(text)
    assert masked == text.replace(personal, "".join(" " if char == " " else "*" for char in personal))
    assert has_personal_numbers(text) == ("@" not in personal)
    assert not has_personal_numbers(masked)


@pytest.mark.parametrize(
    "text",
    [
        "dự toán 912.345.678 đồng, quyết toán 1.234.567.890 đồng",
        "tổng thu 123456789 đồng; chi 987654321012 đồng",
        "Công văn số 6962/VP-VX ngày 02/8/2025; số 0912/QĐ-UBND",
        "giai đoạn 2021-2025, năm 2024 2025 2026",
        "từ 01/01/2025 đến 31/12/2025",
        "đạt 0,912345678 điểm; 0.123456789 ha",
        "thuê bao điện thoại di động đạt 12.345 máy",
        "mã số thuế 0201234567, tài khoản 0912345678",
        "các tháng 08 09 10 11 12",
        "1\t2\t03\t045\t067\t089\t012",
    ],
)
def test_figures_dates_and_document_numbers_stay(text: str) -> None:
    assert mask(text) == text
    assert not has_personal_numbers(text)


@given(st.text(alphabet="0123456789 .,-+@()/abđSTK\n", max_size=80))
def test_masking_keeps_length_and_is_final(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked
