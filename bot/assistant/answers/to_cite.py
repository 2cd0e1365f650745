"""Which instruments a report or plan that is to be written should cite, ready to copy, and which not to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from bot import texts
from bot.assistant.answers.beside import KINDS, asked_beside, kinds_asked
from bot.assistant.answers.instrument_list import kind_name
from bot.assistant.answers.issued_by import issued_by, names_level
from bot.assistant.cited import CitedInstrument, asked_for, titled
from bot.assistant.corpus import Corpus, document_label
from bot.assistant.drafting.basis import CITING_PARTS, Basis, first_form, outside_subject
from bot.assistant.drafting.comparable import comparable, names_subject
from bot.assistant.drafting.own_unit import OwnUnit, own_unit
from bot.assistant.models import Answer, Status
from bot.assistant.understand import Understanding
from bot.assistant.understanding import operations
from bot.assistant.writer import Writer
from knowledge.models import WarningCode
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

MOST, MOST_CHARACTERS = 10, 2_200
"""Instruments written out, and how long all of them may be: what a reader takes in on a phone. The others
are named."""

LEAST_COVERAGE = 0.6
"""Least weighted share of a subject that an instrument's title must hold to be about it."""

_WRITING = re.compile(r"(?<!\w)(?:viet|lam|soan|lap|xay dung|chuan bi|phai bao cao|can|cho)(?!\w)")
_PAPER = re.compile(
    r"(?<!\w)(?:viet|lam|soan|lap|xay dung|chuan bi) (?:\w+ ){0,3}"
    r"(?:bao cao|ke hoach|phan|muc|mo dau)(?!\w).*"
    rf"(?:(?:van ban|can cu|{KINDS}) (?:nao|gi)|lam can cu)"
)
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:(?:don vi|xa|phuong|dia phuong|bao cao|noi) nao|ai"
    r"|(?:cac|nhung|may|ca|\d+) (?:xa|phuong|don vi|bao cao))(?!\w)"
)
_ONE_KIND = re.compile(rf"(?<!\w)(?:{KINDS})(?!\w)")
_OTHER_ASKS = frozenset(
    (
        "abolished",
        "compare",
        "defects",
        "draft",
        "how_many",
        "how_to_write",
        "issuer",
        "lead",
        "mentioned",
        "number_of",
        "product",
        "still_valid",
        "support",
        "symbol_check",
        "when",
    )
)


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """What to cite in the paper that the officer writes; None where something else is asked."""
    if not _asked(asked, corpus):
        return None
    documents: Sequence[DocumentRecord] = corpus.documents
    if asked.instruments:
        citing = {d.name: d for g in asked_for(corpus, asked.instruments) for d in g.documents}
        basis = Basis(corpus, _own(asked, corpus), list(citing.values()))
        wanted = _of_kind(asked, basis.ranked())
        return _told(basis, wanted, basis.documents) or _none_such(asked, basis)
    if asked.topic.empty or names_subject(corpus, asked.topic):
        documents = comparable(corpus, CITING_PARTS, subject=asked.topic)
        basis = Basis(corpus, _own(asked, corpus), documents)
        return _told(basis, _of_kind(asked, basis.ranked()), documents)
    basis = Basis(corpus, _own(asked, corpus), documents)
    titles = titled(corpus, asked.topic, None, LEAST_COVERAGE)
    about = _of_kind(asked, [g for g in titles if basis.fault(g) is None])
    if about or not kinds_asked(asked.folded):
        return _told(basis, about, documents) if about else _no_basis(corpus)
    return None  # what of that kind is cited at all can still be told


def _of_kind(asked: Understanding, groups: Sequence[CitedInstrument]) -> Sequence[CitedInstrument]:
    """Those of the kind and the body that are asked for, perhaps none: "… thì kể thêm nghị quyết nào của
    Chính phủ"; beside one that is named, the others."""
    if asked_beside(asked):
        groups = [g for g in groups if not any(g.matches(query) for query in asked.instruments)]
    kinds = tuple(kinds_asked(asked.folded))
    own = [g for g in groups if not kinds or fold(g.full.kind or "").startswith(kinds)]
    of_bodies = issued_by(asked.folded, own)
    return own if of_bodies is None else of_bodies


def _none_such(asked: Understanding, basis: Basis) -> Answer | None:
    """That what is asked for is cited by none, or may not be cited again; not of laws: they go by name."""
    kinds = kinds_asked(asked.folded)
    if "luat" in kinds:
        return None
    writer = Writer()
    body = texts.OF_BODY_ASKED if issued_by(asked.folded, ()) is not None else ""
    sought = ", ".join(texts.ANY_OF_KIND.format(kind=kind_name(kind)) for kind in kinds or (None,)) + body
    names = ", ".join(map(document_label, basis.documents[:6]))
    titles = (source for document in basis.documents[:3] for source in basis.corpus.title(document)[1])
    said = texts.TO_CITE_NONE.format(documents=names, sought=sought)
    writer.say(said, *titles, computed=[said])
    for line in basis.faults(texts.TO_CITE_NOT):
        writer.warn(line)
    return writer.answer(Status.INSUFFICIENT)


