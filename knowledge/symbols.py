"""The number and symbol of an official document ("số, ký hiệu").

    state      NUMBER "/" (YEAR "/")? TYPE "-" ISSUER     03/NQ-CP, 53/2025/NQ-HĐND, 127/2000/QĐ-BNN-KL
    party      NUMBER "-" TYPE "/" ISSUER                 57-NQ/TW, 01-QC/BCĐ
    assembly   NUMBER "/" YEAR "/" ASSEMBLY               226/2025/QH15, 02/2020/UBTVQH14
    dispatch   NUMBER "/" (YEAR "/")? ISSUER ("-" UNIT)?  2397/SKHCN-VP, 4830/KTTH, 54/CP
    old        NUMBER "/" (YEAR "/")? TYPE "/" ISSUER     172/1998/TT/BTC
               NUMBER "-" anything else                   1141-TC/QĐ/CĐKT, 90-CP

Sources: Decree 30/2020/NĐ-CP Appendix I part II item 3 (a number below 10 gets a leading zero) and Guideline
36-HD/VPTW (Party documents). Reading is tolerant: spacing, line breaks, case, missing diacritics, Cyrillic
and Greek look-alikes, separators swapped between the State and the Party style or left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain, zip_longest
from typing import NamedTuple

from knowledge.reference import body_by_code, kind_by_code
from knowledge.symbol_codes import (
    ASSEMBLY,
    canonical,
    is_type,
    key,
    misread_type,
    numbering_system,
    one_letter_apart,
    unglue,
)


class Style(StrEnum):
    """How number, type and issuer are put together."""

    STATE = "state"
    PARTY = "party"
    ASSEMBLY = "assembly"
    DISPATCH = "dispatch"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A canonical symbol; `str()` gives the normalised form, which parses back to an equal value.

    `type_code` is None where the symbol carries none (dispatches, acts of the National Assembly);
    `issuer_code` is all that follows, "BNN-KL" included, and may be empty ("07/TTLB").
    """

    number: str
    year: int | None
    type_code: str | None
    issuer_code: str
    style: Style

    def __str__(self) -> str:
        head = self.number if self.year is None else f"{self.number}/{self.year}"
        match self.style:
            case Style.PARTY:
                return f"{head}-{self.type_code}/{self.issuer_code}"
            case Style.ASSEMBLY | Style.DISPATCH:
                return f"{head}/{self.issuer_code}"
            case Style.OLD:
                return f"{head}-{self.issuer_code}" if self.type_code is None else self._typed(head, "/")
            case Style.STATE:
                return self._typed(head, "-")

    def _typed(self, head: str, link: str) -> str:
        return (
            f"{head}/{self.type_code}{link}{self.issuer_code}"
            if self.issuer_code
            else f"{head}/{self.type_code}"
        )

    @property
    def issuer_head(self) -> str:
        """The first part of the issuer code: the body itself, without its unit."""
        return re.split(r"[-/.]", self.issuer_code, maxsplit=1)[0]


class Reading(NamedTuple):
    """A symbol read at `text[start:end]`. `restyled`: its separators were wrong and were put right."""

    symbol: Symbol
    start: int
    end: int
    restyled: bool


_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТХУІЅЈабеокрсхуіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧÐðƉ‐‑‒–—―−⁄∕⧸／\\－§０１２３４５６７８９\u00a0\u2007\u2009\u202f",
    "ABEKMHOPCTXYISJaбeokpcxyijABEZHIKMNOPTYXĐđĐ-------/////-S0123456789    ",
)
_DIGIT_LIKE = str.maketrans("OIl", "011")
_FIRST_YEAR_WITH_HYPHEN = 2005
"""Since Circular 55/2005/TTLT-BNV-VPCP the type is joined to the issuer with a hyphen, not a slash."""


def unify(text: str) -> str:
    """Look-alike letters, dashes, slashes and spaces replaced one for one, so that offsets hold."""
    return text.translate(_LOOK_ALIKES)


