"""Sentences of others worded so that they claim nothing for the own unit."""

from __future__ import annotations

import re

from bot.assistant.drafting.slots import RESULT_SLOT, slots

_DEED = re.compile(
    r"(?<!\w)(?:đã|đều|luôn|cũng|bước đầu|tích cực|chủ động)\s+(?=\w)"
    r"|\s+(?:sâu rộng|mạnh mẽ|thành công)(?!\w)",
    re.IGNORECASE,
)
_TREND = re.compile(r"(?<!\w)(?:tăng|giảm)(?= \[… số liệu)")


def as_own_result(template: str) -> str:
    """A result worded neutrally: it says what is reported, and leaves open what the own unit has reached."""
    text = _TREND.sub("tăng (giảm)", neutral(template))
    return text if slots(text) else f"{text.rstrip(' .;')}: {RESULT_SLOT}."


def neutral(template: str) -> str:
    """A sentence without words that say the deed is done, or done well."""
    text = _DEED.sub("", template)
    return text[0].upper() + text[1:]
