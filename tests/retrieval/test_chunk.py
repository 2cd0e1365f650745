"""Passages follow sections, lead back to the text, and lose none of it but what is meant to be left out."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from knowledge.models import Section, SectionType, TaskAssignment
from knowledge.text import TextView
from retrieval.chunk import FULL, WHOLE, chunk_document
from retrieval.models import Chunk
from tests.retrieval.passages import facts

TEXT = """ỦY BAN NHÂN DÂN XÃ VĨNH LẠC
BÁO CÁO
I. KẾT QUẢ
Toàn xã có 14 thôn.
1. Nông nghiệp
Diện tích lúa 120 ha.
2. Y tế
Trạm y tế đạt chuẩn.
II. KIẾN NGHỊ
Đề nghị hỗ trợ kinh phí.
PHỤ LỤC
1\tSố hóa hồ sơ\tVăn phòng\t30/6
2\tTập huấn\tPhòng Văn hóa - Xã hội\t30/9
Nơi nhận: như trên; Lưu: VT."""


def section(path: str, title: str, kind: SectionType, level: int, heading: str, end: str | None) -> Section:
    start = TEXT.index(heading)
    return Section(
        path=path,
        title=title,
        type=kind,
        level=level,
        start=start,
        heading_end=start + len(heading),
        end=TEXT.index(end) if end else len(TEXT),
    )


SECTIONS = (
    section("header", "", SectionType.HEADER, 1, "ỦY BAN NHÂN DÂN XÃ VĨNH LẠC\n", "BÁO CÁO"),
    section("title", "BÁO CÁO", SectionType.TITLE, 1, "BÁO CÁO\n", "I. K"),
    section("I", "I. KẾT QUẢ", SectionType.RESULTS, 1, "I. KẾT QUẢ\n", "II. "),
    section("I.1", "1. Nông nghiệp", SectionType.RESULTS, 2, "1. Nông nghiệp\n", "2. Y tế"),
    section("I.2", "2. Y tế", SectionType.RESULTS, 2, "2. Y tế\n", "II. "),
    section("II", "II. KIẾN NGHỊ", SectionType.PROPOSALS, 1, "II. KIẾN NGHỊ\n", "PHỤ LỤC"),
    section("PL", "PHỤ LỤC", SectionType.ANNEX, 1, "PHỤ LỤC\n", "Nơi nhận"),
    section("recipients", "", SectionType.RECIPIENTS, 1, "Nơi nhận", None),
)


def task(line: str) -> TaskAssignment:
    start = TEXT.index(line)
    number, content, lead, due = line.split("\t")
    return TaskAssignment(
        number=number,
        group="I. Hạ tầng" if number == "1" else None,
        content=content,
        product=None,
        lead=lead,
        support=None,
        due=due,
        start=start,
        end=start + len(line),
        quote=line,
    )


def cut(
    text: str = TEXT, sections: tuple[Section, ...] = SECTIONS, tasks: tuple[TaskAssignment, ...] = ()
) -> list[Chunk]:
    return chunk_document("bao-cao.docx", facts(sections, tasks), TextView.identity(text), None)


def test_passages_follow_sections_with_the_path_of_headings() -> None:
    rows = tuple(task(line) for line in TEXT.splitlines() if "\t" in line)
    found = [(one.section, one.heading, one.text) for one in cut(tasks=rows)]
    assert found == [
        ("title", "BÁO CÁO", "BÁO CÁO"),
        ("I", "I. KẾT QUẢ", "Toàn xã có 14 thôn."),
        ("I.1", "I. KẾT QUẢ › 1. Nông nghiệp", "Diện tích lúa 120 ha."),
        ("I.2", "I. KẾT QUẢ › 2. Y tế", "Trạm y tế đạt chuẩn."),
        ("II", "II. KIẾN NGHỊ", "Đề nghị hỗ trợ kinh phí."),
        ("PL", "PHỤ LỤC › I. Hạ tầng", "1\tSố hóa hồ sơ\tVăn phòng\t30/6"),
        ("PL", "PHỤ LỤC", "2\tTập huấn\tPhòng Văn hóa - Xã hội\t30/9"),
    ]


def test_the_head_of_a_table_is_kept_once() -> None:
    head = "Stt\tNội dung\tChủ trì"
    text = f"{head}\nNhóm một\n{head}\nNhóm hai"
    half = text.index("\n", len(head) + 1) + 1
    sections = tuple(
        Section(path=path, title="", type=SectionType.ANNEX, level=1, start=low, heading_end=low, end=high)
        for path, low, high in (("1", 0, len(head)), ("2", half, half + len(head)))
    )
    assert [one.text for one in cut(text, sections)].count(head) == 1


def test_letterhead_recipients_and_signature_are_left_out() -> None:
    joined = "\n".join(one.text for one in cut())
    assert "Nơi nhận" not in joined
    assert "ỦY BAN NHÂN DÂN" not in joined


def test_ids_and_spans_are_stable() -> None:
    first, second = cut(), cut()
    assert first == second
    assert [one.id for one in first] == [f"bao-cao.docx#{number}" for number in range(len(first))]
    assert all(TEXT[one.start : one.end] == one.text for one in first)
    assert all(one.commune == "Xã Vĩnh Lạc" for one in first)


PARAGRAPH = st.lists(
    st.sampled_from(["Xã đã làm xong.", "Kinh phí 1.250 triệu đồng còn thiếu;", "hộ nghèo giảm", "a" * 300]),
    min_size=1,
    max_size=40,
).map(" ".join)


@given(st.lists(PARAGRAPH, min_size=1, max_size=8).map("\n".join))
def test_every_word_of_a_section_is_in_one_passage_of_bounded_length(text: str) -> None:
    whole = Section(
        path="I", title="", type=SectionType.RESULTS, level=1, start=0, heading_end=0, end=len(text)
    )
    found = cut(text, (whole,))
    assert [word for one in found for word in one.text.split()] == text.split()
    for one in found:
        longest = max(len(line) for line in one.text.splitlines())
        assert len(one.text) <= max(FULL, longest)
        assert longest <= WHOLE
    for one, other in itertools.pairwise(found):
        assert one.end <= other.start


def test_a_document_without_sections_is_still_found() -> None:
    assert [one.text for one in cut("Không có đề mục nào.", ())] == ["Không có đề mục nào."]


def test_the_repaired_reading_goes_with_its_passage() -> None:
    text = "Toan xa co 14 thon.\nDat 96,2% ke hoach."
    view = TextView.identity(text)
    readable = TextView.build(text, [("Toàn xã có 14 thôn", 0, 18), (text[18:], 18, len(text))])
    sections = (
        Section(path="I", title="", type=SectionType.RESULTS, level=1, start=0, heading_end=0, end=19),
        Section(
            path="II", title="", type=SectionType.RESULTS, level=1, start=20, heading_end=20, end=len(text)
        ),
    )
    found = chunk_document("a.txt", facts(sections), view, readable)
    assert [one.readable for one in found] == ["Toàn xã có 14 thôn.", None]
