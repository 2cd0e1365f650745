"""What an anchor states: a row of the catalogue, or an indicator named by the statement itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from knowledge.anchors import Anchor, Role
from knowledge.figure_names import capitalised, comparison, own_name
from knowledge.indicators import Indicator, content_words, match
from knowledge.units import unit_kind
from knowledge.vietnamese import FoldedText, fold
from knowledge.windows import Window, trimmed

KNOWN = 0.55
"""Score from which on a phrase is taken to be a row of the catalogue, in text with diacritics."""
KNOWN_UNMARKED = 0.4
"""The same where recognition lost the diacritics and a quarter of the letters with them."""
_AS_GOOD = 0.06
"""A likelier window is kept over a better match that is better by no more than this."""
_SURE = 0.1
"""A match this far above what is needed is not looked for again with the words of the anchor before."""


_PLAIN_KINDS = ("people", "visits", "households")
_REST_KNOWN = 0.3
"""What the words besides a plain noun must score: "lượt người tham gia hiến máu" is no training."""
_MEASURED = ("share", "money", "area", "length", "weight", "volume")
_BARE = 4
"""Words up to which a measured part is named together with its whole."""
_SHORT, _SHORT_KNOWN = 3, 0.8
"""Up to this many words a phrase must nearly be the row's own: "ngân sách" alone is not its revenue."""


class Reading(NamedTuple):
    """What an anchor states: its row or its own name, the words of both, and the window that says so."""

    row: Indicator | None
    name: str
    phrase: str
    window: Window
    unit: str


class Before(NamedTuple):
    """What the clause stated before an anchor: the whole whose parts it is listing, the last value, the last
    one in each unit, and whether the parts are a list behind "trong đó:" that the next clause
    goes on with."""

    whole: Reading
    last: Reading
    by_unit: Mapping[str, Reading]
    listing: bool = False

    @classmethod
    def of(cls, reading: Reading) -> Before:
        """Before an anchor that follows one reading, or a label."""
        return cls(reading, reading, {reading.unit: reading})

    def then(self, reading: Reading, anchor: Anchor) -> Before:
        """After one more reading, of `anchor`."""
        whole = self.whole if anchor.part else reading
        return Before(whole, reading, {**self.by_unit, reading.unit: reading}, anchor.listed)


class _Option(NamedTuple):
    """The words of a window; `rest` those besides a noun that many rows count ("người", "lượt")."""

    phrase: str
    window: Window
    rest: str = ""


class _Match(NamedTuple):
    row: Indicator
    score: float
    option: _Option


def row_of(phrase: str, unit: str | None) -> Indicator | None:
    """The row of the catalogue that a phrase means, if it means one that is stated in `unit`."""
    best = _best([_Option(phrase, Window(0, 0))], unit, KNOWN)
    return best.row if best is not None else None


def row_counted(words: Sequence[str]) -> Indicator | None:
    """The row of something counted that the badly recognised words behind a number, or the first few of them,
    mean; the first word must still begin like the unit."""
    tops = [
        (score, row)
        for length in range(3, len(words) + 1)
        for row, score in match(" ".join(words[:length]))[:1]
        if score >= KNOWN_UNMARKED
        and unit_kind(row.unit) not in _MEASURED
        and fold(words[0])[:1] == fold(row.unit)[:1]
    ]
    return max(tops, key=lambda top: top[0])[1] if tops else None


def row_asked(phrase: str) -> Indicator | None:
    """The row that "số hộ nghèo" or "tỷ lệ hộ nghèo" asks for: its head tells a rate from a number."""
    rate = fold(phrase).startswith(("ty le", "ti le", "muc do"))
    money = fold(phrase).startswith(("kinh phi", "so tien", "tong kinh phi", "tong so tien", "gia tri"))
    kind = "share" if rate else "money" if money else None
    for row, score in match(phrase):
        own = unit_kind(row.unit)
        if score >= KNOWN and (own == kind if kind else own not in ("share", "money")):
            return row
    return None


