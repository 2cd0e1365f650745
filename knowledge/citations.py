"""Finding mentions of instruments in a text: a symbol, the kind before it, date and issuer around it.

    mention = KIND ("số")? SYMBOL (","? "ngày" DATE)? ("của" ISSUER)?
                                              Kế hoạch số 64/KH-UBND ngày 05/3/2025 của UBND tỉnh Sơn La
            | KIND "của" ISSUER "số" SYMBOL "ngày" DATE
                                              Thông tư của Bộ Tài chính số 172/1998/TT/BTC ngày 22/12/1998
            | KIND ("số")? SYMBOL "của" ISSUER "ngày" DATE
            | LAW TITLE ("số" SYMBOL)? ("ngày" DATE | "năm" YEAR)?
            | mention ("," | "và" | ";") ("số")? SYMBOL …      the kind of the list is understood

The symbol is the anchor: everything else is looked for within a fixed distance of it, so the time grows
linearly with the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from knowledge.dates import ReadDate, bare_year_after, date_after, date_before
from knowledge.issuers import Issuer, issuer_after, issuer_before
from knowledge.kind_phrases import (
    NUMBER_WORD,
    kind_named,
    right_before,
    with_issuer_between,
    with_words_between,
)
from knowledge.laws import LawTitle, find_laws
from knowledge.plain import Plain
from knowledge.reference import body_by_code, kind_by_code, kind_by_name
from knowledge.symbols import Reading, Style, Symbol, find_symbols, retyped
from knowledge.vietnamese import fold


@dataclass(frozen=True)
class Mention:
    """One place where a text cites an instrument, `start:end` from the kind to the last of number and
    date."""

    kind: str | None
    start: int
    end: int
    reading: Reading | None = None
    law: LawTitle | None = None
    dated: ReadDate | None = None
    issuer: Issuer | None = None
    phrase: int | None = None
    """Where the kind stands, if not at the start: "các Văn bản: số 12/SNV-CCHC"."""
    listed: bool = False
    """It continues a list, with "," or "và" after the mention before it."""
    doubled: bool = False
    """The kind is written twice in a row."""

    @property
    def symbol(self) -> Symbol | None:
        """The symbol, None for a law cited by title only."""
        return self.reading.symbol if self.reading else None

    @property
    def reach(self) -> int:
        """Where the mention ends with its issuer."""
        return max(self.end, self.issuer.end if self.issuer else 0)

    @property
    def issuer_code(self) -> str:
        """The issuing body's code in the symbol, without the term of an assembly ("UBTVQH10")."""
        return self.symbol.issuer_head.rstrip("0123456789") if self.symbol else ""


def find_mentions(plain: Plain) -> list[Mention]:
    """All mentions with a full symbol, and all laws cited by title, in order."""
    laws = list(find_laws(plain))
    mentions: list[Mention] = []
    for reading in find_symbols(plain.unified):
        previous = mentions[-1] if mentions else None
        while laws and laws[0].end < reading.start:
            title = laws.pop(0)
            if _NUMBER_WORD.fullmatch(plain.as_scanned(title.end, reading.start)):
                mentions.append(
                    _completed(plain, Mention(title.kind, title.start, reading.end, reading, title))
                )
                break
            mentions.append(_titled(plain, title))
        else:
            if (mention := _placed(plain, reading, previous)) is not None:
                mentions.append(_completed(plain, mention))
    mentions.extend(_titled(plain, title) for title in laws)
    return _share_issuers(mentions)


# --------------------------------------------------------------------------- kind, before the symbol

_KIND_REACH, _ISSUER_REACH = 70, 200
_NUMBER_WORD = re.compile(rf"\W{{0,6}}(?:{NUMBER_WORD}\W{{0,6}})?")
_FORM = re.compile(
    r"(?:mau|bieu|bieu mau|phu luc|ma so|ma|to khai|giay|so tai khoan|the|qcvn|tcvn|iso|thua dat|to ban do|"
    rf"vach|ky hieu|lo|cong trinh|du an)\W{{1,3}}(?:{NUMBER_WORD}\W{{0,3}})?$"
)
_STANDARD = re.compile(r"(?:qcvn|tcvn|qcdp|iso|iec)[^;]{0,20}$")
_LIST_GAP = re.compile(
    rf"[\s,;.]{{0,5}}(?:(?:va cac|va|hoac|cung voi|cung)\W{{1,3}})?\W{{0,2}}(?:{NUMBER_WORD}\W{{0,4}})?"
)


def _placed(plain: Plain, reading: Reading, previous: Mention | None) -> Mention | None:
    """The mention around a symbol; None where it is no citation but a form's or the document's own number."""
    low = max(reading.start - _KIND_REACH, previous.end if previous else 0, 0)
    window = plain.as_scanned(low, reading.start)
    if match := right_before().search(window):
        return _with_kind(plain, reading, previous, low, match)
    mention = _with_issuer_inside(plain, reading, previous) or _with_words_between(plain, reading, low)
    if mention is not None:
        return mention
    if _numbers_something_else(window, plain.unified[low : reading.start]):
        return None
    return _listed(plain, reading, previous) or _alone(plain, reading, window)


