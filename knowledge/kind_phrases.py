"""The words for a kind of document before its number: "Nghị quyết số", "QĐ", "Thông tư của Bộ Tài chính số".

All patterns work on the text before a number, read as a scan may have it (`Plain.as_scanned`), and end
where the number begins.
"""

from __future__ import annotations

import re
from functools import cache

from knowledge.reference import document_kinds, kind_by_code
from knowledge.vietnamese import fold

NUMBER_WORD = r"(?:s\w?|8o|5\w)(?!\w)"
""""số" as scans have it: "s6", "sĩ", "sé", "86", "52"; only before a symbol."""


@cache
def full_names() -> str:
    """Alternatives for all kinds, the longest first, with room for line ends and stray signs between
    words."""
    names = sorted({fold(kind.name) for kind in document_kinds()}, key=len, reverse=True)
    return "|".join(r"\W{1,4}".join(name.split()) for name in names)


@cache
def abbreviations() -> str:
    """Alternatives for the codes and short names of two letters and more, the longest first."""
    codes = {fold(code) for kind in document_kinds() for code in (*kind.codes, *kind.short)}
    return "|".join(sorted((code for code in codes if len(code) > 1), key=len, reverse=True))


@cache
def _kinds() -> dict[str, str]:
    table: dict[str, str] = {fold(kind.name): kind.name for kind in document_kinds()}
    for kind in document_kinds():
        for code in (*kind.codes, *kind.short):
            table.setdefault(fold(code), kind_by_code().get(code, kind).name)
    return table


def kind_named(heard: str) -> str:
    """The kind for a folded name or abbreviation that one of the patterns has matched."""
    return _kinds()[" ".join(re.findall(r"\w+", heard))]


@cache
def right_before() -> re.Pattern[str]:
    """A kind (`full`) or an abbreviation (`short`), then nothing but `gap`: "Nghị quyết số ", "QĐ "."""
    gap = rf"\W{{0,6}}(?:{NUMBER_WORD}\W{{0,6}})?"
    return re.compile(
        rf"(?<!\w)(?:(?P<full>{full_names()})|(?<!-)(?P<short>{abbreviations()})(?=\s))(?P<gap>{gap})$"
    )


@cache
def with_issuer_between() -> re.Pattern[str]:
    """A kind, "của" and an issuer: "Thông tư của Bộ Tài chính số "; the issuer begins where `of` ends."""
    return re.compile(
        rf"(?<!\w)(?P<full>{full_names()})(?P<of>\W{{1,3}}c\w{{0,3}}[ai]\W{{1,3}})[^;.:()]{{4,120}}?"
        rf"(?P<number>\W{NUMBER_WORD}\W{{0,4}})$"
    )


@cache
def with_words_between() -> re.Pattern[str]:
    """A kind with words of its own: "Công điện khẩn số ", "Quyết định phê duyệt quy hoạch xã số "."""
    return re.compile(
        rf"(?<!\w)(?P<full>{full_names()})(?:\s{{1,3}}[^\W\d_]+){{1,12}}?\s{{1,3}}{NUMBER_WORD}\W{{0,4}}$"
    )
