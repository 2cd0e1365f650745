"""Which indicators comparable documents report, by how many state each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot import texts
from bot.assistant.answers.choosing import FEW_DOCUMENTS, Stated, said_of
from bot.assistant.answers.figures import source_of
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer
from knowledge import indicators
from knowledge.models import Figure, Nature, SectionType
from knowledge.snapshot import DocumentRecord

MOST = 15
"""Indicators listed in one answer."""

MOST_LEFT = 30
"""Indicators listed where those that were left out are asked for."""

MOST_UNITS = 12
"""Units named with their source for one indicator; the rest is counted."""

LEAST_COVERAGE = 0.4
"""Least weighted share of the question's words that an indicator (of few documents, with its quote) holds."""


NAMED = 0.6
"""Weighted share of the question's words in an indicator, with its quote, that is meant by them."""

SAME_SUBJECT = 0.8
"""Least weighted share of the question's words that the heading over a figure holds."""


_PART = "mục phần lĩnh vực mảng xã phường đơn vị"
"""What a subject is called ("mục xã hội số"), and for whom it is: "chỉ tiêu cho xã"."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The indicators on a subject, those that are required or that many state first."""
    if not asked.asks_any("indicators") or asked.asks_any("how_many"):
        return None
    asked = replace(asked, topic=asked.topic.without(_PART))
    documents = corpus.of_communes(asked.codes)
    writer = Writer()
    if len(documents) <= FEW_DOCUMENTS or asked.codes:
        count, ranked = _of_few(asked, corpus, documents)
    else:
        count, ranked = _of_many(asked, corpus)
    if _BY_MOST.search(asked.folded):
        return _stated_most(writer, corpus, ranked)
    if not count and asked.sections:
        documents = [d for d in documents if corpus.has_part(d, asked.sections[:1])]
        reading = corpus.to_read(asked.text, documents, asked.sections[0])
        writer.limited(len(reading), len(documents))
        count, ranked = _ranked(corpus, _stated_in(asked.sections, reading, corpus), asked)
    if not count:
        return None
    head = texts.INDICATORS_FIRST if count > len(ranked) else texts.INDICATORS_REPORTED
    head = texts.INDICATORS_LEFT if asked.asks_any("rest") else head
    writer.say(head.format(count=count, shown=len(ranked)), computed=[texts.COUNTED])
    for stated, units in ranked:
        _say(writer, corpus, stated, units)
    writer.warn(texts.OWN_FIGURES_ONLY)
    return writer.answer()


_BY_MOST = re.compile(
    r"(?<!\w)(?:nhieu|dong) (?:noi|don vi|xa|phuong|bao cao|ben|nguoi)(?: \w+){0,3} nhat(?!\w)"
    r"|(?<!\w)pho bien nhat|(?<!\w)(?:duoc )?(?:neu|bao cao|nhac)(?: \w+)? nhieu nhat"
)


def _stated_most(writer: Writer, corpus: Corpus, ranked: Sequence[_One]) -> Answer | None:
    """The indicators that most units state."""
    most = max((len(units) for _, units in ranked), default=0)
    found = [(stated, units) for stated, units in ranked if len(units) == most]
    if not found:
        return None
    head = texts.INDICATORS_MOST.format(count=len(found), units=most)
    writer.say(head, computed=[texts.COUNTED])
    for stated, units in found[:MOST]:
        _say(writer, corpus, stated, units)
    return writer.answer()


def _say(writer: Writer, corpus: Corpus, stated: Sequence[Stated], units: Sequence[str]) -> None:
    figure = stated[0][1]
    by_unit = {_unit(corpus, d): (d, f) for d, f in reversed(stated)}
    shown, rest = units[:MOST_UNITS], len(units) - MOST_UNITS
    more = [texts.AND_MORE.format(count=rest)] if rest > 0 else []
    requiring = {_unit(corpus, d) for d, f in stated if f.nature is Nature.REQUIREMENT}
    named = [texts.INDICATOR_REQUIRED.format(unit=unit) if unit in requiring else unit for unit in shown]
    writer.item(
        texts.INDICATOR_STATED.format(
            name=figure.indicator, unit=figure.unit, units=", ".join([*named, *more])
        ),
        *(source_of(corpus, *by_unit[unit]) for unit in shown),
        computed=[texts.COUNTED, *more],
    )


def _unit(corpus: Corpus, document: DocumentRecord) -> str:
    return document.header.commune or corpus.label(document)


def _units(corpus: Corpus, documents: Iterable[DocumentRecord]) -> list[str]:
    return list(dict.fromkeys(_unit(corpus, document) for document in documents))


_One = tuple[list[Stated], list[str]]
_Listed = tuple[int, list[_One]]
"""How many indicators there are; of the first of them what is stated, and by which units."""