def read(
    text: str,
    folded: FoldedText,
    anchor: Anchor,
    choices: Sequence[Window],
    before: Before | None,
    label: Reading | None,
    *,
    marked: bool,
    only_known: bool,
) -> Reading | None:
    """What `anchor` speaks of in one of its windows, the likeliest first.

    Changes and shares of a plan qualify what stands `before` it in the clause, and a value without words of
    its own continues it ("26 tổ công nghệ số với 145 thành viên"), at another time where even the unit is the
    same ("62 hộ, cuối năm còn 35 hộ"). `label` is what a list is headed by ("Cơ cấu kinh tế: nông nghiệp
    21,4%, công nghiệp 46,2%"). None for words that state nothing: `only_known` asks for a row of the
    catalogue.
    """
    last = before.last if before is not None else None
    if before is not None and anchor.role in (Role.CHANGE, Role.RATIO):
        qualified = before.by_unit.get(anchor.unit, before.last)
        basis, end = comparison(text, folded, anchor)
        window = trimmed(folded, Window(qualified.window.start, max(end, choices[0].end)))
        return Reading(None, f"{qualified.name} ({basis})", qualified.phrase, window, anchor.unit)
    own = own_name(text, anchor, choices[0])
    if last is not None and last.unit == anchor.unit and not own:
        return last._replace(window=trimmed(folded, Window(last.window.start, choices[0].end)))
    options = _options(text, anchor, choices)
    if anchor.role is not Role.CHANGE:
        least = KNOWN if marked else KNOWN_UNMARKED
        known = _known(folded, anchor, own, options, before, least)
        if known is not None:
            return known._replace(window=trimmed(folded, known.window))
    if only_known:
        return None
    if not own:
        return _wordless(text, folded, anchor, options[0], last)
    whole = before.whole if before is not None else None
    if label is not None and not anchor.part:
        whole = label
    return _unknown(text, folded, anchor, own, options[0], whole)


_USED_FOR = re.compile(
    r"\b(?:cho|tai|den|toi|o|doi voi|ho tro|giup|tang|moi|van dong|huong dan|kiem tra|tham"
    r"|khen thuong)\s+$"
)
"""What stands before a number of those that something is done for."""
_DOING = re.compile(
    r"(?:\s+\w+){0,4}?\s+(?P<what>(?:su dung|dung|ung dung|ap dung|nop|dat|duoc|co|da|chua|bi|tham gia"
    r"|thuc hien|trien khai|dang ky|hoan thanh|ky|cai dat|ket noi|dau tu|vi pham|tam ngung|con thieu|deu)\b"
    r"(?:\s+[a-z]+){1,3})"
)
"""What those that are counted do or have."""


def _all_there_are(folded: FoldedText, anchor: Anchor, row: Indicator) -> bool:
    """Whether a number may be that of all there are, as a row of the stock wants it."""
    if not (row.stock and anchor.counted):
        return True
    if _USED_FOR.search(folded, max(anchor.start - 16, 0), anchor.start):
        return False
    doing = _DOING.match(folded, anchor.end)
    own = {word for phrase in (row.name, *row.synonyms) for word in content_words(phrase)}
    own.difference_update(content_words(f"tong so {row.unit} {folded[anchor.noun : anchor.end]}"))
    return doing is None or not own.isdisjoint(content_words(doing["what"]))


def _known(
    folded: FoldedText,
    anchor: Anchor,
    own: str,
    options: Sequence[_Option],
    before: Before | None,
    known: float,
) -> Reading | None:
    unit = None if anchor.value is None and anchor.kind == "events" else anchor.unit
    best = _best(options, unit, known) if own else None
    if best is not None and not _all_there_are(folded, anchor, best.row):
        return None
    summand = before is not None and anchor.part and anchor.kind == "money" == unit_kind(before.whole.unit)
    if before is not None and not summand and (best is None or best.score < known + _SURE):
        last = before.last
        joined = [
            _Option(f"{last.phrase} {phrase}", Window(last.window.start, window.end))
            for phrase, window, _ in options
        ]
        inherited = _best(joined, unit, known, but=(last.row, before.whole.row), short=known)
        if inherited is not None and (best is None or inherited.score > best.score):
            best = inherited
    if best is None or (anchor.part and before is not None and best.row is before.whole.row):
        return None
    return Reading(best.row, best.row.name, best.option.phrase, best.option.window, anchor.unit)


