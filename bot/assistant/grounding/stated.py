"""What a text states that can be wrong: instruments, dates, amounts, communes.

The reading is wider than extraction's: extraction must not take a house number for a figure, a check must
not let a digit pass unseen. So every digit of a text ends up in exactly one of: a symbol ("03/NQ-CP"), a
mention by kind and number ("Nghị quyết 57"), a period, a place in a document ("mục I.2", left out), an
amount with or without unit, a code ("4G").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache
from typing import NamedTuple, TypeVar

from bot.assistant.grounding.named import Named, commune_key, find_communes
from bot.assistant.grounding.numerals import in_digits
from bot.assistant.grounding.periods import PATTERNS, Period
from bot.assistant.grounding.phrases import PLACE
from knowledge import dates, issuers, reference, symbols
from knowledge.models import Comparator, DocumentHeader
from knowledge.numbers import find_quantities, parse_number
from knowledge.plain import Plain
from knowledge.units import Value, alternation, in_base_unit, tables
from knowledge.vietnamese import fold, nfc

Made = TypeVar("Made")


class Symbol(NamedTuple):
    """A document symbol without separators and marks, which sources write in many ways: "03-NQ/CP" and
    "03/NQ-CP" are both (3, None, ("NQ", "CP"))."""

    number: int
    year: int | None
    codes: tuple[str, ...]


class Mention(NamedTuple):
    """An instrument named by kind (folded) and number alone: "NQ57" is ("nghi quyet", 57)."""

    kind: str
    number: int


class Issued(NamedTuple):
    """The date (ISO) right behind a mention: "Nghị quyết 57 ban hành ngày 22/12/2024"."""

    mention: Mention
    issued_on: str


class Amount(NamedTuple):
    """A number at `text[start:end]`, `value` in the base unit of its measure. `unit` and `kind` (of
    units.toml) are None for a number that no counted noun follows; `of` is the 15 of "12/15"."""

    value: Value
    comparator: Comparator
    unit: str | None
    kind: str | None
    start: int
    end: int
    of: float | None = None


class Cited(NamedTuple):
    """What a text says of an instrument right behind its symbol: the date (ISO, perhaps partial) and the
    issuer as folded words."""

    symbol: Symbol
    issued_on: str | None
    issuer: str | None


class _Numbers(NamedTuple):
    """Everything with digits in a text but its symbols."""

    mentions: frozenset[Mention]
    issued: frozenset[Issued]
    periods: frozenset[Period]
    amounts: tuple[Amount, ...]
    codes: frozenset[str]


class Stated:
    """Everything checkable in a text; spans refer to `text`. Each kind is read when it is first asked for: of
    the head of a document that is mostly one."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def cited(self) -> frozenset[Cited]:
        """The instruments cited by symbol."""
        return self._without_cited[0]

    @cached_property
    def communes(self) -> tuple[Named, ...]:
        """The communes named."""
        return tuple(find_communes(self.text))

    @cached_property
    def periods(self) -> frozenset[Period]:
        """The times, years of symbols among them."""
        return self._numbers.periods

    @cached_property
    def symbols(self) -> frozenset[Symbol]:
        """The symbols of the instruments cited."""
        return frozenset(cited.symbol for cited in self.cited)

    @property
    def mentions(self) -> frozenset[Mention]:
        """The instruments named by kind and number."""
        return self._numbers.mentions

    @property
    def issued(self) -> frozenset[Issued]:
        """Those of them with a date."""
        return self._numbers.issued

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts, in order."""
        return self._numbers.amounts

    @property
    def codes(self) -> frozenset[str]:
        """Letters and digits in one word."""
        return self._numbers.codes

    @cached_property
    def _without_cited(self) -> tuple[frozenset[Cited], str]:
        """What is cited, and the folded text without it."""
        left = _Remainder(self.text)
        return frozenset(_cited(left)), left.folded

    @cached_property
    def _numbers(self) -> _Numbers:
        left = _Remainder(self.text, self._without_cited[1])
        issued = left.take(_mention_pattern(), _mention)
        periods = {period for pattern, make in PATTERNS for period in left.take(pattern, make)}
        periods |= {Period(year=symbol.year) for symbol, _, _ in self.cited if symbol.year}
        left.take(_LIST_NUMBER, lambda match: match)
        for place in PLACE.found(left.marked):
            left.blank(*place.span())
        codes = frozenset(left.take(_CODE, lambda match: match[0].lower()))
        amounts = [*_row_cells(left), *_quantities(left), *left.take(_BARE, _bare)]
        years = [amount for amount in amounts if _is_year(amount)]
        return _Numbers(
            frozenset(mention for mention, _ in issued),
            frozenset(Issued(mention, date) for mention, date in issued if date),
            frozenset(periods | {Period(year=int(_low(year.value))) for year in years}),
            tuple(sorted((a for a in amounts if a not in years), key=lambda a: a.start)),
            codes,
        )


def cited_in(text: str) -> frozenset[Cited]:
    """What `read` finds of instruments with a symbol, without reading the rest."""
    return frozenset(_cited(_Remainder(_plain(text))))


def _plain(text: str) -> str:
    return in_digits(" ".join(nfc(text).split()))


@lru_cache(maxsize=4096)
def read(text: str) -> Stated:
    """Read a text; line breaks and runs of spaces count as one space, counted numerals as digits."""
    return Stated(_plain(text))


def of_headers(headers: Iterable[DocumentHeader]) -> Stated:
    """What the heads of documents state: their symbols, dates, communes."""
    cited: set[Cited] = set()
    periods: set[Period] = set()
    named: set[Named] = set()
    held = tuple(headers)
    for symbol in filter(None, {head.symbol for head in held}):
        cited |= cited_in(symbol)
    for date in filter(None, {head.issued_on for head in held}):
        periods |= read(date).periods
    for unit in filter(None, {head.commune for head in held}):
        named.add(Named(commune_key(unit), 0, 0))
    together = Stated("")
    together.cited, together.periods = frozenset(cited), frozenset(periods)
    together.communes = tuple(sorted(named))
    return together


class _Remainder:
    """A text without marks, and blank where an earlier pattern has taken something. Offsets hold."""

    def __init__(self, text: str, folded: str | None = None) -> None:
        self.text = text
        self.folded: str = fold(text) if folded is None else folded

    def take(self, pattern: re.Pattern[str], make: Callable[[re.Match[str]], Made | None]) -> list[Made]:
        """Make something of each match, and blank out those of which something was made."""
        found: list[Made] = []
        for match in list(pattern.finditer(self.folded)):
            made = make(match)
            if made is not None:
                found.append(made)
                self.blank(*match.span())
        return found

    def blank(self, start: int, end: int) -> None:
        self.folded = self.folded[:start] + " " * (end - start) + self.folded[end:]

    @property
    def marked(self) -> str:
        """What is left, as written."""
        return "".join(
            " " if gone == " " else char for char, gone in zip(self.text, self.folded, strict=True)
        )


def _cited(left: _Remainder) -> Iterator[Cited]:
    plain = Plain(left.text)
    for reading in symbols.find_symbols(plain.unified):
        date = dates.date_after(plain.folded, reading.end)
        issuer = issuers.issuer_after(plain, date.end if date else reading.end, reading.symbol.issuer_code)
        left.blank(reading.start, reading.end)
        yield Cited(
            _symbol(reading.symbol), date.iso if date else None, fold(issuer.name) if issuer else None
        )


def _symbol(read: symbols.Symbol) -> Symbol:
    digits = re.match(r"\d+", read.number)
    codes = (read.type_code or "", *re.split(r"[-/.]", read.issuer_code))
    return Symbol(int(digits[0]) if digits else 0, read.year, tuple(fold(c).upper() for c in codes if c))


@cache
def _kinds() -> dict[str, str]:
    """Folded names and abbreviations of document kinds, to the folded name."""
    table: dict[str, str] = {}
    for kind in reference.document_kinds():
        for form in (kind.name, *kind.codes, *kind.short):
            table.setdefault(fold(form), fold(kind.name))
    return table


@cache
def _mention_pattern() -> re.Pattern[str]:
    periods = "nam|thang|quy|tuan|ngay|gio|nhiem|cap|ben"
    return re.compile(
        rf"(?<!\w)(?P<kind>{alternation(_kinds())})\s?(?:so\s?)?(?P<number>\d{{1,5}})"
        rf"(?![\w%]|[.,/-]\d|\s?%|\s(?:{periods})\b)"
    )


def _mention(match: re.Match[str]) -> tuple[Mention, str | None]:
    date = dates.date_after(match.string, match.end())
    kind = _kinds()[" ".join(match["kind"].split())]
    return Mention(kind, int(match["number"])), date.iso if date else None


def kind_of(symbol: Symbol) -> str | None:
    """The folded kind that a symbol's codes say ("nghi quyet"), None for dispatches and the like."""
    for code in symbol.codes[:1]:
        kind = _kinds().get(code.lower())
        if kind is not None:
            return kind
    return None


