"""Drafts never borrow: no figure, name, place or instrument of another unit passes for one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.assistant import ground
from bot.assistant.answers import drafting as chat
from bot.assistant.corpus import Corpus
from bot.assistant.draft import Draft
from bot.assistant.drafting.draft_parts import DRAWN_FROM
from bot.assistant.drafting.drafted import OfficersWish, drafted
from bot.assistant.drafting.given import from_json
from bot.assistant.drafting.request import read_request
from bot.assistant.drafting.slots import slots, states_age
from bot.assistant.grounding.named import commune_key, mentions_of
from bot.assistant.grounding.stated import read
from bot.assistant.models import Question, Status
from bot.assistant.service import Assistant
from bot.assistant.understand import understand
from knowledge import indicators, reference, sample_corpus
from knowledge.models import SectionType
from knowledge.vietnamese import fold
from tests import sample

UNITS = ("phường An Hải", "xã Mai Khê", "xã Đồng Xa")
"""A ward and a commune that documents are from, and a commune that none is from."""

TALL_TALE = """ỦY BAN NHÂN DÂN XÃ ĐỒNG XA
Số: 12/BC-UBND
Đồng Xa, ngày 15 tháng 8 năm 2025

BÁO CÁO
Tình hình thực hiện Chiến lược phát triển khoa học, công nghệ và đổi mới sáng tạo

Thực hiện Công văn số 1204/SKHCN-VP ngày 30/7/2025 của Sở Khoa học và Công nghệ thành phố Giang Lĩnh,
UBND xã Đồng Xa báo cáo như sau:

I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH
- UBND xã giao ông Lê Văn Tám, Trưởng thôn Bình Hạ, làm đầu mối theo dõi chuyển đổi số.
- Thực hiện Kế hoạch số 99/KH-UBND ngày 01/3/2025 của UBND huyện Yên Nhuế về chuyển đổi số.
- UBND xã ban hành Quyết định số 88/QĐ-UBND ngày 02/8/2025 về thành lập Ban Chỉ đạo chuyển đổi số.

II. KẾT QUẢ ĐẠT ĐƯỢC
- Xã có 33 Tổ công nghệ số cộng đồng với 177 thành viên.
- Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đạt 93,7%.
- Hợp tác xã Rau Sạch Mỹ Lâm bán 61 tấn rau qua sàn thương mại điện tử.
- Mô hình camera an ninh tại xóm Chùa đạt giải Nhất cuộc thi sáng kiến của tỉnh.
- Lắp đặt camera an ninh tại thôn 3 và Trường THCS số 2.
- Phối hợp với Viettel phủ sóng di động; dân số của xã là một vạn hai nghìn người.
- Đã hỗ trợ ba con giống cho mỗi hộ nghèo; tỷ lệ hộ nghèo giảm từ 3,1% xuống còn 2,4%.
- Có hai di tích cấp quốc gia và một di tích cấp tỉnh được tu bổ.
- Gần nửa số hộ bán hàng qua mạng, cao hơn năm trước.
- Gạo nếp Hương Cốc được gắn mã truy xuất nguồn gốc và bán tại chợ Phủ.

III. KHÓ KHĂN, VƯỚNG MẮC
- Kinh phí cho khoa học, công nghệ của xã còn hạn hẹp, chưa có dòng chi riêng.
- Cán bộ phụ trách công nghệ thông tin của xã kiêm nhiệm nhiều việc.
- Đường truyền ở thôn Bình Hạ và xóm Chùa hay mất khi mưa lớn.

IV. PHƯƠNG HƯỚNG, NHIỆM VỤ
1. Mục tiêu
- Đến năm 2027, trên 96% hồ sơ thủ tục hành chính được nộp trực tuyến.
2. Giải pháp
- Xây dựng tuyến đường hoa số tại làng Vạn Phúc Tây.
- Tăng cường tập huấn kỹ năng số cho cán bộ, công chức và người dân.

V. KIẾN NGHỊ, ĐỀ XUẤT
- Đề nghị Sở Khoa học và Công nghệ mở lớp tập huấn về dữ liệu cho công chức cấp xã.
- Đề nghị Công ty Viễn thông Hoàng Kim lắp trạm phát sóng tại đồi Mả Lạng.

Trên đây là báo cáo của Ủy ban nhân dân xã Đồng Xa./.
"""
DECISION = """ỦY BAN NHÂN DÂN XÃ ĐỒNG XA
Số: 41/QĐ-UBND
Đồng Xa, ngày 05 tháng 9 năm 2025

QUYẾT ĐỊNH
Về việc thành lập Tổ công nghệ số cộng đồng

