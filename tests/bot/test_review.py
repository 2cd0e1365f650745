"""Reviews: planted errors are found, clean documents stay (nearly) silent, Word files come back with comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from docx import Document
from docx.shared import Mm, Pt, RGBColor

from bot import texts
from bot.assistant.checks.findings import Finding
from bot.assistant.corpus import Corpus
from bot.assistant.drafting.drafted import OfficersWish, drafted
from bot.assistant.review import Review, review
from bot.assistant.review_list import answer
from bot.rendering.comments import commented
from bot.rendering.draft_paper import draft_paper
from bot.rendering.message import plain_text
from bot.rendering.word import report_document
from knowledge import sample_corpus
from knowledge.catalog import Extraction
from knowledge.ingest import extract, extract_file
from knowledge.models import FailedSource, SourceText
from knowledge.sample_corpus import manuscript, word
from tests import sample
from tests.planted import PLANTERS, Planted

COPIES = 13
"""Errors of each class; with 32 classes in words and 12 in layout 400 and more in all."""
INSTRUMENTS = {
    "number", "day", "year", "issuer", "title", "unknown", "ambiguous", "style", "bad_date", "abolished",
    "superseded", "incomplete", "tail",
}  # fmt: skip
FIGURES = {"two_values", "share", "too_many", "sum_of_parts"}
SEED = 20250801


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return sample.load(tmp_path_factory.mktemp("review")).corpus


def read(name: str) -> Extraction:
    path = sample_corpus.folder() / name
    result = next(iter(extract_file(path, name)))
    assert not isinstance(result, FailedSource)
    return result


CLEAN = (
    "bao-cao-khcn-phuong-luong-thuy.docx",
    "bao-cao-khcn-phuong-thuan-tri.pdf",
    "bao-cao-khcn-xa-mai-khe.pdf",
    "bao-cao-y-te-xa-mai-khe.docx",
    "ke-hoach-khcn-phuong-sa-doai.docx",
)


HELD_OUT = Path(__file__).parents[1] / "clean_documents"
"""Manuscripts on land, education, health, administration and the economy, in none of the corpora."""


def held_out(folder: Path) -> Iterator[tuple[str, Extraction, bytes]]:
    """The manuscripts as Word files: name, what was read, the file."""
    for path in sorted(HELD_OUT.glob("*.md")):
        content = word.document(manuscript.read(path))
        file = folder / f"{path.stem}.docx"
        file.write_bytes(content)
        result = next(iter(extract_file(file, file.name)))
        assert not isinstance(result, FailedSource)
        yield file.name, result, content


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The texts into which errors are planted, the sample's and the held-out ones."""
    others = held_out(tmp_path_factory.mktemp("clean"))
    return {name: read(name).view.text for name in CLEAN} | {name: e.view.text for name, e, _ in others}


class Trial(NamedTuple):
    name: str
    document: str
    planted: Planted
    found: bool


def of_text(name: str, text: str, corpus: Corpus | None) -> Review:
    return review(extract(SourceText(name=name, text=text)), corpus)


def trials(corpus: Corpus, clean: dict[str, str], seed: int) -> Iterator[Trial]:
    """Each class of errors in random places of random documents, four errors a copy."""
    rng = Random(seed)
    known = {name: _keys(of_text(name, text, corpus)) for name, text in clean.items()}
    waiting = [name for name in PLANTERS for _ in range(COPIES)]
    rng.shuffle(waiting)
    while waiting:
        document = rng.choice(list(clean))
        text = clean[document]
        planted: list[tuple[str, Planted]] = []
        for name in list(waiting[:12]):
            if name in INSTRUMENTS and any(done in INSTRUMENTS for done, _ in planted):
                continue  # two errors in one citation would hide each other
            result = PLANTERS[name](text, rng)
            if result is not None and all(_intact(done, result.text) for _, done in planted):
                text = result.text
                planted.append((name, result))
                waiting.remove(name)
            if len(planted) == 4:
                break
        rng.shuffle(waiting)
        found = [f for f in of_text(document, text, corpus).findings if _key(f) not in known[document]]
        for name, result in planted:
            yield Trial(name, document, result, any(_answers(f, result) for f in found))


