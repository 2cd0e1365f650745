"""Open places in a draft: `[… số liệu: <chỉ tiêu>, <đơn vị tính> …]`, and what may fill them.

A slot stands wherever another unit's text has a number; it says which indicator belongs there and never holds
a digit of the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.assistant.grounding.amounts import Amount
from bot.assistant.grounding.stated import read
from knowledge.models import Figure
from knowledge.units import in_base_unit
from knowledge.vietnamese import fold

FIGURE_SLOT = "[… số liệu: {name}, {unit} …]"
BARE_FIGURE_SLOT = "[… số liệu: {name} …]"
PERIOD_SLOT = "[… thời gian …]"
RESULT_SLOT = "[… kết quả của đơn vị …]"
_SLOT = re.compile(r"\[… (?P<label>[^\[\]]+?) …\]")
_FIGURE = re.compile(r"\[… số liệu: (?P<name>[^\[\]]+?)(?:, (?P<unit>[^\[\],]+))? …\]")
_BOUND = re.compile(
    r"(?:trên|hơn|khoảng|gần|tối thiểu|ít nhất|dưới|không dưới|tối đa|ước|từ|chỉ)\s+$", re.IGNORECASE
)
_ONE_PLACE = re.compile(
    r"(?<!\w)(?:một|01|1) (?=(?:điểm|trạm|thôn|xóm|tổ dân phố|khu|trường|nhà văn hóa|tuyến|cây cầu|cơ sở"
    r"|mô hình|tủ)(?!\w))",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?<!\w)(?:toàn bộ|tất cả|hầu hết|đa số|phần lớn)(?: các)?(?!\w)", re.IGNORECASE)


_COUNTED = re.compile(
    r"(?:(?!(?<!\w)(?:đạt|còn|là|bằng|tăng|giảm|trên|dưới|hơn|khoảng|tối thiểu|ít nhất|trong đó|với)(?!\w))"
    r"[^.;:()\[\]_\d])*"
)
"""What a number counts: the words behind it up to the next verb of measure, bound or digit."""


class Slot(NamedTuple):
    """An open place at `text[start:end]`: a figure where `unit` or `figure` says so."""

    name: str
    unit: str | None
    figure: bool
    start: int
    end: int


def slots(text: str) -> list[Slot]:
    """The open places of a text."""
    found = []
    for match in _SLOT.finditer(text):
        figure = _FIGURE.fullmatch(match[0])
        found.append(
            Slot(figure["name"], figure["unit"], True, *match.span())
            if figure
            else Slot(match["label"], None, False, *match.span())
        )
    return found


def open_indicators(text: str) -> list[str]:
    """The names of the indicators whose figure is missing."""
    return [slot.name for slot in slots(text) if slot.figure]


def figure_slot(name: str, unit: str | None) -> str:
    """The open place for an indicator. Digits in a name ("dưới 5 tuổi") are the indicator's own."""
    if not unit:
        return BARE_FIGURE_SLOT.format(name=name)
    return FIGURE_SLOT.format(name=name, unit=unit.replace(", ", "/"))


class Edit(NamedTuple):
    """`text[start:end]` is to become `new`."""

    start: int
    end: int
    new: str


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made; of overlapping ones the first counts."""
    parts, at = [], 0
    for edit in sorted(edits):
        if edit.start >= at:
            parts += [text[at : edit.start], edit.new]
            at = edit.end
    return "".join([*parts, text[at:]])


def figure_edits(text: str, figures: Sequence[Figure], *, quantifiers: bool) -> list[Edit] | None:
    """Every number of a sentence (as `stated.read` gives it) as a slot; with `quantifiers` also "toàn bộ",
    "tất cả". None where a number cannot be named."""
    stated = read(text)
    edits: list[Edit] = []
    for amount in stated.amounts:
        if states_age(text, amount):
            continue
        if any(edit.start < amount.end and amount.start < edit.end for edit in edits):
            continue
        label = _label(text, amount, figures)
        if label is None:
            return None
        start, end = _extent(text, amount)
        edits.append(Edit(start, end, figure_slot(*label)))
    for match in _ONE_PLACE.finditer(text):
        noun = _COUNTED.match(text, match.end())
        words = " ".join(noun[0].split()[:2]) if noun else ""
        edits.append(Edit(match.start(), match.end(), figure_slot(f"số {words}", None) + " "))
    if quantifiers:
        edits += [edit for match in _ALL.finditer(text) if (edit := _quantifier(text, match, figures))]
    return edits


def states_age(text: str, amount: Amount) -> bool:
    """An age defines who is counted ("trẻ dưới 1 tuổi"); it is nobody's figure."""
    return amount.unit == "tuổi" or re.match(r"\s*(?:tuổi|tháng tuổi)(?!\w)", text[amount.end :]) is not None


