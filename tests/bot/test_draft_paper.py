"""A draft becomes a paper: numbered headings, open number and date, sources kept, tasks as an annex."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from bot.assistant.drafting.drafted import OfficersWish, drafted
from bot.assistant.drafting.given import from_json
from bot.assistant.drafting.request import read_request
from bot.assistant.service import Assistant
from bot.rendering.draft_paper import draft_paper
from bot.rendering.paper import BlockStyle, Paper
from bot.rendering.word import report_document
from knowledge import sample_corpus
from knowledge.models import SectionType


@pytest.fixture(scope="module")
def report(sample_assistant: Assistant) -> Paper:
    request = read_request(sample_corpus.folder() / "cong-van-so-khcn-de-nghi-bao-cao.pdf")
    return draft_paper(drafted(sample_assistant.corpus, OfficersWish(commune="xã Lộc Khê", request=request)))


def test_head_and_end(report: Paper) -> None:
    assert report.issuer == "Ủy ban nhân dân xã Lộc Khê"
    assert re.fullmatch(r"Số:\s+/BC-UBND", report.symbol), "the clerk gives the number"
    assert re.fullmatch(r"Lộc Khê, ngày\s+tháng\s+năm 20…", report.place_date)
    assert report.addressees == ("Sở Khoa học và Công nghệ thành phố Giang Lĩnh",)
    assert report.recipients[0] == "Như trên", "a report to a superior (Appendix I, part II, 9)"
    assert report.body[-1].text.endswith("./.")
    assert not report.subject.lower().startswith("báo cáo"), "the kind stands above it"
    assert report.draft


def test_headings_are_numbered_through(report: Paper) -> None:
    headings = [block.text for block in report.body if block.style is BlockStyle.HEADING]
    assert [heading.split(".")[0] for heading in headings] == ["I", "II", "III", "IV", "V"]
    assert all(heading.isupper() for heading in headings)
    assert report.body[0].style is BlockStyle.PARAGRAPH, "the opening has no heading"


def test_sources_become_comments(report: Paper) -> None:
    with zipfile.ZipFile(io.BytesIO(report_document(report))) as archive:
        comments = archive.read("word/comments.xml").decode()
    sourced = [s for block in report.body for s in block.sentences if s.sources]
    assert comments.count("<w:comment ") == len(sourced) > 15


def test_a_plan_has_its_tasks_as_an_annex(sample_assistant: Assistant) -> None:
    draft = drafted(sample_assistant.corpus, OfficersWish(commune="xã Mai Khê", note="kế hoạch"))
    paper = draft_paper(draft)
    (annex,) = paper.annexes
    numbered = [row for row in annex.rows if len(row) > 1]
    assert [row[0] for row in numbered] == [str(n) for n in range(1, len(numbered) + 1)]
    assert any("Phụ lục" in block.text for block in paper.body), "the body points at it"
    assert paper.symbol.endswith("/KH-UBND")
    assert report_document(paper)


def test_own_figures_and_their_reckoning_stand_in_comments(sample_assistant: Assistant) -> None:
    figures = from_json({"B7": [{"value": 8, "period": "2024"}, {"value": 10, "period": "2025"}]})
    wish = OfficersWish(commune="xã Mai Khê", part=SectionType.RESULTS, figures=figures)
    paper = draft_paper(drafted(sample_assistant.corpus, wish))
    (noted,) = [s for block in paper.body for s in block.sentences if s.notes]
    assert "10 hội nghị" in noted.text or "10 lớp" in noted.text
    assert noted.notes[0] == "Số liệu đơn vị cung cấp: Số lớp tập huấn, bồi dưỡng được tổ chức: 10 lớp."
    assert any("(10 - 8) / 8 × 100 = 25% (2025 so với 2024)" in note for note in noted.notes)
    with zipfile.ZipFile(io.BytesIO(report_document(paper))) as archive:
        assert "10 - 8 = 2 lớp" in archive.read("word/comments.xml").decode()
    with zipfile.ZipFile(io.BytesIO(report_document(paper, "appendix"))) as archive:
        assert "10 - 8 = 2 lớp" in archive.read("word/document.xml").decode()
