"""Instruments named by kind and number alone: "Nghị quyết 57", "nghị quyết 03 của chính phủ", "nq57", "QĐ
569".

    short = (KIND | ABBREVIATION) "số"? NUMBER ("/" YEAR)? (("của" | "-" | "/")? ISSUER)?

A number alone never identifies an instrument. In a document a short form means the one instrument of that
kind and number that the document cites in full; in a question it is a pattern that several instruments may
fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from knowledge.issuers import body_code_at
from knowledge.kind_phrases import abbreviations, full_names, kind_named, right_before
from knowledge.plain import Plain
from knowledge.reference import body_by_code, kind_by_code
from knowledge.symbols import Reading, Symbol, find_symbols
from knowledge.vietnamese import fold


class InstrumentQuery(NamedTuple):
    """A partial symbol: what is None was not said."""

    kind: str | None
    number: str
    year: int | None = None
    issuer_code: str | None = None

    @property
    def label(self) -> str:
        """As an answer may name it: "Nghị quyết 57"."""
        year = f"/{self.year}" if self.year else ""
        tail = f" ({self.issuer_code})" if self.issuer_code else ""
        return f"{self.kind or 'Văn bản'} {self.number}{year}{tail}"

    def fits(self, symbol: Symbol, kind: str | None) -> bool:
        """Whether an instrument may be meant."""
        return (
            symbol.number.lstrip("0") == self.number.lstrip("0")
            and (
                self.kind is None
                or kind is None
                or fold(self.kind) in fold(kind)
                or fold(kind) in fold(self.kind)
            )
            and self.year in (None, symbol.year)
            and (self.issuer_code is None or symbol.issuer_head.rstrip("0123456789") == self.issuer_code)
        )


class ShortForm(NamedTuple):
    """A short form at `text[start:end]`; its number begins at `number`."""

    query: InstrumentQuery
    start: int
    end: int
    number: int


_MEASURES = re.compile(
    r"\s*%|\s+(?:nam|thang|quy|tuan|ngay(?! \d{1,2}[/-])"
    r"|gio(?! con)|lan|nguoi|ho|to|tin|bai|lop|buoi|chi tieu|nhiem vu|nhom|don vi|"
    r"phan|diem|muc|noi dung|cap|xa|phuong|dong|trieu|ty|van ban|cuoc|bo|cau|dieu|khoan|trang|ban|vu|co quan|"
    r"du an|mo hinh)(?!\w)"
)
"""What follows a count: "báo cáo 6 tháng", "kế hoạch 5 năm" name no instrument …"""
_COUNTING = frozenset(
    ("Báo cáo", "Kế hoạch", "Chương trình", "Đề án", "Dự án", "Phương án", "Văn bản", "Thông báo")
)
"""… but only where the kind is one that is spoken of by what it holds; "nq57 ngày nào" names one."""


_ANY_KIND = "Văn bản"


@cache
def _pattern(*, abbreviated: bool) -> re.Pattern[str]:
    number = r"(?P<number>\d{1,5}[a-z]?)(?:/(?P<year>(?:19|20)\d\d))?(?![\w%]|[.,/-]\d)"
    if abbreviated:
        kind = rf"(?P<kind>{full_names()}|{abbreviations()})[\s.:-]{{0,4}}(?:so[\s.:]{{0,4}})?"
    else:
        kind = rf"(?P<kind>{full_names()})\s{{1,4}}(?:so\s{{1,4}})?"
    return re.compile(rf"(?<!\w){kind}{number}")


_ISSUER_TAIL = re.compile(r"\s?[-/\s]\s?(tw|cp|ttg|hdnd|ubnd|tu|qh\d\d|bcd)(?!\w)")
_ISSUER_CODES = {
    "tw": "TW",
    "cp": "CP",
    "ttg": "TTg",
    "hdnd": "HĐND",
    "ubnd": "UBND",
    "tu": "TU",
    "bcd": "BCĐ",
}


def find_short_forms(plain: Plain, *, abbreviated: bool = False) -> Iterator[ShortForm]:
    """All short forms in order; with `abbreviated` also "nq57" and "cv 6962", as questions have them."""
    for match in _pattern(abbreviated=abbreviated).finditer(plain.folded):
        issuer, end = _issuer(plain, match.end())
        year = int(match["year"]) if match["year"] else None
        kind = kind_named(match["kind"])
        if kind in _COUNTING and _MEASURES.match(plain.folded, match.end()):
            continue
        query = InstrumentQuery(kind, match["number"], year, issuer)
        yield ShortForm(query, match.start(), end, match.start("number"))


def _issuer(plain: Plain, at: int) -> tuple[str | None, int]:
    if tail := _ISSUER_TAIL.match(plain.folded, at):
        return _ISSUER_CODES.get(tail[1], tail[1].upper()), tail.end()
    return body_code_at(plain, at) or (None, at)


def _readings(plain: Plain) -> Iterator[Reading]:
    """Full symbols; also with type and issuer in lower case and the separator left out ("57 nq/tw")."""
    found = list(find_symbols(plain.unified))
    yield from found
    upper = plain.unified.upper()
    if len(upper) != len(plain.unified):
        return
    for reading in find_symbols(upper):
        typed = reading.symbol.type_code and reading.symbol.issuer_head in body_by_code()
        if typed and not any(known.start < reading.end and reading.start < known.end for known in found):
            yield reading


def match_query(text: str) -> list[InstrumentQuery]:
    """The instruments that a question names, in full or in part: "nq57", "QD 569", "quy che 01-qc/bcd"."""
    return list(dict.fromkeys(named.query for named in queries_in(text)))


def queries_in(text: str) -> list[ShortForm]:
    """Where a question names instruments, in full or in part."""
    plain = Plain(text)
    found: list[ShortForm] = []
    for reading in _readings(plain):
        symbol = reading.symbol
        before = right_before().search(plain.as_scanned(max(reading.start - 40, 0), reading.start))
        kind = kind_named(before["full"] or before["short"]) if before else None
        if kind is None and symbol.type_code:
            kind = kind_by_code()[symbol.type_code].name
        issuer = symbol.issuer_head.rstrip("0123456789") or None
        query = InstrumentQuery(kind, symbol.number, symbol.year, issuer)
        found.append(ShortForm(query, reading.start, reading.end, reading.start))
    in_full = list(found)
    for short in find_short_forms(plain, abbreviated=True):
        if not any(full.start < short.end and short.start < full.end for full in in_full):
            said = short.query
            found.append(short._replace(query=said._replace(kind=None)) if said.kind == _ANY_KIND else short)
    return sorted(found, key=lambda named: named.start)


def spelled_out(text: str) -> str:
    """A question with the kinds of short forms in full: "nq57" is "Nghị quyết 57". Full symbols stay."""
    for named in reversed(queries_in(text)):
        kind, said = named.query.kind, text[named.start : named.number]
        if kind and said and not fold(said).startswith(fold(kind)):
            text = f"{text[: named.start]}{kind} {text[named.number :]}"
    return text
