"""Every sentence that users read which is not part of an answer. One section per face."""

from __future__ import annotations

from typing import Final

# Messages (bot/rendering/message.py)
SOURCES: Final = "Nguồn ({count})"
MORE_SOURCES: Final = "… và {count} nguồn khác."
SECTION: Final = "mục {path}"
SECTION_NAMES: Final = {
    "header": "phần đầu văn bản",
    "title": "trích yếu",
    "opening": "phần mở đầu",
    "closing": "phần kết",
    "recipients": "nơi nhận",
    "signature": "phần ký",
    "annex": "phụ lục",
}
PAGE: Final = "trang {number}"
REREAD: Final = "Đọc lại từ bản quét, cần đối chiếu: “{text}”"
WARNING: Final = "⚠️ {text}"
