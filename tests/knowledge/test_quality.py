"""Text quality on texts of known origin."""

from __future__ import annotations

import pytest

from knowledge.models import Page
from knowledge.quality import is_syllable, known_syllables, measure, signs_in_words
from knowledge.vietnamese import fold

CLEAN = """\
Ủy ban nhân dân xã Trường Nhuệ báo cáo kết quả thực hiện nhiệm vụ quý III. Tổng diện tích gieo trồng
đạt 412 ha, bằng 103% kế hoạch; năng suất lúa ước đạt 62 tạ/ha. Trạm Y tế khám bệnh cho 3.250 lượt
người, tiêm chủng đầy đủ cho 98,5% trẻ dưới 1 tuổi. UBND xã đã cấp 120 giấy chứng nhận quyền sử dụng
đất (QSDĐ) cho các hộ dân tại thôn 4, thôn 7; mở 02 lớp tập huấn VNeID, lắp 35 camera an ninh, cài
đặt IPv6 và wifi công cộng tại nhà văn hóa."""

# As an English recogniser leaves such a text: wrong marks, signs and digits inside words.
RECOGNISED = """\
Uy ban nhan dan x4 Trudng Nhué bao c4o két qua thyc hién nhiém vu quy III. Tong dién tich gieo trong
dat 412 ha, bang 103% ké hoach; nang suat lua udc dat 62 ta/ha. Tram Y t& kham bénh cho 3.250 Iuot
ngudi, tiém chting day du cho 98,5% tré dudi 1 tudi. UBND x& da cap 120 gidy chtng nhan quyén str
dung dat cho cdc ho dan tai thon 4, thon 7; tép trung chi dao d6i méi, ngh¢ thuat, phat trién céng
nghé s6 va cai cach thu tuc hanh chinh trén dia ban."""


def test_clean_text() -> None:
    measured = measure(CLEAN)
    assert not measured.poor and not measured.ocr and measured.notes == ()
    assert 0.2 < measured.diacritics < 0.4
    assert measured.known_syllables > 0.95


def test_text_typed_without_marks_is_poor_but_not_recognised() -> None:
    measured = measure(fold(CLEAN))
    assert measured.poor and not measured.ocr
    assert measured.notes == ("gõ không dấu",)


def test_a_text_file_with_the_traces_of_recognition() -> None:
    measured = measure(RECOGNISED)
    assert measured.poor and measured.ocr
    assert "có dấu vết nhận dạng từ bản quét" in measured.notes


def test_recognised_well_is_not_poor() -> None:
    half = len(CLEAN) // 2
    pages = (
        Page(number=1, start=0, end=half, ocr_confidence=96),
        Page(number=2, start=half, end=len(CLEAN), ocr_confidence=90),
    )
    measured = measure(CLEAN, True, pages)
    assert measured.ocr and not measured.poor
    assert measured.ocr_confidence == pytest.approx(93, abs=0.1)


def test_low_confidence_is_poor() -> None:
    measured = measure(CLEAN, True, (Page(number=1, start=0, end=len(CLEAN), ocr_confidence=52),))
    assert measured.poor
    assert measured.notes[-1] == "độ tin cậy nhận dạng thấp (52/100)"


@pytest.mark.parametrize("text", ["", "UBND", "1. 2. 3.", "Hết."])
def test_short_texts_are_not_judged(text: str) -> None:
    assert not measure(text).poor


@pytest.mark.parametrize(
    "word", ["nghị", "quyết", "UỶ", "thuỷ", "thủy", "giếng", "khuỷu", "Đảng", "quý", "ươm"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["trién", "wifi", "hqi", "dổt", "ngừoi", "khôch", "phatth"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_abbreviations_do_not_count_against_a_text() -> None:
    assert known_syllables("UBND xã, HĐND xã và MTTQ") == 1.0


def test_codes_and_units_are_no_misread_words() -> None:
    assert signs_in_words("35kV, 12m2, IPv6, A4, COVID-19, thôn 4a, 5G, QL5, 2.000m3, H2, P2 và CO2") == 0.0
