"""Further instruments, asked for beside one that is named: "dẫn NQ 57 thì kèm thêm văn bản nào"."""

from __future__ import annotations

import re

from bot.assistant.understand import Understanding

KINDS = r"nghi quyet|nghi dinh|quyet dinh|thong tu|luat|chi thi|cong van|ket luan|quy che"
"""Kinds of instruments that officers name, folded, as a pattern."""

_KIND_ASKED = re.compile(rf"(?<!\w)({KINDS}) (?:nao|gi)(?!\w)")
_BESIDE = re.compile(
    r"(?<!\w)(?:kem(?! theo)|(?:dan|di|neu|ghi) kem theo|them|ben canh|ngoai)(?: \w+){0,6}?"
    rf" (?:van ban|{KINDS}) (?:nao|gi)(?!\w)"
)
"""What is enclosed with a paper ("kèm theo") is another matter."""


def asked_beside(asked: Understanding) -> bool:
    """Whether it is asked which further instruments go with a named one, or stand beside it."""
    return bool(asked.instruments) and _BESIDE.search(asked.folded) is not None


def kind_asked(folded: str) -> str | None:
    """The kind of instrument that is asked for ("nghị quyết nào"), folded; None where any is."""
    found = _KIND_ASKED.search(folded)
    return found[1] if found else None
