"""Supervisors' questions across units: figures side by side; points shared by all, some or one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import texts
from bot.assistant.answers import side_by_side
from bot.assistant.compare import Matrix
from bot.assistant.comparing.points import Point, Said, points
from bot.assistant.comparing.reporters import names_of, reporter
from bot.assistant.corpus import Corpus, shorten
from bot.assistant.likeness import ALIKE, cosine, vectors
from bot.assistant.models import Action, Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding import operations
from bot.assistant.writer import Writer
from knowledge.commune_units import split_kind
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.themes import Theme, themes_of
from knowledge.vietnamese import fold, nfc

_MOST_POINTS = 6
_MOST_SINGLE = 8
_MOST_UNITS = 5
"""Units quoted on one point; the rest is named."""
_CLAUSE = 160
"""Characters of a clause; its source shows the whole."""
_MOST_ALIKE = 200
"""Clauses of a theme with which each is compared."""
_COMPARED = (SectionType.DIFFICULTIES, SectionType.PROPOSALS, SectionType.SOLUTIONS, SectionType.ORIENTATION)


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """What units state or say in comparison, or None where that is not asked."""
    wanted = operations.read(asked.text)
    said = _points(asked, corpus)
    if said is not None:
        return said
    table = side_by_side.answer(asked, corpus, wanted)
    return None if table is None else _with_choices(table, asked, corpus)


def _with_choices(table: Answer, asked: Understanding, corpus: Corpus) -> Answer:
    """The answer with its files to ask for and, where a name means several units, these to choose from."""
    by_name: dict[str, list[str]] = {}
    for name in names_of(corpus, asked.communes):
        by_name.setdefault(name.partition(" (")[0], []).append(name)
    warnings, choices = list(table.warnings), list(table.actions)
    for bare, names in by_name.items():
        if len(names) > 1:
            warnings.append(texts.ALIKE_UNITS.format(count=len(names), units=", ".join(names)))
            choices += [Action(label=name, question=_with_province(asked.text, bare, name)) for name in names]
    return table.model_copy(update={"warnings": tuple(warnings), "actions": (*choices, *_FILES)})


def _with_province(question: str, bare: str, name: str) -> str:
    """The question with the province of a unit said behind its name."""
    question = nfc(question)
    _, own = split_kind(bare)
    end = fold(question).find(fold(own)) + len(own)
    province = name.removeprefix(bare).strip(" ()")
    return f"{question[:end]}, {province}{question[end:]}"


_FILES = (
    Action(label=texts.ACTION_CHART, question=texts.ACTION_CHART_SAYS),
    Action(label=texts.ACTION_EXCEL, question=texts.ACTION_EXCEL_SAYS),
)


def matrix_of(asked: Understanding, corpus: Corpus) -> Matrix | None:
    """The figures that `answer` tells side by side, for a chart or a sheet; None where it tells none."""
    return side_by_side.compared(asked, corpus, operations.read(asked.text))


def _points(asked: Understanding, corpus: Corpus) -> Answer | None:
    part = next((s for s in asked.sections if s in _COMPARED), None)
    wanted = operations.read(asked.text)
    across = asked.asks_any("compare", "which") or wanted.any_of("by_one", "by_all")
    if part is None or asked.asks_any("draft", "how_many") or not across:
        return None
    if len(asked.codes) == 1:
        return None
    documents = [d for d in corpus.of_communes(asked.codes) if d.header.commune]
    documents = [d for d in documents if corpus.has_part(d, [part])]
    reporting = corpus.to_read(asked.text, documents, part)
    themes = themes_of(asked.text)
    found = points(corpus, part, reporting)
    writer = Writer()
    writer.limited(len(reporting), len(documents))
    if themes:
        return _on_theme(writer, themes[0], found, reporting, corpus)
    if not found:
        return None
    total = len({unit for point in found for unit in point.communes})
    shared = [p for p in found if len(p.communes) > 1]
    single = [p for p in found if len(p.communes) == 1]
    chief = [_chief(point) for point in shared]
    apart = [said for point, own in zip(shared, chief, strict=True) for said in _said_apart(point, own)]
    if shared and (wanted.any_of("by_all") or not wanted.any_of("by_one")):
        writer.head(texts.SHARED_POINTS)
        for point, main in list(zip(shared, chief, strict=True))[:_MOST_POINTS]:
            _say(writer, point, main, total, corpus)
    if wanted.any_of("by_one") or not wanted.any_of("by_all"):
        own = [*(point.said[0] for point in single), *apart]
        if own:
            writer.head(texts.SINGLE_POINTS)
        for said in own[: _MOST_SINGLE if wanted.any_of("by_all") else 2 * _MOST_SINGLE]:
            writer.item(_told(said), said.source(corpus))
    _warn_scans(writer, reporting)
    return writer.answer()


def _chief(point: Point) -> dict[str, Said]:
    """The clause of each unit that is most like what others say on the theme."""
    compared = point.said[:_MOST_ALIKE]
    like = vectors([said.text for said in compared])
    chief: dict[str, tuple[float, Said]] = {}
    for said, own in zip(compared, like, strict=True):
        others = (
            cosine(own, other) for one, other in zip(compared, like, strict=True) if one.unit != said.unit
        )
        score = max(others, default=0.0)
        if said.unit not in chief or score > chief[said.unit][0]:
            chief[said.unit] = (score, said)
    return {unit: said for unit, (_, said) in chief.items()}


def _said_apart(point: Point, chief: Mapping[str, Said]) -> list[Said]:
    """Clauses of a shared theme in which a unit says something else than the others: "đường truyền yếu" and
    "máy tính cũ" are both of equipment."""
    compared = point.said[:_MOST_ALIKE]
    like = vectors([said.text for said in compared])
    return [
        said
        for n, said in enumerate(compared)
        if said is not chief[said.unit]
        and all(cosine(like[n], other) < ALIKE for at, other in enumerate(like) if at != n)
    ]


def _say(writer: Writer, point: Point, chief: Mapping[str, Said], total: int, corpus: Corpus) -> None:
    name = point.theme.name if point.theme else texts.ALIKE_POINTS
    count = texts.POINT_COUNT.format(name=name, count=len(point.communes), total=total)
    writer.say(count, computed=[texts.COUNTED])
    for said in list(chief.values())[:_MOST_UNITS]:
        writer.item(_told(said), said.source(corpus))
    if len(point.communes) > _MOST_UNITS:
        more = ", ".join(list(chief)[_MOST_UNITS:])
        writer.item(texts.POINT_ALSO.format(units=more), computed=[more])


def _told(said: Said) -> str:
    return f"{said.unit}: {shorten(said.text, _CLAUSE)}"


def _on_theme(
    writer: Writer, theme: Theme, found: list[Point], reporting: Sequence[DocumentRecord], corpus: Corpus
) -> Answer | None:
    said = [s for point in found for s in point.said if theme in themes_of(s.text)]
    if not said:
        return None
    units = list(dict.fromkeys(who.name for d in reporting if (who := reporter(corpus, d))))
    stating = list(dict.fromkeys(s.unit for s in said))
    writer.say(
        texts.THEME_STATED.format(
            theme=theme.name, count=len(stating), total=len(units), units=", ".join(stating)
        ),
        computed=[texts.COUNTED],
    )
    for clause in said[:20]:
        writer.item(_told(clause), clause.source(corpus))
    silent = [unit for unit in units if unit not in stating]
    if silent:
        writer.say(texts.THEME_NOT_STATED.format(units=", ".join(silent)))
    _warn_scans(writer, [s.document for s in said])
    return writer.answer()


def _warn_scans(writer: Writer, documents: Sequence[DocumentRecord]) -> None:
    for document in documents:
        if document.quality.poor:
            writer.warn(texts.CHECK_SCAN.format(document=f"{document.header.kind} {document.header.commune}"))
