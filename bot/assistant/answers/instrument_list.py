"""The instruments that documents cite, as a list; and what is wrong with their citations."""

from __future__ import annotations

from bot import texts
from bot.assistant.answers.instrument_forms import (
    citation_source,
    sources_of,
    warn_briefly,
    warning,
    written,
)
from bot.assistant.answers.issued_by import issued_by
from bot.assistant.cited import cited
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer
from knowledge.models import WarningCode
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

LEAST_COVERAGE = 0.6
"""Least weighted share of a question's words that an instrument's title must hold to be meant."""


def listed(asked: Understanding, corpus: Corpus, kind: str | None) -> Answer | None:
    """The instruments that the documents asked about cite, filtered by kind and issuer."""
    documents = _about(asked, corpus)
    groups = cited(corpus, documents)
    if kind is not None:
        groups = [g for g in groups if g.full.kind and fold(g.full.kind).startswith(kind)]
    of_bodies = issued_by(asked.folded, groups)
    if of_bodies:
        groups = of_bodies
    elif kind is None and not asked.topic.empty and documents == corpus.of_communes(asked.codes):
        covering = [g for g in groups if asked.topic.coverage(g.described) >= LEAST_COVERAGE]
        groups = covering or (groups if asked.codes else [])
    if asked.asks_any("abolished"):
        groups = [g for g in groups if WarningCode.ABOLISHED_ISSUER in g.warnings]
    if not groups:
        return None
    ranked = sorted(groups, key=lambda g: -len(g.documents))
    writer = Writer()
    writer.say(
        texts.INSTRUMENTS_CITED.format(
            count=len(ranked), documents=", ".join(map(corpus.label, documents[:6]))
        ),
        computed=[texts.COUNTED],
    )
    for group in ranked[:20]:
        note = texts.CITED_COUNT.format(count=len(group.documents), total=len(documents))
        writer.item(
            f"{written(group)} ({note})" if len(documents) > 1 else written(group),
            *sources_of(corpus, group, documents),
            computed=[texts.COUNTED],
        )
        writer.instrument(group.symbol)
        warn_briefly(writer, group)
    return writer.answer()


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
    titled = [d for d in documents if asked.topic.coverage(d.header.title or "") >= LEAST_COVERAGE]
    return titled or documents