Điều 1. Thành lập Tổ công nghệ số cộng đồng tại các thôn.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
"""
TALES_OWN = (
    "Lê Văn Tám", "Bình Hạ", "Rau Sạch Mỹ Lâm", "xóm Chùa", "Hương Cốc", "chợ Phủ", "Vạn Phúc Tây",
    "Hoàng Kim", "Mả Lạng", "thôn 3", "THCS số", "Viettel", "vạn", "nghìn", "một di tích", "nửa số hộ",
    "cao hơn", "giảm từ", "99/KH-UBND", "88/QĐ-UBND", "giải Nhất",
)  # fmt: skip


@pytest.fixture(scope="module")
def widened(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The sample corpus and a report full of local matters."""
    folder = tmp_path_factory.mktemp("tale")
    (folder / "bao-cao-dong-xa.txt").write_text(TALL_TALE, encoding="utf-8")
    (folder / "quyet-dinh.txt").write_text(DECISION, encoding="utf-8")
    return sample.load(tmp_path_factory.mktemp("widened"), sample_corpus.folder(), folder).corpus


@pytest.fixture(scope="module")
def real(shared_assistant: Assistant) -> Corpus:
    return shared_assistant.corpus


@pytest.fixture(params=["widened", "real"])
def corpus(request: pytest.FixtureRequest) -> Corpus:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Corpus)
    return found


def sentences(draft: Draft) -> Iterator[tuple[SectionType, str, bool]]:
    """Part, text without open places, and whether it has sources or is the officer's own."""
    for part, said in draft.read():
        for one in said:
            text = one.text
            for slot in reversed(slots(text)):
                text = text[: slot.start] + text[slot.end :]
            yield part.type, text, bool(one.sentence.sources) or one.sentence.own


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("part", [None, *DRAWN_FROM])
def test_nothing_is_borrowed(corpus: Corpus, part: SectionType | None, unit: str) -> None:
    draft = drafted(corpus, OfficersWish(commune=unit, part=part))
    assert draft.parts or part is SectionType.IMPLEMENTATION, "the corpus has that part"
    own = commune_key(unit)
    others = {commune_key(d.header.commune) for d in corpus.documents if d.header.commune} - {own}
    known = {c.symbol for _, c in corpus.snapshot.citations()} | {r.symbol for r in reference.instruments()}
    for _, text, sourced in sentences(draft):
        stated = read(text)
        assert not [a for a in stated.amounts if not states_age(stated.text, a)], (
            f"another unit's figure: {text}"
        )
        assert not mentions_of(text, others), f"another unit: {text}"
        assert not {n.key for n in stated.communes} - {own}, f"another unit: {text}"
        assert sourced, f"no source: {text}"
        assert not any(name.lower() in text.lower() for name in TALES_OWN), text
        assert "⟦" not in text and "_" not in text
    assert set(draft.instruments()) <= known
    named = {row.name for row in indicators.catalogue()}
    for name in draft.open_slots():
        assert name in named or not [a for a in read(name).amounts if not states_age(name, a)], (
            f"a figure: {name}"
        )
        assert not mentions_of(name, others) and not any(tale in name for tale in TALES_OWN)
    for part_, said in draft.read():
        if part_.type is SectionType.RESULTS:
            assert all(slots(one.text) for one in said), "a result of one's own is open until it is given"


@pytest.mark.parametrize("unit", UNITS)
def test_tasks_of_a_plan_are_nobody_elses(corpus: Corpus, unit: str) -> None:
    draft = drafted(corpus, OfficersWish(commune=unit, note="kế hoạch"))
    assert draft.kind == "Kế hoạch" and draft.tasks
    others = {commune_key(d.header.commune) for d in corpus.documents if d.header.commune} - {
        commune_key(unit)
    }
    for task in draft.tasks:
        text = _without_slots(
            " . ".join(
                (task.group or "", draft.task_text(task), task.product, task.lead, task.support, task.due)
            )
        )
        stated = read(text)
        assert not stated.amounts and not mentions_of(text, others), text
        assert not {named.key for named in stated.communes} - {commune_key(unit)}, text


@pytest.mark.parametrize("unit", UNITS)
def test_the_whole_paper_passes_the_check_of_answers(corpus: Corpus, unit: str) -> None:
    question = Question(text=f"Soạn giúp cả báo cáo cho {unit}", commune=unit)
    made = chat.answer(understand(question, corpus), corpus)
    assert made is not None and made.status is Status.ANSWERED
    checked = ground.check(made, question, corpus, ground.reference_symbols())
    assert [c.text for c in checked.claims] == [c.text for c in made.claims]


def test_offices_and_words_are_those_of_the_own_kind(widened: Corpus) -> None:
    for unit, alien in (
        ("phường Lương Thủy", r"(?<!nông )thôn|UBND xã|của xã"),
        ("xã Mai Khê", r"tổ dân phố|UBND phường"),
    ):
        draft = drafted(widened, OfficersWish(commune=unit))
        text = " ".join(text for _, text, _ in sentences(draft))
        assert not re.search(rf"(?<!\w)(?:{alien})(?!\w)", text), unit


