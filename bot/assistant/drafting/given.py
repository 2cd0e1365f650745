"""The officer's own figures, as they are read from JSON, a sheet or a message.

What cannot be is refused in impossible.py; reckoning.py does the arithmetic, filling.py fills the places.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot import texts
from knowledge import indicators
from knowledge.errors import AssistantError
from knowledge.models import Fact
from knowledge.numbers import format_number, parse_number
from knowledge.units import standard_unit, tables
from knowledge.vietnamese import fold

LIKE = 0.6
"""Least similarity (0-1) at which a name that the officer uses means an indicator of the catalogue."""


class Given(Fact):
    """One figure of the officer's own unit. `name` is the indicator's where `code` is known; a `target` is
    never put where a result belongs, nor a result where a target does. `whole` is the 60 of "45/60 hộ"."""

    name: str
    value: float
    unit: str
    whole: float | None = None
    period: str | None = None
    code: str | None = None
    target: bool = False
    formula: str | None = None

    @property
    def order(self) -> tuple[int, str]:
        """Earlier periods sort before later ones; a figure without period is of now."""
        period = self.period or ""
        if fold(period) in _BEFORE:
            return (0, period)
        years = re.findall(r"(?:19|20)\d\d", period)
        return (int(years[-1]) if years else 9999, period)

    @property
    def shown(self) -> str:
        """The value in Vietnamese writing: "12", "97,5", "1.250"."""
        return format_number(self.value)

    @property
    def shown_with_unit(self) -> str:
        """The value with its unit: "12 tổ", "97,5%"."""
        return with_unit(self.shown, self.unit)

    @property
    def stated(self) -> str:
        """What the officer said, as a line that backs the number."""
        said = f"{self.name}: {self.shown_with_unit}"
        return self.formula or (texts.GIVEN_TARGET.format(said=said) if self.target else said)


def with_unit(shown: str, unit: str) -> str:
    """A written number with its unit."""
    return f"{shown}%" if unit == "%" else f"{shown} {unit}".strip()


def from_json(record: object) -> tuple[Given, ...]:
    """The figures of `--figures`: {"<name or code>": {"value", "unit", "period"}}; also "of", the whole that
    the value is a part of, and "nature": "target". A list holds one indicator at several periods.

    Raises AssistantError that names the entry which has no number.
    """
    if not isinstance(record, Mapping):
        raise AssistantError(texts.FIGURES_NOT_OBJECT)
    return tuple(
        _entry(str(name), entry)
        for name, entries in record.items()
        for entry in (entries if isinstance(entries, list) else [entries])
    )


def from_rows(rows: Iterable[Sequence[Any]]) -> tuple[Given, ...]:
    """The figures of a sheet: rows of indicator, value, unit, period; rows without a number (headings) are
    passed over."""
    found = []
    for row in rows:
        name, value, unit, period = (*row, None, None, None, None)[:4]
        if name and isinstance(value, int | float) and not isinstance(value, bool):
            found.append(named(str(name), float(value), unit and str(unit), period and str(period)))
    return tuple(found)


def _entry(name: str, entry: Any) -> Given:
    fields = entry if isinstance(entry, Mapping) else {"value": entry}
    whole = fields.get("of")
    return named(
        name,
        _number(name, fields.get("value")),
        fields.get("unit"),
        fields.get("period"),
        target=fields.get("nature") == "target",
        whole=None if whole is None else _number(name, whole),
    )


def _number(name: str, value: object) -> float:
    if isinstance(value, str):
        sign, digits = (-1, value.strip(" %-")) if value.strip().startswith("-") else (1, value.strip(" %"))
        try:
            value = sign * parse_number(digits)
        except ValueError:
            value = None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise AssistantError(texts.FIGURE_WITHOUT_NUMBER.format(name=name))
    return float(value)


def named(
    name: str,
    value: float,
    unit: str | None,
    period: str | None = None,
    *,
    target: bool = False,
    whole: float | None = None,
    like: float = LIKE,
) -> Given:
    """A figure under the catalogue's name and unit, where the name is at least so much `like` that of one of
    its rows. "Mục tiêu …" and "phấn đấu …" name a target."""
    bare = _OF_TARGET.sub("", name.strip())
    target = target or bare != name.strip()
    row = indicators.by_code().get(bare) or _meant(bare, unit, like)
    if row is None:
        return Given(name=bare, value=value, unit=unit or "", period=period, target=target, whole=whole)
    return Given(
        name=row.name,
        value=value,
        unit=unit or row.unit,
        period=period,
        code=row.code,
        target=target,
        whole=whole,
    )


def _meant(name: str, unit: str | None, like: float) -> indicators.Indicator | None:
    """The catalogue's row that a name means; a number of things is no share of them, and a name written with
    its marks must have most of its words in the row."""
    matched = indicators.match(name, unit) or indicators.match(name)
    if not matched or matched[0][1] < like:
        return None
    row = matched[0][0]
    folded = fold(name)
    counts, shares = folded.startswith(("so ", "tong so ")), folded.startswith(("ty le", "ti le"))
    if (counts and row.unit == "%") or (shares and row.unit != "%"):
        return None
    words = re.findall(r"\w+", name.lower())
    held = set(re.findall(r"\w+", " ".join((row.name, *row.synonyms)).lower()))
    marked = folded != name.lower()
    return None if marked and sum(word in held for word in words) < LIKE * len(words) else row


_OF_TARGET = re.compile(
    r"^(?:mục tiêu|chỉ tiêu phấn đấu|phấn đấu|chỉ tiêu|muc tieu|phan dau|chi tieu)"
    r"(?:\s+(?:là|về|la|ve))?[\s:]+",
    re.IGNORECASE,
)


_SAID = re.compile(
    r"(?P<name>[^\W\d_][^.;:=\n\d]{2,80}?)\s*"
    r"(?P<link>[:=]|(?<!\w)(?:là|bằng|đạt|có|còn|thành|la|bang|dat)(?!\w))?\s*"
    r"(?<![\d/])(?P<sign>-?)(?P<value>\d+(?:[.,]\d+)*)"
    r"(?:(?:\s?/\s?|\s+(?:trên|trong)\s+(?:tổng số\s+)?)(?P<whole>\d+(?:[.,]\d+)*))?(?![\d/])"
)
_LEAD = re.compile(r"^(?:và|còn|thay|điền|ghi|số liệu|thêm)\s+")
_OF_WHAT = re.compile(
    r"\s*(?:so với\s+)?(?P<base>dự toán|kế hoạch|chỉ tiêu|cùng kỳ)(?:\s+(?:giao|năm))*", re.IGNORECASE
)
"""What a share that may exceed 100 % is of: "đạt 112% dự toán"."""
_LAST_TIME = re.compile(
    r"\s*[,(;]?\s*(?:so với\s+|so voi\s+)?(?P<period>cùng kỳ(?: năm trước)?|năm trước|kỳ trước|năm ngoái"
    r"|cung ky(?: nam truoc)?|nam truoc|ky truoc|nam ngoai|năm (?:19|20)\d\d|nam (?:19|20)\d\d)"
    r"\s*(?:là|có|đạt|la|co|dat)?\s*(?P<value>\d+(?:[.,]\d+)*)(?![\d/])",
    re.IGNORECASE,
)
_BEFORE = frozenset(("cung ky", "cung ky nam truoc", "nam truoc", "ky truoc", "nam ngoai"))


def from_message(text: str, like: float = LIKE) -> tuple[Given, ...]:
    """The figures stated in a message: "số tổ công nghệ số là 12; tỷ lệ hồ sơ … đạt 97,5%; số hộ … là
    45/60 hộ; số lớp là 10, cùng kỳ năm trước 8". `like` as of `named`."""
    said = " ".join(text.split())
    found: list[Given] = []
    at = 0
    while match := _SAID.search(said, at):
        at = match.end()
        unit, at = unit_behind(said, at)
        if (match["link"] is None and unit != "%") or (match["whole"] and unit is None):
            continue
        value, whole = _parsed(match["value"]), _parsed(match["whole"])
        if value is None:
            continue
        name = _LEAD.sub("", match["name"].strip(" ,-"))
        base = _OF_WHAT.match(said, at) if unit == "%" else None
        if base:
            name, at = texts.COMPARED_WITH.format(name=name, base=base["base"]), base.end()
        now = named(name, -value if match["sign"] else value, unit, whole=whole, like=like)
        found.append(now)
        before = _LAST_TIME.match(said, at)
        earlier = _parsed(before["value"]) if before else None
        if before and earlier is not None:
            _, at = unit_behind(said, before.end())
            found.append(now.model_copy(update={"value": earlier, "whole": None, "period": before["period"]}))
    return tuple(found)


def unit_of(figure: str) -> str | None:
    """The known unit behind the number that a text begins with: "12 tổ", "97,5%"."""
    number = re.match(r"[\s\d.,/-]+", figure)
    return unit_behind(figure, number.end())[0] if number else None


def _parsed(digits: str | None) -> float | None:
    try:
        return parse_number(digits) if digits else None
    except ValueError:
        return None


def unit_behind(text: str, at: int) -> tuple[str | None, int]:
    """The known unit that stands at a place ("12| triệu đồng nhé") and where it ends."""
    match = tables().unit.match(fold(text[at : at + 60]))
    if match is None:
        return None, at
    return standard_unit(text[at + match.start("unit") : at + match.end("unit")]), at + match.end()