def _extent(text: str, amount: Amount) -> tuple[int, int]:
    """The number with its bound ("trên") and sign ("%"); a counted noun stays in the sentence."""
    bound = _BOUND.search(text, 0, amount.start)
    start = bound.start() if bound else amount.start
    number = re.compile(r"[\d.,/\s-]*\d(?:\s?%| phần trăm)?|\w+").match(text, amount.start)
    share = amount.kind == "share"
    end = amount.end if share or number is None else min(number.end(), amount.end)
    return start, end


def _label(text: str, amount: Amount, figures: Sequence[Figure]) -> tuple[str, str | None] | None:
    """The indicator and unit that a number is of: by the facts of its document, else by the words behind."""
    unit = amount.unit
    for figure in sorted(figures, key=lambda f: (f.code is None, f.end - f.start)):
        if _same_value(figure, amount) and not read(figure.indicator).amounts:
            return _plain(figure.indicator, figure.unit), figure.unit
    behind = _COUNTED.match(text, amount.end)
    noun = " ".join(((unit or "") + " " + (behind[0] if behind else "")).split()[:9]).strip(" ,")
    if amount.kind == "share":
        counted = noun.removeprefix("%").strip() or _measured(text, amount)
        return (f"tỷ lệ {counted}" if not fold(counted).startswith("ty le") else counted, "%")
    return (f"số {noun}", unit) if noun else None


_MEASURED = re.compile(r"[^,;:.()\[\]_]+$")
_VERB = re.compile(
    r"(?:\s+(?:đạt|còn|xuống|là|lên|ở mức|bằng|chiếm|trên|hơn|dưới|khoảng|tối thiểu|ít nhất|được))+$"
)


def _measured(text: str, amount: Amount) -> str:
    """What a share is of, where its words stand before it: "Tỷ lệ … thể thấp còi xuống 9%"."""
    before = _MEASURED.search(text[: amount.start].rstrip())
    words = _VERB.sub("", " " + before[0].strip(" -+*•")).strip() if before else ""
    measured = " ".join(words.split()[-14:])
    return measured[:1].lower() + measured[1:]


def _same_value(figure: Figure, amount: Amount) -> bool:
    if figure.value is None:
        return False
    value, _ = in_base_unit(figure.value, figure.unit)
    return value == amount.value or figure.value == amount.value


def _plain(name: str, unit: str) -> str:
    """An indicator's name as it stands in a slot: no brackets; a share is no number of things."""
    plain = re.sub(r"\s*[\[\](].*$", "", name).strip(" ,;")
    return "Tỷ lệ " + plain.removeprefix("Số ") if unit == "%" and plain.startswith("Số ") else plain


def _quantifier(text: str, match: re.Match[str], figures: Sequence[Figure]) -> Edit | None:
    said = [f for f in figures if f.value is None or f.words]
    behind = _COUNTED.match(text, match.end())
    noun = " ".join((behind[0] if behind else "").split()[:8])
    named = next((f for f in said if fold(f.words or "") in fold(match[0])), None)
    if named is not None:
        return Edit(match.start(), match.end(), figure_slot(_plain(named.indicator, named.unit), named.unit))
    return Edit(match.start(), match.end(), figure_slot(f"tỷ lệ {noun}", "%")) if noun else None
