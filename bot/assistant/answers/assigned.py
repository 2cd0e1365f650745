"""What an upper level assigned to a unit: the aims that its table states for each ("Xã … 85 %")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot import texts
from bot.assistant.answers.figures import shown
from bot.assistant.comparing.reporters import same_unit
from bot.assistant.corpus import Corpus, document_label
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding.topic import Topic, topic_of
from bot.assistant.writer import Writer
from knowledge.abbreviations import expand
from knowledge.commune_units import Commune
from knowledge.figure_repeats import PART_OF
from knowledge.models import Figure, Nature
from knowledge.snapshot import DocumentRecord

MOST = 24
"""Aims told in one answer."""
LEAST_COVERAGE = 0.55
"""Least weighted share of what is asked about that the name of an aim must hold."""

_ASSIGNED = re.compile(
    r"\b(?:(?:duoc|tinh|thanh pho|cap tren|trung uong|so)(?: (?:tinh|thanh pho|cap tren|ubnd|uy ban))* giao"
    r"|giao (?:chi tieu|cho|xuong|ve))\b"
)
_PARTS = re.compile(r"[,;]|(?<!nho )\b(?:va|cung|voi)\b(?! (?:nho|vua)\b)")
_ASKING = "được giao tỉnh thành phố cấp trên giao chỉ tiêu cho xuống về tỷ lệ mục tiêu năm của mấy nhiêu"


class Aim(NamedTuple):
    """What a document assigns to a unit: a figure, its indicator without the unit."""

    document: DocumentRecord
    figure: Figure
    name: str
    unit: Commune


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The aims that documents of no commune assign to the communes asked about; None where nothing that was
    assigned is asked for, or none is stated."""
    if not asked.codes or not _ASSIGNED.search(asked.folded) or asked.asks_any("draft", "lead", "task_table"):
        return None
    found = _assigned(asked, corpus)
    if not found:
        return None
    writer = Writer()
    for document, figure, name, unit in found[:MOST]:
        period = f", {figure.period}" if figure.period else ""
        said = texts.ASSIGNED.format(
            document=document_label(document),
            unit=unit.full_name,
            value=shown(figure),
            name=expand(name),
            period=period,
        )
        source = corpus.source(document, figure.start, figure.end)
        writer.item(said, source, computed=[said])
    return writer.answer()


def _assigned(asked: Understanding, corpus: Corpus) -> list[Aim]:
    """The aims of the units asked about; where indicators or subjects are named, those that fit each best."""
    every = list(_of_units(asked, corpus))
    parts = [topic_of(part, corpus.weight).without(_ASKING) for part in _PARTS.split(asked.content)]
    parts = [part for part in parts if not part.without("số").empty]
    if not parts and not asked.indicators:
        return every
    names = list(dict.fromkeys(aim.name for aim in every))
    best = [_best(part, names) for part in parts]
    meant = set().union(*best)
    if not all(best):  # named in other words than the table's
        meant |= {indicator.name for indicator in asked.indicators} or _best(
            asked.topic.without(_ASKING), names
        )
    return [aim for aim in every if aim.name in meant]


def _best(topic: Topic, names: Sequence[str]) -> set[str]:
    """The names that say most of a subject; none where none says enough of it."""
    fits = {name: topic.coverage(expand(name)) for name in names}
    least = max(LEAST_COVERAGE, max(fits.values(), default=0.0))
    return {name for name, fit in fits.items() if fit >= least}


def _of_units(asked: Understanding, corpus: Corpus) -> Iterator[Aim]:
    upper = [document for document in corpus.documents if document.header.commune is None]
    for document, figure in corpus.snapshot.figures(upper, natures=(Nature.TARGET,)):
        name, joint, part = figure.indicator.rpartition(PART_OF)
        unit = next((unit for unit in asked.communes if joint and same_unit(part, unit.full_name)), None)
        in_time = not asked.years or any(str(year) in (figure.period or "") for year in asked.years)
        if unit is not None and in_time:
            yield Aim(document, figure, name, unit)
