"""What follows from the officer's figures by arithmetic. Every computed number carries its formula."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.drafting.given import Given, named
from bot.assistant.drafting.impossible import is_part
from knowledge.numbers import format_number


def reckoned(given: Sequence[Given]) -> tuple[Given, ...]:
    """What follows from the figures: changes between two periods of one indicator, sums of parts given as
    "<chỉ tiêu> - <bộ phận>", and the share of a part in its whole."""
    return (*_changes(given), *_sums(given), *_shares(given))


def _changes(given: Sequence[Given]) -> list[Given]:
    found = []
    series: dict[tuple[str, bool], list[Given]] = {}
    for figure in given:
        series.setdefault((figure.name, figure.target), []).append(figure)
    for (name, target), figures in series.items():
        ordered = sorted(figures, key=lambda one: one.order)
        if target or len({one.order for one in ordered}) < 2 or len({one.unit for one in ordered}) > 1:
            continue
        before, now = ordered[-2:]
        found.append(_difference(name, before, now))
        if before.value > 0 and now.unit != "%":
            found.append(_growth(name, before, now))
    return found


def _difference(name: str, before: Given, now: Given) -> Given:
    change = round(now.value - before.value, 4)
    unit = "điểm %" if now.unit == "%" else now.unit
    reckoning = f"{now.shown} - {before.shown} = {format_number(change)} {unit}"
    formula = f"{name}: {reckoning}{_compared(now, before)}"
    return Given(name=f"{name} (thay đổi)", value=change, unit=unit, period=now.period, formula=formula)


def _growth(name: str, before: Given, now: Given) -> Given:
    share = round((now.value - before.value) / before.value * 100, 2)
    formula = (
        f"{name}: ({now.shown} - {before.shown}) / {before.shown} × 100 = {format_number(share)}%"
        f"{_compared(now, before)}"
    )
    return Given(name=f"{name} (tốc độ tăng)", value=share, unit="%", period=now.period, formula=formula)


def _compared(now: Given, before: Given) -> str:
    return texts.COMPARED_PERIODS.format(now=now.period or texts.THIS_PERIOD, before=before.period)


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
            formula = f"{whole}: {' + '.join(part.shown for part in parts)} = {format_number(total)} {unit}"
            found.append(named(whole, total, unit, period).model_copy(update={"formula": formula}))
    return found


def _shares(given: Sequence[Given]) -> list[Given]:
    """Of each count given with its whole ("45/60 hộ") its share; of counts beside the count of all of them,
    too. A share that the officer gave is not reckoned again."""
    found = []
    for part in given:
        if part.whole:
            found.append(share(part, part.whole))
            continue
        wholes = [other for other in given if is_part(part, other) and other.value]
        nearest = min(wholes, key=lambda other: other.value, default=None)
        if nearest is not None and " - " not in part.name:
            found.append(share(part, nearest.value))
    stated = {(one.name.lower(), one.period) for one in given}
    return [one for one in found if (one.name.lower(), one.period) not in stated]


def share(part: Given, whole: float) -> Given:
    """The share of a count in a whole that is not 0, with its formula."""
    counted = re.sub(r"^(?:tổng số|số)\s+", "", part.name, flags=re.IGNORECASE)
    value = round(part.value / whole * 100, 2)
    made = named(f"Tỷ lệ {counted}", value, "%", part.period, target=part.target)
    formula = f"{made.name}: {part.shown} / {format_number(whole)} × 100 = {format_number(value)}%"
    return made.model_copy(update={"formula": formula})