_LIST_NUMBER = re.compile(r"(?:^|(?<=[.;:] ))(?:\d{1,2}(?:\.\d{1,2})*[.)]|\(\d{1,2}\))(?= )")

_CODE = re.compile(
    r"(?<!\w)(?=\w*\d)(?=\w*[a-z])(?!\d[\d.,]*(?:trd|tr|km2?|ha|m[23]?|kg|kwh|mbps|d)(?!\w))\w+"
)
_OTHER_NUMBER = re.compile(r"[/–÷-]\s?(\d+)")
"""The 15 of "12/15 thôn", and the end of a range that runs backwards."""
_BARE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")


@cache
def _row() -> re.Pattern[str]:
    """The cells of a table row behind their unit: "% 85 79,3", "tổ 20 17"."""
    number = r"\d+(?:[.,]\d+)*(?![\w%/-]|[.,]\d| ?%)"
    return re.compile(
        rf"(?<![\d\w])(?<!\d )(?P<unit>{alternation(tables().forms)}|%)(?P<cells>(?:[ |]+{number})+)"
    )


def is_row(text: str) -> bool:
    """Whether a text is a row of a table, cut at one of its cells: numbers stand behind their unit."""
    return bool(_row_cells(_Remainder(text)))


def _row_cells(left: _Remainder) -> list[Amount]:
    """Numbers that stand behind a unit which no number stands before; they stay bare numbers, too, as which a
    table may be told ("162,7 (ha)"). A noun with one number may be a name ("tổ 3"): then nothing is counted,
    unless the label of the row says what is ("Số hộ nghèo hộ 212"); nor does a fraction count anything."""
    found: list[Amount] = []
    for match in list(_row().finditer(left.folded)):
        written = left.text[match.start("unit") : match.end("unit")].lower()
        forms = tables().forms.get(match["unit"], ())
        form = next((form for form in forms if form.written == written), None)
        if form is None and match["unit"] != "%":  # "Đông Sơn Hạ 1,12" are no hectares
            continue
        unit, kind = (form.unit, form.kind) if form else ("%", "share")
        cells = list(_BARE.finditer(left.folded, match.start("cells"), match.end()))
        measured = unit in tables().measures or kind == "share"
        counted = re.search(rf"\bso {re.escape(match['unit'])}\b[^,.;:]*$", left.folded[: match.start()])
        if not measured and len(cells) < 2 and not counted:
            continue
        for cell in cells:
            number = parse_number(cell[0])
            if measured or "," not in cell[0]:
                value, base = in_base_unit(number, unit)
                found.append(Amount(value, Comparator.EQUAL, base, kind, *cell.span()))
    return found


def _quantities(left: _Remainder) -> list[Amount]:
    found: list[Amount] = []
    for quantity in find_quantities(left.marked):
        value, unit = in_base_unit(quantity.value, quantity.unit)
        found.append(
            Amount(value, quantity.comparator, unit, quantity.kind, quantity.number_start, quantity.end)
        )
        other = _OTHER_NUMBER.search(left.text, quantity.number_start, quantity.unit_start)
        if other is not None and not isinstance(value, tuple):
            total = parse_number(other[1])
            found[-1:] = [found[-1]._replace(of=total), found[-1]._replace(value=total)]
        left.blank(quantity.number_start, quantity.end)
    return found


def _bare(match: re.Match[str]) -> Amount:
    try:
        value = parse_number(match[0])
    except ValueError:  # "1.2.3": no number, but digits all the same
        value = float(re.sub(r"\D", "", match[0]))
    return Amount(value, Comparator.EQUAL, None, None, *match.span())


def _is_year(amount: Amount) -> bool:
    return amount.unit is None and not isinstance(amount.value, tuple) and amount.value in range(1900, 2100)


def _low(value: Value) -> float:
    return value[0] if isinstance(value, tuple) else value
