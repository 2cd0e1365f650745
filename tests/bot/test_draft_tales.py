"""Reports full of names, places, works and achievements, on other subjects: none of it is carried over, and
what is everybody's is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant.corpus import Corpus
from bot.assistant.draft import Draft
from bot.assistant.drafting.draft_parts import PLAN, PLAN_PARTS, REPORT, REPORT_PARTS
from bot.assistant.drafting.drafted import supported
from bot.assistant.drafting.drafter import Drafter
from bot.assistant.drafting.own_unit import own_unit
from bot.assistant.drafting.slots import slots, states_age
from bot.assistant.grounding.stated import read
from bot.assistant.understanding.topic import topic_of
from knowledge.models import SectionType
from knowledge.vietnamese import fold
from tests import sample
from tests.bot.test_draft import sentences

TALES = Path(__file__).parents[1] / "cases" / "tall_tales"
UNITS = ("phường Hòa Bình", "xã Tân Mỹ")
# subject -> kind, what only the telling unit can say, what every unit can say
SUBJECTS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "quản lý đất đai": (
        REPORT,
        (
            "Khải", "Lò Thị Pha", "17/KH-UBND", "đứng thứ", "Hà Lam", "Bến Tắt", "Đá Bàn", "Đồng Găng",
            "Minh Phát",
            "cụm thi đua", "điểm sáng", "huyện", "một nửa", "phần tư", "làm điểm", "lấn chiếm", "Nậm Ty",
            "sân bay",
            "Dao", "Khe Mun", "Khe Vàng", "Trần Phú", "Đoài Sơn", "dự án số 2",
        ),
        ("thiếu đồng bộ, khó tra cứu", "Đơn giá bồi thường còn thấp", "để người dân biết"),
    ),
    "y tế, chăm sóc sức khỏe nhân dân": (
        REPORT,
        (
            "Vượng", "Sâm", "vượt", "An Phúc", "Cầu Chày", "giảm một nửa", "Lượng", "Bằng khen", "Hoa Sen",
            "Gò Mây",
            "nhà máy", "Lê Lợi", "Hồng Ngọc", "phổ cập kinh phí", "Chiến lược quốc gia",
        ),
        (
            "hồ sơ sức khỏe điện tử", "thu nhập thấp nên khó thu hút bác sĩ", "kinh phí mua máy siêu âm",
            "Nâng cấp Trạm Y tế", "Hạ tầng số tại trạm y tế được hoàn thiện",
        ),
    ),
    "tổng kết năm học": (
        REPORT,
        (
            "Gia Bảo", "trẻ nhất", "Nguyễn Văn Trỗi", "Minh Anh", "giải Nhì", "hai trăm", "Sao Biển",
            "Khe Lốc",
            "Thắp sáng", "Họ Đặng", "VinEdu", "Pá Hu", "lầy lội", "Lâm Thượng", "Nà Phạ",
        ),
        ("phổ cập giáo dục mầm non cho trẻ 5 tuổi", "29-NQ/TW", "bổ sung biên chế giáo viên"),
    ),
    "phát triển văn hóa, thể thao": (
        PLAN,
        (
            "Bà Chúa Sông", "Bạch Đằng", "Lai Xá", "Hàm Long", "Hàng Kênh", "Cây Mai", "Đinh Thu Hiền",
            "Đỗ Văn Ổn",
            "chầu văn", "15/KH-UBND",
        ),
        ("việc cưới, việc tang", "bảo đảm an ninh trật tự"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def tales(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return sample.load(tmp_path_factory.mktemp("tales"), TALES).corpus


def drafted_on(corpus: Corpus, subject: str, kind: str, unit: str) -> Draft:
    topic = topic_of(fold(subject), corpus.weight)
    drafter = Drafter(corpus, own_unit(unit), kind=kind, subject=topic)
    return supported(drafter.draft(PLAN_PARTS if kind == PLAN else REPORT_PARTS), corpus)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_nothing_of_a_tall_tale_is_carried_over(tales: Corpus, subject: str, unit: str) -> None:
    kind, local, general = SUBJECTS[subject]
    draft = drafted_on(tales, subject, kind, unit)
    whole = " ".join(one.text for _, said in draft.read() for one in said)
    assert [name for name in local if name.lower() in whole.lower()] == []
    assert [words for words in general if words not in whole] == []
    for part, text, sourced in sentences(draft):
        stated = read(text)
        assert not [a for a in stated.amounts if not states_age(stated.text, a)], text
        assert sourced and "⟦" not in text
        assert part is not SectionType.RESULTS or slots(whole)


@pytest.mark.parametrize("subject", [name for name, (kind, *_) in SUBJECTS.items() if kind == REPORT])
def test_a_draft_keeps_to_its_subject(tales: Corpus, subject: str) -> None:
    """Titles that share only "kết quả công tác … năm 2025" are about different things."""
    draft = drafted_on(tales, subject, REPORT, "xã Tân Mỹ")
    assert len({source.document for one in draft.sentences for source in one.sources}) == 1
