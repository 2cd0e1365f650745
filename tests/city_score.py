"""How well a city's documents are read and compared, held against what was planted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.assistant.compare import Cell, Matrix
from bot.assistant.comparing.contradictions import Contradiction
from bot.assistant.comparing.copies import Pair
from tests.city import Said, Truth


@dataclass(frozen=True)
class Score:
    """Right answers of those wanted, and the first few wrong ones."""

    right: int
    wanted: int
    wrong: tuple[str, ...] = ()

    @property
    def rate(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def cells(matrix: Matrix, truth: Truth) -> Score:
    """Every planted cell with value, comparator, nature and period, and every unstated one as not stated."""
    found: dict[tuple[str, str, str, str], list[Cell]] = {}
    former: dict[tuple[str, str, str], list[Cell]] = {}
    for row in matrix.rows:
        for cell in row.cells:
            if cell.figure is None or row.code is None:
                continue
            if cell.former:
                former.setdefault((cell.commune, cell.former, row.code), []).append(cell)
            key = (cell.commune, row.code, cell.period or "", cell.figure.nature.value)
            found.setdefault(key, []).append(cell)
    wrong = [f"{key}: {said}" for key, said in truth.cells.items() if not _holds(found.get(key, ()), said)]
    wrong += [f"{k}: {said}" for k, said in truth.former.items() if not _holds(former.get(k, ()), said)]
    invented = [str(key) for key in found if key not in truth.cells and not _of_former(key, truth)]
    wrong += [f"invented {key}" for key in invented]
    wanted = len(truth.cells) + len(truth.former) + len(invented)
    return Score(wanted - len(wrong), wanted, tuple(wrong))


def _of_former(key: tuple[str, str, str, str], truth: Truth) -> bool:
    return any(unit == key[0] and code == key[1] for unit, _, code in truth.former)


def _holds(found: Iterable[Cell], said: Said) -> bool:
    return any(
        cell.value == said.value
        and cell.figure is not None
        and cell.figure.comparator.value == said.comparator
        for cell in found
    )


def contradictions(found: Sequence[Contradiction], truth: Truth) -> tuple[Score, Score]:
    """Recall and precision."""
    planted = {(c.commune, c.code, frozenset(c.values)) for c in truth.contradictions}
    told = {
        (item.commune, item.row.code, frozenset(side.value for side in item.sides)): item for item in found
    }
    missed = [str(key) for key in planted if key not in told]
    false = [
        f"{key} {[s.figure.quote for s in item.sides if s.figure]}"
        for key, item in told.items()
        if key not in planted
    ]
    return (
        Score(len(planted) - len(missed), len(planted), tuple(missed)),
        Score(len(told) - len(false), len(told), tuple(false)),
    )


def copies(found: Sequence[Pair], truth: Truth) -> tuple[Score, float, Score]:
    """Planted copies found (with the name that was left in, where one was), the largest error of a share
    in points, and precision."""
    told = {frozenset((_file(p.left.name), _file(p.right.name))): p for p in found}
    missed, worst = [], 0.0
    for planted in truth.copies:
        pair = told.get(frozenset((planted.source, planted.copy)))
        if pair is None or bool(pair.left_in()) != planted.name_left_in:
            missed.append(str(planted))
            continue
        share = pair.share_left if _file(pair.left.name) == planted.copy else pair.share_right
        worst = max(worst, abs(share - planted.copied / planted.total) * 100)
    wanted = {frozenset((planted.source, planted.copy)) for planted in truth.copies}
    false = [str(sorted(key)) for key in told if key not in wanted]
    return (
        Score(len(truth.copies) - len(missed), len(truth.copies), tuple(missed)),
        worst,
        Score(len(told) - len(false), len(told), tuple(false)),
    )


def _file(name: str) -> str:
    return re.sub(r"^.*/", "", name)
