"""A mention of an instrument, and how it gets its date and its issuer from the words around it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.dates import ReadDate, bare_year_after, date_after, date_before
from knowledge.issuers import Issuer, issuer_after, issuer_before
from knowledge.laws import LawTitle
from knowledge.plain import Plain
from knowledge.symbols import Reading, Style, Symbol


@dataclass(frozen=True)
class Mention:
    """One place where a text cites an instrument, `start:end` from the kind to the last of number and
    date."""

    kind: str | None
    start: int
    end: int
    reading: Reading | None = None
    law: LawTitle | None = None
    dated: ReadDate | None = None
    issuer: Issuer | None = None
    phrase: int | None = None
    """Where the kind stands, if not at the start: "các Văn bản: số 12/SNV-CCHC"."""
    listed: bool = False
    """Only "," or "và" stands between it and the mention before it."""
    doubled: bool = False
    """The kind is written twice in a row."""

    @property
    def symbol(self) -> Symbol | None:
        """The symbol, None for a law cited by title only."""
        return self.reading.symbol if self.reading else None

    @property
    def reach(self) -> int:
        """Where the mention ends with its issuer."""
        return max(self.end, self.issuer.end if self.issuer else 0)

    @property
    def issuer_code(self) -> str:
        """The issuing body's code in the symbol, without the term of an assembly ("UBTVQH10")."""
        return self.symbol.issuer_head.rstrip("0123456789") if self.symbol else ""


def completed(plain: Plain, mention: Mention) -> Mention:
    """The mention with its date and its issuer, each taken from the nearest place where it may stand."""
    code = mention.issuer_code
    dated = _date_behind(plain, mention.end)
    issuer = mention.issuer or issuer_after(plain, dated.end if dated else mention.end, code)
    if issuer and dated is None and not mention.issuer:
        late = date_after(plain.folded, issuer.end)
        if late and plain.folded.startswith(("ngay", "ban hanh", "ky", "thong qua"), late.start):
            dated = late
    if dated is None and _may_bear_a_bare_year(mention):
        dated = bare_year_after(plain.folded, mention.end)
    if issuer is None and mention.law is None:
        issuer = issuer_before(plain, mention.start if mention.phrase is None else mention.phrase)
        if issuer and dated is None:
            dated = _date_of_clause(plain, issuer)
            return replace(mention, issuer=issuer, dated=dated)
    end = dated.end if dated else mention.end
    return replace(mention, dated=dated, issuer=issuer, end=end)


def _date_behind(plain: Plain, at: int) -> ReadDate | None:
    """The date behind a symbol; a full stop that a scan has put between is passed over where the text goes on
    in lower case ("12/QĐ-UBND. ngày 05/8/2025")."""
    if plain.unified[at : at + 1] == "." and plain.unified[at + 1 : at + 4].strip()[:1].islower():
        at += 1
    return date_after(plain.folded, at)


def date_within(plain: Plain, start: int, end: int, code: str) -> tuple[ReadDate, Issuer] | None:
    """Date and issuer that stand behind the subject: "Quyết định số 88/QĐ-TTg phê duyệt … ngày 14/10/2021 của
    Thủ tướng Chính phủ"; the issuer must be the one of the symbol."""
    dated = date_before(plain.folded, start, end)
    issuer = issuer_after(plain, dated.end, code) if dated else None
    if dated is None or issuer is None or issuer.code != code:
        return None
    return dated, issuer


def _may_bear_a_bare_year(mention: Mention) -> bool:
    """Old numbers ("14/TTLB 1995") and laws ("Luật Trẻ em 2016") do; a symbol with a year says it itself."""
    symbol = mention.symbol
    return symbol is None or (symbol.year is None and symbol.style is not Style.PARTY)


def _date_of_clause(plain: Plain, issuer: Issuer) -> ReadDate | None:
    """The date in "Ngày 05/8/2025, Ủy ban nhân dân xã đã ban hành Kế hoạch …"."""
    dated = date_before(plain.folded, max(issuer.start - 40, 0), issuer.start)
    near = dated is not None and not plain.folded[dated.end : issuer.start].strip(" ,\n")
    return dated if near else None


def share_issuers(mentions: list[Mention]) -> list[Mention]:
    """In a list the issuer may be named once, before the first item or behind the last: it is shared where
    the codes agree."""
    shared = list(mentions)
    for at in range(1, len(shared)):
        first, item = shared[at - 1], shared[at]
        named = first.issuer if item.listed and item.issuer is None and _same_code(first, item) else None
        if named is not None and named.end <= first.start:
            shared[at] = replace(item, issuer=named)
    for at in range(len(shared) - 2, -1, -1):
        item, last = shared[at], shared[at + 1]
        named = last.issuer if last.listed and item.issuer is None and _same_code(item, last) else None
        if named is not None and named.start >= last.end:
            shared[at] = replace(item, issuer=named)
    return shared


def _same_code(one: Mention, other: Mention) -> bool:
    return one.issuer_code != "" and one.issuer_code == other.issuer_code
