"""What a unit reports or aims at: stated values, never confused, never borrowed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.answers.passages import sentence_at
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, SourceRef, Status
from bot.assistant.period import stated as stated_period
from bot.assistant.understand import Understanding
from bot.assistant.wording import listed
from bot.assistant.writer import Writer
from knowledge.catalog import DocumentRecord
from knowledge.models import Comparator, Figure, Nature, SectionType
from knowledge.numbers import format_number
from knowledge.units import unit_kind

_NOUNS = {"nguoi": "người", "ho": "hộ", "dong": "đồng", "ha": "ha", "luot nguoi": "lượt người"}
_COUNTED = re.compile(rf"(?:bao nhieu|may) ({'|'.join(_NOUNS)})\b")

_ASKED_NUMBERS = re.compile(r"\b(?:bao nhieu|may|ty le)\b")

Stated = tuple[DocumentRecord, Figure]

FEWEST_WORDS = 5
"""A quote of fewer words ("02 bác sĩ") does not show what is counted."""

FEW_DOCUMENTS = 100
"""Up to so many documents every figure is compared with the question; beyond, indicators are chosen first."""

LEAST_COVERAGE = 0.55
"""Least weighted share of a question's words that an indicator and its quote must hold together."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Answer a question for a figure, or None."""
    if asked.asks_any("draft", "task_table", "lead", "product", "support", "deadline", "indicators"):
        return None
    if (
        not asked.asks_any("how_many", "target", "money", "change", "compare", "result_or_target", "which")
        and not asked.indicators
        and not asked.codes
    ):
        return None
    matching = find(asked, corpus)
    documents = corpus.of_communes(asked.codes)
    if asked.asks_any("change") or _other_year(asked, matching):
        return _no_other_period(asked, corpus, matching)
    if not matching:
        return None
    if asked.asks_any("target"):
        matching = [s for s in matching if s[1].nature is not Nature.RESULT] or matching
    elif not asked.asks_any("required"):
        matching = [s for s in matching if s[1].nature is not Nature.REQUIREMENT] or matching
    writer = Writer()
    for document, figure in matching[:12]:
        say(writer, corpus, document, figure)
    if not asked.codes or asked.asks_any("compare", "which") or len(asked.codes) > 1:
        _say_silent(writer, corpus, documents, matching)
    _say_bounds(writer, matching)
    return writer.answer()


def find(asked: Understanding, corpus: Corpus, most: int | None = None) -> list[Stated]:
    """The stated figures that answer the question, those that cover most of it first; of an indicator that
    many documents state, only `most` are looked at."""
    wanted = {indicator.code for indicator in asked.indicators}
    stated = _candidates(asked, corpus, most)
    scored: list[tuple[float, int, Stated]] = []
    for n, (document, figure) in enumerate(stated):
        if not _unit_fits(asked, figure):
            continue
        said = said_of(corpus, document, figure)
        coverage = _coverage(asked, said)
        same = figure.code is not None and figure.code in wanted
        if coverage >= LEAST_COVERAGE or (same and coverage >= LEAST_COVERAGE / 2):
            scored.append((coverage + (0.3 if same else 0.0), -n, (document, figure)))
    if not scored:
        return []
    scored.sort(key=lambda row: row[:2], reverse=True)
    best = scored[0][0] - (0.3 if len(_ASKED_NUMBERS.findall(asked.folded)) > 1 else 0.0)
    return [s for score, _, s in scored if score >= best - 0.2 or (s[1].code in wanted and score >= best / 2)]


def said_of(corpus: Corpus, document: DocumentRecord, figure: Figure) -> str:
    """The words of a figure: its indicator, its quote, and the repaired reading of a poor scan."""
    repaired = corpus.text_of(document, figure.start, figure.end) if document.quality.poor else ""
    return f"{figure.indicator} {figure.quote} {repaired}"


def _candidates(asked: Understanding, corpus: Corpus, most: int | None) -> list[Stated]:
    """Figures worth looking at: all of a few documents; of many, those whose indicator may be meant."""
    documents = corpus.of_communes(asked.codes)
    if len(documents) <= FEW_DOCUMENTS:
        return corpus.snapshot.figures(documents)
    wanted = {indicator.code for indicator in asked.indicators}
    scored = sorted(
        (
            (_coverage(asked, one.name), one.name)
            for one in corpus.snapshot.indicators_stated
            if one.code not in wanted
        ),
        reverse=True,
    )
    names = [name for score, name in scored[:12] if score >= LEAST_COVERAGE / 2]
    if most is not None and not asked.codes:
        keys = [*((code, None) for code in wanted), *((None, name) for name in names)]
        return [stated for key in keys for stated in corpus.once(_sample, *key, most)]
    return corpus.snapshot.figures(documents, codes=wanted, indicators=names) if wanted or names else []


def _sample(corpus: Corpus, code: str | None, name: str | None, most: int) -> Sequence[Stated]:
    codes, names = [code] if code else [], [name] if name else []
    return corpus.snapshot.figures(codes=codes, indicators=names, most=most)


def _coverage(asked: Understanding, said: str) -> float:
    """How much of the question a figure covers; a follow-up may be about something else altogether."""
    whole = asked.topic.coverage(said)
    alone = asked.focus.coverage(said) if asked.follows and len(asked.focus.weights) > 1 else 0.0
    return max(whole, alone)


