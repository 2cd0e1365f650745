"""What officers state of their own unit while a draft is made: it stands in the draft as they said it, and
nothing else does."""

from __future__ import annotations

import pytest

from bot.assistant.draft import Draft
from bot.assistant.drafting.corrections import Correction, correction
from bot.assistant.drafting.instructions import Change, instruction
from bot.assistant.drafting.own_unit import own_unit
from bot.assistant.drafting.statements import sentence, split_off, stated_in, statements
from bot.assistant.models import Answer, Question
from bot.assistant.service import Assistant

OWN = own_unit("xã Lộc Khê")


@pytest.mark.parametrize(
    ("message", "order", "facts"),
    [
        ("viết kết quả, xã tôi đạt 85% hồ sơ", "viết kết quả", "xã tôi đạt 85% hồ sơ"),
        ("viet ket qua, 97% ho so nop truc tuyen", "viet ket qua", "97% ho so nop truc tuyen"),
        ("viết kết quả cho xã tôi đạt 85% hồ sơ", "viết kết quả cho xã tôi", "đạt 85% hồ sơ"),
        ("soạn kết quả cho xã: có 12 tổ, 60 người", "soạn kết quả cho xã", "có 12 tổ, 60 người"),
        ("soạn khó khăn, xã em thiếu 2 cán bộ", "soạn khó khăn", "xã em thiếu 2 cán bộ"),
        ("soạn khó khăn, bên mình chưa có trụ sở", "soạn khó khăn", "bên mình chưa có trụ sở"),
        ("viết câu tỷ lệ hồ sơ nộp trực tuyến đạt 97%", "viết câu", "tỷ lệ hồ sơ nộp trực tuyến đạt 97%"),
        ("soạn mục kết quả năm 2025, nêu 3 kết quả", "soạn mục kết quả năm 2025, nêu 3 kết quả", ""),
        ("soạn kết quả, số liệu chưa có số", "soạn kết quả, số liệu chưa có số", ""),
    ],
)  # fmt: skip
def test_an_order_is_told_from_the_facts_beside_it(message: str, order: str, facts: str) -> None:
    assert split_off(message) == (order, facts)


@pytest.mark.parametrize(
    ("message", "figures"),
    [
        ("xã tôi đạt 85% dịch vụ công trực tuyến", [("Tỷ lệ dịch vụ công trực tuyến", 85, "%")]),
        ("tỷ lệ dịch vụ công trực tuyến đạt 85%", [("tỷ lệ dịch vụ công trực tuyến", 85, "%")]),
        ("tổ công nghệ số có 12 tổ", [("số tổ công nghệ số", 12, "tổ")]),
        ("có 12 tổ công nghệ số", [("Số tổ công nghệ số", 12, "tổ")]),
        ("xã Lộc Khê có 12 tổ công nghệ số", [("Số tổ công nghệ số", 12, "tổ")]),
        ("mở 3 lớp tập huấn cho 120 người", []),
        ("mở 3 lớp tập huấn ngày 15/5/2026", []),
        ("thiếu 2 cán bộ công nghệ thông tin", []),
        ("tỷ lệ hồ sơ nộp trực tuyến đạt 97% tại bộ phận một cửa", []),
        ("đã giải ngân 80%", []),
    ],
)
def test_a_clause_is_read_as_a_figure_only_where_it_says_nothing_else(
    message: str, figures: list[tuple[str, float, str]]
) -> None:
    (said,) = statements(message, OWN)
    assert [(one.name, one.value, one.unit) for one in said.figures] == figures


