"""Căn cứ: the instruments that a draft may cite, in the forms of Decree 30/2020/NĐ-CP, Appendix I.

Only what comparable documents cite; not what an abolished body issued, what was replaced, or what another
commune or an unnamed local body issued.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot import texts
from bot.assistant.cited import CitedInstrument, cited
from bot.assistant.corpus import Corpus
from bot.assistant.drafting.own_unit import OwnUnit
from bot.assistant.models import SourceRef
from knowledge.abolished import is_abolished
from knowledge.commune_units import same_province
from knowledge.instruments import first_mention, later_mention
from knowledge.models import Citation, SectionType, WarningCode
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

_COMMUNE_BODY = re.compile(r"(?<!\w)(?:xa(?! hoi)|phuong|dac khu|huyen|thi xa|quan|thi tran)(?!\w)")
_PROVINCE_BODY = re.compile(r"(?<!\w)(?:thanh pho|tinh|thanh uy|tinh uy)\s+(?P<name>\w.*)$")
_LOCAL_CODES = ("UBND", "HĐND", "SKHCN", "VP", "TU", "BCĐ")
CITING_PARTS = frozenset({SectionType.OPENING, SectionType.DIRECTION, SectionType.RESULTS, SectionType.TITLE})
_ASKED_FOR = "Công văn"


@dataclass(frozen=True)
class Basis:
    """What may be cited for one unit, and why the rest may not."""

    corpus: Corpus
    own: OwnUnit
    documents: Sequence[DocumentRecord]

    @cached_property
    def cited(self) -> Mapping[str, CitedInstrument]:
        """The instruments that the documents cite, by symbol; of several under one symbol the most cited."""
        found: dict[str, CitedInstrument] = {}
        for instrument in cited(self.corpus, self.documents):
            symbol = instrument.symbol or ""
            if symbol not in found or len(instrument.documents) > len(found[symbol].documents):
                found[symbol] = instrument
        return found

    def citable(self, citation: Citation) -> str | None:
        """The symbol of the instrument that a mention means, where it may be carried over; a law cited by
        name goes by its name."""
        if citation.symbol is None:
            return None
        instrument = self.cited.get(citation.symbol)
        return citation.symbol if instrument and self.fault(instrument) is None else None

    def fault(self, instrument: CitedInstrument) -> str | None:
        """Why an instrument may not be carried over, for the warnings; None where it may."""
        full = instrument.known
        if WarningCode.ABOLISHED_ISSUER in instrument.warnings or (
            full.issuer and is_abolished(full.issuer, self.own.province)
        ):
            return texts.DRAFT_ABOLISHED
        if instrument.reference and instrument.reference.replaced_by:
            by = ", ".join(replaced.symbol for replaced in instrument.reference.replaced_by)
            return texts.DRAFT_SUPERSEDED.format(by=by)
        if WarningCode.SUPERSEDED in instrument.warnings:
            return texts.DRAFT_SUPERSEDED.format(by="văn bản khác")
        return texts.DRAFT_LOCAL if self._of_another_place(full) else None

    def _of_another_place(self, full: Citation) -> bool:
        """Issued by a commune, by another province, or by a local body that nobody names."""
        issuer = fold(full.issuer or "")
        if _COMMUNE_BODY.search(issuer):
            return True
        code = (full.symbol or "").rpartition("-")[2].rpartition("/")[2]
        if not issuer and any(part in _LOCAL_CODES for part in re.split(r"[-/]", full.symbol or "")):
            return True
        province = _PROVINCE_BODY.search(issuer)
        if province and self.own.province:
            return not same_province(province["name"], self.own.province)
        if self.own.province and (code in ("UBND", "HĐND", "TU") or issuer.startswith("so ")):
            return not self._cited_in_own_province(full.symbol)
        return bool(province) and self.own.province is None

    def _cited_in_own_province(self, symbol: str | None) -> bool:
        instrument = self.cited.get(symbol or "")
        return instrument is not None and any(
            same_province(document.header.province, self.own.province) for document in instrument.documents
        )

    def ranked(self) -> list[CitedInstrument]:
        """What may be carried over, most widely cited first; dispatches that ask for a report are left to
        the opening."""
        fit = [i for i in self.cited.values() if self.fault(i) is None and self._in_citing_part(i)]
        return sorted(fit, key=lambda i: (-len(i.documents), _rank(i.known), i.known.issued_on or ""))

    def directing(self) -> list[CitedInstrument]:
        """Resolutions, decisions, programmes and plans that direct the subject."""
        return [i for i in self.ranked() if i.known.kind and i.known.kind != _ASKED_FOR and i.known.issued_on]

    def requesting(self) -> list[CitedInstrument]:
        """Dispatches under which the comparable reports were written."""
        return [i for i in self.ranked() if i.known.kind == _ASKED_FOR and self._opens(i)]

    def ordering(self) -> list[CitedInstrument]:
        """What the comparable plans carry out, as their openings say."""
        return [i for i in self.directing() if self._opens(i)]

    def _opens(self, instrument: CitedInstrument) -> bool:
        return any(self._part(document, c) is SectionType.OPENING for document, c in instrument.mentions)

    def faults(self, form: str = texts.DRAFT_LEFT_OUT) -> list[str]:
        """Which instruments of the comparable documents are not carried over, by reason."""
        left_out: dict[str, list[str]] = {}
        for instrument in self.cited.values():
            fault = self.fault(instrument)
            if fault and self._in_citing_part(instrument):
                left_out.setdefault(fault, []).append(instrument.title)
        return [form.format(titles=", ".join(titles), reason=reason) for reason, titles in left_out.items()]

    def sources(self, instrument: CitedInstrument, limit: int = 3) -> tuple[SourceRef, ...]:
        """Where it is cited, the fullest mention first, one for each document."""
        ordered = sorted(
            instrument.mentions,
            key=lambda m: (m[1] is not instrument.best, m[0].quality.poor, -len(m[1].quote)),
        )
        chosen = list({document.name: (document, c) for document, c in reversed(ordered)}.values())[::-1]
        return tuple(
            self.corpus.source(document, c.start, self._end(document, c)) for document, c in chosen[:limit]
        )

    def _end(self, document: DocumentRecord, citation: Citation) -> int:
        text = self.corpus.view(document).text
        words = r"\s*".join(map(re.escape, citation.quote.split()))
        match = re.compile(words).match(text, citation.start)
        return match.end() if match else citation.end

    def _in_citing_part(self, instrument: CitedInstrument) -> bool:
        return any(self._part(document, c) in CITING_PARTS for document, c in instrument.mentions)

    def _part(self, document: DocumentRecord, citation: Citation) -> SectionType | None:
        section = self.corpus.section_at(document, citation.start)
        return section.type if section else None


_ORDER = (
    "Luật",
    "Nghị quyết",
    "Kết luận",
    "Chỉ thị",
    "Nghị định",
    "Quyết định",
    "Thông tư",
    "Chương trình",
    "Kế hoạch",
)


def _rank(citation: Citation) -> int:
    kind = citation.kind or ""
    return next((at for at, name in enumerate(_ORDER) if kind.startswith(name)), len(_ORDER))


def first_form(instrument: CitedInstrument) -> str:
    """How an instrument is cited the first time (Appendix I, part II, item 6b); a place is left for a subject
    that neither the documents nor the reference table give."""
    subject = subject_of(instrument)
    if not subject and not instrument.known.name:
        unnamed = instrument.known.model_copy(update={"subject": None})  # a scan may have garbled one
        return f"{first_mention(unnamed)} {texts.SUBJECT_OPEN}"
    if _OF_PARTY.match(instrument.symbol or ""):
        bare = first_mention(instrument.known.model_copy(update={"subject": None}))
        return f"{bare} về {subject}"
    return first_mention(instrument.known.model_copy(update={"subject": subject}))


_OF_PARTY = re.compile(r"\d+-[A-ZĐ]")
"""Symbols of the Party ("18-NQ/TW"), whose documents are always "về" something."""


def later_form(instrument: CitedInstrument) -> str:
    """How it is cited from then on."""
    return later_mention(instrument.known)


_PLACE_OF_USE = re.compile(r",?\s+(?:trên|tại|ở|nhằm|của|và|\()")
_APPLIED_AT = re.compile(r"\s+(?:trên địa bàn|tại địa bàn|trong bối cảnh|\(sau đây).*$")


def outside_subject(instrument: CitedInstrument) -> str | None:
    """The subject that the first form takes from the checked table and no document gives in these words."""
    subject = instrument.reference.subject if instrument.reference else None
    stated = any(subject and fold(subject) in fold(c.subject or "") for _, c in instrument.mentions)
    return subject if subject and not stated else None


def added_tail(instrument: CitedInstrument, citation: Citation) -> str | None:
    """Words that a mention adds to the title of the instrument by the checked table; where it is applied
    ("trên địa bàn …") belongs to the sentence around it."""
    subject = instrument.reference.subject if instrument.reference else None
    if not subject or not citation.subject or not fold(citation.subject).startswith(fold(subject)):
        return None
    tail = citation.subject[len(subject) :]
    return tail.strip(" ,") if re.match(r",? \w", tail) and not _PLACE_OF_USE.match(tail) else None


def subject_of(instrument: CitedInstrument) -> str | None:
    """The subject by the checked table, else the one that most documents give; where an instrument is
    applied ("trên địa bàn …") is not part of it."""
    if instrument.reference is not None and instrument.reference.subject:
        return instrument.reference.subject
    said = Counter(
        _APPLIED_AT.sub("", c.subject) for d, c in instrument.mentions if c.subject and not d.quality.poor
    )
    return said.most_common(1)[0][0] if said else None
