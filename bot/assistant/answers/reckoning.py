"""What is reckoned from stated figures: middle, mean, sum, place, difference, change, distance to a target.

Only exact results are reckoned with, each reckoning is shown, and what could not be is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot import texts
from bot.assistant.answers import figures
from bot.assistant.compare import Cell, Row
from bot.assistant.comparing import ranking
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, SourceRef
from bot.assistant.period import Time
from bot.assistant.understanding.operations import Operations
from bot.assistant.writer import Writer
from knowledge.models import Comparator, Nature
from knowledge.numbers import format_number

Line = tuple[tuple[str, ...], tuple[SourceRef, ...], tuple[str, ...]]
"""A row of a table: its cells, its sources, and how its own numbers were computed."""

_NEIGHBOURS = 2
"""Units shown on either side of the one whose place is asked for."""


def tabulate(writer: Writer, header: Sequence[str], lines: Sequence[Line]) -> None:
    """Add a table of lines."""
    writer.tabulate(
        header, [(cells, sources) for cells, sources, _ in lines], [computed for *_, computed in lines]
    )


def in_words(value: float, row: Row) -> str:
    """A number in the unit of a row."""
    return format_number(value) + ("%" if row.unit.startswith("%") else f" {row.unit}")


def say_numbers(writer: Writer, corpus: Corpus, row: Row, wanted: Operations, asked: Time) -> None:
    """Extremes, the median unless only these are asked for, the mean or the sum where they are; each with its
    formula."""
    found = ranking.summary(row, asked)
    if found is None:
        said = texts.NOT_RECKONED if wanted.any_of("sum", "mean") else texts.RANKED_BY_STATED
        writer.say(said, computed=[said])
        return
    sources = [cell.source(corpus) for cell in found.shown]
    median = in_words(found.median, row)
    extreme_only = wanted.any_of("highest", "lowest") or found.count <= 2
    form = texts.EXTREMES if extreme_only and not wanted.any_of("middle") else texts.MIDDLE
    said = form.format(
        median=median,
        low=f"{figures.shown(found.low.figure)} ({found.low.commune})" if found.low.figure else "",
        high=f"{figures.shown(found.high.figure)} ({found.high.commune})" if found.high.figure else "",
        formula=found.formula,
        count=found.count,
    )
    extremes = (figures.shown(cell.figure) for cell in (found.low, found.high) if cell.figure)
    proof = [f"{texts.MEDIAN_IS.format(value=median)} {found.formula}", str(found.count), *extremes]
    if wanted.any_of("mean"):
        mean = ranking.mean(found.values)
        note = texts.MEAN_OF_SHARES if row.unit.startswith("%") else ""
        told = texts.MEAN.format(value=in_words(mean.value, row), formula=mean.formula, note=note)
        writer.say(told, computed=[told])
    if wanted.any_of("sum"):
        _say_sum(writer, row, found)
    writer.say(said, *filter(None, sources), computed=proof)


def _say_sum(writer: Writer, row: Row, found: ranking.Summary) -> None:
    if row.unit.startswith("%"):
        writer.say(texts.SHARES_NOT_ADDED)
        return
    total = ranking.total(found.values)
    without = len({cell.commune for cell in row.cells}) - found.count
    form = texts.SUM if without else texts.SUM_OF_ALL
    said = form.format(
        value=in_words(total.value, row), formula=total.formula, count=found.count, without=without
    )
    writer.say(said, computed=[said])


def place(row: Row, corpus: Corpus, units: Sequence[str], asked: Time) -> Answer | None:
    """Where each of these units stands among all, with those next to it; None where none states a result."""
    ranked = ranking.ranking(row, asked)
    places = {at.cell.commune: number for number, at in enumerate(ranked)}
    if not any(unit in places for unit in units):
        return None
    exact = sum(at.rank is not None for at in ranked)
    writer = Writer()
    shown: set[int] = set()
    for unit in units:
        if unit not in places:
            writer.say(texts.NOT_STATED_BY.format(units=unit), computed=[unit])
            continue
        at = ranked[places[unit]]
        source = at.cell.source(corpus)
        told = texts.PLACE if at.rank else texts.PLACE_OPEN
        value = figures.shown(at.cell.figure) if at.cell.figure else ""
        said = told.format(unit=unit, value=value, name=row.name, rank=at.rank, count=exact)
        writer.say(said, *filter(None, [source]), computed=[row.name, said])
        shown.update(range(places[unit] - _NEIGHBOURS, places[unit] + _NEIGHBOURS + 1))
    lines = [_ranked(ranked[at], corpus) for at in sorted(shown) if 0 <= at < len(ranked)]
    tabulate(writer, texts.RANKED_COLUMNS[:3], lines)
    return writer.answer()


def _ranked(at: ranking.Ranked, corpus: Corpus) -> Line:
    source = at.cell.source(corpus)
    value = figures.shown(at.cell.figure) if at.cell.figure else ""
    cells = (str(at.rank or "–"), at.cell.commune, f"{value} [{at.cell.period or texts.NATURES['result']}]")
    computed = (texts.RANK.format(rank=at.rank),) if at.rank else ()
    return cells, tuple(filter(None, [source])), (*computed, at.cell.period or "")


def difference(row: Row, asked: Time) -> ranking.Reckoned | None:
    """The highest exact result less the lowest; None unless every unit that states a result states one
    number."""
    results = row.results(asked)
    found = ranking.summary(row, asked)
    if found is None or any(cell.bound or ranking.in_unit(cell, row) is None for cell in results):
        return None
    return ranking.less(found.values[-1], found.values[0])


def say_difference(writer: Writer, row: Row, asked: Time) -> None:
    """The difference with its formula, or why there is none."""
    found = difference(row, asked)
    if found is None:
        writer.say(texts.NO_DIFFERENCE)
        return
    unit = texts.POINTS if row.unit.startswith("%") else row.unit
    said = texts.DIFFER_BY.format(value=format_number(found.value), unit=unit, formula=found.formula)
    writer.say(said, computed=[said])


def changes(row: Row, corpus: Corpus, years: Sequence[int]) -> Answer | None:
    """What each unit states now and in the year before, with the difference; None where no unit has both, or
    not for the years that are asked about."""
    found = [
        change
        for change in ranking.changes(row)
        if {change.before.time.year, change.after.time.year}.issuperset(years)
    ]
    if not found:
        return None
    writer = Writer()
    writer.say(texts.CHANGED.format(name=row.name), computed=[row.name])
    lines = []
    for change in found:
        cells = (
            change.after.commune,
            *(figures.shown(cell.figure) for cell in (change.before, change.after) if cell.figure),
            _changed(change, row),
        )
        lines.append((cells, _sources([change.before, change.after], corpus), (cells[-1],)))
    tabulate(writer, texts.CHANGE_COLUMNS, lines)
    return writer.answer()


def _changed(change: ranking.Change, row: Row) -> str:
    direction = texts.UP if change.difference > 0 else texts.DOWN if change.difference < 0 else texts.LEVEL
    unit = texts.POINTS if row.unit.startswith("%") else row.unit
    return texts.CHANGE.format(direction=direction, formula=change.formula, unit=unit)


def over_time(row: Row, corpus: Corpus, units: Sequence[str]) -> Answer | None:
    """What these units state period by period, the oldest first; a difference only between like periods."""
    cells = [cell for cell in row.cells if cell.is_result() and cell.commune in units]
    if not cells:
        return None
    cells.sort(key=lambda cell: (units.index(cell.commune), cell.time.year or 0, cell.time.end))
    writer = Writer()
    writer.say(texts.OVER_TIME.format(name=row.name), computed=[row.name])
    changed = {(change.after.commune, change.after.period): change for change in ranking.changes(row)}
    lines = []
    for cell in cells:
        change = changed.get((cell.commune, cell.period))
        said = _changed(change, row) if change else "–"
        value = figures.shown(cell.figure) if cell.figure else ""
        told = (cell.commune, cell.period or "–", value, said)
        lines.append((told, _sources([cell], corpus), (cell.period or "", said)))
    tabulate(writer, texts.OVER_TIME_COLUMNS, list(dict.fromkeys(lines)))
    if len({cell.time.part for cell in cells}) > 1:
        writer.warn(texts.UNLIKE_PERIODS)
    return writer.answer()


def against_target(row: Row, corpus: Corpus, units: Sequence[str], asked: Time) -> Answer | None:
    """What each unit has reached beside what it aims at; None where no unit states both or either."""
    results = {cell.commune: cell for cell in row.results(asked)}
    targets: dict[str, Cell] = {}
    for cell in row.cells:
        if cell.figure is not None and cell.figure.nature is Nature.TARGET and cell.former is None:
            targets.setdefault(cell.commune, cell)
    told = [unit for unit in units if unit in results or unit in targets]
    if not told:
        return None
    writer = Writer()
    verdicts = {unit: _verdict(results.get(unit), targets.get(unit), row) for unit in told}
    for verdict, names in texts.VERDICTS.items():
        own = [unit for unit in told if verdicts[unit] == verdict]
        if own:
            said = names.format(count=len(own), units=", ".join(own))
            writer.say(said, computed=[texts.COUNTED, said])
    lines = []
    for unit in told:
        verdict = texts.VERDICT[verdicts[unit]]
        for side, said in ((results.get(unit), verdict), (targets.get(unit), "–")):
            if side is not None:
                told_side = (unit, _with_period(side), said)
                lines.append((told_side, _sources([side], corpus), (side.period or "", said)))
    tabulate(writer, texts.TARGET_COLUMNS, lines)
    writer.warn(texts.TARGET_IS_LATER)
    return writer.answer()


def _verdict(result: Cell | None, target: Cell | None, row: Row) -> str:
    """Whether the stated result is at the target already: "yes", "no", "open", or what is missing."""
    if target is None or target.figure is None:
        return "no target"
    if result is None:
        return "no result"
    aim = ranking.in_unit(target, row)
    if aim is None:
        return "open"
    said = target.figure.comparator
    least = said if said in ranking.LIMITS else Comparator.AT_LEAST
    return ranking.meets(result, aim, least, row).value


def _with_period(cell: Cell) -> str:
    if cell.figure is None:
        return texts.NOT_STATED
    nature = texts.NATURES[cell.figure.nature]
    return f"{figures.shown(cell.figure)} [{', '.join(filter(None, (nature, cell.period)))}]"


def _sources(cells: Sequence[Cell], corpus: Corpus) -> tuple[SourceRef, ...]:
    return tuple(source for cell in cells if (source := cell.source(corpus)))
