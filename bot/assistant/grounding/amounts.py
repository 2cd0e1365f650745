"""The amounts that a text states: quantities, cells of table rows, bare numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.assistant.grounding.remainder import Remainder
from knowledge.models import Comparator
from knowledge.numbers import find_quantities, parse_number
from knowledge.units import Value, alternation, in_base_unit, tables


class Amount(NamedTuple):
    """A number at `text[start:end]`, `value` in the base unit of its measure. `unit` and `kind` (of
    units.toml) are None for a number that no counted noun follows; `of` is the 15 of "12/15"."""

    value: Value
    comparator: Comparator
    unit: str | None
    kind: str | None
    start: int
    end: int
    of: float | None = None


_OTHER_NUMBER = re.compile(r"[/–÷-]\s?(\d+)")
"""The 15 of "12/15 thôn", and the end of a range that runs backwards."""
_BARE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")


@cache
def _row() -> re.Pattern[str]:
    """The cells of a table row behind their unit: "% 85 79,3", "tổ 20 17"."""
    number = r"\d+(?:[.,]\d+)*(?![\w%/-]|[.,]\d| ?%)"
    return re.compile(
        rf"(?<![\d\w])(?<!\d )(?P<unit>{alternation(tables().forms)}|%)(?P<cells>(?:[ |]+{number})+)"
    )


def amounts_of(left: Remainder) -> list[Amount]:
    """All numbers that are left in a text, taken out of it."""
    return [*_row_cells(left), *_quantities(left), *left.take(_BARE, _bare)]


def is_row(text: str) -> bool:
    """Whether a text is a row of a table, cut at one of its cells: numbers stand behind their unit."""
    return bool(_row_cells(Remainder(text)))


def _row_cells(left: Remainder) -> list[Amount]:
    """Numbers that stand behind a unit which no number stands before; they stay bare numbers, too, as which a
    table may be told ("162,7 (ha)"). A noun with one number may be a name ("tổ 3"): then nothing is counted,
    unless the label of the row says what is ("Số hộ nghèo hộ 212"); nor does a fraction count anything."""
    found: list[Amount] = []
    for match in list(_row().finditer(left.folded)):
        written = left.text[match.start("unit") : match.end("unit")].lower()
        forms = tables().forms.get(match["unit"], ())
        form = next((form for form in forms if form.written == written), None)
        if form is None and match["unit"] != "%":  # "Đông Sơn Hạ 1,12" are no hectares
            continue
        unit, kind = (form.unit, form.kind) if form else ("%", "share")
        cells = list(_BARE.finditer(left.folded, match.start("cells"), match.end()))
        measured = unit in tables().measures or kind == "share"
        counted = re.search(rf"\bso {re.escape(match['unit'])}\b[^,.;:]*$", left.folded[: match.start()])
        if not measured and len(cells) < 2 and not counted:
            continue
        for cell in cells:
            number = parse_number(cell[0])
            if measured or "," not in cell[0]:
                value, base = in_base_unit(number, unit)
                found.append(Amount(value, Comparator.EQUAL, base, kind, *cell.span()))
    return found


def _quantities(left: Remainder) -> list[Amount]:
    found: list[Amount] = []
    for quantity in find_quantities(left.marked):
        value, unit = in_base_unit(quantity.value, quantity.unit)
        found.append(
            Amount(value, quantity.comparator, unit, quantity.kind, quantity.number_start, quantity.end)
        )
        other = _OTHER_NUMBER.search(left.text, quantity.number_start, quantity.unit_start)
        if other is not None and not isinstance(value, tuple):
            total = parse_number(other[1])
            found[-1:] = [found[-1]._replace(of=total), found[-1]._replace(value=total)]
        left.blank(quantity.number_start, quantity.end)
    return found


def _bare(match: re.Match[str]) -> Amount:
    try:
        value = parse_number(match[0])
    except ValueError:  # "1.2.3": no number, but digits all the same
        value = float(re.sub(r"\D", "", match[0]))
    return Amount(value, Comparator.EQUAL, None, None, *match.span())


def year_of(amount: Amount) -> int | None:
    """The year that a number without a unit may be."""
    if amount.unit is not None or isinstance(amount.value, tuple) or amount.value not in range(1900, 2100):
        return None
    return int(amount.value)
