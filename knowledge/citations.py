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

from rapidfuzz import fuzz

from knowledge.dates import date_after
from knowledge.issuers import Issuer, issuer_after
from knowledge.kind_phrases import (
    NUMBER_WORD,
    kind_named,
    right_before,
    with_issuer_between,
    with_words_between,
)
from knowledge.laws import LawTitle, find_laws
from knowledge.mentions import Mention, completed, share_issuers
from knowledge.plain import Plain
from knowledge.reference import body_by_code, kind_by_code, kind_by_name
from knowledge.symbols import Reading, Style, Symbol, find_symbols, retyped
from knowledge.vietnamese import fold


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
                    completed(plain, Mention(title.kind, title.start, reading.end, reading, title))
                )
                break
            mentions.append(_titled(plain, title))
        else:
            if (mention := _placed(plain, reading, previous)) is not None:
                mentions.append(completed(plain, mention))
    mentions.extend(_titled(plain, title) for title in laws)
    return share_issuers(mentions)


# --------------------------------------------------------------------------- kind, before the symbol

_KIND_REACH, _ISSUER_REACH, _LIST_REACH = 70, 200, 150
_NUMBER_WORD = re.compile(rf"\W{{0,6}}(?:{NUMBER_WORD}\W{{0,6}})?")
_FORM = re.compile(
    r"(?<!\w)(?:mau|bieu|bieu mau|phu luc|ma so|ma ho so|to khai|tai khoan|thua dat|to ban do|ky hieu|vach)"
    rf"\W{{1,3}}(?:{NUMBER_WORD}\W{{0,3}})?$"
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
        listed=";" not in (_gap(plain, previous, phrase) or ";"),
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


def _gap(plain: Plain, previous: Mention | None, start: int) -> str | None:
    """What stands between a mention and `start`, if that is no more than a list has: "," ";" "và"."""
    if previous is None or not 0 <= start - previous.end <= _LIST_REACH:
        return None
    reach = previous.reach if previous.reach <= start else previous.end
    gap = plain.as_scanned(reach, start)
    return gap if _LIST_GAP.fullmatch(gap) else None


def _listed(plain: Plain, reading: Reading, previous: Mention | None) -> Mention | None:
    """A further item of a list: its kind is that of the item before, unless its own type says otherwise."""
    gap = _gap(plain, previous, reading.start)
    if gap is None or previous is None or previous.symbol is None:
        return None
    kind = previous.kind
    code = reading.symbol.type_code
    if code and previous.symbol.type_code not in (None, code):
        kind = kind_by_code()[code].name
    return Mention(kind, _start_of_number(plain, reading), reading.end, reading, listed=";" not in gap)


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


def _titled(plain: Plain, title: LawTitle) -> Mention:
    return completed(plain, Mention(title.kind, title.start, title.end, law=title))