def _asked(asked: Understanding, corpus: Corpus) -> bool:
    paper = _PAPER.search(asked.folded) is not None
    cites = asked.asks_any("cite")
    other = _OTHER_ASKS - {"draft"} if paper and (asked.instruments or cites) else _OTHER_ASKS
    if asked.asks_any(*other):
        return False
    if asked.instruments:  # "báo cáo kết quả thực hiện NQ 57 thì dẫn những văn bản nào"
        further = asked_beside(asked) or (paper and cites)
        return further and not asked.codes and not _OF_OTHERS.search(asked.folded)
    if not cites:
        return False
    writing = _WRITING.search(asked.folded) is not None
    shared = operations.read(asked.text).any_of("by_one", "by_all")
    if shared or (_ONE_KIND.search(asked.folded) and not paper) or _OF_OTHERS.search(asked.folded):
        return False
    if names_level(asked.folded) and not writing:
        return False
    named = asked.communes and not asked.asks_any("own_unit")
    return not named or (not asked.codes and writing)


def _own(asked: Understanding, corpus: Corpus) -> OwnUnit:
    """The unit that writes; of no known unit, at least the province that all documents are of."""
    named = asked.communes[0].full_name if asked.communes else asked.question.commune
    own = own_unit(named, asked.text, corpus.provinces)
    if own.province is None and len(corpus.provinces) == 1:
        return own.model_copy(update={"province": corpus.provinces[0]})
    return own


def _told(
    basis: Basis, groups: Sequence[CitedInstrument], documents: Sequence[DocumentRecord]
) -> Answer | None:
    if not groups:
        return None
    writer = Writer()
    names = ", ".join(map(document_label, documents[:6]))
    writer.say(
        texts.TO_CITE.format(count=len(documents), documents=names),
        *(source for document in documents[:3] for source in basis.corpus.title(document)[1]),
        computed=[texts.COUNTED],
    )
    shown = _fitting(groups)
    for group in groups[:shown]:
        _say(writer, basis, group, len(documents))
    if rest := groups[shown:]:
        writer.say(
            texts.TO_CITE_ALSO.format(count=len(rest), titles=", ".join(group.title for group in rest)),
            *(source for group in rest for source in basis.sources(group, 1)),
            computed=[texts.COUNTED],
        )
    if outside := [group.title for group in groups[:shown] if outside_subject(group)]:
        writer.warn(texts.TO_CITE_SUBJECTS.format(titles=", ".join(outside)))
    single = [group.title for group in groups[:shown] if len(group.documents) == 1]
    if single and len(documents) > 1:
        writer.warn(texts.TO_CITE_ONE_SOURCE.format(titles=", ".join(single)))
    for line in basis.faults(texts.TO_CITE_NOT):
        writer.warn(line)
    writer.warn(texts.TO_CITE_CHECK)
    writer.offer(texts.ACTION_DRAFT_OPENING, texts.ACTION_DRAFT_OPENING_SAYS)
    return writer.answer()


def _fitting(groups: Sequence[CitedInstrument]) -> int:
    """How many instruments are written out."""
    lengths = accumulate(len(first_form(group)) for group in groups[:MOST])
    return max(1, sum(length <= MOST_CHARACTERS for length in lengths))


def _say(writer: Writer, basis: Basis, group: CitedInstrument, total: int) -> None:
    count = texts.CITED_COUNT.format(count=len(group.documents), total=total)
    writer.copyable(count, first_form(group), *basis.sources(group), computed=[count])
    writer.instrument(group.symbol)
    wrong = next((c.as_written for _, c in group.mentions if WarningCode.SYMBOL_STYLE in c.warnings), None)
    if wrong:
        writer.warn(texts.WRITTEN_WRONG.format(wrong="".join(wrong.split()), symbol=group.symbol))
    if not group.known.issued_on or not group.known.issuer:
        writer.warn(texts.TO_CITE_INCOMPLETE.format(title=group.title))


def _no_basis(corpus: Corpus) -> Answer:
    """No document or instrument is about the subject: nothing may be put in its place."""
    writer = Writer()
    writer.say(texts.TO_CITE_NOT_HELD)
    for document in corpus.documents[:4]:
        title, sources = corpus.title(document)
        if title:
            writer.item(title, *sources)
    writer.offer(texts.ACTION_CITE_HELD, texts.ACTION_CITE_HELD_SAYS)
    return writer.answer(Status.INSUFFICIENT)
