"""The officer's own figures: read from JSON or a message, checked, put into slots, and reckoned with.

All arithmetic is done here, and every computed number carries its formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot import texts
from bot.assistant.slots import Edit, Slot, applied, slots
from knowledge import indicators
from knowledge.errors import AssistantError
from knowledge.models import Fact
from knowledge.numbers import parse_number
from knowledge.vietnamese import fold

_LIKE = 0.6
"""Least similarity (0-1) at which a name that the officer uses means an indicator of the catalogue."""


class Given(Fact):
    """One figure of the officer's own unit. `name` is the indicator's where `code` is known; a `target` is
    never put where a result belongs, nor a result where a target does."""

    name: str
    value: float
    unit: str
    period: str | None = None
    code: str | None = None
    target: bool = False
    formula: str | None = None

    @property
    def shown(self) -> str:
        """The value in Vietnamese writing: "12", "97,5", "1.250"."""
        return number_text(self.value)

    @property
    def stated(self) -> str:
        """What the officer said, as a line that backs the number."""
        said = f"{self.name}: {_with_unit(self.shown, self.unit)}"
        return self.formula or (texts.GIVEN_TARGET.format(said=said) if self.target else said)


def number_text(value: float) -> str:
    """A number as reports write it: thousands by points, decimals by a comma, at most two."""
    whole = f"{value:,.2f}".rstrip("0").rstrip(".")
    return whole.replace(",", "_").replace(".", ",").replace("_", ".")


def _with_unit(shown: str, unit: str) -> str:
    return f"{shown}%" if unit == "%" else f"{shown} {unit}".strip()


def from_json(record: object) -> tuple[Given, ...]:
    """The figures of `--figures`: {"<name or code>": {"value", "unit", "period"}}.

    Raises AssistantError that names the entry which has no number.
    """
    if not isinstance(record, Mapping):
        raise AssistantError(texts.FIGURES_NOT_OBJECT)
    return tuple(_entry(str(name), entry) for name, entry in record.items())


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
    value = fields.get("value")
    if isinstance(value, str):
        try:
            value = parse_number(value.strip(" %"))
        except ValueError:
            value = None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AssistantError(texts.FIGURE_WITHOUT_NUMBER.format(name=name))
    target = fields.get("nature") == "target"
    return named(name, float(value), fields.get("unit"), fields.get("period"), target=target)


def named(
    name: str, value: float, unit: str | None, period: str | None = None, *, target: bool = False
) -> Given:
    """A figure under the catalogue's name and unit, where the name means one of its rows. "Mục tiêu …" and
    "phấn đấu …" name a target."""
    bare = _OF_TARGET.sub("", name.strip())
    target = target or bare != name.strip()
    row = indicators.by_code().get(bare)
    if row is None:
        matched = indicators.match(bare, unit) or indicators.match(bare)
        row = matched[0][0] if matched and matched[0][1] >= _LIKE else None
    if row is None:
        return Given(name=bare, value=value, unit=unit or "", period=period, target=target)
    return Given(
        name=row.name, value=value, unit=unit or row.unit, period=period, code=row.code, target=target
    )


_OF_TARGET = re.compile(
    r"^(?:mục tiêu|chỉ tiêu phấn đấu|phấn đấu|chỉ tiêu|muc tieu|phan dau|chi tieu)"
    r"(?:\s+(?:là|về|la|ve))?[\s:]+",
    re.IGNORECASE,
)


_SAID = re.compile(
    r"(?P<name>[^\W\d_][^.;:=\n\d]{2,80}?)\s*"
    r"(?P<link>[:=]|(?<!\w)(?:là|bằng|đạt|có|thành|la|bang|dat)(?!\w))?\s*"
    r"(?<![\d/])(?P<value>-?\d+(?:[.,]\d+)*)(?![\d/])\s*(?P<unit>%|[^\W\d_][^\W\d_]*)?"
)


def from_message(text: str) -> tuple[Given, ...]:
    """The figures stated in a message: "số tổ công nghệ số là 12; tỷ lệ hồ sơ … đạt 97,5%"."""
    found = []
    for match in _SAID.finditer(" ".join(text.split())):
        try:
            value = parse_number(match["value"].rstrip(".,").lstrip("-"))
        except ValueError:
            continue
        if match["link"] is None and match["unit"] != "%":
            continue
        sign = -1 if match["value"].startswith("-") else 1
        name = re.sub(r"^(?:và|còn|thay|điền|ghi|số liệu|thêm)\s+", "", match["name"].strip(" ,-"))
        found.append(named(name, sign * float(value), match["unit"]))
    return tuple(found)


def filled(text: str, given: Sequence[Given], *, target: bool) -> tuple[str, tuple[str, ...]]:
    """The text with the slots filled for which a figure was given, and what was said of each. `target`
    says whether the text states targets or results."""
    edits, used = [], []
    for slot in slots(text):
        figure = next((g for g in given if slot.figure and g.target == target and _fits(slot, g)), None)
        if figure is not None:
            edits.append(Edit(slot.start, slot.end, _in_sentence(text, slot, figure)))
            used.append(figure.stated)
    return applied(text, edits), tuple(used)


def _fits(slot: Slot, given: Given) -> bool:
    if (slot.unit == "%") != (given.unit == "%"):
        return False
    return fold(slot.name) == fold(given.name) or (given.code is not None and _code(slot) == given.code)


def _code(slot: Slot) -> str | None:
    matched = indicators.match(slot.name, slot.unit)
    return matched[0][0].code if matched and matched[0][1] >= _LIKE else None


def _in_sentence(text: str, slot: Slot, given: Given) -> str:
    """The value, with its unit where the sentence does not go on with it."""
    if given.unit == "%":
        return f"{given.shown}%"
    behind = fold(text[slot.end : slot.end + 60])
    return given.shown if behind.startswith(" " + fold(given.unit)) else _with_unit(given.shown, given.unit)


def faults(given: Sequence[Given]) -> list[str]:
    """What cannot be: shares above 100 % or below 0, negative counts, a part larger than its whole."""
    found = []
    for figure in given:
        said = _with_unit(figure.shown, figure.unit)
        if figure.unit == "%" and figure.value > 100 and not _may_exceed(figure.name):
            found.append(texts.SHARE_ABOVE.format(name=figure.name, value=said))
        elif figure.value < 0 and not _may_fall(figure.name):
            found.append(texts.NEGATIVE.format(name=figure.name, value=said))
        elif figure.unit in _WHOLE_UNITS and figure.value != int(figure.value):
            found.append(texts.NOT_WHOLE.format(name=figure.name, value=said))
    return found


_WHOLE_UNITS = frozenset(
    {
        "tổ",
        "người",
        "thành viên",
        "hộ",
        "thôn",
        "lớp",
        "cuộc",
        "vụ",
        "sản phẩm",
        "doanh nghiệp",
        "hồ sơ",
        "văn bản",
    }
)


def _may_exceed(name: str) -> bool:
    """Growth and the fulfilment of an estimate can exceed 100 %."""
    return bool(re.search(r"(?<!\w)(?:tang|so voi|du toan|ke hoach|toc do|cung ky)(?!\w)", fold(name)))


def _may_fall(name: str) -> bool:
    return bool(re.search(r"(?<!\w)(?:tang|giam|toc do|chenh lech|can doi|boi chi)(?!\w)", fold(name)))


def reckoned(given: Sequence[Given]) -> list[Given]:
    """What follows from the figures by arithmetic: changes between two periods of one indicator, and sums of
    parts given as "<chỉ tiêu> - <bộ phận>"."""
    return [*_changes(given), *_sums(given)]


def _changes(given: Sequence[Given]) -> list[Given]:
    found = []
    by_name: dict[str, list[Given]] = {}
    for figure in given:
        if figure.period:
            by_name.setdefault(figure.name, []).append(figure)
    for name, figures in by_name.items():
        ordered = sorted(figures, key=lambda f: f.period or "")
        if len(ordered) < 2 or len({f.unit for f in ordered}) > 1:
            continue
        before, now = ordered[-2:]
        found.append(_difference(name, before, now))
        if before.value > 0 and now.unit != "%":
            found.append(_growth(name, before, now))
    return found


def _difference(name: str, before: Given, now: Given) -> Given:
    change = round(now.value - before.value, 4)
    unit = "điểm %" if now.unit == "%" else now.unit
    reckoning = f"{now.shown} - {before.shown} = {number_text(change)} {unit}"
    formula = f"{name}: {reckoning} ({now.period} so với {before.period})"
    return Given(name=f"{name} (thay đổi)", value=change, unit=unit, period=now.period, formula=formula)


def _growth(name: str, before: Given, now: Given) -> Given:
    share = round((now.value - before.value) / before.value * 100, 2)
    formula = (
        f"{name}: ({now.shown} - {before.shown}) / {before.shown} × 100 = {number_text(share)}%"
        f" ({now.period} so với {before.period})"
    )
    return Given(name=f"{name} (tốc độ tăng)", value=share, unit="%", period=now.period, formula=formula)


def _sums(given: Sequence[Given]) -> list[Given]:
    groups: dict[tuple[str, str, str | None], list[Given]] = {}
    for figure in given:
        whole, dash, _ = figure.name.partition(" - ")
        if dash and figure.unit != "%":
            groups.setdefault((whole, figure.unit, figure.period), []).append(figure)
    found = []
    for (whole, unit, period), parts in groups.items():
        if len(parts) > 1:
            total = sum(part.value for part in parts)
            formula = f"{whole}: {' + '.join(part.shown for part in parts)} = {number_text(total)} {unit}"
            found.append(named(whole, total, unit, period).model_copy(update={"formula": formula}))
    return found


def share(part: Given, whole: Given) -> Given:
    """A share of two counts, with its formula. Raises AssistantError where the whole is 0."""
    if whole.value == 0:
        raise AssistantError(texts.SHARE_OF_NOTHING.format(name=whole.name))
    value = round(part.value / whole.value * 100, 2)
    formula = f"{part.name} / {whole.name}: {part.shown} / {whole.shown} × 100 = {number_text(value)}%"
    return Given(name=f"Tỷ lệ {part.name}", value=value, unit="%", period=part.period, formula=formula)
