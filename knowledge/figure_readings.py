"""What an anchor states: a row of the catalogue, or an indicator named by the statement itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.anchors import Anchor, Role
from knowledge.figure_names import comparison, own_name
from knowledge.indicators import Indicator, match
from knowledge.vietnamese import FoldedText
from knowledge.windows import Window, trimmed

KNOWN = 0.55
"""Score from which on a phrase is taken to be a row of the catalogue, in text with diacritics."""
KNOWN_UNMARKED = 0.4
"""The same where recognition lost the diacritics and a quarter of the letters with them."""
_AS_GOOD = 0.06
"""A likelier window is kept over a better match that is better by no more than this."""
_SURE = 0.1
"""A match this far above what is needed is not looked for again with the words of the anchor before."""


class Reading(NamedTuple):
    """What an anchor states: its row or its own name, the words of both, and the window that says so."""

    row: Indicator | None
    name: str
    phrase: str
    window: Window


class _Match(NamedTuple):
    row: Indicator
    score: float
    at: int


def row_of(phrase: str, unit: str | None) -> Indicator | None:
    """The row of the catalogue that a phrase means, if it means one that is stated in `unit`."""
    best = _best([phrase], unit, KNOWN)
    return best.row if best is not None else None


def read(
    text: str,
    folded: FoldedText,
    anchor: Anchor,
    choices: Sequence[Window],
    base: Reading | None,
    *,
    marked: bool,
    only_known: bool,
) -> Reading | None:
    """What `anchor` speaks of in one of its windows, the likeliest first.

    `base` is what the anchor before it in the clause stated: changes and shares of a plan qualify it, and a
    value without words of its own continues it ("26 tổ công nghệ số với 145 thành viên"). None for words that
    state nothing: `only_known` asks for a row of the catalogue.
    """
    if base is not None and anchor.role in (Role.CHANGE, Role.RATIO):
        basis, end = comparison(text, folded, anchor)
        window = trimmed(folded, Window(base.window.start, max(end, choices[0].end)))
        return Reading(None, f"{base.name} ({basis})", base.phrase, window)
    phrases = [_phrase(text, anchor, window) for window in choices]
    if anchor.role is not Role.CHANGE:
        known = _known(anchor, phrases, choices, base, KNOWN if marked else KNOWN_UNMARKED)
        if known is not None:
            return known._replace(window=trimmed(folded, known.window))
    if only_known:
        return None
    return _unknown(text, folded, anchor, phrases[0], choices[0], base)


def _known(
    anchor: Anchor, phrases: Sequence[str], choices: Sequence[Window], base: Reading | None, known: float
) -> Reading | None:
    unit = None if anchor.value is None and anchor.kind == "events" else anchor.unit
    best = _best(phrases, unit, known)
    if base is not None and (best is None or best.score < known + _SURE):
        joined = [f"{base.phrase} {phrase}" for phrase in phrases]
        inherited = _best(joined, unit, known)
        better = inherited is not None and (best is None or inherited.score > best.score)
        if inherited is not None and better and inherited.row is not base.row:
            window = Window(base.window.start, choices[inherited.at].end)
            return Reading(inherited.row, inherited.row.name, joined[inherited.at], window)
    if best is None:
        return None
    return Reading(best.row, best.row.name, phrases[best.at], choices[best.at])


def _unknown(
    text: str, folded: FoldedText, anchor: Anchor, phrase: str, window: Window, base: Reading | None
) -> Reading | None:
    name = own_name(text, anchor, window)
    if name:
        if anchor.role in (Role.CHANGE, Role.RATIO):
            basis, end = comparison(text, folded, anchor)
            return Reading(None, f"{name} ({basis})", phrase, Window(window.start, max(end, window.end)))
        return Reading(None, name, phrase, window)
    if base is None:
        return None
    qualifier = "tỷ lệ" if anchor.kind == "share" else anchor.unit
    whole = trimmed(folded, Window(base.window.start, window.end))
    return Reading(None, f"{base.name} ({qualifier})", base.phrase, whole)


def _best(phrases: Sequence[str], unit: str | None, known: float) -> _Match | None:
    """The row that one of the phrases means, and which; they come likeliest first."""
    tops = [_Match(*ranked[0], at) for at, phrase in enumerate(phrases) if (ranked := match(phrase, unit))]
    best = max(tops, key=lambda top: top.score, default=None)
    if best is None or best.score < known:
        return None
    return next(top for top in tops if top.row is best.row and top.score >= best.score - _AS_GOOD)


def _phrase(text: str, anchor: Anchor, window: Window) -> str:
    """The words of a window without the amount."""
    return " ".join(f"{text[window.start : anchor.start]} {text[anchor.noun : window.end]}".split())
