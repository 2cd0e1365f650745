"""What stands on the documents themselves: number, date, who signed as what, to whom they go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.answers import recipients
from bot.assistant.cited import asked_for
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, SourceRef
from bot.assistant.signed import signed
from bot.assistant.understand import Understanding
from bot.assistant.understanding import papers, vocabulary
from bot.assistant.wording import date
from bot.assistant.writer import Writer
from knowledge import communes
from knowledge.abbreviations import expand
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

MOST_SHOWN = 12
"""Documents whose facts one answer gives."""

MOST_IN_FULL = 2
"""Documents whose recipients are given beside their other facts."""

_COUNTS = re.compile(r"\b(?:may|bao nhieu) (?:van ban|tai lieu|bao cao|ke hoach|cong van)\b")
_FACTS = frozenset(
    ("signer", "position", "number", "date", "signed", "blank", "complete", "newest", "oldest", "addressee")
) | {"title"}
_OF_WHOM = re.compile(r"\bcua (?:xa|phuong|don vi|co quan|so|noi|dia phuong) nao\b|\bcua ai\b")
# A number or a date asked for beside these is that of a document that is cited, not of one that is held.
_ABOVE = re.compile(
    r"\b(?:thu tuong|chinh phu|quoc hoi|bo chinh tri|ban bi thu|trung uong|thanh uy|tinh uy|hoi dong nhan dan"
    r"|cua (?:bo|so|huyen|tinh|thanh pho|uy ban nhan dan (?:huyen|tinh|thanh pho)))\b"
)
_FIGURES_BLANK = re.compile(r"\bso lieu\b.*\b(?:de|bo|con) trong\b")
_CITED = re.compile(r"(?<!huong )\bdan (?:nghi dinh|thong tu|chi thi|ket luan|cong van|luat)\b")
_TO_CITE = re.compile(r"\bde (?:\w+ ){0,2}(?:vien dan|dan|ghi|trich)\b")
_DUTY = re.compile(r"\bphai\b|\bket qua\b")
_SHARE = re.compile(r"\b(?:ty le|ti le|phan tram)\b|%")
_HEAD_SIGNS = re.compile(r"(?<!pho )(?<!thay )\b(?:chu tich|giam doc)\b|\b(?:tu|truc tiep) ky\b")
_DEPUTY_SIGNS = re.compile(r"\bpho (?:chu tich|giam doc)\b|\bky thay\b")
_OF_A_PAPER = frozenset({"signer", "position", "signed", "blank"})
"""What only papers have: asked after a unit was spoken of, its papers are meant."""
_MONTH = re.compile(r"\bthang\s*(?P<month>\d{1,2})\s*nam\s*(?P<year>20\d\d)\b")
_SIGNED_AT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)")


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Facts of the documents that a question speaks of; None where it asks about something else."""
    said = vocabulary.rows_said(papers.WORDS, asked.folded) & _FACTS
    cites = asked.asks_any("cite") and not _TO_CITE.search(asked.folded)
    cites = cites or _CITED.search(asked.folded) is not None
    if cites or asked.asks_any("draft") or _SHARE.search(asked.folded) or _FIGURES_BLANK.search(asked.folded):
        return None
    documents = _numbered(asked, corpus, said)
    if not documents:
        documents = _held(asked, corpus) if asked.instruments else _spoken_of(asked, corpus, said)
    states = said & {"blank", "complete", "signed"}
    if documents and states in ({"blank"}, {"complete"}) and not asked.codes:
        return _by_state(corpus, documents, said)
    if said == {"addressee"} and asked.codes and documents:
        return recipients.told(corpus, [(d, recipients.places_of(corpus, d)) for d in documents])
    counted = _COUNTS.search(asked.folded) is not None
    return told(corpus, documents, said, counted=counted) if documents else None


def _held(asked: Understanding, corpus: Corpus) -> list[DocumentRecord]:
    """The held documents whose own symbol the question names, where none cites it."""
    if asked_for(corpus, asked.instruments):
        return []
    named = {(one.number, one.kind) for one in asked.instruments if one.issuer_code}
    return [d for d in corpus.documents if ((d.header.symbol or "").split("/")[0], d.header.kind) in named]


