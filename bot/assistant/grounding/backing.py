"""Whether what a claim states is backed by what its sources state.

symbol      in the quotes, the question, a head of document, a computation or the reference table
its date    and issuer: those the backing gives for that very symbol
period      in the quotes (not more exact than there), the head, a computation
amount      same value, bound and unit, in a quote of the commune that the claim names, and not
            standing there for something else
commune     of a source, or named in a quote; in a denial also one that was asked about
nature      a result is not backed by a target, nor a target by a result
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from bot.assistant.grounding import attachment
from bot.assistant.grounding.amounts import Amount, is_row
from bot.assistant.grounding.instruments_named import Cited, Issued, Mention, Symbol, kind_of
from bot.assistant.grounding.named import Named, mentions_of
from bot.assistant.grounding.periods import Period, covers
from bot.assistant.grounding.phrases import DENIAL, PERHAPS_TARGET, RESULT, TARGET
from bot.assistant.grounding.quoted import Quoted
from bot.assistant.grounding.stated import Stated, read
from knowledge.models import Nature
from knowledge.vietnamese import fold


class Backing(NamedTuple):
    """Everything that may back a claim. `held` is what else the corpus and the answer hold: for a claim
    without sources, which speaks of these. Amounts are never taken from there."""

    quoted: tuple[Quoted, ...]
    asked: Stated
    computed: tuple[Stated, ...]
    reference: Mapping[Symbol, str]
    held: tuple[Stated, ...] = ()

    @property
    def stated(self) -> Iterator[Stated]:
        """Quotes, computations, the question and heads of documents: all but the reference table. Heads come
        last, for whoever finds before what is looked for."""
        for source in self.quoted:
            yield from source.readings
        yield from (*self.computed, self.asked, *self.held)
        for source in self.quoted:
            yield source.heading

    def states(self, symbol: Symbol) -> bool:
        """Whether the corpus or the officer states a symbol."""
        return any(symbol in part.symbols for part in self.stated)

    def names(self, symbol: Symbol) -> bool:
        """Whether a symbol may be named."""
        return symbol in self.reference or self.states(symbol)

    def without_question(self) -> Backing:
        """For a claim that affirms something from its quotes: a question proves nothing."""
        return self._replace(asked=read(""))


def faults(text: str, backing: Backing) -> set[str]:
    """The kinds of statement in a text that nothing backs; empty where all are backed."""
    claim = read(text)
    named = _named(claim, backing)
    if backing.quoted and not DENIAL.within(claim.text):
        backing = backing.without_question()
    checks = {
        "symbol": not all(map(backing.names, claim.symbols)),
        "mention": not all(_mentioned(mention, backing) for mention in claim.mentions),
        "pairing": not all(_paired(cited, backing) for cited in claim.cited)
        or not all(_rightly_issued(issued, backing) for issued in claim.issued),
        "period": not all(_dated(period, claim, backing) for period in claim.periods),
        "code": not all(_coded(code, backing) for code in claim.codes),
        "commune": not all(_known(name.key, backing) for name in named),
        "amount": not all(_amount(claim, amount, named, backing) for amount in claim.amounts),
        "nature": _wrong_nature(claim, named, backing),
    }
    return {kind for kind, wrong in checks.items() if wrong}


def _mentioned(mention: Mention, backing: Backing) -> bool:
    if any(mention in part.mentions for part in backing.stated):
        return True
    return any(_meant(mention, symbol) for part in backing.stated for symbol in part.symbols) or (
        not backing.quoted and any(_meant(mention, symbol) for symbol in backing.reference)
    )


def _meant(mention: Mention, symbol: Symbol) -> bool:
    return symbol.number == mention.number and kind_of(symbol) in (mention.kind, None)


def _rightly_issued(said: Issued, backing: Backing) -> bool:
    """Whether a date is the one that the backing gives for the instrument mentioned, where it gives one."""
    parts = (*backing.stated, *map(read, backing.reference.values()))
    known = {
        c.issued_on for part in parts for c in part.cited if c.issued_on and _meant(said.mention, c.symbol)
    }
    known |= {other.issued_on for part in parts for other in part.issued if other.mention == said.mention}
    return not known or any(date.startswith(said.issued_on) for date in known)


def _paired(cited: Cited, backing: Backing) -> bool:
    """Whether date and issuer are ones that the backing gives for this symbol. Where it gives the symbol
    none, the date must at least not be another instrument's."""
    outside = backing.reference.get(cited.symbol)
    parts = [*backing.stated, *([read(outside)] if outside else [])]
    known = [other for part in parts for other in part.cited]
    dates = {other.issued_on for other in known if other.symbol == cited.symbol and other.issued_on}
    issuers = [other.issuer for other in known if other.symbol == cited.symbol and other.issuer]
    if cited.issued_on and dates and not any(date.startswith(cited.issued_on) for date in dates):
        return False
    if cited.issued_on and not dates and any(cited.issued_on == other.issued_on for other in known):
        return False
    return not (cited.issuer and issuers) or any(_same_body(cited.issuer, issuer) for issuer in issuers)


_TITLES = re.compile(r"^(?:bo truong|pho thu tuong|chu tich|giam doc|chanh) (?=\w)")


def _same_body(one: str, other: str) -> bool:
    """One name is the other with its place, term or title left out."""
    short, long = sorted((_written_out(one), _written_out(other)), key=len)
    return f"{long} ".startswith(f"{short} ")