def _of_few(asked: Understanding, corpus: Corpus, documents: Sequence[DocumentRecord]) -> _Listed:
    """Every figure of the documents held against the question."""
    groups = _groups(asked)
    nature = _nature(asked)
    figures = [s for s in corpus.snapshot.figures(documents) if nature in (None, s[1].nature)]
    if _A_FIELD.search(asked.folded):
        named = [f for d, f in figures if _fits(asked, groups, f.code, said_of(corpus, d, f))]
        groups |= _fields_of(named)
    found: dict[str, list[Stated]] = {}
    for document, figure in figures:
        fits = nature is Nature.REQUIREMENT
        if not fits:
            said = said_of(corpus, document, figure)
            fits = _fits(asked, groups, figure.code, said) or _headed(asked, corpus, document, figure)
        if fits:
            found.setdefault(figure.indicator, []).append((document, figure))
    return _ranked(corpus, found, asked)


def _of_many(asked: Understanding, corpus: Corpus) -> _Listed:
    """The indicators chosen by their names and counted by the catalog; figures are read of those listed."""
    groups = _groups(asked)
    nature = _nature(asked)
    fit = [
        one
        for one in corpus.snapshot.indicators_stated
        if (nature is None or nature in one.natures)
        and (nature is Nature.REQUIREMENT or _fits(asked, groups, one.code, one.name))
    ]
    most = _BY_MOST.search(asked.folded) is not None
    fit.sort(key=lambda one: (Nature.REQUIREMENT in one.natures and not most, one.documents), reverse=True)
    first = fit[_span(asked)]
    stating = corpus.snapshot.stating([one.name for one in first], nature)
    ranked = []
    for one in first:
        units = _units(corpus, stating[one.name])
        shown = [d for d in stating[one.name] if _unit(corpus, d) in units[:MOST_UNITS]]
        natures = [nature] if nature else []
        ranked.append((corpus.snapshot.figures(shown, indicators=[one.name], natures=natures), units))
    return len(fit), ranked


def _nature(asked: Understanding) -> Nature | None:
    """What the figures have to be, where that is asked: all that is required, or targets on the subject."""
    if asked.asks_any("required"):
        return Nature.REQUIREMENT
    return Nature.TARGET if asked.asks_any("target") else None


def _ranked(corpus: Corpus, found: dict[str, list[Stated]], asked: Understanding) -> _Listed:
    """Those whose own words are what was asked for first, not only their subject; or those stated by most."""

    def key(stated: Sequence[Stated]) -> tuple[bool, bool, int]:
        own = any(asked.topic.coverage(f"{f.indicator} {f.quote}") >= NAMED for _, f in stated)
        return (own, *_demand(stated))

    most = _BY_MOST.search(asked.folded) is not None
    first = sorted(found.values(), key=_spread if most else key, reverse=True)[_span(asked)]
    return len(found), [(stated, _units(corpus, (d for d, _ in stated))) for stated in first]


def _span(asked: Understanding) -> slice:
    """Which of the indicators are told: the first, or those that were left out before."""
    return slice(MOST, MOST + MOST_LEFT) if asked.asks_any("rest") else slice(MOST)


def _spread(stated: Sequence[Stated]) -> int:
    return len({d.name for d, _ in stated})


def _demand(stated: Sequence[Stated]) -> tuple[bool, int]:
    """Required by a document first, then stated by many."""
    return any(f.nature is Nature.REQUIREMENT for _, f in stated), _spread(stated)


def _fits(asked: Understanding, groups: Collection[str], code: str | None, said: str) -> bool:
    known = indicators.by_code().get(code or "")
    return (
        asked.topic.empty
        or (asked.topic.coverage(said) >= LEAST_COVERAGE and asked.topic.has_word(said))
        or (known is not None and known.group in groups)
    )


def _headed(asked: Understanding, corpus: Corpus, document: DocumentRecord, figure: Figure) -> bool:
    """Whether the section that states a figure has the subject of the question as its heading."""
    section = corpus.section_at(document, figure.start)
    return section is not None and asked.topic.coverage(section.title) >= SAME_SUBJECT


def _stated_in(
    sections: Collection[SectionType], documents: Sequence[DocumentRecord], corpus: Corpus
) -> dict[str, list[Stated]]:
    """What the documents state in these parts, by indicator."""
    by_name: dict[str, list[Stated]] = {}
    for document, figure in corpus.snapshot.figures(documents):
        section = corpus.section_at(document, figure.start)
        if section is not None and section.type in sections:
            by_name.setdefault(figure.indicator, []).append((document, figure))
    return by_name


_A_FIELD = re.compile(r"(?<!\w)(?:mang|linh vuc)(?!\w)(?! (?:luoi|xa hoi|internet|di dong))")
"""A whole field is asked about, by what belongs to it: "mảng viễn thông" is "Hạ tầng số"."""


def _fields_of(figures: Iterable[Figure]) -> frozenset[str]:
    """The subjects of the catalogue to which figures belong."""
    known = indicators.by_code()
    return frozenset(known[f.code].group for f in figures if f.code in known)


def _groups(asked: Understanding) -> frozenset[str]:
    """Subjects of the catalogue that the question names, by an indicator of theirs or by their heading."""
    headings = {indicator.group for indicator in indicators.catalogue()}
    return frozenset(i.group for i in asked.indicators) | frozenset(
        heading
        for heading in headings
        if asked.topic.coverage(heading) >= 0.2 and asked.topic.has_word(heading)
    )