@pytest.mark.parametrize(
    "message",
    [
        "xã Tân Mỹ có 20 tổ công nghệ số",
        "phường bên đạt 90% dịch vụ công trực tuyến",
        "cả thành phố có 300 tổ công nghệ số",
        "các xã khác đạt 90% hồ sơ trực tuyến, 40 thành viên",
    ],
)
def test_figures_of_another_unit_are_not_the_own(message: str) -> None:
    assert all(one.foreign and not one.figures for one in statements(message, OWN))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("có 12 tổ công nghệ số", "Xã có 12 tổ công nghệ số."),
        ("xã tôi chưa có cán bộ chuyên trách", "Xã chưa có cán bộ chuyên trách."),
        ("thiếu cán bộ chuyên trách", "Xã còn thiếu cán bộ chuyên trách."),
        ("60 thành viên", "Xã có 60 thành viên."),
        ("kinh phí 350 triệu đồng", "Kinh phí là 350 triệu đồng."),
        ("wifi 5 nhà văn hóa", "Xã có wifi 5 nhà văn hóa."),
        ("máy tính cũ, 15/20 máy không dùng được", "Máy tính cũ, 15/20 máy không dùng được."),
    ],
)
def test_the_officers_words_become_a_whole_sentence(words: str, expected: str) -> None:
    assert sentence(words, OWN) == expected


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("thêm ý: xã chưa có cán bộ chuyên trách", "xã chưa có cán bộ chuyên trách"),
        ("them cau noi rang xa da to chuc hoi nghi", "xa da to chuc hoi nghi"),
        ("thêm câu về tổ công nghệ số có 12 tổ", "tổ công nghệ số có 12 tổ"),
        ("bổ sung: đã cấp 500 chữ ký số", "đã cấp 500 chữ ký số"),
        ("them y ve thieu can bo chuyen trach", "thieu can bo chuyen trach"),
        ("thêm ý về OCOP", None),
        ("thêm ý về thành lập tổ công tác", None),
        ("thêm ý", None),
        ("thêm hai ý về kinh phí", None),
    ],
)
def test_a_statement_to_add_is_told_from_a_matter(message: str, words: str | None) -> None:
    found = stated_in(message)
    assert (found.words if found else None) == words


@pytest.mark.parametrize(
    ("message", "old", "new"),
    [
        ("sua 85 thanh 87", "85", "87"),
        ("đổi 85% thành 87%", "85", "87"),
        ("85 sai, 87 mới đúng", "85", "87"),
        ("không phải 12 tổ mà là 14 tổ", "12", "14"),
        ("thành viên 62 chứ không phải 60", "60", "62"),
        ("nhầm, 87 chứ không phải 85", "85", "87"),
        ("sửa tỷ lệ hồ sơ từ 85 lên 87,5", "85", "87,5"),
        ("85 -> 87", "85", "87"),
        ("87 mới đúng, 85 là nhầm", "85", "87"),
        ("sửa 4.500 thành 4.600 nhé", "4.500", "4.600"),
    ],
)
def test_corrections_are_understood(message: str, old: str, new: str) -> None:
    found = correction(message)
    assert found is not None
    assert (found.old, found.new) == (old, new)
    asked = instruction(message)
    assert asked is not None
    assert asked.change is Change.CORRECT


@pytest.mark.parametrize(
    "message", ["bỏ câu 2 và 4", "sửa câu 3 thành: Xã còn thiếu người.", "thay số tổ công nghệ bằng 12", "12"]
)
def test_other_numbers_are_no_corrections(message: str) -> None:
    assert correction(message) is None


def test_the_unit_of_a_correction_is_known() -> None:
    assert correction("sửa 12 tổ thành 13 tổ") == Correction("12", "13", "tổ")


@pytest.mark.parametrize(
    "message",
    ["tóm tắt 2 văn bản", "liệt kê 5 chỉ tiêu", "xã có bao nhiêu tổ", "cho biết 3 kiến nghị", "cảm ơn"],
)
def test_requests_state_nothing(message: str) -> None:
    asked = instruction(message)
    assert asked is None or asked.change is not Change.STATE


# ---------------------------------------------------------------------- whole conversations


def after(assistant: Assistant, *turns: str) -> tuple[Answer, list[str]]:
    """The answer to the last turn, and the sentences of the draft that it shows."""
    asked = Question(text=turns[-1], history=turns[:-1], commune="xã Lộc Khê", interactive=True)
    made = assistant.answer(asked)
    draft = made.step.content if made.step else None
    said = [one.text for _, part in draft.read() for one in part] if isinstance(draft, Draft) else []
    return made, said


