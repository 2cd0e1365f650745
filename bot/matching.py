"""How the scorer reads an answer: alike spellings, clauses, figures, symbols, and who a value belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.vietnamese import fold, nfc

_MARKUP = re.compile(r"<[^>\n]{1,60}>|[*_`#]+")
_ALIKE = (
    (r"[–—‑]", "-"),
    (r"\b0+(\d)", r"\1"),
    (r"\s*(?:%|phan tram)", "%"),
    (r"(?:tren|hon|vuot|>)\s*(?=\d)", ">"),
    (r"(?:toi thieu|it nhat|≥|>=)\s*(?=\d)", ">="),
    (r"(?:tu\s+)?(\d+)\s*(?:den|-)\s*(\d+)", r"\1-\2"),
    (r"\bubnd\b", "uy ban nhan dan"),
    (r"\bhdnd\b", "hoi dong nhan dan"),
    (r"\btthc\b", "thu tuc hanh chinh"),
    (r"\bkh ?& ?cn\b|\bkhcn\b", "khoa hoc va cong nghe"),
    (r"\s+", " "),
)
_SYMBOL = re.compile(r"\b\d{1,5}(?:/\d{4})?[/-][A-ZĐ][\w&]*(?:[-/][A-ZĐ][\w&]*)*")
_FIGURE = re.compile(
    r"\d[\d.,]*(?:%|(?= (?:to|thanh vien|nguoi|ho|thon|san pham|tin|lop|hoi nghi|luot|co so|sang kien)\b))"
)
_BOUND_BEFORE = re.compile(
    r"(?:\b(?:tren|hon|vuot|qua|duoi|toi da|toi thieu|it nhat|khoang|gan|xap xi)|[<>≥≤~]=?) *$"
)
_BOUND_AFTER = re.compile(r" *%? *tro (?:len|xuong)\b")
_ZERO = re.compile(r"(?<!khong co nghia la )\b(?:bang|la|dat) 0(?![\d.,/])")
_NUMBER = re.compile(r"\d[\d.,]*")
_WARNING = re.compile(
    r"\b(?:sai|nhầm|không phải|không đúng|chưa đúng|không nên|không nêu|không có|không thuộc|cảnh báo|lưu ý"
    r"|cũ|hợp nhất|sáp nhập|bãi bỏ|không còn|thay thế|khác với)\b|⚠"
)
_NEGATION = re.compile(r"\b(?:không|chưa|chẳng|thiếu|để trống)\b|❌")
_SOURCE_WORDS = re.compile(r"\b(?:nguon|tham khao|vi du|theo bao cao)\b")


def plain(text: str) -> str:
    """Folded, without markup; dates, bounds, ranges and abbreviations in one spelling."""
    out: str = fold(_MARKUP.sub("", nfc(text)))
    for pattern, alike in _ALIKE:
        out = re.sub(pattern, alike, out)
    return out.strip()


def squeezed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def found(needle: str, folded: str) -> bool:
    """Whether a gold needle stands in a folded text, as whole words; `re:` marks a pattern."""
    return bool(_places(needle, folded))


def _places(needle: str, folded: str) -> list[int]:
    if needle.startswith("re:"):
        return [match.start() for match in re.finditer(needle[3:], folded)]
    word = plain(needle)
    pattern = rf"(?<![\w.,/]){re.escape(word)}(?![\w]|[.,/]\d)"
    return [match.start() for match in re.finditer(pattern, folded)]


def clauses(text: str) -> list[str]:
    """Sentences and list items; a decimal point or a symbol does not end one."""
    return [part for part in re.split(r"\n+|(?<=[.;!?])\s+", text) if part.strip()]


def unquoted(text: str) -> str:
    """The text without what stands in quotation marks."""
    return re.sub(r"«[^»]*»|“[^”]*”|\"[^\"\n]*\"", " ", text)


def has_warning(clause: str) -> bool:
    """Whether a clause warns of what it names."""
    return bool(_WARNING.search(nfc(clause).lower()))


def is_negated(clause: str) -> bool:
    """Whether a clause says no."""
    return bool(_NEGATION.search(nfc(unquoted(clause)).lower()))


def symbols(text: str) -> dict[str, str]:
    """Document symbols in a text, by folded key; blanks around their marks do not count."""
    tight = re.sub(r"(?<=\w)\s*([/-])\s*(?=[A-ZĐ])", r"\1", nfc(text))
    return {str(fold(symbol)): symbol for symbol in _SYMBOL.findall(tight)}


def figures(text: str) -> set[str]:
    """The numbers of percentages, and of counts of what reports count; a list's own numbers are none."""
    unnumbered = re.sub(r"(?m)^\s*\d{1,2}\.\s", "", text)
    return {match.rstrip(".,%") for match in _FIGURE.findall(plain(unnumbered))}


def numbers(text: str) -> set[str]:
    """All numbers; in a quote the counted word may be broken or misread."""
    return {match.rstrip(".,") for match in _NUMBER.findall(plain(text))}


def exact_figures(text: str) -> set[str]:
    """`figures` that the text gives somewhere without a bound."""
    return _exact(_FIGURE, re.sub(r"(?m)^\s*\d{1,2}\.\s", "", text))


def exact_numbers(text: str) -> set[str]:
    """`numbers` that the text states somewhere without a bound like "trên 85%", "từ 70% trở lên"."""
    return _exact(_NUMBER, text)


def _exact(pattern: re.Pattern[str], text: str) -> set[str]:
    folded = plain(text)
    return {
        match[0].rstrip(".,%")
        for match in pattern.finditer(folded)
        if not (
            _BOUND_BEFORE.search(folded, max(0, match.start() - 20), match.start())
            or _BOUND_AFTER.match(folded, match.end())
        )
    }


def says_zero(text: str) -> bool:
    """Whether the text gives 0 as a value; "không có nghĩa là bằng 0" does not."""
    return bool(_ZERO.search(plain(text)))


def token_overlap(quote: str, wanted: str) -> float:
    """Share of the wanted words that the quote holds; 1 when it is itself a piece of at least 4 of them."""
    have, want = re.findall(r"\w+", plain(quote)), re.findall(r"\w+", plain(wanted))
    if len(have) >= 4 and " ".join(have) in " ".join(want):
        return 1.0
    return sum(word in set(have) for word in want) / len(want) if want else 1.0


class Owners:
    """Which commune each value of a text is given to: the nearest one named before it on its line, else
    after it, else the last one named above."""

    def __init__(self, text: str, communes: Sequence[str]) -> None:
        self._lines = [plain(line) for line in text.splitlines()]
        self._communes = [plain(name) for name in communes]

    def _named(self, line: str) -> list[tuple[int, str]]:
        return sorted((at, name) for name in self._communes for at in _places(name, line))

    def of(self, value: str) -> set[str]:
        """Folded names of the communes that the value is given to."""
        owners, above = set(), ""
        for line in self._lines:
            named = self._named(line)
            for at in _places(value, line):
                before = [name for place, name in named if place < at]
                owners.add(before[-1] if before else named[0][1] if named else above)
            above = named[-1][1] if named else above
        return owners - {""}

    def unattributed(self, value: str) -> bool:
        """Whether the value stands on a line that names neither a commune nor a source."""
        return any(
            _places(value, line) and not self._named(line) and not _SOURCE_WORDS.search(line)
            for line in self._lines
        )