def _written_out(body: str) -> str:
    body = (
        body.replace("ubnd", "uy ban nhan dan")
        .replace("hdnd", "hoi dong nhan dan")
        .replace("tp ", "thanh pho ")
    )
    return " ".join(_TITLES.sub("", body).split())


def _dated(period: Period, claim: Stated, backing: Backing) -> bool:
    known = (read(backing.reference[symbol]) for symbol in claim.symbols & backing.reference.keys())
    parts = chain(backing.stated, known)
    return any(covers(stated, period) for part in parts for stated in part.periods)


def _coded(code: str, backing: Backing) -> bool:
    return any(code in part.codes for part in backing.stated)


def _named(claim: Stated, backing: Backing) -> list[Named]:
    """The communes that a claim names, known ones also without their type word."""
    known = {key for source in backing.quoted for key in source.communes}
    known |= {name.key for name in backing.asked.communes}
    bare = mentions_of(claim.text, known)
    typed = [n for n in claim.communes if not any(b.start < n.end and n.start < b.end for b in bare)]
    return sorted((*bare, *typed), key=lambda name: name.start)


def _known(key: str, backing: Backing) -> bool:
    if any(key in source.communes or source.heads(key) for source in backing.quoted):
        return True
    return any(
        key == name.key
        for part in (*backing.computed, backing.asked, *backing.held)
        for name in part.communes
    )


def _amount(claim: Stated, amount: Amount, named: Sequence[Named], backing: Backing) -> bool:
    if amount.value == 0 and attachment.denied(claim, amount):
        return True  # "không nêu không có nghĩa là bằng 0"
    if _stating(claim, amount, named, backing) or any(_computed(amount, part) for part in backing.computed):
        return True
    denied = not backing.quoted or attachment.denied(claim, amount)
    return denied and attachment.states(claim, amount, backing.asked)


def _stating(claim: Stated, amount: Amount, named: Sequence[Named], backing: Backing) -> list[Quoted]:
    """The sources that state an amount, of those whose commune the claim says it of."""
    of = attachment.owners(claim, named, amount)
    return [
        source
        for source in backing.quoted
        if (not of or of & source.communes)
        and any(
            attachment.states(claim, amount, part, garbled=source.garbled(amount)) for part in source.readings
        )
    ]


def _computed(amount: Amount, computation: Stated) -> bool:
    """A computation backs the numbers that it shows; a count without a number ("đếm trong kho") backs any
    count."""
    if any(amount.value == shown.value for shown in computation.amounts):
        return True
    counts = not computation.amounts and fold(computation.text).startswith("dem ")
    return counts and attachment.is_count(amount)


def _wrong_nature(claim: Stated, named: Sequence[Named], backing: Backing) -> bool:
    """Whether figures are said to be results (or targets) and every source makes them the other: the claim
    as a whole against all its sources, each figure by its clause against those that state it."""
    if any(claim.text in part.text for source in backing.quoted for part in source.readings):
        return False
    if _all_other(_said_nature(claim, 0, len(claim.text)), backing.quoted, claim.amounts):
        return True
    return any(
        _all_other(
            _said_nature(claim, *attachment.clause(claim, amount)),
            _stating(claim, amount, named, backing),
            [amount],
        )
        for amount in claim.amounts
    )


def _all_other(said: Nature | None, sources: Sequence[Quoted], amounts: Sequence[Amount]) -> bool:
    if said is None or not sources:
        return False
    other = Nature.TARGET if said is Nature.RESULT else Nature.RESULT
    return all(_nature(source, amounts) is other for source in sources)


_LABEL = re.compile(r"\[(?P<said>ket qua|muc tieu|yeu cau)")
_LABELLED = {"ket qua": Nature.RESULT, "muc tieu": Nature.TARGET}


def _said_nature(claim: Stated, start: int, end: int) -> Nature | None:
    """What a claim makes of its figures: by its label, else by the words of `text[start:end]`."""
    label = _LABEL.search(fold(claim.text))
    if label is not None:
        return _LABELLED.get(label["said"])
    results, targets = RESULT.within(claim.text, start, end), TARGET.within(claim.text, start, end)
    perhaps = results and PERHAPS_TARGET.within(claim.text, start, end)
    if not claim.amounts or results == targets or perhaps:
        return None
    return Nature.RESULT if results else Nature.TARGET


_ASIDE = re.compile(
    r"\((?:(?:cuoi |dau )?nam 20\d\d|hien nay|hien tai)\s*:[^)]*"
    r"|\bso voi(?: cung ky)?(?: nam (?:20\d\d|truoc|ngoai))? ?\([^)]*"
)
"""What was reached, beside an aim: "xuống dưới 1,2% (cuối năm 2025: 1,85%)", "giảm 5% so với năm 2025 (24
vụ)"."""


def _nature(source: Quoted, amounts: Sequence[Amount]) -> Nature | None:
    """What a source makes of amounts: by their place in it, by its own words, else by its section, else by
    words that mostly say so."""
    stated = source.readable or source.quote
    if aside := _ASIDE.search(fold(stated.text)):
        values = {own.value for own in stated.amounts if aside.start() <= own.start <= aside.end()}
        return Nature.RESULT if any(amount.value in values for amount in amounts) else source.nature
    results, targets = RESULT.within(stated.text), TARGET.within(stated.text)
    if results != targets:
        return Nature.RESULT if results else Nature.TARGET
    if is_row(stated.text):  # plan and result stand side by side in it: the column tells, not the section
        return None
    if source.nature is not None:
        return source.nature
    return Nature.TARGET if PERHAPS_TARGET.within(stated.text) else None