DRAFT = "soạn phần kết quả cho xã tôi"
BEGUN = "viet phan ket qua, xa toi dat 85% dvc truc tuyen"
CLASSES = "xã mở 3 lớp học bơi ngày 15/5/2026 cho 120 người"
CONVERSATIONS = [
    ([BEGUN], "Tỷ lệ dịch vụ công trực tuyến đạt 85%."),
    ([BEGUN, "sua 85 thanh 87"], "Tỷ lệ dịch vụ công trực tuyến đạt 87%."),
    ([BEGUN, "85 sai, 87 mới đúng"], "Tỷ lệ dịch vụ công trực tuyến đạt 87%."),
    ([DRAFT, "thêm ý: xã chưa có bể bơi"], "Xã chưa có bể bơi."),
    ([DRAFT, CLASSES], "Xã mở 3 lớp học bơi ngày 15/5/2026 cho 120 người."),
    ([DRAFT, CLASSES, "đổi 120 thành 150"], "Xã mở 3 lớp học bơi ngày 15/5/2026 cho 150 người."),
    ([DRAFT, "kinh phí 350 triệu đồng"], "Kinh phí là 350 triệu đồng."),
    ([DRAFT, "thêm câu: wifi 5 nhà văn hóa"], "Xã có wifi 5 nhà văn hóa."),
    ([DRAFT, "có 7 đội cờ tướng, 60 hội viên", "ngắn hơn"], "Xã có 7 đội cờ tướng, 60 hội viên."),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "expected"), CONVERSATIONS)
def test_what_is_stated_stands_in_the_draft_once(
    sample_assistant: Assistant, turns: list[str], expected: str
) -> None:
    made, said = after(sample_assistant, *turns)
    assert said.count(expected) == 1
    assert not any(
        word in one.lower() for one in said for word in ("viết phần", "viet phan", "soạn", "xã tôi")
    )
    assert any("Theo lời anh/chị" in warning for warning in made.warnings)


def test_a_figure_fills_the_place_that_the_corpus_has_for_it(sample_assistant: Assistant) -> None:
    _, said = after(sample_assistant, DRAFT, "thêm câu về tổ công nghệ số có 12 tổ")
    assert any("12 Tổ công nghệ số cộng đồng" in one for one in said)
    assert not any("12 tổ." in one for one in said)


def test_what_was_the_case_before_stays_with_its_figure() -> None:
    (said,) = statements("số lớp học bơi là 10 lớp, cùng kỳ năm trước 8 lớp", OWN)
    assert [(one.value, one.period) for one in said.figures] == [(10, None), (8, "cùng kỳ năm trước")]


def test_a_figure_keeps_the_unit_that_was_said(sample_assistant: Assistant) -> None:
    _, said = after(sample_assistant, DRAFT, "số lớp tập huấn là 10 lớp")
    assert any("10 lớp" in one for one in said)
    assert not any("10 hội nghị" in one for one in said)


@pytest.mark.parametrize(
    "turn", ["xã Tân Mỹ có 77 tổ công nghệ số", "thêm câu: phường bên đạt 77% dịch vụ công trực tuyến"]
)
def test_a_figure_of_another_unit_enters_no_draft(sample_assistant: Assistant, turn: str) -> None:
    made, _ = after(sample_assistant, DRAFT, turn)
    assert made.step is None
    assert "nói về đơn vị khác" in made.claims[0].text


def test_a_number_that_the_officer_never_gave_is_not_changed(sample_assistant: Assistant) -> None:
    made, _ = after(sample_assistant, DRAFT, "sửa 99 thành 100")
    assert made.step is None
    assert "không có số 99" in made.claims[0].text


def test_an_impossible_share_is_refused(sample_assistant: Assistant) -> None:
    made, said = after(sample_assistant, "viết phần kết quả, xã tôi đạt 120% dịch vụ công trực tuyến")
    assert "vượt quá 100%" in made.claims[0].text
    assert not any("120" in one for one in said)
