"""What frames a paper: the order it is written under, what has been directed, its subject, its end."""

from __future__ import annotations

from collections.abc import Sequence

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.draft import DraftSentence
from bot.assistant.drafting.basis import Basis
from bot.assistant.drafting.draft_parts import REPORT
from bot.assistant.drafting.own_unit import OwnUnit
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord


def opening(own: OwnUnit, basis: Basis, kind: str) -> tuple[DraftSentence, ...]:
    """The sentence that says under which order the paper is written; a place for it where no comparable
    document tells."""
    cited = (basis.requesting() if kind == REPORT else []) or basis.ordering()
    cited = cited[:2]
    what = texts.DRAFT_REPORTS if kind == REPORT else texts.DRAFT_PLANS
    end = what.format(committee=own.committee)
    if not cited:
        return (DraftSentence(template=texts.DRAFT_REQUEST_OPEN + end, own=True),)
    named = texts.AND.join(f"⟦{i.symbol}⟧" for i in cited)
    sources = tuple(s for i in cited for s in basis.sources(i, 1))
    return (
        DraftSentence(
            template=texts.DRAFT_UNDER.format(instruments=named) + end,
            sources=sources,
            units=max(len(i.documents) for i in cited),
            computed=(own.full_name,),
        ),
    )


def direction(own: OwnUnit, basis: Basis) -> tuple[DraftSentence, ...]:
    """The sentence that lists what the own unit has been directed by, where comparable documents tell."""
    cited = basis.directing()[:6]
    if not cited:
        return ()
    named = "; ".join(f"⟦{i.symbol}⟧" for i in cited)
    return (
        DraftSentence(
            template=texts.DRAFT_DIRECTED.format(kind=own.kind, instruments=named),
            sources=tuple(s for i in cited for s in basis.sources(i, 2)),
            units=max(len(i.documents) for i in cited),
        ),
    )


def closing(
    corpus: Corpus, own: OwnUnit, kind: str, documents: Sequence[DocumentRecord]
) -> tuple[DraftSentence, ...]:
    """The sentence that ends the paper, beside those of comparable documents."""
    clean = [document for document in documents if not document.quality.poor]
    sources = [
        corpus.source(document, section.start, section.end)
        for document in clean[:3]
        for section in corpus.sections(document)
        if section.type is SectionType.CLOSING
    ]
    paper = f"{kind.lower()} {subject_of(clean)}".strip()
    said = texts.DRAFT_CLOSING.format(paper=paper, committee=own.committee)
    return (DraftSentence(template=said, sources=tuple(sources), own=True, computed=(said,)),)


def subject_of(documents: Sequence[DocumentRecord]) -> str:
    """What such papers are about; the place and its like in a title stay out."""
    for document in documents:
        if document.quality.poor or not document.header.title:
            continue
        title = document.header.title
        if (
            len(title) < 220
            and document.header.commune
            and document.header.commune.split(" ", 1)[-1] not in title
        ):
            return title
    return ""