def _unknown(
    text: str,
    folded: FoldedText,
    anchor: Anchor,
    name: str,
    option: _Option,
    whole: Reading | None,
) -> Reading:
    """An indicator named by its own words, or with those of the whole it is a part of where it has too few
    ("trong đó ngân sách xã 2,1 tỷ đồng")."""
    phrase, window = option.phrase, option.window
    total = fold(name).startswith("tong")
    short = name.removeprefix("Tỷ lệ ")
    bare = anchor.listed or len(re.findall(r"\w+", short)) <= _BARE
    if whole is not None and bare and not (anchor.counted or total or name.startswith(whole.name)):
        both = trimmed(folded, Window(whole.window.start, window.end))
        return Reading(None, f"{whole.name}: {short[:1].lower()}{short[1:]}", phrase, both, anchor.unit)
    if anchor.role in (Role.CHANGE, Role.RATIO):
        basis, end = comparison(text, folded, anchor)
        name, window = f"{name} ({basis})", Window(window.start, max(end, window.end))
    return Reading(None, name, phrase, window, anchor.unit)


def _wordless(
    text: str, folded: FoldedText, anchor: Anchor, option: _Option, last: Reading | None
) -> Reading | None:
    """A value without words: the number of what it counts, or a rate or sum of the anchor before it."""
    if anchor.counted:
        name = capitalised(f"số {text[anchor.noun : anchor.end].lower()}")
        row = row_of(name, anchor.unit)
        return Reading(row, row.name if row is not None else name, option.phrase, option.window, anchor.unit)
    if last is None:
        return None
    qualifier = {"share": "tỷ lệ", "money": "số tiền"}.get(anchor.kind, anchor.unit)
    both = trimmed(folded, Window(last.window.start, option.window.end))
    return Reading(None, f"{last.name} ({qualifier})", last.phrase, both, anchor.unit)


def _best(
    options: Sequence[_Option],
    unit: str | None,
    known: float,
    *,
    but: tuple[Indicator | None, ...] = (),
    short: float = _SHORT_KNOWN,
) -> _Match | None:
    """The row that one of the options means, and which; they come likeliest first. The rows of `but` are no
    answer; phrases of a few words need the score `short`."""
    tops: list[_Match] = []
    for option in options:
        said = fold(option.phrase)
        ranked = [
            (row, score)
            for row, score in match(option.phrase, unit)[:3]
            if row not in but and not any(fold(words) in said for words in row.apart)
        ]
        if ranked and (len(content_words(option.phrase)) > _SHORT or ranked[0][1] >= short):
            tops.append(_Match(*ranked[0], option))
    best = max(tops, key=lambda top: top.score, default=None)
    if best is None or best.score < known:
        return None
    if best.option.rest and dict(match(best.option.rest, unit)).get(best.row, 0.0) < _REST_KNOWN:
        return None
    return next(top for top in tops if top.row is best.row and top.score >= best.score - _AS_GOOD)


def _options(text: str, anchor: Anchor, choices: Sequence[Window]) -> list[_Option]:
    """The words of each window without the amount; without its noun too where it follows what is counted
    ("Dân số là 15.230 người"), and as a number of it where there is nothing else."""
    options: list[_Option] = []
    for window in choices:
        lead, tail = text[window.start : anchor.start], text[anchor.end : window.end]
        noun = text[anchor.noun : anchor.end]
        plain = anchor.kind in _PLAIN_KINDS and content_words(tail)
        rest = f"{lead} {tail}" if plain else ""
        options.append(_Option(" ".join(f"{lead} {noun} {tail}".split()), window, rest))
        if noun and not content_words(tail):
            options.append(_Option(" ".join(lead.split()) if content_words(lead) else f"số {noun}", window))
    return options
