"""The instruments that documents cite, as a list; and what is wrong with their citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot import texts
from bot.assistant.answers.instrument_forms import (
    citation_source,
    sources_of,
    units_of,
    warn_briefly,
    warning,
    written,
)
from bot.assistant.answers.issued_by import issued_by, level_of
from bot.assistant.cited import CitedInstrument, cited, covering
from bot.assistant.corpus import Corpus
from bot.assistant.drafting.comparable import by_title
from bot.assistant.models import Answer, Status
from bot.assistant.understand import Understanding
from bot.assistant.understanding import operations, vocabulary
from bot.assistant.writer import Writer
from knowledge import reference
from knowledge.models import WarningCode
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

LEAST_COVERAGE = 0.6
"""Least weighted share of a question's words that an instrument's title must hold to be meant."""

FEW = 2
"""Documents that are named rather than counted."""

MOST_NAMED = 6
"""Documents named in one sentence."""

MOST_LISTED = 20
"""Instruments of one answer."""

MOST_CITED = 5
"""Instruments told as cited by most where all cite none."""


def listed(asked: Understanding, corpus: Corpus, kind: str | None) -> Answer | None:
    """The instruments that the documents asked about cite, filtered by kind and issuer."""
    documents = _about(asked, corpus)
    groups = _chosen(asked, corpus, kind, documents)
    if asked.asks_any("abolished"):
        if not groups:
            return _of_none_gone(asked, corpus, documents)
        citing = {d.name for g in groups for d in g.documents}
        documents = [d for d in documents if d.name in citing]
    if groups is None:
        return _none_of_body(asked, corpus, kind, documents)
    shared = _shared(asked)
    units = _units(documents)
    common = [g for g in groups if _units(g.documents) >= units] if shared == "by_all" else []
    if shared == "by_one":
        groups = [g for g in groups if len(_units(g.documents)) == 1]
    elif shared == "by_all" and common:
        groups = common
    if not groups:
        return None
    ranked = sorted(groups, key=lambda g: -len(g.documents))
    writer = Writer()
    labels = ", ".join(map(corpus.label, documents[:MOST_NAMED]))
    said = texts.INSTRUMENTS_CITED.format(count=len(ranked), documents=labels)
    if shared == "by_all" and not common:
        said, ranked = (
            texts.NONE_CITED_BY_ALL.format(count=len(documents), documents=labels),
            ranked[:MOST_CITED],
        )
    writer.say(said, computed=[texts.COUNTED])
    say_instruments(writer, corpus, ranked, documents)
    return writer.answer()


def say_instruments(
    writer: Writer, corpus: Corpus, groups: Sequence[CitedInstrument], documents: Sequence[DocumentRecord]
) -> None:
    """Each instrument in full, of several documents with who cites it."""
    for group in groups[:MOST_LISTED]:
        note = _who_cites(corpus, group, len(documents))
        writer.item(
            f"{written(group)} ({note})" if len(documents) > 1 else written(group),
            *sources_of(corpus, group, documents),
            computed=[texts.COUNTED],
        )
        writer.instrument(group.symbol)
        warn_briefly(writer, corpus, group)


def _chosen(
    asked: Understanding, corpus: Corpus, kind: str | None, documents: Sequence[DocumentRecord]
) -> Sequence[CitedInstrument] | None:
    """Those of the kind, the body, the level or the subject that the question names, but those it names;
    None where the body or level that it names has issued none."""
    groups = cited(corpus, documents)
    if asked.instruments:
        groups = [g for g in groups if not any(g.matches(query) for query in asked.instruments)]
    if asked.asks_any("abolished"):
        groups = [
            g for g in groups if WarningCode.ABOLISHED_ISSUER in g.warnings and _of_level_gone(asked, g)
        ]
    if kind is not None:
        groups = [g for g in groups if g.full.kind and fold(g.full.kind).startswith(kind)]
    of_bodies = issued_by(asked.folded, groups)
    if of_bodies == [] and not asked.asks_any("abolished"):
        return None
    if of_bodies:
        groups = of_bodies
    elif kind is None and not asked.topic.empty and not _named(asked, corpus, documents):
        described = covering(corpus, groups, asked.topic, LEAST_COVERAGE)
        kept = asked.codes or _shared(asked) or asked.asks_any("abolished")
        groups = described or (groups if kept else [])
    return groups


_LEVELS_GONE = re.compile(r"\b(?P<district>huyen|quan|thi xa)\b|\b(?P<province>tinh)\b")


def _of_level_gone(asked: Understanding, group: CitedInstrument) -> bool:
    """Whether an instrument is of a body at the level that a question about abolished ones names last: "các
    báo cáo của tỉnh … dẫn kế hoạch của huyện cũ"; of any where it names none."""
    named = [match.lastgroup for match in _LEVELS_GONE.finditer(asked.folded)]
    return not named or level_of(group) in (named[-1], None)


