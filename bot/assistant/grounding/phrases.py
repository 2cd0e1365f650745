"""Words that decide how a statement is taken, matched with their marks: folded, "chữa" would deny ("chưa"),
"mức 30" would be a section ("mục 30") and "tặng" would rise ("tăng"). Only unmarked text is matched folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.numbers import POOR_DIACRITICS
from knowledge.vietnamese import diacritic_share, fold


@dataclass(frozen=True)
class Phrases:
    """Whole words or phrases, as a pattern in Vietnamese spelling."""

    marked: re.Pattern[str]
    unmarked: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str) -> Phrases:
        """From alternatives such as "không|chưa". Escapes in capitals are not supported (folding)."""
        whole = rf"(?<!\w)(?:{pattern})(?!\w)"
        return cls(re.compile(whole, re.IGNORECASE), re.compile(fold(whole)))

    def found(self, text: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
        """All matches inside `text[start:end]`, in order; offsets are those of the text. Whether marks can
        be relied on is a matter of the whole text."""
        bare = diacritic_share(text) < POOR_DIACRITICS
        pattern = self.unmarked if bare else self.marked
        return list(pattern.finditer(fold(text) if bare else text, start, len(text) if end is None else end))

    def within(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether `text[start:end]` says any of them."""
        return bool(self.found(text, start, end))


DENIAL = Phrases.of(r"không(?! gian| chỉ| những| ngừng| dùng tiền mặt| khí)|chưa|chẳng|ngoài kho|thiếu")
RESULT = Phrases.of("kết quả|đã đạt|đạt được|đã hoàn thành|đã thực hiện|hiện đạt|đã có")
TARGET = Phrases.of("mục tiêu|phấn đấu|hướng tới|dự kiến|đề ra|đặt ra")
PERHAPS_TARGET = Phrases.of("chỉ tiêu|yêu cầu|đến năm|đến hết năm|phải|cần|sẽ|tối thiểu|ít nhất|bảo đảm")
DEED = Phrases.of("đã|hoàn thành|đạt được")
INTENTION = Phrases.of(
    "sẽ|phấn đấu|mục tiêu|dự kiến|hướng tới|đề nghị|kiến nghị|đề xuất|tiếp tục|cần|phải|giao|yêu cầu"
    "|tăng cường|đẩy mạnh|bảo đảm|đến năm"
)
DIRECTION = Phrases.of("tăng(?! cường)|giảm")
COMPARISON = Phrases.of(
    "cao hơn|thấp hơn|nhiều hơn|ít hơn|tốt hơn|kém hơn|cao nhất|thấp nhất|nhiều nhất|tốt nhất|dẫn đầu"
    "|đứng đầu|vượt trội|vượt mức|tăng(?! cường)|giảm|gấp đôi|chênh lệch|tương đương|bằng nhau"
)
"""Comparing is arithmetic: code does it, a model may only repeat a comparison."""

PLACE = Phrases.of(
    r"(?:tiểu mục|mục|phần|phụ lục|trang|bảng|biểu|dòng|nguồn|stt|số thứ tự|nhiệm vụ số|đầu việc số)"
    r"(?: số)? (?:[ivx]+(?:\.\d+)*|\d+(?:\.\d+)*)[a-dđ]?(?![%]|[.,]\d|\s?%)"
    r"|(?:(?:điểm|khoản|nhiệm vụ|nội dung) \d+|[ivx]+)(?:\.\d+)+[a-d]?"
)
"""Where something stands in a document."""

NOT_A_COMMUNE = Phrases.of(
    r"(?:ông|bà|anh|chị|đồng chí|huyện|thị xã|tỉnh|thành phố|tp|quận|sông|núi|đường|phố|chợ|trường|làng|thôn"
    r"|xóm|ấp|bản|tổ dân phố|tdp|khu|cầu|hồ|đền|chùa|công ty|hợp tác xã|htx)\.?"
)
"""What makes the name behind it one of something else: a person, a district, a street."""