def _intact(done: Planted, text: str) -> bool:
    """Whether an earlier error still stands as planted."""
    return done.kinds <= {"indicator_missing", "section_missing", "format"} or done.words in text


def _keys(found: Review) -> set[tuple[str, str, str]]:
    return {_key(finding) for finding in found.findings}


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.kind.value, finding.quote, finding.reason


def _answers(finding: Finding, planted: Planted) -> bool:
    said = f"{finding.quote} {finding.reason}".lower()
    return finding.kind.value in planted.kinds and (
        planted.words.lower() in said
        or " ".join(finding.quote.split()).lower() in planted.words.lower() != ""
    )


def test_planted_errors_are_found(corpus: Corpus, clean: dict[str, str]) -> None:
    """Recall at least .95 for instruments and figures, .85 for every other class."""
    counts: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials(corpus, clean, SEED):
        counts[trial.name].append(trial)
    assert set(counts) == set(PLANTERS)
    grave = [t.found for name in INSTRUMENTS | FIGURES for t in counts[name]]
    missed = [(t.name, t.document, t.planted.words) for rows in counts.values() for t in rows if not t.found]
    assert sum(grave) / len(grave) >= 0.95, missed
    for name, rows in counts.items():
        if name in INSTRUMENTS | FIGURES:
            continue
        assert sum(t.found for t in rows) / len(rows) >= 0.85, (name, missed)


# --------------------------------------------------------------------------- layout


@pytest.fixture(scope="module")
def draft(corpus: Corpus) -> bytes:
    """A whole report of the product's own, without sources."""
    wish = OfficersWish(commune="xã Mai Khê")
    return report_document(draft_paper(drafted(corpus, wish)), sources="none")


def of_docx(content: bytes, corpus: Corpus | None, folder: Path) -> Review:
    path = folder / "ban-thao.docx"
    path.write_bytes(content)
    result = next(iter(extract_file(path, path.name)))
    assert not isinstance(result, FailedSource)
    return review(result, corpus, content)


def saved(document: Any) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_own_draft_has_no_format_finding(draft: bytes, corpus: Corpus, tmp_path: Path) -> None:
    assert [f for f in of_docx(draft, corpus, tmp_path).findings if f.kind == "format"] == []


def _long(document: Any, rng: Random) -> Any:
    return rng.choice([p for p in document.paragraphs if len(p.text) > 200])


def narrow_margin(document: Any, rng: Random) -> None:
    side, length = rng.choice(
        (("left", 20), ("left", 25), ("right", 10), ("top", 12), ("bottom", 32), ("right", 27))
    )
    setattr(document.sections[0], f"{side}_margin", Mm(length))


def letter_paper(document: Any, rng: Random) -> None:
    document.sections[0].page_width, document.sections[0].page_height = Mm(215.9), Mm(279.4)


def other_font(document: Any, rng: Random) -> None:
    for run in _long(document, rng).runs:
        run.font.name = rng.choice(("Arial", "Calibri", ".VnTime", "Cambria"))


def small_letters(document: Any, rng: Random) -> None:
    for run in _long(document, rng).runs:
        run.font.size = Pt(rng.choice((10, 11, 12, 15, 16)))


def ragged(document: Any, rng: Random) -> None:
    _long(document, rng).alignment = rng.choice((0, 1, 2))


def spread(document: Any, rng: Random) -> None:
    _long(document, rng).paragraph_format.line_spacing = rng.choice((0.8, 1.8, 2.0, 2.5))


def no_page_number(document: Any, rng: Random) -> None:
    for paragraph in document.sections[0].header.paragraphs:
        for run in paragraph.runs:
            run._r.getparent().remove(run._r)


def numbered_first_page(document: Any, rng: Random) -> None:
    document.sections[0].different_first_page_header_footer = False


def no_motto(document: Any, rng: Random) -> None:
    wanted = rng.choice(("Độc lập", "CỘNG HÒA", "Nơi nhận"))
    for cell in (c for table in document.tables for row in table.rows for c in row.cells):
        for paragraph in cell.paragraphs:
            if paragraph.text.startswith(wanted):
                paragraph._p.getparent().remove(paragraph._p)


