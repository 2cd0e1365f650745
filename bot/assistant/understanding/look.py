"""Turns that ask something of the answer before them: where it stands, how sure it is, what it left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.assistant.understanding import vocabulary
from knowledge import abbreviations
from knowledge.vietnamese import fold, nfc

TABLE = "look_words.toml"

LONGEST = 12
"""Words of the longest turn that is looked at: one that says more names a matter."""


class Asks(StrEnum):
    """What is asked of the answer before; the rows of the table, the first that is said, and two patterns."""

    QUOTE = "quote"
    SCAN = "scan"
    SOURCE = "source"
    PERIOD = "period"
    COUNT = "count"
    REST = "rest"
    ITEM = "item"
    SURE = "sure"
    COLUMN = "column"
    KIND = "kind"


@dataclass(frozen=True)
class Look:
    """What is asked; of a point, its place (1 is the first, -1 the last); of a table, the column that is to
    go, or the kind of unit ("xa") whose rows are to stay, folded."""

    asks: Asks
    place: int = 0
    name: str = ""


_OF_TABLE = {
    Asks.COLUMN: re.compile(
        r"(?:thoi |cho )?(?:bo|xoa|an|bot|khong can|khong lay)(?: bot| di)? cot (?P<name>[\w ]+)\W*"
    ),
    Asks.KIND: re.compile(
        r"(?:chi |loc )(?:lay |xem |can |ra |rieng |ke )?(?:cac |nhung )?(?P<name>xa|phuong)(?: thoi)?\W*"
    ),
}
_PLACES = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
_PLACE = re.compile(r"(?<!\w)(?:thu|so) (?P<place>\d{1,2}|" + "|".join(_PLACES) + r"|bon)(?!\w)")
_NUMBER = re.compile(r"(?<!\w)\d{1,2}(?!\w)")
_END = re.compile(r"(?<!\w)(?:cai|y|dong) (?P<end>dau|cuoi)(?!\w)")


@lru_cache(maxsize=512)
def look(turn: str) -> Look | None:
    """What a turn asks of the answer before it; None where it names a matter of its own."""
    folded = vocabulary.without_courtesies(vocabulary.folded_for_tables(abbreviations.expand(nfc(turn))))
    if len(folded.split()) > LONGEST:
        return None
    for asks, pattern in _OF_TABLE.items():
        if (match := pattern.fullmatch(" ".join(folded.split()))) is not None:
            return Look(asks, name=match["name"])
    said = vocabulary.rows_said(TABLE, folded)
    place = _place(fold(turn)) if Asks.ITEM.value in said else 0
    asked = next((row for row in Asks if row.value in said and (row is not Asks.ITEM or place)), None)
    if asked in (Asks.ITEM, Asks.REST):
        folded = _NUMBER.sub(" ", folded)
    return None if asked is None or re.search(r"\w", _unsaid(folded)) else Look(asked, place)


def _unsaid(folded: str) -> str:
    """The text without the words of the table: longer phrases of any row before "beside"."""
    for row in (*(asked.value for asked in Asks if asked not in _OF_TABLE), "beside"):
        folded = vocabulary.blanked(TABLE, row, folded)
    return folded


def _place(folded: str) -> int:
    if (match := _PLACE.search(folded)) is not None:
        said = match["place"]
        return int(said) if said.isdigit() else 4 if said == "bon" else _PLACES.index(said) + 1
    ends = _END.search(folded)
    return 0 if ends is None else 1 if ends["end"] == "dau" else -1
