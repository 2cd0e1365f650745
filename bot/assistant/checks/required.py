"""Indicators that a held request asks for and the document does not give; plan targets that it states
differently."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from bot.assistant.corpus import document_label
from bot.assistant.drafting.slots import open_indicators
from bot.assistant.likeness import cosine, vectors
from bot.assistant.wording import section_label
from knowledge.indicators import content_words
from knowledge.models import Comparator, Figure, Nature, SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

SAME_SUBJECT = 0.3
"""Least likeness of a report's title to that of the request it answers without citing it."""
_AIMS = frozenset(
    (
        SectionType.TARGETS,
        SectionType.ORIENTATION,
        SectionType.SOLUTIONS,
        SectionType.TASKS,
        SectionType.ANNEX,
    )
)
_NAMED = 85
"""Likeness of 100 at which two names mean one indicator."""


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """What the requests and plans that the document answers want and it lacks."""
    if reviewed.corpus is None or reviewed.facts.header.kind != "Báo cáo":
        return
    requests = list(_requests(reviewed))
    if not any(True for _, wanted in requests if wanted):
        reviewed.unchecked.append(texts.UNCHECKED_NO_REQUEST)
    for document, wanted in requests:
        for figure in wanted:
            if not _given(reviewed, figure) and not _is_open(reviewed, figure):
                yield _missing(reviewed, document, figure)
    yield from _targets(reviewed)


def _requests(reviewed: Reviewed) -> Iterator[tuple[DocumentRecord, list[Figure]]]:
    """Held dispatches and outlines that ask for figures and are cited here, or are about the same subject."""
    asking: dict[str, tuple[DocumentRecord, list[Figure]]] = {}
    assert reviewed.corpus is not None
    for document, figure in reviewed.corpus.snapshot.figures(reviewed.others):
        if figure.nature is Nature.REQUIREMENT and document.header.kind != "Báo cáo":
            asking.setdefault(document.name, (document, []))[1].append(figure)
    cited = {c.symbol for c in reviewed.facts.citations if c.symbol}
    found = [pair for pair in asking.values() if pair[0].header.symbol in cited]
    yield from found or [pair for pair in asking.values() if _same_subject(reviewed, pair[0])]


def _same_subject(reviewed: Reviewed, document: DocumentRecord) -> bool:
    own, other = reviewed.facts.header.title, document.header.title
    return bool(own and other) and cosine(*vectors([own or "", other or ""])) >= SAME_SUBJECT


def _given(reviewed: Reviewed, wanted: Figure) -> bool:
    """Whether the document states the indicator, by its code, by its name, or in words with a number."""
    if any(
        f.code and f.code == wanted.code and f.nature is not Nature.TARGET for f in reviewed.facts.figures
    ):
        return True
    name = " ".join(content_words(wanted.indicator))
    if any(
        fuzz.token_set_ratio(name, " ".join(content_words(f.indicator))) >= _NAMED
        for f in reviewed.facts.figures
        if f.nature is not Nature.TARGET
    ):
        return True
    words = set(name.split())
    return any(
        reviewed.type_at(start) not in _AIMS
        and re.search(r"\d", reviewed.folded[start:end])
        and len(words & set(content_words(reviewed.text[start:end]))) >= 0.8 * len(words)
        for start, end in reviewed.sentences
    )


def _is_open(reviewed: Reviewed, wanted: Figure) -> bool:
    """Whether the document has a slot for the indicator, which is a finding of its own."""
    names = [fold(name) for name in open_indicators(reviewed.text)]
    return any(fuzz.token_set_ratio(fold(wanted.indicator), name) >= _NAMED for name in names)


def _missing(reviewed: Reviewed, document: DocumentRecord, figure: Figure) -> Finding:
    return reviewed.finding(
        Kind.INDICATOR_MISSING,
        Severity.HIGH,
        None,
        texts.REVIEW_INDICATOR_MISSING.format(name=figure.indicator, request=document_label(document)),
        texts.REVIEW_INDICATOR_ADD.format(name=figure.indicator),
        _place(reviewed, document, figure),
    )


def _place(reviewed: Reviewed, document: DocumentRecord, figure: Figure) -> str:
    section = reviewed.corpus.section_at(document, figure.start) if reviewed.corpus else None
    place = document_label(document) + (f", {section_label(section.path)}" if section else "")
    return texts.REVIEW_FROM_DOCUMENT.format(place=place, quote=figure.quote)


def _targets(reviewed: Reviewed) -> Iterator[Finding]:
    """Targets of a cited, held plan that the document states with another value."""
    cited = {c.symbol for c in reviewed.facts.citations if c.symbol}
    plans = [d for d in reviewed.others if d.header.symbol in cited and d.header.kind == "Kế hoạch"]
    if not plans or reviewed.corpus is None:
        return
    planned = [
        (d, f) for d, f in reviewed.corpus.snapshot.figures(plans) if f.code and f.nature is Nature.TARGET
    ]
    for own in reviewed.facts.figures:
        for document, figure in planned:
            same = (own.code, own.unit, own.period) == (figure.code, figure.unit, figure.period)
            exact = own.comparator == figure.comparator != Comparator.RANGE
            if own.nature is Nature.TARGET and same and exact and own.value != figure.value:
                yield reviewed.finding(
                    Kind.FIGURE_CONTRADICTION,
                    Severity.HIGH,
                    (own.start, own.end),
                    texts.REVIEW_OTHER_TARGET.format(name=own.indicator, plan=document_label(document)),
                    texts.REVIEW_TARGET_RIGHT.format(quote=figure.quote),
                    _place(reviewed, document, figure),
                )