def ending_first(document: Any, rng: Random) -> None:
    body = document.element.body
    body.insert(0, document.tables[-1]._tbl)


def plain_country(document: Any, rng: Random) -> None:
    wanted = rng.choice(("Độc lập", "CỘNG HÒA", "Nơi nhận"))
    for cell in (c for table in document.tables for row in table.rows for c in row.cells):
        for run in (r for p in cell.paragraphs if p.text.startswith(wanted) for r in p.runs):
            run.bold = False


def red(document: Any, rng: Random) -> None:
    for run in _long(document, rng).runs:
        run.font.color.rgb = RGBColor(0xC0, 0x00, 0x00)


LAYOUT = (
    narrow_margin, letter_paper, other_font, small_letters, ragged, spread, no_page_number, numbered_first_page,
    no_motto, ending_first, plain_country, red,
)  # fmt: skip


def test_errors_of_layout_are_found(draft: bytes, tmp_path: Path) -> None:
    rng = Random(30)
    found = {}
    for plant in LAYOUT:
        for attempt in range(2):
            document = Document(BytesIO(draft))
            plant(document, rng)
            kinds = {f.kind.value for f in of_docx(saved(document), None, tmp_path).findings}
            found[plant.__name__, attempt] = "format" in kinds
    missed = [name for name, hit in found.items() if not hit]
    assert len(missed) <= 0.15 * len(found), missed


# --------------------------------------------------------------------------- clean documents


CHARACTERS_A_PAGE = 2500
TRUE = {
    "citation_incomplete",
    "indicator_missing",
    "superseded",
    "abolished_issuer",
    "symbol_style",
    "bad_date",
}
"""Findings that the sample documents are written to have; tests/planted.py holds the others."""


@pytest.mark.parametrize("name", CLEAN)
def test_clean_documents_raise_at_most_one_false_alarm_a_page(name: str, corpus: Corpus) -> None:
    extraction = read(name)
    false = [f for f in review(extraction, corpus).findings if f.kind.value not in TRUE]
    pages = max(1, round(len(extraction.view.text) / CHARACTERS_A_PAGE))
    assert len(false) <= pages, false


def test_held_out_documents_raise_at_most_one_false_alarm_a_page(corpus: Corpus, tmp_path: Path) -> None:
    """All but page numbers, which the typeset files really lack."""
    for name, extraction, content in held_out(tmp_path):
        found = review(extraction, corpus, content).findings
        false = [
            f for f in found if f.kind != "instrument_unknown" and f.reason != texts.REVIEW_NO_PAGE_NUMBER
        ]
        assert len(false) <= max(1, round(len(extraction.view.text) / CHARACTERS_A_PAGE)), (name, false)


@pytest.mark.parametrize("path", sorted(HELD_OUT.glob("*.txt")), ids=lambda path: path.stem)
def test_other_kinds_of_documents_raise_at_most_one_false_alarm_a_page(path: Path, corpus: Corpus) -> None:
    """A dispatch, a decision that ends others (their subjects are left out), a submission, a report in A, I, 1."""
    found = of_text(path.name, path.read_text(encoding="utf-8"), corpus).findings
    false = [f for f in found if f.kind not in ("instrument_unknown", "citation_incomplete")]
    assert len(false) <= 1, false


def test_every_finding_has_place_reason_proposal_and_source(corpus: Corpus) -> None:
    for name in CLEAN:
        extraction = read(name)
        source = " ".join(extraction.source.text.split())
        for finding in review(extraction, corpus).findings:
            assert finding.reason and finding.proposal and finding.source
            for piece in finding.quote.split(" … "):
                assert piece in source, finding


def test_what_cannot_be_checked_is_said() -> None:
    found = of_text("rời", "Xã có 12 tổ công nghệ số.", None)
    assert len(found.unchecked) >= 3


# --------------------------------------------------------------------------- classes of real defects