def _numbers_something_else(window: str, unified: str) -> bool:
    """Whether the words before a symbol say that it numbers a form, a standard, or the document itself."""
    joined = _JOINED.search(window)
    return bool(
        _FORM.search(window)
        or _STANDARD.search(window)
        or _OWN_NUMBER.search(unified)
        or (joined and not re.fullmatch(NUMBER_WORD, joined[1]))
    )


_NAMED_THINGS = {"Đề án", "Dự án", "Chương trình"}
"""Often called by the decision behind them ("Đề án 06/QĐ-TTg") or by a nickname ("Đề án 06/CP")."""


def _with_kind(
    plain: Plain, reading: Reading, previous: Mention | None, low: int, match: re.Match[str]
) -> Mention | None:
    if _OWN_NUMBER_BELOW.search(plain.unified[low + match.start("gap") : reading.start]):
        return None
    kind, phrase = kind_named(match["full"] or match["short"]), low + match.start()
    codes = kind_by_name()[kind].codes
    reading = retyped(reading, codes[0]) if codes else reading
    code = reading.symbol.type_code
    if kind in _NAMED_THINGS and code not in codes:
        if code is None:
            return None
        kind = kind_by_code()[code].name
    return Mention(
        kind,
        _start_of_number(plain, reading) if ":" in match["gap"].split("s")[0] else phrase,
        reading.end,
        reading,
        phrase=phrase,
        listed=previous is not None and _goes_on(plain, previous, phrase),
        doubled=_doubled(plain, phrase, match["full"]),
    )


def _with_words_between(plain: Plain, reading: Reading, low: int) -> Mention | None:
    """A kind with a few words of its own before the number: "Nghị quyết chuyên đề số "."""
    match = with_words_between().search(plain.as_scanned(low, reading.start))
    if match is None:
        return None
    kind = kind_named(match["full"])
    code = reading.symbol.type_code
    agrees = code in kind_by_name()[kind].codes if code else kind in ("Công văn", "Văn bản")
    return Mention(kind, low + match.start(), reading.end, reading) if agrees else None


def _doubled(plain: Plain, start: int, kind: str | None) -> bool:
    before = plain.folded[max(start - 40, 0) : start].split()
    words = kind.split() if kind else []
    return bool(words) and before[-len(words) :] == words


_OWN_NUMBER = re.compile(r"\bS(?:[ốôo6Ố]|\w(?=\s?:))\s?:\s*$|(?:^|\n)\s*S\w\s?:?\s*$")
"""The document's own number: "Số:" with a capital letter, and a colon or a line of its own."""
_OWN_NUMBER_BELOW = re.compile(r"\n\s*S\w\s?:\s*$")
_JOINED = re.compile(r"(\w+)-$")
"""What is joined to the number by a hyphen: "C-BC-02-TK" is no citation, "số-41-CT/TW" is."""


def _with_issuer_inside(plain: Plain, reading: Reading, previous: Mention | None) -> Mention | None:
    low = max(reading.start - _ISSUER_REACH, previous.end if previous else 0, 0)
    match = with_issuer_between().search(plain.as_scanned(low, reading.start))
    if match is None:
        return None
    stop = low + match.start("number")
    named = issuer_after(plain, low + match.end("full"), reading.symbol.issuer_head)
    start = low + match.end("of")
    if named is None or named.end < stop:
        named = Issuer(plain.words(start, stop), start, stop)
    return Mention(kind_named(match["full"]), low + match.start(), reading.end, reading, issuer=named)


def _goes_on(plain: Plain, previous: Mention, start: int) -> bool:
    """Whether only "," or "và" stands between a mention and what starts at `start`."""
    if not 0 <= start - previous.end <= 150:
        return False
    reach = previous.reach if previous.reach <= start else previous.end
    return _LIST_GAP.fullmatch(plain.as_scanned(reach, start)) is not None


def _listed(plain: Plain, reading: Reading, previous: Mention | None) -> Mention | None:
    """A further item of a list: its kind is that of the item before, unless its own type says otherwise."""
    if previous is None or previous.symbol is None or not _goes_on(plain, previous, reading.start):
        return None
    kind = previous.kind
    code = reading.symbol.type_code
    if code and previous.symbol.type_code not in (None, code):
        kind = kind_by_code()[code].name
    return Mention(kind, _start_of_number(plain, reading), reading.end, reading, listed=True)


def _start_of_number(plain: Plain, reading: Reading) -> int:
    window = plain.as_scanned(max(reading.start - 6, 0), reading.start)
    word = re.search(rf"(?<!\w){NUMBER_WORD}\W{{0,3}}$", window)
    return reading.start - len(window) + word.start() if word else reading.start


