"""Fictional passages and facts for the tests of this package."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.models import (
    DocumentHeader,
    ExtractedFacts,
    Section,
    SectionType,
    TaskAssignment,
    TextQuality,
)
from retrieval.models import Chunk

TEXTS = {
    "Xã Vĩnh Lạc": (
        "Toàn xã có 14 thôn với 2.317 hộ; 98,5% số hộ được dùng nước sạch.",
        "Đã cấp giấy chứng nhận quyền sử dụng đất cho 125 hộ, còn 12 hồ sơ quá hạn.",
        "Trạm y tế tiêm chủng đầy đủ cho trẻ em dưới 1 tuổi, đạt 96,2% kế hoạch.",
        "UBND xã giao Phòng Kinh tế chủ trì xây dựng sản phẩm OCOP từ trái bưởi.",
    ),
    "Phường Hòa Bắc": (
        "Toàn phường có 9 tổ dân phố với 4.120 hộ; 100% số hộ được dùng nước sạch.",
        "Việc cấp giấy chứng nhận quyền sử dụng đất bị chậm do thiếu bản đồ địa chính.",
        "Trường tiểu học Hòa Bắc được công nhận đạt chuẩn quốc gia mức độ 2.",
        "Tỷ lệ hồ sơ TTHC nộp trực tuyến đạt 87%, tăng so với năm trước.",
    ),
}


def chunks() -> list[Chunk]:
    """Two reports of four passages each."""
    return [
        chunk(text, commune=commune, document=f"{number}.docx", position=position)
        for number, (commune, texts) in enumerate(TEXTS.items())
        for position, text in enumerate(texts)
    ]


def chunk(
    text: str,
    *,
    commune: str | None = None,
    document: str = "a.txt",
    position: int = 0,
    readable: str | None = None,
    section_type: SectionType = SectionType.RESULTS,
) -> Chunk:
    """A passage."""
    return Chunk(
        id=f"{document}#{position}",
        document=document,
        commune=commune,
        section="II",
        section_type=section_type,
        heading="II. KẾT QUẢ",
        text=text,
        start=0,
        end=len(text),
        readable=readable,
    )


def facts(
    sections: Sequence[Section], tasks: Sequence[TaskAssignment] = (), commune: str | None = "Xã Vĩnh Lạc"
) -> ExtractedFacts:
    """Facts with these sections and tasks only."""
    return ExtractedFacts(
        header=DocumentHeader(commune=commune),
        sections=tuple(sections),
        citations=(),
        figures=(),
        tasks=tuple(tasks),
        deadlines=(),
        contradictions=(),
        quality=TextQuality(ocr=False, poor=False, diacritics=0.3, known_syllables=1.0),
    )