SILENT = (
    "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia được quán triệt đến từng chi bộ.",
    "UBND xã phối hợp với xã Kiến Thụy và phường Trần Liễu bảo vệ tuyến đê.",
    "Đàn vật nuôi tăng 112% so với cùng kỳ năm trước.",
    "Tỷ lệ giải ngân đạt 104,5% kế hoạch giao.",
    "Có 38/40 thôn có nhà văn hóa, đạt 95%.",
    "Xã có 40 tổ, trong đó 12 tổ đạt loại tốt.",
    "Các ngành, các cấp, từng bước từng bước tháo gỡ, dần dần ổn định.",
    "Hội nghị, tập huấn, tọa đàm… được tổ chức đều.",
    "Các hợp tác xã Nông nghiệp hoạt động ổn định trên địa bàn hành chính mới.",
    "Phần đầu của hồ sơ nêu chỉ tiêu có số lượng cụ thể.",
    "Sản phẩm OCOP cấp tỉnh, cấp huyện trước đây vẫn giữ chứng nhận.",
    "Đại hội Đảng bộ lần thứ XX diễn ra thành công.",
)
LOUD = (
    ("Nghị quyết số 03-NQ/CP ngày 09/01/2025 của Chính phủ được triển khai.", "symbol_style"),
    ("Theo Kế hoạch số 54/KH-UBND ngày 25/3/2025 về tuyên truyền.", "citation_incomplete"),
    ("Hoàn thành trước ngày 31/6/2025.", "bad_date"),
    ("Chi nhánh điện lực trên địa bàn huyện hỗ trợ tích cực.", "copied_from_other_unit"),
    ("Tin bài đăng trên Cổng thông tin điện tử phường hằng tuần.", "copied_from_other_unit"),
    ("Phân đâu hoàn thành các chỉ tiêu, tạo chuyên biến mạnh.", "spelling"),
    ("Có 412/480 hộ dùng nước sạch, đạt 95,8%.", "figure_contradiction"),
    ("Toàn xã có … hộ nghèo.", "open_slot"),
    ("Quyết định số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị.", "instrument_mismatch"),
    ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Chính phủ.", "instrument_mismatch"),
)
_FRAME = """ỦY BAN NHÂN DÂN
XÃ MAI KHÊ

BÁO CÁO
Kết quả công tác năm 2025

UBND xã Mai Khê báo cáo như sau:

I. KẾT QUẢ THỰC HIỆN
{sentence}
"""


@pytest.mark.parametrize("sentence", SILENT)
def test_right_sentences_stay_silent(sentence: str) -> None:
    found = of_text("câu.txt", _FRAME.format(sentence=sentence), None).findings
    assert [f for f in found if f.quote] == []


@pytest.mark.parametrize(("sentence", "kind"), LOUD)
def test_defects_are_found_in_other_documents(sentence: str, kind: str) -> None:
    found = of_text("câu.txt", _FRAME.format(sentence=sentence), None).findings
    assert kind in {f.kind.value for f in found}


# --------------------------------------------------------------------------- what comes back


def test_the_same_file_comes_back_with_comments_at_the_places(corpus: Corpus, tmp_path: Path) -> None:
    path = sample_corpus.folder() / "bao-cao-khcn-phuong-luong-thuy.docx"
    found = of_docx(path.read_bytes(), corpus, tmp_path)
    content, count = commented(path.read_bytes(), found)
    before, after = Document(str(path)), Document(BytesIO(content))
    assert [p.text for p in before.paragraphs] == [p.text for p in after.paragraphs]
    comments = list(after.comments)
    assert len(comments) == count >= 2
    placed = [f for f in found.findings if f.start is not None]
    marked = after.element.body.xpath("//w:commentRangeStart")
    assert len(marked) == count
    for finding in placed:
        assert any(finding.reason in comment.text for comment in comments)


def test_chat_shows_the_gravest_first(corpus: Corpus) -> None:
    shown = answer(review(read("bao-cao-khcn-xa-mai-khe.pdf"), corpus))
    text = plain_text(shown)
    assert text.index("Phải sửa") < text.index("Xem lại")
    assert shown.sources and shown.warnings