def _unit_fits(asked: Understanding, figure: Figure) -> bool:
    """A question for money, people or per cent is not answered by a figure of another unit."""
    if asked.asks_any("money"):
        return "đồng" in figure.unit
    if "phan tram" in asked.folded or "%" in asked.text:
        return figure.unit.startswith("%")
    counted = _COUNTED.search(asked.folded)
    if counted is None or len(_ASKED_NUMBERS.findall(asked.folded)) > 1:
        return True
    return unit_kind(_NOUNS[counted[1]]) == unit_kind(figure.unit.partition("/")[0])


def _other_year(asked: Understanding, matching: Sequence[Stated]) -> bool:
    """The question names a year that no matching figure speaks of."""
    years = [str(year) for year in asked.years]
    if not years or not matching:
        return False
    return not any(
        any(
            year in (figure.period or "") or year in (document.header.issued_on or "") or year in figure.quote
            for year in years
        )
        or _within(asked.years, document.header.title)
        for document, figure in matching
    )


def _within(years: Sequence[int], title: str | None) -> bool:
    return any(str(year) in (title or "") for year in years)


def _no_other_period(asked: Understanding, corpus: Corpus, matching: Sequence[Stated]) -> Answer | None:
    if not matching and not asked.asks_any("change"):
        return None
    writer = Writer()
    period = ", ".join(map(str, asked.years)) or texts.EARLIER_PERIOD
    writer.say(texts.NO_FIGURE_FOR_PERIOD.format(period=period))
    for document, figure in matching[:3]:
        say(writer, corpus, document, figure)
    return writer.answer(Status.INSUFFICIENT)


def say(writer: Writer, corpus: Corpus, document: DocumentRecord, figure: Figure) -> None:
    """State one figure with its bound, unit, nature and period."""
    unit = document.header.commune or corpus.label(document)
    source = source_of(corpus, document, figure)
    label = _nature(corpus, figure, source)
    when = stated_period(document, figure)
    period = f", {when}" if when and proven(corpus, when, source) else ""
    known = [*([figure.indicator] if figure.code else []), *([when] if when and period else [])]
    writer.item(f"{unit}: {shown(figure)} — {figure.indicator} [{label}{period}]", source, computed=known)
    if document.quality.poor:
        writer.warn(texts.CHECK_SCAN.format(document=corpus.label(document)))


def _nature(corpus: Corpus, figure: Figure, source: SourceRef) -> str:
    """Result, target or requirement; a target that a part on results sets beside them was planned."""
    results = corpus.section_type(source.document, source.section) is SectionType.RESULTS
    return texts.PLANNED if results and figure.nature is Nature.TARGET else texts.NATURES[figure.nature]


def proven(corpus: Corpus, period: str, source: SourceRef) -> bool:
    """The quote, the headings above it or the head of the document name the period themselves."""
    said = re.findall(r"\d+", f"{source.quote} {corpus.heading(source.document, source.section)}")
    return all(number in said for number in re.findall(r"\d+", period))


def source_of(corpus: Corpus, document: DocumentRecord, figure: Figure) -> SourceRef:
    """The quoted words of a figure, or the sentence around them where they are too few to stand alone."""
    if len(figure.quote.split()) >= FEWEST_WORDS:
        return corpus.source(document, figure.start, figure.end)
    return corpus.source(document, *sentence_at(corpus.view(document).text, figure.start))


def shown(figure: Figure) -> str:
    """A value as it is to be read: "trên 85 %", "5-7 người/tổ", "toàn bộ"."""
    if figure.value is None:
        return figure.words or texts.REQUIRED_NOT_STATED
    unit = figure.unit
    if isinstance(figure.value, tuple):
        low, high = figure.value
        number = f"{format_number(low)}-{format_number(high)}"
    else:
        number = format_number(figure.value)
    comparator = "" if figure.comparator is Comparator.RANGE else texts.COMPARATORS[figure.comparator]
    return f"{comparator} {number}{'%' if unit.startswith('%') else ' ' + unit}".strip()


def _say_silent(
    writer: Writer, corpus: Corpus, documents: Sequence[DocumentRecord], matching: Sequence[Stated]
) -> None:
    stating = {d.header.commune for d, _ in matching}
    silent = list(
        dict.fromkeys(
            d.header.commune for d in documents if d.header.commune and d.header.commune not in stating
        )
    )
    if silent:
        units, more = listed(silent)
        writer.say(texts.NOT_STATED_BY.format(units=units), computed=more)


def _say_bounds(writer: Writer, matching: Sequence[Stated]) -> None:
    bounds = [f for _, f in matching if f.comparator not in (Comparator.EQUAL, Comparator.RANGE)]
    if len(bounds) > 1:
        writer.warn(texts.BOUNDS_NOT_SUBTRACTED)
    if len({f.nature for _, f in matching}) > 1:
        writer.warn(texts.RESULT_IS_NOT_TARGET)


def nearest(asked: Understanding, corpus: Corpus) -> list[Stated]:
    """The same indicator as stated by other units: to be shown as theirs, never used instead. What a dispatch
    asks for without a value is no figure."""
    wanted = {indicator.code for indicator in asked.indicators}
    if not wanted:
        return []
    stated = corpus.snapshot.figures(codes=wanted, most=10)
    return [(d, f) for d, f in stated if f.value is not None or f.nature is not Nature.REQUIREMENT][:3]