def told(
    corpus: Corpus,
    documents: Sequence[DocumentRecord],
    said: frozenset[str] = frozenset(),
    *,
    counted: bool = False,
) -> Answer:
    """Number, date, signature and addressee of each document, as many as a message holds."""
    writer = Writer()
    if counted:
        heading = texts.MATCHING_COUNT.format(count=len(documents), total=len(corpus.documents))
        writer.say(heading, computed=[texts.COUNTED, heading])
    _list(writer, corpus, documents, said)
    if "addressee" in said and len(documents) <= MOST_IN_FULL:
        for document in documents:
            recipients.say(writer, corpus, document, recipients.places_of(corpus, document))
    if said & {"newest", "oldest"}:
        _say_undated(writer, corpus)
    return writer.answer()


def _list(writer: Writer, corpus: Corpus, documents: Sequence[DocumentRecord], said: frozenset[str]) -> None:
    for document in documents[:MOST_SHOWN]:
        title, sources = corpus.title(document)
        if "title" in said and title:
            writer.item(texts.TITLED.format(document=corpus.label(document), title=title), *sources)
        else:
            say_facts(writer, corpus, document)
    if len(documents) > MOST_SHOWN:
        left = texts.DOCUMENTS_LEFT.format(count=len(documents) - MOST_SHOWN)
        writer.say(left, computed=[left])


def _by_state(corpus: Corpus, documents: Sequence[DocumentRecord], said: frozenset[str]) -> Answer:
    """The documents whose number or date is left blank, or those that have both."""
    whole = [d for d in documents if d.header.symbol and d.header.issued_on]
    unseen = [d for d in documents if not d.header.symbol and not _has_head(corpus, d)]
    told = {d.name for d in (*whole, *unseen)}
    blank = [d for d in documents if d.name not in told]
    wanted, text = (blank, texts.BLANK_COUNT) if "blank" in said else (whole, texts.COMPLETE_COUNT)
    writer = Writer()
    heading = text.format(count=len(wanted), total=len(documents))
    writer.say(heading, computed=[texts.COUNTED, heading])
    _list(writer, corpus, wanted, said)
    if unseen:
        names = texts.HEAD_UNSEEN.format(documents=", ".join(corpus.label(d) for d in unseen[:MOST_SHOWN]))
        writer.say(names, computed=[names])
    return writer.answer()


def _has_head(corpus: Corpus, document: DocumentRecord) -> bool:
    """Whether the copy that is held has the part above the title, where number and date stand."""
    return any(s.type is SectionType.HEADER and s.path != "addressee" for s in corpus.sections(document))


def _numbered(asked: Understanding, corpus: Corpus, said: frozenset[str]) -> list[DocumentRecord]:
    """The documents named by kind and number: "báo cáo số 72", "công văn 1204" (asked who signed it)."""
    named = papers.number_named(asked.folded)
    wanted = said & {"signer", "position", "addressee", "signed", "title"}
    if named is None or not (wanted or (named.said and (said or _OF_WHOM.search(asked.folded)))):
        return []
    return papers.numbered(asked, corpus, named)


def _spoken_of(asked: Understanding, corpus: Corpus, said: frozenset[str]) -> list[DocumentRecord]:
    """The held documents whose facts are asked for, by unit, kind, what they are about, and who signed."""
    expanded = expand(asked.text)
    folded: str = fold(expanded)
    named = papers.names_documents(folded)
    units = communes.table().find(expanded, prefer=corpus.held_codes)
    of_spoken = asked.follows and asked.codes and said & _OF_A_PAPER
    if not said or not (named or units or of_spoken):
        return []
    if _ABOVE.search(folded) and not said & {"signer", "addressee"}:
        return []
    if said <= {"addressee"} and (not named or _DUTY.search(folded)):
        return []
    if said <= {"date", "number", "title", "complete"} and not named:
        return []
    documents = papers.of_kinds(folded, corpus.of_communes(asked.codes))
    documents = _by_signer(corpus, documents, folded) if "signer" in said else documents
    if asked.years and "date" in said and not asked.codes:
        years = tuple(map(str, asked.years))
        documents = [d for d in documents if (_day(corpus, d) or "").startswith(years)]
    documents = _by_date(corpus, documents, said) if said & {"newest", "oldest"} else documents
    topic = papers.beside(asked, corpus)
    if topic.empty:
        return documents
    chosen = papers.titled(corpus, documents, topic)
    return chosen if chosen or said <= {"date", "number", "title", "complete"} else documents


