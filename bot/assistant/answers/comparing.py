"""Supervisors' questions across units: figures side by side; points shared by all, some or one."""

from __future__ import annotations

from dataclasses import replace

from bot import texts
from bot.assistant import operations
from bot.assistant.answers import side_by_side
from bot.assistant.compare import Matrix
from bot.assistant.corpus import Corpus
from bot.assistant.models import Action, Answer
from bot.assistant.points import Point, points
from bot.assistant.understand import Understanding, understand
from bot.assistant.writer import Writer
from knowledge.catalog import DocumentRecord
from knowledge.communes import Commune
from knowledge.models import SectionType
from knowledge.themes import Theme, themes_of

_COMPARED = (SectionType.DIFFICULTIES, SectionType.PROPOSALS, SectionType.SOLUTIONS, SectionType.ORIENTATION)


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """What units state or say in comparison, or None where that is not asked."""
    asked = _with_units_added(asked, corpus)
    wanted = operations.read(asked.text)
    said = _points(asked, corpus)
    if said is not None:
        return said
    table = side_by_side.answer(asked, corpus, wanted)
    return None if table is None else table.model_copy(update={"actions": (*table.actions, *_FILES)})


_FILES = (
    Action(label=texts.ACTION_CHART, question=texts.ACTION_CHART_SAYS),
    Action(label=texts.ACTION_EXCEL, question=texts.ACTION_EXCEL_SAYS),
)


def matrix_of(asked: Understanding, corpus: Corpus) -> Matrix | None:
    """The figures that `answer` tells side by side, for a chart or a sheet; None where it tells none."""
    asked = _with_units_added(asked, corpus)
    return side_by_side.compared(asked, corpus, operations.read(asked.text))


def _with_units_added(asked: Understanding, corpus: Corpus) -> Understanding:
    """The question with the units that this turn, or one before it, adds to a comparison ("thêm X nữa")."""
    question = asked.question
    turns = [*question.history[-4:], question.text]
    adding = [operations.read(turn).any_of("join") for turn in turns]
    if not any(adding[1:]):
        return asked
    units: dict[Commune, None] = {}
    subject = asked
    for at, turn in enumerate(turns):
        own = understand(question.model_copy(update={"text": turn, "history": ()}), corpus).communes
        if own and not adding[at]:
            units.clear()
        units.update(dict.fromkeys(own))
        if not adding[at]:
            before = question.model_copy(update={"text": turn, "history": tuple(turns[:at])})
            subject = understand(before, corpus)
    unheld = tuple(unit for unit in units if unit.code not in corpus.held_codes)
    return replace(subject, communes=tuple(units), unheld=unheld)


def _points(asked: Understanding, corpus: Corpus) -> Answer | None:
    part = next((s for s in asked.sections if s in _COMPARED), None)
    if part is None or asked.asks_any("draft", "how_many") or not asked.asks_any("compare", "which"):
        return None
    if len(asked.codes) == 1:
        return None
    documents = [d for d in corpus.of_communes(asked.codes) if d.header.commune]
    reporting = [d for d in documents if any(s.type is part for s in corpus.sections(d))]
    themes = themes_of(asked.text)
    found = points(corpus, part, reporting)
    if themes:
        return _on_theme(themes[0], found, reporting, corpus)
    if not found:
        return None
    writer = Writer()
    units = {d.header.commune for d in reporting}
    shared = [p for p in found if len(p.communes) > 1]
    single = [p for p in found if len(p.communes) == 1]
    if shared:
        writer.head(texts.SHARED_POINTS)
    for point in shared[:8]:
        _say(writer, point, len(units))
    if single and not _only_all(asked):
        writer.head(texts.SINGLE_POINTS)
        for point in single[:12]:
            writer.item(f"{point.communes[0]}: {point.text}", point.said[0].source)
    _warn_scans(writer, reporting)
    return writer.answer()


def _only_all(asked: Understanding) -> bool:
    """The question is for what everybody says."""
    return any(word in asked.folded for word in ("deu neu", "deu de nghi", "cung de nghi", "cung neu"))


def _say(writer: Writer, point: Point, total: int) -> None:
    name = point.theme.name if point.theme else texts.ALIKE_POINTS
    count = texts.POINT_COUNT.format(name=name, count=len(point.communes), total=total)
    writer.say(count, computed=[texts.COUNTED])
    shown: set[str] = set()
    for said in point.said:
        unit = said.document.header.commune or said.document.name
        if unit not in shown:
            shown.add(unit)
            writer.item(f"{unit}: {said.text}", said.source)


def _on_theme(
    theme: Theme, found: list[Point], reporting: list[DocumentRecord], corpus: Corpus
) -> Answer | None:
    said = [s for point in found for s in point.said if theme in themes_of(s.text)]
    if not said:
        return None
    writer = Writer()
    units = list(dict.fromkeys(d.header.commune for d in reporting if d.header.commune))
    stating = list(dict.fromkeys(s.document.header.commune for s in said if s.document.header.commune))
    writer.say(
        texts.THEME_STATED.format(
            theme=theme.name, count=len(stating), total=len(units), units=", ".join(stating)
        ),
        computed=[texts.COUNTED],
    )
    for clause in said[:20]:
        writer.item(f"{clause.document.header.commune}: {clause.text}", clause.source)
    silent = [unit for unit in units if unit not in stating]
    if silent:
        writer.say(texts.THEME_NOT_STATED.format(units=", ".join(silent)))
    _warn_scans(writer, [s.document for s in said])
    return writer.answer()


def _warn_scans(writer: Writer, documents: list[DocumentRecord]) -> None:
    for document in documents:
        if document.quality.poor:
            writer.warn(texts.CHECK_SCAN.format(document=f"{document.header.kind} {document.header.commune}"))