@cache
def symbol_pattern() -> re.Pattern[str]:
    """What may be a symbol, in unified text; `find_symbols` decides. Every part is bounded."""
    spellings = {form for code in kind_by_code() for form in (code, code.upper(), key(code))}
    types = "|".join(sorted((re.escape(form) for form in spellings), key=len, reverse=True))
    line_end = r"[ .,:;_'’`-]{0,4}\n[\s.,:;_'’`]{0,6}"
    code = r"(?:[^\W\d_]|5(?=[A-ZĐ]{2}))[^\W_]{0,15}(?:&[^\W_]{1,8})?(?:\.[A-ZĐ]{2,8}(?![^\W\d_]))?"
    bodies = "UBND|HĐND|HDND|TTg|CP|TW|TU|ĐU|DU"
    link = rf"(?:[ \t]?[/-]/?(?:{line_end}|[ \t]{{1,2}})?|[ \t](?=(?:{bodies})(?![^\W_])))"
    return re.compile(
        r"(?<![^\W_])(?<!/)(?P<number>(?=[OIl]?\d)[\dOIl]{1,6}(?:\.\d{1,2})?[a-zA-Z]?)"
        r"(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?!\d))?"
        rf"(?P<first>\s?[/-](?:{line_end}|[ \t])?|[ \t]?[.:]?(?=(?:{types}|UBND|HĐND|HDND)[ \t]?[/-]))"
        rf"(?P<codes>{code}(?:{link}{code}){{0,4}})"
    )


_LINK = re.compile(r"\s*([/-])[\s.,:;_'’`/-]*|[ \t]()")


def find_symbols(unified: str) -> Iterator[Reading]:
    """Everything in a unified text that has the form of a symbol, in order.

    Form alone does not make a citation: "Mẫu số 02/ĐK-TTHC" is the number of a form.
    """
    for match in symbol_pattern().finditer(unified):
        if (reading := _read(match)) is not None:
            yield reading


def parse_symbol(text: str) -> Symbol | None:
    """The symbol that a text consists of, or None."""
    reading = read_symbol(text)
    return reading.symbol if reading else None


def read_symbol(text: str) -> Reading | None:
    """Like `parse_symbol`, with the note whether separators had to be put right."""
    stripped = unify(text).strip(" \t\n.,;:()\"'“”«»")
    match = symbol_pattern().match(stripped)
    reading = _read(match) if match else None
    return reading if reading and reading.end == len(stripped) else None


def _read(match: re.Match[str]) -> Reading | None:
    codes, links, length = _split(match["codes"])
    if not codes:
        return None
    number = match["number"].translate(_DIGIT_LIKE)
    if number.isdigit() and len(number) == 1:
        number = "0" + number
    year = int(match["year"]) if match["year"] else None
    parts = _Parts(number, year, match["first"].strip()[:1], codes, links)
    symbol, restyled = _compose(parts)
    if symbol is None:
        return None
    return Reading(symbol, match.start(), match.start("codes") + length, restyled)


class _Parts(NamedTuple):
    number: str
    year: int | None
    first: str
    """The separator before the first code: "/", "-" or "" where it was left out."""
    codes: list[str]
    links: list[str]
    """The separators between the codes."""


def _split(raw: str) -> tuple[list[str], list[str], int]:
    """Codes in their canonical spelling, the separators between them, and how much of `raw` they take.

    Stops before the first part that is no code: in "42/2022/NĐ-CP /Tổng số" the slash is the sentence's.
    """
    codes: list[str] = []
    links: list[str] = []
    spaced = False
    at = length = 0
    while at < len(raw):
        link = _LINK.search(raw, at)
        token = raw[at : link.start() if link else len(raw)]
        code = canonical(token)
        if code is None or (links and spaced and not _joins(codes, code)):
            break
        codes.append(code)
        length = at + len(token)
        if link is None:
            break
        links.append(link[1] or "")
        spaced = link[0][0].isspace() and link[0][-1].isspace()
        at = link.end()
    if len(codes) == 1 and raw[0].islower() and not ASSEMBLY.fullmatch(codes[0]):
        return [], [], 0
    return codes, links[: max(len(codes) - 1, 0)], length