def _by_date(
    corpus: Corpus, documents: Sequence[DocumentRecord], said: frozenset[str]
) -> list[DocumentRecord]:
    """The newest or the oldest of those that bear a date; those of the same month without a day, too."""
    dates = {d.name: day for d in documents if (day := _day(corpus, d))}
    wanted = (max if "newest" in said else min)(dates.values(), key=lambda day: day[:7], default="")[:7]
    days = [day for day in dates.values() if day.startswith(wanted) and len(day) > len("YYYY-MM")]
    day = (max if "newest" in said else min)(days, default=wanted)
    return [d for d in documents if dates.get(d.name) in (day, wanted)]


def _by_signer(corpus: Corpus, documents: Sequence[DocumentRecord], folded: str) -> list[DocumentRecord]:
    """Those signed by the head himself, or by a deputy, where one of the two is asked for."""
    head, deputy = _HEAD_SIGNS.search(folded) is not None, _DEPUTY_SIGNS.search(folded) is not None
    if head == deputy:
        return list(documents)
    posts = signed(corpus, documents)
    return [d for d in documents if d.name in posts and (posts[d.name].instead_of is not None) == deputy]


def _day(corpus: Corpus, document: DocumentRecord) -> str | None:
    """The date of a document, ISO; only its month where the day is left blank, None where that is, too."""
    if document.header.issued_on:
        return document.header.issued_on
    for section in corpus.sections(document):
        if section.type is SectionType.HEADER:
            folded = fold(corpus.view(document).text[section.start : section.end])
            if (match := _MONTH.search(folded)) is not None:
                return f"{match['year']}-{int(match['month']):02}"
    return None


def _say_undated(writer: Writer, corpus: Corpus) -> None:
    """That documents without a date stand in no order of time."""
    undated = [d for d in corpus.documents if _day(corpus, d) is None]
    if undated:
        names = ", ".join(corpus.label(d) for d in undated[:MOST_SHOWN])
        writer.warn(texts.UNDATED.format(count=len(undated), documents=names))


def say_facts(writer: Writer, corpus: Corpus, document: DocumentRecord) -> None:
    """Number, date, signature, addressee of one document."""
    header = document.header
    sources = _parts(corpus, document)
    times = [m for s in sources for m in _SIGNED_AT.finditer(s.quote)]
    blank = texts.NUMBER_BLANK if _has_head(corpus, document) else texts.NUMBER_UNSEEN
    label = corpus.label(document)
    points = [texts.NUMBERED.format(symbol=header.symbol) if header.symbol else blank]
    if header.symbol and header.symbol in label:
        points.clear()
    points.append(_dated(corpus, document))
    if times:
        said = list(dict.fromkeys(f"{m[4]}:{m[5]} {date('-'.join(m.groups()[:3]))}" for m in times))
        points.append(texts.SIGNED_DIGITALLY.format(times=", ".join(said)))
    elif header.symbol and header.issued_on:
        points.append(texts.ISSUED)
    else:
        points.append(texts.NOT_ISSUED_YET)
    post = signed(corpus, [document]).get(document.name)
    if header.signer:
        name = f"{header.signer}, {post.said}" if post else header.signer
        points.append(texts.SIGNER.format(signer=name))
    if post:
        sources.append(corpus.source(document, post.start, post.end))
    if header.addressee:
        points.append(texts.ADDRESSEE.format(addressee=header.addressee))
    writer.item(f"{label}: " + "; ".join(points) + ".", *sources, computed=points)


def _dated(corpus: Corpus, document: DocumentRecord) -> str:
    day = _day(corpus, document)
    if day is None:
        return texts.DATE_BLANK
    return (texts.DATED if len(day) > len("YYYY-MM") else texts.DAY_BLANK).format(date=date(day))


def _parts(corpus: Corpus, document: DocumentRecord) -> list[SourceRef]:
    """The head and the digital signatures of a document, with personal addresses left out."""
    sources = []
    for section in corpus.sections(document):
        if section.type is SectionType.HEADER:
            sources.append(corpus.source(document, section.start, section.end))
        if section.type is SectionType.SIGNATURE:
            text = corpus.view(document).text
            for match in _SIGNED_AT.finditer(text, section.start, section.end):
                end = text.find("\n", match.end())
                end = section.end if end < 0 else min(end, section.end)
                sources.append(corpus.source(document, match.start(), end))
    return [source for source in sources if source.quote]
