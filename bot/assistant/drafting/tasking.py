"""The table of tasks of a plan, from the tables of comparable plans."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.draft import DraftTask
from bot.assistant.drafting import local_names
from bot.assistant.drafting.carried import Carrier
from bot.assistant.drafting.clauses import Clause
from bot.assistant.drafting.own_unit import OwnUnit, Rewriter, unit_of
from bot.assistant.drafting.slots import PERIOD_SLOT
from knowledge.models import TaskAssignment
from knowledge.snapshot import DocumentRecord

MOST = 30
"""Rows of the table at most."""


def tasks(
    corpus: Corpus, own: OwnUnit, carrier: Carrier, documents: Sequence[DocumentRecord]
) -> tuple[DraftTask, ...]:
    """The tasks that every unit could give itself, of the plan that has most of them."""
    rows = corpus.snapshot.tasks([d for d in documents if not d.quality.poor])
    names = [document.name for document, _ in rows]
    most = max(names, key=names.count, default=None)
    rewriter = Rewriter(own)
    made = [
        found
        for document, row in rows
        if document.name == most and (found := _task(corpus, rewriter, carrier, document, row))
    ]
    return tuple(made[:MOST])


def _task(
    corpus: Corpus, rewriter: Rewriter, carrier: Carrier, document: DocumentRecord, row: TaskAssignment
) -> DraftTask | None:
    section = corpus.section_at(document, row.start)
    if section is None:
        return None
    content = carrier.in_words(Clause(document, section, row.start, row.end, row.quote), row.content)
    if content is None:
        return None
    source = unit_of(document.header)
    lead, support = (_office(rewriter.rewritten(words or "", source)) for words in (row.lead, row.support))
    product = rewriter.rewritten(row.product or "", source)
    return DraftTask(
        group=rewriter.rewritten(row.group, source).upper() if row.group else None,
        template=content.template,
        product="" if re.search(r"\d", product) or local_names.local_name(product) else product,
        lead=lead or texts.OFFICE_OPEN,
        support=support,
        due=row.due if row.due and not re.search(r"\d", row.due) else PERIOD_SLOT,
        source=corpus.source(document, row.start, row.end),
    )


def _office(words: str) -> str:
    """An office that the own unit has as well; nothing where the name is another unit's."""
    return "" if local_names.local_name(words) else words
