"""Communes in questions and documents."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import communes
from knowledge.commune_units import same_province, split_kind

SHARED = Path(__file__).parents[2].parent / "shared" / "reference" / "communes_2025.json"
TABLE = communes.table()


def codes(*names: str, province: str = "Hải Phòng") -> frozenset[str]:
    return frozenset(TABLE.by_name(name, province)[0].code for name in names)


HELD = codes("phường An Hải", "xã Phú Thái", "phường Trần Liễu", "xã Kiến Thụy", "phường Chu Văn An") | codes(
    "xã Đô Lương", province="Nghệ An"
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("tthc truc tuyen kien thuy dat bao nhieu", ["xã Kiến Thụy"]),
        ("tran lieu co thon thong minh ko", ["phường Trần Liễu"]),
        ("xa phu thai va kien thuy giao trung tam nao", ["xã Phú Thái", "xã Kiến Thụy"]),
        ("kien thuyy dat bao nhieu", ["xã Kiến Thụy"]),
        ("phuthai co gi", ["xã Phú Thái"]),
        ("phuong tran liu the nao", ["phường Trần Liễu"]),
        ("ai chu tri trong ke hoach chu van an", ["phường Chu Văn An"]),
        ("còn An Hải?", ["phường An Hải"]),
        ("P. Trần Liễu", ["phường Trần Liễu"]),
        ("Báo cáo của phường Lê Chân viện dẫn gì", ["phường Lê Chân"]),
        ("Lê Chân có báo cáo không", ["phường Lê Chân"]),
        ("boi duong kien thuc khoa hoc", []),
        ("an toan thong tin do ai chu tri", []),
        ("phai danh bao nhieu % ngan sach", []),
        ("Hải Phòng có cơ chế đặc thù gì", []),
        ("cho xin so dien thoai anh Pham Tien Nhuan", []),
        ("xa hoi so la gi", []),
        ("day manh xa hoi hoa giao duc", []),
        ("phuong an phong chong thien tai", []),
        ("phuong huong nhiem vu nam sau", []),
        ("phuong an hai co bao nhieu ho", ["phường An Hải"]),
        ("xa an phu nay thuoc dau", ["phường Trần Liễu"]),
        ("xã An Phú ở đâu", ["xã An Phú"]),
        ("xã mình có bao nhiêu tổ", []),
        ("các xã, phường có tổng cộng bao nhiêu tổ", []),
        ("to cong nghe so cac xa moi noi co may to", []),
        ("kho co may xa may phuong", []),
        ("cac xa phuong lam tot viec nay", []),
        ("các xã chủ động thế nào, cac xa lien quan lam gi", []),
        ("xa minh duoc giao may viec, xa tui chua co", []),
        ("con do luong", ["xã Đô Lương"]),
        ("the do luong thi sao", ["xã Đô Lương"]),
        ("do luong chat luong san pham ra sao", []),
        ("xa muoi noi bao cao gi", ["xã Muổi Nọi"]),
        ("các xã phú thái, kiến thụy", ["xã Phú Thái", "xã Kiến Thụy"]),
        ("cac phuong an hai va le chan", ["phường An Hải", "phường Lê Chân"]),
        ("các xã Phú Thái, Muổi Nọi", ["xã Phú Thái", "xã Muổi Nọi"]),
        ("So sánh xã Phú Thái và phường Trần Liễu", ["xã Phú Thái", "phường Trần Liễu"]),
    ],
)
def test_questions(question: str, found: list[str]) -> None:
    assert [mention.commune.full_name for mention in TABLE.find(question, HELD)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ủy ban nhân dân xã Phú Thái báo cáo", ["xã Phú Thái"]),
        ("UY BAN NHAN DAN XA KIEN THUY", ["xã Kiến Thụy"]),
        ("Uy ban nhan dan xa Kién Thuy", ["xã Kiến Thụy"]),
        ("các phường Hải An, Lê Chân và xã Vĩnh Am", ["phường Hải An", "phường Lê Chân", "xã Vĩnh Am"]),
        ("trên địa bàn xã. Cộng hòa xã hội chủ nghĩa", []),
        ("PHƯƠNG HƯỚNG THỰC HIỆN NHIỆM VỤ", []),
        ("tại địa phương. Đồng thời, xã hội hóa", []),
        ("thị xã Kinh Môn", []),
        ("UBND xã Nguyễn Văn An ký", []),
        ("đạt chuẩn xã nông thôn mới, phường văn minh", []),
    ],
)
def test_documents_name_communes_with_type_word_and_capitals(text: str, found: list[str]) -> None:
    assert [mention.commune.full_name for mention in TABLE.find(text)] == found


def test_spans_are_those_of_the_name() -> None:
    text = "Năm 2025, xã Phú Thái và phường Trần Liễu"
    assert [text[m.start : m.end] for m in TABLE.find(text)] == ["Phú Thái", "Trần Liễu"]


def test_listed_former_units_point_at_the_unit_that_took_them_all() -> None:
    mentions = TABLE.find("UBND các xã An Phụ, Thượng Quận, Hiệp Hòa cũ nay sáp nhập")
    assert {m.commune.full_name for m in mentions} == {"phường Trần Liễu"}
    assert [m.former.name for m in mentions if m.former] == ["An Phụ", "Thượng Quận", "Hiệp Hòa"]


def test_a_divided_former_unit_has_alternatives() -> None:
    (mention,) = TABLE.find("tại xã Thượng Quận cũ")
    assert mention.former is not None
    assert {mention.commune.full_name, *(unit.full_name for unit in mention.alternatives)} == {
        "phường Trần Liễu",
        "xã Phú Thái",
    }


def test_a_township_is_a_former_unit() -> None:
    (mention,) = TABLE.find("thị trấn Núi Đối")
    assert mention.former is not None
    assert mention.commune.full_name == "xã Kiến Thụy"


def test_provinces_tell_communes_of_one_name_apart() -> None:
    (here,) = TABLE.find("phường An Hải, thành phố Hải Phòng")
    (there,) = TABLE.find("phường An Hải, thành phố Đà Nẵng", HELD)
    (either,) = TABLE.find("phường An Hải")
    (told,) = TABLE.find("phường An Hải", province="Đà Nẵng")
    assert same_province(here.commune.province, "Hải Phòng")
    assert same_province(there.commune.province, "Đà Nẵng")
    assert len(either.alternatives) == 1
    assert same_province(told.commune.province, "tp Đà Nẵng")


def test_tone_placement_does_not_matter() -> None:
    assert TABLE.find("xã Kiến Thuỵ")[0].commune.code == TABLE.find("xã Kiến Thụy")[0].commune.code
    assert [unit.name for unit in TABLE.by_name("phường Hoà Xuân")] == ["Hòa Xuân"]


def test_an_unlisted_unit_stands_for_itself() -> None:
    (mention,) = TABLE.find("Ủy ban nhân dân xã Đồng Suối báo cáo")
    assert not mention.commune.listed
    assert mention.commune.full_name == "xã Đồng Suối"
    assert TABLE.by_code(mention.commune.code) == mention.commune
    (bare,) = TABLE.find("dong suoi dat bao nhieu", frozenset({mention.commune.code}))
    assert bare.commune == mention.commune


def test_every_unit_is_found_by_its_full_name_and_province() -> None:
    """One in seven, so that the suite stays quick."""
    for unit in TABLE.communes[::7]:
        found = TABLE.find(f"Ủy ban nhân dân {unit.full_name}", province=unit.province)
        assert unit in [found[0].commune, *found[0].alternatives], unit


@given(st.text(max_size=80))
def test_any_text_is_searched_in_order(text: str) -> None:
    mentions = TABLE.find(text, HELD)
    assert all(left.end <= right.start for left, right in pairwise(mentions))


@pytest.mark.skipif(not SHARED.exists(), reason="the reference of 2025 is not beside the project")
def test_the_compact_table_holds_what_the_reference_holds() -> None:
    rows = json.loads(SHARED.read_text(encoding="utf-8"))
    for row in rows:
        unit = TABLE.by_code(row["code"])
        assert unit is not None
        assert split_kind(row["name"]) == (unit.kind, unit.name)
        assert same_province(unit.province, row["province"])
        assert [former.name for former in unit.former] == [
            split_kind(name)[1] if name else None for name, *_ in row["from_units"]
        ]
        assert [former.whole for former in unit.former] == [
            share == "whole" for *_, share in row["from_units"]
        ]
