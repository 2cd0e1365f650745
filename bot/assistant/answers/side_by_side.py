"""Which figures of several units are asked for, and what is to be done with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot import texts
from bot.assistant import compare, period
from bot.assistant.answers import choosing, reckoning
from bot.assistant.answers.unit_table import UnitTable
from bot.assistant.compare import Matrix, Row
from bot.assistant.comparing.reporters import names_of
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Status
from bot.assistant.period import Time
from bot.assistant.understand import Understanding, understand
from bot.assistant.understanding.operations import Operations
from bot.assistant.writer import Writer
from knowledge import indicators
from knowledge.models import Nature
from knowledge.vietnamese import fold

MOST_ROWS = 6
"""Indicators side by side in one answer."""
SAMPLE = 40
"""Statements of an indicator that are held against the question to see whether it is the one meant."""
_NAMED = 0.75
"""Likeness (0-1) from which words name an indicator of the catalogue, whatever else is stated; short names of
them in questions reach .9, other indicators of the same subject stay below .7."""
_OF_ONE = ("place", "over_time", "against_target", "difference")
"""What can be asked of one unit, too."""
_LIST = re.compile(r"[,;+&]| va | voi | cung ")


def answer(asked: Understanding, corpus: Corpus, wanted: Operations) -> Answer | None:
    """The figures of several units side by side, or None where they are not asked for."""
    matrix = compared(asked, corpus, wanted)
    if matrix is None:
        return None
    rows = [row for row in matrix.rows if row.stating()]
    row, time = rows[0], time_of(asked)
    units = names_of(corpus, asked.communes) or list(matrix.units)
    reckoned = _reckoned(asked, corpus, wanted, row, units)
    if reckoned is not None or asked.asks_any("change"):
        return reckoned
    nature = _nature(row, targets=asked.asks_any("target"), asked=time)
    if nature is None:
        return _none_in_period(row, time)
    table = UnitTable(corpus, wanted, matrix, nature, time)
    told_what = wanted.rows - {"from_place"}
    return table.one(row, asked.text) if len(rows) == 1 or told_what else table.several(rows, asked.text)


def _reckoned(
    asked: Understanding, corpus: Corpus, wanted: Operations, row: Row, units: Sequence[str]
) -> Answer | None:
    """What is reckoned unit by unit instead of told side by side."""
    time = time_of(asked)
    if asked.asks_any("change"):
        return reckoning.changes(row, corpus, asked.years)
    if wanted.any_of("place") and asked.communes:
        return reckoning.place(row, corpus, units, time)
    if wanted.any_of("against_target"):
        return reckoning.against_target(row, corpus, units, time)
    if wanted.any_of("over_time"):
        return reckoning.over_time(row, corpus, units)
    return None


def time_of(asked: Understanding) -> Time:
    """The time that a question is about, as far as it says."""
    year = asked.years[0] if asked.years else None
    if not asked.times:
        return Time(year)
    return asked.times[-1]._replace(year=asked.times[-1].year or year)


def time_in_words(time: Time) -> str:
    """ "quý III năm 2025", "6 tháng đầu năm 2026", "năm 2025"."""
    part = f"quý {time.part}" if time.part in period.QUARTERS else time.part
    return " ".join(filter(None, (part, f"năm {time.year}" if time.year else "")))


def _none_in_period(row: Row, time: Time) -> Answer | None:
    """What is said where nobody states a result of the time that is asked for, though of another."""
    periods = dict.fromkeys(cell.period for cell in row.cells if cell.is_result() and cell.period)
    if not periods or time == Time(None):
        return None
    writer = Writer()
    asked = time_in_words(time)
    said = texts.NONE_IN_PERIOD.format(name=row.name, period=asked, periods=", ".join(filter(None, periods)))
    writer.say(said, computed=[said])
    return writer.answer(Status.INSUFFICIENT)


def compared(asked: Understanding, corpus: Corpus, wanted: Operations) -> Matrix | None:
    """Who states what of that which is asked about; None where no figures of several units are."""
    if not _asked_for(asked, wanted):
        return None
    plain = _without(asked, corpus, wanted)
    keys = _keys(plain, corpus, share=wanted.threshold is not None and "%" in asked.text)
    if not keys:
        return None
    units = () if wanted.any_of("place") else names_of(corpus, asked.communes)
    matrix = compare.matrix(corpus, keys, units)
    stating = any(row.stating() for row in matrix.rows)
    several = len(matrix.units) > 1 or asked.asks_any("change") or wanted.any_of(*_OF_ONE)
    return matrix if stating and several else None


def _asked_for(asked: Understanding, wanted: Operations) -> bool:
    if asked.asks_any("draft", "task_table", "lead", "product", "support", "deadline", "indicators", "cite"):
        return False
    alone = len(asked.communes) == 1 and not asked.asks_any("change") and not wanted.any_of(*_OF_ONE)
    if asked.instruments or alone:
        return False
    special = wanted.ranks or wanted.threshold is not None
    special |= wanted.any_of("unquantified", "reported", "silent", *_OF_ONE)
    return special or asked.asks_any("compare", "which", "change") or len(asked.communes) > 1


def _without(asked: Understanding, corpus: Corpus, wanted: Operations) -> Understanding:
    """The question without the words that say what is to be done with the figures; one that asks again what
    was said before ("thêm …") names no figure itself."""
    if wanted.rest == asked.text:
        return asked
    plain = understand(asked.question.model_copy(update={"text": wanted.rest}), corpus)
    if asked.leans and not plain.indicators:
        plain = replace(
            plain,
            indicators=asked.indicators,
            topic=asked.topic,
            focus=asked.focus,
            whole=asked.whole,
            content=asked.content,
        )
    return replace(plain, communes=asked.communes, unheld=asked.unheld)


def _keys(asked: Understanding, corpus: Corpus, *, share: bool = False) -> list[str]:
    """Codes or names of what is asked about, the best fitting first; only of what is stated in %, where a
    `share` is asked for."""
    named = _named(asked, corpus, share=share)
    if named and (len(named) > 1 or not _several(asked)):
        return named[:MOST_ROWS]
    anywhere = replace(asked, communes=(), unheld=())
    found = [
        (d, f) for d, f in choosing.find(anywhere, corpus, most=SAMPLE) if f.unit.startswith("%") or not share
    ]
    keys = list(dict.fromkeys(figure.code or figure.indicator for _, figure in found))
    wanted = {indicator.code for indicator in asked.indicators}
    if wanted & set(keys):
        keys = [key for key in keys if key in wanted]
    return keys[: MOST_ROWS if _several(asked) else 1] or _likely(asked, corpus)


def _likely(asked: Understanding, corpus: Corpus) -> list[str]:
    """The stated indicator that the question most likely means, by its name alone."""
    stated = {one.code for one in corpus.snapshot.indicators_stated if one.code}
    return [indicator.code for indicator in asked.indicators if indicator.code in stated][:1]


def _named(asked: Understanding, corpus: Corpus, *, share: bool) -> list[str]:
    """Codes of stated indicators that the question names, one for each part of a list of them."""
    stated = {one.code for one in corpus.snapshot.indicators_stated if one.code}
    found: dict[str, None] = {}
    for part in _LIST.split(asked.content):
        matched = [
            (known.code, score)
            for known, score in indicators.match(part)[:3]
            if score >= _NAMED and (known.unit == "%" or not share)
        ]
        own = [code for code, score in matched if code in stated and score >= matched[0][1] - 0.1]
        found.update(dict.fromkeys(own[:1]))
    return list(found)


_OF_SUBJECT = re.compile(r"\b(?:muc tieu|chi tieu|so lieu)\b(?: \w+){0,3} ve\b")


def _several(asked: Understanding) -> bool:
    """Whether more than one indicator is named ("số tổ và số thành viên"), or a subject with several ("mục
    tiêu về dịch vụ công")."""
    return (
        _OF_SUBJECT.search(asked.folded) is not None
        or len(re.findall(r"\b(?:ty le|ti le|so|tong|bao nhieu|may)\b", asked.folded)) > 1
    )


def _nature(row: Row, *, targets: bool, asked: Time) -> Nature | None:
    """What is compared: what is asked for, else results where some are stated."""
    stated = {cell.figure.nature for cell in row.cells if cell.figure}
    if targets:
        return Nature.TARGET if Nature.TARGET in stated else None
    if row.results(asked):
        return Nature.RESULT
    return Nature.TARGET if Nature.RESULT not in stated and Nature.TARGET in stated else None


def is_about_indicator(asked: Understanding, corpus: Corpus, wanted: Operations) -> bool:
    """Whether a question names an indicator besides its other words."""
    words = fold(wanted.rest).split()
    return bool(words) and bool(asked.indicators) and bool(_keys(_without(asked, corpus, wanted), corpus))