def test_instruments_come_first_in_full_then_short(widened: Corpus) -> None:
    draft = drafted(widened, OfficersWish(commune="phường Lương Thủy"))
    text = " ".join(text for _, text, _ in sentences(draft))
    first, *_ = [m.start() for m in re.finditer("Nghị quyết số 57-NQ/TW", text)]
    assert text[first:].startswith("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá")
    assert draft.instruments().count("57-NQ/TW") == 1
    assert "63/KH-UBND" not in draft.instruments(), "issued by a district that is gone"
    assert any("63/KH-UBND" in warning for warning in draft.warnings)


def test_figures_fill_their_places_and_no_other(widened: Corpus) -> None:
    figures = from_json(
        {
            "B4": {"value": 12, "unit": "tổ"},
            "tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến": {"value": 91.5, "unit": "%"},
        }
    )
    draft = drafted(widened, OfficersWish(commune="xã Mai Khê", figures=figures))
    by_part = {part.type: " ".join(one.text for one in said) for part, said in draft.read()}
    assert "12 Tổ công nghệ số cộng đồng" in by_part[SectionType.RESULTS]
    assert "91,5%" in by_part[SectionType.RESULTS]
    ahead = " ".join(
        by_part[part] for part in by_part if part not in (SectionType.RESULTS, SectionType.DIRECTION)
    )
    assert "91,5" not in ahead, "a result is not a target"
    stated = {amount.value for part in by_part.values() for amount in read(_without_slots(part)).amounts}
    assert stated <= {12.0, 91.5}


def _without_slots(text: str) -> str:
    return re.sub(r"\[… .*? …\]", "", text)


def test_a_request_gives_the_skeleton_and_the_checklist(widened: Corpus) -> None:
    path = sample_corpus.folder() / "cong-van-so-khcn-de-nghi-bao-cao.pdf"
    request = read_request(path)
    draft = drafted(widened, OfficersWish(commune="xã Lộc Khê", request=request))
    assert [part.type for part in draft.parts] == [
        SectionType.OPENING,
        SectionType.DIRECTION,
        SectionType.RESULTS,
        SectionType.DIFFICULTIES,
        SectionType.ORIENTATION,
        SectionType.PROPOSALS,
    ]
    open_ = {fold(name) for name in draft.open_figures()}
    assert {fold(wanted.figure.indicator) for wanted in request.wanted} <= open_
    assert draft.addressee == "Sở Khoa học và Công nghệ thành phố Giang Lĩnh"
    assert any("15/8/2025" in warning for warning in draft.warnings)
    assert "1204/SKHCN-VP" in draft.instruments()


def test_nothing_comparable_is_said_not_made_up(widened: Corpus) -> None:
    question = Question(text="Soạn giúp mục tổ chức thực hiện cho báo cáo", commune="xã Mai Khê")
    made = chat.answer(understand(question, widened), widened)
    assert made is not None
    assert made.status is Status.INSUFFICIENT or made.sources


def said(corpus: Corpus, *turns: str) -> list[str]:
    """The numbered sentences after the last of the turns."""
    question = Question(text=turns[-1], history=turns[:-1], commune="xã Mai Khê")
    made = chat.answer(understand(question, corpus), corpus)
    assert made is not None
    return [claim.text.split(". ", 1)[1] for claim in made.claims if re.match(r"\d+\. ", claim.text)]


def test_a_conversation_changes_its_draft(widened: Corpus) -> None:
    first = said(widened, "Soạn giúp mục khó khăn")
    shorter = said(widened, "Soạn giúp mục khó khăn", "ngắn hơn")
    assert len(first) > len(shorter) == 3 and set(shorter) < set(first)
    assert said(widened, "Soạn giúp mục khó khăn", "ngắn hơn", "hoàn tác") == first
    without = said(widened, "Soạn giúp mục khó khăn", "bỏ câu 2")
    assert without == [first[0], *first[2:]]
    about = said(widened, "viết hộ phần kiến nghị", "rút gọn còn một câu về tập huấn thôi")
    assert len(about) == 1 and "tập huấn" in about[0]
    more = said(widened, "Soạn giúp mục khó khăn", "ngắn hơn", "thêm ý về người cao tuổi")
    assert len(more) == 4 and "người cao tuổi" in more[-1]
    filled = said(widened, "Soạn mục kết quả", "số Tổ công nghệ số cộng đồng là 12 tổ")
    assert any("12 Tổ công nghệ số cộng đồng" in sentence for sentence in filled)


def test_a_question_in_between_is_no_change(widened: Corpus) -> None:
    question = Question(text="Nghị quyết 57 là gì", history=("Soạn giúp mục khó khăn",))
    assert chat.answer(understand(question, widened), widened) is None


def test_what_a_decision_is_about_is_told_by_reports_on_other_subjects(widened: Corpus) -> None:
    made = said(widened, "viết hộ đoạn kết quả tổ công nghệ số cộng đồng")
    assert made and all("Tổ công nghệ số cộng đồng" in sentence for sentence in made[:1])
