"""What to write where the unit has no figure of its own: an open place, never another figure."""

from __future__ import annotations

import re

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer

_FIGURE = r"(?:so lieu|con so|so nay|so do|so thong ke|so)(?!,? (?:va )?(?:hieu|ngay|van ban|ky hieu))"
_LACKS = re.compile(rf"(?<!\w)(?:chua|khong|chang|thieu)(?: \w+){{0,2}}? {_FIGURE}(?!\w)")
_HOW = re.compile(
    r"(?<!\w)(?:ghi|dien|viet|de|lam|bao cao|xu ly|tinh)(?: \w+){0,3}?"
    r" (?:sao|the nao|nhu nao|gi|kieu gi|vao dau)(?!\w)"
)
_BORROWS = re.compile(
    rf"(?<!\w)(?:lay|muon|dung|chep|xin|ghi)(?: tam| dai| luon)? {_FIGURE}(?: cua)?"
    r" (?:(?:xa|phuong|don vi|noi|ben|nguoi)(?: ben canh| khac| ban)|nam (?:ngoai|truoc)|ky truoc|uoc)(?!\w)"
)
_LEFT_OPEN = re.compile(r"(?<!\w)(?:de|bo) trong (?:\w+ ){0,3}?(?:duoc|co sao|co on)(?!\w)")
_OF_OTHERS = re.compile(r"(?<!\w)(?:bao cao|ke hoach|van ban|xa|phuong|don vi|noi|ai|ben) nao(?!\w)")
"""Asks which documents or units lack a figure."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The rule for figures that the unit has not; None where that is not asked."""
    lacks = _LACKS.search(asked.folded) and _HOW.search(asked.folded)
    if _OF_OTHERS.search(asked.folded) or not (
        lacks or _BORROWS.search(asked.folded) or _LEFT_OPEN.search(asked.folded)
    ):
        return None
    writer = Writer()
    writer.say(texts.NO_OWN_FIGURE)
    writer.say(texts.NO_BORROWED_FIGURE)
    return writer.answer()
