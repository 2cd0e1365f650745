"""Numbers in words before a counted noun, put in digits: "mười bốn tổ" is "14 tổ".

    numeral = tens unit? | unit          "hai mươi sáu", "mười lăm", "mười", "ba"

A single "một" (an article: "một số", "một cửa") and "năm" (mostly the year) stay; so does every numeral that
no noun of units.toml follows ("hai cấp", "bốn phương").
"""

from __future__ import annotations

import re

from knowledge.units import tables
from knowledge.vietnamese import fold

_UNITS = {"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10}
_ONES = {**_UNITS, "một": 1, "mốt": 1, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5}
_NUMERAL = re.compile(
    rf"(?<!\w)(?:(?P<tens>{'|'.join(_UNITS)}|năm) mươi(?: (?P<ones>{'|'.join(_ONES)}))?"
    rf"|(?P<teen>mười) (?P<unit>{'|'.join(_ONES)})|(?P<single>{'|'.join(_UNITS)}))(?!\w)",
    re.IGNORECASE,
)


def in_digits(text: str) -> str:
    """The text with its counted numerals in digits."""
    folded = fold(text)

    def digits(match: re.Match[str]) -> str:
        noun = tables().unit.match(folded, match.end())
        return str(_value(match)) if noun is not None else match[0]

    return _NUMERAL.sub(digits, text)


def _value(match: re.Match[str]) -> int:
    if match["single"]:
        return _UNITS[match["single"].lower()]
    ones = match["ones"] or match["unit"]
    tens = 1 if match["teen"] else _ONES[match["tens"].lower()]
    return 10 * tens + (_ONES[ones.lower()] if ones else 0)