def _of_none_gone(asked: Understanding, corpus: Corpus, documents: Sequence[DocumentRecord]) -> Answer | None:
    """That no document asked about cites an instrument of an abolished body, where that is asked."""
    if not asked.asks_any("cite"):
        return None
    writer = Writer()
    said = texts.NONE_ABOLISHED.format(count=len(documents))
    titles = (source for document in documents[:MOST_CITED] for source in corpus.title(document)[1])
    writer.say(said, *titles, computed=[said])
    for document in documents:
        if document.quality.poor:
            writer.warn(texts.CHECK_SCAN.format(document=corpus.label(document)))
    return writer.answer()


def _none_of_body(
    asked: Understanding, corpus: Corpus, kind: str | None, documents: Sequence[DocumentRecord]
) -> Answer:
    """That the documents cite nothing of the body or level that is asked for."""
    writer = Writer()
    labels = ", ".join(map(corpus.label, documents[:MOST_NAMED])) if asked.codes else texts.ALL_HELD
    sought = texts.ANY_OF_KIND.format(kind=kind_name(kind)) + texts.OF_BODY_ASKED
    titles = (source for document in documents[:MOST_NAMED] for source in corpus.title(document)[1])
    writer.say(texts.NOT_CITED_IN.format(document=labels, title=sought), *titles, computed=[sought, labels])
    return writer.answer(Status.ANSWERED if vocabulary.asks_whether(asked.folded) else Status.INSUFFICIENT)


def kind_name(kind: str | None) -> str:
    """A folded kind as it is written in a sentence; any paper where it is None."""
    names = (k.name for k in reference.document_kinds())
    return next((name for name in names if fold(name) == kind), texts.DOCUMENT).lower()


def _named(asked: Understanding, corpus: Corpus, documents: Sequence[DocumentRecord]) -> bool:
    """Whether the words of the question name the documents that cite ("kế hoạch giảm nghèo của xã căn cứ văn
    bản nào"), so that they do not choose among what these cite ("… dẫn văn bản nào về giảm nghèo")."""
    if documents != corpus.of_communes(asked.codes):
        return True
    titles = (asked.topic.coverage(d.header.title or "") for d in documents)
    return (
        bool(asked.codes) and max(titles, default=0.0) >= LEAST_COVERAGE and not _ABOUT.search(asked.folded)
    )


_ABOUT = re.compile(r"\b(?:van ban|nao|gi)(?: \w+){0,2} ve\b")


def _who_cites(corpus: Corpus, group: CitedInstrument, held: int) -> str:
    """By name where they are few."""
    if len(group.documents) <= FEW < held:
        return texts.CITED_BY_FEW.format(units=units_of(corpus, group.documents))
    return texts.CITED_COUNT.format(count=len(group.documents), total=held)


def _shared(asked: Understanding) -> str | None:
    """Whether those are asked for that one unit alone cites, or all of them."""
    wanted = operations.read(asked.text)
    return next((row for row in ("by_one", "by_all") if wanted.any_of(row)), None)


def _units(documents: Iterable[DocumentRecord]) -> set[str]:
    return {d.header.commune or d.name for d in documents}


def defects(asked: Understanding, corpus: Corpus) -> Answer | None:
    """What is wrong with the citations of the documents asked about."""
    writer = Writer()
    for group in cited(corpus, corpus.near(asked.folded, asked.codes)):
        for document, citation in group.mentions:
            for code in citation.warnings:
                writer.item(
                    warning(corpus, document, citation, code), citation_source(corpus, document, citation)
                )
                writer.instrument(group.symbol)
    answer = writer.answer()
    return answer if answer.sources else None


def _about(asked: Understanding, corpus: Corpus) -> list[DocumentRecord]:
    """The documents asked about: those of the units whose title the question describes, else all of
    the units."""
    documents = corpus.of_communes(asked.codes)
    if _shared(asked):
        return [d for d in documents if fold(d.header.kind or "") in asked.folded] or documents
    if asked.asks_any("abolished") and not asked.codes:
        return documents  # the body that is gone is named, not what the reports are about
    if asked.codes:
        titled = [d for d in documents if asked.topic.coverage(d.header.title or "") >= LEAST_COVERAGE]
    else:
        titled = [documents[n] for n in by_title(corpus, None).texts.covering(asked.topic, LEAST_COVERAGE)]
    return titled or documents
