"""What stands on the documents themselves: number, date, who signed as what, to whom they go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant import vocabulary
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, SourceRef
from bot.assistant.signed import signed
from bot.assistant.topic import Topic, topic_of
from bot.assistant.understand import Understanding
from bot.assistant.wording import date
from bot.assistant.writer import Writer
from knowledge import communes
from knowledge.abbreviations import expand
from knowledge.communes import CommuneMention
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

WORDS = "fact_words.toml"

LEAST_NAMED = 0.5
"""Least weighted share of the words beside the question that a document's title or facts must hold where they
choose among documents."""

MOST_SHOWN = 12
"""Documents whose facts one answer gives."""

_KIND = r"(?:bao cao|ke hoach|cong van|to trinh|quyet dinh|nghi quyet)"
_DOCUMENT = re.compile(rf"\b(?:{_KIND}|van ban|de cuong)\b")
_OWN_NUMBER = re.compile(r"\b(bao cao|ke hoach|cong van) so (\d+)")
_ANY_NUMBER = re.compile(r"\b(bao cao|ke hoach|cong van)(?: so)? (\d+)(?![\d/]*%)")
_OF_WHOM = re.compile(r"\bcua (?:xa|phuong|don vi|co quan|so|noi|dia phuong) nao\b|\bcua ai\b")
# A number or a date asked for beside these is that of a document that is cited, not of one that is held.
_ABOVE = re.compile(
    r"\b(?:thu tuong|chinh phu|quoc hoi|bo chinh tri|ban bi thu|trung uong|thanh uy|tinh uy|hoi dong nhan dan"
    r"|cua (?:bo|so|huyen|tinh|thanh pho|uy ban nhan dan (?:huyen|tinh|thanh pho)))\b"
)
_FIGURES_BLANK = re.compile(r"\bso lieu\b.*\b(?:de|bo|con) trong\b")
_TO_CITE = re.compile(r"\bde (?:vien dan|dan|ghi|trich)\b")
_DUTY = re.compile(r"\bphai\b|\bket qua\b")
_SHARE = re.compile(r"\b(?:ty le|ti le|phan tram)\b|%")
_HEAD_SIGNS = re.compile(r"(?<!pho )(?<!thay )\b(?:chu tich|giam doc)\b|\b(?:tu|truc tiep) ky\b")
_DEPUTY_SIGNS = re.compile(r"\bpho (?:chu tich|giam doc)\b|\bky thay\b")
_OF_A_PAPER = frozenset({"signer", "position", "signed", "blank"})
"""What only papers have: asked after a unit was spoken of, its papers are meant."""
_SIGNED_AT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)")


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Facts of the documents that a question speaks of; None where it asks about something else."""
    said = vocabulary.rows_said(WORDS, asked.folded)
    cites = asked.asks_any("cite") and not _TO_CITE.search(asked.folded)
    if cites or asked.asks_any("draft") or _SHARE.search(asked.folded) or _FIGURES_BLANK.search(asked.folded):
        return None
    documents = _numbered(asked, corpus, said)
    if not documents:
        documents = [] if asked.instruments else _spoken_of(asked, corpus, said)
    return told(corpus, documents) if documents else None


def told(corpus: Corpus, documents: Sequence[DocumentRecord]) -> Answer:
    """Number, date, signature and addressee of each document, as many as a message holds."""
    writer = Writer()
    for document in documents[:MOST_SHOWN]:
        say_facts(writer, corpus, document)
    if len(documents) > MOST_SHOWN:
        left = texts.DOCUMENTS_LEFT.format(count=len(documents) - MOST_SHOWN)
        writer.say(left, computed=[left])
    return writer.answer()


def _numbered(asked: Understanding, corpus: Corpus, said: frozenset[str]) -> list[DocumentRecord]:
    """The documents named by kind and number: "báo cáo số 72", "công văn 1204" (asked who signed it)."""
    own = _OWN_NUMBER.search(asked.folded)
    match = own or _ANY_NUMBER.search(asked.folded)
    signing = said & {"signer", "position", "addressee", "signed"}
    wanted = signing or (own and (said or _OF_WHOM.search(asked.folded)))
    if match is None or not wanted:
        return []
    return [
        d
        for d in corpus.of_communes(asked.codes)
        if (d.header.symbol or "").split("/")[0].lstrip("0") == match[2].lstrip("0")
        and fold(d.header.kind or "") == match[1]
    ]


