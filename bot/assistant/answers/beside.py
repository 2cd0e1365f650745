"""Further instruments, asked for beside one that is named: "dẫn NQ 57 thì kèm thêm văn bản nào"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.understand import Understanding

KINDS = r"nghi quyet|nghi dinh|quyet dinh|thong tu|luat|chi thi|cong van|ket luan|quy che"
"""Kinds of instruments that officers name, folded, as a pattern."""

_KINDS_ASKED = re.compile(rf"(?<!\w)((?:(?:{KINDS})(?:,| va| voi| hay| hoac) )*(?:{KINDS})) (?:nao|gi)(?!\w)")
_BESIDE = re.compile(
    r"(?<!\w)(?:kem(?! theo)|(?:dan|di|neu|ghi) kem theo|them|ben canh|ngoai)(?: \w+){0,6}?"
    rf" (?:van ban|{KINDS}) (?:nao|gi)(?!\w)"
)
"""What is enclosed with a paper ("kèm theo") is another matter."""


def asked_beside(asked: Understanding) -> bool:
    """Whether it is asked which further instruments go with a named one, or stand beside it."""
    return bool(asked.instruments) and _BESIDE.search(asked.folded) is not None


def kinds_asked(folded: str) -> Sequence[str]:
    """The kinds of instruments that are asked for ("nghị định và chỉ thị nào"), folded; none where any is."""
    found = _KINDS_ASKED.search(folded)
    return re.findall(KINDS, found[1]) if found else ()


def kind_asked(folded: str) -> str | None:
    """The one kind that is asked for; None where any is."""
    kinds = kinds_asked(folded)
    return kinds[-1] if kinds else None
