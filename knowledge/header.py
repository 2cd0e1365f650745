"""The header fields of a document: what it is, its symbol and date, who issued it to whom, who signed.

All are read from the text, never from the file name, and tolerate what bad recognition does to a letterhead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from knowledge.frame import (
    DATE_LINE,
    VIETNAMESE_UPPER,
    Frame,
    frame_of,
    is_capitals,
    kind_named,
    leading_kind,
)
from knowledge.letterhead import read_issuer
from knowledge.models import DocumentHeader, Section, SectionType
from knowledge.reference import kind_by_code
from knowledge.text import TextView
from knowledge.vietnamese import fold

_DISPATCH = "Công văn"
_DRAFT_MARK = "du thao"
"""Stands below the issuer and is no part of its name."""


def parse(view: TextView, sections: tuple[Section, ...]) -> DocumentHeader:
    """All header fields; None for what the text leaves blank or does not say.

    `commune_code` is official, or the full name of a commune that the table does not list; the province
    is the present one. `confidentiality` is for `knowledge.confidential` to say.
    """
    head = _lines(view, sections, SectionType.HEADER)
    title = _lines(view, sections, SectionType.TITLE)
    signature = _lines(view, sections, SectionType.SIGNATURE)
    symbol = _symbol(head)
    letterheads = [_lines(view, [section], SectionType.HEADER) for section in sections]
    issuer = read_issuer(letterheads, _own_words(view, sections), view.text)
    return DocumentHeader(
        kind=_kind(title, symbol, head),
        symbol=symbol,
        issued_on=_issued_on([*head, *title], signature),
        issuer=issuer.name,
        commune=issuer.commune.full_name if issuer.commune else None,
        commune_code=issuer.commune.code if issuer.commune else None,
        province=issuer.province,
        title=_title(title),
        addressee=_addressee(
            _lines(view, (s for s in sections if s.path == "addressee"), SectionType.HEADER)
        ),
        signer=_signer(signature, _lines(view, sections, SectionType.RECIPIENTS)),
    )


def _lines(view: TextView, sections: Iterable[Section], type_: SectionType) -> list[str]:
    return [
        line
        for section in sections
        if section.type is type_
        for line in view.text[section.start : section.end].split("\n")
        if fold(line.strip()) != _DRAFT_MARK
    ]


def _own_words(view: TextView, sections: Iterable[Section]) -> str:
    """Where a document speaks of its issuer: opening, closing and signature; else all of it."""
    own = (SectionType.OPENING, SectionType.CLOSING, SectionType.SIGNATURE)
    parts = [view.text[section.start : section.end] for section in sections if section.type in own]
    return "\n".join(parts) or view.text


# -- kind and symbol ---------------------------------------------------------------------------------

_SYMBOL = re.compile(
    r"^S(?:[^\s:/]{0,2}\s*[:.]|[^\s\d:/]{1,2}\s)\s*"
    r"(?P<number>\d{1,5}(?:\s*/\s*(?:19|20)\d\d)?)\s*(?P<slash>[-/–])\s*"
    r"(?P<code>[A-ZĐ][A-ZĐa-z]{0,8}(?:\s?[-–/]\s?[A-ZĐ][A-ZĐa-zđ0-9&.]{0,14}){0,2})"
)


def _symbol(head: Iterable[str]) -> str | None:
    """ "72/BC-UBND"; None where the number is blank."""
    for line in head:
        match = _SYMBOL.match(line)
        if match:
            written = match["number"] + match["slash"] + match["code"]
            return re.sub(r"\s", "", written).replace("–", "-").rstrip(".")
    return None


_CODE = re.compile(
    r"/\s*(?:\d{4}/)?(?P<code>[A-ZĐ][A-ZĐa-z]{0,4})\s*[-/]|\d-(?P<party>[A-ZĐ][A-ZĐa-z]{0,4})/"
)


def _kind(title: list[str], symbol: str | None, head: list[str]) -> str | None:
    """By the title; else by the code in the symbol, also of one with a blank number; a letter otherwise."""
    if title:
        first = title[0]
        if frame_of(first) is Frame.SUBJECT:
            return _DISPATCH
        return kind_named(first) or leading_kind(first)
    numbered = symbol or next((line for line in head if frame_of(line) is Frame.NUMBER), "")
    code = _CODE.search(numbered)
    known = kind_by_code().get(code["code"] or code["party"]) if code else None
    if known is not None:
        return known.name
    addressed = any(frame_of(line) is Frame.ADDRESSEE for line in head)
    return _DISPATCH if addressed and numbered else None


# -- date --------------------------------------------------------------------------------------------

_SIGNED_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d")
_SIGNED = re.compile(
    r"ky\s*:\s*(?:\d\d?:\d\d(?::\d\d)?,?\s*)?(?:ngay\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
)
_MONTH = re.compile(r",\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})")


def _issued_on(head: Iterable[str], signature: Iterable[str]) -> str | None:
    """The date beside the place; where its day is blank the time of the digital signature, if there is one.
    "Hải Phòng, tháng 8 năm 2025" without a day gives the month."""
    month: str | None = None
    for line in head:
        dated = DATE_LINE.search(fold(line))
        if dated and dated["day"] and dated["month"] and len(dated["year"]) == 4:
            return _iso(dated["year"], dated["month"], dated["day"])
        monthly = _MONTH.search(fold(line))
        if monthly and month is None:
            month = f"{monthly[2]}-{int(monthly[1]):02d}"
    signed = [_iso(*match.groups()) for line in signature for match in _SIGNED_ISO.finditer(line)]
    signed += [_iso(*match.groups()[::-1]) for line in signature for match in _SIGNED.finditer(fold(line))]
    return max((day for day in signed if day), default=month)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


# -- title, addressee, signer ------------------------------------------------------------------------

_SUBJECT = re.compile(r"v/v[\s:.]*(?:ve viec\s+)?")
_PLACE_AND_DATE = re.compile(rf"\s+(?:[{VIETNAMESE_UPPER}]\w*\s?){{1,4}},\s*ngày\b.*?(?:năm\s*[\d.…]*|$)")


def _title(lines: list[str]) -> str | None:
    """The subject: the lines below the kind joined, or what follows "V/v"."""
    if not lines:
        return None
    first, rest = lines[0], lines[1:]
    if frame_of(first) is Frame.SUBJECT:
        subject = first[_match_length(_SUBJECT, first) :]
        subject = _PLACE_AND_DATE.sub("", subject).strip()
        return (subject[:1].upper() + subject[1:]) or None
    kind = leading_kind(first)
    if kind and not kind_named(first):
        rest = [first[len(kind) :].strip(" :-–"), *rest]
    return " ".join(rest).strip() or None


def _match_length(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(fold(text))
    return match.end() if match else 0


_ADDRESSEE = re.compile(r"k[i1l]nh gu[ir]\s*[:;.]?\s*")


def _addressee(lines: list[str]) -> str | None:
    """After "Kính gửi:", several joined by semicolons."""
    if not lines:
        return None
    named = [lines[0][_match_length(_ADDRESSEE, lines[0]) :], *lines[1:]]
    cleaned = [name.strip().lstrip("-–—+*• ").rstrip(";., ") for name in named]
    return "; ".join(name for name in cleaned if name) or None


_DIGITALLY = re.compile(r"^(?P<name>[^<]+?)\s*<[^>]*>\s*đã ký")
_SIGNER_LINE = re.compile(r"(?:người ký|ký bởi)\s*:\s*(?P<name>[^<,]+)", re.IGNORECASE)


def _signer(signature: list[str], recipients: list[str]) -> str | None:
    """The person's name below the office, else in the digital signature, else behind the last recipient,
    where two columns have run together ("- Lưu: VT, VX. Tạ Quang Lữ")."""
    for line in signature:
        if frame_of(line) is None and _is_person(line):
            return line.strip()
    for line in signature:
        match = _DIGITALLY.match(line) or _SIGNER_LINE.search(line)
        if match and _is_person(match["name"]):
            return match["name"].strip()
    behind = re.split(r"[.;]\s+", recipients[-1])[-1] if recipients else ""
    return behind.strip() if _is_person(behind) else None


def _is_person(line: str) -> bool:
    words = line.split()
    named = 2 <= len(words) <= 5 and all(
        re.match(r"[^\W\d_][\w.’']*$", word) and word[0].isupper() for word in words
    )
    return named and not (is_capitals(line) and frame_of(line) is not None)