def _spoken_of(asked: Understanding, corpus: Corpus, said: frozenset[str]) -> list[DocumentRecord]:
    """The held documents whose facts are asked for, by unit, kind, what they are about, and who signed."""
    expanded = expand(asked.text)
    folded: str = fold(expanded)
    units = communes.table().find(expanded, prefer=corpus.held_codes)
    named = _DOCUMENT.search(folded) is not None
    of_spoken = asked.follows and asked.codes and said & _OF_A_PAPER
    if (
        not said
        or not (named or units or of_spoken)
        or (_ABOVE.search(folded) and not said & {"signer", "addressee"})
    ):
        return []
    if said <= {"addressee"} and (not named or _DUTY.search(folded)):
        return []
    topic = _chosen_by(folded, units, corpus)
    if said <= {"date", "number"} and not named:
        return []
    documents = [
        d
        for d in corpus.of_communes(asked.codes)
        if "van ban" in folded or not named or not d.header.kind or fold(d.header.kind) in folded
    ]
    documents = _by_signer(corpus, documents, folded) if "signer" in said else documents
    documents = _by_date(documents, said) if said & {"newest", "oldest"} else documents
    if topic.empty:
        return documents
    scored = [(topic.coverage(_described(corpus, d)), d) for d in documents]
    best = max((score for score, _ in scored), default=0.0)
    if best < LEAST_NAMED:
        return [] if said <= {"date", "number"} else documents
    return [d for score, d in scored if score >= best - 0.1]


def _by_date(documents: Sequence[DocumentRecord], said: frozenset[str]) -> list[DocumentRecord]:
    """The newest or the oldest of those that bear a date."""
    dates = [d.header.issued_on for d in documents if d.header.issued_on]
    wanted = (max if "newest" in said else min)(dates, default=None)
    return [d for d in documents if d.header.issued_on == wanted]


def _chosen_by(folded: str, units: Sequence[CommuneMention], corpus: Corpus) -> Topic:
    """What a question names beside units, kinds and facts: what the documents meant are about."""
    for unit in units:
        folded = folded[: unit.start] + " " * (unit.end - unit.start) + folded[unit.end :]
    folded = vocabulary.without(vocabulary.without_table(WORDS, folded), *_ASKING)
    for pattern in (_DOCUMENT, _FILLER):
        folded = pattern.sub(lambda match: " " * len(match[0]), folded)
    return topic_of(folded, corpus.weight)


# How something is asked of documents, beside the words for it.
_ASKING = (
    "chatter",
    "cite",
    "when",
    "how_many",
    "which",
    "own_unit",
    "about",
    "document_facts",
    "issuer",
    "number_of",
)
_FILLER = re.compile(
    r"\b(?:xa|phuong|cac|trong|kho|con|lai|ong|ba|chu tich|pho|giam doc|do|thay|uy ban nhan dan|nao|thang|nam"
    r"|ngay|so|tren|ban hanh|phat hanh|ky|luc|gio)\b"
)


def _by_signer(corpus: Corpus, documents: Sequence[DocumentRecord], folded: str) -> list[DocumentRecord]:
    """Those signed by the head himself, or by a deputy, where one of the two is asked for."""
    head, deputy = _HEAD_SIGNS.search(folded) is not None, _DEPUTY_SIGNS.search(folded) is not None
    if head == deputy:
        return list(documents)
    posts = signed(corpus, documents)
    return [d for d in documents if d.name in posts and (posts[d.name].instead_of is not None) == deputy]


def _described(corpus: Corpus, document: DocumentRecord) -> str:
    header = document.header
    said = [header.title, header.signer, header.addressee, header.issuer, corpus.title_text(document)]
    return " ".join(filter(None, said))


def say_facts(writer: Writer, corpus: Corpus, document: DocumentRecord) -> None:
    """Number, date, signature, addressee of one document."""
    header = document.header
    sources = _parts(corpus, document)
    times = [m for s in sources for m in _SIGNED_AT.finditer(s.quote)]
    points = [
        texts.NUMBERED.format(symbol=header.symbol) if header.symbol else texts.NUMBER_BLANK,
        texts.DATED.format(date=date(header.issued_on)) if header.issued_on else texts.DATE_BLANK,
    ]
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
    writer.item(f"{corpus.label(document)}: " + "; ".join(points) + ".", *sources, computed=points)


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
