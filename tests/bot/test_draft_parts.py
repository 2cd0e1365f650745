"""The steps of drafting by themselves: own unit, local names, slots, figures given, changes asked for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from bot.assistant.draft import Draft, DraftPart, DraftSentence
from bot.assistant.drafting import local_names, own_unit, revise
from bot.assistant.drafting.filling import filled
from bot.assistant.drafting.given import Given, from_json, from_message, from_rows
from bot.assistant.drafting.impossible import sifted
from bot.assistant.drafting.instructions import Change, Instruction, instruction
from bot.assistant.drafting.own_unit import OwnUnit, Rewriter
from bot.assistant.drafting.reckoning import reckoned
from bot.assistant.drafting.slots import applied, figure_edits, figure_slot, open_indicators, slots
from knowledge.errors import AssistantError
from knowledge.models import SectionType

WARD = OwnUnit(kind="phường", name="Lương Thủy", province="thành phố Giang Lĩnh")
COMMUNE = OwnUnit(kind="xã", name="Mai Khê", province="thành phố Giang Lĩnh")
UPLAND = OwnUnit(kind="xã", name="Nậm Cốc", province="tỉnh Đoài Sơn")

REWRITTEN = [
    (COMMUNE, WARD, "UBND xã Mai Khê giao các thôn thực hiện", "UBND phường giao các tổ dân phố thực hiện"),
    (COMMUNE, WARD, "kinh tế - xã hội ở nông thôn mới của xã", "kinh tế - xã hội ở nông thôn mới của phường"),
    (
        COMMUNE,
        WARD,
        "Mỗi xã, phường một sản phẩm; công chức cấp xã",
        "Mỗi xã, phường một sản phẩm; công chức cấp xã",
    ),
    (COMMUNE, WARD, "hợp tác xã trên địa bàn xã", "hợp tác xã trên địa bàn phường"),
    (WARD, COMMUNE, "Phòng Kinh tế, Hạ tầng và Đô thị của phường", "Phòng Kinh tế của xã"),
    (COMMUNE, WARD, "Phòng Kinh tế xã chủ trì", "Phòng Kinh tế, Hạ tầng và Đô thị phường chủ trì"),
    (WARD, COMMUNE, "Trung tâm sự nghiệp công phường", "Trung tâm Dịch vụ sự nghiệp công xã"),
    (WARD, UPLAND, "Đề nghị thành phố Giang Lĩnh hỗ trợ", "Đề nghị tỉnh hỗ trợ"),
    (WARD, COMMUNE, "tại 21 tổ dân phố", "tại 21 thôn"),
]


@pytest.mark.parametrize(("source", "own", "text", "expected"), REWRITTEN)
def test_words_become_those_of_the_own_unit(source: OwnUnit, own: OwnUnit, text: str, expected: str) -> None:
    assert Rewriter(own).rewritten(text, source) == expected


def test_unknown_unit_leaves_a_place_for_its_name() -> None:
    own = own_unit.own_unit(None, "soạn cho xã mình, phương hướng")
    assert (own.kind, own.name) == ("xã", None)
    assert own.full_name == "xã [… tên đơn vị …]"
    assert own_unit.own_unit(None, "soạn giúp mục khó khăn").kind == "xã/phường"


@pytest.mark.parametrize("example", local_names.table()["examples"])
def test_general_names_are_no_local_ones(example: str) -> None:
    assert local_names.local_name(example) is None


@pytest.mark.parametrize("example", local_names.table()["local"])
def test_local_names_are_seen(example: str) -> None:
    assert local_names.local_name(example) is not None


@pytest.mark.parametrize(
    ("row", "example"), [(r, e) for r, entry in local_names.feature_rows().items() for e in entry["examples"]]
)
def test_local_features_are_seen(row: str, example: str) -> None:
    assert local_names.local_feature(example) == row


@pytest.mark.parametrize("row", own_unit.office_rows(), ids=lambda row: row["phuong"])
def test_offices_are_found_in_their_examples(row: dict[str, Any]) -> None:
    for example in row["examples"]:
        assert Rewriter(OwnUnit(kind="phường", name="A")).rewritten(example, OwnUnit()) == row["phuong"]


NUMBERS_OPENED = [
    "Xã có 26 tổ với 145 thành viên (5-7 thành viên/tổ)",
    "trên 90% hộ dân dùng nước sạch",
    "412/480 hộ kinh doanh dùng hóa đơn điện tử, đạt 85,8%",
    "Kinh phí 1.250 triệu đồng, tăng 12% so với cùng kỳ",
    "Hai thôn có đường truyền yếu",
    "mười bốn tổ dân phố có camera",
]


@pytest.mark.parametrize("text", NUMBERS_OPENED)
def test_no_digit_of_a_source_is_left(text: str) -> None:
    from bot.assistant.grounding.numerals import in_digits

    text = in_digits(text)
    edits = figure_edits(text, [], quantifiers=True)
    assert edits
    opened = applied(text, edits)
    assert not any(char.isdigit() for char in opened), opened
    assert open_indicators(opened)


def test_an_age_is_part_of_what_is_counted() -> None:
    text = "Trẻ dưới 1 tuổi được tiêm chủng đầy đủ đạt 96%"
    edits = figure_edits(text, [], quantifiers=True)
    assert edits is not None
    assert applied(text, edits).startswith("Trẻ dưới 1 tuổi được tiêm chủng đầy đủ đạt [… số liệu: ")


@generated(
    st.text("abcdeđêôơư ", min_size=1, max_size=30).map(str.strip).filter(bool),
    st.sampled_from(["%", "tổ", "triệu đồng", None]),
)
def test_slots_are_found_again(name: str, unit: str | None) -> None:
    (slot,) = slots(f"Có {figure_slot(name, unit)} rồi")
    assert (slot.name, slot.unit, slot.figure) == (name, unit, True)


def test_a_figure_fills_its_slot_with_or_without_unit() -> None:
    figures = from_json({"B4": {"value": 12, "unit": "tổ"}, "A16": 97.5})
    text = (
        "Có [… số liệu: Số Tổ công nghệ số cộng đồng, tổ …] Tổ công nghệ số cộng đồng; trực tuyến đạt "
        "[… số liệu: Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến, % …]; "
        "[… số liệu: Số sáng kiến, sáng kiến …]"
    )
    result, used = filled(text, figures, target=False)
    assert result.startswith(
        "Có 12 Tổ công nghệ số cộng đồng; trực tuyến đạt 97,5%; [… số liệu: Số sáng kiến"
    )
    assert len(used) == 2
    assert filled(text, figures, target=True) == (text, ()), "a result never fills a target"


@pytest.mark.parametrize(
    ("message", "value", "unit", "code", "target"),
    [
        ("số tổ công nghệ số cộng đồng là 12", 12, "tổ", "B4", False),
        ("tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đạt 97,5%", 97.5, "%", "A16", False),
        ("mục tiêu tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến là 99%", 99, "%", "A16", True),
    ],
)
def test_figures_are_read_from_messages(
    message: str, value: float, unit: str, code: str, target: bool
) -> None:
    (figure,) = from_message(message)
    assert (figure.value, figure.unit, figure.code, figure.target) == (value, unit, code, target)


def test_a_figure_without_a_number_is_named() -> None:
    with pytest.raises(AssistantError, match="Số lớp"):
        from_json({"Số lớp": {"value": "nhiều"}})


# what the officer says -> figures that are refused, and a word of the reason
IMPOSSIBLE = [
    ("tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đạt 120%", "vượt quá 100%"),
    ("mục tiêu tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến là 130%", "vượt quá 100%"),
    ("tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến là 12 tổ", "đơn vị tính “tổ”"),
    ("số Tổ công nghệ số cộng đồng là 12%", "đơn vị tính “%”"),
    ("số Tổ công nghệ số cộng đồng là -3", "không thể âm"),
    ("số Tổ công nghệ số cộng đồng là 2,5 tổ", "số nguyên"),
    ("số hộ dùng nước sạch là 70/60 hộ", "lớn hơn tổng số đã nêu (60 hộ)"),
    ("số hộ dùng nước sạch là 70 trên tổng số 60 hộ", "lớn hơn tổng số"),
    ("số hồ sơ là 100 hồ sơ; số hồ sơ giải quyết trước hạn là 120 hồ sơ", "lớn hơn tổng số đã cho"),
]
POSSIBLE = [
    "tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đạt 100%",
    "tốc độ tăng thu ngân sách đạt 120%",
    "thu ngân sách đạt 112% dự toán",
    "số hộ dùng nước sạch là 45/60 hộ",
    "kinh phí là 1,5 tỷ đồng",
    "số hồ sơ là 120 hồ sơ; số hồ sơ giải quyết trước hạn là 100 hồ sơ",
    "số lớp tập huấn là 10 lớp, cùng kỳ năm trước 12 lớp",
]


@pytest.mark.parametrize(("message", "reason"), IMPOSSIBLE)
def test_impossible_figures_are_refused(message: str, reason: str) -> None:
    said = sifted(from_message(message))
    assert said.refused and any(reason in line for line in said.refused)
    draft = draft_of("Chưa có số liệu.", type_=SectionType.RESULTS)
    after = revise.apply(draft, Instruction(Change.FILL, figures=from_message(message)), weigh, no_more)
    assert after.draft.given == said.possible and after.told == said.refused


@pytest.mark.parametrize("message", POSSIBLE)
def test_possible_figures_are_taken(message: str) -> None:
    assert sifted(from_message(message)).refused == ()


def test_a_figure_is_refused_beside_those_given_before() -> None:
    before = from_message("số hộ là 60 hộ")
    refused = sifted(from_message("số hộ nghèo đa chiều là 70 hộ"), before).refused
    assert len(refused) == 1 and "lớn hơn tổng số đã cho" in refused[0]


def test_arithmetic_shows_its_formula() -> None:
    before = Given(name="Số lớp tập huấn", value=8, unit="lớp", period="2024")
    now = Given(name="Số lớp tập huấn", value=10, unit="lớp", period="2025")
    change, growth = reckoned([now, before])
    assert change.formula == "Số lớp tập huấn: 10 - 8 = 2 lớp (2025 so với 2024)"
    assert growth.value == 25 and growth.formula and "(10 - 8) / 8 × 100 = 25%" in growth.formula
    parts = [Given(name=f"Số hộ nghèo - thôn {n}", value=n, unit="hộ") for n in (1, 2, 3)]
    (total,) = reckoned(parts)
    assert total.value == 6 and total.formula and "1 + 2 + 3 = 6 hộ" in total.formula


@pytest.mark.parametrize(
    ("message", "formula"),
    [
        ("số hộ dùng nước sạch là 45/60 hộ", "45 / 60 × 100 = 75%"),
        ("số hộ là 60 hộ; số hộ dùng nước sạch là 45 hộ", "45 / 60 × 100 = 75%"),
        (
            "số lớp là 10 lớp, cùng kỳ năm trước 8 lớp",
            "(10 - 8) / 8 × 100 = 25% (kỳ này so với cùng kỳ năm trước)",
        ),
    ],
)
def test_shares_and_changes_are_reckoned_from_messages(message: str, formula: str) -> None:
    assert any(formula in (one.formula or "") for one in reckoned(from_message(message)))


def test_of_several_periods_the_latest_fills_the_place() -> None:
    figures = from_json({"B7": [{"value": 10, "period": "2025"}, {"value": 8, "period": "2024"}]})
    text, _ = filled(
        "Mở [… số liệu: Số lớp tập huấn, bồi dưỡng được tổ chức, lớp …] lớp", figures, target=False
    )
    assert text == "Mở 10 lớp"


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Given(name="kinh phí", value=1.5, unit="tỷ đồng"), "Kinh phí 1.500 triệu đồng"),
        (Given(name="kinh phí", value=350, unit="triệu đồng"), "Kinh phí 350 triệu đồng"),
        (
            Given(name="kinh phí", value=5, unit="km"),
            "Kinh phí [… số liệu: kinh phí, triệu đồng …] triệu đồng",
        ),
    ],
)
def test_values_take_the_unit_of_their_place(figure: Given, expected: str | None) -> None:
    text = f"Kinh phí {figure_slot('kinh phí', 'triệu đồng')} triệu đồng"
    assert filled(text, [figure], target=False)[0] == (expected or text)


def test_the_form_of_the_figures_is_shown_as_it_is_to_be_written() -> None:
    with pytest.raises(AssistantError, match=r'\{"tên chỉ tiêu": \{"value": 12, "unit": "tổ"\}\}'):
        from_json([])


INSTRUCTIONS = [
    ("ngắn hơn", Change.SHORTER, "", ()),
    ("ngắn thôi", Change.SHORTER, "", ()),
    ("rút gọn lại giúp mình", Change.SHORTER, "", ()),
    ("rut gon con mot cau ve tap huan thoi", Change.ONE, "tap huan", (1,)),
    ("còn hai ý thôi", Change.ONE, "", (2,)),
    ("ngắn hơn nữa, chừng một câu về nhân lực", Change.ONE, "nhan luc", (1,)),
    ("gọn hơn, khoảng 2 câu", Change.ONE, "", (2,)),
    ("thêm chừng một câu về OCOP", Change.ADD, "ocop", ()),
    ("thêm cho mình một ý về quá tải công việc", Change.ADD, "qua tai cong viec", ()),
    ("them y ve OCOP", Change.ADD, "ocop", ()),
    ("thêm ý", Change.ADD, "", ()),
    ("bỏ câu 3", Change.DROP, "", (3,)),
    ("bo cau 2 va 4 di", Change.DROP, "", (2, 4)),
    ("xóa ý 2 đến 4", Change.DROP, "", (2, 3, 4)),
    ("bỏ ý về kinh phí", Change.DROP, "kinh phi", ()),
    ("văn phong trang trọng hơn", Change.FORMAL, "", ()),
    ("điền số liệu", Change.OPEN, "", ()),
    ("hoàn tác", Change.UNDO, "", ()),
    ("các phiên bản", Change.VERSIONS, "", ()),
    ("xem các lần sửa", Change.VERSIONS, "", ()),
    ("quay lại bản 2", Change.BACK, "", (2,)),
    ("lay lai ban so 1", Change.BACK, "", (1,)),
    ("các bản nháp của tôi", Change.DRAFTS, "", ()),
    ("mở lại bản nháp 2", Change.REOPEN, "", (2,)),
    ("mở lại bản nháp khó khăn", Change.REOPEN, "kho khan", ()),
    ("xem lại bản nháp", Change.SHOW, "", ()),
    ("sửa câu 3 thành: Xã còn thiếu người.", Change.SAY, "Xã còn thiếu người.", (3,)),
    ("thay số tổ công nghệ bằng 12", Change.FILL, "", ()),
    ("tỷ lệ hồ sơ nộp trực tuyến 88%", Change.FILL, "", ()),
]


@pytest.mark.parametrize(("text", "change", "about", "numbers"), INSTRUCTIONS)
def test_changes_are_understood(text: str, change: Change, about: str, numbers: tuple[int, ...]) -> None:
    asked = instruction(text)
    assert asked is not None
    assert (asked.change, asked.about, asked.numbers) == (change, about, numbers)


@pytest.mark.parametrize(
    "text",
    [
        "còn An Hải thì sao",
        "hạn nộp báo cáo khi nào",
        "cảm ơn nhé",
        "Nghị quyết 57 là gì",
        "cần thêm những chỉ tiêu nào",
    ],
)
def test_other_messages_change_nothing(text: str) -> None:
    assert instruction(text) is None


def draft_of(*templates: str, type_: SectionType = SectionType.DIFFICULTIES) -> Draft:
    said = tuple(DraftSentence(template=t, units=len(templates) - n) for n, t in enumerate(templates))
    return Draft(
        own=COMMUNE, kind="Báo cáo", parts=(DraftPart(type=type_, title="Khó khăn", sentences=said),)
    )


def weigh(_: str) -> float:
    return 1.0


def no_more(*_: object) -> tuple[DraftSentence, ...]:
    return ()


def changed(draft: Draft, text: str) -> list[str]:
    asked = instruction(text)
    assert asked is not None
    after = revise.apply(draft, asked, weigh, no_more).draft
    return [read.text for _, said in after.read() for read in said]


def test_changes_are_made() -> None:
    draft = draft_of("Kinh phí còn ít.", "UBND xã thiếu công chức.", "Đường truyền yếu.", "Máy tính đã cũ.")
    assert changed(draft, "bỏ câu 2 và 4") == ["Kinh phí còn ít.", "Đường truyền yếu."]
    assert changed(draft, "bỏ ý về kinh phí")[0] == "UBND xã thiếu công chức."
    assert changed(draft, "ngắn hơn") == ["Kinh phí còn ít.", "UBND xã thiếu công chức.", "Đường truyền yếu."]
    assert changed(draft, "còn một câu về máy tính thôi") == ["Máy tính đã cũ."]
    assert changed(draft, "câu 2: xã còn thiếu người")[1] == "Xã còn thiếu người."
    assert changed(draft, "trang trọng hơn")[1] == "Ủy ban nhân dân xã thiếu công chức."


def test_a_figure_given_in_chat_aims_at_the_slot_it_names() -> None:
    slot = figure_slot("số máy tính được thay", "máy")
    draft = draft_of(f"Đã thay {slot} máy.", type_=SectionType.RESULTS)
    assert changed(draft, "thay số máy tính được thay bằng 7") == ["Đã thay 7 máy."]


def test_figures_of_a_sheet() -> None:
    rows = [
        ("Chỉ tiêu", "Giá trị", "Đơn vị", "Kỳ"),
        ("Số Tổ công nghệ số cộng đồng", 12, "tổ", 2025),
        (None, 3),
    ]
    (figure,) = from_rows(rows)
    assert (figure.code, figure.value, figure.period) == ("B4", 12, "2025")
