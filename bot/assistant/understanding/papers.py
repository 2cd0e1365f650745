"""Which held documents a question about documents themselves speaks of, and what it names beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.assistant.corpus import Corpus
from bot.assistant.understand import Understanding
from bot.assistant.understanding import vocabulary
from bot.assistant.understanding.topic import Texts, Topic, topic_of
from knowledge import communes
from knowledge.abbreviations import expand
from knowledge.instruments import InstrumentQuery
from knowledge.snapshot import DocumentRecord
from knowledge.symbols import parse_symbol
from knowledge.vietnamese import fold

WORDS = "fact_words.toml"

LEAST_NAMED = 0.5
"""Least weighted share of the words beside the question that a document's title or facts must hold where they
choose among documents."""

SURELY_NAMED = 0.75
"""The same where it is open whether the words name a document at all."""

FEW_WORDS = 2
"""So many words left over say how it is asked; more of them, that it is about something else."""

KINDS = (
    *("bao cao", "ke hoach", "cong van", "to trinh", "nghi quyet", "quyet dinh", "thong bao", "chi thi"),
    *("de cuong", "quy che"),
)
"""Kinds of documents that officers name, folded."""

_DOCUMENT = re.compile(rf"\b(?:{'|'.join(KINDS)}|van ban|tai lieu|tep|file|kho|ban quet|ban scan)\b")
_NUMBERED = re.compile(
    r"\b(?P<kind>bao cao|ke hoach|cong van|bc|kh|cv)(?P<named> so)? (?P<number>\d+)(?![\d/]*%)"
    r"(?P<whose>(?<!20\d\d) (?:la )?(?:cua ai|(?:cua|do) \w+(?: vi| phuong)? nao|ky|ban hanh)\b)?"
)
_SHORT = {"bc": "bao cao", "kh": "ke hoach", "cv": "cong van"}
_PURPOSE = re.compile(
    r"[ ,;]de (?:(?:con|cho|tien)? ?(?:minh|toi|em|anh|chi|chung)|xin|doi chieu|trinh|nhac|lay)\b[^?.;]*"
)

# How something is asked of documents, beside the words for it.
_ASKING = (
    *("chatter", "cite", "when", "how_many", "which", "own_unit", "about", "document_facts", "issuer"),
    *("number_of", "holdings", "outline", "defects", "symbol_check", "compare"),
)
_FILLER = re.compile(
    r"\b(?:xa|phuong|cac|trong|kho|con|lai|ong|ba|chu tich|pho|giam doc|do|thay|uy ban nhan dan|nao|thang"
    r"|nam|ngay|so|tren|ban hanh|phat hanh|ky|luc|gio|khong|co|gom|nhung|tat ca|het|toan bo|dau|dang|cap"
    r"|gui|bi|danh sach|kem|thong ke|liet ke|day du|hien tai|hien nay|hien|ban|may|bao nhieu"
    r"|trong do|chu|phai|chi|20\d\d)\b"
)


class Number(NamedTuple):
    """A document named by its kind and number; `said` where "số" stands between the two, or what is asked of
    papers behind them: "báo cáo 318 của xã nào"."""

    kind: str
    number: str
    said: bool


def number_named(folded: str) -> Number | None:
    """The kind and number by which a question names a document: "báo cáo số 72", "công văn 1204"."""
    match = next((m for m in _NUMBERED.finditer(folded) if m["named"]), None) or _NUMBERED.search(folded)
    if match is None:
        return None
    said = bool(match["named"] or match["whose"])
    return Number(_SHORT.get(match["kind"], match["kind"]), match["number"].lstrip("0"), said)


def own(asked: Understanding, corpus: Corpus) -> list[DocumentRecord]:
    """The held documents that the question names by their own symbol, whether others cite them or not."""
    found = [d for query in asked.instruments for d in _of_number(corpus, query.number) if _fits(query, d)]
    return list({d.name: d for d in found}.values())


def bearing(corpus: Corpus, symbol: str) -> list[DocumentRecord]:
    """The held documents whose own symbol that is."""
    wanted = parse_symbol(symbol)
    if wanted is None:
        return []
    alike = _of_number(corpus, wanted.number)
    return [d for d in alike if parse_symbol(d.header.symbol or "") == wanted]


def _of_number(corpus: Corpus, number: str) -> Sequence[DocumentRecord]:
    return corpus.once(_by_number).get(number.lstrip("0"), ())


def _by_number(corpus: Corpus) -> dict[str, list[DocumentRecord]]:
    """All documents by the number of their own symbol."""
    found: dict[str, list[DocumentRecord]] = {}
    for document in corpus.documents:
        symbol = parse_symbol(document.header.symbol or "")
        if symbol is not None:
            found.setdefault(symbol.number.lstrip("0"), []).append(document)
    return found


def _fits(query: InstrumentQuery, document: DocumentRecord) -> bool:
    symbol = parse_symbol(document.header.symbol or "")
    return symbol is not None and query.fits(symbol, document.header.kind)


def numbered(asked: Understanding, corpus: Corpus, named: Number) -> list[DocumentRecord]:
    """The documents of that kind and number."""
    return [
        d
        for d in corpus.of_communes(asked.codes)
        if (d.header.symbol or "").split("/")[0].lstrip("0") == named.number
        and fold(d.header.kind or "") == named.kind
    ]


def names_documents(folded: str) -> bool:
    """The question speaks of documents: by their kind, or as such."""
    return _DOCUMENT.search(folded) is not None


def of_kinds(folded: str, documents: Sequence[DocumentRecord]) -> list[DocumentRecord]:
    """The documents of the kinds that are named; all where none is, or where documents as such are."""
    if re.search(r"\b(?:van ban|tai lieu|tep|file)\b", folded):
        return list(documents)
    kinds = [kind for kind in KINDS if re.search(rf"\b{kind}\b", folded)]
    return [d for d in documents if not kinds or not d.header.kind or fold(d.header.kind) in kinds]


def beside(asked: Understanding, corpus: Corpus) -> Topic:
    """What a question names beside units, kinds, facts and what it is asked for: what the documents meant
    are about, or what it is really about."""
    expanded = expand(asked.text)
    folded: str = fold(expanded)
    for unit in communes.table().find(expanded, prefer=corpus.held_codes):
        folded = folded[: unit.start] + " " * (unit.end - unit.start) + folded[unit.end :]
    folded = _PURPOSE.sub(lambda match: " " * len(match[0]), folded)
    folded = vocabulary.without(vocabulary.without_table(WORDS, folded), *_ASKING)
    for pattern in (_DOCUMENT, _FILLER):
        folded = pattern.sub(lambda match: " " * len(match[0]), folded)
    return topic_of(folded, corpus.weight)


def titled(
    corpus: Corpus, documents: Sequence[DocumentRecord], topic: Topic, least: float = LEAST_NAMED
) -> list[DocumentRecord]:
    """Of the documents, those whose title, signer or addressee best hold the words beside; none where no one
    holds enough of them."""
    scores = corpus.once(Described).covering(topic, least)
    scored = [(scores[d.name], d) for d in documents if d.name in scores]
    best = max((score for score, _ in scored), default=0.0)
    return [d for score, d in scored if score >= best - 0.1]


class Described:
    """All documents by their titles, signers, addressees and issuers."""

    def __init__(self, corpus: Corpus) -> None:
        self._names = [document.name for document in corpus.documents]
        self._texts = Texts([_described(corpus, document) for document in corpus.documents])

    def covering(self, topic: Topic, least: float) -> dict[str, float]:
        """The coverage of each that covers at least `least` (above 0) of a topic, by document name."""
        return {self._names[n]: score for n, score in self._texts.covering(topic, least).items()}


def meant(asked: Understanding, corpus: Corpus) -> list[DocumentRecord]:
    """The documents that a question about documents speaks of: by number, here or in the turn before; by
    units, kinds, and what they are about. None where it is about something that documents say instead."""
    named = number_named(asked.folded)
    if named is None and not asked.codes and asked.question.history and not names_documents(asked.folded):
        named = number_named(str(fold(expand(asked.question.history[-1]))))
    if named is not None and (found := numbered(asked, corpus, named)):
        return found
    if not (asked.codes or names_documents(asked.folded)):
        return []
    documents = of_kinds(asked.folded, corpus.of_communes(asked.codes))
    topic = beside(asked, corpus)
    few = len(topic.weights) <= FEW_WORDS
    named_ones = [] if len(topic.weights) < 2 else titled(corpus, documents, topic, SURELY_NAMED)
    return named_ones or (documents if few else [])


def _described(corpus: Corpus, document: DocumentRecord) -> str:
    header = document.header
    said = [header.title, header.signer, header.addressee, header.issuer, corpus.title_text(document)]
    return " ".join(filter(None, said))