def _alone(plain: Plain, reading: Reading, window: str) -> Mention | None:
    """A symbol without a readable kind: taken where its form leaves no doubt, its kind told by its type."""
    symbol = reading.symbol
    numbered = re.search(rf"(?<!\w){NUMBER_WORD}\W{{0,6}}$", window) is not None
    dated = date_after(plain.folded, reading.end) is not None
    known = _known_issuer(symbol)
    if symbol.style is Style.ASSEMBLY:
        sure = symbol.year is not None
    elif symbol.type_code:
        sure = bool(symbol.issuer_code) and (known or numbered or dated)
    else:
        sure = dated and (known or numbered)
    if not sure:
        return None
    kind = kind_by_code()[symbol.type_code].name if symbol.type_code else "Công văn"
    start = _start_of_garbled_kind(plain, reading, kind)
    return Mention(None if symbol.style is Style.ASSEMBLY else kind, start, reading.end, reading)


def _known_issuer(symbol: Symbol) -> bool:
    head = symbol.issuer_head
    return head in body_by_code() or re.match(r"(?:UBTVQH|QH)\d+$|S[A-ZĐ]{2,}|.*T[WU]$", head) is not None


def _start_of_garbled_kind(plain: Plain, reading: Reading, kind: str) -> int:
    """Where a kind that a scan has damaged begins ("TG trinh s6"), else where the number begins."""
    start = _start_of_number(plain, reading)
    sounds = fold(kind)
    words = list(re.finditer(r"\w+", plain.as_scanned(max(start - 40, 0), start)))[-len(sounds.split()) :]
    if words and fuzz.ratio(" ".join(word[0] for word in words), sounds) >= 70:
        return max(start - 40, 0) + words[0].start()
    return start


# --------------------------------------------------------------------------- date and issuer, around it


def _titled(plain: Plain, title: LawTitle) -> Mention:
    return _completed(plain, Mention(title.kind, title.start, title.end, law=title))


def _completed(plain: Plain, mention: Mention) -> Mention:
    """The mention with its date and its issuer, each taken from the nearest place where it may stand."""
    code = mention.issuer_code
    dated = _date_behind(plain, mention.end)
    issuer = mention.issuer or issuer_after(plain, dated.end if dated else mention.end, code)
    if issuer and dated is None and not mention.issuer:
        late = date_after(plain.folded, issuer.end)
        if late and plain.folded[late.start : late.start + 4] in ("ngay", "ban ", "ky n"):
            dated = late
    if dated is None and _may_bear_a_bare_year(mention):
        dated = bare_year_after(plain.folded, mention.end)
    if issuer is None and mention.law is None:
        issuer = issuer_before(plain, mention.start if mention.phrase is None else mention.phrase)
        if issuer and dated is None:
            dated = _date_of_clause(plain, issuer)
            return replace(mention, issuer=issuer, dated=dated)
    end = dated.end if dated else mention.end
    return replace(mention, dated=dated, issuer=issuer, end=end)


def _date_behind(plain: Plain, at: int) -> ReadDate | None:
    """The date behind a symbol; a full stop that a scan has put between is passed over where the text goes on
    in lower case ("12/QĐ-UBND. ngày 05/8/2025")."""
    if plain.unified[at : at + 1] == "." and plain.unified[at + 1 : at + 4].strip()[:1].islower():
        at += 1
    return date_after(plain.folded, at)


def _may_bear_a_bare_year(mention: Mention) -> bool:
    """Old numbers ("14/TTLB 1995") and laws ("Luật Trẻ em 2016") do; a symbol with a year says it itself."""
    symbol = mention.symbol
    return symbol is None or (symbol.year is None and symbol.style is not Style.PARTY)


def _date_of_clause(plain: Plain, issuer: Issuer) -> ReadDate | None:
    """The date in "Ngày 05/8/2025, Ủy ban nhân dân xã đã ban hành Kế hoạch …"."""
    dated = date_before(plain.folded, max(issuer.start - 40, 0), issuer.start)
    near = dated is not None and not plain.folded[dated.end : issuer.start].strip(" ,\n")
    return dated if near else None


def _share_issuers(mentions: list[Mention]) -> list[Mention]:
    """In a list the issuer may be named once, before the first item or behind the last: it is shared where
    the codes agree."""
    shared = list(mentions)
    for at in range(1, len(shared)):
        first, item = shared[at - 1], shared[at]
        named = first.issuer if item.listed and item.issuer is None and _same_code(first, item) else None
        if named is not None and named.end <= first.start:
            shared[at] = replace(item, issuer=named)
    for at in range(len(shared) - 2, -1, -1):
        item, last = shared[at], shared[at + 1]
        named = last.issuer if last.listed and item.issuer is None and _same_code(item, last) else None
        if named is not None and named.start >= last.end:
            shared[at] = replace(item, issuer=named)
    return shared


def _same_code(one: Mention, other: Mention) -> bool:
    return one.issuer_code != "" and one.issuer_code == other.issuer_code