def _joins(codes: list[str], code: str) -> bool:
    """Whether a space, or a hyphen between spaces, joins: "64/KH UBND" and "2500/UBND - KGVX", but not
    "30/2020/NĐ-CP - Khoản 1"."""
    if len(codes) != 1:
        return False
    if codes[0] in kind_by_code():
        return code in body_by_code()
    return codes[0] in body_by_code() and code.isupper()


def _compose(parts: _Parts) -> tuple[Symbol | None, bool]:
    """The canonical symbol of the parts, and whether the style had to be corrected."""
    head, *rest = parts.codes
    if not rest and ASSEMBLY.fullmatch(head):
        return Symbol(parts.number, parts.year, None, head, Style.ASSEMBLY), False
    if not rest and (glued := unglue(head)):
        return _typed(parts, *glued, restyled=True)
    kind = head if is_type(head, alone=not rest) else None
    if kind is None and rest:
        kind = misread_type(head, rest[0])
    type_comes_later = parts.first == "-" and bool(rest) and rest[0] in kind_by_code()
    if kind is None or type_comes_later:
        return _untyped(parts)
    return _typed(parts, kind, _joined(rest, parts.links[1:]), restyled=False)


def _joined(codes: list[str], links: list[str]) -> str:
    return "".join(chain.from_iterable(zip_longest(codes, links, fillvalue="")))


def retyped(reading: Reading, code: str) -> Reading:
    """A symbol whose type a scan has garbled ("57-NO/TW"), given the type that the kind before it calls for;
    unchanged where the written type is not one letter away."""
    symbol = reading.symbol
    head, _, rest = symbol.issuer_code.replace("/", "-").partition("-")
    if symbol.type_code or not rest or head in body_by_code() or not one_letter_apart(head, code):
        return reading
    style = _right_style(code, rest, Style.PARTY if symbol.style is Style.OLD else Style.STATE, symbol.year)
    return reading._replace(symbol=Symbol(symbol.number, symbol.year, code, rest, style))


def _untyped(parts: _Parts) -> tuple[Symbol | None, bool]:
    issuer = _joined(parts.codes, parts.links)
    if parts.first == "/" or (parts.year is not None and parts.first):
        return Symbol(parts.number, parts.year, None, issuer, Style.DISPATCH), False
    body = body_by_code().get(parts.codes[0])
    if parts.first != "-":
        return (Symbol(parts.number, parts.year, None, issuer, Style.DISPATCH) if body else None), True
    if body is not None and body.system == "state" and parts.links[:1] == ["/"]:
        swapped = _joined(parts.codes, ["-", *parts.links[1:]])
        return Symbol(parts.number, parts.year, None, swapped, Style.DISPATCH), True
    return Symbol(parts.number, parts.year, None, issuer, Style.OLD), False


def _typed(parts: _Parts, kind: str, issuer: str, *, restyled: bool) -> tuple[Symbol, bool]:
    link = parts.links[0] if parts.links and not restyled else ""
    written = {("/", "-"): Style.STATE, ("-", "/"): Style.PARTY, ("/", "/"): Style.OLD}.get(
        (parts.first, link)
    )
    if not issuer:
        return Symbol(parts.number, parts.year, kind, "", Style.STATE), parts.first != "/"
    right = _right_style(kind, issuer, written, parts.year)
    return Symbol(parts.number, parts.year, kind, issuer, right), restyled or written is not right


def _right_style(kind: str, issuer: str, written: Style | None, year: int | None) -> Style:
    """The style that type and issuer call for; where they allow both, the one written."""
    before_hyphens = year is not None and year < _FIRST_YEAR_WITH_HYPHEN
    if written is Style.OLD and (kind == "TTLT" or before_hyphens):
        return Style.OLD
    system = numbering_system(kind, re.split(r"[-/.]", issuer, maxsplit=1)[0])
    if year is not None or system == "state":
        return Style.STATE
    return Style.PARTY if system == "party" or written is Style.PARTY else Style.STATE
